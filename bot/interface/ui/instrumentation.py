"""Dispatch `act` and `delivery` events for logs and metrics."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager, suppress
from datetime import datetime

import discord

from bot.digest.post import DigestPost
from bot.digest.poster import CannotPostError, Poster, Venue
from bot.interface.discordpy.taken_answers import taking
from bot.interface.ui.language import Interaction
from bot.operating.activities import Activity, recorded

__all__ = ["InstrumentedPoster", "activity_of", "instrumented"]

_UNKNOWN = "unknown"


@contextmanager
def instrumented(client: discord.Client, act: Activity) -> Generator[None]:
    """Attribute everything inside to `act`, and dispatch an event at its end."""
    try:
        with recorded(act), taking(client.application_id):
            yield
    finally:
        client.dispatch("act", act)


def activity_of(interaction: Interaction) -> Activity:
    """Return the activity of a command, its suggestions or a component interaction; the latter is not named yet."""
    if interaction.type in (discord.InteractionType.component, discord.InteractionType.modal_submit):
        return Activity(interaction.id, "press", _UNKNOWN)
    is_suggestion = interaction.type is discord.InteractionType.autocomplete
    return Activity(interaction.id, "suggestion" if is_suggestion else "command", _name(interaction))


def _name(interaction: Interaction) -> str:
    # The tree reports malformed payloads later.
    with suppress(LookupError, TypeError, ValueError, AttributeError):
        if interaction.command is not None:
            return f"/{interaction.command.qualified_name}"
    return _UNKNOWN


class InstrumentedPoster:
    """A poster that delegates to another and dispatches the outcome."""

    def __init__(self, client: discord.Client, poster: Poster) -> None:
        self._client = client
        self._poster = poster

    def venue(self, post: DigestPost) -> Venue:
        """Return how the channel of `post` takes posts."""
        return self._poster.venue(post)

    async def send(self, post: DigestPost) -> int:
        """Send `post` and return the message's id. Raises CannotPostError."""
        try:
            message_id = await self._poster.send(post)
        except CannotPostError as error:
            self._client.dispatch("delivery", error.kind)
            raise
        self._client.dispatch("delivery", "sent")
        return message_id

    async def find(self, post: DigestPost, since: datetime) -> int | None:
        """Return the id of the message that was sent before, or None. Raises CannotPostError."""
        try:
            message_id = await self._poster.find(post, since)
        except CannotPostError as error:
            self._client.dispatch("delivery", error.kind)
            raise
        if message_id is not None:
            self._client.dispatch("delivery", "found")
        return message_id

    async def open_threads(self, post: DigestPost, message_id: int) -> int | None:
        """Open the threads of `post`. Raises CannotPostError."""
        return await self._poster.open_threads(post, message_id)

    async def publish(self, post: DigestPost, message_id: int) -> None:
        """Publish the message of `post`. Raises CannotPostError."""
        await self._poster.publish(post, message_id)

"""The interface through which the daily post reaches Discord, and its errors."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Literal, Protocol

from bot.digest.post import DigestPost
from bot.storage.digests.values import Subscription
from bot.texts import Text

__all__ = ["CannotPostError", "Failure", "Illustrate", "Notifier", "Poster", "Venue"]

Failure = Literal["forbidden", "gone", "passing"]
# How a channel takes posts: as messages; as messages that can be published to the servers that follow it; as posts with
# a title and tags.
Venue = Literal["messages", "announcements", "forum"]
# Make the pictures of a post before its turn to be sent comes: Discord is not to blame for the time that takes.
Illustrate = Callable[[DigestPost], Awaitable[object]]


class CannotPostError(Exception):
    """A channel cannot be posted to or read.

    `forbidden` needs people to change permissions, a `gone` channel never comes back, and a `passing` failure resolves
    itself. `unanswered` may concern every channel: Discord is unreachable or failing.
    """

    def __init__(self, reason: Text, kind: Failure = "passing", *, unanswered: bool = False) -> None:
        super().__init__(reason.en)
        self.reason = reason
        self.kind: Failure = kind
        self.unanswered = unanswered


class Poster(Protocol):
    """Send posts and find them again. Every method but `venue` raises CannotPostError."""

    def venue(self, post: DigestPost) -> Venue:
        """Return how the channel of `post` takes posts, `messages` if it is not known."""
        ...

    async def send(self, post: DigestPost) -> int:
        """Send `post` with its nonce and return the message's id."""
        ...

    async def find(self, post: DigestPost, since: datetime) -> int | None:
        """Return the id of the bot's own message with the post's marker sent after `since`, or None."""
        ...

    async def open_threads(self, post: DigestPost, message_id: int) -> int | None:
        """Open the threads `post` asks for and return the id of the post's own, or None.

        Safe to repeat: no thread is opened twice.
        """
        ...

    async def publish(self, post: DigestPost, message_id: int) -> None:
        """Publish a message of an announcement channel to the servers that follow it; safe to repeat."""
        ...


class Notifier(Protocol):
    """Tell the people of a server about its daily post."""

    async def notify(self, subscription: Subscription, text: Text) -> None:
        """Notify the person who set it up, or the channel chosen for notices; may raise anything."""
        ...

"""The three seconds that Discord gives to a first answer."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

import discord

from bot.interface.ui.language import Interaction

__all__ = ["answered", "end_thinking", "finished", "left", "note_arrival", "run_or_defer"]

_log = logging.getLogger(__name__)

T = TypeVar("T")

_THINKING = "thinking"
_ARRIVED = "arrived"


async def run_or_defer(
    interaction: Interaction, work: Coroutine[Any, Any, T], defer_after: float, *, private: bool = False
) -> T:
    """Return the result of `work`; ask Discord to wait `defer_after` seconds after the interaction came."""

    async def ask() -> None:
        await interaction.response.defer(thinking=True, ephemeral=private)
        interaction.extras[_THINKING] = not private

    return await finished(work, left(interaction, defer_after), ask)


def note_arrival(interaction: Interaction) -> None:
    """Note that an interaction came just now."""
    interaction.extras[_ARRIVED] = time.monotonic()


def left(interaction: Interaction, defer_after: float) -> float:
    """Return what is left of `defer_after` seconds: a turn that was waited for, and earlier work, took some of them."""
    now = time.monotonic()
    return max(defer_after - (now - interaction.extras.get(_ARRIVED, now)), 0.0)


async def finished(work: Coroutine[Any, Any, T], defer_after: float, ask: Callable[[], Awaitable[object]]) -> T:
    """Return the result of `work`, however long it takes; `ask` for time after `defer_after` seconds."""
    task = asyncio.create_task(work)
    await asyncio.wait({task}, timeout=defer_after)
    if not task.done():
        try:
            await ask()
        except Exception:
            # Whoever asked may be gone; the work is finished all the same, and what fails in it is to be told first.
            await asyncio.wait({task})
            task.result()
            raise
        finally:
            await asyncio.wait({task})
    return await task


def answered(interaction: Interaction) -> None:
    """Note that an answer is about to take the place of "… is thinking"."""
    interaction.extras.pop(_THINKING, None)


async def end_thinking(interaction: Interaction) -> None:
    """Take a public "… is thinking" away: a private line that took its place would be public too."""
    if interaction.extras.pop(_THINKING, False):
        try:
            await interaction.delete_original_response()
        except discord.HTTPException as error:
            _log.warning("could not remove the waiting message of interaction %s: %s", interaction.id, error)

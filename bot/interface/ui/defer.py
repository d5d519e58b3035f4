"""Deferring: Discord allows three seconds for a first answer."""

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
    """Return the result of `work`; defer if it is not ready `defer_after` seconds after the interaction arrived."""

    async def ask() -> None:
        await interaction.response.defer(thinking=True, ephemeral=private)
        interaction.extras[_THINKING] = not private

    return await finished(work, left(interaction, defer_after), ask)


def note_arrival(interaction: Interaction) -> None:
    """Record the arrival of an interaction."""
    interaction.extras[_ARRIVED] = time.monotonic()


def left(interaction: Interaction, defer_after: float) -> float:
    """Return what is left of `defer_after` seconds after waiting for a turn and earlier work."""
    now = time.monotonic()
    return max(defer_after - (now - interaction.extras.get(_ARRIVED, now)), 0.0)


async def finished(work: Coroutine[Any, Any, T], defer_after: float, ask: Callable[[], Awaitable[object]]) -> T:
    """Return the result of `work`, however long it takes; call `ask` after `defer_after` seconds."""
    task = asyncio.create_task(work)
    await asyncio.wait({task}, timeout=defer_after)
    if not task.done():
        try:
            await ask()
        except Exception:
            # The asker may be gone; finish the work anyway, and report its own failure first.
            await asyncio.wait({task})
            task.result()
            raise
        finally:
            await asyncio.wait({task})
    return await task


def answered(interaction: Interaction) -> None:
    """Record that an answer is about to replace "… is thinking"."""
    interaction.extras.pop(_THINKING, None)


async def end_thinking(interaction: Interaction) -> None:
    """Remove a public "… is thinking": a private reply in its place would become public."""
    if interaction.extras.pop(_THINKING, False):
        try:
            await interaction.delete_original_response()
        except discord.HTTPException as error:
            _log.warning("could not remove the waiting message of interaction %s: %s", interaction.id, error)

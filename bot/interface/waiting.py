"""The three seconds that Discord gives to a first answer."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

import discord

from bot.interface.language import Interaction

__all__ = ["answered", "end_thinking", "finished", "in_time"]

_log = logging.getLogger(__name__)

T = TypeVar("T")

_THINKING = "thinking"


async def in_time(
    interaction: Interaction, work: Coroutine[Any, Any, T], patience: float, *, private: bool = False
) -> T:
    """Return the result of `work`; ask Discord to wait where it takes longer than `patience` seconds."""

    async def ask() -> None:
        await interaction.response.defer(thinking=True, ephemeral=private)
        interaction.extras[_THINKING] = not private

    return await finished(work, patience, ask)


async def finished(work: Coroutine[Any, Any, T], patience: float, ask: Callable[[], Awaitable[object]]) -> T:
    """Return the result of `work`, however long it takes; `ask` for time after `patience` seconds."""
    task = asyncio.create_task(work)
    await asyncio.wait({task}, timeout=patience)
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
            _log.warning("the waiting message of interaction %s could not be removed: %s", interaction.id, error)

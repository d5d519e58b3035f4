"""Pages with buttons that only the asker can press."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

import discord

from bot.errors import ForbiddenError
from bot.interface.failures import report
from bot.interface.language import Interaction
from bot.texts import Language, Text

__all__ = ["Pager"]

_log = logging.getLogger(__name__)

# Shorter than the fifteen minutes that a press may still be answered in, so that the buttons can be taken off.
_IDLE_SECONDS = 600.0

_PREVIOUS = Text("Previous", "이전")
_NEXT = Text("Next", "다음")
_NOT_YOURS = Text(
    "Only the person who asked can turn these pages. Send the command yourself to get your own.",
    "명령을 실행한 사람만 쪽을 넘길 수 있습니다. 직접 명령을 실행해 보세요.",
)


class Pager(discord.ui.View):
    """Turn the pages of one answer; they are fixed when it is given, so a reload never shifts them."""

    def __init__(self, pages: Sequence[discord.Embed], asked: Interaction, language: Language) -> None:
        super().__init__(timeout=_IDLE_SECONDS)
        self._pages = tuple(pages)
        self._page = 0
        self._asker_id = asked.user.id
        self._latest = asked
        self.previous.label = _PREVIOUS.in_(language)
        self.next.label = _NEXT.in_(language)
        self._set_ends()

    @discord.ui.button(emoji="◀️", disabled=True)
    async def previous(self, interaction: Interaction, _: discord.ui.Button[Pager]) -> None:
        """Show the page before."""
        await self._turn(interaction, -1)

    @discord.ui.button(emoji="▶️")
    async def next(self, interaction: Interaction, _: discord.ui.Button[Pager]) -> None:
        """Show the page after."""
        await self._turn(interaction, 1)

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Refuse everybody but the asker."""
        if interaction.user.id != self._asker_id:
            raise ForbiddenError(_NOT_YOURS)
        return True

    async def on_error(self, interaction: Interaction, error: Exception, _: discord.ui.Item[Any], /) -> None:
        """Answer as every command does."""
        await report(interaction, error)

    async def on_timeout(self) -> None:
        """Take the buttons off."""
        try:
            await self._latest.edit_original_response(view=None)
        except discord.HTTPException as error:
            _log.info("the buttons of a message could not be removed: %s", error)

    async def _turn(self, interaction: Interaction, step: int) -> None:
        # Two quick presses may both arrive before the first is shown.
        self._page = min(max(self._page + step, 0), len(self._pages) - 1)
        self._latest = interaction
        self._set_ends()
        await interaction.response.edit_message(embed=self._pages[self._page], view=self)

    def _set_ends(self) -> None:
        self.previous.disabled = self._page == 0
        self.next.disabled = self._page == len(self._pages) - 1

"""A person whose messages stopped, because Discord refuses them, is told at their next use of the bot."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands
from discord.utils import format_dt

from bot.errors import StoreError
from bot.interface.ui.components import Layout, button, panel, rows
from bot.interface.ui.language import Interaction, language_for
from bot.interface.ui.request_errors import REQUEST_ERRORS
from bot.personal.refusals import Refusals
from bot.texts import Text

__all__ = ["StoppedMessages"]

_log = logging.getLogger(__name__)

# These show it themselves, resume the messages, or must not be interrupted.
_SILENT = frozenset(("follow", "following", "privacy"))

_STOPPED = Text(
    "⚠️ Since {moment} I send you no messages about new papers: Discord refused them on two days. Allow direct messages "
    "from a server that we share, in its privacy settings, and press the button to begin again.",
    "⚠️ Discord가 이틀에 걸쳐 메시지를 거부하여 {moment}부터 새 논문 메시지를 보내지 않고 있습니다. 봇과 함께 있는 "
    "서버의 개인정보 설정에서 다이렉트 메시지를 허용한 뒤 버튼을 누르면 다시 받을 수 있습니다.",
)
_AGAIN = Text("Start again", "다시 받기")


class StoppedMessages(commands.Cog):
    """A one-time private notice below the answer to a command."""

    def __init__(self, bot: commands.AutoShardedBot, refusals: Refusals, now: Callable[[], datetime]) -> None:
        self._bot = bot
        self._refusals = refusals
        self._now = now

    @commands.Cog.listener("on_app_command_completion")
    async def tell(
        self, interaction: Interaction, command: app_commands.Command[Any, ..., Any] | app_commands.ContextMenu
    ) -> None:
        """Tell since when messages stopped, and how to resume them."""
        if command.qualified_name.partition(" ")[0] in _SILENT:
            return
        try:
            await self._tell(interaction)
        except StoreError as error:
            # The command itself was answered.
            _log.warning("could not look for a person's stopped messages: %s", error)
        except Exception:
            # After the last command's answer the database may be closed.
            if not self._bot.is_closed():
                raise

    async def _tell(self, interaction: Interaction) -> None:
        user_id, language = interaction.user.id, language_for(interaction)
        moment = await self._refusals.tell(user_id, self._now())
        if moment is None:
            return
        said = _STOPPED.fill(moment=format_dt(moment, "d")).in_(language)
        again = rows([button(_AGAIN, language, "follow_again", user_id, emoji="🔔")])
        card = Layout(panel(said, *again, colour=discord.Colour.orange()))
        try:
            await interaction.followup.send(view=card, ephemeral=True)
        except REQUEST_ERRORS as error:
            _log.info("could not tell a person that their messages were stopped: %s", error)
            await self._refusals.untold(user_id)

"""/help: what this bot can do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from discord import app_commands
from discord.ext import commands

from bot.interface.ui.components import Layout, panel
from bot.interface.ui.language import Interaction, language_for
from bot.interface.ui.markup import shorten
from bot.interface.ui.send import send
from bot.interface.ui.translations import korean
from bot.texts import Language, Text

__all__ = ["HelpCommand"]

_Walked = app_commands.Command[Any, ..., Any] | app_commands.Group

_INTRODUCTION = Text(
    "I know the daily listings of machine-learning papers, summarised in Korean. "
    "Ask in Korean or English; every answer names its papers.",
    "매일 올라오는 머신러닝 논문 목록과 한국어 요약을 알고 있습니다. "
    "한국어나 영어로 물어보세요. 모든 답변에 출처 논문을 함께 보여 드립니다.",
)
_CHAT = Text(
    "💬 Mention me, reply to me or write me a direct message: that is a question too. Right-click any message → Apps → "
    "Find papers looks up the papers that it names or is about.",
    "💬 저를 멘션하거나, 제 메시지에 답장하거나, 다이렉트 메시지를 보내도 질문이 됩니다. "
    "아무 메시지나 오른쪽 클릭 → 앱 → 논문 찾기를 누르면 그 메시지에 나온 논문이나 관련 논문을 찾아 드립니다.",
)
_COMMANDS_UNITS = 3000


class HelpCommand(commands.Cog):
    """Answer /help."""

    def __init__(self, bot: commands.AutoShardedBot) -> None:
        self._bot = bot

    @app_commands.command(description="Show what this bot can do")
    async def help(self, interaction: Interaction) -> None:
        """List the commands in the reader's language."""
        language = language_for(interaction)
        commands = "\n".join(_described(self._bot.tree.walk_commands(), language))
        parts = (_INTRODUCTION.in_(language), _CHAT.in_(language), shorten(commands, _COMMANDS_UNITS))
        await send(interaction, Layout(panel(*parts)), private=True)


def _described(walked: Iterable[_Walked], language: Language) -> list[str]:
    texts = sorted((x.qualified_name, x.description) for x in walked if not isinstance(x, app_commands.Group))
    return [f"`/{_in(name, language)}` — {_in(description, language)}" for name, description in texts]


def _in(text: str, language: Language) -> str:
    if language == "en":
        return text
    return korean(text) or " ".join(korean(word) or word for word in text.split())

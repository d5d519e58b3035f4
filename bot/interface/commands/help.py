"""/help: what this bot can do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from discord import app_commands
from discord.ext import commands

from bot.interface.language import Interaction, language_for
from bot.interface.replies import say
from bot.interface.translations import korean
from bot.texts import Language, Text

__all__ = ["HelpCommand"]

_Walked = app_commands.Command[Any, ..., Any] | app_commands.Group

_INTRODUCTION = Text(
    "I know the daily listings of machine-learning papers, summarised in Korean. "
    "Ask in Korean or English; every answer names its papers.",
    "매일 올라오는 머신러닝 논문 목록과 한국어 요약을 알고 있습니다. "
    "한국어나 영어로 물어보세요. 모든 답변에 출처 논문을 함께 보여 드립니다.",
)


class HelpCommand(commands.Cog):
    """Answer /help."""

    def __init__(self, bot: commands.AutoShardedBot) -> None:
        self._bot = bot

    @app_commands.command(description="Show what this bot can do")
    async def help(self, interaction: Interaction) -> None:
        """List the commands in the reader's language."""
        language = language_for(interaction)
        lines = [_INTRODUCTION.in_(language), ""]
        lines += _described(self._bot.tree.walk_commands(), language)
        await say(interaction, "\n".join(lines))


def _described(walked: Iterable[_Walked], language: Language) -> list[str]:
    texts = sorted((x.qualified_name, x.description) for x in walked if not isinstance(x, app_commands.Group))
    return [f"`/{_in(name, language)}` — {_in(description, language)}" for name, description in texts]


def _in(text: str, language: Language) -> str:
    if language == "en":
        return text
    return korean(text) or " ".join(korean(word) or word for word in text.split())

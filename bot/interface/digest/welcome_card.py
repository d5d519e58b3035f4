"""The first message in a server."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.interface.ui.components import Layout, button, panel, rows
from bot.interface.ui.markup import inline
from bot.interface.ui.permissions import permission_names
from bot.texts import Language, Text

__all__ = ["welcome_card"]

_HELLO = Text(
    "### 👋 Hello, I know the machine-learning papers of each day",
    "### 👋 안녕하세요, 매일의 머신러닝 논문을 알려 드립니다",
)
_LINES = Text(
    "📰 I post the papers of each new day in a channel of your choice.\n"
    "💬 I answer questions about them in Korean and English, with quotes: mention me or use /ask.\n"
    "🔎 /top, /search and /follow find papers and keep you up to date; /help shows everything.",
    "📰 원하는 채널에 매일 새 논문을 올려 드립니다.\n"
    "💬 논문에 대한 질문에 한국어와 영어로, 요약을 인용해 답합니다. 저를 멘션하거나 /질문을 사용해 주세요.\n"
    "🔎 /인기, /검색, /팔로우로 논문을 찾고 소식을 받을 수 있습니다. 전체 기능은 /도움말에 있습니다.",
)
_AGAIN = Text(
    "♻️ I have been here before: the daily posts that were set up then go on as they were.",
    "♻️ 전에 이 서버에 있었으므로, 그때 설정한 일일 소식을 그대로 이어서 올립니다.",
)
_LACKING = Text(
    "⚠️ I lack these permissions: {permissions}. Grant them under Server Settings → Roles → {role}, or for one channel "
    "under Edit Channel → Permissions.",
    "⚠️ 다음 권한이 없습니다: {permissions}. 서버 설정 → 역할 → {role}에서 허용하거나, "
    "한 채널에만 허용하려면 채널 편집 → 권한에서 허용해 주세요.",
)
_SETUP = Text("Set up", "설정하기")
_TRY = Text("Try it", "써 보기")


def welcome_card(lacking: Sequence[str], role: str, language: Language, *, again: bool) -> Layout:
    """Return the message; `lacking` are permissions by discord.py's names, `role` is the name of the bot's role."""
    parts = [_HELLO.in_(language), _LINES.in_(language)]
    if again:
        parts.append(_AGAIN.in_(language))
    if lacking:
        text = _LACKING.fill(permissions=permission_names(lacking), role=inline(role, 100))
        parts.append(text.in_(language))
    buttons = (
        button(_SETUP, language, "setup", emoji="⚙️", style=discord.ButtonStyle.primary),
        button(_TRY, language, "try", emoji="💬"),
    )
    return Layout(panel(*parts, *rows(buttons)))

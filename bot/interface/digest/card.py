"""The daily post: one message, the best papers of the day as compact sections."""

from __future__ import annotations

from collections.abc import Iterator

import discord

from bot.digest.post import DigestEntry, DigestPost
from bot.interface.papers.list_card import entry
from bot.interface.papers.shown_list import ShownPaper, freeze_hit
from bot.interface.ui.components import SHOWN_UNITS, Button, Layout, button, open_menu, panel, picture, rows
from bot.interface.ui.markup import inline
from bot.texts import Language, Text

__all__ = ["FOLLOWED", "digest_card"]

# The head and the foot take 600 units of a message; the entries share the rest, and stay compact.
_ENTRIES_UNITS = SHOWN_UNITS - 600
_ENTRY_UNITS = 600
_LEAD_UNITS = 300
_REASON_UNITS = 80

_LATE = Text("This post is late: I could not post at its hour.", "제시간에 올리지 못해 늦게 전해 드립니다.")
_TOPIC = Text("📌 Topic: {reason}", "📌 주제: {reason}")
FOLLOWED = Text("📌 Followed: {reason}", "📌 관심: {reason}")
_MORE = Text("and {count:,} more", "나머지 {count:,}편 보기")
_STOP = Text("Stop these messages", "그만 받기")


def digest_card(post: DigestPost, note: str = "") -> Layout:
    """Return a daily post, below a note in markdown if there is one.

    Its marker stands at the foot, alone in its text, where posting looks for it.
    """
    papers = [_shown(item, post.language, post.user_id is not None) for item in post.entries]
    room = min(_ENTRY_UNITS, _ENTRIES_UNITS // max(len(papers), 1))
    sections = [
        picture(entry(number, paper, post.language, room), paper.thumbnail) for number, paper in enumerate(papers, 1)
    ]
    menu = open_menu([(paper.arxiv_id, paper.title) for paper in papers], post.language)
    buttons = rows(_buttons(post))
    return Layout(
        panel(note, _head(post), *sections, menu, *buttons, f"-# {post.marker}", colour=discord.Colour.gold())
    )


def _head(post: DigestPost) -> str:
    lines = [f"### {inline(post.lead, _LEAD_UNITS)}"]
    if post.role_id is not None:
        lines.insert(0, f"<@&{post.role_id}>")
    if post.late:
        lines.append(f"-# {_LATE.in_(post.language)}")
    return "\n".join(lines)


def _shown(item: DigestEntry, language: Language, personal: bool) -> ShownPaper:
    text = FOLLOWED if personal else _TOPIC
    reason = text.fill(reason=item.reason[:_REASON_UNITS]).in_(language) if item.reason else ""
    return freeze_hit(item.hit, language, note=reason)


def _buttons(post: DigestPost) -> Iterator[Button]:
    if post.rest > 0:
        # A person's rest are the other papers that fit what they follow, not the rest of the day.
        action = "day" if post.user_id is None else "matches"
        yield button(_MORE.fill(count=post.rest), post.language, action, post.day, emoji="📚")
    if post.user_id is not None:
        yield button(_STOP, post.language, "unfollow_all", emoji="🔕")

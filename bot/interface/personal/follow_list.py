"""What a person follows: the list, and how to end it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import discord
from discord import ui
from discord.utils import format_dt

from bot.interface.ui.components import SHOWN_UNITS, Layout, button, panel, rows
from bot.interface.ui.custom_ids import custom_id
from bot.interface.ui.markup import inline, shorten
from bot.storage.follow import Follow
from bot.storage.people.follows import MOST_FOLLOWS
from bot.texts import Language, Text

__all__ = ["follow_id", "following_card", "names"]

_SAID_UNITS = 900
_NAMES_UNITS = 600
_STOPPED_UNITS = 300
_OPTION_UNITS = 100
# A line without the value: its number, kind and moment.
_LINE_UNITS = 60

_KINDS = {"topic": Text("Topic", "주제"), "author": Text("Author", "저자")}
_HEAD = Text("You follow: {count} (at most {most})", "팔로우 {count}개 (최대 {most}개)")
_LINE = Text("- {kind}: **{value}** · {since}", "- {kind}: **{value}** · {since}")
_NONE = Text(
    "You follow nothing. /follow topic and /follow author bring new papers to you as direct messages.",
    "팔로우하는 것이 없습니다. /팔로우 주제나 /팔로우 저자로 새 논문을 다이렉트 메시지로 받을 수 있습니다.",
)
_STOPPED = Text(
    "⚠️ No messages have come since {moment}, because Discord refused them. Allow direct messages from a server that we "
    "share, in its privacy settings, and press the button.",
    "⚠️ Discord가 메시지를 거부하여 {moment}부터 보내지 못하고 있습니다. 봇과 함께 있는 서버의 개인정보 설정에서 "
    "다이렉트 메시지를 허용한 뒤 버튼을 눌러 주세요.",
)
_AGAIN = Text("Start again", "다시 받기")
_END = Text("Stop following", "팔로우 끝내기")
_END_ALL = Text("Stop all", "모두 끝내기")
_OPTION = Text("{kind}: {value}", "{kind}: {value}")


def following_card(
    user_id: int,
    followed: Sequence[tuple[Follow, datetime]],
    language: Language,
    said: str = "",
    stopped_at: datetime | None = None,
) -> Layout:
    """Return the card of a person's follows, with their dates, and since when Discord refuses messages, if so.

    `said` is markdown, at most 900 units, about the action just done.
    """
    if not followed:
        return Layout(panel(said, _NONE.in_(language)))
    room = (SHOWN_UNITS - _SAID_UNITS - _STOPPED_UNITS - 100) // len(followed) - _LINE_UNITS
    title = f"### {_HEAD.fill(count=len(followed), most=MOST_FOLLOWS).in_(language)}"
    lines = [
        _LINE.fill(kind=_KINDS[follow.kind], value=inline(follow.value, min(room, 250)), since=format_dt(at, "d"))
        for follow, at in followed
    ]
    listed = "\n".join([title, *(line.in_(language) for line in lines)])
    buttons = [button(_END_ALL, language, "unfollow_all", user_id, emoji="🔕", style=discord.ButtonStyle.danger)]
    stopped = ""
    if stopped_at is not None:
        stopped = _STOPPED.fill(moment=format_dt(stopped_at, "d")).in_(language)
        buttons.insert(0, button(_AGAIN, language, "follow_again", user_id, emoji="🔔"))
    menu = _menu(user_id, [follow for follow, _ in followed], language)
    return Layout(panel(said, stopped, listed, menu, *rows(buttons)))


def follow_id(follow: Follow) -> str:
    """Return a digest of a follow as menu value, because long follows do not fit."""
    return hashlib.blake2b(f"{follow.kind}:{follow.value}".encode(), digest_size=12).hexdigest()


def names(follows: Sequence[Follow]) -> str:
    """Return the followed names, escaped, as many as fit in a sentence."""
    return inline(", ".join(follow.value for follow in follows), _NAMES_UNITS)


def _menu(user_id: int, follows: Sequence[Follow], language: Language) -> ui.ActionRow[Any]:
    options = [
        discord.SelectOption(
            label=shorten(_OPTION.fill(kind=_KINDS[follow.kind], value=follow.value).in_(language), _OPTION_UNITS),
            value=follow_id(follow),
        )
        for follow in follows
    ]
    menu: ui.Select[Any] = ui.Select(
        custom_id=custom_id("unfollow", user_id),
        placeholder=_END.in_(language),
        options=options,
        max_values=len(options),
    )
    return ui.ActionRow(menu)

"""The two forms of the panel of a daily post: what does not fit into its menus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal, cast

import discord
from discord import app_commands, ui

from bot.digest.times import weekdays_text
from bot.errors import InputError
from bot.interface.digest.choices import OTHERWISE, THREADS, WHEN
from bot.interface.digest.options import Asked, Options, changed
from bot.interface.digest.panel_card import CHANNELS, TIMES, menu_options
from bot.interface.ui.components import Layout, button, panel, rows
from bot.interface.ui.custom_ids import custom_id
from bot.interface.ui.forms import Form, field
from bot.interface.ui.markup import inline
from bot.storage.digests.values import Subscription, Threads, When, WhenNothingNew
from bot.texts import Language, Text

__all__ = ["Kind", "entered", "form", "refusal"]

Kind = Literal["times", "more"]

_LONGEST = {"time": 20, "zone": 60, "topics": 400, "votes": 10, "quiet": 100}
_MOST_VOTES = 100_000

_TITLES: Mapping[Kind, Text] = {
    "times": TIMES,
    "more": Text("More settings", "기타 설정"),
}
_TIME = Text("Time", "시각")
_TIME_HINT = Text("Such as 09:00 or 6 pm", "예: 09:00, 오후 6시")
_ZONE = Text("Time zone", "시간대")
_ZONE_HINT = Text("Such as Asia/Seoul, Europe/Paris or UTC+9", "예: Asia/Seoul, Europe/Paris, UTC+9")
_TOPICS = Text("Topics to pin on top", "맨 위에 고정할 주제")
_TOPICS_HINT = Text("At most five, with commas between them; may be empty", "쉼표로 나누어 5개까지, 비워 두어도 됩니다")
_VOTES = Text("Least votes of a paper", "최소 추천수")
_VOTES_HINT = Text("0 for all papers", "0이면 모든 논문")
_QUIET = Text("Days of the week without a post", "쉬는 요일")
_QUIET_HINT = Text("Such as sat, sun or weekends; may be empty", "예: 토, 일, 주말. 비워 두어도 됩니다")
_ROLE = Text("Role to ping with each post", "소식마다 알릴 역할")
_OTHERWISE = Text("On a day without new papers", "새 논문이 없는 날")
_THREADS = Text("Threads to discuss the papers", "논문을 토론할 스레드")
_WHEN = Text("When a day is posted", "하루 목록을 올리는 때")
_NOTICES = Text("Channel for problems", "문제를 알릴 채널")
_NOTICES_HINT = Text("Used if you take no direct messages", "다이렉트 메시지를 받지 않을 때 사용합니다")
_NAMES = {"time": _TIME, "zone": _ZONE, "topics": _TOPICS, "votes": _VOTES, "quiet": _QUIET}

_TOO_LONG = Text(
    "“{name}” may have at most {most} characters. Please shorten it.",
    "“{name}”은(는) {most}자까지 쓸 수 있습니다. 줄여 주세요.",
)
_NO_VOTES = Text(
    "The least votes are a whole number from 0 to {most:,}.", "최소 추천수는 0부터 {most:,}까지의 정수로 적어 주세요."
)
_TYPED = Text("You had typed: {typed}", "입력하신 내용: {typed}")
_AGAIN = Text("Fill in again", "다시 입력")


def form(kind: Kind, draft_id: str, settings: Subscription, guild: discord.Guild, language: Language) -> Form:
    """Return a form, filled in with the settings that the panel shows."""
    fields = _times(settings, language) if kind == "times" else _more(settings, guild, language)
    return Form(_TITLES[kind].in_(language), custom_id("panel_sent", draft_id, kind), *fields)


def entered(
    kind: Kind, typed: Mapping[str, str], kept: Subscription, guild: discord.Guild, asked: Asked
) -> Subscription:
    """Return the settings with what a form says; raises InputError for what cannot be understood."""
    if kind == "more":
        notices = _known(typed.get("notices"), [channel.id for channel in guild.text_channels])
        return replace(changed(kept, _choices(typed, guild), asked), notice_channel_id=notices)
    for name, most in _LONGEST.items():
        if len(typed.get(name, "")) > most:
            raise InputError(_TOO_LONG.fill(name=_NAMES[name], most=most))
    options = Options(
        typed.get("time", ""),
        typed.get("zone") or None,
        # An empty field takes away what was there.
        topics=typed.get("topics") or "none",
        min_votes=_votes(typed.get("votes") or "0"),
        quiet_days=typed.get("quiet") or "none",
    )
    return changed(kept, options, asked)


def refusal(text: Text, kind: Kind, draft_id: str, typed: Mapping[str, str], language: Language) -> Layout:
    """Return why a form was refused, what was typed, and the way back: Discord closes a form whatever is wrong."""
    said = " · ".join(inline(typed[name], _LONGEST[name]) for name in _LONGEST if typed.get(name))
    lines = [text.in_(language), *([_TYPED.fill(typed=said).in_(language)] if said else [])]
    again = button(_AGAIN, language, "panel_form", draft_id, kind, style=discord.ButtonStyle.primary)
    return Layout(panel(*lines, *rows([again]), colour=discord.Colour.orange()))


def _times(settings: Subscription, language: Language) -> list[ui.Label[Any]]:
    quiet = weekdays_text(settings.quiet_days).in_(language) if settings.quiet_days else ""
    topics = ", ".join(follow.value for follow in settings.follows)
    return [
        field(_TIME, language, _input("time", f"{settings.post_time:%H:%M}", required=True), _TIME_HINT),
        field(_ZONE, language, _input("zone", settings.timezone, required=True), _ZONE_HINT),
        field(_TOPICS, language, _input("topics", topics), _TOPICS_HINT),
        field(_VOTES, language, _input("votes", str(settings.min_votes)), _VOTES_HINT),
        field(_QUIET, language, _input("quiet", quiet), _QUIET_HINT),
    ]


def _more(settings: Subscription, guild: discord.Guild, language: Language) -> list[ui.Label[Any]]:
    role = guild.get_role(settings.role_id) if settings.role_id else None
    channel = guild.get_channel(settings.notice_channel_id) if settings.notice_channel_id else None
    kinds = discord.SelectDefaultValueType
    roles = ui.RoleSelect[ui.LayoutView](
        custom_id="role",
        required=False,
        min_values=0,
        default_values=[discord.SelectDefaultValue(id=role.id, type=kinds.role)] if role else [],
    )
    notices = ui.ChannelSelect[ui.LayoutView](
        custom_id="notices",
        required=False,
        min_values=0,
        channel_types=CHANNELS,
        default_values=[discord.SelectDefaultValue(id=channel.id, type=kinds.channel)] if channel else [],
    )
    return [
        field(_ROLE, language, roles),
        field(_OTHERWISE, language, _menu("otherwise", OTHERWISE, settings.when_nothing_new, language)),
        field(_THREADS, language, _menu("threads", THREADS, settings.threads, language)),
        field(_WHEN, language, _menu("when", WHEN, settings.when, language)),
        field(_NOTICES, language, notices, _NOTICES_HINT),
    ]


def _menu(
    name: str, choices: Sequence[app_commands.Choice[str]], chosen: str, language: Language
) -> ui.Select[ui.LayoutView]:
    return ui.Select(custom_id=name, options=menu_options(choices, chosen, language))


def _input(name: str, value: str, *, required: bool = False) -> ui.TextInput[ui.LayoutView]:
    return ui.TextInput(custom_id=name, default=value or None, required=required, max_length=_LONGEST[name])


def _choices(typed: Mapping[str, str], guild: discord.Guild) -> Options:
    role_id = _known(typed.get("role"), [role.id for role in guild.roles])
    role = guild.get_role(role_id) if role_id else None
    return Options(
        # Nobody is pinged where no role is chosen.
        role=role or guild.default_role,
        when_nothing_new=cast("WhenNothingNew | None", _one_of(typed.get("otherwise"), OTHERWISE)),
        threads=cast("Threads | None", _one_of(typed.get("threads"), THREADS)),
        when=cast("When | None", _one_of(typed.get("when"), WHEN)),
    )


def _one_of(chosen: str | None, choices: Sequence[app_commands.Choice[str]]) -> str | None:
    return next((one.value for one in choices if one.value == chosen), None)


def _known(chosen: str | None, ids: Sequence[int]) -> int | None:
    """Return the id that was chosen, None where none was or it is not of this server."""
    return next((one for one in ids if str(one) == chosen), None)


def _votes(typed: str) -> int:
    plain = typed.replace(",", "")
    if not (plain.isascii() and plain.isdigit() and int(plain) <= _MOST_VOTES):
        raise InputError(_NO_VOTES.fill(most=_MOST_VOTES))
    return int(plain)

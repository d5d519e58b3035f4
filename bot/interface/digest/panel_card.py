"""The panel of a daily post: its settings, what is missing, and the menus that change them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

import discord
from discord import app_commands, ui

from bot.digest.zones import timezone_text
from bot.interface.digest.choices import EVERY, FIRST_DAY, LANGUAGES, WEEKDAYS
from bot.interface.digest.options import Asked
from bot.interface.digest.panel_draft import differ
from bot.interface.digest.rights import venue_line, warnings
from bot.interface.digest.settings_view import settings_lines
from bot.interface.digest.targets import TARGET_TYPES, target_in
from bot.interface.papers.model_button import model_button
from bot.interface.ui.components import Button, Layout, Row, button, panel, rows
from bot.interface.ui.custom_ids import custom_id
from bot.interface.ui.markup import shorten
from bot.interface.ui.translations import korean
from bot.storage.digests.drafts import Draft
from bot.storage.digests.values import Subscription
from bot.texts import Language, Text

__all__ = ["CHANNELS", "TIMES", "menu_options", "overruled", "panel_card"]

CHANNELS = [discord.ChannelType.text, discord.ChannelType.news]

_MOST_PAPERS = 10
# Twice in a message of 4,000, beside what is missing and the list of other channels.
_SETTINGS_UNITS = 1200

_TITLE = Text("### ⚙️ Daily post of this server", "### ⚙️ 이 서버의 일일 소식")
_NO_CHANNEL = Text("❌ No channel is chosen: pick one below.", "❌ 채널을 고르지 않았습니다. 아래에서 골라 주세요.")
_GUESS = Text(
    "🌐 The time zone {zone} is a guess: change it under “{form}” if it is wrong.",
    "🌐 시간대 {zone}은(는) 추정한 값입니다. 다르면 “{form}”에서 고쳐 주세요.",
)
_UNSAVED = Text("✏️ Not saved yet.", "✏️ 아직 저장하지 않았습니다.")
_REPLACES = Text(
    "✏️ Not saved yet: Save replaces the settings that this channel has now.",
    "✏️ 아직 저장하지 않았습니다. 저장하면 이 채널의 현재 설정을 바꿉니다.",
)
_MEANWHILE = Text(
    "⚠️ <@{person}> has saved other settings for this channel meanwhile. Save puts yours in their place. Theirs are:",
    "⚠️ 그사이 <@{person}> 님이 이 채널에 다른 설정을 저장했습니다. 저장하면 내 설정으로 바뀝니다. 현재 설정:",
)
_OVERRULED = Text(
    "⚠️ <@{person}> had saved other settings for this channel meanwhile; yours are in force now. Theirs were:",
    "⚠️ 그사이 <@{person}> 님이 이 채널에 다른 설정을 저장했으나, 지금은 내 설정이 적용됩니다. 이전 설정:",
)
_OTHERS = Text(
    "-# Other daily posts here: {posts}. Pick a channel to see and change its settings.",
    "-# 이 서버의 다른 일일 소식: {posts}. 채널을 고르면 그 설정을 보고 바꿀 수 있습니다.",
)
_CHANNEL = Text("Channel", "채널")
_TIME = Text("Time", "시각")
_EVERY = Text("How often", "주기")
_WEEKDAY = Text("On which day", "요일")
_LANGUAGE = Text("Language", "언어")
_COUNT = Text("How many papers", "논문 수")
_PAPERS = Text("{count} papers", "논문 {count}편")
_ONE_PAPER = Text("1 paper", "논문 1편")
_COPY = Text("Copy to another channel", "다른 채널에 복사")
TIMES = Text("Time zone, topics, days", "시간대·주제·요일")
_MORE = Text("More", "더 보기")
_PREVIEW = Text("Preview", "미리보기")
_SAVE = Text("Save", "저장")
_PUBLISH = Text("Publish", "발행하기")
_KEEP = Text("Do not publish", "발행하지 않기")


def panel_card(
    draft_id: str,
    draft: Draft,
    present: Sequence[Subscription],
    guild: discord.Guild,
    asked: Asked,
    note: str = "",
    *,
    has_model: bool = False,
) -> Layout:
    """Return the panel; `present` are the daily posts that the server has, `note` is markdown to say first.

    Where the bot `has_model`, a button leads to what turns it off for the server.
    """
    language = asked.language
    lines = shorten(settings_lines(draft.settings, asked.now, language), _SETTINGS_UNITS)
    marks = "\n".join(_marks(draft, present, guild, asked))
    others = [one for one in present if one.channel_id != draft.settings.channel_id]
    listed = " · ".join(f"<#{one.channel_id}> {one.post_time:%H:%M}" for one in others)
    foot = _OTHERS.fill(posts=listed).in_(language) if others else ""
    menus = _menus(draft_id, draft, guild, language)
    further = [model_button(language)] if has_model else []
    buttons = rows([*_buttons(draft_id, draft, guild, language), *further])
    saved = draft.before is not None and not differ(draft.before, draft.settings)
    copy = [_channels("panel_copy", draft_id, _COPY, language)] if saved else []
    return Layout(panel(_TITLE.in_(language), note, lines, marks, *menus, *buttons, *copy, foot))


def overruled(old: Subscription, now: datetime, language: Language) -> str:
    """Return what is said of settings that somebody else saved while the panel was open, and that are replaced."""
    return _theirs(_OVERRULED, old, now, language)


def menu_options(
    choices: Sequence[app_commands.Choice[str]], chosen: str, language: Language
) -> list[discord.SelectOption]:
    """Return the choices of a command's option as those of a menu."""
    names = [(korean(one.name) if language == "ko" else None) or one.name for one in choices]
    return [
        discord.SelectOption(label=name, value=one.value, default=one.value == chosen)
        for name, one in zip(names, choices, strict=True)
    ]


def _theirs(text: Text, old: Subscription, now: datetime, language: Language) -> str:
    said = shorten(settings_lines(old, now, language), _SETTINGS_UNITS)
    return text.fill(person=old.set_by).in_(language) + "\n" + "\n".join(f"> {line}" for line in said.splitlines())


def _marks(draft: Draft, present: Sequence[Subscription], guild: discord.Guild, asked: Asked) -> Iterator[str]:
    """Yield what is missing, what is guessed, and what saving would replace."""
    language = asked.language
    if draft.before is None and draft.settings.timezone == asked.timezone:
        yield _GUESS.fill(zone=timezone_text(asked.timezone), form=TIMES).in_(language)
    if not draft.settings.channel_id:
        yield _NO_CHANNEL.in_(language)
        return
    if (venue := venue_line(guild, draft.settings)) is not None:
        yield venue.in_(language)
    if found := warnings(guild, draft.settings, language):
        yield found
    held = next((one for one in present if one.channel_id == draft.settings.channel_id), None)
    if held is not None and (draft.before is None or differ(draft.before, held)):
        yield _theirs(_MEANWHILE, held, asked.now, language)
    elif held is None:
        yield _UNSAVED.in_(language)
    elif differ(held, draft.settings):
        yield _REPLACES.in_(language)


def _menus(draft_id: str, draft: Draft, guild: discord.Guild, language: Language) -> Iterator[Row]:
    settings = draft.settings
    yield _channels("panel_set", draft_id, _CHANNEL, language, guild.get_channel(settings.channel_id))
    yield _menu(draft_id, "every", _EVERY, language, menu_options(EVERY, settings.every, language))
    if settings.review is not None:
        offered = [one for one in WEEKDAYS if settings.review == "month" or one.value != FIRST_DAY]
        chosen = FIRST_DAY if settings.weekday is None else str(settings.weekday)
        yield _menu(draft_id, "weekday", _WEEKDAY, language, menu_options(offered, chosen, language))
    own = f"{settings.post_time:%H:%M}"
    times = sorted({own, *(f"{hour:02}:00" for hour in range(24))})
    yield _menu(draft_id, "time", _TIME, language, [_option(time, time, own) for time in times])
    yield _menu(draft_id, "language", _LANGUAGE, language, menu_options(LANGUAGES, settings.language, language))
    counts = [
        _option((_ONE_PAPER if count == 1 else _PAPERS.fill(count=count)).in_(language), count, settings.count)
        for count in range(1, _MOST_PAPERS + 1)
    ]
    yield _menu(draft_id, "count", _COUNT, language, counts)


def _option(label: str, value: object, chosen: object) -> discord.SelectOption:
    return discord.SelectOption(label=label, value=str(value), default=value == chosen)


def _menu(draft_id: str, name: str, label: Text, language: Language, options: list[discord.SelectOption]) -> Row:
    menu = ui.Select[ui.LayoutView](
        custom_id=custom_id("panel_set", draft_id, name), placeholder=label.in_(language), options=options
    )
    return Row(menu)


def _channels(
    action: str, draft_id: str, label: Text, language: Language, chosen: discord.abc.Snowflake | None = None
) -> Row:
    kind = discord.SelectDefaultValueType.channel
    menu = ui.ChannelSelect[ui.LayoutView](
        custom_id=custom_id(action, draft_id, "channel"),
        placeholder=label.in_(language),
        channel_types=TARGET_TYPES,
        default_values=[] if chosen is None else [discord.SelectDefaultValue(id=chosen.id, type=kind)],
    )
    return Row(menu)


def _buttons(draft_id: str, draft: Draft, guild: discord.Guild, language: Language) -> Iterator[Button]:
    yield button(TIMES, language, "panel_form", draft_id, "times", emoji="🕘")
    yield button(_MORE, language, "panel_form", draft_id, "more", emoji="🔧")
    yield button(_PREVIEW, language, "panel_preview", draft_id, emoji="👀")
    channel = target_in(guild, draft.settings.channel_id)
    if isinstance(channel, discord.TextChannel) and channel.is_news():
        label, other = (_KEEP, "publish_off") if draft.settings.publish else (_PUBLISH, "publish_on")
        yield button(label, language, "panel_set", draft_id, other, emoji="📣")
    style = discord.ButtonStyle.success
    yield button(_SAVE, language, "panel_save", draft_id, style=style, disabled=not draft.settings.channel_id)

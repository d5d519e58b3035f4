"""The form that sets a daily post up, and what happens when it is sent."""

from __future__ import annotations

from collections.abc import Mapping

import discord
from discord import app_commands, ui

from bot.digest.delivery import DigestService
from bot.errors import InputError
from bot.interface.digest.options import Asked, Options
from bot.interface.digest.saving import save, saved_card
from bot.interface.papers.services import Services
from bot.interface.ui.audit_log import Actor, Audit
from bot.interface.ui.components import Layout, button, panel, rows
from bot.interface.ui.custom_ids import ComponentInteraction, Handler, custom_id
from bot.interface.ui.errors import explained
from bot.interface.ui.forms import Form, field, submitted
from bot.interface.ui.language import Interaction, language_for
from bot.interface.ui.markup import inline
from bot.interface.ui.send import send
from bot.storage.digests.values import Subscription
from bot.texts import Language, Text

__all__ = ["SETUP", "SetupForm"]

SETUP = Text("Set up", "설정하기")

_TIME, _ZONE = "09:00", {"ko": "Asia/Seoul"}
_CHANNELS = [discord.ChannelType.text, discord.ChannelType.news]
_LONGEST = {"time": 20, "zone": 60, "topics": 400}

_TITLE = Text("Daily post of this server", "이 서버의 일일 소식")
_CHANNEL = Text("Channel", "채널")
_WHEN = Text("Time", "시각")
_TIME_HINT = Text("Such as 09:00 or 6 pm", "예: 09:00, 오후 6시")
_WHOSE = Text("Time zone", "시간대")
_ZONE_HINT = Text(
    "A guess: change it if it is wrong, such as Europe/Paris", "추정한 값입니다. 다르면 고쳐 주세요. 예: Asia/Seoul"
)
_SPOKEN = Text("Language", "언어")
_TOPICS = Text("Topics to pin on top", "맨 위에 고정할 주제")
_TOPICS_HINT = Text("At most five, with commas between them; may be empty", "쉼표로 나누어 5개까지, 비워 두어도 됩니다")
_NO_CHANNEL = Text(
    "Please choose a text channel of this server that I can see (View Channel).",
    "봇이 볼 수 있는(채널 보기) 이 서버의 텍스트 채널을 골라 주세요.",
)
_TOO_LONG = Text(
    "“{name}” may have at most {most} characters. Please shorten it.",
    "“{name}”은(는) {most}자까지 쓸 수 있습니다. 줄여 주세요.",
)
_TYPED = Text("You had typed: {typed}", "입력하신 내용: {typed}")
_NAMES = {"time": _WHEN, "zone": _WHOSE, "topics": _TOPICS}
_LANGUAGES: Mapping[Language, Text] = {"en": Text("English", "영어"), "ko": Text("Korean", "한국어")}


class SetupForm:
    """Open the form for those who manage the server, and save what is sent.

    Nothing is kept in between: the form works after a restart, and of two that are sent the later one holds.
    """

    def __init__(self, services: Services, service: DigestService, audit: Audit) -> None:
        self._services = services
        self._service = service
        self._audit = audit

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """What the button and the form do."""
        return {"setup": self._open, "setup_form": self._send}

    async def _open(self, interaction: Interaction, _: ComponentInteraction) -> None:
        """Show the form, filled in with the daily post that there is, where there is one."""
        guild = _managed(interaction)
        present = await self._service.subscriptions(guild.id)
        shown = present[0] if len(present) == 1 else None
        await interaction.response.send_modal(_form(shown, language_for(interaction), self._services.timezone))

    async def _send(self, interaction: Interaction, _: ComponentInteraction) -> None:
        guild, typed, language = _managed(interaction), submitted(interaction), language_for(interaction)
        asked = Asked(interaction.user.id, self._services.now(), language, self._services.timezone)

        async def work() -> tuple[Subscription, bool]:
            async with self._audit.act("digest.set", Actor.of(interaction), **typed):
                return await save(self._service, _options(typed), _channel(guild, typed), asked)

        try:
            stored, resumed = await self._services.run_or_defer(interaction, work(), private=True)
        except (InputError, app_commands.BotMissingPermissions) as error:
            # Discord closes the form whatever is wrong with it: what was typed is shown, to be copied.
            text = explained(error, "setup_form")
            await send(interaction, _refusal(text, typed, language), private=True)
            return
        await send(interaction, saved_card(stored, resumed, guild, asked), private=True)


def _managed(interaction: Interaction) -> discord.Guild:
    """Return the server, which the person manages; raises NoPrivateMessage or MissingPermissions otherwise."""
    if interaction.guild is None:
        raise app_commands.NoPrivateMessage
    if not interaction.permissions.manage_guild:
        raise app_commands.MissingPermissions(["manage_guild"])
    return interaction.guild


def _form(present: Subscription | None, language: Language, usual_zone: str) -> Form:
    zone = _ZONE.get(language, usual_zone)
    time, spoken, topics = _TIME, language, ""
    places: list[discord.SelectDefaultValue] = []
    if present is not None:
        time, zone, spoken = f"{present.post_time:%H:%M}", present.timezone, present.language
        topics = ", ".join(follow.value for follow in present.follows)
        places = [discord.SelectDefaultValue(id=present.channel_id, type=discord.SelectDefaultValueType.channel)]
    channels = ui.ChannelSelect[ui.LayoutView](
        custom_id="channel",
        channel_types=_CHANNELS,
        default_values=places,
    )
    languages = ui.Select[ui.LayoutView](
        custom_id="language",
        options=[
            discord.SelectOption(label=name.in_(language), value=code, default=code == spoken)
            for code, name in _LANGUAGES.items()
        ],
    )
    return Form(
        _TITLE.in_(language),
        custom_id("setup_form"),
        field(_CHANNEL, language, channels),
        field(_WHEN, language, _input("time", time), _TIME_HINT),
        field(_WHOSE, language, _input("zone", zone), None if present else _ZONE_HINT),
        field(_SPOKEN, language, languages),
        field(_TOPICS, language, _input("topics", topics, required=False), _TOPICS_HINT),
    )


def _input(name: str, value: str, *, required: bool = True) -> ui.TextInput[ui.LayoutView]:
    return ui.TextInput(custom_id=name, default=value or None, required=required, max_length=_LONGEST[name])


def _channel(guild: discord.Guild, typed: Mapping[str, str]) -> discord.TextChannel:
    chosen = typed.get("channel", "")
    channel = guild.get_channel(int(chosen)) if chosen.isascii() and chosen.isdigit() and len(chosen) < 20 else None
    if not isinstance(channel, discord.TextChannel):
        raise InputError(_NO_CHANNEL)
    return channel


def _options(typed: Mapping[str, str]) -> Options:
    """Return what was typed; raises InputError for more than the fields take."""
    for name, most in _LONGEST.items():
        if len(typed.get(name, "")) > most:
            raise InputError(_TOO_LONG.fill(name=_NAMES[name], most=most))
    spoken = typed.get("language")
    return Options(
        typed.get("time", ""),
        typed.get("zone") or None,
        language="ko" if spoken == "ko" else "en" if spoken == "en" else None,
        # An empty field takes the topics away.
        topics=typed.get("topics") or "none",
    )


def _refusal(text: Text, typed: Mapping[str, str], language: Language) -> Layout:
    said = " · ".join(inline(typed[name], _LONGEST[name]) for name in _LONGEST if typed.get(name))
    lines = [text.in_(language), *([_TYPED.fill(typed=said).in_(language)] if said else [])]
    again = button(SETUP, language, "setup", style=discord.ButtonStyle.primary)
    return Layout(panel(*lines, *rows([again]), colour=discord.Colour.orange()))

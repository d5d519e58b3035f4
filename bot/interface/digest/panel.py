"""The panel in which a server's daily post is set up: what its menus, forms and buttons do."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

import discord

from bot.digest.delivery import DigestService
from bot.errors import InputError
from bot.interface.digest.managed import managed_guild
from bot.interface.digest.options import Asked, changed, fresh
from bot.interface.digest.panel_card import overruled, panel_card
from bot.interface.digest.panel_draft import after_saving, at_channel, copied, differ, meant, options_of, with_entered
from bot.interface.digest.panel_forms import Kind, entered, form, refusal
from bot.interface.digest.preview import show_preview
from bot.interface.digest.review_pictures import ReviewPictures
from bot.interface.digest.saving import Saved, facts, put, saved_text
from bot.interface.digest.targets import Target, target_in
from bot.interface.papers.services import Services
from bot.interface.ui.audit_log import Actor, Audit
from bot.interface.ui.components import Layout
from bot.interface.ui.custom_ids import ComponentInteraction, Handler
from bot.interface.ui.edit_in_place import change, require_own
from bot.interface.ui.errors import explained
from bot.interface.ui.forms import submitted
from bot.interface.ui.language import Interaction, language_for
from bot.interface.ui.send import send
from bot.storage.digests.drafts import Draft, Drafts
from bot.storage.digests.values import Subscription
from bot.texts import Language, Text

__all__ = ["SetupPanel"]

_ZONE: Mapping[Language, str] = {"ko": "Asia/Seoul"}
_ID = re.compile(r"[0-9]{1,20}")
_KINDS: tuple[Kind, ...] = ("times", "more")

# A draft and the settings in force for the channel that was chosen -> the draft with what was entered.
Entering = Callable[[Draft, Subscription | None], Draft]

_EXPIRED = Text(
    "This panel is no longer kept, and what was not saved is gone. Please open it again with /digest set.",
    "이 설정 창은 더 이상 보관되지 않아, 저장하지 않은 내용은 남아 있지 않습니다. /일일소식 설정으로 다시 열어 주세요.",
)
_NO_CHANNEL = Text(
    "Please choose a text channel, an announcement channel or a forum of this server that I can see (View Channel).",
    "봇이 볼 수 있는(채널 보기) 이 서버의 텍스트 채널, 공지 채널, 포럼 가운데에서 골라 주세요.",
)
_ENDED = Text(
    "⚠️ The daily post of this channel had been ended meanwhile; it goes on with your settings.",
    "⚠️ 그사이 이 채널의 일일 소식이 꺼졌으나, 내 설정으로 다시 시작합니다.",
)


class SetupPanel:
    """Open the panel for those who manage the server, and save what is set in it.

    What is entered is kept until it is saved, so that a panel works after a restart. Of two admins the later save
    holds, and says what it replaced.
    """

    def __init__(
        self, services: Services, service: DigestService, drafts: Drafts, audit: Audit, pictures: ReviewPictures
    ) -> None:
        self._services = services
        self._service = service
        self._drafts = drafts
        self._audit = audit
        self._pictures = pictures

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """What the menus, forms and buttons do."""
        return {
            "setup": self._setup,
            "panel_set": self._choose,
            "panel_copy": self._copy,
            "panel_form": self._show_form,
            "panel_sent": self._take_form,
            "panel_preview": self._preview,
            "panel_save": self._save,
        }

    async def open(self, interaction: Interaction, channel_id: int | None = None) -> None:
        """Show the panel to who asks, with the settings of a channel or of the only daily post that there is."""
        guild, asked = managed_guild(interaction), self._asked(interaction)

        async def work() -> Layout:
            present = await self._service.subscriptions(guild.id)
            shown = [one for one in present if channel_id in (None, one.channel_id)]
            before = shown[0] if len(shown) == 1 else None
            draft = Draft(guild.id, interaction.user.id, before or fresh(guild.id, 0, asked), before)
            draft_id = await self._drafts.open(draft, asked.now)
            return self._card(draft_id, draft, present, guild, asked)

        await send(interaction, await self._services.run_or_defer(interaction, work(), private=True), private=True)

    async def _setup(self, interaction: Interaction, _: ComponentInteraction) -> None:
        await self.open(interaction)

    async def _choose(self, interaction: Interaction, press: ComponentInteraction) -> None:
        """Take what was chosen in a menu, or by the button that turns publishing on or off."""
        guild, asked = managed_guild(interaction), self._asked(interaction)
        name, chosen = _last(press), "".join(press.values[:1])
        if name == "channel":
            channel_id = _channel(guild, chosen).id
            await self._change(interaction, press, lambda draft, held: at_channel(draft, channel_id, held), channel_id)
            return
        options = options_of(name, chosen)

        def entering(draft: Draft, _: Subscription | None) -> Draft:
            return with_entered(draft, changed(draft.settings, options, asked))

        await self._change(interaction, press, entering)

    async def _copy(self, interaction: Interaction, press: ComponentInteraction) -> None:
        """Take the settings for another channel, to be saved there."""
        guild = managed_guild(interaction)
        channel_id = _channel(guild, "".join(press.values[:1])).id
        await self._change(interaction, press, lambda draft, held: copied(draft, channel_id, held), channel_id)

    async def _show_form(self, interaction: Interaction, press: ComponentInteraction) -> None:
        guild = managed_guild(interaction)
        draft = await self._found(interaction, press.first)
        shown = form(_kind(press), press.first, draft.settings, guild, language_for(interaction))
        await interaction.response.send_modal(shown)

    async def _take_form(self, interaction: Interaction, press: ComponentInteraction) -> None:
        guild, asked, kind, typed = (
            managed_guild(interaction),
            self._asked(interaction),
            _kind(press),
            submitted(interaction),
        )
        draft = await self._found(interaction, press.first)
        try:
            # What cannot be understood is refused before anything is changed.
            entered(kind, typed, draft.settings, guild, asked)
        except InputError as error:
            text = explained(error, "panel_sent")
            await send(interaction, refusal(text, kind, press.first, typed, asked.language), private=True)
            return

        def entering(draft: Draft, _: Subscription | None) -> Draft:
            return with_entered(draft, entered(kind, typed, draft.settings, guild, asked))

        await self._change(interaction, press, entering)

    async def _preview(self, interaction: Interaction, press: ComponentInteraction) -> None:
        managed_guild(interaction)
        draft = await self._found(interaction, press.first)
        await show_preview(interaction, self._services, self._service, draft.settings, self._pictures)

    async def _save(self, interaction: Interaction, press: ComponentInteraction) -> None:
        guild, asked = managed_guild(interaction), self._asked(interaction)

        async def work() -> Layout:
            draft = await self._found(interaction, press.first)
            channel = _channel(guild, str(draft.settings.channel_id))
            async with self._audit.act("digest.set", Actor.of(interaction), channel=channel, **facts(draft.settings)):
                saved = await put(self._service, meant(draft.settings, asked), channel)
            kept = await self._drafts.change(press.first, lambda now: after_saving(now, draft, saved.stored), asked.now)
            present = await self._service.subscriptions(guild.id)
            note = _said(draft, saved, asked)
            return self._card(press.first, kept or draft, present, guild, asked, note)

        await change(interaction, work(), self._services.defer_after)

    async def _change(
        self, interaction: Interaction, press: ComponentInteraction, entering: Entering, channel_id: int = 0
    ) -> None:
        """Change what is kept of the panel, and show it in its place.

        `entering` is given the settings in force for `channel_id` too.
        """
        guild, asked = managed_guild(interaction), self._asked(interaction)

        async def work() -> Layout:
            held = await self._service.subscription(guild.id, channel_id) if channel_id else None

            def own(draft: Draft) -> Draft:
                _require(interaction, draft)
                return entering(draft, held)

            draft = await self._drafts.change(press.first, own, asked.now)
            if draft is None:
                raise InputError(_EXPIRED)
            present = await self._service.subscriptions(guild.id)
            return self._card(press.first, draft, present, guild, asked)

        await change(interaction, work(), self._services.defer_after)

    async def _found(self, interaction: Interaction, draft_id: str) -> Draft:
        draft = await self._drafts.find(draft_id, self._services.now())
        if draft is None:
            raise InputError(_EXPIRED)
        _require(interaction, draft)
        return draft

    def _card(
        self,
        draft_id: str,
        draft: Draft,
        present: Sequence[Subscription],
        guild: discord.Guild,
        asked: Asked,
        note: str = "",
    ) -> Layout:
        has_model = self._services.sentences is not None
        return panel_card(draft_id, draft, present, guild, asked, note, has_model=has_model)

    def _asked(self, interaction: Interaction) -> Asked:
        """Return who asks; the zone is a guess by their language."""
        language = language_for(interaction)
        zone = _ZONE.get(language, self._services.timezone)
        return Asked(interaction.user.id, self._services.now(), language, zone)


def _require(interaction: Interaction, draft: Draft) -> None:
    """Raise unless the panel is of who pressed, and of this server."""
    require_own(interaction, draft.user_id)
    if interaction.guild_id != draft.guild_id:
        raise InputError(_EXPIRED)


def _kind(press: ComponentInteraction) -> Kind:
    return _KINDS[_last(press) == "more"]


def _last(press: ComponentInteraction) -> str:
    return "".join(press.arguments[-1:])


def _channel(guild: discord.Guild, chosen: str) -> Target:
    channel = target_in(guild, int(chosen)) if _ID.fullmatch(chosen) else None
    if channel is None:
        raise InputError(_NO_CHANNEL)
    return channel


def _said(draft: Draft, saved: Saved, asked: Asked) -> str:
    """Return that it was saved, and what another admin had set meanwhile."""
    old, said = saved.old, saved_text(saved.resumed).in_(asked.language)
    if old is None:
        return "\n".join([said, *([_ENDED.in_(asked.language)] if draft.before else [])])
    if draft.before is not None and not differ(draft.before, old):
        return said
    return f"{said}\n{overruled(old, asked.now, asked.language)}"

"""/digest doctor and its pages: the check, the papers of the newest day, the last posts, a try in private."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

import discord

from bot.digest.delivery import DigestService
from bot.errors import InputError
from bot.interface.digest.doctor import delivery_lines, diagnosis
from bot.interface.digest.managed import managed_guild
from bot.interface.digest.preview import show_preview
from bot.interface.digest.review_pictures import ReviewPictures
from bot.interface.digest.stages_text import PAGE, stage_lines, stage_summary
from bot.interface.papers.services import Services
from bot.interface.ui.components import SHOWN_UNITS, Button, Layout, button, panel, rows
from bot.interface.ui.custom_ids import ComponentInteraction, Handler
from bot.interface.ui.edit_in_place import change
from bot.interface.ui.language import Interaction, language_for
from bot.interface.ui.markup import shorten
from bot.interface.ui.send import send
from bot.storage.digests.values import Subscription
from bot.texts import Language, Text

__all__ = ["DoctorPages"]

Tab = Literal["check", "papers", "posts"]

_TABS: Mapping[str, Tab] = {"papers": "papers", "posts": "posts"}
_LAST = 5
_MOST_POSTS = 30
_POSTS_A_PAGE = 15

_ENDED = Text(
    "This daily post has ended meanwhile. /digest show lists those that there are.",
    "그사이 이 일일 소식이 끝났습니다. /일일소식 보기로 설정된 소식을 볼 수 있습니다.",
)
_CHECK = Text("Check", "점검")
_PAPERS = Text("Why not posted?", "왜 안 올라왔나요?")
_POSTS = Text("Last {count} posts", "최근 소식 {count}개")
_TRY = Text("Try now, privately", "지금 나만 보기로 해 보기")
_PREVIOUS = Text("Previous", "이전")
_NEXT = Text("Next", "다음")


class DoctorPages:
    """Show what an admin should know about a daily post; where a page stands is in its buttons."""

    def __init__(self, services: Services, service: DigestService, pictures: ReviewPictures) -> None:
        self._services = services
        self._service = service
        self._pictures = pictures

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """What the buttons do."""
        return {"doctor": self._turn, "doctor_try": self._try}

    async def show(self, interaction: Interaction, subscription: Subscription) -> None:
        """Show the check."""
        work = self._page(managed_guild(interaction), subscription, "check", 0, language_for(interaction))
        await send(interaction, await self._services.run_or_defer(interaction, work, private=True), private=True)

    async def _turn(self, interaction: Interaction, press: ComponentInteraction) -> None:
        guild, language = managed_guild(interaction), language_for(interaction)
        channel_id, page = press.number(0), press.number(2)
        tab = _TABS.get(press.arguments[1], "check")

        async def work() -> Layout:
            return await self._page(guild, await self._found(guild, channel_id), tab, page, language)

        await change(interaction, work(), self._services.defer_after)

    async def _try(self, interaction: Interaction, press: ComponentInteraction) -> None:
        """Draw the post as it would be now, for who asks only."""
        subscription = await self._found(managed_guild(interaction), press.number(0))
        await show_preview(interaction, self._services, self._service, subscription, self._pictures)

    async def _found(self, guild: discord.Guild, channel_id: int) -> Subscription:
        found = await self._service.subscription(guild.id, channel_id)
        if found is None:
            raise InputError(_ENDED)
        return found

    async def _page(
        self, guild: discord.Guild, subscription: Subscription, tab: Tab, page: int, language: Language
    ) -> Layout:
        channel_id, pages = subscription.channel_id, 1
        if tab == "check":
            shown = await self._check(guild, subscription, language)
        elif tab == "papers":
            shown, pages = await self._papers(subscription, page, language)
        else:
            shown, pages = await self._posts(guild, subscription, page, language)
        turning = rows(_turning(channel_id, tab, page, pages, language)) if pages > 1 else []
        return Layout(panel(shorten(shown, SHOWN_UNITS), *turning, *rows(_tabs(channel_id, tab, language))))

    async def _check(self, guild: discord.Guild, subscription: Subscription, language: Language) -> str:
        now = self._services.now()
        coming = await self._service.preview(subscription, now)
        quiet = None if coming is not None else await self._service.why_nothing(subscription, now)
        stages = await self._service.stages(subscription, now)
        summary = stage_summary(stages, subscription, language) if stages else ""
        newest = self._services.library.corpus.newest_day(now.date())
        history = await self._service.history(subscription.channel_id, now, _LAST)
        topic_roles = await self._service.topic_roles(guild.id)
        return diagnosis(guild, subscription, history, newest, quiet, summary, topic_roles, now, language)

    async def _papers(self, subscription: Subscription, page: int, language: Language) -> tuple[str, int]:
        now = self._services.now()
        stages = await self._service.stages(subscription, now)
        if stages is None:
            return (await self._service.why_nothing(subscription, now)).in_(language), 1
        pages = -(-len(stages.papers) // PAGE)
        return stage_lines(stages, subscription, min(page, pages - 1), language), pages

    async def _posts(
        self, guild: discord.Guild, subscription: Subscription, page: int, language: Language
    ) -> tuple[str, int]:
        history = await self._service.history(subscription.channel_id, self._services.now(), _MOST_POSTS)
        pages = max(1, -(-len(history) // _POSTS_A_PAGE))
        first = min(page, pages - 1) * _POSTS_A_PAGE
        return delivery_lines(guild, history[first : first + _POSTS_A_PAGE], language), pages


def _tabs(channel_id: int, tab: Tab, language: Language) -> Iterator[Button]:
    tabs: tuple[tuple[Tab, Text, str], ...] = (
        ("check", _CHECK, "🩺"),
        ("papers", _PAPERS, "📄"),
        ("posts", _POSTS.fill(count=_MOST_POSTS), "🧾"),
    )
    for name, label, emoji in tabs:
        if name != tab:
            yield button(label, language, "doctor", channel_id, name, 0, emoji=emoji)
    yield button(_TRY, language, "doctor_try", channel_id, emoji="🧪")


def _turning(channel_id: int, tab: Tab, page: int, pages: int, language: Language) -> Iterator[Button]:
    page = min(page, pages - 1)
    yield button(_PREVIOUS, language, "doctor", channel_id, tab, max(page - 1, 0), emoji="◀️", disabled=page == 0)
    last = page == pages - 1
    # Two buttons of one message may not have the same id.
    following = page + 2 if last else page + 1
    yield button(_NEXT, language, "doctor", channel_id, tab, following, emoji="▶️", disabled=last)

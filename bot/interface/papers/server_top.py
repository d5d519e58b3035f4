"""The papers that a server's members voted for, most votes first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from bot.answers import phrases
from bot.answers.understand.calendar_values import Period
from bot.errors import InputError
from bot.interface.papers.list_card import list_card, page_count, places_of
from bot.interface.papers.services import Services
from bot.interface.papers.shown_list import ShownList, bare
from bot.interface.ui.components import Layout
from bot.interface.ui.language import Interaction, guild_of, language_for
from bot.interface.ui.send import send
from bot.storage.votes import VoteRanking
from bot.texts import Language, Text, span_text

__all__ = ["show_server_top"]

_ON_SERVERS_ONLY = Text(
    "Members' 👍 are counted on servers that I am a member of. Use this there, or /top without “by” here.",
    "멤버의 👍는 봇이 멤버로 있는 서버에서만 집계합니다. 그런 서버에서 사용하거나, 여기서는 “기준” 없이 사용해 주세요.",
)
_NOBODY = Text(
    "Nobody on this server has voted yet. Press 👍 below a paper or a daily post.",
    "이 서버에서는 아직 아무도 투표하지 않았습니다. 논문이나 일일 소식 아래의 👍를 눌러 보세요.",
)
_NOBODY_THEN = Text(
    "Nobody on this server has voted for a paper listed then ({span}) yet. Press 👍 below a paper.",
    "이 서버에서는 그때({span}) 올라온 논문에 아직 아무도 투표하지 않았습니다. 논문 아래의 👍를 눌러 보세요.",
)
_LEAD = Text("{papers} with the most 👍 from this server's members", "이 서버 멤버들이 👍를 많이 누른 {papers}")
_LEAD_OF = Text(
    "The {count:,} papers with the most 👍 from this server's members, of {total:,}",
    "이 서버 멤버들이 👍를 누른 논문 {total:,}편 중 많이 받은 {count:,}편",
)
_LISTED = Text("{lead} (listed: {span})", "{lead} (목록: {span})")
_ONE_VOTE = Text("👍 1 member of this server", "이 서버 👍 1명")
_VOTES = Text("👍 {votes:,} members of this server", "이 서버 👍 {votes:,}명")


async def show_server_top(interaction: Interaction, services: Services, day: str | None, count: int) -> None:
    """Show the `count` papers with most votes of the server's members, among those of a day or period if given.

    Raises InputError where the bot counts no votes, and for a day that is none.
    """
    guild_id, user_id, language = guild_of(interaction), interaction.user.id, language_for(interaction)
    if guild_id is None:
        raise InputError(_ON_SERVERS_ONLY)

    async def work() -> Layout:
        service = services.query_service(language)
        period = await services.workers.run(partial(service.period, day)) if day else None
        ranking = await services.votes.ranking(guild_id, count, _days(period))
        listed = await _listed(services, ranking, period, language)
        list_id = await services.shown.keep(user_id, listed, services.now()) if page_count(listed) > 1 else None
        if ranking.papers:
            services.refer((interaction.channel_id, user_id), tuple(arxiv_id for arxiv_id, _ in ranking.papers))
        return list_card(listed, list_id=list_id)

    await send(interaction, await services.run_or_defer(interaction, work()))


async def _listed(services: Services, ranking: VoteRanking, period: Period | None, language: Language) -> ShownList:
    """Return the ranking as a list; papers that have left the corpus are in it too."""
    papers = tuple(
        replace(bare(arxiv_id), note=_noted(votes).in_(language), opening=True) for arxiv_id, votes in ranking.papers
    )
    shown = ShownList(language, _lead(ranking, period).in_(language), "", bool(papers), papers)
    return await services.shown.read(shown, places_of(shown, 1), services.library.corpus)


def _lead(ranking: VoteRanking, period: Period | None) -> Text:
    span = span_text(period.since, period.until) if period is not None else None
    if not ranking.papers:
        return _NOBODY if span is None else _NOBODY_THEN.fill(span=span)
    count = len(ranking.papers)
    all_of_them = _LEAD.fill(papers=phrases.papers(count))
    lead = all_of_them if count == ranking.total else _LEAD_OF.fill(count=count, total=ranking.total)
    return lead if span is None else _LISTED.fill(lead=lead, span=span)


def _noted(votes: int) -> Text:
    return _ONE_VOTE if votes == 1 else _VOTES.fill(votes=votes)


def _days(period: Period | None) -> tuple[date, date] | None:
    return None if period is None else (period.since or date.min, period.until or date.max)

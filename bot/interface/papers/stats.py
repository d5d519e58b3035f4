"""/stats: what the bot knows, in figures."""

from __future__ import annotations

from collections.abc import Iterator

from discord import app_commands, ui
from discord.ext import commands

from bot.answers import phrases
from bot.answers.reply import credit
from bot.discovery.statistics import Statistics, SummaryLanguage, statistics
from bot.errors import NotFoundError
from bot.interface.papers.services import Services
from bot.interface.ui.components import Button, Layout, button, panel
from bot.interface.ui.language import Interaction, language_for
from bot.interface.ui.markup import inline, link
from bot.interface.ui.send import send
from bot.search.hits import Hit
from bot.texts import Language, Text, joined, span_text

__all__ = ["StatsCommand", "stats_card"]

_TITLE_UNITS = 500
_NAME_UNITS = 80

_HEAD = Text("### 📊 What this bot knows", "### 📊 이 봇이 아는 자료")
_PAPERS = Text("**{papers}** by {people:,} authors", "**{papers}**, 저자 {people:,}명")
_DAYS = Text(
    "{days}: {listings}, {a_day:,g} on a typical day",
    "{days}: {listings}, 하루 보통 {a_day:,g}편",
)
_LISTINGS = Text("{listings:,} listings on {days:,} days", "{days:,}일 동안 목록 {listings:,}건")
_LISTING = Text("{listings:,} listings on one day", "하루 동안 목록 {listings:,}건")
_LANGUAGES = Text("**Languages of the summaries**\n{shares}", "**요약의 언어**\n{shares}")
_SUMMARY_LANGUAGES: dict[SummaryLanguage, Text] = {
    "ko": Text("Korean {share}", "한국어 {share}"),
    "en": Text("English {share}", "영어 {share}"),
    "both": Text("both mixed {share}", "섞여 있음 {share}"),
    "none": Text("no summary {share}", "요약 없음 {share}"),
}
_AUTHORS = Text("**Most listed authors**\n{names}", "**논문이 가장 많은 저자**\n{names}")
_AUTHOR = Text("{name} ({count:,})", "{name} ({count:,}편)")
_MOST_VOTED = Text(
    "**Most votes on a day**\n{title}\n-# {credit}", "**하루에 가장 많은 추천을 받은 논문**\n{title}\n-# {credit}"
)
_UNKNOWN = Text(
    "-# Votes are unknown for {votes:,}, authors for {authors:,} of the papers.",
    "-# 추천 수를 모르는 논문 {votes:,}편, 저자를 모르는 논문 {authors:,}편",
)
_OPEN = Text("Open the paper", "논문 자세히 보기")


class StatsCommand(commands.Cog):
    """Answer /stats."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._counted: tuple[int, Statistics] | None = None

    @app_commands.command(description="Show what this bot knows: papers, days, languages, authors")
    async def stats(self, interaction: Interaction) -> None:
        """Show the figures of the corpus."""
        counted = await self._services.run_or_defer(interaction, self._count())
        await send(interaction, stats_card(counted, language_for(interaction)))

    async def _count(self) -> Statistics:
        """Count once per corpus; raises NotFoundError if it is empty."""
        corpus = self._services.library.corpus
        if not corpus.papers:
            raise NotFoundError(phrases.NO_CORPUS)
        if self._counted is None or self._counted[0] != corpus.generation:
            self._counted = corpus.generation, await self._services.workers.run(lambda: statistics(corpus))
        return self._counted[1]


def stats_card(counted: Statistics, language: Language) -> Layout:
    """Return the figures of a corpus that is not empty."""
    parts = "\n\n".join(text.in_(language) for text in _texts(counted, language))
    best = counted.most_voted
    buttons = () if best is None else (ui.ActionRow(_open(best, language)),)
    return Layout(panel(f"{_HEAD.in_(language)}\n{parts}", *buttons))


def _texts(counted: Statistics, language: Language) -> Iterator[Text]:
    papers = phrases.papers(counted.papers)
    yield joined([_PAPERS.fill(papers=papers, people=counted.people), _days(counted)], "\n")
    shares = [
        _SUMMARY_LANGUAGES[language].fill(share=_percent(counted.share(language)))
        for language, count in sorted(counted.summaries.items(), key=lambda item: -item[1])
        if count
    ]
    yield _LANGUAGES.fill(shares=joined(shares, " · "))
    people = [_AUTHOR.fill(name=inline(one.name, _NAME_UNITS), count=len(one.papers)) for one in counted.authors]
    if people:
        yield _AUTHORS.fill(names=joined(people))
    best = counted.most_voted
    if best is not None:
        title = link(best.paper.title, best.paper.url, _TITLE_UNITS)
        yield _MOST_VOTED.fill(title=title, credit=credit(best, language))
    if counted.without_votes or counted.without_authors:
        yield _UNKNOWN.fill(votes=counted.without_votes, authors=counted.without_authors)


def _days(counted: Statistics) -> Text:
    listings = (_LISTING if counted.days == 1 else _LISTINGS).fill(listings=counted.listings, days=counted.days)
    span = span_text(counted.first, counted.newest)
    return _DAYS.fill(days=span, listings=listings, a_day=counted.papers_a_day)


def _percent(share: float) -> str:
    """Return a non-zero share in percent: never 0, and 100 only if exact."""
    if share < 0.01:
        return "< 1%"
    return "> 99%" if 0.99 < share < 1 else f"{share:.0%}"


def _open(best: Hit, language: Language) -> Button:
    return button(_OPEN, language, "open", best.paper.arxiv_id, emoji="📄")

"""/trends: papers and votes a week as a picture, and the terms on the rise."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.answers import phrases
from bot.discovery.rising import Rising, RisingTerm
from bot.discovery.trends import Trend
from bot.interface.papers.services import Services
from bot.interface.papers.trend_pictures import TrendPicture, TrendPictures, TrendRequest
from bot.interface.ui.components import Layout, open_menu, panel, small
from bot.interface.ui.language import Interaction, language_for
from bot.interface.ui.lengths import Topic
from bot.interface.ui.markup import inline, plain, shorten
from bot.interface.ui.send import send
from bot.texts import Language, Text, joined, span_text

__all__ = ["WEEKS", "TrendsCommand", "chart", "chart_file", "rising_lines", "trend_card"]

WEEKS = 12

_FILE = "trends.png"
_SHOWN_TERMS = 5
_TOPIC_UNITS = 120
_TERM_UNITS = 100
_NOTE_UNITS = 400
# Of Discord's 256.
_ALT_UNITS = 250

_TITLE = Text("### 📈 Trends: “{topic}”", "### 📈 “{topic}” 동향")
_TITLE_ALL = Text("### 📈 Trends of all papers", "### 📈 전체 논문 동향")
_COUNTED = Text("{papers} · {votes} · {span}", "{papers} · {votes} · {span}")
_VOTES = Text("{count:,} votes", "추천 {count:,}")
_ONE_VOTE = Text("1 vote", "추천 1")
_RISING = Text(
    "**Rising in all papers**: share of the {before} before, and of the last {recent}",
    "**전체 논문에서 떠오르는 용어**: 그 전 {before} 비율과 최근 {recent} 비율",
)
_TERM = Text("↗ **{name}** {before:.0%} → {recent:.0%}", "↗ **{name}** {before:.0%} → {recent:.0%}")
_ALT = Text(
    "Chart of papers and votes a week, {span}. {papers} in all.",
    "주별 논문 수와 추천 수 그래프, {span}. 모두 {papers}.",
)
_ALT_RISING = Text("Rising: {names}.", "떠오르는 용어: {names}.")


class TrendsCommand(commands.Cog):
    """Answer /trends."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._pictures = TrendPictures()

    @app_commands.command(description="Show what is on the rise: papers and votes a week, as a picture")
    @app_commands.describe(topic="A topic in Korean or English; all papers if left out", weeks="How many weeks back")
    async def trends(
        self,
        interaction: Interaction,
        topic: Topic | None = None,
        weeks: app_commands.Range[int, 1, 52] = WEEKS,
    ) -> None:
        """Show papers and votes of `topic` over the last `weeks`."""
        services, language = self._services, language_for(interaction)
        request = TrendRequest(topic, weeks, services.now().date(), language)
        drawing = self._pictures.draw(services.library.corpus, request, interaction.user.id)
        drawn = await services.run_or_defer(interaction, drawing)
        best = tuple(hit.paper.arxiv_id for hit in drawn.trend.best)
        services.refer((interaction.channel_id, interaction.user.id), best)
        await send(interaction, trend_card(drawn, language), files=[chart_file(drawn)])


def trend_card(drawn: TrendPicture, language: Language) -> Layout:
    """Return the message around a picture, which is attached as trends.png."""
    papers = [(hit.paper.arxiv_id, hit.paper.title) for hit in drawn.trend.best]
    return Layout(
        panel(
            _head(drawn.trend, language),
            "\n".join(rising_lines(drawn.rising, language)),
            chart(drawn, language),
            open_menu(papers, language),
        )
    )


def chart_file(drawn: TrendPicture) -> discord.File:
    """Return a picture as the attachment that `chart` shows; it can be sent once."""
    return discord.File(BytesIO(drawn.png), _FILE)


def chart(drawn: TrendPicture, language: Language) -> ui.MediaGallery[Any]:
    """Return the place of a picture in a message."""
    return ui.MediaGallery(discord.MediaGalleryItem(f"attachment://{_FILE}", description=_alt(drawn, language)))


def _head(trend: Trend, language: Language) -> str:
    title = _TITLE_ALL if trend.topic is None else _TITLE.fill(topic=inline(trend.topic, _TOPIC_UNITS))
    votes = sum(week.votes or 0 for week in trend.weeks)
    counted = _COUNTED.fill(
        papers=phrases.papers(trend.papers),
        votes=(_ONE_VOTE if votes == 1 else _VOTES).fill(count=votes),
        span=span_text(trend.since, trend.until),
    )
    return f"{title.in_(language)}\n{counted.in_(language)}"


def rising_lines(rising: Rising, language: Language) -> Iterator[str]:
    """Yield the rising terms as markdown, or why there are none."""
    if rising.note is not None:
        yield small(rising.note.in_(language), _NOTE_UNITS)
    if rising.terms:
        recent = (rising.until - rising.since).days // 7 + 1
        before = (rising.since - rising.before_since).days // 7
        yield _RISING.fill(recent=_weeks(recent), before=_weeks(before)).in_(language)
    for term in rising.terms[:_SHOWN_TERMS]:
        name = plain(term.name.in_(language), _TERM_UNITS)
        yield _TERM.fill(name=name, recent=term.recent_share, before=term.before_share).in_(language)


def _weeks(count: int) -> Text:
    return Text("week" if count == 1 else f"{count} weeks", f"{count}주")


def _alt(drawn: TrendPicture, language: Language) -> str:
    span = span_text(drawn.trend.since, drawn.trend.until)
    parts = [_ALT.fill(span=span, papers=phrases.papers(drawn.trend.papers))]
    if drawn.rising.terms:
        parts.append(_ALT_RISING.fill(names=joined(_names(drawn.rising.terms))))
    return shorten(joined(parts, " ").in_(language), _ALT_UNITS)


def _names(terms: tuple[RisingTerm, ...]) -> Iterator[Text]:
    yield from (term.name for term in terms[:_SHOWN_TERMS])

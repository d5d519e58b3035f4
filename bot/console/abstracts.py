"""`fetch --enrich`: English abstracts for papers that lack one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text as Line

from bot.console.output import error_console, output_console, show_line
from bot.corpus.paper import Paper
from bot.feed.arxiv import arxiv_client
from bot.feed.client import feed_client
from bot.feed.enriching import EnrichReport, enricher, lacking
from bot.feed.files import EnrichedFiles
from bot.feed.turns import ARXIV_TURNS, HUB_TURNS, Turns
from bot.settings import Settings
from bot.storage.database import Store
from bot.storage.enrichment import EnrichmentLedger
from bot.texts import Language, Text

__all__ = ["fetch_abstracts", "show_abstracts"]

_ASKING = Text("Fetching abstracts", "초록 가져오는 중")
_ASKED = Text(
    "Papers asked for: {asked}, with an abstract: {found}, unknown to the sources: {unknown}, withdrawn: {withdrawn}.",
    "초록을 찾은 논문: 요청 {asked}편 중 {found}편, 소스에 없는 논문 {unknown}편, 철회된 논문 {withdrawn}편.",
)
_LEFT = Text(
    "Not asked for yet: {left}. {reason} The next fetch --enrich goes on from there.",
    "아직 요청하지 않은 논문: {left}편. {reason} 다음 fetch --enrich가 이어서 가져옵니다.",
)


async def fetch_abstracts(settings: Settings, store: Store, papers: Iterable[Paper], now: datetime) -> EnrichReport:
    """Fetch the English abstracts that some papers lack, and write them beside the listings.

    Raises StoreError.
    """
    ledger, files = EnrichmentLedger(store), EnrichedFiles(settings.feed_listings)
    due = lacking(papers, await ledger.asked(), now)
    source = feed_client(settings.feed_url, settings.feed_token, turns=Turns(*HUB_TURNS))
    console = error_console()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    async with enricher(source, arxiv_client(settings.arxiv_url, Turns(*ARXIV_TURNS)), files, ledger) as asking:
        with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
            task = progress.add_task(_ASKING.in_(settings.language), total=len(due))
            return await asking.enrich(due, now, lambda done: progress.update(task, completed=done))


def show_abstracts(report: EnrichReport, language: Language) -> None:
    """Print the outcome for the papers that were asked for."""
    counts = {name: f"{report.count(name):,}" for name in ("found", "unknown", "withdrawn")}
    show_line(output_console(), Line(_ASKED.fill(asked=f"{len(report.outcomes):,}", **counts).in_(language)))
    if report.fault is not None:
        show_line(output_console(), Line(_LEFT.fill(left=f"{report.left:,}", reason=report.fault).in_(language)))

"""Composition of what keeps the corpus current: the admins' commands, other processes, listings and the feed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from datetime import date, datetime
from functools import partial

from discord.ext import commands

from bot.addresses import PostgresAddress
from bot.corpus.watching import folder_changes
from bot.feed.client import feed_client
from bot.feed.enriching import Enricher, enricher
from bot.feed.enrichment import Enrichment
from bot.feed.files import EnrichedFiles, FeedFiles
from bot.feed.service import Feed
from bot.feed.sources import Sources
from bot.feed.written import WrittenFiles
from bot.interface.corpus.admin import CorpusAdmin
from bot.interface.corpus.feed_watch import FeedWatch
from bot.interface.corpus.summary_watch import SummaryWatch
from bot.interface.corpus.sync import CorpusSync
from bot.interface.corpus.watch import CorpusWatch
from bot.interface.papers.services import Services
from bot.interface.ui.audit_log import Audit
from bot.model.client import client_of
from bot.model.summaries import Summaries
from bot.model.summarising import PATIENCE, Summariser
from bot.settings import Settings
from bot.storage.database import Store
from bot.storage.enrichment import Abstracts, EnrichmentLedger
from bot.storage.feed import FeedLedger
from bot.storage.uploads import Offers, WaitingUploads

__all__ = ["background", "complete_at", "corpus_admin"]

# Processes that share a database answer alike, but for so long.
_HEARING_SECONDS = 5.0


def corpus_admin(
    bot: commands.AutoShardedBot, settings: Settings, store: Store, services: Services, audit: Audit
) -> CorpusAdmin:
    """Return what the commands and the background cogs do to the corpus."""
    ledger = None if settings.feed == "off" else FeedLedger(store)

    async def abstracts() -> Abstracts | None:
        sync = bot.get_cog(CorpusSync.__cog_name__)
        return await sync.look() if isinstance(sync, CorpusSync) else None

    return CorpusAdmin(services.library, WaitingUploads(store), Offers(store), audit, services.now, ledger, abstracts)


def background(
    bot: commands.AutoShardedBot,
    settings: Settings,
    store: Store,
    admin: CorpusAdmin,
    services: Services,
    sources: Sources | None,
    leads: Callable[[], bool],
) -> tuple[commands.Cog, ...]:
    """Return the database sync, and the watchers of listings and feed unless off."""
    feed_ledger, feed_files = FeedLedger(store), FeedFiles(settings.feed_listings)
    every = _HEARING_SECONDS if isinstance(settings.database, PostgresAddress) else None
    found: list[commands.Cog] = [
        CorpusSync(bot, admin, feed_ledger, feed_files, EnrichmentLedger(store), services.now, every=every),
    ]
    if settings.reload_on_change != "off":
        changes = partial(folder_changes, settings.seeds)
        found.append(CorpusWatch(bot, admin, changes, settings.reload_on_change, settings.language, leads))
    if sources is not None:
        connect = partial(feed_client, settings.feed_url, settings.feed_token)
        feed = Feed(feed_ledger, feed_files, connect, admin.load_fetched)
        enrichment = _enrichment(settings, store, admin, services, sources)
        found.append(FeedWatch(bot, feed, services.now, settings.language, enrichment=enrichment, leads=leads))
        if (client := client_of(settings, PATIENCE)) is not None:
            summariser = Summariser(client, lambda: services.library.corpus.glossary)
            files = WrittenFiles(settings.feed_listings)
            summaries = Summaries(summariser, files, lambda: services.library.corpus.papers, admin.load_fetched)
            found.append(SummaryWatch(bot, summaries, leads))
    return tuple(found)


def _enrichment(
    settings: Settings, store: Store, admin: CorpusAdmin, services: Services, sources: Sources
) -> Enrichment:
    """Return the enrichment of papers with English abstracts."""
    ledger, files = EnrichmentLedger(store), EnrichedFiles(settings.feed_listings)

    def connect() -> AbstractAsyncContextManager[Enricher]:
        return enricher(sources.feed(), sources.arxiv(), files, ledger)

    return Enrichment(ledger, files, connect, lambda: services.library.corpus.papers, admin.load_fetched)


def complete_at(bot: commands.AutoShardedBot) -> Mapping[date, datetime | None]:
    """Return when the lists of fetched days were complete; by what others fetched where this process does not."""
    watch, sync = bot.get_cog(FeedWatch.__cog_name__), bot.get_cog(CorpusSync.__cog_name__)
    if isinstance(watch, FeedWatch) and watch.fetches:
        return watch.complete_at()
    return sync.complete_at() if isinstance(sync, CorpusSync) else {}

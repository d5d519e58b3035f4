"""Operation of the running bot: the start-up line, health on request, sd_notify, metrics."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncGenerator, Callable, Coroutine, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

from discord.ext import commands

from bot.corpus.upload import remove_leftovers
from bot.interface.app.gateway_health import Checkup
from bot.library.library import Library
from bot.operating.activities import Activity
from bot.operating.gateway import gateway_faults, status_of
from bot.operating.health_socket import serve_health
from bot.operating.readings import keep_telling
from bot.operating.sd_notify import SdNotifier
from bot.operating.versions import old_sqlite, settings_in_force, versions
from bot.operating.vitals import health_row, is_stuck
from bot.settings import Settings, Supervision
from bot.shards import Shards
from bot.storage.database import Store
from bot.texts import Language

__all__ = ["log_start", "operated"]

_log = logging.getLogger(__name__)
_LAG_PAUSE = 0.25
_STATUS_SECONDS = 5.0


def log_start(settings: Settings, library: Library) -> None:
    """Log what is in use."""
    corpus = library.corpus
    listings = len(corpus.table.days)
    newest = corpus.days[0] if corpus.days else "-"
    _log.info("starting: %s", ", ".join(f"{name} {number}" for name, number in versions().items()))
    held = len(corpus.papers), listings, len(corpus.days), newest
    _log.info("serving %d papers in %d listings of %d days, the newest %s", *held)
    _log.info("settings in force: %s", json.dumps(settings_in_force(settings), ensure_ascii=False))
    if settings.feed == "off":
        _log.info('the feed is off, so new days come as listings only; feed = "huggingface" or BOT_FEED turns it on')
    else:
        _log.info("the feed is on: new days come from %s", settings_in_force(settings)["feed_url"])
    if settings.model is not None:
        _log.info("the language model %s may write about answers", settings.model)
    if (note := old_sqlite(settings)) is not None:
        _log.warning("SQLite %s: %s", versions()["sqlite"], note.en)


@asynccontextmanager
async def operated(
    bot: commands.AutoShardedBot, settings: Settings, library: Library, store: Store, supervision: Supervision
) -> AsyncGenerator[SdNotifier]:
    """Monitor `bot`: answer health requests, notify systemd, serve metrics if a port is set.

    Yields the notifier for shutdown.
    """
    await asyncio.to_thread(remove_leftovers, settings.seeds, "upload", settings.now())
    checkup = Checkup(bot, library, store, settings.feed)
    notifier = SdNotifier(supervision.address)

    async def health() -> Mapping[str, object]:
        return health_row(await checkup.vitals(settings.now()))

    async with AsyncExitStack() as stack:
        await stack.enter_async_context(serve_health(settings.place, health))
        await stack.enter_async_context(_owned(checkup.database.watch()))
        await stack.enter_async_context(_owned(_signs_of_life(bot, checkup, notifier, supervision.watchdog)))
        await stack.enter_async_context(_owned(_connections_told(bot, checkup, notifier, settings.language)))
        if settings.shards is not None:
            folders = settings.seeds, settings.feed_listings
            told = keep_telling(store, settings.shards, *folders, lambda: library.corpus.glossary.digest)
            await stack.enter_async_context(_owned(told))
        if settings.metrics_port is not None:
            figures = _figures(bot, checkup, settings.metrics_port, settings.shards)
            await stack.enter_async_context(figures)
        yield notifier


async def _signs_of_life(
    bot: commands.AutoShardedBot, checkup: Checkup, notifier: SdNotifier, watchdog: float | None
) -> None:
    await bot.wait_for("connect")
    # One of several connections is enough to be useful to its servers.
    _log.info("connected to Discord %.1f s after the start", checkup.uptime)
    notifier.tell("READY=1")
    while watchdog is not None:
        # A restart does not help with an outage of Discord or a full disk.
        if not is_stuck(checkup.pulse):
            notifier.tell("WATCHDOG=1")
        await asyncio.sleep(watchdog / 2)


async def _connections_told(
    bot: commands.AutoShardedBot, checkup: Checkup, notifier: SdNotifier, language: Language
) -> None:
    """Tell systemd how the bot stands, and the log when connections are lost and when they are back."""
    await bot.wait_for("connect")
    told, lost = "", False
    while True:
        gateway = checkup.gateway()
        if (status := status_of(gateway, checkup.servers).in_(language)) != told:
            notifier.tell(f"STATUS={status}")
            told = status
        if gateway.lost and not lost:
            _log.warning("%s", gateway_faults(gateway, checkup.uptime)[0].en)
        elif lost and not gateway.lost:
            _log.info("connected to Discord again: %d of %d connections are up", gateway.connected, gateway.shards)
        lost = bool(gateway.lost)
        await asyncio.sleep(_STATUS_SECONDS)


@asynccontextmanager
async def _figures(
    bot: commands.AutoShardedBot, checkup: Checkup, port: int, shards: Shards | None
) -> AsyncGenerator[None]:
    # Their libraries take a tenth of a second to import, needed only to serve metrics.
    from bot.operating.metrics import Labelled, Metrics  # noqa: PLC0415
    from bot.operating.scrape import scraped  # noqa: PLC0415

    metrics = Metrics(checkup.present)
    registry = metrics.registry if shards is None else Labelled(metrics.registry, "cluster", str(shards))

    async def act(ended: Activity) -> None:
        metrics.act(ended)

    async def delivery(result: str) -> None:
        metrics.delivery(result)

    async def model(outcome: str, seconds: float | None) -> None:
        metrics.model(outcome, seconds)

    bot.add_listener(act, "on_act")
    bot.add_listener(model, "on_model")
    bot.add_listener(delivery, "on_delivery")
    async with scraped(port, registry), _owned(_lag(metrics.lag)):
        yield


async def _lag(note: Callable[[float], None]) -> None:
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + _LAG_PAUSE
        await asyncio.sleep(_LAG_PAUSE)
        note(max(0.0, loop.time() - due))


@asynccontextmanager
async def _owned(work: Coroutine[Any, Any, None]) -> AsyncGenerator[None]:
    """Run `work` in the background until the end; its errors are logged."""
    task = asyncio.create_task(_logged(work), name="operating")
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait({task})


async def _logged(work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except Exception:
        _log.exception("a monitoring task failed")

"""The bot's health as Discord's side and the database show it."""

from __future__ import annotations

import time
from datetime import datetime

from discord.ext import commands

from bot.interface.app.connections import Connections
from bot.interface.corpus.feed_watch import FeedWatch
from bot.interface.corpus.sync import CorpusSync
from bot.interface.digest.clock import DigestClock
from bot.interface.discordpy.command_sync import CommandSync
from bot.library.library import Library
from bot.operating.database import DatabaseWatch
from bot.operating.gateway import Gateway, Servers
from bot.operating.vitals import Feeding, Present, Pulse, Vitals
from bot.storage.database import Store
from bot.storage.digests.unsent import unsent
from bot.storage.enrichment import Abstracts
from bot.storage.feed import FeedState
from bot.texts import Text

__all__ = ["Checkup"]


class Checkup:
    """Health checks of a running bot; create it before it connects."""

    def __init__(self, bot: commands.AutoShardedBot, library: Library, store: Store, source: str) -> None:
        self._bot = bot
        self._library = library
        self._store = store
        self._source = source
        self._began = time.monotonic()
        self._connections = Connections(bot)
        self.database = DatabaseWatch(store)

    @property
    def pulse(self) -> Pulse:
        """The beats of the digest clock; none before the commands are set up."""
        clock = self._bot.get_cog(DigestClock.__cog_name__)
        return clock.pulse if isinstance(clock, DigestClock) else Pulse()

    @property
    def uptime(self) -> float:
        """The seconds since the start."""
        return time.monotonic() - self._began

    @property
    def servers(self) -> Servers:
        """The servers that Discord says the bot is in."""
        guilds = self._bot.guilds
        return Servers(len(guilds), sum(guild.unavailable for guild in guilds))

    def gateway(self) -> Gateway:
        """Return how the connections to Discord are."""
        return self._connections.gateway()

    def present(self) -> Present:
        """Return what the figures are at this moment."""
        corpus = self._library.corpus
        found = self.database.found()
        counts = len(corpus.papers), corpus.generation
        return Present(*counts, self.gateway(), self.servers, found, self._feed(), self._abstracts())

    async def vitals(self, now: datetime) -> Vitals:
        """Return everything; of the database what was found last."""
        corpus = self._library.corpus
        return Vitals(
            uptime=self.uptime,
            gateway=self.gateway(),
            pulse=self.pulse,
            unsent=await unsent(self._store, now),
            papers=len(corpus.papers),
            generation=corpus.generation,
            newest_day=str(corpus.days[0]) if corpus.days else None,
            servers=self.servers,
            database=self.database.found(),
            commands=self._unsynced(),
            feed=None if (state := self._feed()) is None else Feeding(self._source, state, now),
            abstracts=self._abstracts(),
        )

    def _feed(self) -> FeedState | None:
        watch = self._bot.get_cog(FeedWatch.__cog_name__)
        return watch.state if isinstance(watch, FeedWatch) else None

    def _abstracts(self) -> Abstracts | None:
        sync = self._bot.get_cog(CorpusSync.__cog_name__)
        return sync.abstracts if isinstance(sync, CorpusSync) else None

    def _unsynced(self) -> Text | None:
        sync = self._bot.get_cog(CommandSync.__cog_name__)
        return sync.trouble if isinstance(sync, CommandSync) else None

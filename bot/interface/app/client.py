"""The Discord client."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

import discord
import yarl
from discord import app_commands, shard
from discord import gateway as protocol
from discord.ext import commands
from discord.http import Route

from bot.feed.lookup import PaperLookup
from bot.feed.sources import sources_of
from bot.interface.app.composition import features
from bot.interface.discordpy.command_sync import CommandSync
from bot.interface.discordpy.events import KeepAlive, Socket, guard
from bot.interface.discordpy.global_limit import LONGEST_LIMIT, release_when_given_up
from bot.interface.discordpy.identify_turns import IdentifyTurns
from bot.interface.discordpy.rate_limits import keep_sensible_limits
from bot.interface.papers.elsewhere import Elsewhere
from bot.interface.papers.sentences import Sentences
from bot.interface.papers.services import Services
from bot.interface.papers.shown_lists import ShownLists
from bot.interface.ui.autocomplete import Suggestions
from bot.interface.ui.command_tree import PapersTree
from bot.interface.ui.throttle import Throttle
from bot.interface.ui.translations import KoreanTranslator
from bot.library.library import Library
from bot.model.client import client_of
from bot.model.writer import Writer
from bot.settings import Settings
from bot.storage.database import Store
from bot.storage.discussions import Discussions
from bot.storage.model_choices import ModelChoices
from bot.storage.votes import MemberVotes

__all__ = ["PapersBot"]


class PapersBot(commands.AutoShardedBot):
    """The Discord client, with slash commands and the daily post; needs no privileged intent."""

    def __init__(
        self,
        settings: Settings,
        library: Library,
        store: Store,
        now: Callable[[], datetime] | None = None,
        defer_after: float = 1.5,
        leads: Callable[[], bool] = lambda: True,
    ) -> None:
        throttle, clock, shards = Throttle(), now or settings.now, settings.shards
        own: dict[str, Any] = {} if shards is None else {"shard_ids": list(shards.ids), "shard_count": shards.count}
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            tree_cls=partial(PapersTree, throttle=throttle),  # pyright: ignore[reportArgumentType]
            intents=discord.Intents(guilds=True, guild_messages=True, dm_messages=True),
            allowed_mentions=discord.AllowedMentions.none(),
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
            max_messages=None,
            max_ratelimit_timeout=LONGEST_LIMIT,
            **own,
        )
        guard(self._connection.parsers, lambda: self.user)
        release_when_given_up(self.http)
        keep_sensible_limits(self.http)
        self._settings = settings
        self._leads = leads
        self._gateway: yarl.URL | None = None
        self._turns: IdentifyTurns | None = None
        self._store = store
        self._sources = sources_of(settings)
        self._services = self._serving(library, clock, throttle, defer_after)

    def _serving(
        self, library: Library, clock: Callable[[], datetime], throttle: Throttle, defer_after: float
    ) -> Services:
        """Return what commands answer with."""
        store, settings = self._store, self._settings
        return Services(
            library=library,
            shown=ShownLists(store),
            discussions=Discussions(store),
            votes=MemberVotes(store),
            now=clock,
            timezone=settings.timezone,
            admin_guild_ids=settings.admin_guild_ids,
            suggestions=Suggestions(library, clock),
            throttle=throttle,
            elsewhere=self._elsewhere(clock),
            sentences=self._sentences(clock),
            defer_after=defer_after,
        )

    def _elsewhere(self, now: Callable[[], datetime]) -> Elsewhere:
        """Return what looks up papers, nothing where the feed is off."""
        return Elsewhere(PaperLookup(self._sources, now) if self._sources else None)

    def _sentences(self, now: Callable[[], datetime]) -> Sentences | None:
        """Return what writes with a language model, None where none is set."""
        client = client_of(self._settings)
        if client is None:
            return None
        return Sentences(Writer(client, now, partial(self.dispatch, "model")), ModelChoices(self._store))

    async def login(self, token: str) -> None:
        """Log in at the configured address, then set up the commands."""
        Route.BASE = self._settings.discord_api.rstrip("/")
        await super().login(token)

    async def launch_shards(self) -> None:
        """Connect; discord.py asks for the gateway's address only where it is not told how many shards there are."""
        if self._settings.shards is not None:
            _, gateway, limit = await self.http.get_bot_gateway()
            self._gateway, self._turns = yarl.URL(gateway), IdentifyTurns(self._store, limit["max_concurrency"])
        await super().launch_shards()

    async def launch_shard(self, gateway: yarl.URL, shard_id: int, *, initial: bool = False) -> None:
        """Connect to the gateway that Discord named, and remember it.

        discord.py falls back to its built-in gateway and has no hook for the socket and heartbeat classes, so patch
        them.
        """
        gateway = self._gateway or gateway
        Socket.DEFAULT_GATEWAY = gateway
        shard.DiscordWebSocket = Socket  # pyright: ignore[reportPrivateImportUsage]
        protocol.KeepAliveHandler = KeepAlive
        await super().launch_shard(gateway, shard_id, initial=initial)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait between shards; of several processes each waits for the others' too."""
        if self._turns is None or shard_id is None:
            await super().before_identify_hook(shard_id, initial=initial)
        else:
            await self._turns.take(shard_id)

    async def setup_hook(self) -> None:
        """Add the commands, which are sent to Discord meanwhile if they changed."""
        for cog in features(self, self._settings, self._store, self._services, self._sources, self._leads):
            await self.add_cog(cog)
        await self.tree.set_translator(KoreanTranslator())
        await self.add_cog(CommandSync(self.tree, self._store))

    async def on_message(self, message: discord.Message, /) -> None:
        """Leave messages to the chat; discord.py would look for commands in them."""

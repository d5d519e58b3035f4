"""The Discord client."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import discord
import yarl
from discord import app_commands
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.corpus.store import Store
from bot.digest.delivery import DigestService
from bot.digest.ledger import DigestLedger
from bot.interface.clock import DigestClock
from bot.interface.commands.ask import AskCommand
from bot.interface.commands.author import AuthorCommand
from bot.interface.commands.corpus import CorpusCommands
from bot.interface.commands.digest import DigestCommands
from bot.interface.commands.help import HelpCommand
from bot.interface.commands.paper import PaperCommand
from bot.interface.commands.search import SearchCommand
from bot.interface.commands.top import TopCommand
from bot.interface.discussions import Discussions
from bot.interface.pager import Pager
from bot.interface.paper_presses import PaperPresses
from bot.interface.posting import ChannelPoster
from bot.interface.presses import Presses
from bot.interface.services import Services
from bot.interface.shown import ShownLists
from bot.interface.sync import sync_if_changed
from bot.interface.translations import KoreanTranslator
from bot.interface.tree import PapersTree
from bot.search.library import Library
from bot.settings import Settings

__all__ = ["PapersBot"]


class PapersBot(commands.AutoShardedBot):
    """Connect to Discord with slash commands and the daily post; no privileged intent is needed."""

    def __init__(
        self,
        settings: Settings,
        library: Library,
        store: Store,
        now: Callable[[], datetime] | None = None,
        patience: float = 1.5,
    ) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            tree_cls=PapersTree,
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
            max_messages=None,
        )
        self._api = settings.discord_api.rstrip("/")
        self._store = store
        self._now = now or settings.now
        self._services = Services(
            library=library,
            shown=ShownLists(store),
            discussions=Discussions(store),
            now=self._now,
            timezone=settings.timezone,
            admin_guild_ids=settings.admin_guild_ids,
            patience=patience,
        )
        self._ledger = DigestLedger(store)
        self._digest = DigestService(self._ledger, lambda: library.corpus, ChannelPoster(self))

    async def login(self, token: str) -> None:
        """Log in at the configured address, then set up the commands."""
        Route.BASE = self._api
        await super().login(token)

    async def launch_shard(self, gateway: yarl.URL, shard_id: int, *, initial: bool = False) -> None:
        """Connect to the gateway that Discord named, and remember it.

        After an invalid session and on a fresh reconnect discord.py takes its default address; that is to be
        the named one too.
        """
        DiscordWebSocket.DEFAULT_GATEWAY = gateway
        await super().launch_shard(gateway, shard_id, initial=initial)

    async def setup_hook(self) -> None:
        """Add the commands, and send them to Discord if they changed."""
        for cog in self._cogs():
            await self.add_cog(cog)
        await self.tree.set_translator(KoreanTranslator())
        await sync_if_changed(self.tree, self._store)

    def _cogs(self) -> tuple[commands.Cog, ...]:
        services = self._services
        return (
            TopCommand(services),
            SearchCommand(services),
            AuthorCommand(services),
            PaperCommand(services),
            AskCommand(services),
            CorpusCommands(services),
            DigestCommands(services, self._ledger, self._digest),
            DigestClock(self, self._digest.tick, self._now),
            HelpCommand(self),
            Presses({**Pager(services.shown).handlers, **PaperPresses(services).handlers}),
        )

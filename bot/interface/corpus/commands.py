"""/corpus: what is loaded, and how that is changed; for the bot's admins."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import discord
from discord import app_commands
from discord.ext import commands

from bot.corpus.upload import require_size
from bot.errors import InputError
from bot.interface.corpus.admin import CorpusAdmin
from bot.interface.corpus.cards import APPLY, OVERWRITE, UNDO
from bot.interface.papers.services import Services
from bot.interface.ui.audit_log import Actor
from bot.interface.ui.components import Layout
from bot.interface.ui.custom_ids import ComponentInteraction, Handler
from bot.interface.ui.edit_in_place import change
from bot.interface.ui.language import Interaction, language_for
from bot.interface.ui.permissions import Admins
from bot.interface.ui.request_errors import REQUEST_ERRORS
from bot.interface.ui.send import send
from bot.texts import Text

__all__ = ["CorpusCommands"]

_FETCH_SECONDS = 60.0

_NOT_FETCHED = Text(
    "Discord did not hand the file over: upload it again in a moment.",
    "Discord에서 파일을 받지 못했습니다. 잠시 뒤에 다시 올려 주세요.",
)
_OUTDATED = Text(
    "This button is from an earlier version. Use /corpus reload again.",
    "이전 버전의 버튼입니다. /자료 다시읽기를 다시 실행해 주세요.",
)


class CorpusCommands(commands.Cog):
    """Answer /corpus and the buttons of its questions, each privately."""

    corpus = app_commands.Group(
        name="corpus",
        description="The papers that this bot knows (for its admins)",
        default_permissions=discord.Permissions(administrator=True),
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=False),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    )

    def __init__(self, services: Services, admin: CorpusAdmin) -> None:
        self._services = services
        self._admin = admin
        self._admins = Admins(services.admin_guild_ids, services.now)

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """What the buttons do."""
        return {APPLY: self._apply, OVERWRITE: self._overwrite, UNDO: self._undo}

    async def interaction_check(self, interaction: Interaction) -> bool:
        """Refuse everybody but the bot's admins."""
        await self._admins.require(interaction)
        return True

    @corpus.command(description="Read the listings again; asks first where papers would go")
    async def reload(self, interaction: Interaction) -> None:
        """Load the listings; questions are answered from the old papers meanwhile."""
        work = self._admin.reload(Actor.of(interaction), language_for(interaction))
        await send(interaction, await self._services.run_or_defer(interaction, work, private=True), private=True)

    @corpus.command(description="Put a listing into the folder and load it")
    @app_commands.describe(file="A listing that ends in .md or .txt, at most 8 MiB")
    async def upload(self, interaction: Interaction, file: discord.Attachment) -> None:
        """Keep a listing; one that is there already is replaced only after a question."""
        actor, language = Actor.of(interaction), language_for(interaction)
        require_size(file.size)

        async def work() -> Layout:
            return await self._admin.upload(actor, language, file.filename, await _content(file))

        await send(interaction, await self._services.run_or_defer(interaction, work(), private=True), private=True)

    @corpus.command(description="Take the last change of the papers back; asks first")
    async def rollback(self, interaction: Interaction) -> None:
        """Ask whether the newest revision is to be taken back."""
        work = self._admin.rollback(Actor.of(interaction), language_for(interaction))
        await send(interaction, await self._services.run_or_defer(interaction, work, private=True), private=True)

    @corpus.command(description="Show what is loaded, since when, and whether the listings have changed")
    async def status(self, interaction: Interaction) -> None:
        """Show the state of the corpus."""
        work = self._admin.status(language_for(interaction))
        await send(interaction, await self._services.run_or_defer(interaction, work, private=True), private=True)

    async def _apply(self, interaction: Interaction, press: ComponentInteraction) -> None:
        await self.interaction_check(interaction)
        base = press.number(0)
        if len(press.arguments) != 2:
            raise InputError(_OUTDATED)
        work = self._admin.apply(Actor.of(interaction), language_for(interaction), base, press.arguments[1])
        await change(interaction, work, self._services.defer_after)

    async def _overwrite(self, interaction: Interaction, press: ComponentInteraction) -> None:
        await self.interaction_check(interaction)
        work = self._admin.overwrite(Actor.of(interaction), language_for(interaction), press.number(0))
        await change(interaction, work, self._services.defer_after)

    async def _undo(self, interaction: Interaction, press: ComponentInteraction) -> None:
        await self.interaction_check(interaction)
        work = self._admin.undo(Actor.of(interaction), language_for(interaction), press.number(0))
        await change(interaction, work, self._services.defer_after)


async def _content(file: discord.Attachment) -> bytes:
    """Return an upload's content; raises InputError if Discord does not deliver it."""
    try:
        async with asyncio.timeout(_FETCH_SECONDS):
            return await file.read()
    except REQUEST_ERRORS:
        raise InputError(_NOT_FETCHED) from None

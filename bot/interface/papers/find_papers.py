"""Find papers: those another person's message names or is about."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace

import discord
from discord import app_commands
from discord.ext import commands

from bot.answers.query_service import QueryService
from bot.answers.reply import Reply
from bot.errors import NotFoundError
from bot.interface.papers.services import Services
from bot.interface.ui.language import Interaction
from bot.interface.ui.mentions import without_mentions
from bot.texts import Text, joined

__all__ = ["FindPapers", "found_in", "text_of"]

# The size of a message; its embeds may be as large again.
_MOST_READ = 4_000

_CUT = Text("(I read the first {most:,} characters of the message only.)", "(메시지의 앞 {most:,}자만 읽었습니다.)")


class FindPapers(commands.Cog):
    """The message command Find papers, answered to its user only."""

    def __init__(self, bot: commands.AutoShardedBot, services: Services) -> None:
        self._bot = bot
        self._services = services
        self._menu = app_commands.ContextMenu(name="Find papers", callback=self._find)

    async def cog_load(self) -> None:
        """Add the command: discord.py does not collect context menus from cogs."""
        self._bot.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Remove the command."""
        self._bot.tree.remove_command(self._menu.name, type=self._menu.type)

    async def _find(self, interaction: Interaction, message: discord.Message) -> None:
        """Show the papers of a message; everything needed comes with the interaction."""
        text = without_mentions(text_of(message))
        await self._services.answer(
            interaction, lambda service, key: found_in(service, text, key), private=True, naming=text
        )


def found_in(service: QueryService, text: str, key: Hashable) -> Reply:
    """Return the papers of a message; of a very long one only the start, and the reply says so."""
    if len(text) <= _MOST_READ:
        return service.found_in(text, key)
    note = _CUT.fill(most=_MOST_READ)
    try:
        reply = service.found_in(text[:_MOST_READ], key)
    except NotFoundError as error:
        raise NotFoundError(joined([error.text, note], " ")) from None
    return replace(reply, lead=f"{reply.lead} {note.in_(reply.language)}".strip())


def text_of(message: discord.Message) -> str:
    """Return all text and URLs of a message and of those it forwards."""
    return "\n".join(part for source in (message, *message.message_snapshots) for part in _texts(source))


def _texts(message: discord.Message | discord.MessageSnapshot) -> Iterator[str]:
    yield message.content
    for embed in message.embeds:
        fields = (part for field in embed.fields for part in (field.name, field.value))
        parts = (embed.author.name, embed.title, embed.url, embed.description, *fields, embed.footer.text)
        yield from (part for part in parts if part)
    yield from _of_components(message.components)


def _of_components(components: Sequence[discord.Component]) -> Iterator[str]:
    for component in components:
        if isinstance(component, discord.TextDisplay):
            yield component.content
        elif isinstance(component, discord.Button):
            yield component.url or ""
        elif isinstance(component, discord.Container | discord.ActionRow | discord.SectionComponent):
            yield from _of_components(component.children)

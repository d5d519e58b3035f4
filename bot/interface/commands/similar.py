"""/similar: the papers most like one, each with the terms that they share."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from discord import app_commands
from discord.ext import commands

from bot.answers.conversation import Turn
from bot.answers.desk import Desk
from bot.answers.reply import Reply
from bot.discovery.likeness import shared_terms
from bot.interface.components import Layout
from bot.interface.language import Interaction, guild_of, language_for
from bot.interface.paper_presses import paper_of
from bot.interface.presses import Handler, Press
from bot.interface.replies import send
from bot.interface.services import Services
from bot.interface.suggestions import suggest_papers
from bot.search.corpus import Corpus
from bot.texts import Text

__all__ = ["SimilarCommand"]

_SHARED = Text("shares: {terms}", "공통: {terms}")


class SimilarCommand(commands.Cog):
    """Answer /similar, and the button of cards to whoever presses it."""

    def __init__(self, services: Services) -> None:
        self._services = services

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """What the button of a card does."""
        return {"similar": self._press}

    @app_commands.command(description="Find the papers most like one")
    @app_commands.describe(paper="An arXiv id, a link or a title")
    async def similar(self, interaction: Interaction, paper: str) -> None:
        """Show the papers that are like the one that `paper` means."""
        await self._answer(interaction, paper, private=False)

    @similar.autocomplete("paper")
    async def titles(self, _: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Suggest papers."""
        return await suggest_papers(self._services.library, typed)

    async def _press(self, interaction: Interaction, press: Press) -> None:
        await self._answer(interaction, paper_of(self._services, press).arxiv_id, private=True)

    async def _answer(self, interaction: Interaction, typed: str, *, private: bool) -> None:
        services, asker = self._services, interaction.user.id
        corpus, desk = services.library.corpus, services.desk(language_for(interaction))

        async def answered() -> Layout:
            found = await asyncio.to_thread(_find, typed, corpus, desk)
            if found.shown:
                turn = Turn(services.now(), found.shown, found.focus)
                services.conversations.keep((interaction.channel_id, asker), turn)
            return await services.layout(found.reply, asker, guild_of(interaction), found.notes)

        await send(interaction, await services.in_time(interaction, answered(), private=private), private=private)


@dataclass(frozen=True, slots=True)
class _Found:
    """Hold a reply, the papers in it, which of all papers "it" is next, and what each of them shares with that."""

    reply: Reply
    shown: tuple[str, ...]
    focus: str | None
    notes: Mapping[str, str]


def _find(typed: str, corpus: Corpus, desk: Desk) -> _Found:
    """Ask the desk over `corpus`; for a worker thread."""
    reply = desk.similar(typed)
    shown = tuple(hit.paper.arxiv_id for hit in reply.hits)
    paper = corpus.named(typed.strip())
    if paper is None:
        return _Found(reply, shown, next(iter(shown), None), {})
    shared = {hit.paper.arxiv_id: shared_terms(paper, hit.paper, corpus, language=reply.language) for hit in reply.hits}
    notes = {
        arxiv_id: _SHARED.fill(terms=", ".join(found)).in_(reply.language)
        for arxiv_id, found in shared.items()
        if found
    }
    return _Found(reply, shown, paper.arxiv_id, notes)

"""/similar: the papers most similar to one, each with the shared terms."""

from __future__ import annotations

from collections.abc import Mapping

from discord import app_commands
from discord.ext import commands

from bot.answers.reply import Reply
from bot.discovery.likeness import shared_terms
from bot.interface.papers.buttons import looked_up
from bot.interface.papers.services import Services
from bot.interface.ui.autocomplete import Choices
from bot.interface.ui.components import Layout
from bot.interface.ui.custom_ids import ComponentInteraction, Handler
from bot.interface.ui.language import Interaction, guild_of, language_for
from bot.interface.ui.lengths import Named
from bot.interface.ui.send import send
from bot.search.corpus import Corpus
from bot.search.hits import Sort
from bot.texts import Text

__all__ = ["SimilarCommand"]

_SHARED = Text("shares: {terms}", "공통: {terms}")


class SimilarCommand(commands.Cog):
    """The command /similar, and the button of cards, answered to its user."""

    def __init__(self, services: Services) -> None:
        self._services = services

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """What the button of a card does."""
        return {"similar": self._press}

    @app_commands.command(description="Find the papers most like one")
    @app_commands.describe(paper="An arXiv id, a link or a title", sort="In which order")
    @app_commands.choices(
        sort=[
            app_commands.Choice(name="Likeness", value="relevance"),
            app_commands.Choice(name="Most votes", value="votes"),
            app_commands.Choice(name="Newest", value="newest"),
        ]
    )
    async def similar(self, interaction: Interaction, paper: Named, sort: Sort = "relevance") -> None:
        """Show the papers similar to `paper`, in the order of `sort`."""
        await self._answer(interaction, paper, sort, private=False)

    @similar.autocomplete("paper")
    async def titles(self, interaction: Interaction, typed: str) -> Choices:
        """Suggest papers."""
        return await self._services.suggestions.papers(interaction, typed)

    async def _press(self, interaction: Interaction, press: ComponentInteraction) -> None:
        paper = await looked_up(self._services, interaction, press)
        await self._answer(interaction, paper.arxiv_id, "relevance", private=True)

    async def _answer(self, interaction: Interaction, typed: str, sort: Sort, *, private: bool) -> None:
        services, asker = self._services, interaction.user.id
        language, corpus = language_for(interaction), services.library.corpus
        key = (interaction.channel_id, asker)

        async def answered() -> Layout:
            service = await services.service_for(typed, language)
            reply, notes = await services.workers.run(lambda: _with_notes(service.similar(typed, key, sort), corpus))
            return await services.layout(reply, asker, guild_of(interaction), notes)

        await send(interaction, await services.run_or_defer(interaction, answered(), private=private), private=private)


def _with_notes(reply: Reply, corpus: Corpus) -> tuple[Reply, Mapping[str, str]]:
    """Return a reply, and the terms each of its papers shares with the given one."""
    like = reply.request.papers if reply.request is not None else ()
    paper = corpus.paper(like[0]) if like else None
    if paper is None:
        return reply, {}
    shared = {hit.paper.arxiv_id: shared_terms(paper, hit.paper, corpus, language=reply.language) for hit in reply.hits}
    notes = {
        arxiv_id: _SHARED.fill(terms=", ".join(found)).in_(reply.language)
        for arxiv_id, found in shared.items()
        if found
    }
    return reply, notes

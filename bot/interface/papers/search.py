"""/search: papers about something."""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from bot.interface.papers.filter_options import describe_filters
from bot.interface.papers.services import Services
from bot.interface.ui.autocomplete import Choices
from bot.interface.ui.language import Interaction
from bot.interface.ui.lengths import Day, Name, Query
from bot.search.hits import Sort

__all__ = ["SearchCommand"]


class SearchCommand(commands.Cog):
    """Answer /search."""

    def __init__(self, services: Services) -> None:
        self._services = services

    @app_commands.command(description="Search titles, summaries and authors, in Korean or English")
    @app_commands.describe(query="What the papers should be about")
    @describe_filters
    async def search(
        self,
        interaction: Interaction,
        query: Query,
        author: Name | None = None,
        since: Day | None = None,
        until: Day | None = None,
        min_votes: app_commands.Range[int, 0] | None = None,
        sort: Sort = "relevance",
    ) -> None:
        """Show the papers that fit `query` and the filters."""
        await self._services.answer(
            interaction,
            lambda service, key: service.search(
                query,
                author=author,
                since=since,
                until=until,
                min_votes=min_votes,
                sort=sort,
                conversation=key,
            ),
        )

    @search.autocomplete("author")
    async def authors(self, interaction: Interaction, typed: str) -> Choices:
        """Suggest authors."""
        return await self._services.suggestions.authors(interaction, typed)

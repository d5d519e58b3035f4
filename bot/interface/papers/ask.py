"""/ask: a question in plain words."""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from bot.interface.papers.follow_ups import NextQuestions
from bot.interface.papers.services import Services
from bot.interface.papers.threads import refer_to_paper
from bot.interface.ui.language import Interaction
from bot.interface.ui.lengths import Question

__all__ = ["AskCommand"]


class AskCommand(commands.Cog):
    """Answer /ask."""

    def __init__(self, services: Services, questions: NextQuestions) -> None:
        self._services = services
        self._questions = questions

    @app_commands.command(description="Ask about the papers; the answer quotes their summaries word for word")
    @app_commands.describe(question="A question in Korean or English")
    async def ask(self, interaction: Interaction, question: Question) -> None:
        """Answer `question` with quotes and papers; the person's next one in the channel may refer to them."""
        if interaction.guild_id is not None and interaction.channel_id is not None:
            work = refer_to_paper(self._services, interaction.channel_id, interaction.user.id)
            await self._services.run_or_defer(interaction, work)
        await self._services.answer(
            interaction,
            lambda service, key: service.ask(question, key),
            below=self._questions.below,
            naming=question,
            typed=question,
        )

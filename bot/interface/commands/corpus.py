"""/corpus: what is loaded, and reading the listings again; for the bot's admins."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.interface.language import Interaction, language_for
from bot.interface.markup import inline, plain
from bot.interface.permissions import require_admin
from bot.interface.replies import say
from bot.interface.services import Services
from bot.interface.waiting import in_time
from bot.texts import Text

__all__ = ["CorpusCommands"]

_PROBLEMS_SHOWN = 10

_STATUS = Text(
    "{papers} papers of {days} days, the newest {newest}. The index was built {generation} times since the start.",
    "논문 {papers}편, {days}일치, 최신 {newest}. 시작한 뒤 색인을 {generation}번 만들었습니다.",
)
_EMPTY = Text(
    "No papers are loaded. Put listings in the folder of listings and use /corpus reload.",
    "불러온 논문이 없습니다. 목록 폴더에 목록을 넣고 /corpus reload를 실행해 주세요.",
)
_FURTHER = Text("… and {count} more", "… 외 {count}건")


class CorpusCommands(commands.Cog):
    """Answer /corpus."""

    corpus = app_commands.Group(
        name="corpus",
        description="The papers that this bot knows (for its admins)",
        default_permissions=discord.Permissions(administrator=True),
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=False),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    )

    def __init__(self, services: Services) -> None:
        self._services = services

    async def interaction_check(self, interaction: Interaction) -> bool:
        """Refuse everybody but the bot's admins."""
        await require_admin(interaction.client, interaction, self._services.admin_guild_ids)
        return True

    @corpus.command(description="Read the listings again")
    async def reload(self, interaction: Interaction) -> None:
        """Load the listings and report the numbers; questions are answered from the old papers meanwhile."""
        report = await in_time(interaction, self._services.library.reload(), self._services.patience, private=True)
        language = language_for(interaction)
        lines = [plain(report.summary(language), 600)]
        problems = (*report.rejected, *report.warnings)
        lines += [f"- {inline(problem.text.in_(language), 120)}" for problem in problems[:_PROBLEMS_SHOWN]]
        if len(problems) > _PROBLEMS_SHOWN:
            lines.append(_FURTHER.fill(count=len(problems) - _PROBLEMS_SHOWN).in_(language))
        await say(interaction, "\n".join(lines))

    @corpus.command(description="Show how many papers are loaded")
    async def status(self, interaction: Interaction) -> None:
        """Show the numbers of the corpus in use."""
        corpus = self._services.library.corpus
        text = _EMPTY
        if corpus.days:
            text = _STATUS.fill(
                papers=f"{len(corpus.papers):,}",
                days=len(corpus.days),
                newest=corpus.days[0],
                generation=corpus.generation,
            )
        await say(interaction, text.in_(language_for(interaction)))

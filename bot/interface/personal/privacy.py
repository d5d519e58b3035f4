"""/privacy: what is kept about a person, shown to them and deleted when they ask."""

from __future__ import annotations

from collections.abc import Mapping

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.interface.papers.services import Services
from bot.interface.personal.model_choice import model_row
from bot.interface.personal.privacy_text import counted, kept_text
from bot.interface.ui.components import Layout, button, panel
from bot.interface.ui.custom_ids import ComponentInteraction, Handler
from bot.interface.ui.edit_in_place import change, require_own
from bot.interface.ui.files import hand_out
from bot.interface.ui.language import Interaction, language_for
from bot.interface.ui.send import send
from bot.personal.privacy import STAYS, as_json
from bot.storage.people.kept import Kept, Privacy
from bot.texts import Language, Text

__all__ = ["PrivacyCommands"]

_FILE = "my-data.json"

_NOTHING = Text("Nothing is kept about you.", "보관 중인 내 데이터가 없습니다.")
_ASK = Text(
    "### Delete what is kept about you?\n{kept}\n\nThis cannot be undone. /saved gives your saved papers as a file.",
    "### 보관 중인 내 데이터를 삭제할까요?\n{kept}\n\n삭제하면 되돌릴 수 없습니다. "
    "저장한 논문은 먼저 /저장한논문에서 파일로 받을 수 있습니다.",
)
_DELETE = Text("Delete everything", "모두 삭제")
_DELETED = Text("### Deleted\n{kept}", "### 삭제했습니다\n{kept}")


class PrivacyCommands(commands.Cog):
    """Answer /privacy, to the person whose data they are."""

    privacy = app_commands.Group(name="privacy", description="What this bot keeps about you")

    def __init__(self, services: Services, privacy: Privacy) -> None:
        self._services = services
        self._privacy = privacy

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """What the button below the question does."""
        return {"forget": self._forget}

    @privacy.command(description="Show what is kept about you, with all of it as a file")
    async def show(self, interaction: Interaction) -> None:
        """Show what is kept about the person."""
        language = language_for(interaction)

        async def work() -> tuple[str, str]:
            kept = await self._privacy.kept(interaction.user.id)
            return kept_text(kept, language), await self._services.workers.run(lambda: as_json(kept))

        text, data = await self._services.run_or_defer(interaction, work(), private=True)
        further = [] if self._services.sentences is None else [model_row(language)]
        await hand_out(interaction, text, _FILE, data, further)

    @privacy.command(description="Delete what is kept about you")
    async def delete(self, interaction: Interaction) -> None:
        """Ask whether the person means it."""
        work = self._privacy.kept(interaction.user.id)
        kept = await self._services.run_or_defer(interaction, work, private=True)
        await send(interaction, _question(kept, interaction.user.id, language_for(interaction)), private=True)

    async def _forget(self, interaction: Interaction, press: ComponentInteraction) -> None:
        user_id, language = press.number(0), language_for(interaction)
        require_own(interaction, user_id)

        async def work() -> Layout:
            kept = await self._privacy.delete(user_id)
            self._services.forget(user_id)
            said = _NOTHING if kept.nothing else _DELETED.fill(kept=counted(kept, language))
            return Layout(panel(said.in_(language), _staying(kept, language)))

        await change(interaction, work(), self._services.defer_after)


def _question(kept: Kept, user_id: int, language: Language) -> Layout:
    if kept.nothing:
        return Layout(panel(_NOTHING.in_(language), _staying(kept, language)))
    delete = button(_DELETE, language, "forget", user_id, emoji="🗑️", style=discord.ButtonStyle.danger)
    asked = _ASK.fill(kept=counted(kept, language)).in_(language)
    return Layout(panel(asked, _staying(kept, language), ui.ActionRow(delete), colour=discord.Colour.red()))


def _staying(kept: Kept, language: Language) -> str:
    return f"-# {STAYS.in_(language)}" if kept.stays else ""

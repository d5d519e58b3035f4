"""The command tree: admission and errors of all commands, in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import discord
from discord import app_commands
from discord.app_commands.namespace import Namespace

from bot.interface.ui.admission import admitted
from bot.interface.ui.errors import report, report_suggestion
from bot.interface.ui.instrumentation import activity_of, instrumented
from bot.interface.ui.language import Interaction
from bot.interface.ui.lengths import require_lengths
from bot.interface.ui.throttle import Throttle

if TYPE_CHECKING:
    from discord.types.interactions import ApplicationCommandInteractionData

__all__ = ["PapersTree"]


class PapersTree(app_commands.CommandTree[discord.Client]):
    """The slash commands; `throttle` admits requests."""

    def __init__(self, client: discord.Client, throttle: Throttle) -> None:
        super().__init__(client)
        self._throttle = throttle

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError, /) -> None:
        """Report any error."""
        await report(interaction, error)

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Refuse texts that are too long before anything reads them."""
        require_lengths(interaction)
        return True

    async def _call(self, interaction: Interaction) -> None:
        """Also report what discord.py lets through: unknown commands, and other errors of checks."""
        with instrumented(self.client, activity_of(interaction)):
            try:
                if interaction.type is discord.InteractionType.autocomplete:
                    await self._suggest(interaction)
                    return
                async with admitted(self._throttle, interaction) as is_next:
                    if is_next:
                        await super()._call(interaction)
            except Exception as error:
                await report(interaction, error)

    async def _suggest(self, interaction: Interaction) -> None:
        """Like discord.py, which however logs a traceback for every late suggestion."""
        data = cast("ApplicationCommandInteractionData", interaction.data)
        command, options = self._get_app_command_options(data)
        typed = next((option["name"] for option in options if option.get("focused")), None)
        if typed is None:
            raise app_commands.CommandSignatureMismatch(command)
        # The other options are incomplete and not submitted yet.
        known = Namespace(interaction, data.get("resolved", {}), options)
        try:
            await command._invoke_autocomplete(interaction, typed, known)  # pyright: ignore[reportPrivateUsage]
        except Exception as error:
            report_suggestion(interaction, error)

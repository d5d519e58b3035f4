"""Replies -> messages, in any state of the interaction."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.interface.ui.components import Layout
from bot.interface.ui.defer import answered
from bot.interface.ui.language import Interaction
from bot.interface.ui.markup import shorten
from bot.interface.ui.without_pictures import or_bare

__all__ = ["say", "send"]


async def send(
    interaction: Interaction, layout: Layout, *, private: bool = False, files: Sequence[discord.File] = ()
) -> Layout:
    """Answer with a layout and return what is shown of it; `files` are its attachments."""

    async def give(shown: Layout) -> Layout:
        if interaction.response.is_done():
            await interaction.followup.send(view=shown, ephemeral=private, files=files, wait=True)
            answered(interaction)
        else:
            await interaction.response.send_message(view=shown, ephemeral=private, files=files)
        return shown

    # A file that was sent is closed, and cannot be sent again.
    return await (give(layout) if files else or_bare(layout, give))


async def say(interaction: Interaction, markdown: str, *, private: bool = True) -> None:
    """Answer with markdown text, by default to the asker only."""
    content = shorten(markdown, 2000)
    if interaction.response.is_done():
        await interaction.followup.send(content, ephemeral=private, wait=True)
        answered(interaction)
    else:
        await interaction.response.send_message(content, ephemeral=private)

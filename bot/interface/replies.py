"""What a command answers -> messages."""

from __future__ import annotations

import discord

from bot.answers.reply import Reply
from bot.interface.cards import pages
from bot.interface.language import Interaction
from bot.interface.markup import shorten
from bot.interface.pager import Pager
from bot.interface.waiting import answered

__all__ = ["say", "show", "show_card"]


async def show(interaction: Interaction, reply: Reply, *, private: bool = False) -> None:
    """Answer with a reply: one message, with buttons where it has several pages."""
    embeds = pages(reply)
    view = Pager(embeds, interaction, reply.language) if len(embeds) > 1 else discord.utils.MISSING
    if interaction.response.is_done():
        await interaction.followup.send(embed=embeds[0], view=view, ephemeral=private, wait=True)
        answered(interaction)
    else:
        await interaction.response.send_message(embed=embeds[0], view=view, ephemeral=private)


async def show_card(interaction: Interaction, embed: discord.Embed) -> None:
    """Answer with one embed, to the asker only."""
    if interaction.response.is_done():
        await interaction.followup.send(embed=embed, ephemeral=True, wait=True)
        answered(interaction)
    else:
        await interaction.response.send_message(embed=embed, ephemeral=True)


async def say(interaction: Interaction, markdown: str, *, private: bool = True) -> None:
    """Answer with a text that is markdown already, by default to the asker only."""
    content = shorten(markdown, 2000)
    if interaction.response.is_done():
        await interaction.followup.send(content, ephemeral=private, wait=True)
        answered(interaction)
    else:
        await interaction.response.send_message(content, ephemeral=private)

"""Files for a person to download."""

from __future__ import annotations

import asyncio
import gzip
import io
from collections.abc import Iterable
from typing import Any

import discord
from discord import ui

from bot.interface.ui.components import Layout, Row, panel
from bot.interface.ui.language import Interaction
from bot.interface.ui.send import send

__all__ = ["hand_out"]


async def hand_out(
    interaction: Interaction, markdown: str, name: str, content: str, further: Iterable[Row] = ()
) -> None:
    """Send `content` privately as the file `name`, with `markdown` above it and further rows below.

    It is compressed if too large for Discord.
    """
    written = content.encode()
    if len(written) > interaction.filesize_limit:
        name, written = f"{name}.gz", await asyncio.to_thread(gzip.compress, written, mtime=0)
    layout = Layout(panel(markdown, ui.File[Any](f"attachment://{name}")), *further)
    await send(interaction, layout, private=True, files=[discord.File(io.BytesIO(written), name)])

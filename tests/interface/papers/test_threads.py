"""Threads below posts and about papers, as the daily post opens them too."""

from __future__ import annotations

import discord
import pytest

from bot.interface.papers.threads import open_paper_thread, open_post_thread
from tests.interface.conftest import Stage
from tests.interface.look import buttons, text
from tests.wire.payloads import CHANNEL_ID, GUILD_ID, guild


@pytest.fixture
async def lab(stage: Stage) -> discord.Guild:
    """Return a server that the bot is in."""
    await stage.deliver("GUILD_CREATE", stage.wire.join(guild()))
    joined = stage.bot.get_guild(GUILD_ID)
    assert joined is not None
    return joined


@pytest.mark.usefixtures("lab")
async def test_a_post_gets_a_thread_with_its_name_cut_to_what_discord_takes(stage: Stage) -> None:
    posted = stage.wire.messages.create(str(CHANNEL_ID), {"content": "papers"})
    message = stage.bot.get_partial_messageable(CHANNEL_ID, guild_id=GUILD_ID).get_partial_message(int(posted["id"]))
    thread = await open_post_thread(message, "Papers of\n  Nov 22, 2024 " + "and many more " * 20)
    assert thread.id == message.id
    assert stage.wire.messages.channel(posted["id"])["name"] == thread.name
    assert thread.name.startswith("Papers of Nov 22, 2024 and many more")
    assert len(thread.name) <= 100


async def test_a_papers_thread_is_opened_in_any_text_channel_of_a_server(stage: Stage, lab: discord.Guild) -> None:
    (channel,) = lab.text_channels
    thread = await open_paper_thread(channel, stage.library.corpus.papers[0], "ko")
    assert thread.type is discord.ChannelType.public_thread
    (card,) = stage.wire.messages.listed(thread.id)
    assert "추천 42" in text(card)
    assert "토론" not in buttons(card)

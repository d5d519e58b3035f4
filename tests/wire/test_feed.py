"""The running bot fetches new days by itself, answers from them, and posts a complete one once."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.stories.town import minutes_ago
from tests.wire.hub import item, newest_open, open_hub
from tests.wire.look import texts
from tests.wire.nursery import Nursery
from tests.wire.payloads import CHANNEL_ID, MANAGE_SERVER, ORDINARY, guild
from tests.wire.process import run_process
from tests.wire.server import Wire

pytestmark = pytest.mark.slow

READ_MESSAGE_HISTORY = 1 << 16
DAY = timedelta(days=1)
# Further clocks tick once a minute; what would be doubled is doubled by the ticks at a start.
_SETTLING = 1.0


async def test_run_fetches_days_answers_from_them_and_posts_a_complete_one_once(
    wire: Wire, tmp_path: Path, nursery: Nursery
) -> None:
    wire.join(guild(ORDINARY | READ_MESSAGE_HISTORY))
    (tmp_path / "seeds").mkdir()
    today = newest_open(datetime.now(UTC))
    # The list of two days ahead grows when the bot's clock is there.
    lists = {
        str(today - DAY): [item("2609.90001", "TideCache", 61)],
        str(today): [item("2609.90002", "KLawBench", 33), item("2609.90003", "Small Teachers", 5)],
        str(today + 2 * DAY): [item("2609.90004", "Growing List", 9)],
    }
    async with open_hub(lists) as hub:
        hub.today = today + 2 * DAY
        own: dict[str, Any] = {
            "seeds": tmp_path / "seeds",
            "feed": "huggingface",
            "feed_url": hub.url,
            "arxiv_url": hub.url,
            "timezone": "UTC",
        }
        async with run_process(wire, tmp_path, nursery, **own) as process:
            member = process.member(permissions=MANAGE_SERVER)
            found = ""
            for _ in range(50):
                found = texts(await member.slash("search", query="TideCache"))
                if "2609.90001" in found:
                    break
                await asyncio.sleep(0.2)
            assert "2609.90001" in found
            set_up = texts(await member.slash("digest set", channel=CHANNEL_ID, time=minutes_ago(2), timezone="UTC"))
            assert "A day is posted: once its list is complete" in set_up
            assert wire.sent("POST", f"/channels/{CHANNEL_ID}/messages") == []

            await process.stop()
            process.ahead = 2 * DAY.total_seconds()
            await process.start()
            posts = await wire.wait_for(
                lambda: wire.sent("POST", f"/channels/{CHANNEL_ID}/messages") or None, "the post", 60
            )
            assert "KLawBench" in str(posts[0].body)
            assert "Growing List" not in str(posts[0].body)

            hub.lists[str(today)] = [item("2609.90002", "KLawBench", 99), item("2609.90005", "Late", 80)]
            await process.kill()
            await process.start()
            await asyncio.sleep(_SETTLING)
            assert len(wire.sent("POST", f"/channels/{CHANNEL_ID}/messages")) == 1
            assert process.log.count("the feed is on: new days come from http://127.0.0.1") == 3
            assert "Traceback" not in process.log


async def test_a_start_says_in_one_line_that_the_feed_is_off_and_how_it_is_turned_on(
    wire: Wire, tmp_path: Path
) -> None:
    wire.join(guild())
    async with run_process(wire, tmp_path) as process:
        lines = [line for line in process.log.splitlines() if "feed is off" in line]
        assert len(lines) == 1
        assert 'feed = "huggingface" or BOT_FEED turns it on' in lines[0]

"""arXiv is asked for many papers at once and seldom; what is no answer is a fault, and it is left alone after a 429."""

from __future__ import annotations

import asyncio

import pytest

from bot.feed.arxiv import arxiv_client
from bot.feed.asking import Pace
from bot.feed.faults import FeedError
from bot.feed.turns import Turns
from tests.wire.hub import FAULTS, Fault, Hub, item

PACE = Pace(limit=0.5, attempts=2, pause=0.01, patience=1.0)


def know(hub: Hub, *arxiv_ids: str) -> None:
    hub.arxiv |= {arxiv_id: item(arxiv_id, f"On <{arxiv_id}> & more")["paper"] for arxiv_id in arxiv_ids}


async def test_papers_come_by_their_ids_in_whatever_order_and_an_unknown_one_is_left_out(hub: Hub) -> None:
    know(hub, "2609.00001", "hep-th/9901001")
    hub.arxiv["math/0309136"] = item("math/0309136", "Old")["paper"]
    async with arxiv_client(hub.url, Turns(0.0, 0.0), PACE) as client:
        found = await client.papers(["2609.00001", "2609.00002", "hep-th/9901001", "math.GT/0309136"])
        assert await client.papers([]) == {}
    assert {key: paper["id"] for key, paper in found.items()} == {
        key: key for key in ("2609.00001", "hep-th/9901001", "math.GT/0309136")
    }
    assert found["2609.00001"]["title"] == "On <2609.00001> & more"
    assert found["2609.00001"]["authors"] == [{"name": "Ada Okafor"}, {"name": "Jonas Weber"}]
    assert hub.asked_arxiv == [["2609.00001", "2609.00002", "hep-th/9901001", "math/0309136"]]


async def test_an_id_that_spoils_the_request_costs_the_others_nothing(hub: Hub) -> None:
    know(hub, "2609.00001", "2609.00003", "2609.00004")
    hub.malformed = {"2699.00002"}
    async with arxiv_client(hub.url, Turns(0.0, 0.0), PACE) as client:
        found = await client.papers(["2609.00001", "2699.00002", "2609.00003", "2609.00004"])
    assert set(found) == {"2609.00001", "2609.00003", "2609.00004"}


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault != "huge"])
async def test_every_fault_is_one_sentence_that_names_its_own_setting(hub: Hub, fault: Fault) -> None:
    hub.arxiv_faults = [fault] * 4
    async with arxiv_client(hub.url, Turns(0.0, 0.0), PACE) as client:
        with pytest.raises(FeedError) as caught:
            await client.papers(["2609.00001"])
    assert "BOT_FEED" not in str(caught.value)
    assert "BOT_FEED" not in caught.value.text.ko
    assert "\n" not in str(caught.value)


async def test_a_document_that_declares_entities_is_not_read(hub: Hub) -> None:
    from bot.feed.arxiv import ArxivClient  # noqa: PLC0415

    async with arxiv_client(hub.url, Turns(0.0, 0.0), PACE) as client:
        assert isinstance(client, ArxivClient)
        with pytest.raises(FeedError):
            client._read(b'<!DOCTYPE x [<!ENTITY a "b">]><feed xmlns="http://www.w3.org/2005/Atom"/>')  # pyright: ignore[reportPrivateUsage]


async def test_requests_are_made_one_at_a_time_with_a_pause_between_whoever_asks(hub: Hub) -> None:
    turns, loop = Turns(0.15, 0.0), asyncio.get_running_loop()
    began = loop.time()
    async with arxiv_client(hub.url, turns, PACE) as one, arxiv_client(hub.url, turns, PACE) as other:
        await asyncio.gather(one.papers(["2609.00001"]), other.papers(["2609.00002"]), one.papers(["2609.00003"]))
    assert loop.time() - began >= 0.3
    assert len(hub.asked_arxiv) == 3


async def test_after_a_429_nothing_is_asked_for_ten_minutes(hub: Hub) -> None:
    hub.arxiv_faults = ["429"]
    turns = Turns(0.0, 600.0)
    async with arxiv_client(hub.url, turns, PACE) as client:
        for _ in range(2):
            with pytest.raises(FeedError) as caught:
                await client.papers(["2609.00001"])
            assert 590 < (caught.value.wait or 0) <= 600
    assert len(hub.asked_arxiv) == 1

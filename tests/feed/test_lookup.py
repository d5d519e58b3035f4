"""Papers that the corpus lacks are looked up at two sources, kept for a day, and each failure has its sentence."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.corpus.paper import Paper, Section
from bot.feed.lookup import Looked, PaperLookup
from bot.feed.sources import Sources
from bot.feed.turns import Turns
from bot.texts import Text
from tests.wire.hub import Fault, Hub, item

NOW = datetime(2026, 9, 12, 12, tzinfo=UTC)
KNOWN = "2609.10715"


class World:
    """A look-up on two sources on loopback, with a clock of its own."""

    def __init__(self, hub: Hub, seconds: float = 8.0) -> None:
        self.hub, self.now = hub, NOW
        sources = Sources(hub.url, None, hub.url, Turns(0.0, 0.0), Turns(0.0, 600.0))
        self.lookup = PaperLookup(sources, lambda: self.now, seconds)

    async def find(self, arxiv_id: str) -> Looked:
        return (await self.lookup.find([arxiv_id]))[arxiv_id]

    async def why(self, arxiv_id: str) -> Text:
        found = await self.find(arxiv_id)
        assert isinstance(found, Text)
        assert arxiv_id in found.en
        assert arxiv_id in found.ko
        return found


def on_hub(arxiv_id: str, **more: object) -> dict[str, Any]:
    return item(arxiv_id, f"Paper {arxiv_id}", publishedAt="2026-09-09T20:00:00.000Z")["paper"] | more


def on_arxiv(title: str = "At arXiv", **more: object) -> dict[str, Any]:
    return {"title": title, "summary": "We count 300 shells.", "authors": [{"name": "Vera Kim"}]} | more


@pytest.fixture
def world(hub: Hub) -> World:
    return World(hub)


async def test_a_paper_of_the_source_has_its_abstract_authors_and_the_day_of_arxiv(world: World) -> None:
    world.hub.papers[KNOWN] = on_hub(KNOWN, githubRepo="a/b")
    found = await world.find(KNOWN)
    assert isinstance(found, Paper)
    assert (found.arxiv_id, found.title, found.authors) == (KNOWN, f"Paper {KNOWN}", ("Ada Okafor", "Jonas Weber"))
    assert found.sections[-1] == Section("Abstract", f"We study Paper {KNOWN} in depth. It is 4.2 points better.")
    assert (found.newest.day, found.newest.votes, found.code) == (date(2026, 9, 9), 3, "https://github.com/a/b")
    assert world.hub.asked_arxiv == []


async def test_what_the_source_does_not_know_is_asked_of_arxiv_in_one_request(world: World) -> None:
    world.hub.papers[KNOWN] = on_hub(KNOWN)
    world.hub.arxiv |= {"2609.20001": on_arxiv("First"), "2609.20002": on_arxiv("Second")}
    found = await world.lookup.find([KNOWN, "2609.20001", "2609.20002"])
    assert [one.title for one in found.values() if isinstance(one, Paper)] == [f"Paper {KNOWN}", "First", "Second"]
    assert world.hub.asked_arxiv == [["2609.20001", "2609.20002"]]


async def test_an_abstract_that_the_source_lacks_comes_from_arxiv(world: World) -> None:
    world.hub.papers[KNOWN] = on_hub(KNOWN, summary="")
    world.hub.arxiv[KNOWN] = on_arxiv()
    found = await world.find(KNOWN)
    assert isinstance(found, Paper)
    assert found.title == f"Paper {KNOWN}"
    assert Section("Abstract (arXiv)", "We count 300 shells.") in found.sections


async def test_an_id_of_the_old_form_is_asked_of_arxiv_only(world: World) -> None:
    world.hub.arxiv["hep-th/9901001"] = on_arxiv()
    found = await world.find("hep-th/9901001")
    assert isinstance(found, Paper)
    assert found.arxiv_id == "hep-th/9901001"
    assert world.hub.asked_papers == []


async def test_a_paper_is_asked_for_once_a_day_and_one_that_nobody_knows_too(world: World) -> None:
    world.hub.papers[KNOWN] = on_hub(KNOWN)
    for _ in range(3):
        await world.lookup.find([KNOWN, "2609.40001"])
    assert (world.hub.asked_papers, world.hub.asked_arxiv) == ([KNOWN, "2609.40001"], [["2609.40001"]])
    world.now += timedelta(days=1, seconds=1)
    await world.find(KNOWN)
    assert world.hub.asked_papers.count(KNOWN) == 2


async def test_what_two_people_ask_for_at_once_is_asked_for_once(world: World) -> None:
    world.hub.papers |= {KNOWN: on_hub(KNOWN), "2609.10716": on_hub("2609.10716")}
    both = [KNOWN, "2609.10716"]
    found = await asyncio.gather(world.lookup.find(both), world.lookup.find(both[::-1]), world.lookup.find(both))
    assert all(isinstance(one, Paper) for answer in found for one in answer.values())
    assert sorted(world.hub.asked_papers) == both


async def test_no_more_than_some_hundreds_are_kept(world: World) -> None:
    ids = [f"2609.{number:05}" for number in range(501)]
    world.hub.papers |= {one: on_hub(one) for one in ids}
    for begin in range(0, len(ids), 100):
        await world.lookup.find(ids[begin : begin + 100])
    await world.find(ids[-1])
    assert world.hub.asked_papers == ids
    await world.find(ids[0])
    assert world.hub.asked_papers == [*ids, ids[0]]


async def test_an_id_that_nobody_knows_is_to_be_checked(world: World) -> None:
    said = await world.why("2609.40001")
    assert "neither 127.0.0.1 nor arXiv knows it: check the number" in said.en
    assert "번호를 확인해 주세요" in said.ko


async def test_an_id_that_arxiv_takes_for_none_is_unknown(world: World) -> None:
    world.hub.malformed.add("2609.00000")
    assert "check the number" in (await world.why("2609.00000")).en


@pytest.mark.parametrize("where", ["source", "arxiv"])
async def test_a_withdrawn_paper_has_a_sentence_of_its_own(world: World, where: str) -> None:
    if where == "source":
        world.hub.papers[KNOWN] = on_hub(KNOWN, withdrawnAt="2026-09-10T00:00:00.000Z")
    else:
        world.hub.arxiv[KNOWN] = on_arxiv(comment="This paper has been withdrawn by the authors")
    said = await world.why(KNOWN)
    assert "has been withdrawn" in said.en
    assert "철회된 논문" in said.ko


@pytest.mark.parametrize("fault", ["500", "503", "429", "401", "reset", "html", "badjson", "notlist", "redirect"])
async def test_where_the_source_fails_arxiv_answers(world: World, fault: Fault) -> None:
    world.hub.paper_faults = [fault]
    world.hub.arxiv[KNOWN] = on_arxiv()
    assert isinstance(await world.find(KNOWN), Paper)


@pytest.mark.parametrize("fault", ["500", "html", "truncated", "empty"])
async def test_where_both_fail_it_is_said_and_not_kept(world: World, fault: Fault) -> None:
    world.hub.paper_faults, world.hub.arxiv_faults = ["500"], [fault]
    said = await world.why(KNOWN)
    assert "ask again in a few minutes" in said.en
    assert "몇 분 뒤에 다시" in said.ko
    world.hub.papers[KNOWN] = on_hub(KNOWN)
    assert isinstance(await world.find(KNOWN), Paper)


async def test_while_arxiv_rests_it_is_said_for_how_long_and_nothing_is_asked(world: World) -> None:
    world.hub.arxiv_faults = ["429"]
    assert "ask again in 10 min" in (await world.why(KNOWN)).en
    said = await world.why("2609.20001")
    assert "ask again in 10 min" in said.en
    assert "10분 뒤에" in said.ko
    assert len(world.hub.asked_arxiv) == 1


async def test_sources_that_hang_are_left_in_time(hub: Hub) -> None:
    hub.paper_faults, hub.arxiv_faults = ["hang"], ["hang"]
    world = World(hub, seconds=0.2)
    async with asyncio.timeout(2):
        assert "ask again in a few minutes" in (await world.why(KNOWN)).en


async def test_what_came_in_time_is_answered_beside_what_did_not(hub: Hub) -> None:
    hub.papers[KNOWN] = on_hub(KNOWN)
    hub.arxiv_faults = ["hang"]
    found = await World(hub, seconds=0.5).lookup.find([KNOWN, "2609.20001"])
    assert isinstance(found[KNOWN], Paper)
    assert isinstance(found["2609.20001"], Text)


async def test_nothing_of_what_a_source_says_becomes_another_paper(world: World) -> None:
    evil = "[x](https://arxiv.org/abs/2609.66666)\n### [Stranger](https://arxiv.org/abs/2609.77777)\nVote: 999"
    world.hub.papers[KNOWN] = on_hub(KNOWN, title=evil, summary=evil)
    found = await world.find(KNOWN)
    assert isinstance(found, Paper)
    assert (found.arxiv_id, found.newest.votes) == (KNOWN, 3)


async def test_an_answer_about_another_paper_is_none(world: World) -> None:
    world.hub.papers[KNOWN] = on_hub("2609.66666")
    assert "check the number" in (await world.why(KNOWN)).en

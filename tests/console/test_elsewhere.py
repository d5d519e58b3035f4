"""Papers that the corpus lacks are looked up from the terminal too, where the feed is on."""

from __future__ import annotations

import json

import pytest

from tests.console.program import Program
from tests.wire.hub import Hub, item

_FLASH = "2609.80001"
_ABSTRACT = "FlashSift sifts logs. It is 3.5 times faster than grep on 2 TB of text."


@pytest.fixture
def looking(loaded: Program, hub: Hub) -> Program:
    """Return the program with its feed on, whose source knows one paper more."""
    hub.papers[_FLASH] = item(_FLASH, "FlashSift", summary=_ABSTRACT)["paper"] | {"publishedAt": "2026-09-09T10:00:00Z"}
    loaded.set(feed="huggingface", feed_url=hub.url, arxiv_url=hub.url)
    return loaded


def test_a_question_about_a_paper_that_is_not_here_is_answered_from_its_abstract(looking: Program, hub: Hub) -> None:
    done = looking("ask", f"how fast is {_FLASH}?")
    assert done.code == 0
    assert "not in the corpus; I looked it up" in done.text
    assert "3.5 times faster than grep" in done.text
    assert hub.asked_papers == [_FLASH]


def test_the_chat_goes_on_about_it_and_asks_once(looking: Program, hub: Hub) -> None:
    said = looking("chat", stdin=f"/paper {_FLASH}\nwho wrote it?\n그거 얼마나 빨라?\n".encode()).text
    assert "FlashSift sifts logs." in said
    assert "Ada Okafor" in said
    assert "목록에는 없는 논문이라" in said
    assert hub.asked_papers == [_FLASH]


def test_a_paper_that_nobody_knows_is_said_to_be_unknown(looking: Program) -> None:
    done = looking("ask", "what is 2609.80002 about?")
    assert done.code == 1
    assert "neither 127.0.0.1 nor arXiv knows it" in done.text


def test_nothing_is_looked_up_while_the_feed_is_off(loaded: Program, hub: Hub) -> None:
    loaded.set(feed_url=hub.url, arxiv_url=hub.url)
    assert loaded("ask", f"what is {_FLASH} about?").code == 1
    assert hub.asked_papers == []


def test_nothing_is_looked_up_for_a_list(looking: Program, hub: Hub) -> None:
    assert "Mamba" in looking("chat", stdin=b"/top\n").text
    assert hub.asked_papers == []


def test_a_stream_of_questions_looks_papers_up_and_goes_on_about_them(looking: Program, hub: Hub) -> None:
    asked = [(_FLASH, "a"), ("who wrote it?", "a"), ("   ", "a"), ("who wrote Hymba?", "b")]
    lines = "\n".join(json.dumps({"question": question, "conversation": name}) for question, name in asked)
    rows = [json.loads(line) for line in looking("ask", "--jsonl", stdin=lines.encode()).out.splitlines()]
    assert "FlashSift sifts logs." in rows[0]["text"]
    assert "Ada Okafor" in rows[1]["text"]
    assert [row["status"] for row in rows[2:]] == ["not_found", "answered"]
    assert hub.asked_papers == [_FLASH]

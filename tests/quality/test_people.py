from __future__ import annotations

from typing import Any

import pytest

from bot.search.corpus import Corpus
from tests.quality.asking import project_corpus
from tests.quality.asking_people import MEASURE, messages, put_people, sets
from tests.quality.expectations import faults
from tests.quality.measure import Table

# A few points under what was measured last.
FLOORS = {"a": 0.92, "b": 0.81, "c": 0.90}


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return project_corpus()


def reply(text: str = "", *ids: str, status: str = "papers", quotes: int = 0) -> dict[str, Any]:
    """Return a reply as `ask --jsonl` prints it."""
    papers = [{"arxiv_id": arxiv_id, "score": 1.0} for arxiv_id in ids]
    return {"id": None, "status": status, "text": text, "papers": papers, "quotes": [{}] * quotes}


def test_each_set_has_a_floor() -> None:
    assert sets() == sorted(FLOORS)


@pytest.mark.parametrize("name", FLOORS)
def test_what_people_type_is_answered_as_they_expect(corpus: Corpus, name: str) -> None:
    table, misses = Table(), list[str]()
    put_people(name, corpus, table, misses)
    assert table.mean(MEASURE, name) >= FLOORS[name], misses


@pytest.mark.parametrize("name", FLOORS)
def test_every_expected_paper_is_one_of_the_seeds(corpus: Corpus, name: str) -> None:
    for item in messages(name):
        for turn in item["turns"]:
            expected = turn.get("expect", {})
            rules = (expected.get("set", {}), expected.get("any", {}))
            ids = [
                *expected.get("top", ()),
                *expected.get("none", ()),
                *(x for rule in rules for x in rule.get("ids", ())),
            ]
            assert all(corpus.paper(arxiv_id) for arxiv_id in ids), item["id"]


@pytest.mark.parametrize(
    ("expected", "right", "wrong"),
    [
        ({"status": ["answered"]}, reply(status="answered"), reply()),
        ({"top": ["1", "2"]}, reply("1 2 3", "2", "1", "3"), reply("2 1", "1", "2")),
        ({"top": ["1"]}, reply("1", "2", "1"), reply("none of them", "1")),
        ({"set": {"ids": ["1", "2"], "first": 2}}, reply("2 1 3", "1", "2", "3"), reply("1 3 2", "1", "2", "3")),
        ({"set": {"ids": ["1", "2"], "first": 2}}, reply("1 2", "1", "2"), reply("1", "1")),
        ({"set": {"ids": ["1"], "first": 5}}, reply("1", "1"), reply("1 2", "1", "2")),
        ({"any": {"ids": ["1", "2"], "first": 2, "least": 2}}, reply("1 2", "1", "2"), reply("1 3 2", "1", "2", "3")),
        ({"any": {"ids": ["3"], "first": 2}}, reply("1 3", "1", "3"), reply("1 2 3", "1", "2", "3")),
        ({"none": ["2"]}, reply("1", "1", "2"), reply("1 2", "1", "2")),
        ({"at_most": 1}, reply("1", "1"), reply("1 2", "1", "2")),
        ({"at_least": 2}, reply("1 2", "1", "2"), reply("1", "1", "2")),
        ({"say": [["Feb 5", "2월 5일"], ["six"]]}, reply("2월 5일: SIX"), reply("Feb 5")),
        ({"not_say": ["Sorry"]}, reply("fine"), reply("so sorry")),
        ({"short": True}, reply("x" * 600), reply("x" * 601)),
        ({"refuses": True}, reply("nearest: 1", "1", status="not_found"), reply("1", "1")),
        ({"refuses": True}, reply("hello", status="answered"), reply("hello", status="answered", quotes=1)),
        ({"top": ["1"], "asks_back_ok": True}, reply("Which?", status="not_found"), reply("2", "2")),
    ],
)
def test_an_expectation_holds_or_not(expected: dict[str, Any], right: dict[str, Any], wrong: dict[str, Any]) -> None:
    assert faults(expected, right) == []
    assert len(faults(expected, wrong)) == 1

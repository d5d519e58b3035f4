from __future__ import annotations

from typing import Any

import pytest

from bot.answers.engine.engine import Engine
from bot.answers.engine.result import Result
from bot.answers.request import FIELDS, Act, Request, Without
from bot.errors import InputError, NotFoundError
from bot.search.corpus import Corpus
from tests.answers.engine.fleet import TODAY, fleet, found, ids

ZEPPELIN, DOCKING, CANOE = "2410.00001", "2410.00002", "2502.00008"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return fleet()


def came_to(corpus: Corpus, act: Act, **asked: Any) -> Result:
    return Engine(corpus, TODAY).answer(Request(act, "en", **asked))


@pytest.mark.parametrize("act", ["help", "about", "greeting", "thanks", "ack"])
def test_talk_needs_no_paper_and_no_listing(act: Act) -> None:
    assert came_to(Corpus(()), act).kind == "talk"


def test_what_is_no_matter_of_the_bots_comes_to_nothing(corpus: Corpus) -> None:
    assert came_to(corpus, "off", topic="zeppelin") == Result(Request("off", "en", topic="zeppelin"), "nothing")


@pytest.mark.parametrize("act", [act for act in FIELDS if act != "authors"])
def test_a_field_of_named_papers_is_that_of_each(corpus: Corpus, act: Act) -> None:
    result = came_to(corpus, act, papers=(ZEPPELIN, CANOE))
    assert (result.kind, ids(result)) == ("field", ["1", "8"])


@pytest.mark.parametrize(("people", "kind"), [((), "field"), (("Ada Wing",), "confirmed")])
def test_an_author_who_is_named_is_confirmed_or_not(corpus: Corpus, people: tuple[str, ...], kind: str) -> None:
    assert came_to(corpus, "authors", papers=(ZEPPELIN,), people=people).kind == kind


def test_a_summary_is_of_one_paper(corpus: Corpus) -> None:
    assert came_to(corpus, "summary", papers=(ZEPPELIN,)).kind == "one"
    assert found(corpus, papers=(ZEPPELIN,)).kind == "one"


def test_similar_papers_are_others(corpus: Corpus) -> None:
    result = came_to(corpus, "similar", papers=(ZEPPELIN,))
    assert result.kind == "similar"
    assert "1" not in ids(result)


def test_two_papers_are_compared_and_one_is_not_enough(corpus: Corpus) -> None:
    assert ids(came_to(corpus, "compare", papers=(DOCKING, ZEPPELIN))) == ["2", "1"]
    with pytest.raises(InputError, match="Which paper"):
        came_to(corpus, "compare", papers=(ZEPPELIN,))


@pytest.mark.parametrize("act", [*FIELDS, "summary", "similar", "fact"])
def test_without_a_paper_or_a_topic_it_asks_which_is_meant(corpus: Corpus, act: Act) -> None:
    with pytest.raises(InputError, match="Which paper") as raised:
        came_to(corpus, act)
    assert "어떤 논문" in raised.value.in_("ko")


@pytest.mark.parametrize(
    ("asked", "count"), [({"topic": "zeppelin"}, 4), ({"order": "votes", "of_all_days": True}, 8), ({}, 2)]
)
def test_papers_are_counted_whole(corpus: Corpus, asked: dict[str, Any], count: int) -> None:
    result = came_to(corpus, "count", **asked)
    assert (result.kind, len(result.hits)) == ("count", count)


@pytest.mark.parametrize("act", ["papers", "authors", "summary", "votes", "link", "similar", "fact"])
def test_a_work_that_is_not_here_is_never_answered_from_another(corpus: Corpus, act: Act) -> None:
    result = came_to(corpus, act, absent="Zeppelin Docking Revisited", question="how fast?")
    assert result.kind == "nothing"
    assert result.nearest == bool(result.hits)
    assert len(result.hits) <= 3


def test_a_work_like_nothing_here_has_no_nearest(corpus: Corpus) -> None:
    assert came_to(corpus, "papers", absent="qwxyz plorf").hits == ()


def test_a_paper_that_is_described_is_asked_of(corpus: Corpus) -> None:
    result = came_to(corpus, "authors", topic="zeppelin docking")
    assert (result.kind, ids(result)[0]) == ("field", "2")
    assert result.request.papers == (DOCKING,)
    assert result.request.described


def test_a_description_of_nothing_here_is_not_answered(corpus: Corpus) -> None:
    result = came_to(corpus, "authors", topic="qwxyz plorf")
    assert (result.kind, result.missing) == ("nothing", ("qwxyz", "plorf"))


@pytest.mark.parametrize("topic", ["🚀", "뇌", "C++", "?"])
def test_a_topic_of_which_nothing_is_left_is_not_found_instead_of_everything(corpus: Corpus, topic: str) -> None:
    result = found(corpus, topic=topic)
    assert (result.kind, len(result.hits)) == ("nothing", 0)


def test_other_papers_by_the_people_of_one(corpus: Corpus) -> None:
    asked: dict[str, Any] = {"papers": (ZEPPELIN,), "without": Without(papers=(ZEPPELIN,)), "detail": "same people"}
    result = found(corpus, **asked)
    assert sorted(ids(result)) == ["2", "7"]
    with pytest.raises(NotFoundError, match="no other paper here by the authors"):
        found(corpus, papers=("2411.00006",), without=Without(papers=("2411.00006",)), detail="same people")
    with pytest.raises(InputError):
        found(corpus, detail="same people")


def test_a_fact_about_a_topic_is_answered_from_its_best_paper(corpus: Corpus) -> None:
    result = came_to(corpus, "fact", topic="zeppelin docking", question="what does it study?")
    assert (result.kind, ids(result)[0]) == ("fact", "2")
    assert result.request.described


def test_a_fact_about_what_is_not_here_comes_to_nothing(corpus: Corpus) -> None:
    assert came_to(corpus, "fact", topic="qwxyz", question="how fast?").kind == "nothing"


def test_ids_that_are_not_here_are_passed_over(corpus: Corpus) -> None:
    assert ids(came_to(corpus, "votes", papers=("9999.00009", ZEPPELIN))) == ["1"]

"""What is counted over all listings is counted right."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answers.replies.tallies import tally_reply
from bot.answers.reply import Reply, plain_text
from bot.answers.request import Request
from bot.answers.understand.about_listings import Tally
from bot.corpus.paper import Listing, Paper
from bot.search.corpus import Corpus
from bot.texts import Language

FIRST, SECOND, THIRD = date(2024, 3, 1), date(2024, 3, 2), date(2024, 3, 4)


def _paper(number: int, authors: tuple[str, ...], day: date, votes: int | None) -> Paper:
    return Paper(f"2403.{number:05d}", f"Paper {number}", authors, (), (Listing(day, votes, number, "a.txt"),))


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return Corpus(
        [
            _paper(1, ("Ada Lovelace", "Alan Turing"), FIRST, 10),
            _paper(2, ("Ada Lovelace",), SECOND, 3),
            _paper(3, ("Grace Hopper",), SECOND, 2),
            _paper(4, ("Kurt Goedel",), THIRD, None),
        ]
    )


def _told(corpus: Corpus, tally: Tally, language: Language = "en") -> Reply:
    return tally_reply(tally, Request("about", language, detail=tally), corpus)


def test_who_has_most_papers_is_named_with_those_papers(corpus: Corpus) -> None:
    reply = _told(corpus, "most_papers")
    assert reply.lead.startswith("Most papers here: Ada Lovelace (2), ")
    assert [hit.paper.arxiv_id for hit in reply.hits] == ["2403.00002", "2403.00001"]
    assert "https://arxiv.org/abs/2403.00001" in plain_text(reply)


@pytest.mark.parametrize(
    ("tally", "en", "ko"),
    [
        ("papers_a_day", "Mar 1, 2024: 1, Mar 2, 2024: 2, Mar 4, 2024: 1.", "2024년 3월 2일 2편"),
        ("fullest_day", "The most papers are of Mar 2, 2024: 2 papers.", "2024년 3월 2일, 논문 2편입니다."),
        ("emptiest_day", "The fewest papers are of Mar 1, 2024, Mar 4, 2024: 1 paper.", "논문 1편입니다."),
        (
            "most_voted_day",
            "The papers of Mar 1, 2024 have the most votes together: 10.",
            "2024년 3월 1일이 가장 많습니다",
        ),
        ("people_in_all", "4 different authors", "모두 4명입니다."),
        ("votes_in_all", "15 votes, 5.0 on average", "합치면 15, 평균은 5.0입니다."),
    ],
)
def test_days_people_and_votes_are_counted(corpus: Corpus, tally: Tally, en: str, ko: str) -> None:
    assert en in _told(corpus, tally).lead
    assert ko in _told(corpus, tally, "ko").lead


def test_the_papers_with_the_most_and_the_fewest_authors_come_in_order(corpus: Corpus) -> None:
    most, fewest = _told(corpus, "most_authors"), _told(corpus, "fewest_authors", "ko")
    assert (
        most.lead
        == "“Paper 1” has the most authors: 2 authors. In order: 2 authors, one author, one author, one author."
    )
    assert next(hit.paper.arxiv_id for hit in most.hits) == "2403.00001"
    assert [hit.paper.arxiv_id for hit in fewest.hits][-1] == "2403.00001"
    assert "저자 1명입니다" in fewest.lead


def test_many_authors_with_as_many_papers_are_said_to_be_many() -> None:
    reply = _told(Corpus([_paper(n, (f"Author {chr(64 + n) * 3}",), FIRST, 0) for n in range(1, 9)]), "most_papers")
    assert "8 authors have the most papers here, 1 paper each" in reply.lead


def test_listings_without_authors_or_votes_say_so() -> None:
    bare = Corpus([_paper(1, (), FIRST, None)])
    assert _told(bare, "most_papers").lead == "The listings name no authors."
    assert _told(bare, "votes_in_all").lead == "The listings give no votes."

"""The corpus in figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.corpus.paper import Listing
from bot.discovery.statistics import script_of, statistics
from bot.search.corpus import Corpus
from tests.conftest import MakePaper


def test_figures_are_counted_from_papers_and_listings(make_paper: MakePaper) -> None:
    twice = (Listing(date(2024, 10, 25), 9, 0, "a.txt"), Listing(date(2024, 10, 24), 30, 0, "b.txt"))
    papers = [
        replace(make_paper("1", "First", "한국어 요약입니다.", authors=("Jane Doe", "Li Wei")), listings=twice),
        make_paper("2", "Second", "An English summary.", votes=None, authors=("J. Roe", "JANE DOE")),
        make_paper("3", "Third", votes=29),
    ]
    counted = statistics(Corpus(papers))
    assert (counted.papers, counted.listings, counted.days) == (3, 4, 2)
    assert (counted.first, counted.newest) == (date(2024, 10, 24), date(2024, 10, 25))
    assert counted.papers_a_day == 2.0
    assert (counted.without_votes, counted.without_authors, counted.people) == (1, 1, 3)
    assert counted.summaries == {"ko": 1, "en": 1, "both": 0, "none": 1}
    assert counted.share("ko") == pytest.approx(1 / 3)
    assert [len(person.papers) for person in counted.authors] == [2, 1, 1]
    assert counted.authors[0].name.lower() == "jane doe"


def test_the_most_voted_paper_is_shown_with_the_day_of_its_votes(make_paper: MakePaper) -> None:
    twice = (Listing(date(2024, 10, 25), 9, 0, "a.txt"), Listing(date(2024, 10, 24), 30, 0, "b.txt"))
    best = statistics(Corpus([replace(make_paper("1"), listings=twice), make_paper("2", votes=29)])).most_voted
    assert best is not None
    assert (best.paper.arxiv_id, best.listing.day, best.listing.votes) == ("1", date(2024, 10, 24), 30)


def test_an_empty_corpus_has_figures_too() -> None:
    empty = statistics(Corpus(()))
    assert (empty.papers, empty.first, empty.papers_a_day, empty.most_voted, empty.authors) == (0, None, 0.0, None, ())
    assert empty.share("ko") == 0.0


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("LLM의 추론 능력을 높이는 Chain-of-Thought 방법을 소개합니다.", "ko"),
        ("We introduce a method.", "en"),
        ("We introduce a fast method for it. 빠른 방법을 소개합니다.", "both"),
        ("42 + 1", "none"),
        ("", "none"),
    ],
)
def test_the_language_of_a_summary_is_told_by_its_words(make_paper: MakePaper, text: str, script: str) -> None:
    assert script_of(make_paper(text=text)) == script


def test_the_seeds_are_korean_with_ten_busiest_authors(corpus: Corpus) -> None:
    seeds = statistics(corpus)
    assert (seeds.papers, seeds.days, seeds.papers_a_day, seeds.share("ko")) == (159, 5, 31.0, 1.0)
    assert (len(seeds.authors), seeds.authors[0].name) == (10, "Graham Neubig")
    busy = [len(person.papers) for person in seeds.authors]
    assert busy == sorted(busy, reverse=True)

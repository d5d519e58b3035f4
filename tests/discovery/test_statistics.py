"""The corpus in figures."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import date
from statistics import median

import pytest

from bot.corpus.paper import Listing
from bot.discovery.statistics import statistics
from bot.search.corpus import Corpus
from bot.search.language import summary_language
from tests.conftest import MakePaper
from tests.search.shelf import random_papers, shelved


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


@pytest.mark.parametrize("seed", range(6))
def test_figures_are_those_of_a_count_paper_by_paper(seed: int) -> None:
    source = random.Random(seed)
    papers = random_papers(source, source.randint(1, 40))
    corpus, shelf = shelved(papers)
    counted = statistics(corpus)
    a_day = Counter(listing.day for paper in papers for listing in paper.listings)
    assert (counted.listings, counted.days, counted.papers_a_day) == (a_day.total(), len(a_day), median(a_day.values()))
    assert (counted.first, counted.newest) == (min(a_day), max(a_day))
    assert {language: count for language, count in counted.summaries.items() if count} == Counter(
        map(summary_language, papers)
    )
    unknown = [paper for paper in papers if all(listing.votes is None for listing in paper.listings)]
    nameless = [paper for paper in papers if not paper.authors]
    assert (counted.without_votes, counted.without_authors) == (len(unknown), len(nameless))
    most = max((one.votes, one.day) for paper in papers for one in paper.listings if one.votes is not None)
    best = counted.most_voted
    assert best is not None
    assert (best.listing.votes, best.listing.day) == most
    assert best.listing in best.paper.listings
    # Of all papers the one that is shown is read.
    assert shelf.reads.total() == 1


def test_of_equal_votes_those_of_the_newer_day_are_shown(make_paper: MakePaper) -> None:
    # The first of the papers has its votes from an older day than the second.
    listings = (Listing(date(2024, 10, 25), 9, 0, "a.txt"), Listing(date(2024, 10, 2), 30, 0, "b.txt"))
    papers = [replace(make_paper("1"), listings=listings), make_paper("2", votes=30, day="2024-10-20")]
    best = statistics(Corpus(papers)).most_voted
    assert best is not None
    assert best.paper.arxiv_id == "2"


def test_where_no_votes_are_known_none_is_the_best(make_paper: MakePaper) -> None:
    counted = statistics(Corpus([make_paper("1", votes=None), make_paper("2", votes=None)]))
    assert (counted.most_voted, counted.without_votes) == (None, 2)


def test_an_empty_corpus_has_figures_too() -> None:
    empty = statistics(Corpus(()))
    assert (empty.papers, empty.first, empty.papers_a_day, empty.most_voted, empty.authors) == (0, None, 0.0, None, ())
    assert empty.share("ko") == 0.0


def test_the_seeds_are_korean_with_ten_busiest_authors(corpus: Corpus) -> None:
    seeds = statistics(corpus)
    assert (seeds.papers, seeds.days, seeds.papers_a_day, seeds.share("ko")) == (159, 5, 31.0, 1.0)
    assert (len(seeds.authors), seeds.authors[0].name) == (10, "Graham Neubig")
    busy = [len(person.papers) for person in seeds.authors]
    assert busy == sorted(busy, reverse=True)

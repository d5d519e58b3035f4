"""Filters of a search, against looking at each paper."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from bot.corpus.paper import Paper
from bot.search.corpus import Corpus
from bot.search.hits import Filters, Hit
from tests.search.shelf import random_papers, shelved

_DAYS = [date(2024, 10, 1) + timedelta(days=days) for days in (-1, 0, 5, 11, 20, 39, 60)]


def random_filters(source: random.Random) -> Filters:
    return Filters(
        author=source.choice((None, None, "wang", "Ann Garcia", "nobody at all")),
        since=source.choice((None, *_DAYS)),
        until=source.choice((None, *_DAYS)),
        min_votes=source.choice((None, None, -1, 0, 1, 6, 31)),
    )


def passing(corpus: Corpus, papers: list[Paper], filters: Filters) -> Iterator[tuple[str, date]]:
    """Yield the papers that pass, each with the day of the listing that is meant."""
    people = corpus.authors.find(filters.author).people if filters.author else ()
    for paper in papers:
        listing = paper.listed_in(filters.since, filters.until)
        if listing is None:
            continue
        if filters.min_votes is not None and (listing.votes is None or listing.votes < filters.min_votes):
            continue
        if filters.author is None or any(corpus.is_by(paper, person) for person in people):
            yield paper.arxiv_id, listing.day


def shown(hits: list[Hit]) -> list[tuple[str, date]]:
    return sorted((hit.paper.arxiv_id, hit.listing.day) for hit in hits)


@pytest.mark.parametrize("seed", range(8))
def test_a_search_keeps_of_its_hits_those_that_pass(seed: int) -> None:
    source = random.Random(seed)
    papers = random_papers(source, 60)
    corpus, _ = shelved(papers)
    for _ in range(12):
        filters, query = random_filters(source), source.choice(("mamba", "diffusion model", "rare 환각"))
        among = set(corpus.search(query).hits.ids)
        expected = sorted(item for item in passing(corpus, papers, filters) if item[0] in among)
        found = corpus.search(query, filters)
        assert shown(list(found.hits)) == expected
        assert found.total == len(expected)
        limited = corpus.search(query, filters, limit=3)
        assert (list(limited.hits), limited.total) == (list(found.hits)[:3], len(expected))


@pytest.mark.parametrize("seed", range(8))
def test_what_is_listed_and_top_and_by_somebody_passes_too(seed: int) -> None:
    source = random.Random(seed)
    papers = random_papers(source, 60)
    corpus, _ = shelved(papers)
    numbers = source.sample(range(60), 20)
    own = {corpus.table.ids[number] for number in numbers}
    for _ in range(12):
        filters = random_filters(source)
        spanned = Filters(since=filters.since or date.min, until=filters.until or date.max, min_votes=filters.min_votes)
        top = corpus.top(spanned.since or date.min, spanned.until or date.max, filters.min_votes)
        assert shown(list(top)) == sorted(passing(corpus, papers, spanned))
        numbered: list[int] = corpus.listed(filters.since, filters.until).tolist()
        listed = sorted(corpus.table.ids[number] for number in numbered)
        days_only = Filters(since=filters.since, until=filters.until)
        assert listed == sorted(arxiv_id for arxiv_id, _ in passing(corpus, papers, days_only))
        expected = sorted(item for item in passing(corpus, papers, filters) if item[0] in own)
        assert shown(list(corpus.by_authors(numbers, filters))) == expected


def test_an_empty_corpus_passes_nothing() -> None:
    corpus = Corpus(())
    filters = Filters("wang", date(2024, 1, 1), date(2025, 1, 1), 1)
    assert not corpus.search("mamba", filters).hits
    assert not corpus.by_authors([], filters)
    assert not len(corpus.listed(date(2024, 1, 1)))


@pytest.mark.parametrize("seed", range(4))
def test_a_title_that_has_what_is_not_wanted_is_left_out(seed: int) -> None:
    papers = random_papers(random.Random(seed), 60)
    corpus, _ = shelved(papers)
    left = {hit.paper.arxiv_id for hit in corpus.search("mamba", without="diffusion model").hits}
    every = {hit.paper.arxiv_id: hit.paper.title for hit in corpus.search("mamba").hits}
    unwanted = {arxiv_id for arxiv_id, title in every.items() if {"diffusion", "model"} <= set(title.split())}
    assert left == set(every) - unwanted

"""The catalog of papers: made from the one before it, it is the one that would be made anew."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from bot.corpus.paper import Paper
from bot.search.corpus import Corpus
from bot.search.document_features import tokens_of
from bot.search.document_table import UNKNOWN, DocumentTable, build_table
from bot.search.forward_index import ForwardIndex
from bot.search.glossary import Concept, Glossary
from bot.search.language import SUMMARY_LANGUAGES, summary_language
from tests.search.shelf import random_papers

GLOSSARY = Glossary([Concept("§diffusion", ("diffusion",), ("확산 모델", "확산"))])
OTHER = Glossary([Concept("§agent", ("agent", "lora"), ("환각",))])


def rows(field: ForwardIndex) -> list[dict[str, int]]:
    spans = zip(field.starts[:-1].tolist(), field.starts[1:].tolist(), strict=True)
    return [
        {field.values[field.numbers[place]]: int(field.counts[place]) for place in range(start, end)}
        for start, end in spans
    ]


def weights(table: DocumentTable) -> dict[str, tuple[float, list[int], list[float]]]:
    """Return what each term weighs, by the term: their numbers may differ."""
    held = table.weights
    spans = [slice(start, end) for start, end in zip(held.starts[:-1], held.starts[1:], strict=True)]
    return {
        term: (idf, held.documents[span].tolist(), held.contributions[span].tolist())
        for term, idf, span in zip(table.terms.values, held.idf.tolist(), spans, strict=True)
    }


def assert_same(one: DocumentTable, other: DocumentTable) -> None:
    for name in ("ids", "titles", "contents", "aliases", "glossary", "state"):
        assert getattr(one, name) == getattr(other, name), name
    for name in ("listed", "days", "votes", "positions", "languages"):
        ours, theirs = getattr(one, name), getattr(other, name)
        assert (ours.dtype, ours.tolist()) == (theirs.dtype, theirs.tolist()), name
    for name in ("terms", "names", "organizations", "glosses"):
        assert rows(getattr(one, name)) == rows(getattr(other, name)), name
        assert sorted(getattr(one, name).values) == sorted(getattr(other, name).values), name
    assert weights(one) == weights(other)
    assert one.weights.lengths.tolist() == other.weights.lengths.tolist()
    assert one.weights.mean_length == other.weights.mean_length


def changed(source: random.Random, papers: list[Paper]) -> list[Paper]:
    """Return the papers after a load: some gone, some new, some with another text, title, author or listing."""
    by_id = {paper.arxiv_id: paper for paper in source.sample(papers, source.randint(0, len(papers)))}
    for other in random_papers(source, source.randint(0, 12)):
        old = by_id.get(other.arxiv_id)
        alike = [replace(old, **{name: getattr(other, name)}) for name in _CHANGING] if old else []
        by_id[other.arxiv_id] = source.choice([other, *alike])
    return list(by_id.values())


_CHANGING = ("title", "authors", "sections", "listings", "more_authors")


@pytest.mark.parametrize("seed", range(12))
def test_a_catalog_made_from_the_one_before_is_the_one_made_anew(seed: int) -> None:
    source = random.Random(seed)
    papers = random_papers(source, source.randint(0, 15))
    table, glossary = build_table(papers, GLOSSARY), GLOSSARY
    for _ in range(6):
        papers = changed(source, papers)
        glossary = source.choice((glossary, glossary, GLOSSARY, OTHER))
        table = build_table(papers, glossary, table)
        assert_same(table, build_table(papers, glossary))


@pytest.mark.parametrize("seed", range(4))
def test_a_corpus_of_such_a_catalog_answers_as_one_made_anew(seed: int) -> None:
    source = random.Random(seed)
    papers, table = random_papers(source, 30), None
    for _ in range(4):
        by_id = {paper.arxiv_id: paper for paper in (*changed(source, papers), *random_papers(source, 9))}
        papers = list(by_id.values())
        table = build_table(papers, GLOSSARY, table)
        ours = Corpus.of(table, 1, GLOSSARY)
        anew = Corpus(papers, 1, GLOSSARY)
        for query in ("mamba", "diffusion model", "확산 모델", "difusion", "wang", "rare 맘바"):
            assert list(ours.search(query).hits) == list(anew.search(query).hits)
            assert ours.read(query) == anew.read(query)
        for name in ("wang", "weng", "garcia", "Jian Wei Wang", "Yan LeCunn", "bo"):
            assert ours.authors.find(name) == anew.authors.find(name)
            assert ours.authors.complete(name, 3) == anew.authors.complete(name, 3)
        assert ours.mined == anew.mined


def test_only_what_is_new_or_has_changed_is_analysed(monkeypatch: pytest.MonkeyPatch) -> None:
    analysed: list[str] = []

    def noted(paper: Paper, glossary: Glossary) -> list[list[str]]:
        analysed.append(paper.arxiv_id)
        return tokens_of(paper, glossary)

    monkeypatch.setattr("bot.search.document_features.tokens_of", noted)
    first, second, third = random_papers(random.Random(1), 3)
    table = build_table([first, second], GLOSSARY)
    assert sorted(analysed) == sorted((first.arxiv_id, second.arxiv_id))
    analysed.clear()
    voted = replace(first, listings=third.listings)
    build_table([voted, replace(second, title="Another"), third], GLOSSARY, table)
    assert sorted(analysed) == sorted((second.arxiv_id, third.arxiv_id))
    analysed.clear()
    build_table([first], OTHER, table)
    assert analysed == [first.arxiv_id]


def test_listings_scripts_and_titles_stand_beside_the_ids() -> None:
    papers = {paper.arxiv_id: paper for paper in random_papers(random.Random(2), 40)}
    table = build_table(papers.values(), GLOSSARY)
    ordered = [papers[arxiv_id] for arxiv_id in table.ids]
    assert [paper.newest.day for paper in ordered] == sorted((p.newest.day for p in ordered), reverse=True)
    assert np.diff(table.listed).tolist() == [len(paper.listings) for paper in ordered]
    listings = [listing for paper in ordered for listing in paper.listings]
    assert table.days.tolist() == [listing.day.toordinal() for listing in listings]
    assert table.votes.tolist() == [UNKNOWN if one.votes is None else one.votes for one in listings]
    assert table.positions.tolist() == [listing.position for listing in listings]
    assert [SUMMARY_LANGUAGES[language] for language in table.languages.tolist()] == [
        summary_language(paper) for paper in ordered
    ]
    assert list(table.titles) == [paper.title for paper in ordered]


def test_the_state_changes_with_what_is_shown_of_papers_and_with_nothing_else() -> None:
    papers = random_papers(random.Random(3), 20)
    state = build_table(papers, GLOSSARY).state
    assert build_table(papers[::-1], GLOSSARY).state == state
    votes = tuple(replace(listing, votes=77) for listing in papers[0].listings)
    for other in (
        papers[1:],
        [replace(papers[0], title="Another"), *papers[1:]],
        [replace(papers[0], listings=votes), *papers[1:]],
        [replace(papers[0], code="https://example.org/code"), *papers[1:]],
        [replace(papers[0], thumbnail_url="https://example.org/a.png"), *papers[1:]],
        [replace(papers[0], keywords=("rare",)), *papers[1:]],
    ):
        assert build_table(other, GLOSSARY).state != state

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rank_bm25 import BM25Plus

import bot.search.best
from bot.search.analysis import tokens
from bot.search.corpus import Corpus
from bot.search.findings import terms_of
from bot.search.index import Index
from tests.quality.asking import load, project_corpus

_TOKEN = st.sampled_from("abcdefgh")
_DOCUMENTS = st.lists(st.lists(_TOKEN, max_size=12), min_size=1, max_size=12).filter(any)
_QUERY = st.lists(st.sampled_from("abcdefghxyz"), max_size=8)


@pytest.fixture
def pruned(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Make the smallest queries leave postings out, and return how many documents were left each time."""
    candidates: list[int] = []
    complete: Callable[..., object] = vars(bot.search.best)["_completed"]

    def completed(documents: Sequence[int], *rest: object) -> object:
        candidates.append(len(documents))
        return complete(documents, *rest)

    for name, value in (("_FEW", 0), ("_COMPARED", 0.0), ("_LOOKED_UP", 0.0), ("_completed", completed)):
        monkeypatch.setattr(f"bot.search.best.{name}", value)
    return candidates


def assert_top(index: Index, oracle: BM25Plus, query: list[str], k: int) -> None:
    """Compare the best with those of rank_bm25; of papers whose scores differ by rounding either may come first."""
    expected = oracle.get_scores(query)
    holding = np.unique([number for token in query for number in index.postings(token).tolist()]).astype(np.int64)
    numbers, scores = index.top(query, k)
    assert len(numbers) == len(set(numbers.tolist())) == min(k, len(holding))
    assert set(numbers.tolist()) <= set(holding.tolist())
    assert np.allclose(scores, expected[numbers], rtol=0, atol=1e-9)
    assert np.allclose(scores, np.sort(expected[holding])[::-1][:k], rtol=0, atol=1e-9)
    assert (np.diff(scores) <= 0).all()


@settings(deadline=None)
@given(_DOCUMENTS, _QUERY)
def test_scores_equal_those_of_rank_bm25_on_any_corpus(documents: list[list[str]], query: list[str]) -> None:
    expected = BM25Plus(documents).get_scores(query)
    assert np.allclose(Index.of(documents).plus_scores(query), expected, rtol=0, atol=1e-9)


@settings(deadline=None)
@given(_DOCUMENTS, _QUERY, st.integers(1, 14))
def test_the_best_are_those_of_rank_bm25_on_any_corpus(documents: list[list[str]], query: list[str], k: int) -> None:
    assert_top(Index.of(documents), BM25Plus(documents), query, k)


def test_the_best_stay_the_same_where_postings_are_left_out(pruned: list[int]) -> None:
    source = random.Random(6)
    for _ in range(300):
        # Some tokens are common and some are rare, and few lengths make many ties.
        documents = [source.choices("abcdefgh", [40, 30, 20, 9, 4, 2, 1, 1], k=4) for _ in range(60)]
        index, oracle = Index.of(documents), BM25Plus(documents)
        for k in (1, 2, 5, 60):
            assert_top(index, oracle, source.choices("abcdefghxyz", k=source.randint(1, 6)), k)
    assert len(pruned) > 100
    assert sum(count < 60 for count in pruned) > 100


def test_equal_documents_come_in_the_order_of_their_numbers(pruned: list[int]) -> None:
    documents = [["rare", "a", "b"] if number % 3 == 0 else ["a", "b", "c"] for number in range(90)]
    numbers, scores = Index.of(documents).top(["a", "rare", "b", "c"], 40)
    assert numbers.tolist() == [*range(0, 90, 3), *(number for number in range(30) if number % 3)][:40]
    assert len(set(scores.tolist())) == 2


def test_scores_equal_those_of_rank_bm25_on_the_seeds(corpus: Corpus) -> None:
    documents = [tokens(f"{paper.title} {paper.sections[0].text}") for paper in corpus.papers]
    oracle, index = BM25Plus(documents), Index.of(documents)
    for paper in corpus.papers[:20]:
        query = tokens(paper.title)
        assert np.allclose(index.plus_scores(query), oracle.get_scores(query), rtol=0, atol=1e-9)


@pytest.mark.parametrize("leaving_out", [False, True])
def test_the_best_for_every_question_are_those_of_rank_bm25(leaving_out: bool, request: pytest.FixtureRequest) -> None:
    pruned: list[int] = request.getfixturevalue("pruned") if leaving_out else []
    corpus = project_corpus()
    oracle = BM25Plus([terms_of(paper, corpus.glossary) for paper in corpus.papers])
    index = Index(corpus.catalog.terms, corpus.catalog.weights)
    questions: list[str] = [row["question"] for name in ("questions", "unanswerable") for row in load(name)]
    questions += [turn["user"] for row in load("dialogues") for turn in row["turns"]]
    for question in questions:
        assert_top(index, oracle, corpus.glossary.tokens(question), 10)
    assert len(questions) > 250
    assert not leaving_out or len(pruned) > 100


@settings(deadline=None)
@given(_DOCUMENTS, _TOKEN)
def test_postings_and_frequency_are_the_documents_that_hold_the_token(documents: list[list[str]], token: str) -> None:
    index = Index.of(documents)
    holding = [number for number, document in enumerate(documents) if token in document]
    assert index.postings(token).tolist() == holding
    assert index.frequency(token) == len(holding)


@settings(deadline=None)
@given(_DOCUMENTS, _QUERY)
def test_contributions_add_up_to_the_scores(documents: list[list[str]], query: list[str]) -> None:
    index = Index.of(documents)
    scores = index.scores(dict.fromkeys(query, 2.0))
    for number in range(len(documents)):
        total = sum(index.contribution(token, number) for token in set(query))
        assert math.isclose(scores[number], 2 * total, abs_tol=1e-9)


@pytest.mark.parametrize("documents", [[], [[]], [[], []]])
def test_a_corpus_without_tokens_scores_nothing(documents: list[list[str]]) -> None:
    index = Index.of(documents)
    assert index.scores({"a": 1.0}).tolist() == [0.0] * len(documents)
    assert index.idf("a") == 0.0
    assert len(index.top(["a"], 5)[0]) == 0


def test_one_document_still_scores_above_zero() -> None:
    assert Index.of([["mamba"]]).scores({"mamba": 1.0})[0] > 0


def test_a_weight_multiplies_a_tokens_contribution() -> None:
    index = Index.of([["a", "b"], ["b"]])
    single, double = index.scores({"a": 1.0})[0], index.scores({"a": 2.0})[0]
    assert math.isclose(double, 2 * single)

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from rank_bm25 import BM25Plus

from bot.search.analysis import tokens
from bot.search.corpus import Corpus
from bot.search.document_features import paper_terms
from bot.search.index import Index
from tests.quality.asking import load, project_corpus

_TOKEN = st.sampled_from("abcdefgh")
_DOCUMENTS = st.lists(st.lists(_TOKEN, max_size=12), min_size=1, max_size=12).filter(any)
_QUERY = st.lists(st.sampled_from("abcdefghxyz"), max_size=8)


def plus(oracle: BM25Plus, query: list[str]) -> NDArray[np.float64]:
    """Return rank_bm25's scores without what Plus gives to every document alike: delta times idf for each token."""
    return oracle.get_scores(query) - oracle.delta * sum(oracle.idf.get(token, 0.0) for token in query)


def summed(index: Index, query: list[str]) -> NDArray[np.float64]:
    """Return our scores; a token that stands in the query twice counts twice, as it does there."""
    return index.scores({token: float(count) for token, count in Counter(query).items()})


@settings(deadline=None)
@given(_DOCUMENTS, _QUERY)
def test_scores_equal_those_of_rank_bm25_on_any_corpus(documents: list[list[str]], query: list[str]) -> None:
    assert np.allclose(summed(Index.of(documents), query), plus(BM25Plus(documents), query), rtol=0, atol=1e-9)


def test_scores_equal_those_of_rank_bm25_on_the_seeds(corpus: Corpus) -> None:
    documents = [tokens(f"{paper.title} {paper.sections[0].text}") for paper in corpus.papers]
    oracle, index = BM25Plus(documents), Index.of(documents)
    for paper in corpus.papers[:20]:
        query = tokens(paper.title)
        assert np.allclose(summed(index, query), plus(oracle, query), rtol=0, atol=1e-9)


def test_scores_for_every_question_are_those_of_rank_bm25() -> None:
    corpus = project_corpus()
    oracle = BM25Plus([paper_terms(paper, corpus.glossary) for paper in corpus.papers])
    index = Index(corpus.table.terms, corpus.table.weights)
    questions: list[str] = [row["question"] for name in ("questions", "unanswerable") for row in load(name)]
    questions += [turn["user"] for row in load("dialogues") for turn in row["turns"]]
    for question in questions:
        tokens = corpus.glossary.tokens(question)
        assert np.allclose(summed(index, tokens), plus(oracle, tokens), rtol=0, atol=1e-9)
    assert len(questions) > 250


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


def test_one_document_still_scores_above_zero() -> None:
    assert Index.of([["mamba"]]).scores({"mamba": 1.0})[0] > 0


def test_a_weight_multiplies_a_tokens_contribution() -> None:
    index = Index.of([["a", "b"], ["b"]])
    single, double = index.scores({"a": 1.0})[0], index.scores({"a": 2.0})[0]
    assert math.isclose(double, 2 * single)

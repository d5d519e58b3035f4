from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rank_bm25 import BM25Plus

from bot.search.analysis import tokens
from bot.search.corpus import Corpus
from bot.search.index import Index

_TOKEN = st.sampled_from("abcdefgh")
_DOCUMENTS = st.lists(st.lists(_TOKEN, max_size=12), min_size=1, max_size=12).filter(any)


@given(_DOCUMENTS, st.lists(st.sampled_from("abcdefghxyz"), max_size=8))
def test_scores_equal_those_of_rank_bm25_on_any_corpus(documents: list[list[str]], query: list[str]) -> None:
    expected = BM25Plus(documents).get_scores(query)
    assert np.allclose(Index(documents).plus_scores(query), expected, rtol=0, atol=1e-9)


def test_scores_equal_those_of_rank_bm25_on_the_seeds(corpus: Corpus) -> None:
    documents = [tokens(f"{paper.title} {paper.sections[0].text}") for paper in corpus.papers]
    oracle, index = BM25Plus(documents), Index(documents)
    for paper in corpus.papers[:20]:
        query = tokens(paper.title)
        assert np.allclose(index.plus_scores(query), oracle.get_scores(query), rtol=0, atol=1e-9)


@given(_DOCUMENTS, _TOKEN)
def test_postings_and_frequency_are_the_documents_that_hold_the_token(documents: list[list[str]], token: str) -> None:
    index = Index(documents)
    holding = [number for number, document in enumerate(documents) if token in document]
    assert index.postings(token).tolist() == holding
    assert index.frequency(token) == len(holding)


@pytest.mark.parametrize("documents", [[], [[]], [[], []]])
def test_a_corpus_without_tokens_scores_nothing(documents: list[list[str]]) -> None:
    index = Index(documents)
    assert index.scores({"a": 1.0}).tolist() == [0.0] * len(documents)
    assert index.idf("a") == 0.0


def test_one_document_still_scores_above_zero() -> None:
    assert Index([["mamba"]]).scores({"mamba": 1.0})[0] > 0


def test_a_weight_multiplies_a_tokens_contribution() -> None:
    index = Index([["a", "b"], ["b"]])
    single, double = index.scores({"a": 1.0})[0], index.scores({"a": 2.0})[0]
    assert math.isclose(double, 2 * single)

from __future__ import annotations

import pytest

from bot.search.corpus import Corpus
from bot.search.glossary import Concept, Glossary
from bot.search.query import QueryWord
from tests.conftest import MakePaper


@pytest.fixture
def small(make_paper: MakePaper) -> Corpus:
    concept = Concept("§hallucination", ("hallucination",), ("환각",))
    absent = Concept("§lidar", ("lidar",), ("라이다",))
    papers = [
        make_paper("2401.00001", title="DiffusionGS: Scenes", text="강화학습 기반 환각 완화, GPT-4o 사용"),
        make_paper("2401.00002", title="Skywork-Reward", text="contextual transformers with rewards"),
    ]
    return Corpus(papers, 1, Glossary([concept, absent]))


def _word(corpus: Corpus, text: str) -> QueryWord:
    return corpus.read(text).words[0]


def test_a_word_stands_for_its_concept_in_the_other_language(small: Corpus) -> None:
    word = _word(small, "hallucination")
    assert word.concepts == ("§hallucination",)
    assert word.tokens == ()
    assert [hit.paper.arxiv_id for hit in small.search("hallucination").hits] == ["2401.00001"]


@pytest.mark.parametrize(
    ("typed", "arxiv_id"),
    [
        ("diffusion gs", "2401.00001"),
        ("Skywork Reward", "2401.00002"),
        ("skyworkreward", "2401.00002"),
        ("강화 학습", "2401.00001"),
        ("gpt 4o", "2401.00001"),
        ("rewrads", "2401.00002"),
        ("transfomers", "2401.00002"),
        ("강화학습환각", "2401.00001"),
    ],
)
def test_spellings_joined_apart_and_mistyped_find_the_paper(small: Corpus, typed: str, arxiv_id: str) -> None:
    assert small.search(typed).hits[0].paper.arxiv_id == arxiv_id


def test_a_corrected_word_weighs_less_and_says_what_it_was_read_as(small: Corpus) -> None:
    word = _word(small, "rewrads")
    assert word.meant is not None
    assert word.weight < 1


def test_a_name_is_never_corrected_and_a_numbered_one_not_taken_for_another(small: Corpus) -> None:
    assert not _word(small, "Skywerk").known or _word(small, "SkyWerk").name
    version = _word(small, "GPT-7")
    assert version.name
    assert not version.known
    assert _word(small, "GPT-4o").known


def test_a_term_of_the_field_that_no_paper_has_is_marked(small: Corpus) -> None:
    word = _word(small, "라이다")
    assert word.field
    assert not word.known


def test_missing_words_are_named_once_as_typed(small: Corpus) -> None:
    assert small.read("Zeppelin zeppelin hallucination").missing == ("zeppelin",)


def test_a_compound_that_is_a_term_is_that_term_and_not_its_parts(make_paper: MakePaper) -> None:
    concept = Concept("§autonomous driving", ("autonomous driving", "self-driving"), ("자율주행",))
    papers = [
        make_paper("2401.00001", title="Streets", text="자율주행 영상"),
        make_paper("2401.00002", title="Mirrors", text="a self rewarding method drives models"),
    ]
    corpus = Corpus(papers, 1, Glossary([concept]))
    assert [hit.paper.arxiv_id for hit in corpus.search("self-driving").hits] == ["2401.00001"]
    assert [hit.paper.arxiv_id for hit in corpus.search("self-rewarding").hits] == ["2401.00002"]

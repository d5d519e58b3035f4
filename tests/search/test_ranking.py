from __future__ import annotations

import math

import pytest

from bot.search.corpus import Corpus
from bot.search.glossary import Concept, Glossary
from bot.search.ranking import COVERAGE, Ranker
from tests.conftest import MakePaper


@pytest.fixture
def corpus(make_paper: MakePaper) -> Corpus:
    concept = Concept("§hallucination", ("hallucination",), ("환각",))
    papers = [
        make_paper("2401.00001", text="환각(hallucination) 완화"),
        make_paper("2401.00002", text="환각 완화"),
        make_paper("2401.00003", text="mamba mamba mamba mamba"),
        make_paper("2401.00004", text="mamba cache filler words stand here"),
        *(make_paper(f"2402.{n:05}", text="other things entirely") for n in range(20)),
    ]
    return Corpus(papers, 1, Glossary([concept]))


def ranker(corpus: Corpus) -> Ranker:
    return Ranker(corpus.index, corpus.table.sentences)


def test_a_term_given_in_both_languages_counts_once(corpus: Corpus) -> None:
    hits = {hit.paper.arxiv_id: hit.score for hit in corpus.search("hallucination").hits}
    assert set(hits) == {"2401.00001", "2401.00002"}
    assert hits["2401.00001"] < 2 * hits["2401.00002"]


def test_having_all_words_a_little_beats_having_one_often(corpus: Corpus) -> None:
    assert corpus.search("mamba cache").hits[0].paper.arxiv_id == "2401.00004"


def test_coverage_is_the_share_of_the_querys_weight(corpus: Corpus) -> None:
    hits = {hit.paper.arxiv_id: hit.coverage for hit in corpus.search("mamba cache").hits}
    assert hits["2401.00004"] == pytest.approx(1.0)
    assert 0 < hits["2401.00003"] < 1


def test_the_explanation_adds_up_to_the_score_before_coverage(corpus: Corpus) -> None:
    query = corpus.read("mamba cache hallucination")
    ranking = ranker(corpus).rank(query)
    assert len(ranking.numbers) == 4
    for place, number in enumerate(ranking.numbers.tolist()):
        total = sum(part.contribution for part in ranker(corpus).explain(query, number))
        raised = total * (1 + COVERAGE * ranking.coverage[place])
        assert math.isclose(raised, ranking.scores[place], abs_tol=1e-9)


def test_a_query_without_known_words_finds_nothing(corpus: Corpus) -> None:
    ranking = ranker(corpus).rank(corpus.read("zeppelin"))
    assert [len(values) for values in (ranking.numbers, ranking.scores, ranking.coverage)] == [0, 0, 0]


def test_bridges_name_the_words_found_as_another_term(corpus: Corpus) -> None:
    query = corpus.read("hallucination mamba")
    only_korean = corpus.paper("2401.00002")
    both = corpus.paper("2401.00001")
    assert only_korean is not None
    assert both is not None
    assert corpus.bridges(query, only_korean) == (("hallucination", "환각"),)
    assert corpus.bridges(query, both) == ()

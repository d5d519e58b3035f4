from __future__ import annotations

import pytest

from bot.search.corpus import Corpus
from tests.quality.asking import baseline, load, measure, project_corpus
from tests.quality.measure import Table, covered, rank_of


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return project_corpus()


@pytest.fixture(scope="module")
def table(corpus: Corpus) -> Table:
    return measure(corpus)[0]


@pytest.mark.parametrize(
    ("measured", "group", "least"),
    [
        ("hit@1", "all", 0.94),
        ("hit@1", "en", 0.93),
        ("hit@1", "ko", 0.94),
        ("hit@1", "en-find", 0.84),
        ("hit@5", "all", 0.97),
        ("MRR@10", "all", 0.95),
        ("answer", "all", 0.93),
        ("answer@1", "all", 0.79),
        ("abstain", "all", 0.93),
        ("abstain", "not_stated", 0.80),
        ("list is short", "all", 0.90),
        ("fact is short", "all", 0.90),
        ("dialogue turn", "follow-up", 0.88),
    ],
)
def test_no_figure_falls_below_its_floor(table: Table, measured: str, group: str, least: float) -> None:
    assert table.mean(measured, group) >= least


def test_questions_that_the_corpus_answers_are_seldom_turned_away(table: Table) -> None:
    assert table.mean("false abstain") <= 0.03


def test_plain_bm25_on_words_split_at_spaces_is_far_behind(table: Table) -> None:
    assert baseline().mean("hit@1") < table.mean("hit@1") - 0.3


def test_every_expected_paper_and_span_stands_in_the_seeds(corpus: Corpus) -> None:
    for question in load("questions"):
        paper = corpus.paper(question["paper"])
        assert paper is not None, question
        if question["kind"] in ("fact", "number"):
            assert " ".join(question["answer"].split()) in " ".join(paper.summary.split()), question


def test_ranks_count_from_one_and_end_at_ten() -> None:
    ranked = [str(number) for number in range(12)]
    assert [rank_of("0", ranked), rank_of("9", ranked), rank_of("10", ranked), rank_of("x", ranked)] == [1, 10, 0, 0]


def test_a_span_is_covered_by_most_of_its_characters_within_the_budget() -> None:
    gold = "최대 6배 빠른 추론 속도를 달성했습니다."
    assert covered(gold, ["UltraMem은 최대 6배 빠른 추론 속도를 달성했습니다."])
    assert covered(gold, ["최대 6배 빠른 추론 속도를 달성한 모델입니다."])
    assert not covered(gold, ["아무 관련이 없는 문장입니다."])
    assert not covered(gold, ["x" * 400, gold])

"""Figures: which one stands with a benchmark or metric, and which can be compared."""

from __future__ import annotations

import pytest

from bot.answers.engine.figures import Figure, figure_of, measure_of, ranked


def _figure(question: str, sentence: str) -> Figure | None:
    measure = measure_of(question)
    assert measure is not None
    return figure_of(measure, sentence)


@pytest.mark.parametrize(
    ("question", "sentence", "text"),
    [
        ("score on GSM8K", "It reaches 92.3% on GSM8K and 61.1% on MATH.", "92.3%"),
        ("gsm8k", "GSM8K에서 92.3%의 정확도를 달성했습니다.", "92.3%"),
        ("MATH 점수", "MATH 벤치마크에서 성능을 29.2%에서 46.4%까지 향상시킵니다.", "46.4%"),
        ("accuracy on MATH", "accuracy on MATH rises from 38.7% to 66.8%", "66.8%"),
        ("FID", "ImageNet 256x256에서 FID 1.79를 기록했습니다.", "1.79"),
        ("parameters", "3.8B 파라미터 모델입니다.", "3.8B"),
    ],
)
def test_the_figure_beside_a_name_is_read(question: str, sentence: str, text: str) -> None:
    figure = _figure(question, sentence)
    assert figure is not None
    assert figure.text == text


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("GSM8K", "It is evaluated on GSM8K."),
        ("GSM8K", "MATH에서 61.1%를 기록했습니다."),
        ("MATH", "It improves math reasoning by 5%."),
        ("MATH", "Scores on MATH-500 reach 94.2%."),
        ("MATH", "MATH에서 GPT-4의 42.5%보다 우수합니다."),
        ("FID", "320×320, 224×448, 160×480 해상도에서 FID 기준으로 최상의 결과를 달성했습니다."),
        ("accuracy", "정확도 70%, 그리고 80%의 재현율을 보이며 정확도는 높습니다."),
        ("MATH", "MATH와 AIME에서 각각 89.5%와 61.1%를 기록했습니다."),
    ],
)
def test_a_figure_of_something_else_or_of_several_is_not_taken(question: str, sentence: str) -> None:
    figure = _figure(question, sentence)
    assert figure is None or figure.text == "70%"


def _ranked(question: str, *sentences: str, most: bool = True) -> tuple[bool, list[str]]:
    measure = measure_of(question)
    assert measure is not None
    figures = [figure for sentence in sentences if (figure := figure_of(measure, sentence))]
    ranking = ranked(measure, figures, most=most)
    return ranking.comparable, [figure.text for figure in ranking.figures]


def test_figures_of_one_benchmark_and_unit_are_put_in_order() -> None:
    told = ("It reaches 81.5% on GSM8K.", "GSM8K에서 92.3%를 달성했습니다.")
    assert _ranked("GSM8K", *told) == (True, ["92.3%", "81.5%"])
    assert _ranked("GSM8K", *told, most=False) == (True, ["81.5%", "92.3%"])


@pytest.mark.parametrize(
    "other",
    [
        "GSM8K에서 6.7% 향상되었습니다.",
        "It gets 0.92 on GSM8K.",
        "It is tested on MATH.",
    ],
)
def test_a_change_or_another_unit_is_never_compared_with_a_score(other: str) -> None:
    comparable, _ = _ranked("GSM8K", "It reaches 81.5% on GSM8K.", other)
    assert not comparable


@pytest.mark.parametrize("question", ["", "highest score", "best performance", "which has the best results"])
def test_a_question_without_a_name_measures_nothing(question: str) -> None:
    assert measure_of(question) is None


@pytest.mark.parametrize(("question", "less"), [("FID", True), ("perplexity", True), ("accuracy on MATH", False)])
def test_of_some_metrics_less_is_better(question: str, less: bool) -> None:
    measure = measure_of(question)
    assert measure is not None
    assert measure.less_is_better is less

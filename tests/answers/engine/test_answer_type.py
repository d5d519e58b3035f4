from __future__ import annotations

import re

import pytest

from bot.answers.engine.answer_type import answer_type, asks_amount, is_yes_or_no


@pytest.mark.parametrize(
    ("question", "sentence", "figure"),
    [
        ("정확도 몇 퍼센트야?", "3개의 데이터셋에서 27.49%의 정확도", "27.49%"),
        ("what accuracy does it get?", "3개의 데이터셋에서 27.49%의 정확도", "27.49%"),
        ("how much faster is it?", "2024년에 최대 6배 빠른 속도", "6배"),
        ("몇 배 빨라?", "2024년에 최대 6배 빠른 속도", "6배"),
        ("how many hours does it take?", "GPU 1대에서 5시간이면 수렴", "5시간"),
        ("몇 시간 걸려?", "GPU 1대에서 5시간이면 수렴", "5시간"),
        ("how many dB is it better?", "3개 장면에서 1.5dB 개선", "1.5dB"),
        ("몇 데시벨 좋아졌어?", "3개 장면에서 1.5dB 개선", "1.5dB"),
        ("how many parameters does it have?", "2024년의 1.5B 모델", "1.5B"),
        ("파라미터 몇 개야?", "3단계로 학습한 7억 모델", "7억"),
        ("how many samples are there?", "2024년에 모은 3만 샘플", "3만"),
        ("문제 몇 개야?", "2024년에 만든 2,710개 문항", "2,710개"),
        ("문항수는?", "정확도 40.5%로, 1,320개 질문을 담은 벤치마크", "1,320개"),
        ("몇 배 큰 모델이랑 비슷해?", "자체 크기의 네 배인 모델과 동등한 성능", "네 배"),
        ("how many categories are there?", "요청을 다섯 가지 범주로 나누며", "다섯 가지"),
        ("how many papers does it search?", "OpenScholar-8B는 4,500만 개의 논문을 검색", "4,500만"),
        ("how many parameters does it have?", "OpenScholar-8B는 4,500만 개의 논문을 검색", "8B"),
        ("how large is it?", "Llama-3의 크기", None),
        ("how large is it?", "크기는 512입니다", "512"),
        ("얼마나 커?", "크기는 512입니다", "512"),
        ("how large is it?", "크기가 큽니다", None),
        ("how many hours does it take?", "빠르게 수렴", None),
        ("what is it?", "정확도 27.49%", None),
        ("그게 뭐야?", "정확도 27.49%", None),
    ],
)
def test_the_figure_that_was_asked_for_is_pointed_out(question: str, sentence: str, figure: str | None) -> None:
    assert answer_type(question).emphasised(sentence) == figure


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("which base model do they use?", True),
        ("what datasets were used", True),
        ("어떤 모델을 썼어?", True),
        ("무슨 데이터로 학습했어?", True),
        ("how fast is it?", False),
        ("왜 빨라?", False),
    ],
)
def test_names_are_asked_for_or_not(question: str, names: bool) -> None:
    assert answer_type(question).names == names


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("does it outperform GPT-4?", "Performance Highlights"),
        ("성능이 얼마나 올랐어?", "Performance Highlights"),
        ("how is it trained?", "Technical Details"),
        ("어떻게 학습했어?", "Technical Details"),
    ],
)
def test_a_question_prefers_the_section_where_such_things_stand(question: str, heading: str) -> None:
    section = answer_type(question).section
    assert section is not None
    assert section.search(heading)
    assert section.search("What's New") is None


@pytest.mark.parametrize(
    "question",
    [
        "does it beat llama?",
        "is the code out",
        "and can it run on a phone?",
        "ok but was it trained on arabic",
        "any limitations?",
        "코드 공개했어?",
        "한국어 지원하나요?",
        "llama보다 좋아졌나?",
        "데모 있음?",
        "RL도 쓰냐?",
        "파인튜닝 했음 ㅋㅋ",
    ],
)
def test_yes_or_no_would_answer_it(question: str) -> None:
    assert is_yes_or_no(question)


@pytest.mark.parametrize(
    "question",
    [
        "how does it work?",
        "which is better?",
        "what can it do",
        "why is it fast?",
        "왜 빨라?",
        "몇 배 빠르냐?",
        "저자가 누구냐?",
        "hymba",
    ],
)
def test_yes_or_no_would_not_answer_it(question: str) -> None:
    assert not is_yes_or_no(question)


@pytest.mark.parametrize(
    ("question", "amount"),
    [
        ("how many samples", True),
        ("How  long does it take", True),
        ("얼마나 빨라", True),
        ("몇 개", True),
        ("how does it work", False),
        ("왜?", False),
    ],
)
def test_an_amount_is_asked_for_or_not(question: str, amount: bool) -> None:
    assert asks_amount(question) == amount


@pytest.mark.parametrize("piece", ["1", "1,", "몇", "how ", "is ", "a.", "한"])
def test_long_questions_are_read_in_no_time(piece: str) -> None:
    long = piece * (4_000 // len(piece))
    assert isinstance(answer_type(long).emphasised(long), str | None)
    assert re.search("x", long) is None
    assert is_yes_or_no(long) in (True, False)

from __future__ import annotations

import contextlib
import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.understand.days import find_periods
from bot.errors import InputError

TODAY = date(2025, 2, 7)
LISTED = tuple(date(2025, 2, 5) - timedelta(days=days) for days in range(130))


@pytest.mark.parametrize(
    "text",
    [
        "gpt-4o vs o1", "Llama 3.1 8B", "phi-4", "FLUX.1", "papers on 3.5 sonnet", "version 2.0.1",
        "2411.13676v1의 저자", "https://arxiv.org/abs/2410.13848", "GPT-4o-2024-08-06", "AIME 2024",
        "CVPR 2024 papers", "NeurIPS 2024",
        "1.5-2.5B models", "q4_k_m", "2048 tokens", "3/4 of the tokens", "24/7 agents", "5-10 papers",
        "top 10", "10 votes", "the second one", "the 2nd paper", "1st place", "authors of the 3rd?", "last 3 papers",
        "may I see", "papers may help", "march towards agi", "fall detection", "spring boot", "sat solvers",
        "sun et al.", "papers by jun zhu", "April Wang", "sundar pichai", "do you remember", "frida", "in 2 minutes",
        "day by day", "weakly supervised", "recent papers", "the latest", "week", "past work",
        "3개", "1등", "20표", "두번째꺼", "이번에 나온 논문", "이번 주제", "언어 이해", "오늘날", "n이 1일 때",
        "다음 해상도", "요구해", "MAR 논문", "지식 전달",
        "다음 논문", "일반 모델", "일본어", "월드 모델",
        "주요 논문", "하루에 하나", "매주", "3일간", "1일 1논문", "2시간 전", "최근", "요즘 뜨는 논문",
        "모레노", "",
    ],
)  # fmt: skip
def test_numbers_and_words_that_are_no_days_are_left_alone(text: str) -> None:
    assert find_periods(text, TODAY, LISTED) == []


_WORDS = (
    "oct 25 2024 2024-10-25 10/23 24/10/23 the of first last week weekend friday sat may q1 '24 today now ago days "
    "years ~ - , and to from between since before until 3 31 999 지난 이번 주 10월 25일 첫째 사흘 전 후 부터 까지 "
    "이후 년 일 월 말 초 상반기 작년 어제 thirty-first 화요일 추석 christmas eve 13월 32일 9999 주 달 사이 의 ( )"
).split()


@given(
    st.one_of(
        st.text(max_size=80),
        st.lists(st.sampled_from(_WORDS), max_size=14).map(" ".join),
        st.lists(st.sampled_from(_WORDS), max_size=14).map("".join),
    ),
    st.dates(date(1995, 1, 1), date(2100, 12, 31)),
    st.lists(st.dates(date(2020, 1, 1), date(2026, 1, 1)), max_size=3),
)
def test_any_text_is_read_or_refused_with_a_sentence(text: str, today: date, listed: list[date]) -> None:
    try:
        spans = find_periods(text, today, listed)
    except InputError:
        return
    ends = [0]
    for span in spans:
        assert ends[-1] <= span.start < span.end <= len(text)
        ends.append(span.end)
        for period in (span.period, *span.others):
            assert period.since is not None or period.until is not None
            assert period.since is None or period.until is None or period.since <= period.until


@pytest.mark.parametrize(
    "piece", ["1일 ", "10월", "one hundred and ", "the last ", "사흘 하고 ", "oct 5, 2024 ", "1", "~", "ㅋ", "지난 "]
)
def test_long_hostile_texts_are_read_fast(piece: str) -> None:
    text = (piece * 4_000)[:4_000]
    fastest = 1.0
    for _ in range(5):
        start = time.perf_counter()
        with contextlib.suppress(InputError):
            find_periods(text, TODAY, LISTED)
        fastest = min(fastest, time.perf_counter() - start)
    assert fastest < 0.05

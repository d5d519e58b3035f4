from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.dates import find_period, parse_day
from bot.errors import InputError
from bot.texts import span_text

TODAY = date(2024, 11, 21)  # a Thursday


def _day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("2024-10-25 top 3", "2024-10-25", "2024-10-25"),
        ("2024.10.25", "2024-10-25", "2024-10-25"),
        ("top 3 of 25 October 2024", "2024-10-25", "2024-10-25"),
        ("Oct 25, 2024", "2024-10-25", "2024-10-25"),
        ("October 25th", "2024-10-25", "2024-10-25"),
        ("2024년 10월 25일 논문", "2024-10-25", "2024-10-25"),
        ("10월 25일", "2024-10-25", "2024-10-25"),
        ("12월 25일", "2023-12-25", "2023-12-25"),
        ("어제 1등 논문", "2024-11-20", "2024-11-20"),
        ("yesterday's best", "2024-11-20", "2024-11-20"),
        ("오늘", "2024-11-21", "2024-11-21"),
        ("그제", "2024-11-19", "2024-11-19"),
        ("최근 일주일", "2024-11-15", "2024-11-21"),
        ("last 3 days", "2024-11-19", "2024-11-21"),
        ("지난 한 달", "2024-10-23", "2024-11-21"),
        ("최근 2주 동안", "2024-11-08", "2024-11-21"),
        ("this week", "2024-11-18", "2024-11-24"),
        ("지난주", "2024-11-11", "2024-11-17"),
        ("last month", "2024-10-01", "2024-10-31"),
        ("Nov 2024 diffusion papers", "2024-11-01", "2024-11-30"),
        ("2024년 2월", "2024-02-01", "2024-02-29"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("그럼 2025년 것 중에는?", "2025-01-01", "2025-12-31"),
        ("in 2025", "2025-01-01", "2025-12-31"),
        ("between 2024-10-21 and 2024-10-25", "2024-10-21", "2024-10-25"),
        ("2024-10-21 ~ 2024-10-25", "2024-10-21", "2024-10-25"),
        ("papers of Oct 21–25, 2024", "2024-10-21", "2024-10-25"),
        ("Oct 21 - 25 2023", "2023-10-21", "2023-10-25"),
        ("2024년 10월 21일~25일 논문", "2024-10-21", "2024-10-25"),
        ("10월 21일부터 10월 25일까지", "2024-10-21", "2024-10-25"),
        ("since 2024-11-01", "2024-11-01", None),
        ("after 2024-11-01", "2024-11-02", None),
        ("2024년 11월 이후 mamba", "2024-11-01", None),
        ("before 2024-11-01", None, "2024-10-31"),
        ("until Nov 2024", None, "2024-11-30"),
        ("2024-11-01까지", None, "2024-11-01"),
    ],
)
def test_days_and_ranges_are_read_in_both_languages(text: str, since: str | None, until: str | None) -> None:
    period = find_period(text, TODAY)
    assert period is not None
    assert period.since == (_day(since) if since else None)
    assert period.until == (_day(until) if until else None)


@pytest.mark.parametrize(
    "text", ["Llama 3.1 8B", "may I ask", "GPT-4o", "top 10 papers", "1.5-2.5B models", "일반 모델", "2411.13676", ""]
)
def test_numbers_and_words_that_are_no_days_are_left_alone(text: str) -> None:
    assert find_period(text, TODAY) is None


@pytest.mark.parametrize(
    "text", ["2024-13-01", "2024-02-30", "2월 30일", "2024년 13월", "31 Feb 2024", "Feb 21–30, 2024"]
)
def test_a_day_that_the_calendar_does_not_have_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="no day of the calendar"):
        find_period(text, TODAY)


def test_a_date_without_year_is_the_latest_one_that_the_corpus_can_hold() -> None:
    period = find_period("10월 25일 1등", date(2026, 3, 1), newest=date(2025, 2, 5))
    assert period is not None
    assert period.day == date(2024, 10, 25)


@pytest.mark.parametrize("text", ["soon", "25", "2024-10-25 diffusion", "언젠가"])
def test_what_is_not_a_day_alone_is_refused_where_a_day_is_asked_for(text: str) -> None:
    with pytest.raises(InputError, match="not understood as a day"):
        parse_day(text, TODAY)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_back_in_every_common_form(day: date) -> None:
    forms = (
        day.isoformat(),
        f"{day.year}년 {day.month}월 {day.day}일",
        f"{day:%d %B %Y}",
        f"{day:%b} {day.day}, {day.year}",
    )
    for form in forms:
        period = find_period(f"papers of {form} please", TODAY)
        assert period is not None
        assert period.day == day, form


@given(*[st.one_of(st.none(), st.dates(date(2000, 1, 1), date(2099, 12, 31)))] * 2)
def test_days_are_read_back_as_replies_write_them(one: date | None, other: date | None) -> None:
    since, until = sorted((one, other)) if one and other else (one, other)
    for form in span_text(since, until) if since or until else ():
        period = find_period(f"{form} papers", TODAY)
        assert period is not None
        assert (period.since, period.until) == (since, until), form


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    try:
        period = find_period(text, TODAY)
    except InputError:
        return
    assert period is None or text[period.start : period.end]

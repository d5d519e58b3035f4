from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.understand.calendar_values import Period, PeriodSpan
from bot.answers.understand.days import find_periods, parse_day
from bot.errors import InputError

TODAY = date(2025, 2, 7)  # a Friday
LISTED = tuple(date(2025, 2, 5) - timedelta(days=days) for days in range(130))


def _only(text: str, today: date = TODAY, listed: Sequence[date] = LISTED) -> PeriodSpan:
    spans = find_periods(text, today, listed)
    assert len(spans) == 1, spans
    return spans[0]


def _said(text: str, today: date = TODAY, listed: Sequence[date] = LISTED) -> str:
    """Return the one period of a text as since/until, or one day; an open end is left out."""
    return _written(_only(text, today, listed).period)


def _written(period: Period) -> str:
    return str(period.day) if period.day else f"{period.since or ''}/{period.until or ''}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2024-10-25 top 3", "2024-10-25"),
        ("papers of 2024-11-22, thanks", "2024-11-22"),
        ("2024.10.25", "2024-10-25"),
        ("2024. 10. 25. 논문", "2024-10-25"),
        ("24.10.25 논문", "2024-10-25"),
        ("20241025", "2024-10-25"),
        ("241025 논문", "2024-10-25"),
        ("25.2.5 추천 많은 순", "2025-02-05"),
        ("24. 10. 25. 논문", "2024-10-25"),
        ("5 feb 25, just two", "2025-02-05"),
        ("feb 5, 25", "2025-02-05"),
        ("25 oct 24 papers", "2024-10-25"),
        ("the best 3 oct 25", "2024-10-25"),
        ("10/23/2024", "2024-10-23"),
        ("23.10.2024", "2024-10-23"),
        ("24/10/23", "2024-10-23"),
        ("what came out on 11/22?", "2024-11-22"),
        ("11/22꺼", "2024-11-22"),
        ("11/22(금) 논문", "2024-11-22"),
        ("2024 11 22", "2024-11-22"),
        ("11-22 논문", "2024-11-22"),
        ("11.22", "2024-11-22"),
        ("2024/12", "2024-12-01/2024-12-31"),
        ("11/2024", "2024-11-01/2024-11-30"),
    ],
)
def test_dates_in_figures_are_read_in_every_order(text: str, said: str) -> None:
    assert _said(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("top 3 of 25 October 2024", "2024-10-25"),
        ("Oct. 25th, 2024", "2024-10-25"),
        ("best of oct 25", "2024-10-25"),
        ("25 oct", "2024-10-25"),
        ("the 5th of feb", "2025-02-05"),
        ("february the fifth", "2025-02-05"),
        ("top 3 feb 5", "2025-02-05"),
        ("top 3 march 2024", "2024-03-01/2024-03-31"),
        ("papers of october", "2024-10-01/2024-10-31"),
        ("october's best", "2024-10-01/2024-10-31"),
        ("in may", "2024-05-01/2024-05-31"),
        ("dec'24", "2024-12-01/2024-12-31"),
        ("2024q4", "2024-10-01/2024-12-31"),
        ("dec '24", "2024-12-01/2024-12-31"),
        ("q4 2024", "2024-10-01/2024-12-31"),
        ("the third quarter of 2024", "2024-07-01/2024-09-30"),
        ("2024 H2", "2024-07-01/2024-12-31"),
        ("second half of 2024", "2024-07-01/2024-12-31"),
        ("early october", "2024-10-01/2024-10-10"),
        ("end of october", "2024-10-21/2024-10-31"),
        ("second half of october", "2024-10-16/2024-10-31"),
        ("mid 2024", "2024-05-01/2024-08-31"),
        ("the first week of november", "2024-11-04/2024-11-10"),
        ("the third tuesday of october", "2024-10-15"),
        ("last friday of october", "2024-10-25"),
        ("the last day of october", "2024-10-31"),
        ("best rag papers of 2024", "2024-01-01/2024-12-31"),
        ("2024 RAG papers", "2024-01-01/2024-12-31"),
        ("summer 2024", "2024-06-01/2024-08-31"),
        ("week of nov 18", "2024-11-18/2024-11-24"),
        ("the week of 2024-11-20", "2024-11-18/2024-11-24"),
        ("christmas eve", "2024-12-24"),
        ("thanksgiving 2023", "2023-11-23"),
    ],
)
def test_dates_in_english_words_are_read(text: str, said: str) -> None:
    assert _said(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2024년 11월 22일 추천 수 1위 논문은?", "2024-11-22"),
        ("24년 10월 21일", "2024-10-21"),
        ("10월 25일", "2024-10-25"),
        ("2024년 11월 22일자", "2024-11-22"),
        ("10월 25일 전체 논문", "2024-10-25"),
        ("시월 이십오일", "2024-10-25"),
        ("이천이십사년 십이월", "2024-12-01/2024-12-31"),
        ("10월꺼", "2024-10-01/2024-10-31"),
        ("10월달", "2024-10-01/2024-10-31"),
        ("2024 4분기", "2024-10-01/2024-12-31"),
        ("작년 하반기", "2024-07-01/2024-12-31"),
        ("10월 첫째주", "2024-10-01/2024-10-06"),
        ("10월 셋째 화요일", "2024-10-15"),
        ("10월 마지막날", "2024-10-31"),
        ("10월 초", "2024-10-01/2024-10-10"),
        ("10월 중순", "2024-10-11/2024-10-20"),
        ("10월말", "2024-10-21/2024-10-31"),
        ("10월 후반", "2024-10-16/2024-10-31"),
        ("2024년 초", "2024-01-01/2024-04-30"),
        ("그럼 2025년 것 중에는?", "2025-01-01/2025-12-31"),
        ("발렌타인데이 논문", "2024-02-14"),
        ("추석", "2024-09-17"),
        ("11월 20일이 있는 주", "2024-11-18/2024-11-24"),
    ],
)
def test_dates_in_korean_words_are_read(text: str, said: str) -> None:
    assert _said(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("yesterday's best", "2025-02-06"),
        ("the day before yesterday", "2025-02-05"),
        ("3 days ago", "2025-02-04"),
        ("this week", "2025-02-03/2025-02-09"),
        ("last week", "2025-01-27/2025-02-02"),
        ("past week", "2025-02-01/2025-02-07"),
        ("past 2 weeks", "2025-01-25/2025-02-07"),
        ("in the last couple of days", "2025-02-06/2025-02-07"),
        ("last month", "2025-01-01/2025-01-31"),
        ("last friday", "2025-01-31"),
        ("friday of last week", "2025-01-31"),
        ("last year's october", "2024-10-01/2024-10-31"),
        ("어제 1등", "2025-02-06"),
        ("그저께", "2025-02-05"),
        ("사흘 전", "2025-02-04"),
        ("엊그제 나온 거", "2025-02-05"),
        ("최근 일주일", "2025-02-01/2025-02-07"),
        ("최근 한 달", "2025-01-08/2025-02-07"),
        ("지난 보름 동안", "2025-01-24/2025-02-07"),
        ("이번주꺼", "2025-02-03/2025-02-09"),
        ("지난 주", "2025-01-27/2025-02-02"),
        ("지난 일요일", "2025-02-02"),
        ("저번주 화요일", "2025-01-28"),
        ("작년 11월", "2024-11-01/2024-11-30"),
        ("재작년", "2023-01-01/2023-12-31"),
        ("지난달 3일", "2025-01-03"),
    ],
)
def test_relative_words_count_from_today_and_say_so(text: str, said: str) -> None:
    assert _said(text) == said
    assert _only(text).period.relative


@pytest.mark.parametrize("text", ["feburary 5", "febuary 5", "Febrary 5"])
def test_names_of_months_and_days_may_be_misspelt(text: str) -> None:
    assert _said(text) == "2025-02-05"
    assert _said("best of wendsday please") == "2025-02-05"
    span = _only("so, yesturday's list")
    assert "so, yesturday's list"[span.start : span.end] == "yesturday's"


def test_the_day_of_a_month_alone_is_the_latest_listed_one() -> None:
    listed = [date(2025, 2, 5), date(2024, 12, 25), date(2024, 12, 24)]
    for text in ("the papers of the 25th", "25일", "25일 논문"):
        assert _said(text, listed=listed) == "2024-12-25"
    assert _said("25일", listed=()) == "2025-01-25"


def test_a_weekday_or_month_is_the_latest_up_to_the_newest_listing() -> None:
    listed = [date(2024, 11, 22)]
    assert _said("friday papers", date(2026, 3, 1), listed) == "2024-11-22"
    assert _said("토요일", date(2026, 3, 1), listed) == "2024-11-16"
    assert _said("12월", date(2026, 3, 1), listed) == "2023-12-01/2023-12-31"
    assert _said("10월 25일 1등", date(2026, 3, 1), [date(2025, 2, 5)]) == "2024-10-25"


def test_an_ambiguous_day_is_read_by_what_is_listed_and_keeps_its_other_readings() -> None:
    for listed, first, other in (
        ([date(2024, 12, 11)], "2024-12-11", "2024-11-12"),
        ([date(2024, 11, 12)], "2024-11-12", "2024-12-11"),
        ([], "2024-11-12", "2024-12-11"),
    ):
        span = _only("papers of 11/12/2024", date(2025, 3, 1), listed)
        assert _written(span.period) == first
        assert [_written(period) for period in span.others] == [other]
    assert _only("2024-11-12").others == ()


@pytest.mark.parametrize(
    "text",
    ["2024-13-01", "2024-02-30", "2월 30일", "2024년 13월", "31 Feb 2024", "Feb 21–30, 2024", "Feb 30", "2/29/2023"],
)
def test_a_day_that_the_calendar_does_not_have_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="not a calendar day"):
        find_periods(text, TODAY, LISTED)


def test_several_periods_are_found_in_order() -> None:
    text = "compare october 2024 with 2025년 1월"
    assert [text[span.start : span.end] for span in find_periods(text, TODAY, LISTED)] == ["october 2024", "2025년 1월"]


@pytest.mark.parametrize("text", ["soon", "25", "2024-10-25 diffusion", "언젠가", "october and january 5"])
def test_what_is_not_a_day_alone_is_refused_where_a_day_is_asked_for(text: str) -> None:
    with pytest.raises(InputError, match="not understood as a day"):
        parse_day(text, TODAY)


def test_a_day_alone_is_read_where_a_day_is_asked_for() -> None:
    assert parse_day(" 2024-10-25 ", TODAY).day == date(2024, 10, 25)
    assert parse_day("어제", TODAY) == Period(date(2025, 2, 6), date(2025, 2, 6), relative=True)


@given(st.dates(date(2000, 1, 1), date(2026, 12, 31)))
def test_every_day_is_read_back_in_every_common_form(day: date) -> None:
    forms = (
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day.year}년 {day.month}월 {day.day}일",
        f"{day:%d %B %Y}",
        f"{day:%b} {day.day}, {day.year}",
    )
    for form in forms:
        assert _only(f"papers of {form} please").period.day == day, form

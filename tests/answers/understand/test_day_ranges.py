from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.understand.calendar_values import Period
from bot.answers.understand.days import find_periods
from bot.texts import span_text

TODAY = date(2025, 2, 7)  # a Friday
LISTED = tuple(date(2025, 2, 5) - timedelta(days=days) for days in range(130))


def _only(text: str) -> Period:
    spans = find_periods(text, TODAY, LISTED)
    assert len(spans) == 1, spans
    return spans[0].period


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("between april and june 2024", "2024-04-01/2024-06-30"),
        ("from apr to jun '24", "2024-04-01/2024-06-30"),
        ("papers of Oct 21–25, 2024", "2024-10-21/2024-10-25"),
        ("Oct 21 - 25 2023", "2023-10-21/2023-10-25"),
        ("from 4 to 22 january", "2025-01-04/2025-01-22"),
        ("between 2024-10-21 and 2024-10-25", "2024-10-21/2024-10-25"),
        ("2024-10-21~25", "2024-10-21/2024-10-25"),
        ("nov to jan", "2024-11-01/2025-01-31"),
        ("2023-2024 사이 논문", "2023-01-01/2024-12-31"),
        ("last week from tue to thu", "2025-01-28/2025-01-30"),
        ("2024년 10월 21일~25일 논문", "2024-10-21/2024-10-25"),
        ("10월 21일부터 10월 25일까지", "2024-10-21/2024-10-25"),
        ("10월 21일과 25일 사이", "2024-10-21/2024-10-25"),
        ("작년 10월부터 12월까지", "2024-10-01/2024-12-31"),
        ("since nov 22", "2024-11-22/"),
        ("from nov 22", "2024-11-22/2024-11-22"),
        ("from nov 22 onwards", "2024-11-22/"),
        ("after 2024-11-01", "2024-11-02/"),
        ("before 2024-11-01", "/2024-10-31"),
        ("until Nov 2024", "/2024-11-30"),
        ("2024년 11월 이후 mamba", "2024-11-01/"),
        ("10월 25일부터", "2024-10-25/"),
        ("2024-11-01까지", "/2024-11-01"),
        ("10월 25일 전에", "/2024-10-24"),
        ("10월 이전", "/2024-09-30"),
        ("10/21-10/25", "2024-10-21/2024-10-25"),
    ],
)
def test_ranges_and_open_ends_are_read(text: str, said: str) -> None:
    period = _only(text)
    assert f"{period.since or ''}/{period.until or ''}" == said


@given(*[st.one_of(st.none(), st.dates(date(2000, 1, 1), date(2099, 12, 31)))] * 2)
def test_days_are_read_back_as_replies_write_them(one: date | None, other: date | None) -> None:
    since, until = sorted((one, other)) if one and other else (one, other)
    for form in span_text(since, until) if since or until else ():
        period = _only(f"{form} papers")
        assert (period.since, period.until) == (since, until), form

from __future__ import annotations

from datetime import time

import pytest

from bot.digest.times import parse_time, parse_weekdays, weekdays_text
from bot.errors import InputError


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("9", time(9)),
        ("09:30", time(9, 30)),
        ("9am", time(9)),
        ("9:15 PM", time(21, 15)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("오전 9시", time(9)),
        ("오후 9시 반", time(21, 30)),
        ("21시 30분", time(21, 30)),
        ("23:59", time(23, 59)),
        ("0930", time(9, 30)),
        ("９：３０", time(9, 30)),
        ("9 a.m.", time(9)),
        ("정오", time(12)),
        ("새벽 6시", time(6)),
        ("낮 11시", time(11)),
        ("낮 12시", time(12)),
        ("저녁 7시", time(19)),
        ("밤 9시", time(21)),
        ("밤 12시", time(0)),
        ("밤 1시", time(1)),
    ],
)
def test_a_time_of_day_is_read_in_both_languages(typed: str, expected: time) -> None:
    assert parse_time(typed) == expected


@pytest.mark.parametrize("typed", ["", "25:00", "9:75", "오전 9시 pm", "13pm", "오후 0시", "9:00:00", "-1"])
def test_what_is_no_time_of_day_is_refused(typed: str) -> None:
    with pytest.raises(InputError, match="09:00"):
        parse_time(typed)


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("sat, sun", {5, 6}),
        ("Saturday and Sunday", {5, 6}),
        ("토,일", {5, 6}),
        ("토일", {5, 6}),
        ("토요일과 일요일", {5, 6}),
        ("주말", {5, 6}),
        ("weekends", {5, 6}),
        ("금 토", {4, 5}),
        ("월수금", {0, 2, 4}),
        ("매주 월요일", {0}),
        ("평일", {0, 1, 2, 3, 4}),
        ("mon-wed", {0, 1, 2}),
        ("금~일", {4, 5, 6}),
        ("sat-mon", {5, 6, 0}),
        ("Tues/Thurs", {1, 3}),
        ("SUNDAYS", {6}),
        ("none", set[int]()),
        ("없음", set[int]()),
        ("ｓａｔ", {5}),
    ],
)
def test_days_of_the_week_are_read_in_both_languages(typed: str, days: set[int]) -> None:
    assert parse_weekdays(typed) == days


@pytest.mark.parametrize("typed", ["", "  ", "s", "someday", "8", "월요", "sat sun moon", "-- ", "mon-", "and", "토끼"])
def test_what_is_no_day_of_the_week_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(InputError, match="sat, sun") as raised:
        parse_weekdays(typed)
    assert "주말" in raised.value.text.ko


def test_seven_quiet_days_are_refused_because_a_pause_is_meant() -> None:
    with pytest.raises(InputError, match="/digest pause"):
        parse_weekdays("weekdays, weekends")


def test_the_names_of_days_are_read_back() -> None:
    for bits in range(127):
        days = frozenset(day for day in range(7) if bits >> day & 1)
        text = weekdays_text(days)
        assert parse_weekdays(text.en) == parse_weekdays(text.ko) == days
    assert weekdays_text(frozenset({6, 0})) == ("Monday, Sunday", "월요일, 일요일")

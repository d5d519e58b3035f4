from __future__ import annotations

from datetime import time

import pytest

from bot.digest.times import complete_timezones, parse_time, parse_timezone
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
    ("typed", "expected"),
    [
        ("Asia/Seoul", "Asia/Seoul"),
        ("asia/seoul", "Asia/Seoul"),
        ("서울", "Asia/Seoul"),
        ("KST", "Asia/Seoul"),
        ("Seoul", "Asia/Seoul"),
        ("new york", "America/New_York"),
        ("GMT", "UTC"),
        ("UTC", "UTC"),
    ],
)
def test_a_time_zone_is_known_by_its_name_in_any_case(typed: str, expected: str) -> None:
    assert parse_timezone(typed) == expected


@pytest.mark.parametrize("typed", ["", "Mars/Olympus", "../etc/passwd"])
def test_what_is_no_time_zone_is_refused(typed: str) -> None:
    with pytest.raises(InputError, match="No time zone"):
        parse_timezone(typed)


def test_time_zones_are_completed_with_the_place_first() -> None:
    assert complete_timezones("seoul") == ["Asia/Seoul"]
    assert complete_timezones("new york")[0] == "America/New_York"
    assert complete_timezones("한국") == ["Asia/Seoul"]
    assert len(complete_timezones("")) == 25

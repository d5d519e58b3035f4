"""Time zones as people type them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

from bot.digest.zones import complete_timezones, parse_timezone, timezone_text
from bot.errors import InputError

WINTER = datetime(2024, 12, 1, tzinfo=UTC)


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
        ("한국시간", "Asia/Seoul"),
        ("한국 표준시", "Asia/Seoul"),
        ("서울 시간", "Asia/Seoul"),
        ("Korea Standard Time", "Asia/Seoul"),
        ("Korean time", "Asia/Seoul"),
        ("EST", "America/New_York"),
        ("Eastern Time", "America/New_York"),
        ("미국 동부 시간", "America/New_York"),
        ("PDT", "America/Los_Angeles"),
        ("ＫＳＴ", "Asia/Seoul"),
        ("Berlin time", "Europe/Berlin"),
        ("Etc/GMT-9", "Etc/GMT-9"),
    ],
)
def test_a_time_zone_is_known_by_its_names(typed: str, expected: str) -> None:
    assert parse_timezone(typed) == expected


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("UTC+9", 540), ("GMT+9", 540), ("utc +09:00", 540), ("UTC9", 540), ("+9", 540), ("+0900", 540),
        ("GMT-3", -180),
        ("UTC−5", -300), ("UTC+5:30", 330), ("gmt+0530", 330), ("UTC+0", 0), ("UTC-0", 0), ("UTC+14", 840),
        ("-12", -720),
        ("UTC+5:45", 345), ("gmt+9 시간", 540),
    ],
)  # fmt: skip
def test_an_offset_is_a_clock_that_never_changes(typed: str, minutes: int) -> None:
    zone = ZoneInfo(parse_timezone(typed))
    for month in (1, 7):
        assert datetime(2025, month, 1, tzinfo=zone).utcoffset() == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    "typed",
    ["", "Mars/Olympus", "../etc/passwd", "UTC+15", "UTC-13", "+5:75", "9", "Etc/GMT-99", "UTC+3:10", "x" * 6000],
)
def test_what_is_no_time_zone_is_refused(typed: str) -> None:
    with pytest.raises(InputError, match="No time zone"):
        parse_timezone(typed)


@pytest.mark.parametrize(
    ("typed", "zones"), [("CST", "America/Chicago / Asia/Shanghai"), ("미국 시간", "America/New_York")]
)
def test_what_may_be_several_zones_is_asked_back(typed: str, zones: str) -> None:
    with pytest.raises(InputError, match=zones):
        parse_timezone(typed)


@pytest.mark.parametrize(
    ("typed", "zone"), [("Seol", "Asia/Seoul"), ("berln", "Europe/Berlin"), ("New Yrok", "America/New_York")]
)
def test_a_slip_is_answered_with_the_zone_that_is_near(typed: str, zone: str) -> None:
    with pytest.raises(InputError, match=f"did you mean {zone}"):
        parse_timezone(typed)


def test_time_zones_are_completed_with_the_place_first() -> None:
    assert complete_timezones("seoul", WINTER) == ["Asia/Seoul"]
    assert complete_timezones("new york", WINTER)[0] == "America/New_York"
    assert complete_timezones("한국", WINTER) == ["Asia/Seoul"]
    assert complete_timezones("한국시간", WINTER) == ["Asia/Seoul"]
    assert len(complete_timezones("", WINTER)) == 25


@pytest.mark.parametrize(
    ("typed", "first"),
    [("UTC+9", "Asia/Seoul"), ("GMT+9", "Asia/Seoul"), ("EST", "America/New_York"), ("utc-5", "America/New_York")],
)
def test_an_offset_and_an_abbreviation_are_completed_to_places(typed: str, first: str) -> None:
    assert complete_timezones(typed, WINTER)[0] == first


def test_a_place_stands_for_an_offset_only_while_its_clock_shows_it() -> None:
    assert "America/New_York" not in complete_timezones("UTC-5", WINTER + timedelta(days=210))


def test_all_that_is_suggested_is_understood() -> None:
    for typed in ("UTC+9", "CST", "미국", "u", "gmt-3:30", "+5:30"):
        for zone in complete_timezones(typed, WINTER):
            assert zone in available_timezones()
            assert parse_timezone(zone) == zone


def test_a_fixed_offset_is_shown_as_people_write_it() -> None:
    assert timezone_text("Etc/GMT-9") == "UTC+9"
    assert timezone_text("Etc/GMT+3") == "UTC-3"
    assert timezone_text("Asia/Seoul") == "Asia/Seoul"

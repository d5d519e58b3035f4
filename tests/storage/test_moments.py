"""Moments are written in UTC, so that their texts sort as they do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from bot.storage.moments import stamp, stamp_seconds

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
# From 1907 to 2223.
MICROSECONDS = st.integers(-2 * 10**15, 8 * 10**15).map(lambda count: timedelta(microseconds=count))


def _moment(after: timedelta, zone: timezone) -> datetime:
    return (EPOCH + after).astimezone(zone)


MOMENTS = st.builds(_moment, MICROSECONDS, ZONES)


def test_seconds_are_enough_where_they_are() -> None:
    moment = datetime(2024, 11, 25, 9, 0, 0, 5, timezone(timedelta(hours=9)))
    assert stamp(moment) == "2024-11-25T00:00:00.000005+00:00"
    assert stamp_seconds(moment) == "2024-11-25T00:00:00+00:00"


@given(MOMENTS)
def test_a_moment_comes_back(moment: datetime) -> None:
    assert datetime.fromisoformat(stamp(moment)) == moment
    assert datetime.fromisoformat(stamp_seconds(moment)) == moment.astimezone(UTC).replace(microsecond=0)


@given(MOMENTS, MOMENTS)
def test_the_texts_sort_as_the_moments(one: datetime, other: datetime) -> None:
    assert (stamp(one) < stamp(other)) == (one < other)
    first, second = (moment.astimezone(UTC).replace(microsecond=0) for moment in (one, other))
    assert (stamp_seconds(one) < stamp_seconds(other)) == (first < second)


def test_a_whole_second_sorts_before_its_parts() -> None:
    whole = datetime(2024, 11, 25, 9, tzinfo=UTC)
    assert stamp(whole) < stamp(whole.replace(microsecond=1)) < stamp(whole.replace(second=1))

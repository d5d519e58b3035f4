"""Which days are asked for, and when."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.feed.days import MOST_DAYS, completes_at, due_days, is_complete, today_of

NOW = datetime(2026, 9, 16, 12, tzinfo=UTC)
TODAY = date(2026, 9, 16)
DAY = timedelta(days=1)
START = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
MOMENTS = st.datetimes(START, START + 365 * DAY, timezones=st.just(UTC))


def days_back(first: int, last: int) -> list[date]:
    return [TODAY - DAY * back for back in range(first, last + 1)]


def just(days: list[date], moment: datetime) -> dict[date, datetime]:
    return dict.fromkeys(days, moment)


def test_the_first_start_asks_for_today_and_the_last_seven_days() -> None:
    assert due_days(NOW, {}) == days_back(0, 7)


def test_nothing_is_due_right_after_everything_was_fetched() -> None:
    assert due_days(NOW, just(days_back(0, 7), NOW)) == []


def test_todays_list_is_asked_for_each_hour_as_it_grows() -> None:
    fetched = just(days_back(0, 7), NOW)
    assert due_days(NOW + timedelta(minutes=59), fetched) == []
    assert due_days(NOW + timedelta(minutes=60), fetched) == [TODAY]


def test_yesterdays_list_is_asked_for_again_once_it_is_complete() -> None:
    end = completes_at(TODAY)
    assert end == datetime(2026, 9, 17, 2, 40, tzinfo=UTC)
    fetched = just(days_back(0, 7), end - timedelta(minutes=5))
    assert due_days(end - timedelta(minutes=1), fetched) == []
    assert due_days(end, fetched) == [TODAY + DAY, TODAY]


def test_a_list_that_has_not_begun_is_not_asked_for() -> None:
    early = datetime(2026, 9, 16, 2, 39, tzinfo=UTC)
    assert TODAY not in due_days(early, {})
    assert TODAY in due_days(early + timedelta(minutes=1), {})


def test_the_last_seven_days_are_asked_for_once_a_day_for_their_votes() -> None:
    fetched = just(days_back(1, 20), NOW - timedelta(hours=24)) | {TODAY: NOW}
    assert due_days(NOW, fetched) == days_back(1, 7)


def test_after_an_outage_what_is_missing_is_asked_for_and_no_more_than_31_days() -> None:
    fetched = just(days_back(12, 20), NOW - 12 * DAY)
    assert due_days(NOW, fetched) == days_back(0, 12)
    long_ago = just([TODAY - DAY * 90], NOW - DAY * 90)
    assert due_days(NOW, long_ago) == days_back(0, MOST_DAYS - 1)


def test_a_moment_far_ahead_keeps_no_day_from_being_asked_for() -> None:
    fetched = just(days_back(0, 7), NOW + 100 * DAY)
    assert due_days(NOW, fetched) == days_back(0, 7)


def test_a_day_is_complete_when_it_was_fetched_after_its_end_or_has_ended_long_ago() -> None:
    end = completes_at(TODAY)
    assert is_complete(TODAY, end, end)
    assert not is_complete(TODAY, end - timedelta(seconds=1), end + timedelta(hours=23))
    assert is_complete(TODAY, end - timedelta(seconds=1), end + timedelta(hours=24))


@given(now=MOMENTS, ages=st.dictionaries(st.integers(0, 80), st.integers(0, 200)))
def test_whatever_was_fetched_few_days_are_due_and_none_twice_in_an_hour(now: datetime, ages: dict[int, int]) -> None:
    today = today_of(now)
    fetched = {today - DAY * back: now - timedelta(hours=age) for back, age in ages.items()}
    due = due_days(now, fetched)
    assert len(set(due)) == len(due) <= MOST_DAYS
    assert all(day <= today for day in due)
    assert due_days(now, fetched | dict.fromkeys(due, now)) == []

"""A review of a week or a month comes once, on its day, and loses no listed day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from bot.digest.schedule import due, is_late, is_open, next_run
from bot.storage.digests.values import Delivery, Due, Pick, Subscription

SEOUL = ZoneInfo("Asia/Seoul")
FRIDAY = date(2024, 11, 22)


def _at(text: str, zone: ZoneInfo = SEOUL) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


START = _at("2024-10-01T12:00")
WEEKLY = Subscription(
    1, 2, time(9), "Asia/Seoul", 5, "en", "nothing", 3, START, every="week", weekday=4, review_since=START
)
MONTHLY = replace(WEEKLY, every="month", weekday=None)
DAYS = [FRIDAY + timedelta(days=60 - back) for back in range(180)]


def _days(now: datetime) -> list[date]:
    """Return what is listed by `now`: each day that is over."""
    today = now.astimezone(SEOUL).date()
    return [day for day in DAYS if day < today]


def _posted(item: Due, when: str | datetime, *, sent: bool = True) -> Delivery:
    moment = _at(when) if isinstance(when, str) else when
    return Delivery(
        1,
        2,
        item.kind,
        item.day,
        moment,
        (Pick("a"),),
        message_id=7 if sent else None,
        since=item.since,
        until=item.until,
    )


def _live(subscription: Subscription, since: str, days: int, posted: Sequence[Delivery] = ()) -> list[Delivery]:
    """Return the reviews that are claimed if the bot looks each hour."""
    known, now = list(posted), _at(since)
    for _ in range(days * 24):
        found = [item for item in due(now, subscription, _days(now), known) if item.kind in ("week", "month")]
        known += [_posted(item, now) for item in found]
        now += timedelta(hours=1)
    return known[len(posted) :]


def test_a_weekly_review_is_due_on_its_weekday_at_the_hour_with_the_seven_days_before() -> None:
    before, at = _at("2024-11-22T08:59"), _at("2024-11-22T09:00")
    assert due(before, WEEKLY, _days(before), [_posted(Due("week", date(2024, 11, 15)), "2024-11-15T09:00")]) == []
    assert due(at, WEEKLY, _days(at), []) == [Due("week", FRIDAY, date(2024, 11, 15), until=date(2024, 11, 21))]


def test_of_the_daily_posts_a_weekly_channel_gets_none() -> None:
    monday = _at("2024-11-25T09:00")
    posted = _posted(Due("week", FRIDAY, date(2024, 11, 15), until=date(2024, 11, 21)), "2024-11-22T09:00")
    assert due(monday, WEEKLY, _days(monday), [posted]) == []
    assert not is_open(monday, WEEKLY, [posted])


def test_a_channel_may_have_both_the_day_first() -> None:
    both, now = replace(WEEKLY, every="day-week"), _at("2024-11-22T09:00")
    assert [item.kind for item in due(now, both, _days(now), [])] == ["listing", "week"]
    review = _posted(Due("week", FRIDAY, date(2024, 11, 15), until=date(2024, 11, 21)), "2024-11-22T09:00")
    assert [item.kind for item in due(now, both, _days(now), [review])] == ["listing"]


def test_reviews_follow_each_other_without_a_gap_and_without_a_day_in_common() -> None:
    found = _live(WEEKLY, "2024-10-01T12:00", 60)
    assert [item.day for item in found] == [date(2024, 10, 4) + timedelta(weeks=week) for week in range(9)]
    for one, after in pairwise(found):
        assert one.until is not None
        assert after.since == one.until + timedelta(days=1)


def test_a_day_that_still_grows_is_in_the_next_review() -> None:
    now = _at("2024-11-22T09:00")
    (first,) = due(now, WEEKLY, [day for day in _days(now) if day != date(2024, 11, 21)], [])
    assert first.until == date(2024, 11, 20)
    later = _at("2024-11-29T09:00")
    (second,) = due(later, WEEKLY, _days(later), [_posted(first, now)])
    assert (second.since, second.until) == (date(2024, 11, 21), date(2024, 11, 28))


def test_after_an_outage_of_days_one_review_comes_for_the_newest_week_and_says_that_it_is_late() -> None:
    tuesday = _at("2024-11-26T09:30")
    posted = _posted(
        Due("week", date(2024, 11, 8), until=date(2024, 11, 7), since=date(2024, 11, 1)), "2024-11-08T09:00"
    )
    (found,) = due(tuesday, WEEKLY, _days(tuesday), [posted])
    assert (found.day, found.since) == (FRIDAY, date(2024, 11, 15))
    assert is_late(_posted(found, tuesday), WEEKLY, tuesday)
    friday = _at("2024-11-29T09:00")
    (after,) = due(friday, WEEKLY, _days(friday), [_posted(found, tuesday)])
    # What was listed until Monday was in the late one.
    assert (after.day, after.since) == (date(2024, 11, 29), date(2024, 11, 22))


def test_a_late_review_waits_for_the_hour_and_avoids_quiet_days_but_one_on_its_day_does_not() -> None:
    quiet = replace(WEEKLY, quiet_days=frozenset({4, 5}))
    on_its_day, saturday, night, sunday = (
        _at(f"2024-11-{moment}") for moment in ("22T09:00", "23T10:00", "24T06:00", "24T09:00")
    )
    assert due(on_its_day, quiet, _days(on_its_day), []) != []
    assert due(saturday, quiet, _days(saturday), []) == []
    assert due(night, quiet, _days(night), []) == []
    assert [item.day for item in due(sunday, quiet, _days(sunday), [])] == [FRIDAY]


@pytest.mark.parametrize("weekday", range(7))
@pytest.mark.parametrize("changed_at", [f"2024-11-{day}T{hour}:30" for day in range(22, 30) for hour in ("08", "10")])
def test_another_weekday_brings_no_second_review_within_a_week_and_loses_no_day(weekday: int, changed_at: str) -> None:
    known = [_posted(Due("week", date(2024, 11, 15), date(2024, 11, 8), until=date(2024, 11, 14)), "2024-11-15T09:00")]
    known += [item for item in _live(WEEKLY, "2024-11-15T10:00", 15, known) if item.claimed_at < _at(changed_at)]
    changed = replace(WEEKLY, weekday=weekday, review_since=_at(changed_at))
    # Looked at on the half hour, as it was changed.
    found = [*known, *_live(changed, changed_at, 28, known)]
    for one, after in pairwise(found):
        assert after.day - one.day >= timedelta(days=7)
        assert one.until is not None
        assert after.since == one.until + timedelta(days=1)
    assert len(found) >= 4


def test_another_hour_on_the_day_itself_does_not_cost_the_review() -> None:
    earlier = replace(WEEKLY, post_time=time(7), set_at=_at("2024-11-22T08:00"))
    now = _at("2024-11-22T08:01")
    assert [item.day for item in due(now, earlier, _days(now), [])] == [FRIDAY]


def test_a_review_that_never_got_through_leaves_its_days_to_the_next_one() -> None:
    lost = _posted(
        Due("week", date(2024, 11, 15), date(2024, 11, 8), until=date(2024, 11, 14)), "2024-11-15T09:00", sent=False
    )
    now = _at("2024-11-22T09:00")
    assert [item.since for item in due(now, WEEKLY, _days(now), [lost])] == [date(2024, 11, 8)]


def test_a_monthly_review_comes_on_the_first_with_the_month_before() -> None:
    now = _at("2024-11-01T09:00")
    assert due(now, MONTHLY, _days(now), []) == [
        Due("month", date(2024, 11, 1), date(2024, 10, 1), until=date(2024, 10, 31))
    ]


def test_a_monthly_review_may_come_on_the_first_chosen_weekday() -> None:
    first_monday = replace(MONTHLY, weekday=0)
    found = _live(first_monday, "2024-10-01T12:00", 60)
    assert [(item.day, item.since) for item in found] == [
        (date(2024, 10, 7), date(2024, 9, 2)),
        (date(2024, 11, 4), date(2024, 10, 7)),
    ]


def test_a_month_has_one_review_also_if_another_day_is_chosen_in_it() -> None:
    posted = _posted(Due("month", date(2024, 11, 1), date(2024, 10, 1), until=date(2024, 10, 31)), "2024-11-01T09:00")
    changed = replace(MONTHLY, weekday=4, review_since=_at("2024-11-03T10:00"))
    assert [item.day for item in _live(changed, "2024-11-03T10:00", 27, [posted])] == []
    december = _at("2024-12-06T09:00")
    (found,) = due(december, changed, _days(december), [posted])
    assert found.since == date(2024, 11, 1)


def test_a_leap_day_is_in_the_review_of_february() -> None:
    now = _at("2024-03-01T09:00")
    listed = [date(2024, 2, 29) - timedelta(days=back) for back in range(29)]
    early = replace(MONTHLY, set_at=_at("2024-01-01T00:00"), review_since=_at("2024-01-01T00:00"))
    assert due(now, early, listed, []) == [Due("month", date(2024, 3, 1), date(2024, 2, 1), until=date(2024, 2, 29))]


@pytest.mark.parametrize("zone", ["America/New_York", "Europe/Berlin", "Asia/Seoul", "Australia/Lord_Howe"])
def test_clocks_that_change_bring_each_week_once(zone: str) -> None:
    weekly = replace(WEEKLY, timezone=zone, weekday=6, post_time=time(2, 30), review_since=_at("2024-01-01T00:00"))
    known: list[Delivery] = []
    now, days = (
        _at("2024-02-25T00:00", ZoneInfo("UTC")),
        [date(2024, 12, 31) - timedelta(days=back) for back in range(366)],
    )
    while now < _at("2024-12-01T00:00"):
        found = due(now, weekly, [day for day in days if day < now.date()], known[-1:])
        known += [_posted(item, now) for item in found]
        now += timedelta(hours=1)
    weeks = [item.day for item in known]
    assert weeks == [weeks[0] + timedelta(weeks=number) for number in range(len(weeks))]
    assert len(weeks) >= 39


def test_a_week_without_papers_gives_highlights_only_where_they_are_chosen_and_no_daily_posts_bring_them() -> None:
    now = _at("2024-11-22T09:00")
    old = [date(2024, 10, 1)]
    assert due(now, WEEKLY, old, []) == []
    assert is_open(now, WEEKLY, [])
    wants = replace(WEEKLY, when_nothing_new="highlights")
    assert due(now, wants, old, []) == [Due("week", FRIDAY)]
    both = replace(wants, every="day-week")
    known = [_posted(Due("listing", old[0]), "2024-10-02T09:00")]
    assert [item.kind for item in due(now, both, old, known)] == ["highlights"]


def test_the_next_post_is_the_next_review() -> None:
    now = _at("2024-11-22T09:00")
    assert next_run(WEEKLY, now) == _at("2024-11-29T09:00")
    assert next_run(MONTHLY, now) == _at("2024-12-01T09:00")
    assert next_run(replace(WEEKLY, every="day-week"), now) == _at("2024-11-23T09:00")
    assert next_run(replace(WEEKLY, paused_at=now), now) is None


def test_a_review_set_up_after_its_hour_waits_for_the_next_one() -> None:
    new = replace(WEEKLY, review_since=_at("2024-11-22T10:00"))
    assert _live(new, "2024-11-22T10:00", 6) == []
    assert [item.day for item in _live(new, "2024-11-22T10:00", 8)] == [date(2024, 11, 29)]

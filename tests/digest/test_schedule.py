from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.digest.schedule import due, is_late, next_run, state_of
from bot.digest.slots import latest_slot, next_slot
from bot.storage.digests.values import Delivery, Due, Pick, Subscription
from bot.texts import Text

SEOUL = ZoneInfo("Asia/Seoul")
D21, D22, D23, D24 = (date(2024, 10, day) for day in (21, 22, 23, 24))


def _at(text: str, zone: ZoneInfo = SEOUL) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


SUBSCRIPTION = Subscription(1, 2, time(9), "Asia/Seoul", 5, "en", "nothing", 3, _at("2024-10-01T12:00"))


def _posted(day: date, when: str, kind: str = "listing") -> Delivery:
    return Delivery(1, 2, kind, day, _at(when), (Pick("a"),), 1, None, None, 77)  # type: ignore[arg-type]


def test_a_new_day_is_due_from_the_hour_on() -> None:
    assert due(_at("2024-10-21T08:59"), SUBSCRIPTION, [D21], [_posted(date(2024, 10, 20), "2024-10-20T09:00")]) == []
    later = due(_at("2024-10-21T09:00"), SUBSCRIPTION, [D21], [_posted(date(2024, 10, 20), "2024-10-20T09:00")])
    assert later == [Due("listing", D21)]


def test_a_first_post_shows_only_the_newest_day_of_the_archive() -> None:
    assert due(_at("2026-01-01T09:05"), SUBSCRIPTION, [D24, D23, D21], []) == [Due("listing", D24)]


def test_a_subscription_made_after_the_hour_waits_for_the_next_one() -> None:
    late = replace(SUBSCRIPTION, set_at=_at("2024-10-21T14:00"))
    assert due(_at("2024-10-21T14:01"), late, [D21], []) == []
    assert due(_at("2024-10-22T09:00"), late, [D21], []) == [Due("listing", D21)]


def test_a_day_that_was_posted_is_never_due_again() -> None:
    for when in ("2024-10-21T09:00", "2024-10-21T23:00", "2024-10-22T09:00", "2025-10-22T09:00"):
        assert due(_at(when), SUBSCRIPTION, [D21], [_posted(D21, "2024-10-21T09:00")]) == []


def test_days_that_came_together_are_posted_oldest_first_and_no_more_than_three() -> None:
    days = [D24, D23, D22, D21]
    posted = [_posted(date(2024, 10, 20), "2024-10-20T09:00")]
    assert due(_at("2024-10-24T09:00"), SUBSCRIPTION, days, posted) == [Due("listing", day) for day in (D22, D23, D24)]


def test_a_day_that_comes_after_the_hour_is_posted_when_the_slot_is_still_free() -> None:
    posted = [_posted(D21, "2024-10-21T09:00")]
    assert due(_at("2024-10-22T15:00"), SUBSCRIPTION, [D22, D21], posted) == [Due("listing", D22)]


def test_a_slot_serves_once() -> None:
    posted = [_posted(D21, "2024-10-22T09:00")]
    assert due(_at("2024-10-22T15:00"), SUBSCRIPTION, [D22, D21], posted) == []
    assert due(_at("2024-10-23T09:00"), SUBSCRIPTION, [D22, D21], posted) == [Due("listing", D22)]


def test_a_listing_of_a_day_to_come_waits_for_its_day() -> None:
    assert due(_at("2024-10-21T10:00"), SUBSCRIPTION, [D22, D21], []) == [Due("listing", D21)]


def test_a_change_of_hour_or_zone_within_the_day_posts_no_day_twice() -> None:
    posted = [_posted(D21, "2024-10-21T09:00")]
    for change in (
        replace(SUBSCRIPTION, post_time=time(15), set_at=_at("2024-10-21T10:00")),
        replace(SUBSCRIPTION, timezone="America/New_York", set_at=_at("2024-10-21T10:00")),
    ):
        for hours in range(48):
            assert due(_at("2024-10-21T10:00") + timedelta(hours=hours), change, [D21], posted) == []


def test_a_clock_that_jumps_back_posts_nothing_twice() -> None:
    posted = [_posted(D21, "2024-10-21T09:00")]
    assert due(_at("2024-10-21T08:00"), SUBSCRIPTION, [D22, D21], posted) == []


def test_highlights_come_only_when_chosen_and_nothing_new_is_there_and_once_a_date() -> None:
    wants = replace(SUBSCRIPTION, when_nothing_new="highlights")
    posted = [_posted(D21, "2024-10-21T09:00")]
    now = _at("2024-10-22T09:00")
    assert due(now, SUBSCRIPTION, [D21], posted) == []
    assert due(now, wants, [D21], posted) == [Due("highlights", D22)]
    assert due(now, wants, [D22, D21], posted) == [Due("listing", D22)]
    done = [*posted, _posted(D22, "2024-10-22T09:00", "highlights")]
    moved = replace(wants, post_time=time(11), set_at=_at("2024-10-22T10:00"))
    assert due(_at("2024-10-22T11:00"), moved, [D21], done) == []
    assert due(now, wants, [], posted) == []


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        # Clocks skip 02:00 to 03:00 on 2024-03-10 in New York, and show 01:00 to 02:00 twice on 2024-11-03.
        ("2024-03-10T12:00", "2024-03-10T03:00"),
        ("2024-03-11T12:00", "2024-03-11T02:30"),
    ],
)
def test_a_time_that_does_not_exist_that_day_is_the_next_valid_minute(now: str, expected: str) -> None:
    zone = ZoneInfo("America/New_York")
    assert latest_slot(_at(now, zone), time(2, 30), zone) == _at(expected, zone)


def test_a_time_that_exists_twice_serves_once() -> None:
    zone = ZoneInfo("America/New_York")
    first = datetime(2024, 11, 3, 5, 30, tzinfo=UTC)
    for minutes in range(0, 24 * 60, 10):
        assert latest_slot(first + timedelta(minutes=minutes), time(1, 30), zone) == first
    assert next_slot(first, time(1, 30), zone) == datetime(2024, 11, 4, 6, 30, tzinfo=UTC)


def test_the_next_slot_follows_the_latest() -> None:
    now = _at("2024-10-21T09:00")
    assert latest_slot(now, time(9), SEOUL) == now
    assert next_slot(now, time(9), SEOUL) == now + timedelta(days=1)


def test_a_pause_posts_nothing_and_the_days_of_it_do_not_pour_out_after_it() -> None:
    posted = [_posted(date(2024, 10, 20), "2024-10-20T09:00")]
    paused = replace(SUBSCRIPTION, paused_at=_at("2024-10-20T12:00"))
    days = [D24, D23, D22, D21]
    assert due(_at("2024-10-21T09:00"), paused, [D21], posted) == []
    resumed = replace(SUBSCRIPTION, set_at=_at("2024-10-24T11:00"))
    assert due(_at("2024-10-24T11:01"), resumed, days, posted) == []
    assert due(_at("2024-10-25T09:00"), resumed, days, posted) == [Due("listing", day) for day in (D22, D23, D24)]


def test_a_quiet_day_is_named_by_the_local_date_of_its_slot_and_its_listing_waits() -> None:
    # 2024-10-21 is a Monday in Seoul, while it is still Sunday in UTC at that hour.
    quiet = replace(SUBSCRIPTION, quiet_days=frozenset({0}), when_nothing_new="highlights")
    posted = [_posted(date(2024, 10, 20), "2024-10-20T09:00")]
    assert due(_at("2024-10-21T09:00"), quiet, [D21], posted) == []
    assert due(_at("2024-10-21T23:00"), quiet, [D21], posted) == []
    assert due(_at("2024-10-22T02:00"), quiet, [D21], posted) == []
    assert due(_at("2024-10-22T09:00"), quiet, [D22, D21], posted) == [Due("listing", D21), Due("listing", D22)]


def test_a_persons_days_come_as_one_post() -> None:
    person = replace(SUBSCRIPTION, guild_id=0, user_id=7, listed_after=date(2024, 10, 20))
    days = [D24, D23, D22, D21, date(2024, 10, 20)]
    assert due(_at("2024-10-24T09:00"), person, days, []) == [Due("listing", D24, D21)]
    assert due(_at("2024-10-24T09:00"), person, days, [_posted(D22, "2024-10-22T09:00")]) == [Due("listing", D24, D23)]
    assert due(_at("2024-10-24T09:00"), person, days, [_posted(D24, "2024-10-23T09:00")]) == []
    many = [date(2024, 10, 24) - timedelta(days=back) for back in range(60)]
    (post,) = due(_at("2024-10-24T09:00"), replace(person, listed_after=date(2024, 1, 1)), many, [])
    assert (post.since, post.day) == (date(2024, 10, 11), D24)


def test_a_person_who_follows_today_gets_nothing_that_was_listed_before() -> None:
    person = replace(SUBSCRIPTION, guild_id=0, user_id=7, listed_after=D21)
    assert due(_at("2024-10-22T09:00"), person, [D21], []) == []


def test_a_persons_late_message_takes_its_day_and_a_waiting_one_goes_first() -> None:
    person = replace(SUBSCRIPTION, guild_id=0, user_id=7)
    waiting = replace(_posted(D21, "2024-10-21T09:00"), message_id=None)
    assert due(_at("2024-10-22T09:00"), person, [D22, D21], [waiting]) == []
    late = replace(waiting, message_id=77, sent_at=_at("2024-10-22T08:50"))
    assert due(_at("2024-10-22T09:01"), person, [D22, D21], [late]) == []
    unknown = replace(waiting, claimed_at=_at("2024-10-21T09:00"), attempted_at=_at("2024-10-22T08:59"))
    assert due(_at("2024-10-22T09:01"), person, [D22, D21], [unknown]) == []
    early = replace(late, sent_at=_at("2024-10-21T23:50"))
    assert due(_at("2024-10-22T09:01"), person, [D22, D21], [early]) == [Due("listing", D22, D22)]


def test_the_next_run_skips_quiet_days_and_a_pause_has_none() -> None:
    friday = _at("2024-10-25T10:00")
    assert next_run(SUBSCRIPTION, friday) == _at("2024-10-26T09:00")
    assert next_run(replace(SUBSCRIPTION, quiet_days=frozenset({5, 6})), friday) == _at("2024-10-28T09:00")
    assert next_run(replace(SUBSCRIPTION, quiet_days=frozenset({0, 1, 2, 3, 5, 6})), friday) == _at("2024-11-01T09:00")
    assert next_run(replace(SUBSCRIPTION, paused_at=friday), friday) is None
    assert next_run(replace(SUBSCRIPTION, quiet_days=frozenset(range(7))), friday) is None


def test_a_post_is_late_a_quarter_of_an_hour_after_its_slot() -> None:
    claimed = _posted(D21, "2024-10-21T09:00")
    assert not is_late(claimed, SUBSCRIPTION, _at("2024-10-21T09:15"))
    assert is_late(claimed, SUBSCRIPTION, _at("2024-10-21T09:16"))
    assert is_late(claimed, SUBSCRIPTION, _at("2024-10-22T09:00"))


def test_what_became_of_a_delivery() -> None:
    sent = _posted(D21, "2024-10-21T09:00")
    claimed = replace(sent, message_id=None)
    waiting = replace(claimed, last_error=Text("no", "안 됨"))
    now, later = _at("2024-10-22T09:00"), _at("2024-10-22T09:01")
    assert [state_of(item, now) for item in (sent, claimed, waiting)] == ["sent", "claimed", "waiting"]
    assert [state_of(item, later) for item in (sent, claimed, waiting)] == ["sent", "failed", "failed"]

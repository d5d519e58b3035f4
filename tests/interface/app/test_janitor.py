"""What is older than it is kept goes, and what the promises need stays."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.interface.app.janitor import Janitor, until_next
from bot.storage.database import Store
from bot.storage.digests.ledger import DigestLedger
from bot.storage.digests.posted import forget_deliveries
from bot.storage.digests.values import Due, Pick, Subscription
from bot.storage.people.kept import Privacy
from bot.storage.sweeping import RULES, sweep
from tests.interface.conftest import Stage

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
GUILD, CHANNEL, PERSON, DIRECT = 1, 10, 7, 70


def subscription(guild_id: int, channel_id: int, user_id: int | None = None) -> Subscription:
    return Subscription(
        guild_id, channel_id, time(9), "UTC", 2, "en", "nothing", 5, NOW - timedelta(days=900), user_id=user_id
    )


@pytest.fixture
async def store(tmp_path: Path) -> AsyncGenerator[Store]:
    async with Store.open(tmp_path / "papers.db") as opened:
        yield opened


async def write(store: Store, sql: str, rows: Sequence[Sequence[int | str | None]]) -> None:
    async with store.transaction() as transaction:
        await transaction.execute_many(sql, rows)


async def post(store: Store, wanted: Subscription, day: date, *arxiv_ids: str) -> None:
    """Claim a listing day on its own morning."""
    moment = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    await DigestLedger(store).claim(wanted, [(Due("listing", day), [Pick(one) for one in arxiv_ids])], moment)


async def days(store: Store, channel_id: int) -> list[str]:
    rows = await store.rows("SELECT day FROM digest_delivery WHERE channel_id = ? ORDER BY day DESC", (channel_id,))
    return [row[0] for row in rows]


async def clean(store: Store, now: datetime = NOW) -> dict[str, int]:
    return dict(await Janitor(None, store, lambda: now, 0.0).clean(now))  # pyright: ignore[reportArgumentType]


async def channel(store: Store, count: int, every: int = 1) -> Subscription:
    """Return a channel that got `count` posts of two papers, one `every` so many days, the last one today."""
    wanted = subscription(guild_id=GUILD, channel_id=CHANNEL)
    await DigestLedger(store).subscribe(wanted)
    for back in range(count):
        day = NOW.date() - timedelta(days=back * every)
        await post(store, wanted, day, f"2401.{back:05}", f"2402.{back:05}")
    return wanted


async def follower(store: Store, *, stopped_at: datetime | None = None, follows: bool = True) -> Subscription:
    since = (NOW - timedelta(days=500)).isoformat()
    row = (PERSON, DIRECT, since, stopped_at.isoformat() if stopped_at else None)
    await write(
        store,
        "INSERT INTO follower (user_id, channel_id, language, since, stopped_at) VALUES (?, ?, 'en', ?, ?)",
        [row],
    )
    if follows:
        await write(store, "INSERT INTO follow VALUES (?, 'topic', 'diffusion', ?, NULL)", [(PERSON, since)])
    return subscription(guild_id=0, channel_id=DIRECT, user_id=PERSON)


async def test_deliveries_go_after_a_month_and_their_papers_are_known_all_the_same(store: Store) -> None:
    await channel(store, 60)
    before = await DigestLedger(store).shown(CHANNEL)
    assert await clean(store) == {"deliveries": 30}
    assert len(await days(store, CHANNEL)) == 30
    assert len(before) == 120
    assert await DigestLedger(store).shown(CHANNEL) == before
    assert await clean(store) == {}
    assert await store.integrity_faults() == []


async def test_of_a_channel_that_seldom_posts_the_history_stays(store: Store) -> None:
    await channel(store, 50, every=7)
    await clean(store)
    assert len(await DigestLedger(store).history(CHANNEL, 40)) == 30
    assert len(await days(store, CHANNEL)) == 30


async def test_the_posts_of_single_papers_go_with_their_delivery(store: Store) -> None:
    wanted = await channel(store, 0)
    await post(store, wanted, date(2025, 1, 1), "2501.00001")
    await post(store, wanted, date(2025, 1, 2), "2501.00002")
    ledger = DigestLedger(store)
    for delivery in await ledger.deliveries(CHANNEL):
        await ledger.parts.sent(delivery, delivery.picks[0].arxiv_id, 7)
    await ledger.unsubscribe(GUILD, CHANNEL)
    await clean(store, datetime(2025, 3, 1, tzinfo=UTC))
    assert await store.rows("SELECT arxiv_id FROM digest_part") == [("2501.00002",)]
    (kept,) = await ledger.deliveries(CHANNEL)
    assert await ledger.parts.of(kept) == {"2501.00002": 7}


async def test_the_newest_day_of_a_channel_stays_however_long_nothing_was_listed(store: Store) -> None:
    wanted = await channel(store, 1)
    await clean(store, NOW + timedelta(days=3_000))
    assert [one.day for one in await DigestLedger(store).deliveries(wanted.channel_id, NOW)] == [NOW.date()]


async def test_a_channel_that_was_turned_off_keeps_its_newest_day_for_a_year(store: Store) -> None:
    await channel(store, 40)
    await DigestLedger(store).unsubscribe(GUILD, CHANNEL)
    await clean(store, NOW + timedelta(days=364))
    assert await days(store, CHANNEL) == [NOW.date().isoformat()]
    await clean(store, NOW + timedelta(days=366))
    assert await days(store, CHANNEL) == []


async def test_papers_do_not_come_again_for_a_year_and_are_forgotten_after_it(store: Store) -> None:
    await channel(store, 1)
    await DigestLedger(store).unsubscribe(GUILD, CHANNEL)
    await clean(store, NOW + timedelta(days=366))
    assert len(await DigestLedger(store).shown(CHANNEL)) == 2
    await clean(store, NOW + timedelta(days=430))
    assert await DigestLedger(store).shown(CHANNEL) == frozenset()


async def test_papers_of_one_month_that_go_at_different_times_are_kept_together(store: Store) -> None:
    wanted = await channel(store, 0)
    for day in range(1, 29):
        await post(store, wanted, date(2026, 1, day), f"2601.{day:05}", "2601.99999")
    await DigestLedger(store).unsubscribe(GUILD, CHANNEL)
    for day in range(32):
        await clean(store, datetime(2026, 2, 1, tzinfo=UTC) + timedelta(days=day))
    ((papers,),) = await store.rows("SELECT count(*) FROM digest_posted")
    assert papers == 1
    assert len(await DigestLedger(store).shown(CHANNEL)) == 29


async def test_a_damaged_month_keeps_no_channel_from_its_posts(store: Store) -> None:
    await channel(store, 40)
    await write(store, "INSERT INTO digest_posted VALUES (?, ?, '2026-01', x'00')", [(CHANNEL, GUILD)])
    assert len(await DigestLedger(store).shown(CHANNEL)) == 80
    await clean(store)
    assert len(await DigestLedger(store).shown(CHANNEL)) == 80


async def test_a_persons_old_messages_are_shown_and_deleted_as_theirs(store: Store) -> None:
    person = await follower(store)
    await post(store, person, date(2025, 12, 1), "2512.00001", "2512.00002")
    await post(store, person, date(2025, 12, 2), "2512.00003")
    await clean(store)
    kept = await Privacy(store).kept(PERSON)
    assert [(month.month, month.papers) for month in kept.months] == [("2025-12", ("2512.00001", "2512.00002"))]
    # No day comes to them twice while they follow something.
    assert [each.day for each in kept.deliveries] == [date(2025, 12, 2)]
    await Privacy(store).delete(PERSON)
    for table in ("digest_delivery", "digest_posted", "follower", "follow"):
        assert await store.rows(f"SELECT * FROM {table}") == []


async def test_who_refuses_messages_for_a_year_follows_nothing_any_more_and_keeps_what_they_saved(store: Store) -> None:
    person = await follower(store, stopped_at=NOW - timedelta(days=300))
    await post(store, person, date(2025, 4, 1), "2504.00001")
    await write(
        store,
        "INSERT INTO saved_paper (user_id, arxiv_id, title, saved_at) VALUES (?, '2504.00001', 'A title', ?)",
        [(PERSON, NOW.isoformat())],
    )
    await clean(store)
    assert await store.rows("SELECT user_id FROM follower") == [(PERSON,)]
    assert (await clean(store, NOW + timedelta(days=70)))["followers"] == 1
    kept = await Privacy(store).kept(PERSON)
    assert (kept.follows, kept.feed, kept.deliveries, kept.months, len(kept.saved)) == ((), None, (), (), 1)


async def test_where_messages_went_is_forgotten_when_nothing_was_sent_for_long(store: Store) -> None:
    person = await follower(store, follows=False)
    await post(store, person, NOW.date(), "2603.00001")
    await clean(store, NOW + timedelta(days=40))
    assert (await Privacy(store).kept(PERSON)).feed is not None, "what was posted there is still known"
    await clean(store, NOW + timedelta(days=430))
    assert (await Privacy(store).kept(PERSON)).nothing


async def test_lists_threads_acts_drafts_and_uploads_go_by_their_age(store: Store) -> None:
    def ago(days: int = 0, hours: int = 0) -> str:
        return (NOW - timedelta(days=days, hours=hours)).isoformat(timespec="seconds")

    await write(
        store,
        "INSERT INTO shown_list (id, user_id, shown_at, content) VALUES (?, 5, ?, '{}')",
        [(1, ago(days=31)), (2, ago(days=29))],
    )
    await write(
        store,
        "INSERT INTO discussion (guild_id, arxiv_id, thread_id, opened_at, used_at) VALUES (1, ?, ?, ?, ?)",
        [
            ("a", 1, ago(days=400), None),
            ("b", 2, ago(days=400), ago(days=20)),
            ("c", 3, ago(days=400), ago(days=181)),
            ("d", 4, ago(days=100), None),
        ],
    )
    await write(
        store,
        "INSERT INTO audit (id, at, user_id, guild_id, action, detail) VALUES (?, ?, 5, 1, 'x', 'y')",
        [(1, ago(days=366)), (2, ago(days=364))],
    )
    await write(
        store,
        "INSERT INTO corpus_upload VALUES (?, 'a.md', x'00', 'z', ?)",
        [(1, ago(hours=25)), (2, ago(hours=23))],
    )
    await write(
        store,
        "INSERT INTO digest_draft (id, guild_id, user_id, settings, changed, updated_at) VALUES (?, 1, 5, '{}', 0, ?)",
        [("old", ago(hours=25)), ("new", ago(hours=23))],
    )
    assert await clean(store) == {"lists": 1, "threads": 2, "acts": 1, "uploads": 1, "drafts": 1}
    assert await store.rows("SELECT id FROM digest_draft") == [("new",)]
    assert await store.rows("SELECT id FROM shown_list") == [(2,)]
    assert await store.rows("SELECT arxiv_id FROM discussion ORDER BY 1") == [("b",), ("d",)]
    assert await store.rows("SELECT id FROM audit") == [(2,)]
    assert await store.rows("SELECT id FROM corpus_upload") == [(2,)]


async def test_revisions_that_can_be_taken_back_and_those_that_were_stay(store: Store) -> None:
    old = (NOW - timedelta(days=400)).isoformat()
    revision = "INSERT INTO corpus_revision VALUES (?, ?, 1, 1, 1, 0, 0, 0, ?, NULL)"
    await write(store, revision, [(number, old, 1 if number == 28 else None) for number in range(1, 31)])
    await write(store, "INSERT INTO corpus_change VALUES (?, 'a', NULL)", [(number,) for number in range(21, 31)])
    assert await clean(store) == {"revisions": 19}
    assert [row[0] for row in await store.rows("SELECT id FROM corpus_revision ORDER BY 1")] == [1, *range(21, 31)]
    assert await store.integrity_faults() == []


async def test_a_slice_is_small_and_others_write_in_between(store: Store) -> None:
    old = (NOW - timedelta(days=90)).isoformat()
    rows = [(number, number % 9, old) for number in range(1_050)]
    await write(store, "INSERT INTO shown_list (id, user_id, shown_at, content) VALUES (?, ?, ?, '{}')", rows)
    counts: list[int] = []
    async for count in sweep(store, NOW, RULES["lists"]):
        counts.append(count)
        await write(store, "INSERT INTO left_guild VALUES (?, '')", [(len(counts),)])
    assert counts == [25] * 42 + [0]
    await channel(store, 250)
    assert max([count async for count in forget_deliveries(store, NOW + timedelta(days=90))]) <= 20


async def test_what_went_is_one_line_of_log(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    await channel(store, 60)
    with caplog.at_level(logging.INFO, "bot.interface.app.janitor"):
        await clean(store)
        await clean(store)
    assert [record.getMessage() for record in caplog.records] == ["no longer kept: 30 deliveries"]


async def test_what_fails_leaves_the_rest_to_go(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    await channel(store, 60)
    await write(store, "CREATE TRIGGER stop BEFORE DELETE ON shown_list BEGIN SELECT RAISE(ABORT, 'no'); END", [()])
    await write(
        store, "INSERT INTO shown_list (id, user_id, shown_at, content) VALUES (1, 1, '2020-01-01', '{}')", [()]
    )
    assert await clean(store) == {"deliveries": 30}
    assert any("could not remove old lists" in record.message for record in caplog.records)


@pytest.mark.parametrize(
    ("now", "seconds"), [("12:00:00", 37 * 60), ("12:36:59", 1), ("12:37:00", 3600), ("12:59:30", 37 * 60 + 30)]
)
def test_it_runs_once_an_hour_beside_the_minutes_of_posts(now: str, seconds: float) -> None:
    assert until_next(datetime.fromisoformat(f"2026-03-01T{now}+00:00")) == seconds


async def test_a_running_bot_has_one_and_it_ends_with_it(stage: Stage) -> None:
    assert isinstance(stage.bot.get_cog("Janitor"), Janitor)
    assert [task for task in asyncio.all_tasks() if task.get_name() == "janitor"]
    await stage.bot.remove_cog("Janitor")
    assert not [task for task in asyncio.all_tasks() if task.get_name() == "janitor"]


async def test_the_newest_review_of_a_channel_is_kept_so_that_none_comes_too_soon(store: Store) -> None:
    wanted = subscription(guild_id=GUILD, channel_id=CHANNEL)
    await DigestLedger(store).subscribe(wanted)
    for days in (100, 70, 40):
        day = NOW.date() - timedelta(days=days)
        due = Due("month", day, day - timedelta(days=30), until=day - timedelta(days=1))
        await DigestLedger(store).claim(wanted, [(due, [Pick(f"24{days}")])], NOW - timedelta(days=days))
    for back in range(20):
        await post(store, wanted, NOW.date() - timedelta(days=back), f"2401.{back:05}")
    await clean(store)
    kept = [one for one in await DigestLedger(store).deliveries(CHANNEL, NOW) if one.kind == "month"]
    newest = NOW.date() - timedelta(days=40)
    assert [(one.day, one.until) for one in kept] == [(newest, newest - timedelta(days=1))]
    assert {"24100", "2470", "2440"} <= await DigestLedger(store).shown(CHANNEL)

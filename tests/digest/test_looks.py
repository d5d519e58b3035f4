"""When a channel is next looked at: never later than when something falls due there, and by one question a minute."""

from __future__ import annotations

import random
import sqlite3
import time as clock
from collections.abc import AsyncGenerator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.addresses import PostgresAddress
from bot.digest.listed import Listed
from bot.digest.schedule import due, next_look, undelivered, unfinished, waits
from bot.shards import Served
from bot.storage import database as store_module
from bot.storage.connections import Row
from bot.storage.database import Store
from bot.storage.digests.looks import Look, Place
from bot.storage.digests.values import Delivery, Due, Pick, Subscription
from bot.storage.follow import Follow
from bot.storage.retention import LEFT_GUILDS
from tests.digest.test_channels import MINUTE, NINE, SUB, Setting, papers

DAY = timedelta(days=1)
MIGRATIONS = Path(store_module.__file__).parent / "migrations"
ZONES = ("Asia/Seoul", "America/New_York", "Pacific/Kiritimati", "UTC", "Europe/London")
# Clocks change in this week: in New York on the 3rd, in London on the 27th.
WEEK = datetime(2024, 10, 27, tzinfo=UTC)
PERSON = replace(SUB, guild_id=0, channel_id=70, user_id=7, follows=(Follow("topic", "robot"),))


@pytest.fixture
async def world(tmp_path: Path) -> AsyncGenerator[Setting]:
    async with Store.open(tmp_path / "db") as store:
        yield Setting(store)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Path | PostgresAddress:
    """Return a new database: a file, or on a server."""
    return tmp_path / "db" if request.param == "sqlite" else request.getfixturevalue("postgres").new()


class Case:
    """Be a subscription, listings and deliveries at some moment, all of them at random."""

    def __init__(self, seed: int) -> None:
        self.chance = chance = random.Random(seed)
        self.now = WEEK + timedelta(minutes=chance.randrange(9 * 24 * 60), seconds=chance.randrange(60))
        hour = time(chance.choice((chance.randrange(24), 0, 2, 22, 23)), chance.choice((0, 30, 59)))
        self.subscription = replace(
            PERSON if chance.random() < 0.5 else SUB,
            post_time=hour,
            timezone=chance.choice(ZONES),
            set_at=self.now - timedelta(hours=chance.choice((1, 30, 200, -3, -40))),
            quiet_days=frozenset(chance.sample(range(7), chance.choice((0, 0, 2, 7)))),
            when_nothing_new=chance.choice(("nothing", "highlights")),
            paused_at=self.now if chance.random() < 0.05 else None,
        )
        if self.subscription.user_id is None and chance.random() < 0.6:
            every, weekday = chance.choice(
                (("week", 0), ("week", 4), ("day-week", 2), ("month", None), ("day-month", 5))
            )
            since = self.now - timedelta(hours=chance.choice((1, 30, 200, 2000, -3, -40)))
            self.subscription = replace(self.subscription, every=every, weekday=weekday, review_since=since)
        ahead = chance.choice((-2, -1, 0, 1, 2))
        first = self.now.date() + timedelta(days=ahead)
        self.days = [first - timedelta(days=back) for back in range(chance.randrange(5))]
        self.deliveries = sorted(map(self._delivery, range(chance.randrange(4))), key=lambda item: item.claimed_at)

    def _delivery(self, back: int) -> Delivery:
        chance = self.chance
        claimed = self.now - timedelta(minutes=chance.randrange(-60, 3 * 24 * 60))
        sent = claimed + timedelta(minutes=chance.randrange(600)) if chance.random() < 0.5 else None
        retry = self.now + timedelta(minutes=chance.choice((-5, 3, 200, 500))) if chance.random() < 0.7 else None
        return Delivery(
            1,
            2,
            chance.choice(("listing", "listing", "highlights", "week", "month")),
            self.now.date() - timedelta(days=back + chance.randrange(2)),
            claimed,
            (Pick("a"),),
            chance.randrange(3),
            retry,
            None,
            None if sent is None else 5,
            chance.choice((None, claimed)),
            sent,
            threads_due="post" if sent and chance.random() < 0.3 else "none",
        )

    def duties(self, now: datetime) -> set[tuple[object, ...]]:
        """Return what falls to be done at a moment."""
        left = (*undelivered(now, self.deliveries), *unfinished(now, self.deliveries))
        posts = due(now, self.subscription, self.days, self.deliveries)
        found: set[tuple[object, ...]] = {
            ("again", item.kind, item.day, item.claimed_at) for item in left if not waits(item, now)
        }
        return found | {("claim", post.kind, post.day, post.since) for post in posts}


@given(seed=st.integers(0, 2**40))
@settings(max_examples=400, deadline=None)
def test_up_to_the_next_look_nothing_falls_due_that_was_not_due_before(seed: int) -> None:
    case = Case(seed)
    look_at = next_look(case.now, case.subscription, case.days, case.deliveries)
    assert look_at is None or case.now < look_at <= case.now + timedelta(days=1, hours=2)
    known, end = case.duties(case.now), look_at or case.now + 3 * DAY
    if case.subscription.paused_at is not None:
        return
    moment = case.now
    while (moment := moment + 7 * MINUTE) < end:
        assert case.duties(moment) <= known, moment


async def test_an_idle_minute_is_one_question_however_many_there_are(
    world: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, 40):
        weekly = replace(SUB, every="day-week", weekday=NINE.weekday(), review_since=SUB.set_at)
        chosen = (SUB, weekly, replace(weekly, every="week"))[number % 3]
        await world.service.subscribe(replace(chosen, guild_id=number, channel_id=number))
    await world.follow(PERSON)
    await world.service.tick(NINE)
    await world.service.tick(NINE + MINUTE)
    asked: list[str] = []
    rows, transaction = Store.rows, Store.transaction

    async def note(store: Store, sql: str, values: tuple[object, ...] = ()) -> list[Row]:
        asked.append(sql)
        return await rows(store, sql, values)  # pyright: ignore[reportArgumentType]

    def begin(store: Store, *values: object) -> object:
        asked.append("BEGIN")
        return transaction(store, *values)  # pyright: ignore[reportArgumentType]

    monkeypatch.setattr(Store, "rows", note)
    monkeypatch.setattr(Store, "transaction", begin)
    await world.service.tick(NINE + 2 * MINUTE)
    assert len(asked) == 1


async def _fill(store: Store, servers: int, people: int, look_at: datetime) -> None:
    async with store.transaction() as transaction:
        await transaction.execute_many(
            "INSERT INTO digest_subscription (guild_id, channel_id, post_time, timezone, count, language, "
            "when_nothing_new, set_by, set_at) VALUES (?, ?, '09:00', 'UTC', 5, 'en', 'nothing', 1, '2024-10-20')",
            [(number, number) for number in range(1, servers + 1)],
        )
        await transaction.execute_many(
            "INSERT INTO follower (user_id, channel_id, language, since) VALUES (?, ?, 'en', '2024-10-01')",
            [(number, number) for number in range(servers + 1, servers + people + 1)],
        )
        await transaction.execute(
            "UPDATE digest_look SET look_at = ?, looked_at = '2024-10-20', awaits = ?",
            (look_at.isoformat(), "the corpus of that time"),
        )


async def test_an_idle_minute_with_ten_thousand_servers_and_twenty_thousand_people_takes_no_time(
    world: Setting,
) -> None:
    await _fill(world.store, 10_000, 20_000, NINE + timedelta(hours=3))
    took: list[float] = []
    for minute in range(5):
        before = clock.perf_counter()
        agenda = await world.ledger.looks.due(NINE + minute * MINUTE, "the corpus of that time", with_held=True)
        took.append(clock.perf_counter() - before)
        assert agenda == ((), False)
    assert min(took) < 0.1


async def test_of_several_processes_each_looks_at_its_own_servers_and_one_at_people(
    database: Path | PostgresAddress,
) -> None:
    async with Store.open(database) as store:
        world = Setting(store)
        for shard in range(4):
            await world.service.subscribe(replace(SUB, guild_id=(8 + shard) << 22, channel_id=shard))
        async with store.transaction() as transaction:
            await transaction.execute(
                "INSERT INTO digest_look (guild_id, channel_id, look_at, looked_at) VALUES (0, 70, '', '2024-10-20')"
            )
            await transaction.execute("UPDATE digest_look SET held = 1")
        looks, mine = world.ledger.looks, Served(frozenset({1, 2}), 4, people=False)
        for served, expected in ((mine, [1, 2]), (replace(mine, people=True), [1, 2, 70]), (None, [0, 1, 2, 3, 70])):
            agenda = await looks.due(NINE, "", with_held=True, served=served)
            assert sorted(place.channel_id for place in agenda.places) == expected
            assert sorted(place.channel_id for place in await looks.probes(served)) == expected
        await world.ledger.guilds.left(8 << 22, NINE - DAY)
        later = NINE + LEFT_GUILDS
        assert not (await looks.due(later, "", with_held=True, served=mine)).forgotten
        assert (await looks.due(later, "", with_held=True)).forgotten


async def test_servers_are_looked_at_before_people(world: Setting) -> None:
    await _fill(world.store, 3, 3, NINE)
    agenda = await world.ledger.looks.due(NINE, "", with_held=True)
    assert [place.guild_id > 0 for place in agenda.places] == [True] * 3 + [False] * 3


async def test_a_look_does_not_hide_what_was_changed_during_it(world: Setting) -> None:
    await world.service.subscribe(SUB)
    (place,) = (await world.ledger.looks.due(NINE, "", with_held=True)).places
    await world.service.pause(1, 2, NINE)
    await world.ledger.looks.looked([Look(place, NINE, NINE + DAY)])
    (again,) = (await world.ledger.looks.due(NINE, "", with_held=True)).places
    await world.ledger.looks.looked([Look(again, NINE, NINE + DAY)])
    assert (await world.ledger.looks.due(NINE, "", with_held=True)).places == ()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE digest_subscription SET post_time = '10:00'",
        "UPDATE digest_subscription SET set_at = '2024-10-19'",
        "UPDATE digest_subscription SET topics = '[]'",
        "INSERT OR REPLACE INTO digest_subscription SELECT * FROM digest_subscription",
        "DELETE FROM left_guild",
        "UPDATE follower SET language = 'ko'",
        "UPDATE follower SET channel_id = 71",
        "INSERT INTO follow VALUES (7, 'topic', 'films', '2024-10-20', NULL)",
        "DELETE FROM follow",
        "UPDATE follow SET listed_after = '2024-10-20'",
    ],
)
async def test_whatever_changes_what_is_wanted_has_it_looked_at(world: Setting, change: str) -> None:
    await world.service.subscribe(SUB)
    await world.follow(PERSON)
    async with world.store.transaction() as transaction:
        await transaction.execute("INSERT INTO left_guild VALUES (1, '2024-10-20')")
        await transaction.execute("INSERT INTO follow VALUES (7, 'topic', 'robots', '2024-10-20', NULL)")
        await transaction.execute("UPDATE digest_look SET look_at = '2030-01-01'")
        await transaction.execute(change)
    assert len((await world.ledger.looks.due(NINE, "", with_held=True)).places) == 1


async def test_what_ends_is_not_looked_at_any_more(world: Setting) -> None:
    await world.service.subscribe(SUB)
    await world.follow(PERSON)
    await world.service.unsubscribe(1, 2)
    async with world.store.transaction() as transaction:
        await transaction.execute("DELETE FROM follower")
    assert await world.store.rows("SELECT 1 FROM digest_look") == []


async def test_people_are_looked_at_anew_where_their_hour_is_another(world: Setting) -> None:
    await _fill(world.store, 2, 3, NINE + DAY)
    for hour, expected in (("09:00 UTC", 3), ("09:00 UTC", 0), ("18:00 UTC", 3), ("18:00 Asia/Seoul", 3)):
        await world.ledger.looks.note_hour(hour)
        places = (await world.ledger.looks.due(NINE, "the corpus of that time", with_held=True)).places
        assert len(places) == expected, hour
        await world.ledger.looks.looked([Look(place, NINE, NINE + DAY) for place in places])


async def test_the_least_tried_is_tried_first(world: Setting) -> None:
    await _fill(world.store, 3, 0, NINE + DAY)
    looks = [Look(Place(number, number), NINE, NINE + DAY, held=held) for number, held in ((1, 3), (2, 1), (3, 0))]
    await world.ledger.looks.looked(looks)
    assert [place.channel_id for place in await world.ledger.looks.probes()] == [2, 1]


async def test_of_two_who_try_the_same_delivery_one_sends_it(world: Setting) -> None:
    await world.service.subscribe(SUB)
    (claimed,) = await world.ledger.claim(SUB, [(Due("listing", date(2024, 10, 21)), [Pick("2421.00001")])], NINE)
    assert await world.ledger.claim(SUB, [(Due("listing", date(2024, 10, 21)), [Pick("2421.00002")])], NINE) == []
    assert [await world.ledger.attempt(claimed, NINE + n * MINUTE) for n in range(2)] == [True, False]
    (now,) = await world.ledger.deliveries(2)
    assert await world.ledger.attempt(now, NINE + 5 * MINUTE)
    await world.ledger.sent(now, 77, NINE)
    (sent,) = await world.ledger.deliveries(2)
    assert not await world.ledger.attempt(sent, NINE + 6 * MINUTE)


class Twin:
    """Live the same days twice: as it is, and with every channel looked at each minute."""

    def __init__(self, store: Store, *, all_of_them: bool) -> None:
        self.world = Setting(store)
        self.all_of_them = all_of_them
        self.now = NINE
        self.log: list[tuple[object, ...]] = []

    async def tick(self, now: datetime) -> None:
        if self.all_of_them:
            async with self.world.store.transaction() as transaction:
                await transaction.execute("UPDATE digest_look SET look_at = ''")
        known = len(self.world.channel.messages)
        await self.world.service.tick(now)
        for _, post in self.world.channel.messages[known:]:
            papers = tuple(hit.paper.arxiv_id for hit in post.hits)
            self.log.append((now, post.channel_id, post.kind, post.day, papers, post.language))


async def _live(twin: Twin, seed: int) -> None:
    """Let days go by in which the same things happen to both."""
    chance, world = random.Random(seed), twin.world
    world.channel.fault = lambda step: "none"
    now, days, failing = NINE - 3 * DAY + timedelta(minutes=chance.randrange(600)), [17], False
    for number in range(1, 5):
        hour = time(chance.randrange(24), chance.choice((0, 30)))
        base = replace(SUB, guild_id=number, channel_id=number, post_time=hour, set_at=now - 9 * DAY)
        await world.service.subscribe(replace(base, timezone=chance.choice(ZONES)))
    await world.follow(replace(PERSON, post_time=time(22, 30), timezone="Asia/Seoul", set_at=now - 9 * DAY))
    for _ in range(140):
        now += timedelta(minutes=chance.choice((1, 10, 45, 90)))
        if chance.random() < 0.1:
            days.append(min(max(days) + chance.choice((1, 1, 2)), 31))
            world.corpus = papers(*days)
        if chance.random() < 0.1:
            failing = not failing
            world.channel.fault = lambda step, broken=failing: "refused" if broken and step == "send" else "none"
        if chance.random() < 0.15:
            await _something(world, chance, now)
        skew = timedelta(hours=chance.choice((0, 0, 0, 0, 0, 0, 30, -30, 300)))
        await twin.tick(now + skew)


async def _something(world: Setting, chance: random.Random, now: datetime) -> None:
    number = chance.randrange(1, 5)
    old = await world.service.subscription(number, number)
    kind = chance.randrange(6)
    if kind == 0:
        await world.service.pause(number, number, now)
    elif kind == 1:
        await world.service.resume(number, number, now)
    elif kind == 2:
        await world.service.guild_left(number, now)
    elif kind == 3:
        await world.service.guild_joined(number)
    elif old is not None:
        changed: list[Subscription] = [
            replace(old, post_time=time(chance.randrange(24)), set_at=now),
            replace(old, when_nothing_new="highlights", set_at=now),
            replace(old, min_votes=chance.randrange(4), set_at=now),
            replace(old, quiet_days=frozenset({chance.randrange(7)}), set_at=now),
        ]
        await world.service.subscribe(replace(chance.choice(changed), paused_at=None))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
async def test_the_kept_moments_give_the_posts_that_looking_at_everything_gives(tmp_path: Path, seed: int) -> None:
    logs: list[list[tuple[object, ...]]] = []
    for all_of_them in (False, True):
        async with Store.open(tmp_path / f"db{all_of_them}") as store:
            twin = Twin(store, all_of_them=all_of_them)
            await _live(twin, seed)
            logs.append(twin.log)
    assert sorted(logs[0], key=str) == sorted(logs[1], key=str)
    assert len(logs[0]) > 5


async def test_what_an_older_schema_held_is_looked_at_once_after_the_upgrade(tmp_path: Path) -> None:
    before = sorted(MIGRATIONS.glob("[0-9]*.sql"))[:9]
    with closing(sqlite3.connect(tmp_path / "db")) as old:
        for step in before:
            old.executescript(step.read_text("utf-8"))
        old.execute("PRAGMA user_version = 9")
        old.execute(
            "INSERT INTO digest_subscription (guild_id, channel_id, post_time, timezone, count, language, "
            "when_nothing_new, set_by, set_at) VALUES (1, 2, '09:00', 'UTC', 2, 'en', 'nothing', 3, ?)",
            (SUB.set_at.isoformat(),),
        )
        old.execute("INSERT INTO follower VALUES (7, 70, 'en', '2024-10-01', NULL)")
        old.commit()
    async with Store.open(tmp_path / "db") as store:
        world = Setting(store)
        places = (await world.ledger.looks.due(NINE, "", with_held=True)).places
        assert [place.key for place in places] == [(1, 2), (0, 70)]
        await world.service.tick(NINE)
        assert world.posted() == [(2, 21)]
        again = await world.ledger.looks.due(NINE + MINUTE, Listed(world.corpus).mark, with_held=True)
        assert again.places == ()

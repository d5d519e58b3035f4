"""A year of many servers and people: `python -m tests.bench.year [--servers N] [--people N] [--days N] [--lived N]`

Each day every server gets one post and every other one a second, of five papers; one in ten opens threads for them.
A person searches every third day, saves a paper every second week, follows three topics and gets a message of four
papers on three of five days. After each day the janitor cleans up. Rows are written in bulk, in the shapes that the
program gives them; lists are those that it kept for real searches.

With `--lived N` only the last N days are lived through; of those before them is written what the janitor leaves.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bot.storage.database import Store
from bot.storage.packing import packed
from bot.storage.retention import DISCUSSIONS
from tests.bench.year_measures import SUBJECTS, checked, cleaned, corpus_and_lists, sizes

__all__ = ["Year", "figures", "main"]

PAPERS = 5_500
LISTED = 15
SHOWN = 5
MATCHED = 4
_CHECKS = 5
_BEGIN = date(2025, 1, 1)
_DELIVERY = (
    "INSERT INTO digest_delivery (channel_id, kind, day, guild_id, claimed_at, attempts, attempted_at, message_id, "
    "sent_at) VALUES (?, 'listing', ?, ?, ?, 1, ?, ?, ?)"
)
_PAPER = "INSERT INTO digest_delivery_paper VALUES (?, 'listing', ?, ?, ?, ?)"


def snowflake(number: int) -> int:
    """Return an id as large as Discord's."""
    return 1_100_000_000_000_000_000 + number


@dataclass
class Year:
    """Write what `servers` and `people` leave, day by day."""

    store: Store
    servers: int
    people: int
    lists: list[bytes]
    chance: random.Random = field(default_factory=lambda: random.Random(1))

    async def begin(self) -> None:
        """Let everybody set up what they want."""
        at = datetime.combine(_BEGIN, datetime.min.time(), UTC).isoformat()
        async with self.store.transaction() as transaction:
            await transaction.execute_many(
                "INSERT INTO digest_subscription (guild_id, channel_id, post_time, timezone, count, language, "
                "when_nothing_new, set_by, set_at) VALUES (?, ?, '09:00', 'Asia/Seoul', 5, 'ko', 'highlights', ?, ?)",
                [(guild, channel, snowflake(guild % 7_919), at) for channel, guild in self._channels()],
            )
            people = range(self.people)
            await transaction.execute_many(
                "INSERT INTO follower (user_id, channel_id, language, since) VALUES (?, ?, 'ko', ?)",
                [(snowflake(one), self._direct(one), at) for one in people],
            )
            follows = [(snowflake(one), topic, at) for one in people for topic in self.chance.sample(SUBJECTS, 3)]
            await transaction.execute_many("INSERT INTO follow VALUES (?, 'topic', ?, ?, NULL)", follows)

    async def live(self, day: date) -> None:
        """Write what a day leaves."""
        at, written = datetime.combine(day, datetime.min.time(), UTC).replace(hour=1).isoformat(), day.isoformat()
        posts = list(self._posts(day))
        async with self.store.transaction() as transaction:
            deliveries = [(to, written, guild, at, at, snowflake(to % 10**9), at) for to, guild, _ in posts]
            await transaction.execute_many(_DELIVERY, deliveries)
            rows = [
                (to, written, place, paper, None if guild else self.chance.choice(SUBJECTS))
                for to, guild, papers in posts
                for place, paper in enumerate(papers)
            ]
            await transaction.execute_many(_PAPER, rows)
            shown = [
                (self.chance.getrandbits(62), snowflake(one), at, self.chance.choice(self.lists))
                for one in range(self.people)
                if self.chance.random() < 1 / 3
            ]
            await transaction.execute_many(
                "INSERT INTO shown_list (id, user_id, shown_at, content, packed) VALUES (?, ?, ?, '{}', ?)", shown
            )
        await self._keep_for_long(day, at)

    async def leave(self, before: date) -> None:
        """Write what the janitor leaves of all days before one."""
        papers: defaultdict[tuple[int, int, str], list[str]] = defaultdict(list)
        for number in range((before - _BEGIN).days):
            day = _BEGIN + timedelta(days=number)
            for to, guild, ids in self._posts(day):
                papers[to, guild, f"{day:%Y-%m}"] += ids
            await self._keep_for_long(day, day.isoformat(), threads=before - day < DISCUSSIONS)
        async with self.store.transaction() as transaction:
            rows = ((*month, packed(" ".join(dict.fromkeys(ids)))) for month, ids in papers.items())
            await transaction.execute_many("INSERT INTO digest_posted VALUES (?, ?, ?, ?)", rows)

    async def _keep_for_long(self, day: date, at: str, *, threads: bool = True) -> None:
        chance, ids = self.chance, _listed(day)
        title = "A Title of Eighty Characters, as Many as a Usual Title of a Paper Has, on Average"
        saved = [
            (snowflake(one), chance.choice(ids), title, at) for one in range(self.people) if not chance.randrange(14)
        ]
        opened = [(guild, paper) for guild in range(0, self.servers, 10) for paper in ids[:SHOWN]] if threads else []
        rows = [(snowflake(guild), paper, chance.getrandbits(60), at) for guild, paper in opened]
        acts = [
            (at, snowflake(chance.randrange(500)), snowflake(1), "digest.set", "result=done count=5") for _ in range(50)
        ]
        async with self.store.transaction() as transaction:
            await transaction.execute_many(
                "INSERT OR IGNORE INTO saved_paper (user_id, arxiv_id, title, saved_at) VALUES (?, ?, ?, ?)", saved
            )
            await transaction.execute_many(
                "INSERT INTO discussion (guild_id, arxiv_id, thread_id, opened_at) VALUES (?, ?, ?, ?)", rows
            )
            await transaction.execute_many(
                "INSERT INTO audit (at, user_id, guild_id, action, detail) VALUES (?, ?, ?, ?, ?)", acts
            )

    def _channels(self) -> Iterator[tuple[int, int]]:
        for guild in range(self.servers):
            yield snowflake(10**8 + guild), snowflake(guild)
            if guild % 2:
                yield snowflake(2 * 10**8 + guild), snowflake(guild)

    def _direct(self, person: int) -> int:
        return snowflake(3 * 10**8 + person)

    def _posts(self, day: date) -> Iterator[tuple[int, int, list[str]]]:
        """Yield channel, server (0: a person's own) and papers of a day's posts."""
        ids = _listed(day)
        yield from ((channel, guild, self.chance.sample(ids, SHOWN)) for channel, guild in self._channels())
        for person in range(self.people):
            if self.chance.random() < 0.6:
                yield self._direct(person), 0, self.chance.sample(ids, MATCHED)


def _listed(day: date) -> list[str]:
    first = day.day * 500
    return [f"{day:%y%m}.{first + 31 * number:05}" for number in range(LISTED)]


async def figures(servers: int, people: int, days: int, lived: int, path: Path, papers: int = PAPERS) -> dict[str, str]:
    """Return what is measured after so many days, of which the last ones were lived through."""
    async with Store.open(path) as store:
        year = Year(store, servers, people, await corpus_and_lists(store, papers))
        await year.begin()
        end = _BEGIN + timedelta(days=days)
        await year.leave(end - timedelta(days=lived))
        cleaning = longest = 0.0
        for back in range(lived, 0, -1):
            day = end - timedelta(days=back)
            await year.live(day)
            now = datetime.combine(day, datetime.min.time(), UTC).replace(hour=12)
            took, waited = await cleaned(store, now)
            cleaning, longest = cleaning + took, max(longest, waited)
        ((pages,), (size,), (free,)) = [
            (await store.rows(f"PRAGMA {name}"))[0] for name in ("page_count", "page_size", "freelist_count")
        ]
        found = {
            "database": f"{pages * size / 1e6:,.0f} MB, of which free {free * size / 1e6:,.0f} MB",
            "janitor, a day": f"{cleaning / lived:,.2f} s",
            "longest wait of a writer meanwhile": f"{longest * 1000:,.0f} ms",
        }
        for name, bytes_ in await sizes(store):
            found[f"  {name}"] = f"{bytes_ / 1e6:,.1f} MB"
    for options in ((), ("--full",)):
        times = [await checked(path, options) for _ in range(_CHECKS)]
        command = " ".join(("papers-bot check", *options))
        found[f"{command}, median of {_CHECKS}"] = f"{statistics.median(times):,.2f} s"
    return found


def main() -> None:
    """Live through a year and print what it left."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.year", description=__doc__)
    parser.add_argument("--servers", type=int, default=2_000)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--lived", type=int, help="of the days, the last ones; all by default")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="leave the database there")
    given = parser.parse_args()
    lived = min(given.lived or given.days, given.days)
    with tempfile.TemporaryDirectory() as folder:
        path = given.keep or Path(folder, "year.db")
        found = asyncio.run(figures(given.servers, given.people, given.days, lived, path))
    print(f"| {given.servers:,} servers, {given.people:,} people, {given.days} days | |\n| --- | --- |")
    for name, figure in found.items():
        print(f"| {name} | {figure} |")


if __name__ == "__main__":
    main()

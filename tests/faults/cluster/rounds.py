"""Rounds of faults with two processes on one PostgreSQL: what each does comes of its seed, what it finds is counted."""

from __future__ import annotations

import asyncio
import logging
import random
import tempfile
import time
import traceback
from collections.abc import Iterable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.faults import promises
from tests.faults.cluster.acts import ACTS
from tests.faults.cluster.opening import furnish, open_cluster
from tests.faults.cluster.postgres import Postgres, serving_postgres
from tests.faults.cluster.scene import GONE, SERVERS, Cluster
from tests.faults.cluster.words import broken_words
from tests.faults.rounds import Tally
from tests.wire.nursery import Nursery, open_nursery
from tests.wire.payloads import BOT_ID

__all__ = ["run_cluster_rounds"]

_log = logging.getLogger(__name__)

_SETTLED_WITHIN = 60.0
# Nothing waits for its next try.
_HURRY = (
    "UPDATE digest_delivery SET retry_at = claimed_at WHERE message_id IS NULL AND retry_at IS NOT NULL",
    """UPDATE digest_look SET look_at = ''
    WHERE channel_id NOT IN (SELECT channel_id FROM digest_delivery WHERE message_id IS NOT NULL)""",
)


async def run_cluster_rounds(seeds: Iterable[int], at_once: int = 4) -> Tally:
    """Run a round for each of `seeds`, some at once, each worker with a PostgreSQL of its own; log each one's end."""
    tally, waiting = Tally(), iter(seeds)
    with tempfile.TemporaryDirectory() as name, open_nursery() as nursery:
        async with AsyncExitStack() as stack:
            # One after the other: the package locks a file while it starts one.
            servers = [await stack.enter_async_context(serving_postgres()) for _ in range(at_once)]
            places = [Path(name, str(number)) for number in range(at_once)]
            await asyncio.gather(*(_work(waiting, tally, nursery, *on) for on in zip(servers, places, strict=True)))
    return tally


async def _work(waiting: Iterator[int], tally: Tally, nursery: Nursery, postgres: Postgres, folder: Path) -> None:
    furniture = await furnish(nursery, postgres, folder)
    for seed in waiting:
        dice, began = random.Random(seed), time.monotonic()
        tally.counts["rounds"] += 1
        place = folder / str(seed)
        place.mkdir()
        try:
            async with open_cluster(nursery, postgres, furniture, place, dice) as scene:
                await _Round(seed, scene, tally).play()
                tally.counts["kills"] += scene.kills
        except Exception:
            tally.problems.append(f"seed {seed}: {traceback.format_exc()}")
        found = [problem for problem in tally.problems if problem.startswith(f"seed {seed}:")]
        _log.info("%s", "\n".join([f"seed {seed}: {time.monotonic() - began:.0f} s", *found]))


@dataclass
class _Round:
    seed: int
    scene: Cluster
    tally: Tally

    async def play(self) -> None:
        """Let things happen one after the other, and see that all is made good in the end."""
        dice, counts = self.scene.dice, self.tally.counts
        for name in dice.sample(list(ACTS), k=dice.randint(3, len(ACTS))):
            done = await ACTS[name](self.scene, counts)
            self.scene.watch.clear()
            self.tally.strikes[done] += 1
            await self._look()
        await self._settle()

    async def _look(self) -> None:
        """Look at what must never be, at whatever moment."""
        scene = self.scene
        self._complain("doubled", promises.doubled(scene.wire, scene.expected))
        left = {row[0] for row in await scene.rows("SELECT guild_id FROM left_guild")}
        self._complain("marked left by mistake", [str(one) for one in left.intersection(SERVERS)])
        self._complain("acknowledged writes lost", await broken_words(scene))

    async def _settle(self) -> None:
        """Let nothing go wrong any more: all posts come, and both processes stop in order."""
        scene = self.scene
        await scene.start()
        try:
            async with asyncio.timeout(_SETTLED_WITHIN):
                while await scene.unsent():
                    for sql in _HURRY:
                        await scene.postgres.execute(scene.database, sql)
                    await asyncio.sleep(0.5)
        except TimeoutError:
            self.tally.problems += [f"seed {self.seed}: {desk.name} wrote\n{desk.log}" for desk in scene.desks]
        check = await scene.spawn(scene.desks[0], "check", "--cluster")
        self._complain("not well", [scene.desks[0].log[-1000:]] if await check.ended else [])
        await scene.stop()
        await self._look()
        lost = await _lost(scene)
        self.tally.counts["posts expected"] += len(scene.expected)
        self.tally.counts["posts sent"] += len(scene.expected) - len(lost)
        self._complain("lost", lost)
        gone = await scene.rows("SELECT 1 FROM left_guild WHERE guild_id = $1", GONE)
        self._complain("left and not marked", [] if gone else [str(GONE)])

    def _complain(self, name: str, found: list[str]) -> None:
        self.tally.counts[name] += len(found)
        self.tally.problems += [f"seed {self.seed}: {name}: {problem}" for problem in found]


async def _lost(scene: Cluster) -> list[str]:
    """Return the channels whose post is not there, or is not what the database says."""
    rows = await scene.rows("SELECT channel_id, message_id FROM digest_delivery WHERE message_id IS NOT NULL")
    recorded = dict(rows)
    found: list[str] = []
    for place in scene.expected:
        standing = [int(one["id"]) for one in scene.wire.messages.listed(place) if one["author"]["id"] == str(BOT_ID)]
        if standing != [recorded.get(place)]:
            found.append(f"{standing} in {place}; the database says {recorded.get(place)}")
    return found

"""Rounds of faults: what each does comes of its seed alone, and what it finds is counted."""

from __future__ import annotations

import asyncio
import random
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults import changes, promises, venues
from tests.faults.fetching import feeding, fetch, fetch_all, half_fetched, unposted
from tests.faults.menus import menus_doubled, menus_lost
from tests.faults.opening import open_scene
from tests.faults.scene import Scene, until
from tests.faults.strikes import DELIVERY, LOOKING, MIGRATION, OF_FORUM, OF_THREADS
from tests.faults.templates import Templates, make_templates
from tests.faults.weather import calm, storm, unsteady_gateway
from tests.wire.nursery import Nursery, open_nursery

__all__ = ["Tally", "run_rounds"]

_OLD_SCHEMA = 0.25
_SECOND_MORNING = 0.3
_FEED = 0.5
# All fetched days are new, and some come with each of two mornings.
_DAYS_AT_ONCE = 8
_TROUBLE = 0.25
_SETTLED_WITHIN = 60.0
_WAITING = "UPDATE digest_delivery SET retry_at = claimed_at WHERE message_id IS NULL"
_LOOK_NOW = "UPDATE digest_look SET look_at = ''"
_LACKING = "UPDATE digest_delivery SET retry_at = claimed_at WHERE threads_due <> 'none' OR publish_due"


@dataclass
class Tally:
    """Count what the rounds did and found; `problems` names each broken promise with the seed of its round."""

    counts: Counter[str] = field(default_factory=Counter[str])
    strikes: Counter[str] = field(default_factory=Counter[str])
    problems: list[str] = field(default_factory=list[str])

    def report(self) -> str:
        """Return the figures, and every problem on a line of its own."""
        lines = [f"{name:32}{self.counts[name]:6}" for name in self.counts]
        lines += [f"  killed: {name:30}{count:6}" for name, count in sorted(self.strikes.items())]
        return "\n".join([*lines, *(f"PROBLEM {problem}" for problem in self.problems)])


async def run_rounds(seeds: Iterable[int], at_once: int = 8) -> Tally:
    """Run a round for each of `seeds`, some at once, and return what they found."""
    tally, waiting = Tally(), iter(seeds)

    async def work(nursery: Nursery, templates: Templates, folder: Path) -> None:
        for seed in waiting:
            place = folder / str(seed)
            place.mkdir()
            await _guarded(seed, tally, nursery, templates, place)

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with open_nursery() as nursery:
            (folder / "templates").mkdir()
            templates = await make_templates(nursery, folder / "templates")
            await asyncio.gather(*(work(nursery, templates, folder) for _ in range(at_once)))
    return tally


async def _guarded(seed: int, tally: Tally, nursery: Nursery, templates: Templates, folder: Path) -> None:
    dice = random.Random(seed)
    tally.counts["rounds"] += 1
    try:
        async with open_scene(nursery, templates, folder, dice, old=dice.random() < _OLD_SCHEMA) as scene:
            played = _Round(seed, scene, templates, tally)
            await played.play()
            tally.counts["kills"] += scene.kills
    except Exception:
        tally.problems.append(f"seed {seed}: {traceback.format_exc()}")


@dataclass
class _Round:
    seed: int
    scene: Scene
    templates: Templates
    tally: Tally

    async def play(self) -> None:
        """Kill the bot at some points, one after the other, and see that it makes everything good."""
        dice = self.scene.dice
        if promises.schema(self.scene.database) == self.templates.schemas[0]:
            for name in dice.choices(list(MIGRATION), k=dice.randint(1, 2)):
                await self._strike(name)
        await self._strikes(4)
        for change in dice.sample(list(changes.CHANGES), k=dice.randint(1, 3)):
            self._weather()
            name = await changes.CHANGES[change](self.scene, self.templates, self.tally.counts)
            self._struck(name)
            self._look()
        await self._settle()
        if dice.random() < _SECOND_MORNING:
            await self.scene.next_morning()
            await self._strikes(2)
            await self._settle()
        if dice.random() < _FEED:
            await self._feed()

    async def _feed(self) -> None:
        """Kill the bot while it fetches new days, which are all fetched and posted in the end, none twice."""
        scene, counts = self.scene, self.tally.counts
        calm(scene)
        scene.mornings += _DAYS_AT_ONCE
        # After a rollback, fetched days wait for an admin.
        scene.forget_corpus()
        assert await (await scene.spawn("load")).ended == 0, scene.log
        async with feeding(scene) as hub:
            for _ in range(scene.dice.randint(1, 3)):
                self._struck(await fetch(scene, hub, counts))
                self._complain("half fetched", half_fetched(scene, hub))
                self._look()
            self._complain("fetched days lost", await fetch_all(scene))
            scene.let_a_day_go_by()
            self._hurry()
            self._complain("fetched days not posted", await unposted(scene))
            self._complain("half fetched", half_fetched(scene, hub))
            self._look()

    async def _strikes(self, most: int) -> None:
        for name in self.scene.dice.sample(list(DELIVERY), k=most):
            if self._can_strike(name):
                await self._strike(name)

    async def _strike(self, name: str) -> None:
        self._weather()
        async with unsteady_gateway(self.scene, _TROUBLE):
            struck = await {**DELIVERY, **MIGRATION}[name](self.scene)
        self._struck(name if struck else f"{name} (too late)")
        self._look()

    def _weather(self) -> None:
        storm(self.scene, _TROUBLE)
        if self.scene.dice.random() < 0.7:
            self._hurry()

    def _hurry(self) -> None:
        """Let nothing wait for its next try."""
        self.scene.change(_WAITING)
        if promises.schema(self.scene.database) == self.templates.schemas[1]:
            self.scene.change(_LACKING)
            self.scene.change(_LOOK_NOW)

    def _struck(self, name: str) -> None:
        self.tally.strikes[name] += 1

    def _look(self) -> None:
        """Look at what a kill left behind."""
        self._complain("broken files", promises.broken_files(self.scene, self.templates))
        for place in self.scene.expected:
            self._complain("doubled", promises.doubled(self.scene.wire, [place], self.scene.due_in(place)))
        self._complain("threads doubled", promises.threads_doubled(self.scene))
        self._complain("doubled in the forum", venues.forum_doubled(self.scene))
        self._complain("menus doubled", menus_doubled(self.scene))
        self._complain("menus lost", menus_lost(self.scene))
        self._complain("acknowledged writes lost", promises.broken_words(self.scene))

    async def _settle(self) -> None:
        """Let nothing go wrong for once: all that was promised is there in the end."""
        scene = self.scene
        calm(scene)
        self._hurry()
        await scene.start()
        async with asyncio.timeout(_SETTLED_WITHIN):
            await until(lambda: not (scene.unsent or scene.threads_due or scene.forum_due or scene.publish_due), 0.02)
        await asyncio.sleep(0.1)
        await scene.stop()
        self._look()
        self.tally.counts["posts expected"] += len(scene.expected)
        lost = promises.lost(scene)
        self.tally.counts["posts sent"] += len(scene.expected) - len(lost)
        self._complain("lost", lost)
        self._complain("threads lost", promises.threads_lost(scene))
        self._complain("lost in the forum", venues.forum_lost(scene))
        self._complain("not published", venues.unpublished(scene))
        self._complain("not due", promises.not_due(scene.wire))

    def _can_strike(self, name: str) -> bool:
        """Tell whether the bot will come to that point, as things stand."""
        unsent, rows = self.scene.unsent, self.scene.rows
        if name == LOOKING:
            return bool(rows("SELECT 1 FROM digest_delivery WHERE attempted_at IS NOT NULL AND message_id IS NULL"))
        if name == OF_FORUM:
            return self.scene.forum_due
        if name in OF_THREADS:
            threaded = rows("SELECT channel_id FROM digest_subscription WHERE threads <> 'none'")
            return self.scene.threads_due or any(place in unsent for (place,) in threaded)
        return bool(unsent)

    def _complain(self, name: str, found: list[str]) -> None:
        self.tally.counts[name] += len(found)
        self.tally.problems += [f"seed {self.seed}: {name}: {problem}" for problem in found]

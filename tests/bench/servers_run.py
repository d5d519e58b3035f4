"""One morning of many servers: the bot's own process, everything due at one minute, and what goes wrong meanwhile."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

from bot.errors import UserError
from bot.operating.health_socket import ask
from tests.bench.servers_chat import Talk, talk
from tests.bench.servers_signs import Signs, cpu_seconds, listening, memory
from tests.bench.servers_town import Town, settle, subscribe
from tests.wire.process import BotProcess
from tests.wire.requests import Request
from tests.wire.server import Wire, open_wire

__all__ = ["Outcome", "Plan", "run"]

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
# Longer than a post waits for its next try, and less than the three hours after which a missed hour waits for the next.
_AHEAD = 9000.0
_BEFORE = 2.0


@dataclass(frozen=True, slots=True)
class Plan:
    """Say what happens; seconds, and shares of the channels.

    Everything is due at the next minute that leaves time to start, or `at_once`. An `outage` begins just before the
    minute, or after so many posts (`outage_after`). Posts that are to come are waited for `patience` seconds from the
    minute, or from the end of the outage. Whoever `abruptly` ends is killed. The bot may make `pace` requests a second.
    """

    town: Town = field(default_factory=Town)
    at_once: bool = False
    hanging: float = 0.0
    failing: float = 0.0
    outage: float = 0.0
    outage_after: int = 0
    with_gateway: bool = False
    patience: float = 300.0
    abruptly: bool = False
    latency: float = 0.1
    pace: int | None = 50
    chat: float = 2.0
    watchdog: float = 60.0
    seeds: Path = SEEDS


@dataclass
class Outcome:
    """Keep what was seen; moments are monotonic, None where that did not come."""

    plan: Plan
    expected: set[int]
    minute: float = 0.0
    ready: float | None = None
    ready_memory: float = 0.0
    memory: float = 0.0
    cpu: float = 0.0
    down: float | None = None
    up: float | None = None
    silence: float | None = None
    signs: int = 0
    ended: float = 0.0
    came: dict[int, float] = field(default_factory=dict[int, float])
    talk: Talk = field(default_factory=Talk)
    during_outage: list[Request] = field(default_factory=list[Request])
    limited: int = 0
    lost: set[int] = field(default_factory=set[int])
    late: set[int] = field(default_factory=set[int])
    doubled: list[str] = field(default_factory=list[str])
    exit_code: int | None = None
    tracebacks: int = 0
    failures: list[str] = field(default_factory=list[str])

    @property
    def out(self) -> list[float]:
        """When the posts that nothing kept back came, while the bot that was measured ran; in order."""
        return sorted(at for place, at in self.came.items() if place in self.expected and at <= self.ended)


@dataclass
class Morning:
    """Let it happen, stage by stage."""

    plan: Plan
    wire: Wire
    bot: BotProcess
    signs: Signs
    outcome: Outcome

    async def whole(self) -> None:
        """Go through all stages; raises what stops the bench."""
        over = asyncio.Event()
        await self._begin()
        async with asyncio.TaskGroup() as group:
            if self.plan.chat:
                group.create_task(talk(self.bot, self.plan.town, self.plan.chat, over, self.outcome.talk))
            try:
                await self._posts()
            finally:
                over.set()
        await self._end()
        await self._rest()

    async def _begin(self) -> None:
        """Set everything up, start the bot and wait until it is ready."""
        town, now = self.plan.town, datetime.now(UTC)
        due = now if self.plan.at_once else now + timedelta(seconds=_lead(town))
        due = due.replace(second=0, microsecond=0) + timedelta(minutes=not self.plan.at_once)
        self.outcome.minute = time.monotonic() + (due - now).total_seconds()
        settle(self.wire, town)
        hanging, failing = town.some_channels(self.plan.hanging, self.plan.failing)
        # Of what is never answered, Discord may have done half.
        self.wire.troubles.hang_in(hanging[::2])
        self.wire.troubles.hang_in(hanging[1::2], taken=True)
        for number, status in enumerate((500, 502, 503)):
            self.wire.troubles.fail_in(failing[number::3], status)
        self.outcome.expected = set(town.all_channels) - {*hanging, *failing}
        await subscribe(self.bot.folder / "papers.db", town, due)
        started = time.monotonic()
        await self.bot.start()
        await self._until(self._is_ready, 60 + town.servers / 20, "READY")
        self.outcome.ready = time.monotonic() - started
        self.outcome.ready_memory = memory(self.bot.pid)
        if not self.plan.at_once and time.monotonic() > self.outcome.minute - _BEFORE:
            self.outcome.failures.append("READY came after the minute, which delayed the posts")

    async def _posts(self) -> None:
        """Wait for the minute and the posts, through an outage where one is planned."""
        plan, outcome, posts = self.plan, self.outcome, self.wire.posts
        await asyncio.sleep(max(outcome.minute - _BEFORE - time.monotonic(), 0))
        worked = cpu_seconds(self.bot.pid)
        if plan.outage:
            if plan.outage_after:
                await self._until(lambda: len(posts.all) >= plan.outage_after, plan.patience, "the first posts")
            outcome.down = time.monotonic()
            self.wire.fail(gateway=plan.with_gateway)
            end = outcome.down + plan.outage
            await self._until(lambda: time.monotonic() > end, plan.outage + 5, "the end of the outage")
            self.wire.recover()
            outcome.up = time.monotonic()
        since = outcome.up or max(outcome.minute, time.monotonic())
        with suppress(TimeoutError):
            await self._until(lambda: outcome.expected <= posts.channels, plan.patience, "all posts")
        outcome.cpu, outcome.memory = cpu_seconds(self.bot.pid) - worked, memory(self.bot.pid, "VmHWM")
        outcome.silence = self.signs.longest_silence(outcome.down or since, time.monotonic())

    async def _end(self) -> None:
        """End the bot, as systems do or worse."""
        self.outcome.ended = time.monotonic()
        if self.plan.abruptly:
            await self.bot.kill()
        else:
            self.outcome.exit_code = await self.bot.stop()

    async def _rest(self) -> None:
        """Let all be well and hours have passed, and see whether what did not come comes then."""
        self.outcome.late = self._missing()
        self.wire.accept()
        if not self.outcome.late:
            return
        self.bot.ahead = _AHEAD
        await self.bot.start()
        with suppress(TimeoutError):
            await self._until(lambda: not self._missing(), 90 + len(self.outcome.late) / 10, "the rest")
        # What comes twice would come now.
        await asyncio.sleep(1)
        await self.bot.stop()

    def _missing(self) -> set[int]:
        return set(self.plan.town.all_channels) - self.wire.posts.channels

    async def _is_ready(self) -> bool:
        try:
            row = await ask(self.bot.folder / "papers.db", 5.0)
        except UserError:
            return False
        gateway = row.get("gateway")
        return isinstance(gateway, dict) and bool(gateway.get("ready"))  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]

    async def _until(self, look: Callable[[], object], seconds: float, what: str) -> None:
        """Look again and again; raises TimeoutError after `seconds`, AssertionError where the bot ended."""
        end = time.monotonic() + seconds
        while True:
            found = look()
            if await found if asyncio.iscoroutine(found) else found:
                return
            assert self.bot.running, f"the bot ended while {what} was waited for"
            if time.monotonic() > end:
                message = f"{what} did not come within {seconds:.0f} s"
                raise TimeoutError(message)
            await asyncio.sleep(0.1)


async def run(plan: Plan, folder: Path) -> Outcome:
    """Let a morning happen in `folder`; what stopped it stands in the outcome, with what was seen until then."""
    outcome = Outcome(plan, set(plan.town.all_channels))
    async with open_wire(checks=False) as wire, listening(plan.watchdog) as signs:
        wire.latency, wire.pace.limit = plan.latency, plan.pace
        settings = {"seeds": plan.seeds, "timezone": "UTC"}
        bot = BotProcess(wire, folder, settings, 60.0 + 10 * plan.town.shards, signs.environment)
        try:
            await Morning(plan, wire, bot, signs, outcome).whole()
        except Exception as error:
            outcome.failures.append(_brief(error))
        finally:
            outcome.ended = outcome.ended or time.monotonic()
            if bot.running:
                await bot.kill()
        _read(outcome, wire, signs)
        outcome.tracebacks = bot.log.count("Traceback (most recent call last)")
    return outcome


def _read(outcome: Outcome, wire: Wire, signs: Signs) -> None:
    """Take over what the wire saw."""
    for post in wire.posts.all:
        outcome.came.setdefault(post.channel_id, post.at)
    outcome.lost = set(outcome.plan.town.all_channels) - set(outcome.came)
    outcome.doubled = wire.posts.doubled
    outcome.limited, outcome.signs = wire.pace.refused, len(signs.moments)
    if outcome.down is not None:
        up = outcome.up or time.monotonic()
        outcome.during_outage = [one for one in wire.requests if outcome.down <= one.at < up]


def _brief(error: Exception) -> str:
    """Return an error's kind, and the first and the last line of what it says, which may be a whole log."""
    if isinstance(error, ExceptionGroup):
        return _brief(cast("ExceptionGroup[Exception]", error).exceptions[0])
    first, *others = str(error).strip().splitlines() or [""]
    return f"{type(error).__name__}: {first}" + "".join(f" … {line}" for line in others[-1:])


def _lead(town: Town) -> float:
    """Return the seconds that all takes before the bot is ready, with room."""
    return 15 + 5 * town.shards + town.servers * (0.002 * town.posts + 0.01)

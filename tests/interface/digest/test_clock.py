"""The pulse of the daily post goes on whatever happens, and ends with the bot."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
from discord.ext import commands

from bot.interface.digest.clock import DigestClock
from tests.interface.conftest import NOW, Stage


class Ticks:
    """Count ticks; fail in those that `failing` names."""

    def __init__(self, *failing: int) -> None:
        self.moments: list[datetime] = []
        self._failing = failing
        self._third = asyncio.Event()

    async def tick(self, now: datetime, _: asyncio.Event) -> None:
        self.moments.append(now)
        if len(self.moments) >= 3:
            self._third.set()
        if len(self.moments) in self._failing:
            message = "the second tick broke"
            raise RuntimeError(message)

    async def third(self) -> None:
        await asyncio.wait_for(self._third.wait(), 5)


def get_ready(bot: commands.AutoShardedBot) -> None:
    bot._handle_ready()  # pyright: ignore[reportPrivateUsage]


async def test_nothing_ticks_before_the_bot_is_ready(stage: Stage) -> None:
    ticks = Ticks()
    await stage.bot.add_cog(Spare(stage.bot, ticks.tick, lambda: NOW, 0.001))
    await asyncio.sleep(0.01)
    assert ticks.moments == []
    get_ready(stage.bot)
    await ticks.third()
    assert ticks.moments[0] == NOW


async def test_it_beats_when_the_clock_shows_a_full_minute(stage: Stage) -> None:
    ticks = Ticks()
    get_ready(stage.bot)
    await stage.bot.add_cog(Spare(stage.bot, ticks.tick, lambda: datetime.now(UTC), 0.5))
    await ticks.third()
    assert all(moment.timestamp() % 0.5 < 0.25 for moment in ticks.moments[1:])


async def test_a_failing_tick_is_logged_and_the_next_one_comes(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    ticks = Ticks(1, 2)
    get_ready(stage.bot)
    await stage.bot.add_cog(Spare(stage.bot, ticks.tick, lambda: NOW, 0.001))
    await ticks.third()
    assert caplog.text.count("the second tick broke") == 2


async def test_one_that_winds_down_tells_the_tick_that_runs_and_begins_no_other(stage: Stage) -> None:
    running, told = asyncio.Event(), list[bool]()

    async def tick(_: datetime, stopping: asyncio.Event) -> None:
        running.set()
        await stopping.wait()
        told.append(True)

    get_ready(stage.bot)
    clock = Spare(stage.bot, tick, lambda: NOW, 0.001)
    await stage.bot.add_cog(clock)
    await asyncio.wait_for(running.wait(), 5)
    clock.wind_down()
    await asyncio.sleep(0.02)
    assert told == [True]


async def test_it_ends_with_the_bot(stage: Stage) -> None:
    ticks = Ticks()
    get_ready(stage.bot)
    await stage.bot.add_cog(Spare(stage.bot, ticks.tick, lambda: NOW, 0.001))
    await ticks.third()
    await stage.bot.remove_cog("Spare")
    count = len(ticks.moments)
    await asyncio.sleep(0.01)
    assert len(ticks.moments) == count


async def test_it_may_end_before_the_bot_was_ready(stage: Stage) -> None:
    await stage.bot.add_cog(Spare(stage.bot, Ticks().tick, lambda: NOW))
    assert await stage.bot.remove_cog("Spare") is not None


class Spare(DigestClock):
    """A second clock beside the bot's own."""


async def test_its_pulse_tells_of_good_beats_only(stage: Stage) -> None:
    ticks = Ticks(1, 2, 3)
    clock = Spare(stage.bot, ticks.tick, lambda: datetime.now(UTC), 0.02)
    assert (clock.pulse.since_last, clock.pulse.running) == (None, None)
    get_ready(stage.bot)
    await stage.bot.add_cog(clock)
    await ticks.third()
    since = clock.pulse.since_last
    assert since is not None
    assert since >= 0.02
    await asyncio.sleep(0.06)
    assert clock.pulse.since_last is not None
    assert clock.pulse.since_last < since + 0.06
    assert clock.pulse.running is None

"""Asked to end, a process ends: cleanly, and in time."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys

import pytest

from bot.operating.stopping import ends_at_once, stop_signal, unless_stopped

_STARTING = """
import signal
from bot.operating.stopping import ends_at_once
with ends_at_once():
    signal.raise_signal(signal.SIGTERM)
raise SystemExit(3)
"""


def test_a_signal_while_the_program_only_starts_is_a_clean_end() -> None:
    ended = subprocess.run([sys.executable, "-c", _STARTING], capture_output=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, b"", b"")


def test_after_the_start_the_signal_means_what_it_meant_before() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with ends_at_once():
        assert signal.getsignal(signal.SIGTERM) != before
    assert signal.getsignal(signal.SIGTERM) == before


async def test_work_is_given_up_when_the_signal_comes_and_has_cleaned_up_by_then() -> None:
    steps: list[str] = []

    async def work() -> None:
        try:
            await asyncio.sleep(5)
        finally:
            await asyncio.sleep(0.01)
            steps.append("cleaned up")

    async with stop_signal() as stopped:
        asyncio.get_running_loop().call_later(0.01, os.kill, os.getpid(), signal.SIGTERM)
        assert await unless_stopped(work(), stopped) is None
        assert steps == ["cleaned up"]
        assert stopped.is_set()


async def test_work_that_ends_by_itself_gives_its_result_or_its_error() -> None:
    async def work(*, fails: bool) -> int:
        if fails:
            raise KeyError
        return 3

    stopped = asyncio.Event()
    assert await unless_stopped(work(fails=False), stopped) == 3
    with pytest.raises(KeyError):
        await unless_stopped(work(fails=True), stopped)


async def test_work_that_overhears_the_first_call_is_called_again() -> None:
    calls = 0

    async def work() -> None:
        nonlocal calls
        while calls < 2:
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                calls += 1
        raise asyncio.CancelledError

    stopped = asyncio.Event()
    asyncio.get_running_loop().call_later(0.01, stopped.set)
    assert await asyncio.wait_for(unless_stopped(work(), stopped), 5) is None


_HANGING = """
import asyncio, os, signal, time
from bot.operating.stopping import stop_signal
async def main():
    async with stop_signal(0.3):
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.sleep(0.05)
        time.sleep(30)
asyncio.run(main())
"""


def test_what_hangs_is_ended_and_shows_where() -> None:
    done = subprocess.run([sys.executable, "-c", _HANGING], capture_output=True, text=True, timeout=10, check=False)
    assert done.returncode == 1
    assert "Timeout" in done.stderr
    assert "main" in done.stderr

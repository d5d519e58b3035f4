"""The bot's own process in its operator's hands: a second one, its health, systemd, figures, signals."""

from __future__ import annotations

import asyncio
import json
import queue
import re
import signal
import socket
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.bench.corpora import Recombined
from tests.conftest import SEEDS
from tests.operating.beside import beside, environment, process_of, well
from tests.stories.town import minutes_ago
from tests.wire.fixtures import wire
from tests.wire.look import texts
from tests.wire.nursery import Nursery
from tests.wire.payloads import CHANNEL_ID, GUILD_ID, OWNER_ID, TOKEN, guild
from tests.wire.process import BotProcess, run_process
from tests.wire.server import Wire

__all__ = ["wire"]

pytestmark = pytest.mark.slow

_QUESTION = "이 문장은 로그에 없어야 합니다 diffusion"
_ENTRY = """## Daily Papers (2025-02-06)

### [A paper that came while the bot stopped](https://arxiv.org/abs/2502.99999)

Vote: 3

- **What's New**: 새 논문입니다.
"""
_SUBSCRIPTION = (
    "INSERT INTO digest_subscription (guild_id, channel_id, post_time, timezone, count, language, when_nothing_new, "
    "set_by, set_at) VALUES (?, ?, ?, 'UTC', 5, 'en', 'nothing', 1, '2020-01-01T00:00:00+00:00')"
)


@dataclass
class Systemd:
    """Listen as systemd does."""

    heard: queue.SimpleQueue[str] = field(default_factory=queue.SimpleQueue[str])

    async def hears(self, state: str) -> None:
        """Wait for a state."""
        while state not in await asyncio.to_thread(self.heard.get, timeout=20):
            pass

    def listen(self, listener: socket.socket) -> None:
        """Hear everything until nothing comes any more."""
        while said := listener.recv(1000):
            self.heard.put(said.decode())


@pytest.fixture
def systemd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Generator[Systemd]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(str(tmp_path / "notify"))
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        monkeypatch.setenv("WATCHDOG_USEC", "200000")
        systemd = Systemd()
        listening = threading.Thread(target=systemd.listen, args=(listener,))
        listening.start()
        yield systemd
        listener.shutdown(socket.SHUT_RD)
        listening.join()


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


async def test_a_running_bot_is_watched_counts_logs_no_secrets_and_is_the_only_one(
    wire: Wire, tmp_path: Path, systemd: Systemd, port: int
) -> None:
    wire.join(guild())
    given: dict[str, Any] = {"seeds": SEEDS, "log_format": "json", "log_level": "DEBUG", "metrics_port": port}
    async with run_process(wire, tmp_path, **given) as bot:
        await systemd.hears("READY=1")
        await refuses_a_second_one(bot)
        assert "논문" in texts(await bot.member().slash("ask", question=_QUESTION))
        assert "arxiv.org" in texts(await bot.member().says("Marco-o1?", mention=True))
        await is_well(bot)
        await systemd.hears("WATCHDOG=1")
        await counts(port)
        began = time.perf_counter()
        assert await bot.stop() == 0
        assert time.perf_counter() - began < 5
        await systemd.hears("STOPPING=1")
    keeps_secrets(bot)


async def refuses_a_second_one(bot: BotProcess) -> None:
    second, answered, copied = await asyncio.gather(
        beside(bot, "run"),
        beside(bot, "ask", "who wrote Hymba?"),
        beside(bot, "backup", str(bot.folder / "copy.db"), "--verify"),
    )
    assert (second.code, second.out) == (1, "")
    said = rf"Another papers-bot runs on \S+ already \(process {process_of(bot)}, since \d{{4}}-.*\n"
    assert re.fullmatch(said, second.err)
    assert (answered.code, copied.code) == (0, 0)


async def is_well(bot: BotProcess) -> None:
    await well(bot)
    asked, shown = await asyncio.gather(beside(bot, "check", "--live", "--json"), beside(bot, "check", "--live"))
    health = asked.json
    assert (asked.code, health["ok"], health["faults"], health["papers"]) == (0, True, [], 159)
    assert health["gateway"]["ready"] is True
    assert health["gateway"]["heartbeat_age"] < health["gateway"]["heartbeat_interval"]
    assert health["pulse"]["since_last"] < 60
    assert health["unsent"] == {"count": 0, "lag": None, "untried": None}
    assert (shown.code, shown.out.splitlines()[-1]) == (0, "All is well.")


async def counts(port: int) -> None:
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/metrics") as answer:
        figures = await answer.text()
    assert 'papers_bot_interactions_total{kind="command",name="/ask",outcome="answered"} 1.0' in figures
    assert 'papers_bot_interactions_total{kind="message",name="chat",outcome="answered"} 1.0' in figures
    assert re.search(r"papers_bot_questions_total\{status=\"\w+\"\} [12]\.0", figures)
    assert "papers_bot_corpus_papers 159.0" in figures
    assert "papers_bot_event_loop_lag_seconds_count" in figures


def keeps_secrets(bot: BotProcess) -> None:
    rows = [json.loads(line) for line in bot.log.splitlines() if line.startswith("{")]
    said = [row["message"] for row in rows]
    assert re.match(r"starting: version \S+, python \S+, sqlite \S+, discord\.py \S+$", said[0])
    assert said[1].startswith("serving 159 papers in 159 listings of 5 days, the newest 2025-02-05")
    assert '"token": "set"' in said[2]
    assert said[-1] == "stopping"
    assert not [secret for secret in (TOKEN, _QUESTION, "Marco-o1?") if secret in bot.log]


async def test_after_a_kill_nobody_runs_and_the_next_one_may(wire: Wire, tmp_path: Path, nursery: Nursery) -> None:
    wire.join(guild())
    async with run_process(wire, tmp_path, nursery, seeds=SEEDS, language="ko") as bot:
        await bot.kill()
        assert (tmp_path / "papers.db.sock").is_socket()
        asked = await beside(bot, "check", "--live", "--json")
        assert (asked.code, asked.json["ok"]) == (1, False)
        assert asked.json["faults"][0].endswith("실행 중인 봇이 없습니다. `papers-bot run`으로 시작해 주세요.")
        await bot.start()
        starting = await beside(bot, "check", "--live")
        assert "봇이 아직 시작하는 중입니다" in starting.out or starting.code == 0
        assert (await well(bot))["papers"] == 159
        wire.gateway.acknowledges = False
        assert await bot.stop() == 0


# What can be seen of a start, from the first line of the program to its end.
_MOMENTS: dict[str, Callable[[Path], bool]] = {
    "lock": lambda folder: (folder / "papers.db.lock").exists(),
    "database": lambda folder: (folder / "papers.db").exists(),
    "loaded": lambda folder: "starting: " in (folder / "log").read_text("utf-8"),
    "login": lambda folder: "logging in" in (folder / "log").read_text("utf-8"),
    "connected": lambda folder: "connected to Discord" in (folder / "log").read_text("utf-8"),
}


async def test_a_signal_at_any_moment_of_the_start_ends_it_cleanly(wire: Wire, tmp_path: Path) -> None:
    wire.join(guild())
    for name in _MOMENTS:
        (tmp_path / name).mkdir()
    codes = await asyncio.gather(*(stopped_at(wire, tmp_path / name, _MOMENTS[name]) for name in _MOMENTS))
    logs = [(tmp_path / name / "log").read_text("utf-8") for name in _MOMENTS]
    assert codes == [0] * len(_MOMENTS), logs
    assert not [log for log in logs if "Traceback" in log]
    for name in _MOMENTS:
        if (tmp_path / name / "papers.db").exists():
            assert rows(tmp_path / name, "PRAGMA integrity_check") == [("ok",)]


async def test_a_signal_while_thousands_of_papers_are_analysed_waits_for_none_of_them(
    wire: Wire, tmp_path: Path
) -> None:
    seeds = tmp_path / "seeds"
    await asyncio.to_thread(Recombined(12_000).write_listings, seeds)
    log = tmp_path / "log"
    bot = BotProcess(wire, tmp_path, {"seeds": seeds})
    with log.open("wb") as file:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", cwd=tmp_path, env=environment(bot), stdout=file, stderr=file
        )
    async with asyncio.timeout(30):
        while not (helping := _helping(process.pid)):  # noqa: ASYNC110 - another process starts them
            await asyncio.sleep(0.01)
        process.send_signal(signal.SIGTERM)
        assert await process.wait() == 0
        # They were in the middle of it, and end with whoever they worked for.
        assert any(helper.exists() for helper in helping)
        while any(helper.exists() for helper in helping):  # noqa: ASYNC110 - other processes end
            await asyncio.sleep(0.02)
    assert log.read_text("utf-8") == ""
    assert rows(tmp_path, "SELECT count(*) FROM paper") == [(0,)]


def _helping(pid: int) -> list[Path]:
    """Return the processes that a process has started."""
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [Path("/proc", child) for task in tasks for child in task.read_text("ascii").split()]


async def stopped_at(wire: Wire, folder: Path, has_come: Callable[[Path], bool]) -> int:
    """Start a bot, stop it when a moment has come, and return its exit code."""
    bot = BotProcess(wire, folder, {"seeds": SEEDS})
    with Path(folder, "log").open("wb") as log:  # noqa: ASYNC230 - the process writes it
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", cwd=folder, env=environment(bot), stdout=log, stderr=log
        )
    async with asyncio.timeout(30):
        while not has_come(folder):  # noqa: ASYNC110 - another process makes it come
            await asyncio.sleep(0.002)
        process.send_signal(signal.SIGTERM)
        return await process.wait()


async def test_what_is_in_hand_at_the_signal_is_finished(wire: Wire, tmp_path: Path, nursery: Nursery) -> None:
    wire.join(guild())
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for file in SEEDS.iterdir():
        (seeds / file.name).write_bytes(file.read_bytes())
    async with run_process(wire, tmp_path, nursery, seeds=seeds, timezone="UTC", reload_on_change="off") as bot:
        # A reload, and a direct channel that Discord opens slowly, are on their way.
        (seeds / "new.txt").write_text(_ENTRY, "utf-8")
        wire.troubles.delay("POST", "/users/@me/channels", 1.0, times=1)
        reload = asyncio.create_task(bot.member(user_id=OWNER_ID).slash("corpus reload"))
        follow = asyncio.create_task(bot.member().slash("follow topic", query="diffusion"))
        await wire.until("POST", "/users/@me/channels")
        assert await bot.stop() == 0
        assert "+1" in texts(await reload)
        assert "✅" in texts(await follow)
        assert rows(tmp_path, "SELECT count(*) FROM follow") == [(1,)]
        assert rows(tmp_path, "SELECT count(*) FROM paper") == [(160,)]

        # A post whose answer Discord gives late is recorded.
        change(tmp_path, _SUBSCRIPTION, (GUILD_ID, CHANNEL_ID, minutes_ago(2)))
        wire.troubles.delay("POST", f"/channels/{CHANNEL_ID}/messages", 1.0, times=1)
        await bot.start()
        path = f"/channels/{CHANNEL_ID}/messages"
        await wire.wait_for(lambda: wire.sent("POST", path) or None, "the daily post", 20)
        assert await bot.stop() == 0
        assert rows(tmp_path, "SELECT count(*) FROM digest_delivery WHERE message_id IS NOT NULL") == [(1,)]
        assert "Traceback" not in bot.log


def rows(folder: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / "papers.db")) as database:
        return database.execute(sql).fetchall()


def change(folder: Path, sql: str, values: tuple[object, ...]) -> None:
    with closing(sqlite3.connect(folder / "papers.db")) as database, database:
        database.execute(sql, values)

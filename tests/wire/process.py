"""The bot's own process: started as people start it, stopped as systems stop it."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.wire.nursery import Child, Nursery
from tests.wire.payloads import TOKEN, Payload
from tests.wire.people import Member
from tests.wire.server import Wire

__all__ = ["BotProcess", "run_process"]

_ROOT = Path(__file__).resolve().parents[2]


@dataclass
class BotProcess:
    """Run `papers-bot run` against a wire, in a folder that keeps its database from one start to the next.

    `settings` are those of config/bot.toml, by their names there; `environment` are further variables. Its clock is
    `ahead` of this machine's by so many seconds. A `nursery` saves it the time that imports take.
    """

    wire: Wire
    folder: Path
    settings: dict[str, Any] = field(default_factory=dict[str, Any])
    seconds: float = 20.0
    environment: dict[str, str] = field(default_factory=dict[str, str])
    ahead: float = 0.0
    nursery: Nursery | None = None
    _child: Child | None = None

    @property
    def log(self) -> str:
        """Everything that it has written to stderr, of earlier starts too."""
        return self._log_file.read_text("utf-8") if self._log_file.exists() else ""

    @property
    def running(self) -> bool:
        """Whether it runs."""
        return self._child is not None and self._child.running

    @property
    def pid(self) -> int:
        """The id of the process that was started last."""
        assert self._child is not None
        return self._child.pid

    def member(self, **who: Any) -> Member:
        """Return a person who talks to it over the gateway."""
        return Member(self, seconds=self.seconds).but(**who)

    async def deliver(self, name: str, data: Payload) -> None:
        """Bring an event to it over the gateway."""
        self.wire.gateway.dispatch(name, data)

    async def start(self) -> None:
        """Start it and wait until all its shards have identified themselves, and people find its commands."""
        assert not self.running
        given = {"token": TOKEN, "discord_api": self.wire.api, "database": self.folder / "papers.db", **self.settings}
        environment = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
        environment |= {f"BOT_{name.upper()}": str(value) for name, value in given.items()}
        environment |= {"PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1"} | self.environment
        self._child = child = await self._spawn(environment)
        identified = asyncio.create_task(self._identified())
        done, _ = await asyncio.wait(
            {identified, child.ended}, timeout=self.seconds, return_when=asyncio.FIRST_COMPLETED
        )
        identified.cancel()
        assert identified in done, f"it did not connect:\n{self.log}"
        # The bot itself does not wait for it.
        await self.wire.wait_for(lambda: self.wire.rest.commands or None, "the commands", self.seconds)

    async def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Send it a signal and return its exit code."""
        assert self._child is not None
        self._child.send(number)
        return await asyncio.wait_for(asyncio.shield(self._child.ended), self.seconds)

    async def kill(self) -> None:
        """End it in the middle of whatever it does."""
        await self.stop(signal.SIGKILL)

    async def restart(self) -> None:
        """Stop it and start it again on the same database."""
        await self.stop()
        await self.start()

    async def _spawn(self, environment: dict[str, str]) -> Child:
        if self.nursery is not None:
            return await self.nursery.start(["run"], environment, self.folder, self._log_file, ahead=self.ahead)
        program = ("tests.wire.ahead", str(self.ahead)) if self.ahead else ("bot",)
        with self._log_file.open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", *program, "run", cwd=self.folder, env=environment, stdout=log, stderr=log
            )
        return Child(process.pid, asyncio.create_task(process.wait(), name=f"the end of {process.pid}"))

    async def _identified(self) -> None:
        for _ in range(self.wire.gateway.shards):
            await self.wire.gateway.identified.get()

    @property
    def _log_file(self) -> Path:
        return self.folder / "stderr.log"


@asynccontextmanager
async def run_process(
    wire: Wire, folder: Path, nursery: Nursery | None = None, **settings: Any
) -> AsyncGenerator[BotProcess]:
    """Give the bot's running process; what goes wrong meanwhile comes with what it wrote to stderr."""
    process = BotProcess(wire, folder, settings, nursery=nursery)
    try:
        await process.start()
        yield process
    except Exception as error:
        error.add_note(f"the bot wrote:\n{process.log}")
        raise
    finally:
        if process.running:
            await process.kill()

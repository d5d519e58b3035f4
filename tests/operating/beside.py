"""Other commands of the program beside the bot that runs, on its database."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.operating.health_socket import ask
from tests.wire.payloads import TOKEN
from tests.wire.process import BotProcess

__all__ = ["Outcome", "beside", "environment", "process_of", "well"]

_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Outcome:
    """Hold how a command ended and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What stands on stdout."""
        return json.loads(self.out)


def environment(bot: BotProcess) -> dict[str, str]:
    """Return the variables that the bot's process has."""
    given = {"token": TOKEN, "discord_api": bot.wire.api, "database": bot.folder / "papers.db", **bot.settings}
    own = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
    return own | {f"BOT_{name.upper()}": str(value) for name, value in given.items()} | {"PYTHONPATH": str(_ROOT)}


async def beside(bot: BotProcess, *arguments: str) -> Outcome:
    """Run another command to its end."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *arguments, cwd=bot.folder, env=environment(bot),
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, err = await asyncio.wait_for(process.communicate(), 20)
    assert process.returncode is not None
    return Outcome(process.returncode, out.decode(), err.decode())


def process_of(bot: BotProcess) -> int:
    """Return the number of the process that holds the bot's database."""
    return json.loads((bot.folder / "papers.db.lock").read_text("utf-8"))["pid"]


async def well(bot: BotProcess) -> Mapping[str, object]:
    """Wait until the bot says that all is well."""
    async with asyncio.timeout(20):
        while not (found := await ask(bot.folder / "papers.db"))["ok"]:  # noqa: ASYNC110 - the bot tells when asked
            await asyncio.sleep(0.1)
    return found

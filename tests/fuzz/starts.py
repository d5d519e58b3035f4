"""The start with damaged answers: the bot comes up, or ends with one sentence, and stops when it is told to."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Generator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from hypothesis import strategies as st

from bot.errors import UserError
from bot.interface.app.client import PapersBot
from bot.interface.app.run import run_bot
from bot.settings import Settings
from tests.fuzz.questions import is_sentence
from tests.fuzz.spoiler import spoils
from tests.fuzz.target import Target, TooSlow
from tests.fuzz.theatre import Theatre
from tests.wire.interactions import slash
from tests.wire.payloads import TOKEN, Payload

__all__ = ["targets"]

_UP_SECONDS = 0.5
_END_SECONDS = 8.0
_FORGET = "DELETE FROM command_tree"
# What is logged where the start goes on all the same, and what discord.py says of a gateway that it cannot reach.
_TOLD = (
    "could not send the slash commands",
    "Failed to connect for shard_id",
    "Attempting a reconnect",
    "Discord makes no sense",
)


def targets(theatre: Theatre) -> list[Target]:
    """Return what is fuzzed here."""
    case = st.fixed_dictionaries({"spoils": spoils(5), "is_new": st.booleans()})
    return [Target("start", case, partial(_starts_or_says_why, theatre))]


def _starts_or_says_why(theatre: Theatre, case: Payload) -> None:
    with _at_once(), theatre.spoiled(case["spoils"]):
        theatre.run(_started(theatre, is_new=case["is_new"]))
    wire = theatre.stage.wire
    wire.faults.clear()
    wire.gateway.sessions.clear()
    wire.gateway.connections.clear()
    escaped = [defect for defect in theatre.defects() if not defect.startswith(_TOLD)]
    assert not escaped, escaped[0]
    assert theatre.ask(slash("help")).answer is not None
    assert not (defects := theatre.defects()), defects[0]


async def _started(theatre: Theatre, *, is_new: bool) -> None:
    stage, stopped = theatre.stage, asyncio.Event()
    identified = stage.wire.identified
    while not identified.empty():
        identified.get_nowait()
    if is_new:
        async with stage.store.transaction() as transaction:
            await transaction.execute(_FORGET)
    with tempfile.TemporaryDirectory() as folder:
        given: dict[str, Any] = {"discord_api": theatre.spoiler.api, "token": TOKEN, "timezone": "UTC"}
        settings = Settings(**given, seeds=stage.seeds, database=Path(folder, "papers.db"))
        running = asyncio.create_task(run_bot(settings, stage.library, stage.store, stopped))
        up = asyncio.create_task(identified.get())
        await asyncio.wait({running, up}, timeout=_UP_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        up.cancel()
        stopped.set()
        _, late = await asyncio.wait({running}, timeout=_END_SECONDS)
        if late:
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running
            message = "it does not stop"
            raise TooSlow(message)
    error = running.exception()
    if isinstance(error, UserError):
        is_sentence(error)
    elif error is not None:
        raise error


@contextmanager
def _at_once() -> Generator[None]:
    """Let it identify without the pause that spares the real gateway."""

    async def at_once(_: PapersBot, __: int | None, *, initial: bool = False) -> None: ...

    with patch.object(PapersBot, "before_identify_hook", at_once):
        yield

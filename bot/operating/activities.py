"""Acts: what the bot does for one person, from its arrival to its end, so that its logs and figures belong together."""

from __future__ import annotations

import time
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal

__all__ = ["Activity", "Kind", "Outcome", "current_activity", "note_outcome", "note_status", "recorded"]

Kind = Literal["command", "suggestion", "press", "message"]
# Refused is what the person can mend, stumbled what Discord or the network did, failed a defect of ours.
Outcome = Literal["answered", "refused", "stumbled", "failed"]


@dataclass(slots=True)
class Activity:
    """Hold the id of an interaction or message, what it calls for, and, as they come to be known, how it ended.

    `name` is a command or action of the program's own, never what somebody wrote. `status` is that of the reply where
    a question was answered, `reference` that of a defect, `seconds` the time from arrival to end.
    """

    id: int
    kind: Kind
    name: str
    outcome: Outcome = "answered"
    status: str | None = None
    reference: str | None = None
    seconds: float = 0.0


# Tasks and threads that are started for an act inherit it.
_CURRENT: ContextVar[Activity | None] = ContextVar("act", default=None)


def current_activity() -> Activity | None:
    """Return the act that the running task or thread works for, or None."""
    return _CURRENT.get()


@contextmanager
def recorded(act: Activity) -> Generator[None]:
    """Let all that happens inside belong to `act`, and take its time."""
    token, began = _CURRENT.set(act), time.perf_counter()
    try:
        yield
    finally:
        act.seconds = time.perf_counter() - began
        _CURRENT.reset(token)


def note_outcome(outcome: Outcome, reference: str | None = None) -> None:
    """Note how the current act ends; nothing happens outside of one."""
    act = _CURRENT.get()
    if act is not None:
        act.outcome = outcome
        act.reference = reference or act.reference


def note_status(status: str) -> None:
    """Note the status of the reply to a question of the current act; nothing happens outside of one."""
    act = _CURRENT.get()
    if act is not None:
        act.status = status

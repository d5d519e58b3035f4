"""Activities: what the bot does for one interaction or message, so that its logs and metrics can be correlated."""

from __future__ import annotations

import time
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal

__all__ = ["Activity", "Kind", "Outcome", "current_activity", "note_outcome", "note_status", "recorded"]

Kind = Literal["command", "suggestion", "press", "message"]
# Refused: the person can fix it; stumbled: Discord or the network failed; failed: a bug.
Outcome = Literal["answered", "refused", "stumbled", "failed"]


@dataclass(slots=True)
class Activity:
    """An interaction or message by its id, the command, and, once known, the outcome.

    `name` is a command or action of the program, never user text. `status` is the status of the reply to a question,
    `reference` the reference of a bug, `seconds` the time from arrival to end.
    """

    id: int
    kind: Kind
    name: str
    outcome: Outcome = "answered"
    status: str | None = None
    reference: str | None = None
    seconds: float = 0.0


# Tasks and threads started for an activity inherit it.
_CURRENT: ContextVar[Activity | None] = ContextVar("act", default=None)


def current_activity() -> Activity | None:
    """Return the activity the current task or thread works for, or None."""
    return _CURRENT.get()


@contextmanager
def recorded(act: Activity) -> Generator[None]:
    """Attribute everything inside to `act`, and time it."""
    token, began = _CURRENT.set(act), time.perf_counter()
    try:
        yield
    finally:
        act.seconds = time.perf_counter() - began
        _CURRENT.reset(token)


def note_outcome(outcome: Outcome, reference: str | None = None) -> None:
    """Record the outcome of the current activity, if any."""
    act = _CURRENT.get()
    if act is not None:
        act.outcome = outcome
        act.reference = reference or act.reference


def note_status(status: str) -> None:
    """Record the status of the current activity's reply, if any."""
    act = _CURRENT.get()
    if act is not None:
        act.status = status

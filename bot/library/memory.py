"""Papers by the hundred thousand come and go without the event loop waiting for it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TypeVar

from bot.corpus.paper import Paper
from bot.corpus.revision import Stored

__all__ = ["in_small_collections", "made_of", "release", "without_collections"]

T = TypeVar("T")

# Collections of the newest objects before the next older ones are looked through, too.
_STEPS = 4


@contextmanager
def without_collections() -> Generator[None]:
    """Look for no cycles: papers make none, and a collection among so many would stop the loop. May be nested."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


@contextmanager
def in_small_collections() -> Generator[None]:
    """Look for cycles often and among few objects: an index is made of many that stay, and the loop waits meanwhile."""
    newest, steps, oldest = gc.get_threshold()
    gc.set_threshold(newest, min(steps, _STEPS), oldest)
    try:
        yield
    finally:
        gc.set_threshold(newest, steps, oldest)


def release(papers: dict[str, Paper]) -> None:
    """Let go of papers one by one, in a thread: no other thread can run while a whole dictionary goes."""
    while papers:
        papers.popitem()


def made_of(make: Callable[[Stored], T], held: list[Stored]) -> T:
    """Return what is made of the one that is `held`, which is let go of."""
    stored = held.pop()
    made = make(stored)
    release(stored.papers)
    return made

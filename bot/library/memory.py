"""Garbage collection control while hundreds of thousands of papers come and go, so that the event loop does not
stall."""

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
    """Disable garbage collection: papers make no cycles, and a collection over so many objects would stall the loop.
    May be nested."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


@contextmanager
def in_small_collections() -> Generator[None]:
    """Collect often among few objects: an index consists of many that stay, and the loop waits during a collection."""
    newest, steps, oldest = gc.get_threshold()
    gc.set_threshold(newest, min(steps, _STEPS), oldest)
    try:
        yield
    finally:
        gc.set_threshold(newest, steps, oldest)


def release(papers: dict[str, Paper]) -> None:
    """Release papers one by one, in a thread: freeing a whole dictionary would block all other threads."""
    while papers:
        papers.popitem()


def made_of(make: Callable[[Stored], T], held: list[Stored]) -> T:
    """Return what is made of the one that is `held`, which is let go of."""
    stored = held.pop()
    made = make(stored)
    release(stored.papers)
    return made

"""The pause of a task between two rounds: short when there is nothing to do, growing while rounds fail."""

from __future__ import annotations

import time
from collections.abc import Callable

__all__ = ["Rest"]

_SECONDS = 300.0
_LONGEST_SECONDS = 3600.0


class Rest:
    """A pause that doubles with each failure in a row, up to an hour, by a monotonic `clock` in seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures = 0
        self._until = clock()

    @property
    def is_over(self) -> bool:
        """Whether the next round may begin."""
        return self._clock() >= self._until

    def begin(self, *, failed: bool, idle: bool, wait: float = 0.0) -> None:
        """Pause after a round: growing if it `failed`, short if it was `idle`, else not at all.

        `wait` is the number of seconds that a source names. A source that names days is asked again sooner anyway.
        """
        self._failures = self._failures + 1 if failed else 0
        seconds = _SECONDS if idle else 0.0
        if failed:
            seconds = min(_SECONDS * 2 ** min(self._failures - 1, 10), _LONGEST_SECONDS)
        self._until = self._clock() + max(seconds, min(wait, _LONGEST_SECONDS))

    def end(self) -> None:
        """Let the next round begin now."""
        self._until = self._clock()

"""What keeps a broken or costly model from being asked: a circuit breaker and budgets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from time import monotonic

__all__ = ["Breaker", "Budget"]

_FAILURES = 3
_PAUSE = 60.0
_LONGEST_PAUSE = 900.0


class Breaker:
    """Closed until three failures in a row; then one try after each pause, which doubles up to 15 minutes."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._row = 0
        self._pause = _PAUSE
        self._until = 0.0

    def admits(self) -> bool:
        """Tell whether to ask; during a pause nobody does, after it one does."""
        if self._row < _FAILURES:
            return True
        if self._clock() < self._until:
            return False
        # Whoever comes meanwhile waits for the outcome.
        self._until = self._clock() + self._pause
        return True

    @property
    def is_failing(self) -> bool:
        """Whether the last try failed, so that nothing more than needed should be asked."""
        return self._row > 0

    def answered(self) -> None:
        """Record an answer."""
        self._row, self._pause = 0, _PAUSE

    def failed(self) -> None:
        """Record a failure."""
        self._row += 1
        if self._row >= _FAILURES:
            self._until = self._clock() + self._pause
            if self._row > _FAILURES:
                self._pause = min(self._pause * 2, _LONGEST_PAUSE)


class Budget:
    """So many answers a day for each server, or person where there is no server."""

    def __init__(self, of_server: int = 300, of_person: int = 60) -> None:
        self._of_server, self._of_person = of_server, of_person
        self._day: date | None = None
        self._taken: Counter[tuple[str, int]] = Counter()

    def take(self, guild_id: int | None, user_id: int, day: date) -> bool:
        """Take one answer of a day; return False where none is left."""
        if day != self._day:
            self._day = day
            self._taken.clear()
        limits = {("person", user_id): self._of_person}
        if guild_id is not None:
            limits[("server", guild_id)] = self._of_server
        if any(self._taken[key] >= most for key, most in limits.items()):
            return False
        self._taken.update(limits.keys())
        return True

"""The heartbeats of one connection to the gateway: when they went out, and whether they were answered."""

from __future__ import annotations

import time
from collections import deque

__all__ = ["Heartbeats"]


class Heartbeats:
    """Unanswered heartbeats, oldest first; moments are those of time.monotonic().

    `answered` is when the last one was, at first when the connection began; `latency` what that answer took.
    """

    def __init__(self) -> None:
        self._began = self.answered = time.monotonic()
        self.latency: float | None = None
        self._waiting: deque[float] = deque()

    @property
    def age(self) -> float:
        """The seconds since the connection began."""
        return time.monotonic() - self._began

    @property
    def unanswered(self) -> float | None:
        """The seconds for which the oldest heartbeat has waited for its answer, None where none waits."""
        return time.monotonic() - self._waiting[0] if self._waiting else None

    def sent(self) -> None:
        """Record that a heartbeat is sent."""
        self._waiting.append(time.monotonic())

    def acknowledged(self) -> bool:
        """Record an acknowledgement; return whether it answers one of the heartbeats sent."""
        if not self._waiting:
            return False
        self.answered = time.monotonic()
        self.latency = self.answered - self._waiting.popleft()
        return True

"""How many requests a second a bot may make of Discord, whatever they are for."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.wire.requests import Refusal, Request

__all__ = ["Pace"]

_WINDOW = 1.0
# Answers to interactions and what follows them are no part of it.
_EXEMPT = ("/interactions/", "/webhooks/")


@dataclass
class Pace:
    """Let at most `limit` requests a second through, 50 at Discord; None sets no limit. `refused` counts the others.

    A second begins with the first request after the one before it has ended; what is refused in it does not count.
    """

    limit: int | None = None
    refused: int = 0
    clock: Callable[[], float] = time.monotonic
    _until: float = -math.inf
    _count: int = 0

    def check(self, request: Request) -> None:
        """Count a request; raises Refusal for one too many."""
        if self.limit is None or request.path.startswith(_EXEMPT):
            return
        now = self.clock()
        if now >= self._until:
            self._until, self._count = now + _WINDOW, 0
        if self._count >= self.limit:
            self.refused += 1
            raise _too_often(self._until - now)
        self._count += 1


def _too_often(seconds: float) -> Refusal:
    # No bucket is named: the limit is of none.
    headers = {
        "Via": "1.1 google",
        "Retry-After": str(math.ceil(seconds)),
        "X-RateLimit-Global": "true",
        "X-RateLimit-Scope": "global",
    }
    said = {"retry_after": round(seconds, 3), "global": True}
    return Refusal(429, 0, "You are being rate limited.", headers=headers, extra=said)

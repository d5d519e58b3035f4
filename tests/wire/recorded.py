"""What a client asked, to look through and to wait for."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from tests.wire.payloads import Payload
from tests.wire.requests import Request

__all__ = ["Recorded"]

T = TypeVar("T")


@dataclass
class Recorded:
    """Keep all requests; `statuses` counts what they were answered with."""

    requests: list[Request] = field(init=False, default_factory=list[Request])
    statuses: Counter[int] = field(init=False, default_factory=Counter[int])
    _changed: asyncio.Event = field(init=False, default_factory=asyncio.Event)

    def sent(self, method: str, path: str) -> list[Request]:
        """Return the requests of `method` whose path matches the pattern `path`."""
        return [x for x in self.requests if x.method == method and re.fullmatch(path, x.path)]

    def callbacks(self) -> list[Payload]:
        """Return the first answers to interactions, as they were sent."""
        return [x.body for x in self.sent("POST", "/interactions/.*/callback")]

    def followups(self) -> list[Payload]:
        """Return the messages that came after a first answer, as they were sent."""
        return [x.body for x in self.sent("POST", "/webhooks/.*")]

    async def until(self, method: str, path: str) -> Request:
        """Wait for a request of `method` whose path matches the pattern `path`."""
        found = await self.wait_for(lambda: self.sent(method, path) or None, f"{method} {path}")
        return found[0]

    async def wait_for(self, look: Callable[[], T | None], what: str, seconds: float = 5.0) -> T:
        """Wait until `look` finds something after some request; raises TimeoutError that names `what` was awaited."""
        try:
            async with asyncio.timeout(seconds):
                while (found := look()) is None:
                    await self._changed.wait()
        except TimeoutError:
            last = "\n".join(f"  {x.method} {x.path}" for x in self.requests[-10:])
            message = f"{what} did not come within {seconds} s; the last requests were\n{last}"
            raise TimeoutError(message) from None
        return found

    def change(self) -> None:
        """Let whoever waits look again."""
        self._changed.set()
        self._changed = asyncio.Event()

"""What goes wrong on demand: refusals, limits, slow answers and lost ones."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.wire.requests import Refusal, Request

__all__ = ["Trouble", "Troubles"]


@dataclass
class Trouble:
    """Hold what befalls requests, `times` times or always: a refusal, seconds of delay, or the loss of the answer."""

    method: str
    path: str
    times: int | None
    refusal: Callable[[], Refusal] | None = None
    delay: float = 0.0
    lost: bool = False

    def strikes(self, request: Request) -> bool:
        """Tell whether it befalls a request, and count it."""
        if self.times == 0 or not (re.fullmatch(self.method, request.method) and re.fullmatch(self.path, request.path)):
            return False
        if self.times is not None:
            self.times -= 1
        return True


@dataclass
class Troubles:
    """Keep what is to go wrong, by patterns of method and path; the first that fits befalls a request."""

    known: list[Trouble] = field(default_factory=list[Trouble])

    def refuse(self, method: str, path: str, status: int, code: int = 0, *, times: int | None = None) -> None:
        """Answer with an error, such as 403 and Discord's 50013; nothing is done."""
        self.known.append(Trouble(method, path, times, lambda: Refusal(status, code)))

    def limit(
        self,
        method: str,
        path: str,
        seconds: float = 0.01,
        *,
        times: int = 1,
        everything: bool = False,
        silent: bool = False,
    ) -> None:
        """Answer that the client comes too often and is to wait, where it is `silent` not how long; nothing is done."""
        self.known.append(Trouble(method, path, times, lambda: _too_often(seconds, everything, silent)))

    def outage(self, method: str, path: str, status: int = 502, *, times: int | None = None) -> None:
        """Answer with an error page in HTML, as happens while Discord is down; nothing is done."""
        page = f"<html><head><title>{status}</title></head><body>cloudflare</body></html>"
        self.known.append(Trouble(method, path, times, lambda: Refusal(status, html=page)))

    def delay(self, method: str, path: str, seconds: float, *, times: int | None = None) -> None:
        """Do what is asked, and answer late."""
        self.known.append(Trouble(method, path, times, delay=seconds))

    def lose(self, method: str, path: str, *, times: int = 1) -> None:
        """Do what is asked, and cut the connection instead of answering."""
        self.known.append(Trouble(method, path, times, lost=True))

    def clear(self) -> None:
        """Let nothing go wrong any more."""
        self.known.clear()

    def of(self, request: Request) -> Trouble | None:
        """Return what befalls a request."""
        return next((trouble for trouble in self.known if trouble.strikes(request)), None)


def _too_often(seconds: float, everything: bool, silent: bool) -> Refusal:
    if silent:
        return Refusal(429, 0, "You are being rate limited.", headers={"Via": "1.1 google"})
    # discord.py takes a limit without Via for one of Cloudflare's, which is a ban.
    headers = {
        "Via": "1.1 google",
        "Retry-After": str(math.ceil(seconds)),
        "X-RateLimit-Limit": "5",
        "X-RateLimit-Remaining": "0",
        "X-RateLimit-Reset-After": f"{seconds:.3f}",
        "X-RateLimit-Bucket": "bucket",
        "X-RateLimit-Scope": "global" if everything else "user",
    }
    if everything:
        headers["X-RateLimit-Global"] = "true"
    said = {"retry_after": seconds, "global": everything}
    return Refusal(429, 0, "You are being rate limited.", headers=headers, extra=said)

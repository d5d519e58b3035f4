"""What goes wrong on demand: refusals, limits, slow answers, lost ones and none, here and there or everywhere."""

from __future__ import annotations

import asyncio
import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from tests.wire.requests import Refusal, Request

__all__ = ["Trouble", "Troubles"]

_CHANNEL = re.compile(r"/channels/(\d+)")


@dataclass
class Trouble:
    """Hold what befalls requests, `times` times or always.

    A refusal, seconds of delay, the loss of the answer, or no answer until it is `over`; where a request was `taken`,
    what it asks is done all the same.
    """

    method: str
    path: str
    times: int | None
    refusal: Callable[[], Refusal] | None = None
    delay: float = 0.0
    lost: bool = False
    hangs: bool = False
    taken: bool = False
    over: asyncio.Event = field(default_factory=asyncio.Event)

    def strikes(self, request: Request) -> bool:
        """Tell whether it befalls a request, and count it."""
        if self.times == 0 or not (re.fullmatch(self.method, request.method) and re.fullmatch(self.path, request.path)):
            return False
        if self.times is not None:
            self.times -= 1
        return True


@dataclass
class Troubles:
    """Keep what is to go wrong, by patterns of method and path; the first that fits befalls a request.

    Whatever has a `channel` holds for all that is asked of it, however many channels are in trouble. While Discord is
    `down`, everything is answered with that status.
    """

    known: list[Trouble] = field(default_factory=list[Trouble])
    down: int | None = None
    _channels: dict[str, Trouble] = field(default_factory=dict[str, Trouble])

    def refuse(self, method: str, path: str, status: int, code: int = 0, *, times: int | None = None) -> None:
        """Answer with an error, such as 403 and Discord's 50013; nothing is done."""
        self.known.append(Trouble(method, path, times, lambda: Refusal(status, code)))

    def deny(self, method: str, path: str, status: int, code: int = 0, *, times: int | None = None) -> None:
        """Do what is asked, and answer with an error all the same, as something between may."""
        self.known.append(Trouble(method, path, times, lambda: Refusal(status, code), taken=True))

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
        self.known.append(Trouble(method, path, times, lambda: _page(status)))

    def delay(self, method: str, path: str, seconds: float, *, times: int | None = None) -> None:
        """Do what is asked, and answer late."""
        self.known.append(Trouble(method, path, times, delay=seconds))

    def lose(self, method: str, path: str, *, times: int = 1) -> None:
        """Do what is asked, and cut the connection instead of answering."""
        self.known.append(Trouble(method, path, times, lost=True))

    def hang(self, method: str, path: str, *, times: int | None = None, taken: bool = False) -> None:
        """Never answer; do what is asked only where it is `taken`."""
        self.known.append(Trouble(method, path, times, hangs=True, taken=taken))

    def hang_in(self, channels: Iterable[int], *, taken: bool = False) -> None:
        """Never answer what is asked of these channels; do it only where it is `taken`."""
        self._in(channels, lambda: Trouble(".*", ".*", None, hangs=True, taken=taken))

    def fail_in(self, channels: Iterable[int], status: int = 502) -> None:
        """Answer with an error page in HTML in these channels; nothing is done."""
        self._in(channels, lambda: Trouble(".*", ".*", None, lambda: _page(status)))

    def refuse_in(self, channels: Iterable[int], status: int, code: int) -> None:
        """Refuse what is asked of these channels: 403 with 50001 or 50013, 404 with 10003, 400 with 50035."""
        self._in(channels, lambda: Trouble(".*", ".*", None, lambda: Refusal(status, code)))

    def delay_in(self, channels: Iterable[int], seconds: float) -> None:
        """Do what is asked of these channels, and answer late."""
        self._in(channels, lambda: Trouble(".*", ".*", None, delay=seconds))

    def heal(self, channels: Iterable[int]) -> None:
        """Let nothing go wrong any more in these channels; what hangs there is cut."""
        for channel in channels:
            if (trouble := self._channels.pop(str(channel), None)) is not None:
                trouble.over.set()

    def clear(self) -> None:
        """Let nothing go wrong any more; what hangs is cut."""
        for trouble in (*self.known, *self._channels.values()):
            trouble.over.set()
        self.known.clear()
        self._channels.clear()
        self.down = None

    def of(self, request: Request) -> Trouble | None:
        """Return what befalls a request."""
        if (status := self.down) is not None:
            return Trouble(".*", ".*", None, lambda: _page(status))
        found = next((trouble for trouble in self.known if trouble.strikes(request)), None)
        if found is None and self._channels and (at := _CHANNEL.match(request.path)) is not None:
            return self._channels.get(at[1])
        return found

    def _in(self, channels: Iterable[int], trouble: Callable[[], Trouble]) -> None:
        self._channels.update((str(channel), trouble()) for channel in channels)


def _page(status: int) -> Refusal:
    page = f"<html><head><title>{status}</title></head><body>cloudflare</body></html>"
    return Refusal(status, html=page)


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

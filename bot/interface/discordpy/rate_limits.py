"""Ignore malformed rate-limit headers."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from discord.http import HTTPClient, Ratelimit

if TYPE_CHECKING:
    import aiohttp

__all__ = ["Bucket", "keep_sensible_limits"]

# Discord's windows are much shorter; a later end of one is no moment to wait for.
_LONGEST_WINDOW = 3600.0


def keep_sensible_limits(http: HTTPClient) -> None:
    """Make requests ignore malformed limits."""
    http.get_ratelimit = partial(_bucket, http)


class Bucket(Ratelimit):
    """discord.py's bucket, but malformed headers neither block later requests nor lose their own."""

    def update(self, response: aiohttp.ClientResponse, *, use_clock: bool = False) -> None:
        """Take a limit from the headers of an answer."""
        with suppress(ValueError, LookupError, ArithmeticError, OSError):
            super().update(response, use_clock=use_clock)
            if self.limit >= 1 and self.reset_after <= _LONGEST_WINDOW:
                return
        self.limit = 1
        self.reset()


def _bucket(http: HTTPClient, key: str) -> Ratelimit:
    buckets = http._buckets  # pyright: ignore[reportPrivateUsage]
    if (known := buckets.get(key)) is not None:
        return known
    buckets[key] = new = Bucket(http.max_ratelimit_timeout)
    http._try_clear_expired_ratelimits()  # pyright: ignore[reportPrivateUsage]
    return new

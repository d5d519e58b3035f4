"""What was worked out, kept within bounds: for short texts by their number, for other keys by the size of it all."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from typing import Concatenate, Generic, ParamSpec, TypeVar

__all__ = ["KeptBySize", "kept"]

P = ParamSpec("P")
R = TypeVar("R")
K = TypeVar("K", bound=Hashable)

_LONGEST = 64


def kept(most: int) -> Callable[[Callable[Concatenate[str, P], R]], Callable[Concatenate[str, P], R]]:
    """Keep what a function of a text returned, for the `most` texts asked for last."""

    def keeping(function: Callable[Concatenate[str, P], R]) -> Callable[Concatenate[str, P], R]:
        remembered = lru_cache(maxsize=most)(function)

        @wraps(function)
        def asked(text: str, /, *args: P.args, **kwargs: P.kwargs) -> R:
            if len(text) > _LONGEST:
                return function(text, *args, **kwargs)
            return remembered(text, *args, **kwargs)  # pyright: ignore[reportCallIssue]

        return asked

    return keeping


class KeptBySize(Generic[K, R]):
    """Keep what was worked out, up to a size in all; when that is reached, all is worked out anew.

    Safe to use from several threads: what two of them work out at once is the same.
    """

    def __init__(self, most: int, size: Callable[[R], int]) -> None:
        self._most = most
        self._size = size
        self._held = 0
        self._values: dict[K, R] = {}

    def get(self, key: K, make: Callable[[], R]) -> R:
        """Return what is kept for `key`; where there is nothing, make it and keep it."""
        found = self._values.get(key)
        if found is None:
            found = make()
            self._held += self._size(found)
            if self._held > self._most:
                self._values, self._held = {}, self._size(found)
            self._values[key] = found
        return found

"""Bounded caches: for short texts by number of entries, for other keys by total size."""

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
    """Cache a function of a text for the `most` recently used texts."""

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
    """A cache with a maximum total size, emptied when that is reached.

    Safe to use from several threads: if two compute a value at once, the results are equal.
    """

    def __init__(self, most: int, size: Callable[[R], int]) -> None:
        self._most = most
        self._size = size
        self._held = 0
        self._values: dict[K, R] = {}

    def get(self, key: K, make: Callable[[], R]) -> R:
        """Return the cached value of `key`, computing it if missing."""
        found = self._values.get(key)
        if found is None:
            found = make()
            self._held += self._size(found)
            if self._held > self._most:
                self._values, self._held = {}, self._size(found)
            self._values[key] = found
        return found

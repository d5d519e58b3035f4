"""Locks by key: what concerns the same message, member or server happens one after the other."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable
from typing import Generic, TypeVar
from weakref import WeakValueDictionary

__all__ = ["KeyedLocks"]

_K = TypeVar("_K", bound=Hashable)


class KeyedLocks(Generic[_K]):
    """Keep a lock for each key, as long as somebody holds it or waits for it."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[_K, asyncio.Lock] = WeakValueDictionary()

    def of(self, key: _K) -> asyncio.Lock:
        """Return the lock of `key`; the caller keeps a reference to it while it is in use."""
        return self._locks.setdefault(key, asyncio.Lock())

"""What makes a post's message recognisable: the same for each attempt, and different from all others."""

from __future__ import annotations

import hashlib

__all__ = ["marker_of", "nonce_of"]


def nonce_of(*key: object) -> str:
    """Return the nonce of the post with this key: Discord accepts 25 characters."""
    return _digest(key)[:24]


def marker_of(*key: object) -> str:
    """Return the short text that stands in the message of the post with this key."""
    return f"#{_digest(key)[:10]}"


def _digest(key: tuple[object, ...]) -> str:
    return hashlib.sha256(":".join(map(str, key)).encode()).hexdigest()

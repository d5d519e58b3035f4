"""Compression of small texts."""

from __future__ import annotations

import zlib

__all__ = ["packed", "unpacked"]

_LEVEL = 9


def packed(text: str) -> bytes:
    """Compress `text`; a list of arXiv ids shrinks to about half."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"), _LEVEL)


def unpacked(content: bytes) -> str:
    """Decompress; raises ValueError for anything not packed."""
    try:
        return zlib.decompress(content).decode("utf-8", "surrogatepass")
    except zlib.error as error:
        raise ValueError(str(error)) from error

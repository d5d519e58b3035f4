"""Texts as they are kept where many are: small."""

from __future__ import annotations

import zlib

__all__ = ["packed", "unpacked"]

_LEVEL = 9


def packed(text: str) -> bytes:
    """Return `text` in about half of the bytes that a list of arXiv ids has."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"), _LEVEL)


def unpacked(content: bytes) -> str:
    """Return what was packed; raises ValueError for anything else."""
    try:
        return zlib.decompress(content).decode("utf-8", "surrogatepass")
    except zlib.error as error:
        raise ValueError(str(error)) from error

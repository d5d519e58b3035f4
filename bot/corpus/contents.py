"""What the listings of a folder say, as a digest that is the same on every machine."""

from __future__ import annotations

import hashlib
from pathlib import Path

from bot.corpus.listing_files import listing_files

__all__ = ["contents"]


def contents(folder: Path, without: Path | None = None) -> str:
    """Return a digest of the names and bytes of the listings below `folder`, "" where there are none."""
    files, closed = listing_files(folder, folder, without)
    said = [f"{name}: closed" for name in sorted(closed)]
    for path, name in files:
        try:
            said.append(f"{name}: {hashlib.sha256(path.read_bytes()).hexdigest()}")
        except OSError as error:
            said.append(f"{name}: {error.errno}")
    return hashlib.sha256("\n".join(said).encode()).hexdigest() if said else ""

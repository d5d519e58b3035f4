"""The document table as a file beside the database, so that start-up need not analyse the papers again.

The file is derived and disposable: it is used only if its checksum is right and it was built from this state of the
papers, by this version of the code, with this glossary; otherwise it is rebuilt. Its arrays are memory-mapped.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
import sys
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.corpus import paper, paper_json
from bot.corpus.private import narrow, opener
from bot.search.bm25 import TermWeights
from bot.search.document_table import DocumentTable
from bot.search.forward_index import ForwardIndex
from bot.search.packed import PackedPapers
from bot.search.sentence_tokens import SentenceTokens

__all__ = ["read_snapshot", "write_snapshot"]

_MAGIC = b"papers-bot catalog\n"
_ALIGNED = 64
# The table's content depends on these modules: if their source or version changes, it is rebuilt.
_PACKAGES = ("numpy", "PyStemmer", "rank-bm25")
_ANALYSIS = (
    "analysis", "authors", "bm25", "document_features", "document_table", "forward_index", "glossary", "introductions",
    "language", "mining", "packed", "sentence_tokens", "sentences", "snapshot", "stopwords",
)  # fmt: skip

Array = NDArray[Any]


def write_snapshot(path: Path, table: DocumentTable) -> None:
    """Write `table`, replacing the file in one step; raises OSError."""
    parts = {name: np.ascontiguousarray(array) for name, array in _flat(table)}
    checksum = 0
    for array in parts.values():
        checksum = zlib.crc32(_bytes_of(array), checksum)
    header = {
        "program": _program(),
        "glossary": table.glossary,
        "state": table.state,
        "checksum": checksum,
        "mean_length": table.weights.mean_length,
        "parts": [(name, array.dtype.str, array.shape[0]) for name, array in parts.items()],
    }
    beside = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with open(beside, "wb", opener=opener) as file:
            line = json.dumps(header).encode()
            file.write(_MAGIC + _digest(line) + b"\n" + line + b"\n")
            for array in parts.values():
                file.write(bytes(-file.tell() % _ALIGNED))
                file.write(_bytes_of(array))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def read_snapshot(path: Path, glossary: str) -> DocumentTable | None:
    """Return the table in a file, of any state of the papers, None without a valid one for this glossary."""
    try:
        narrow(path)
        with path.open("rb") as file:
            mapped = np.frombuffer(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), np.uint8)
            if file.readline() != _MAGIC:
                return None
            digest, line = file.readline().rstrip(b"\n"), file.readline().rstrip(b"\n")
            if digest != _digest(line):
                return None
            header: dict[str, Any] = json.loads(line)
            if (header["program"], header["glossary"]) != (_program(), glossary):
                return None
            arrays = _arrays(mapped, file.tell(), header["parts"])
        checksum = 0
        for array in arrays.values():
            checksum = zlib.crc32(_bytes_of(array), checksum)
        return _table(arrays, header) if checksum == header["checksum"] else None
    except (OSError, ValueError, KeyError, TypeError):
        # Missing, truncated or a foreign file.
        return None


def _digest(line: bytes) -> bytes:
    return hashlib.blake2b(line, digest_size=12).hexdigest().encode()


@cache
def _program() -> str:
    """Return a digest of the code that builds the table."""
    digest = hashlib.blake2b(digest_size=12)
    for name in _ANALYSIS:
        digest.update((Path(__file__).parent / f"{name}.py").read_bytes())
    for path in (paper.__file__, paper_json.__file__):
        digest.update(Path(path).read_bytes())
    versions = (*map(version, _PACKAGES), unicodedata.unidata_version, *sys.version_info[:2])
    digest.update(repr(versions).encode())
    return digest.hexdigest()


def _flat(table: DocumentTable) -> Iterator[tuple[str, Array]]:
    """Yield the arrays of a table, texts as bytes, each ending in a line feed."""
    for part in fields(table):
        value = getattr(table, part.name)
        if isinstance(value, ForwardIndex):
            yield f"{part.name}.values", _packed(value.values)
            yield from ((f"{part.name}.{own}", getattr(value, own)) for own in ("starts", "numbers", "counts"))
        elif isinstance(value, TermWeights):
            own = ((one.name, getattr(value, one.name)) for one in fields(value))
            yield from ((f"{part.name}.{name}", array) for name, array in own if isinstance(array, np.ndarray))
        elif isinstance(value, PackedPapers):
            yield from ((f"{part.name}.{own}", getattr(value, own)) for own in ("starts", "written"))
        elif isinstance(value, SentenceTokens):
            yield from ((f"{part.name}.{own}", getattr(value, own)) for own in ("starts", "digests"))
        elif isinstance(value, np.ndarray):
            yield part.name, value
        elif part.name not in ("glossary", "state"):
            yield part.name, _packed(value)


def _table(arrays: Mapping[str, Array], header: Mapping[str, Any]) -> DocumentTable:
    def field(name: str) -> ForwardIndex:
        own = (arrays[f"{name}.{part}"] for part in ("starts", "numbers", "counts"))
        return ForwardIndex(_unpacked(arrays[f"{name}.values"]), *own)

    weights = {
        one.name: arrays[f"weights.{one.name}"] for one in fields(TermWeights) if f"weights.{one.name}" in arrays
    }
    return DocumentTable(
        papers=PackedPapers(arrays["papers.starts"], arrays["papers.written"]),
        ids=_unpacked(arrays["ids"]),
        titles=_unpacked(arrays["titles"]),
        contents=_unpacked(arrays["contents"]),
        listed=arrays["listed"],
        days=arrays["days"],
        votes=arrays["votes"],
        positions=arrays["positions"],
        languages=arrays["languages"],
        aliases=_unpacked(arrays["aliases"]),
        terms=field("terms"),
        sentences=SentenceTokens(arrays["sentences.starts"], arrays["sentences.digests"]),
        names=field("names"),
        people=_unpacked(arrays["people"]),
        organizations=field("organizations"),
        glosses=field("glosses"),
        weights=TermWeights(**weights, mean_length=header["mean_length"]),
        glossary=header["glossary"],
        state=header["state"],
    )


def _arrays(mapped: Array, start: int, parts: Iterable[tuple[str, str, int]]) -> dict[str, Array]:
    arrays: dict[str, Array] = {}
    for name, kind, length in parts:
        start += -start % _ALIGNED
        end = start + length * np.dtype(kind).itemsize
        arrays[name] = mapped[start:end].view(kind)
        start = end
    return arrays


def _bytes_of(array: Array) -> memoryview:
    return array.view(np.uint8).data


def _packed(texts: Iterable[str]) -> Array:
    return np.frombuffer("".join(f"{text}\n" for text in texts).encode("utf-8", "surrogatepass"), np.uint8)


def _unpacked(packed: Array) -> tuple[str, ...]:
    return tuple(packed.tobytes().decode("utf-8", "surrogatepass").split("\n")[:-1])

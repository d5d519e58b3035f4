"""A catalog kept as a file is the same catalog; a file that is anything else is no catalog."""

from __future__ import annotations

import hashlib
import json
import random
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.search.bm25 import TermWeights
from bot.search.corpus import Corpus
from bot.search.document_table import DocumentTable
from bot.search.forward_index import ForwardIndex
from bot.search.packed import PackedPapers
from bot.search.sentence_tokens import SentenceTokens
from bot.search.snapshot import _program as program  # pyright: ignore[reportPrivateUsage]
from bot.search.snapshot import read_snapshot, write_snapshot


def same(one: Any, other: Any) -> bool:
    """Compare catalogs part by part: arrays have no one answer to ==."""
    if isinstance(one, PackedPapers):
        return list(one) == list(other)
    if isinstance(one, DocumentTable | ForwardIndex | SentenceTokens | TermWeights):
        return type(one) is type(other) and all(
            same(getattr(one, part.name), getattr(other, part.name)) for part in fields(one)
        )
    return bool(np.all(one == other))


@pytest.fixture
def kept(corpus: Corpus, tmp_path: Path) -> Path:
    write_snapshot(tmp_path / "papers.catalog", corpus.table)
    return tmp_path / "papers.catalog"


def test_what_was_written_is_read_back(corpus: Corpus, kept: Path) -> None:
    read = read_snapshot(kept, corpus.table.glossary)
    assert read is not None
    assert same(read, corpus.table)


def test_nothing_but_the_file_is_left_behind(kept: Path) -> None:
    assert list(kept.parent.iterdir()) == [kept]


def test_a_corpus_without_papers_is_kept_too(tmp_path: Path) -> None:
    empty = Corpus(()).table
    write_snapshot(tmp_path / "c", empty)
    read = read_snapshot(tmp_path / "c", empty.glossary)
    assert read is not None
    assert same(read, empty)


def test_a_file_of_another_glossary_is_no_catalog(kept: Path) -> None:
    assert read_snapshot(kept, "another") is None


def rewrite(kept: Path, **facts: object) -> None:
    """Let the header say something else, with a digest that fits."""
    magic, _, header, rest = kept.read_bytes().split(b"\n", 3)
    header = json.dumps(json.loads(header) | facts).encode()
    digest = hashlib.blake2b(header, digest_size=12).hexdigest().encode()
    kept.write_bytes(b"\n".join((magic, digest, header, rest)))


def test_a_file_of_another_program_is_no_catalog(corpus: Corpus, kept: Path) -> None:
    rewrite(kept, program="0" * 24)
    assert read_snapshot(kept, corpus.table.glossary) is None


@pytest.mark.parametrize("changed", ["sys.version_info", "unicodedata.unidata_version", "bot.search.snapshot.version"])
def test_a_file_of_other_versions_is_no_catalog(
    corpus: Corpus, kept: Path, changed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = {"sys.version_info": (3, 99), "unicodedata.unidata_version": "99.0.0"}
    program.cache_clear()
    monkeypatch.setattr(changed, values.get(changed, str))
    assert read_snapshot(kept, corpus.table.glossary) is None
    program.cache_clear()
    monkeypatch.undo()
    assert read_snapshot(kept, corpus.table.glossary) is not None


def test_no_byte_of_the_header_is_taken_for_another(corpus: Corpus, kept: Path) -> None:
    whole = kept.read_bytes()
    magic, digest, header, _ = whole.split(b"\n", 3)
    for place in range(len(magic) + len(digest) + len(header) + 3):
        damaged = bytearray(whole)
        damaged[place] ^= 2
        kept.write_bytes(damaged)
        assert read_snapshot(kept, corpus.table.glossary) is None, place


@pytest.mark.parametrize("content", [b"", b"\n", b"papers-bot catalog\n", b"papers-bot catalog\n{}\n", bytes(10_000)])
def test_a_file_that_is_something_else_is_no_catalog(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "c").write_bytes(content)
    assert read_snapshot(tmp_path / "c", "any") is None
    assert read_snapshot(tmp_path / "missing", "any") is None
    assert read_snapshot(tmp_path, "any") is None


def test_no_flipped_bit_and_no_missing_end_is_taken_for_the_catalog(corpus: Corpus, kept: Path) -> None:
    whole, chance = kept.read_bytes(), random.Random(5)
    for _ in range(60):
        damaged = bytearray(whole)
        place = chance.randrange(len(damaged))
        damaged[place] ^= 1 << chance.randrange(8)
        kept.write_bytes(damaged)
        read = read_snapshot(kept, corpus.table.glossary)
        # What lies between two arrays means nothing.
        assert read is None or same(read, corpus.table)
    kept.write_bytes(whole[: len(whole) // 2])
    assert read_snapshot(kept, corpus.table.glossary) is None

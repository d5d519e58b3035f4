"""A catalog kept as a file is the same catalog; a file that is anything else is no catalog."""

from __future__ import annotations

import json
import random
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.search.bm25 import Weights
from bot.search.catalog import Catalog
from bot.search.corpus import Corpus
from bot.search.field import Field
from bot.search.snapshot import read_snapshot, write_snapshot


def same(one: Any, other: Any) -> bool:
    """Compare catalogs part by part: arrays have no one answer to ==."""
    if isinstance(one, Catalog | Field | Weights):
        return type(one) is type(other) and all(
            same(getattr(one, part.name), getattr(other, part.name)) for part in fields(one)
        )
    return bool(np.all(one == other))


@pytest.fixture
def kept(corpus: Corpus, tmp_path: Path) -> Path:
    write_snapshot(tmp_path / "papers.catalog", corpus.catalog)
    return tmp_path / "papers.catalog"


def test_what_was_written_is_read_back(corpus: Corpus, kept: Path) -> None:
    read = read_snapshot(kept, corpus.catalog.glossary)
    assert read is not None
    assert same(read, corpus.catalog)


def test_nothing_but_the_file_is_left_behind(kept: Path) -> None:
    assert list(kept.parent.iterdir()) == [kept]


def test_a_corpus_without_papers_is_kept_too(tmp_path: Path) -> None:
    empty = Corpus(()).catalog
    write_snapshot(tmp_path / "c", empty)
    read = read_snapshot(tmp_path / "c", empty.glossary)
    assert read is not None
    assert same(read, empty)


def test_a_file_of_another_glossary_is_no_catalog(kept: Path) -> None:
    assert read_snapshot(kept, "another") is None


def test_a_file_of_another_program_is_no_catalog(corpus: Corpus, kept: Path) -> None:
    magic, header, rest = kept.read_bytes().split(b"\n", 2)
    facts = json.loads(header)
    facts["program"] = "0" * len(facts["program"])
    kept.write_bytes(b"\n".join((magic, json.dumps(facts).encode(), rest)))
    assert read_snapshot(kept, corpus.catalog.glossary) is None


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
        read = read_snapshot(kept, corpus.catalog.glossary)
        # What lies between two arrays means nothing.
        assert read is None or same(read, corpus.catalog)
    kept.write_bytes(whole[: len(whole) // 2])
    assert read_snapshot(kept, corpus.catalog.glossary) is None

"""Listing files: any text, any bytes, and real listings with damage."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path

from hypothesis import strategies as st

from bot.corpus.loader import read_folder
from bot.corpus.markdown import parse_listing
from bot.errors import CorpusError
from bot.search.corpus import Corpus
from tests.conftest import SEEDS
from tests.corpus.test_markdown_properties import FRAGMENTS, check
from tests.fuzz.target import Target, within
from tests.fuzz.texts import changed, long_texts

__all__ = ["contents", "targets"]

_ENCODINGS = ("utf-8", "utf-8", "utf-8", "utf-16", "utf-16-le", "cp949", "shift-jis", "utf-7", "utf-8-sig")
# What people upload by mistake: a picture, a program, an archive, a page, a table.
_OTHERS = (
    b"", b"\x89PNG\r\n\x1a\n", b"\x7fELF", b"PK\x03\x04", b"%PDF-1.7", b"<!doctype html><p>### [x](y)", b"a,b\n1,2\n",
    b"\xff" * 2_000, b"\x00" * 2_000, b"#" * 100_000, b"[" * 100_000, b"### [" * 20_000, b"\n" * 100_000,
)  # fmt: skip
_LONG = 20_000


def targets() -> list[Target]:
    """Return what is fuzzed here."""
    entries, days, lines = _real()
    lengthy = st.builds(_file, st.sampled_from(days), st.tuples(st.sampled_from(entries), long_texts(_LONG)).map(list))
    mixed = st.lists(st.sampled_from(FRAGMENTS) | st.sampled_from(lines) | st.text(max_size=20), max_size=30)
    damaged = _damaged()
    return [
        Target("listing", st.one_of(damaged, damaged, lengthy, mixed.map("\n".join), st.text()), _reads),
        # Bytes as JSON holds them: a character each.
        Target("file", st.one_of(st.binary(), damaged.map(_bytes)).map(_held), _loads),
    ]


def contents() -> st.SearchStrategy[str]:
    """Return bytes that somebody may take for a listing, as JSON holds them: a character each."""
    entries, days, _ = _real()
    whole = st.builds(_file, st.sampled_from(days), st.lists(st.sampled_from(entries), min_size=1, max_size=3))
    text = st.one_of(whole, whole, _damaged(), st.text(max_size=200))
    encoded = st.builds(
        _encoded, text, st.sampled_from(_ENCODINGS), st.sampled_from((b"", b"", b"\xef\xbb\xbf", b"\x00"))
    )
    cut = st.builds(_with, encoded, st.integers(0, 5_000), st.binary(max_size=8))
    return st.one_of(encoded, encoded, cut, st.binary(max_size=200), st.sampled_from(_OTHERS)).map(_held)


def _real() -> tuple[list[str], list[str], list[str]]:
    """Return the entries, the day lines and all lines of the real listings."""
    files = [path.read_text("utf-8") for path in sorted(SEEDS.iterdir())]
    entries = ["### " + entry for text in files for entry in text.split("\n### ")[1:]]
    return entries, [text.partition("\n")[0] for text in files], [x for text in files for x in text.splitlines() if x]


def _damaged() -> st.SearchStrategy[str]:
    entries, days, lines = _real()
    pieces = st.one_of(
        st.sampled_from(FRAGMENTS).map(lambda line: f"\n{line}\n"), st.sampled_from(lines), st.text(max_size=12)
    )
    real = st.builds(_file, st.sampled_from(days), st.lists(st.sampled_from(entries), min_size=1, max_size=3))
    return changed(real, pieces, most=12)


def _held(data: bytes) -> str:
    return data.decode("latin-1")


def _encoded(text: str, encoding: str, mark: bytes) -> bytes:
    return mark + text.encode(encoding, "replace")


def _with(data: bytes, place: int, piece: bytes) -> bytes:
    return data[:place] + piece + data[place:]


def _file(day: str, entries: list[str]) -> str:
    return "\n\n".join((day, *entries))


def _bytes(text: str) -> bytes:
    """Cut a text in two halves, each in another encoding."""
    middle = len(text) // 2
    return text[:middle].encode("utf-8", "surrogatepass") + text[middle:].encode("utf-16-le", "surrogatepass")


def _reads(text: str) -> None:
    with within(0.5):
        parsed = parse_listing(text, "a.txt")
    check(text, parsed)
    whole = "\n".join(text.splitlines())
    for paper in parsed.papers:
        assert len(paper.summary) <= 4 * len(whole) + 100
    # What is read can be looked for: every paper by its id, and its own title finds something or has no word.
    with within(1.0):
        corpus = Corpus({paper.arxiv_id: paper for paper in parsed.papers}.values())
        for paper in corpus.papers:
            assert corpus.named(paper.arxiv_id) is paper
            corpus.search(paper.title)
            corpus.sentences(paper)


def _loads(content: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "a.md").write_bytes(content.encode("latin-1"))
        with suppress(CorpusError):
            assert read_folder(Path(folder), {}).papers

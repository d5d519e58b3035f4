"""The engines that answer the same questions on the same tokens: the project's own index and its peers.

Each peer is used as its documentation says, for the ten best by BM25, in one thread, with everything prepared that it
can prepare. FTS5 and tantivy get each token as a word that their tokenizers take whole.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Plus

from bot.search.forward_index import ForwardIndex
from bot.search.index import Index
from tests.bench.numbered import Tokens
from tests.bench.rows import Rows

if TYPE_CHECKING:
    from tantivy import DocAddress

__all__ = ["BEST", "BM25S", "ENGINES", "OWN", "Engine", "Kind", "Materials", "field_of"]

BEST = 10
OWN = "papers-bot, kernel"
_AT_ONCE = 20_000

Run = Callable[[], object]


class Engine(Protocol):
    """Answer questions on the tokens that it was made of."""

    def run(self, tokens: Sequence[str]) -> Run:
        """Return what searches the ten best papers for `tokens`, which need not stand in any."""
        ...

    def numbers(self, found: Any) -> list[int]:
        """Return the numbers of the papers that a run found."""
        ...


@dataclass(frozen=True, slots=True)
class Materials:
    """Hold what an engine is made of: the tokens, a folder for its files, and the engines that were made before."""

    tokens: Tokens
    folder: Path
    made: dict[str, Engine] = field(default_factory=dict[str, Engine])

    @property
    def words(self) -> list[str]:
        """A short word of letters and digits for each token."""
        return [f"{number:x}" for number in range(len(self.tokens.vocabulary))]

    def texts(self) -> Iterator[str]:
        """Yield the words of each paper."""
        words = self.words
        for numbers in self.tokens.papers:
            yield " ".join([words[number] for number in numbers])

    def coded(self) -> dict[str, str]:
        """Return the word of each token."""
        return dict(zip(self.tokens.vocabulary, self.words, strict=True))


class _Own:
    """Sum what the tokens add, as ranking does for each word of a question, and take the best."""

    def __init__(self, given: Materials) -> None:
        self._index = Index(field_of(given.tokens))

    def run(self, tokens: Sequence[str]) -> Run:
        weights = {token: float(count) for token, count in Counter(tokens).items()}
        return lambda: _best(self._index.scores(weights))

    def numbers(self, found: NDArray[np.int64]) -> list[int]:
        return found.tolist()


class _RankBm25:
    def __init__(self, given: Materials) -> None:
        names = given.tokens.vocabulary
        self._bm25 = BM25Plus([[names[number] for number in numbers] for numbers in given.tokens.papers])

    def run(self, tokens: Sequence[str]) -> Run:
        return lambda: _best(self._bm25.get_scores(tokens))

    def numbers(self, found: NDArray[np.int64]) -> list[int]:
        return found.tolist()


class _Bm25s:
    def __init__(self, given: Materials) -> None:
        from bm25s import BM25  # noqa: PLC0415 - may be missing
        from bm25s.tokenization import Tokenized  # noqa: PLC0415 - may be missing

        vocabulary = {token: number for number, token in enumerate(given.tokens.vocabulary)}
        self.index = BM25(method="bm25+", backend="numpy")
        self.index.index(Tokenized(ids=given.tokens.papers, vocab=vocabulary), show_progress=False)

    def run(self, tokens: Sequence[str]) -> Run:
        known = [token for token in tokens if token in self.index.vocab_dict]
        return partial(self.index.retrieve, [known], k=BEST, show_progress=False, n_threads=0)

    def numbers(self, found: tuple[NDArray[np.int64], object]) -> list[int]:
        return found[0][0].tolist()


class _Bm25sNumba(_Bm25s):
    def __init__(self, given: Materials) -> None:
        from bm25s import BM25  # noqa: PLC0415 - may be missing

        other = given.made.get(BM25S)
        if not isinstance(other, _Bm25s):
            super().__init__(given)
            other = self
        # The same arrays: only what walks them differs.
        numpy, self.index = other.index, BM25(method="bm25+", backend="numba")
        self.index.scores, self.index.vocab_dict = numpy.scores, numpy.vocab_dict
        self.index.unique_token_ids_set = numpy.unique_token_ids_set
        self.index.nonoccurrence_array = numpy.nonoccurrence_array
        # Compiled before the first question.
        self.run(given.tokens.vocabulary[:1])()


class _Fts5:
    def __init__(self, given: Materials) -> None:
        self._coded = given.coded()
        self._connection = connection = sqlite3.connect(given.folder / "fts5.db", isolation_level=None)
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -1000000", "mmap_size = 30000000000"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("CREATE VIRTUAL TABLE paper USING fts5(words, content='', tokenize='unicode61')")
        connection.execute("BEGIN")
        rows = enumerate(given.texts(), start=1)
        connection.executemany("INSERT INTO paper (rowid, words) VALUES (?, ?)", rows)
        connection.execute("COMMIT")
        connection.execute("INSERT INTO paper (paper) VALUES ('optimize')")

    def run(self, tokens: Sequence[str]) -> Run:
        match = " OR ".join(self._coded[token] for token in tokens if token in self._coded)
        sql = "SELECT rowid FROM paper WHERE paper MATCH ? ORDER BY rank LIMIT ?"
        return lambda: self._connection.execute(sql, (match, BEST)).fetchall()

    def numbers(self, found: list[tuple[int]]) -> list[int]:
        return [row - 1 for (row,) in found]


class _Tantivy:
    def __init__(self, given: Materials) -> None:
        import tantivy  # noqa: PLC0415 - may be missing

        self._coded = given.coded()
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("words", stored=False, tokenizer_name="whitespace", index_option="freq")
        self._schema = builder.build()
        place = given.folder / "tantivy"
        place.mkdir()
        index = tantivy.Index(self._schema, path=str(place))
        # Enough memory to make one segment of all.
        writer = index.writer(min(3_000_000_000, 50_000_000 + 16 * len(given.tokens.papers.numbers)), 1)
        for text in given.texts():
            writer.add_document(tantivy.Document(words=text))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._searcher = index.searcher()
        self._query, self._should = tantivy.Query, tantivy.Occur.Should

    def run(self, tokens: Sequence[str]) -> Run:
        words = [self._coded[token] for token in tokens if token in self._coded]

        def best() -> object:
            terms = [self._query.term_query(self._schema, "words", word, index_option="freq") for word in words]
            query = self._query.boolean_query([(self._should, term) for term in terms])
            return self._searcher.search(query, BEST, count=False).hits

        return best

    def numbers(self, found: list[tuple[float, DocAddress]]) -> list[int]:
        return [address.doc for _, address in found]


def _best(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    best = np.argpartition(scores, -min(BEST, len(scores)))[-BEST:]
    return best[np.argsort(-scores[best])]


def field_of(tokens: Tokens) -> ForwardIndex:
    """Return the field of all papers, made some thousands at a time, for sorting all at once takes much memory."""
    parts = [_counted(papers, len(tokens.vocabulary)) for papers in tokens.papers.parts(_AT_ONCE)]
    starts = np.cumsum(np.concatenate([np.zeros(1, np.int64), *(lengths for lengths, _, _ in parts)]))
    numbers, counts = (np.concatenate([part[place] for part in parts]).astype(np.int32) for place in (1, 2))
    return ForwardIndex(tuple(tokens.vocabulary), starts, numbers, counts)


def _counted(papers: Rows, values: int) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return how many distinct numbers each paper has, these numbers, and how often each stands there."""
    lengths = np.diff(papers.starts)
    keys, counts = np.unique(
        np.repeat(np.arange(len(lengths), dtype=np.int64), lengths) * values + papers.numbers, return_counts=True
    )
    held = np.bincount(keys // values, minlength=len(lengths))
    return held, keys % values, counts


@dataclass(frozen=True, slots=True)
class Kind:
    """Hold how an engine is made, which packages it needs, and for how many papers it is worth waiting."""

    make: Callable[[Materials], Engine]
    needs: tuple[str, ...] = ()
    most_papers: int | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """The packages that are not installed."""
        return tuple(name for name in self.needs if find_spec(name) is None)


BM25S = "bm25s, numpy"

ENGINES: Mapping[str, Kind] = {
    OWN: Kind(_Own),
    "rank_bm25": Kind(_RankBm25, most_papers=200_000),
    BM25S: Kind(_Bm25s, ("bm25s",)),
    "bm25s, numba": Kind(_Bm25sNumba, ("bm25s", "numba")),
    "SQLite FTS5": Kind(_Fts5),
    "tantivy": Kind(_Tantivy, ("tantivy",)),
}

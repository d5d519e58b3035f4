"""The tokens of each sentence of each paper, to measure term proximity without the text."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.search.forward_index import Offsets, updated_rows

__all__ = ["Digests", "SentenceTokens", "digests_of"]

Digests = NDArray[np.uint32]


def digests_of(tokens: Iterable[str]) -> Digests:
    """Return the distinct digests of tokens, ascending."""
    return np.array(sorted(set(map(_digest, tokens))), np.uint32)


@dataclass(frozen=True, eq=False)
class SentenceTokens:
    """The distinct tokens of each paper's title and of each sentence of its summary.

    Those of paper p are `digests[starts[p]:starts[p + 1]]`, with a 0 after each sentence.
    """

    starts: Offsets
    digests: Digests

    @classmethod
    def of(cls, papers: Iterable[Iterable[Iterable[str]]]) -> SentenceTokens:
        """Build from the tokens of each paper's sentences."""
        starts, digests = array("q", [0]), array("I")
        for sentences in papers:
            for tokens in sentences:
                digests.extend(dict.fromkeys(map(_digest, tokens)))
                digests.append(0)
            starts.append(len(digests))
        return cls(np.array(starts, np.int64), np.array(digests, np.uint32))

    def has_in_opening(self, paper: int, digests: Digests, sentences: int) -> bool:
        """Tell whether the title of a paper or one of its first `sentences` has any of these tokens."""
        own = self.digests[self.starts[paper] : self.starts[paper + 1]]
        ends = np.flatnonzero(own == 0)
        opening = own[: ends[sentences]] if len(ends) > sentences else own
        return bool(np.isin(opening, digests).any())

    def updated(self, former: Offsets, fresh: Sequence[SentenceTokens]) -> SentenceTokens:
        """Return those of other papers, in their order: each is row `former[p]` of these, or NEW."""
        rows = updated_rows(self.starts, former, [part.starts for part in fresh])
        return SentenceTokens(rows.starts, rows.filled(self.digests, [part.digests for part in fresh]))


def _digest(token: str) -> int:
    """Return a token as 32 bits, never 0; two tokens of one question collide once in a million questions."""
    return crc32(token.encode("utf-8", "surrogatepass")) or 1

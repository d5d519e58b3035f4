"""What search knows about papers: their words, names, days, votes and the packed papers themselves, all as arrays.

A table is built from papers, or from its predecessor: unchanged papers keep their rows, and only new and changed ones
are analysed. Start-up needs nothing else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.corpus.paper import Paper
from bot.search.bm25 import TermWeights, term_weights
from bot.search.forward_index import NEW, ForwardIndex, Numbers, Offsets
from bot.search.glossary import Glossary
from bot.search.names import letters_of
from bot.search.packed import PackedPapers
from bot.search.parallel import document_features
from bot.search.sentence_tokens import SentenceTokens

__all__ = ["UNKNOWN", "DocumentTable", "build_table"]

# Stored when no listing gives the votes.
UNKNOWN = -1


class _Listings(NamedTuple):
    listed: Offsets
    days: Numbers
    votes: Numbers
    positions: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class DocumentTable:
    """Papers, newest first, as columns.

    Listings of paper p are `days`, `votes` and `positions` from `listed[p]` up to `listed[p + 1]`, newest first; days
    are ordinals. `contents` are digests that show whether a paper changed, `glossary` is the digest of the glossary the
    terms were found with, `state` the digest of this set of papers; `languages` index SCRIPTS. `aliases` are the names
    a summary introduces, separated by spaces; `people` are the letters of `names`; `organizations` has at most one per
    paper.
    """

    papers: PackedPapers
    ids: tuple[str, ...]
    titles: tuple[str, ...]
    contents: tuple[str, ...]
    listed: Offsets
    days: Numbers
    votes: Numbers
    positions: Numbers
    languages: NDArray[np.uint8]
    aliases: tuple[str, ...]
    terms: ForwardIndex
    sentences: SentenceTokens
    names: ForwardIndex
    people: tuple[str, ...]
    organizations: ForwardIndex
    glosses: ForwardIndex
    weights: TermWeights
    glossary: str
    state: str


def build_table(papers: Iterable[Paper], glossary: Glossary, former: DocumentTable | None = None) -> DocumentTable:
    """Return the table of `papers`; those `former` has, with the same glossary, are not analysed again."""
    ordered = sorted(papers, key=_newest_first)
    contents = tuple(map(_content, ordered))
    former = former if former and former.glossary == glossary.digest else _nothing()
    rows = _former_rows(ordered, contents, former)
    found = document_features(
        [paper for paper, row in zip(ordered, rows.tolist(), strict=True) if row == NEW], glossary
    )
    terms = former.terms.updated(rows, [part.terms for part in found])
    names = former.names.updated(rows, [part.names for part in found])
    aliases = chain.from_iterable(part.aliases for part in found)
    ids, listings = tuple(paper.arxiv_id for paper in ordered), _listings(ordered)
    return DocumentTable(
        papers=PackedPapers.of(ordered),
        ids=ids,
        titles=tuple(" ".join(paper.title.split()) for paper in ordered),
        contents=contents,
        **listings._asdict(),
        languages=_updated(former.languages, rows, [part.languages for part in found]),
        aliases=tuple(next(aliases) if row == NEW else former.aliases[row] for row in map(int, rows)),
        terms=terms,
        sentences=former.sentences.updated(rows, [part.sentences for part in found]),
        names=names,
        people=tuple(map(letters_of, names.values)),
        organizations=former.organizations.updated(rows, [part.organizations for part in found]),
        glosses=former.glosses.updated(rows, [part.glosses for part in found]),
        weights=term_weights(terms),
        glossary=glossary.digest,
        state=_state((*ids, *contents), listings),
    )


def _updated(former: NDArray[np.uint8], rows: Offsets, fresh: Sequence[NDArray[np.uint8]]) -> NDArray[np.uint8]:
    values = np.empty(len(rows), np.uint8)
    values[rows != NEW] = former[rows[rows != NEW]]
    values[rows == NEW] = np.concatenate([values[:0], *fresh])
    return values


def _former_rows(papers: Sequence[Paper], contents: Sequence[str], former: DocumentTable) -> Offsets:
    known = dict(zip(former.ids, zip(former.contents, range(len(former.ids)), strict=True), strict=True))
    rows = (
        row if content == before else NEW
        for paper, content in zip(papers, contents, strict=True)
        for before, row in (known.get(paper.arxiv_id, ("", NEW)),)
    )
    return np.fromiter(rows, np.int64, len(papers))


def _listings(papers: Sequence[Paper]) -> _Listings:
    listings = [listing for paper in papers for listing in paper.listings]
    counts = np.array([len(paper.listings) for paper in papers], np.int64)
    return _Listings(
        listed=np.concatenate((np.zeros(1, np.int64), np.cumsum(counts))),
        days=np.array([listing.day.toordinal() for listing in listings], np.int32),
        votes=np.array([UNKNOWN if one.votes is None else one.votes for one in listings], np.int32),
        positions=np.array([listing.position for listing in listings], np.int32),
    )


def _content(paper: Paper) -> str:
    """Return a digest of a paper without its listings: everything that is analysed or shown."""
    text = repr(replace(paper, listings=())).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, digest_size=12).hexdigest()


def _state(texts: Iterable[str], arrays: Iterable[NDArray[np.integer]]) -> str:
    """Return a digest that identifies this set of papers."""
    digest = hashlib.blake2b("\n".join(texts).encode("utf-8", "surrogatepass"), digest_size=16)
    for array in arrays:
        digest.update(array.tobytes())
    return digest.hexdigest()


def _newest_first(paper: Paper) -> tuple[int, int, str]:
    return -paper.newest.day.toordinal(), -(paper.newest.votes or 0), paper.arxiv_id


def _nothing() -> DocumentTable:
    return DocumentTable(
        papers=PackedPapers.of(()),
        ids=(),
        titles=(),
        contents=(),
        **_listings(())._asdict(),
        languages=np.empty(0, np.uint8),
        aliases=(),
        terms=ForwardIndex.empty(),
        sentences=SentenceTokens.of(()),
        names=ForwardIndex.empty(),
        people=(),
        organizations=ForwardIndex.empty(),
        glosses=ForwardIndex.empty(),
        weights=term_weights(ForwardIndex.empty()),
        glossary="",
        state="",
    )

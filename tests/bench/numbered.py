"""The tokens of a corpus as numbers, without making its papers: every sentence of the seeds is analysed once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from bot.corpus.paper import Paper
from bot.search.analysis import tokens
from bot.search.document_features import paper_terms
from bot.search.glossary import Glossary
from bot.search.glossary_file import read_glossary
from tests.bench.corpora import ROOT, Recombined
from tests.bench.invented import invented
from tests.bench.rows import Offsets, Rows

__all__ = ["Tokens", "numbered", "project_glossary"]

_AT_ONCE = 20_000


@dataclass(frozen=True, slots=True)
class Tokens:
    """Hold the token numbers of each paper, with repeats, and what they stand for."""

    vocabulary: list[str]
    papers: Rows


def project_glossary() -> Glossary:
    """Return the glossary of the project."""
    return read_glossary(ROOT / "config" / "glossary.tsv")[0]


def numbered(corpus: Recombined, glossary: Glossary) -> Tokens:
    """Return the tokens of a corpus; concepts across the ends of recombined sentences are not among them."""
    numbering: dict[str, int] = {}

    def numbers(found: Sequence[str]) -> list[int]:
        return [numbering.setdefault(token, len(numbering)) for token in found]

    seeds = Rows.of([numbers(paper_terms(paper, glossary)) for paper in corpus.seeds])
    if corpus.size == len(corpus.seeds):
        return Tokens([*numbering], seeds)
    heads = [numbers([*glossary.tokens(paper.title), *_names(paper)]) for paper in corpus.seeds]
    sentences = [[numbers(glossary.tokens(text)) for text in pool] for pool in corpus.pools]
    pieces = Rows.of([*heads, *(piece for pool in sentences for piece in pool)])
    chosen = _pieces_of_papers(corpus)
    words = _invented(corpus, numbers)
    parts = [seeds]
    for own, more in zip(chosen.parts(_AT_ONCE), words.parts(_AT_ONCE), strict=True):
        each = pieces.taken(own.numbers)
        parts.append(Rows(each.starts[own.starts], each.numbers).beside(more))
    return _without_unused([*numbering], Rows.below(parts))


def _names(paper: Paper) -> list[str]:
    return tokens("\n".join(paper.authors))


def _pieces_of_papers(corpus: Recombined) -> Rows:
    """Return which pieces a paper consists of: the head of its base, and sentences, section by section."""
    chosen = corpus.choices
    whole = Rows.sized(np.ones(len(chosen.base), np.int64), chosen.base.astype(np.int32))
    first = len(corpus.seeds)
    sections: list[Rows] = []
    for pool, starts, picks in zip(corpus.pools, chosen.starts, chosen.picks, strict=True):
        sections.append(Rows(starts, (picks + first).astype(np.int32)))
        first += len(pool)
    return whole.beside(*sections)


def _invented(corpus: Recombined, numbers: Callable[[list[str]], list[int]]) -> Rows:
    """Return the invented words of each paper; `numbers` knows those that a seed happens to have too."""
    own = np.concatenate((corpus.choices.words, corpus.choices.names), axis=1)
    there = own >= 0
    distinct, places = np.unique(own[there], return_inverse=True)
    numbered_words = np.array(numbers([invented(number) for number in distinct.tolist()]), np.int32)
    lengths: Offsets = there.sum(axis=1, dtype=np.int64)
    return Rows.sized(lengths, numbered_words[places])


def _without_unused(vocabulary: Sequence[str], papers: Rows) -> Tokens:
    """Leave out what stands in no paper: a piece that nobody took, a concept across pieces."""
    used = np.zeros(len(vocabulary), np.bool_)
    used[papers.numbers] = True
    if used.all():
        return Tokens([*vocabulary], papers)
    renumbered = (np.cumsum(used) - 1).astype(np.int32)
    kept = [token for token, is_used in zip(vocabulary, used.tolist(), strict=True) if is_used]
    return Tokens(kept, Rows(papers.starts, renumbered[papers.numbers]))

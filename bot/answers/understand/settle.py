"""Settle what may be a name or only a word, by what else a text says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from bot.answers.understand.fillers import is_filler
from bot.answers.understand.spans import People, Span, Work, blanked, covered
from bot.search.corpus import Corpus

__all__ = ["settled"]

# A name that is written like any other word.
_PLAIN = re.compile(r"[a-z]+(?: [a-z]+)*")
_LATIN = re.compile(r"[A-Za-z][A-Za-z'-]{3,30}")
_LEAST_BESIDE = 2
_MOST_PLAIN = 4
_LONGEST_BESIDE = 400
_MOST_BESIDE_SURNAME = 4
_FEW_PEOPLE = 3
_FEW_PAPERS = 3


def settled(text: str, spans: Sequence[Span], corpus: Corpus) -> Iterator[Span]:
    """Yield the spans that hold, and the surnames that nothing else explains.

    A plain word that is also the name of a system means it only where that paper has to do with the other words.
    """
    rest = " ".join(word for word in blanked(text, spans).split() if not is_filler(word.strip(".,!?")))
    beside = len(rest.split())
    plain = dict[str, bool]()
    for span in spans:
        if isinstance(span.meaning, Work) and beside >= _LEAST_BESIDE and _is_plain(text, span):
            arxiv_id = span.meaning.arxiv_id
            if arxiv_id not in plain:
                # Where so many plain words are names, none of them is meant.
                plain[arxiv_id] = len(plain) < _MOST_PLAIN and _is_meant(rest, span.meaning, corpus)
            if not plain[arxiv_id]:
                continue
        yield span
    short = beside <= _MOST_BESIDE_SURNAME
    if short and not any(span.kind in ("person", "work", "pointer") for span in spans):
        yield from _surnames(text, spans, corpus)


def _is_plain(text: str, span: Span) -> bool:
    return _PLAIN.fullmatch(text[span.start : span.end]) is not None


def _is_meant(rest: str, work: Work, corpus: Corpus) -> bool:
    """Tell whether the paper of that name has half of the other words that any paper knows."""
    paper = corpus.paper(work.arxiv_id)
    parts = (
        [part for part in corpus.explain(corpus.read(rest[:_LONGEST_BESIDE]), paper) if part.idf > 0] if paper else []
    )
    held = sum(part.contribution > 0 for part in parts)
    return len(parts) < _LEAST_BESIDE or held * 2 >= len(parts)


def _surnames(text: str, spans: Sequence[Span], corpus: Corpus) -> Iterator[Span]:
    """Yield words that hardly any paper has and that are the surname of a few people."""
    spanned = covered(len(text), spans)
    free = (match for match in _LATIN.finditer(text) if spanned.find(1, *match.span()) < 0)
    # Hardly more words stand there, unless they are glued together.
    for match in islice((match for match in free if not is_filler(match[0])), _MOST_BESIDE_SURNAME):
        if corpus.holding(match[0]) > _FEW_PAPERS or not corpus.authors.complete(match[0], 1):
            continue
        found = corpus.authors.find(match[0])
        if found.kind == "part" and 0 < len(found.people) <= _FEW_PEOPLE:
            yield Span(match.start(), match.end(), "person", People(found.people, match[0], sure=False))
            return

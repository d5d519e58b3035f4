"""What people follow: topics and authors, and the papers that fit them.

Precision matters more than recall. A paper fits if it mentions every content word of the topic, directly or in the
other language by the glossary: in the title, in the opening section, or in two sentences. A single mention further down
does not count, nor does an author's name. Multi-word terms ("mixture of experts") and compounds ("GPT-5") only count as
a whole, and a topic with an unknown word fits nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.corpus.paper import Paper
from bot.search.analysis import words
from bot.search.corpus import Corpus
from bot.search.hits import Filters, Hit, by_votes
from bot.storage.follow import Follow

__all__ = ["FollowMatch", "matches"]

_WHOLE = 0.999
_ENOUGH = 2
_HYPHEN = re.compile(r"[-_+/]+")


@dataclass(frozen=True, slots=True)
class FollowMatch:
    """A paper and the first follow it fits."""

    hit: Hit
    follow: Follow


@dataclass(frozen=True, slots=True)
class _Piece:
    """A title or a sentence, and the weight of a word in it."""

    text: str
    tokens: frozenset[str]
    weight: int


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The ways to match one word of a topic: any of some tokens, all of some, or adjacent parts."""

    any_of: frozenset[str] = frozenset()
    all_of: frozenset[str] = frozenset()
    phrase: tuple[str, ...] = ()

    def stands_in(self, piece: _Piece) -> bool:
        """Tell whether a title or sentence contains it."""
        if self.any_of & piece.tokens or (self.all_of and self.all_of <= piece.tokens):
            return True
        return bool(self.phrase) and _side_by_side(self.phrase, piece.text)


def matches(corpus: Corpus, follows: Sequence[Follow], since: date, until: date) -> tuple[FollowMatch, ...]:
    """Return the papers listed from `since` to `until` that fit a follow, most votes first, without repeats."""
    found: dict[str, FollowMatch] = {}
    for follow in follows:
        first = since if follow.after is None else max(since, follow.after + timedelta(days=1))
        filters = Filters(since=first, until=until)
        fitting = _by_author if follow.kind == "author" else _on_topic
        for hit in fitting(corpus, follow.value, filters):
            found.setdefault(hit.paper.arxiv_id, FollowMatch(hit, follow))
    ranked = by_votes(match.hit for match in found.values())
    return tuple(found[hit.paper.arxiv_id] for hit in ranked)


def _by_author(corpus: Corpus, name: str, filters: Filters) -> Sequence[Hit]:
    """Return the papers by authors of exactly this name, in any spelling."""
    match = corpus.authors.find(name)
    people = match.people if match.kind == "spelling" else ()
    return corpus.by_authors((number for person in people for number in person.papers), filters)


def _on_topic(corpus: Corpus, topic: str, filters: Filters) -> Sequence[Hit]:
    """Return the papers that mention all of a topic."""
    results = corpus.search(topic, filters)
    # A word corrected to another may be a typo today and a new model's name tomorrow.
    if not all(word.known and word.weight == 1.0 for word in results.query.words):
        return ()
    wanted = tuple(_wanted(corpus, topic))
    covering = results.hits.at_least(coverage=_WHOLE)
    return tuple(hit for hit in covering if _speaks_of(corpus, hit.paper, wanted))


def _wanted(corpus: Corpus, topic: str) -> Iterator[_Wanted]:
    """Yield the ways to match each word of a topic."""
    apart = corpus.read(_HYPHEN.sub(" ", topic), as_written=True)
    counts = Counter(concept for word in apart.words for concept in dict.fromkeys(word.concepts))
    for word in corpus.read(topic, as_written=True).words:
        whole = frozenset(concept for concept in word.concepts if counts[concept] > 1)
        term = next(words(word.surface))
        if whole:
            yield _Wanted(whole)
        elif word.meant is not None:
            yield _Wanted(all_of=frozenset(word.tokens))
        elif len(term.parts) > 1:
            yield _Wanted(frozenset(term.tokens[-1:]), phrase=term.parts)
        else:
            yield _Wanted(word.stands_for)


def _speaks_of(corpus: Corpus, paper: Paper, wanted: Sequence[_Wanted]) -> bool:
    pieces = tuple(_pieces(corpus, paper))
    return all(sum(piece.weight for piece in pieces if one.stands_in(piece)) >= _ENOUGH for one in wanted)


def _pieces(corpus: Corpus, paper: Paper) -> Iterator[_Piece]:
    yield _Piece(paper.title, frozenset(corpus.analyse(paper.title)), _ENOUGH)
    sentences = corpus.sentences(paper)
    for sentence in sentences:
        opening = sentence.section == sentences[0].section
        yield _Piece(sentence.text, sentence.tokens, _ENOUGH if opening else 1)


def _side_by_side(phrase: Sequence[str], text: str) -> bool:
    parts = [part for word in words(text) for part in word.parts]
    return any(parts[start : start + len(phrase)] == list(phrase) for start in range(len(parts) - len(phrase) + 1))

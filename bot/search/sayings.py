"""Colloquial phrases ("sayings") in a request, and the terms papers use for them.

The words of a saying occur near each other, in any order. English words are compared by stem, Korean ones by prefix,
ignoring endings and particles; after a single syllable only particles are ignored.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from typing import NamedTuple

from bot.search.analysis import Term, bounded, normalise, words

__all__ = ["Said", "Sayings"]

# Most other words allowed between those of a saying, and most syllables of one of its words.
_BETWEEN = 3
_LONGEST = 8
# One syllable begins too many words: it only counts with a particle after it.
_PARTICLES = frozenset(("", *"은 는 이 가 을 를 의 에 에서 에게 로 으로 도 만 과 와 랑 이랑 하고 이나 나".split()))
# Repeating a word adds nothing.
_MOST_PLACES = 8


# The parts of a saying, and the terms it means.
_Saying = tuple[tuple[str, ...], tuple[str, ...]]


class Said(NamedTuple):
    """The positions of a saying's words in a text, ascending, and the terms it means."""

    places: tuple[int, ...]
    terms: tuple[str, ...]


class Sayings:
    """Find sayings in the words of a request, longer ones first."""

    def __init__(self, lines: Iterable[tuple[Sequence[str], Sequence[str]]] = ()) -> None:
        self._lines = [(tuple(sayings), tuple(terms)) for sayings, terms in lines]

    @cached_property
    def _table(self) -> tuple[Sequence[_Saying], Mapping[str, Sequence[int]], Collection[str]]:
        """The sayings, their numbers by rarest part, and all parts."""
        parts = _parts([saying for sayings, _ in self._lines for saying in sayings])
        found = [(next(parts), terms) for sayings, terms in self._lines for _ in sayings]
        having: defaultdict[str, list[int]] = defaultdict(list)
        counts = Counter(part for own, _ in found for part in dict.fromkeys(own))
        for number, (own, _) in enumerate(found):
            if own:
                having[min(own, key=counts.__getitem__)].append(number)
        return found, having, counts.keys()

    def prepare(self) -> None:
        """Build what the first request would otherwise wait for."""
        _ = self._table

    def find(self, text: Sequence[Term]) -> Iterator[Said]:
        """Yield the sayings in a text's words, except those wholly inside longer ones."""
        sayings, having, known = self._table
        where: defaultdict[str, list[int]] = defaultdict(list)
        for place, term in enumerate(text):
            for key in _keys(term):
                if key in known and len(where[key]) < _MOST_PLACES:
                    where[key].append(place)
        numbers = dict.fromkeys(number for key in where for number in having.get(key, ()))
        found = (
            (places, terms)
            for parts, terms in (sayings[number] for number in numbers)
            if parts and all(part in where for part in parts) and (places := _nearest([where[part] for part in parts]))
        )
        taken = set[int]()
        for places, terms in sorted(found, key=lambda one: (-len(one[0]), one[0][-1] - one[0][0])):
            if not taken.issuperset(places):
                taken.update(places)
                yield Said(places, terms)

    def spans_in(self, text: str) -> list[tuple[int, int]]:
        """Return the spans of multi-word sayings in `text`, as offsets into its normalised form."""
        found = list(words(bounded(text)))
        said = (one.places for one in self.find(found) if len(one.places) > 1)
        places = sorted({place for places in said for place in places})
        return [(found[place].start, found[place].start + len(found[place].surface)) for place in places]


def _parts(sayings: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the parts of each saying; they are analysed as one text, which halves the time."""
    text = normalise("\n".join(sayings))
    ends = accumulate(len(line) + 1 for line in text.split("\n"))
    terms = iter(words(text))
    term = next(terms, None)
    for end in ends:
        parts: list[str] = []
        while term is not None and term.start < end:
            parts += (term.surface,) if term.hangul else term.parts
            term = next(terms, None)
        yield tuple(parts)


def _keys(term: Term) -> Iterable[str]:
    """Return the parts of sayings that a word may match."""
    if not term.hangul:
        return term.parts
    least = 1 if term.surface[1:] in _PARTICLES else 2
    return (term.surface[:length] for length in range(least, min(len(term.surface), _LONGEST) + 1))


def _nearest(where: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """Return the closest positions, one of each list and all different, empty if they are far apart."""
    best: tuple[int, ...] = ()
    for first in where[0]:
        places = {first}
        for others in where[1:]:
            free = [place for place in others if place not in places]
            if not free:
                break
            places.add(min(free, key=lambda place: abs(place - first)))
        else:
            ordered = tuple(sorted(places))
            if ordered[-1] - ordered[0] < len(where) + _BETWEEN and (not best or _span(ordered) < _span(best)):
                best = ordered
    return best


def _span(places: Sequence[int]) -> int:
    return sum(after - before for before, after in pairwise(places))

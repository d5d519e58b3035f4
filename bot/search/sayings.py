"""Colloquial phrases ("sayings") in a request, and the terms papers use for them.

The words of a saying occur near each other, in any order; of words joined by `|` one is enough. English words are
compared by stem, Korean ones by prefix, ignoring endings and particles; after a single syllable only particles are
ignored.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, pairwise, product
from typing import NamedTuple

from bot.search.analysis import Term, bounded, latin_stem, normalise, words

__all__ = ["Said", "Sayings"]

# Most other words allowed between those of a saying, and most syllables of one of its words.
_BETWEEN = 3
_LONGEST = 8
# One syllable begins too many words: it only counts with a particle after it.
_PARTICLES = frozenset(("", *"은 는 이 가 을 를 의 에 에서 에게 로 으로 도 만 과 와 랑 이랑 하고 이나 나".split()))
# Repeating a word adds nothing.
_MOST_PLACES = 8


# The parts of a saying, each with its alternatives, and the terms it means.
_Part = tuple[str, ...]
_Saying = tuple[tuple[_Part, ...], tuple[str, ...]]
# What stands between alternatives; one of several words (kv캐시) is a saying of its own.
_OR = "|"
_NO_MARKS = re.compile(r"[^\W_]+")
_ONE_WORD = re.compile(r"[^\W_가-힣]+|[가-힣]+")


class Said(NamedTuple):
    """The positions of a saying's words in a text, ascending, and the terms it means."""

    places: tuple[int, ...]
    terms: tuple[str, ...]


class Sayings:
    """Find sayings in the words of a request, longer ones first."""

    def __init__(self, lines: Iterable[tuple[Sequence[str], Sequence[str]]] = ()) -> None:
        self._lines = [(tuple(sayings), tuple(terms)) for sayings, terms in lines]

    @cached_property
    def _table(self) -> tuple[Sequence[_Saying], Mapping[_Part, Sequence[int]], Mapping[str, Sequence[_Part]]]:
        """The sayings, their numbers by rarest part, and the parts by word."""
        spelt = [(saying, terms) for said, terms in self._lines for one in said for saying in _spelt(one)]
        parts = _parts([saying for saying, _ in spelt])
        found = [(next(parts), terms) for _, terms in spelt]
        having: defaultdict[_Part, list[int]] = defaultdict(list)
        counts = Counter(part for own, _ in found for part in dict.fromkeys(own))
        for number, (own, _) in enumerate(found):
            if own:
                having[min(own, key=counts.__getitem__)].append(number)
        by_word: defaultdict[str, list[_Part]] = defaultdict(list)
        for part in counts:
            for word in part:
                by_word[word].append(part)
        return found, having, by_word

    def prepare(self) -> None:
        """Build what the first request would otherwise wait for."""
        _ = self._table

    def find(self, text: Sequence[Term]) -> Iterator[Said]:
        """Yield the sayings in a text's words, except those wholly inside longer ones."""
        sayings, having, by_word = self._table
        where: defaultdict[_Part, list[int]] = defaultdict(list)
        for place, term in enumerate(text):
            for part in dict.fromkeys(part for key in _keys(term) for part in by_word.get(key, ())):
                if len(where[part]) < _MOST_PLACES:
                    where[part].append(place)
        numbers = dict.fromkeys(number for part in where for number in having.get(part, ()))
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

    def spans_in(self, text: str, known: Callable[[str], bool]) -> list[tuple[int, int]]:
        """Return the spans of sayings in `text`, as offsets into its normalised form.

        Those of one word only if it is not `known` otherwise.
        """
        found = list(words(bounded(text)))
        said = (
            places
            for places, _ in self.find(found)
            if len(places) > 1 or not any(known(found[place].surface) for place in places)
        )
        places = sorted({place for places in said for place in places})
        return [(found[place].start, found[place].start + len(found[place].surface)) for place in places]


def _spelt(saying: str) -> Iterable[str]:
    """Return the spellings of a saying: all alternatives of one word at once, and each of several words by itself.

    A word with a hyphen is typed as one word and as several.
    """
    if _OR not in saying and "-" not in saying:
        return (saying,)
    chunks: list[list[str]] = []
    for chunk in saying.split():
        alternatives = dict.fromkeys(one for one in chunk.split(_OR) if one)
        joined = dict.fromkeys(one.replace("-", "") for one in alternatives)
        single = [one for one in joined if _ONE_WORD.fullmatch(one)]
        several = [one for one in alternatives if not _ONE_WORD.fullmatch(one)]
        chunks.append([_OR.join(single)] * bool(single) + several)
    return map(" ".join, product(*chunks))


def _parts(sayings: Sequence[str]) -> Iterator[tuple[_Part, ...]]:
    """Yield the parts of each saying; they are analysed as one text, which halves the time."""
    text = normalise("\n".join(sayings))
    ends = accumulate(len(line) + 1 for line in text.split("\n"))
    terms = iter(words(text))
    term = next(terms, None)
    for end in ends:
        parts: list[_Part] = []
        while term is not None and term.start < end:
            own = (term.surface,) if term.hangul else term.parts
            if parts and text[term.start - 1] == _OR:
                parts[-1] += own
            else:
                parts += ((part,) for part in own)
            term = next(terms, None)
        yield tuple(parts)


def _keys(term: Term) -> Iterable[str]:
    """Return the parts of sayings that a word may match."""
    if not term.hangul:
        whole = () if len(term.parts) == 1 else (latin_stem("".join(_NO_MARKS.findall(term.surface))),)
        return (*term.parts, *whole)
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

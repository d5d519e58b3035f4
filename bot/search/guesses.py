"""Guesses for a word that no paper contains: a typo, words run together, or a prefix."""

from __future__ import annotations

from itertools import islice

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.search.analysis import Term, korean_stem, tokens
from bot.search.index import Index
from bot.search.organizations import OrganizationDirectory
from bot.search.query import QueryWord

__all__ = ["Guesses"]

# Weight of a corrected word, relative to one found as typed.
_CORRECTED = 0.8
_SHORTEST_CORRECTED = 5
_LONG_WORD = 8
_LONGEST_TAIL = 8
_FEW_PAPERS = 2
_SHORT_PART = 2
_TELLING = 0.2
_SMALL = 20
# Budget of letters of unknown words to compare with known ones: a pasted page would take long.
_MOST_GUESSED = 300
# Korean words are rarely longer; without a limit, a line of a thousand syllables would take minutes.
_LONGEST_PART = 16
_LONGEST_TAKEN_APART = 30

# Hangul syllables are 19 onsets by 21 vowels by 28 finals. Vowels that are spelled for one another, by their number: ㅐ
# and ㅔ, ㅏ and ㅑ, ㅓ and ㅕ, ㅗ and ㅛ, ㅜ and ㅠ, ㅙ, ㅚ and ㅞ.
_FIRST_SYLLABLE, _ONSETS, _VOWELS, _FINALS = 0xAC00, 19, 21, 28
_SOUND_ALIKE = {
    0: (2,), 2: (0,), 1: (5, 3), 5: (1, 7), 3: (1,), 7: (5,), 4: (6,), 6: (4,), 8: (12,), 12: (8,), 13: (17,),
    17: (13,), 10: (11, 15), 11: (10, 15), 15: (10, 11),
}  # fmt: skip

# Comparing sounds takes a millisecond each; more organisations than this must be spelled in their own script.
_MOST_HEARD = 6


class Guesses:
    """Guess the unknown words of one text, each once, within the budget of letters."""

    def __init__(self, index: Index, organizations: OrganizationDirectory | None = None) -> None:
        self.index = index
        self._organizations = organizations or None
        self._hearings = _MOST_HEARD
        self._left = _MOST_GUESSED
        self._made: dict[tuple[str, bool, bool], QueryWord] = {}

    def of(self, term: Term, *, name: bool, field: bool) -> QueryWord:
        """Return the probable meaning of a word."""
        key = term.surface, name, field
        if key not in self._made:
            guessed = self._left > 0
            self._left -= len(term.surface)
            plain = QueryWord(term.surface, (), name=name, field=field)
            self._made[key] = _guessed(term, self.index, name=name, field=field) if guessed else plain
        return self._made[key]

    def organization(self, term: Term) -> QueryWord | None:
        """Return the organisation that a word in Hangul names, or None."""
        if self._organizations is None or not term.hangul or not term.tokens or self._hearings == 0:
            return None
        self._hearings -= 1
        meant = self._organizations.spoken(term.tokens[0])
        found = tuple(token for token in tokens(meant or "") if self.index.frequency(token))
        return QueryWord(term.surface, found, meant=meant) if found else None


def _guessed(term: Term, index: Index, *, name: bool, field: bool) -> QueryWord:
    """Return an unknown word as its parts, as its completion or as its correction."""
    if term.hangul and (parts := _taken_apart(term.tokens[0], index)):
        return QueryWord(term.surface, parts, meant=" ".join(parts), name=name)
    if term.hangul and (spelled := _respelled(term.tokens[0], index)):
        return QueryWord(term.surface, (spelled,), meant=spelled, weight=_CORRECTED)
    if term.hangul and (part := _known_end(term.surface, index)):
        return QueryWord(term.surface, (part,), meant=part, weight=_CORRECTED)
    if whole := _begun(term, index):
        return QueryWord(term.surface, whole, name=name)
    if not (name or field) and (near := _corrected(term, index)):
        return QueryWord(term.surface, (near,), meant=near, weight=_CORRECTED)
    return QueryWord(term.surface, (), name=name, field=field)


def _taken_apart(stem: str, index: Index) -> tuple[str, ...]:
    """Return the fewest known words that make up a Korean one, empty if there are none."""
    stem = stem[:_LONGEST_TAKEN_APART]
    best: list[tuple[str, ...] | None] = [(), *(None for _ in stem)]
    for end in range(2, len(stem) + 1):
        for start in range(end - 2, max(end - _LONGEST_PART, 0) - 1, -1):
            before, part = best[start], korean_stem(stem[start:end])
            if before is not None and index.frequency(part):
                whole = (*before, part)
                known = best[end]
                if known is None or len(whole) < len(known):
                    best[end] = whole
    return best[-1] or ()


def _begun(term: Term, index: Index) -> tuple[str, ...]:
    """Return the few known names that start with a word no paper has by itself (zebra, ZebraLogic)."""
    stem = term.tokens[0]
    if term.hangul or len(stem) < _SHORTEST_CORRECTED or not stem.isalpha():
        return ()
    longer = index.words_from(stem, len(stem) + 2, len(stem) + _LONGEST_TAIL)
    found = tuple(islice((word for word in longer if index.frequency(word) <= _FEW_PAPERS), _FEW_PAPERS + 1))
    return found if len(found) <= _FEW_PAPERS else ()


def _respelled(stem: str, index: Index) -> str | None:
    """Return the known word that sounds like a Korean one in one syllable: 비젼 for 비전, 에이젼트, 디퓨젼."""
    if len(stem) > _LONGEST_PART:
        return None
    for place, syllable in enumerate(stem):
        onset, rest = divmod(ord(syllable) - _FIRST_SYLLABLE, _VOWELS * _FINALS)
        vowel, final = divmod(rest, _FINALS)
        for other in _SOUND_ALIKE.get(vowel, ()) if 0 <= onset < _ONSETS else ():
            alike = chr(_FIRST_SYLLABLE + (onset * _VOWELS + other) * _FINALS + final)
            if index.frequency(known := f"{stem[:place]}{alike}{stem[place + 1 :]}"):
                return known
    return None


def _known_end(word: str, index: Index) -> str | None:
    """Return the known word that a longer one ends or starts with: people run words together (말하는영상)."""
    for length in range(min(len(word) - 2, _LONGEST_PART), 1, -1):
        # The head of a Korean compound is its end; its start may be another word.
        head = (word[:length],) if length > _SHORT_PART else ()
        for part in (korean_stem(word[-length:]), *head):
            if len(part) > 1 and 0 < index.frequency(part) <= max(index.size * _TELLING, _SMALL):
                return part
    return None


def _corrected(term: Term, index: Index) -> str | None:
    """Return the most frequent of the nearest known tokens, one edit away (two in a long word)."""
    stem = term.tokens[0]
    if term.hangul or len(stem) < _SHORTEST_CORRECTED or not stem.isalpha():
        return None
    most = 2 if len(stem) >= _LONG_WORD else 1
    candidates = index.words_like(stem[0], len(stem) - most, len(stem) + most)
    found = process.extract(stem, candidates, scorer=OSA.distance, score_cutoff=most, limit=5)
    return min(found, key=lambda item: (item[1], -index.frequency(item[0])))[0] if found else None

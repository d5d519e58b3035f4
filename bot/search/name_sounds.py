"""Names of works written in Hangul, found by sound among words that have no other meaning."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import pairwise
from typing import NamedTuple

from bot.search.analysis import korean_stem
from bot.search.letters import Atom
from bot.search.name_index import NameEntry, is_cued
from bot.search.sounds import SoundIndex
from bot.search.stopwords import ENDINGS, STOP_BEGINNINGS, STOP_WORDS

__all__ = ["NameSounds", "Sounding"]

Known = Callable[[str], bool]

_SYLLABLES = 3
_MOST_PIECES = 4
_MOST_WORDS = 3
_LONGEST = 16
_MOST_LOOKUPS = 6
_SHORT_UNCUED, _UNCUED_LEAST, _SHORT_CUED, _CUED = 92.0, 88.0, 88.0, 80.0
_SEVERAL_CUED = 85.0
# Five syllables sound like no other name by chance.
_LONG, _LONG_UNCUED = 5, 82.0
_EQUAL = 2.0
_UNCUED = 0.05
_MARKS = " .,!?\"'()"
_KEPT = 2_000
_ALIKE = 3
_CLEAR = 95.0
_REST = re.compile(r"[ -]?(?P<rest>[A-Za-z0-9.]{1,8})(?![A-Za-z0-9])")
_SAID_AS_J = {"야": "자", "여": "저", "요": "조", "유": "주", "예": "제"}
# Verb endings; a name that ends like this needs a cue.
_VERBAL = tuple(
    "냐 니 까 죠 요 네 임 음 함 됨 듯 줘 봐 다 자 고 서 면 데 게 기 지 건 거 걸 좀 만 쪽 들 용 법 중".split()
)


class Sounding(NamedTuple):
    """The span of a name in Hangul, the papers it may mean, and how sure that is."""

    start: int
    end: int
    numbers: tuple[int, ...]
    score: float


class _Word(NamedTuple):
    start: int
    end: int
    text: str
    first: str
    mixed: bool = False


class NameSounds:
    """Find the names that Hangul sounds like."""

    def __init__(self, entries: Iterable[NameEntry]) -> None:
        self._entries = [entry for entry in entries if len(entry.name.pieces) <= _MOST_PIECES]
        self._index = SoundIndex([entry.name.written for entry in self._entries], spelled=True)
        # Caching a bound method would keep a replaced corpus alive until the next full garbage collection.
        self._find = lru_cache(maxsize=_KEPT)(partial(self._index.find, limit=_ALIKE))

    def find(self, text: str, free: Sequence[Atom], known: Known) -> Iterator[Sounding]:
        """Yield the names among uncovered atoms: of one word, or of up to three adjacent ones."""
        words = list(_words(text, free))
        lookups = 0
        first = 0
        while first < len(words) and lookups < _MOST_LOOKUPS:
            step = 1
            for count in range(1, _MOST_WORDS + 1):
                window = words[first : first + count]
                if len(window) < count or not _is_open(window[-1], known) or not _side_by_side(text, window):
                    break
                spoken = "".join(word.text for word in window)
                if not _SYLLABLES <= len(spoken) <= _LONGEST:
                    continue
                lookups += 1
                if found := self._sounding(text, window):
                    yield found
                    step = count
                    break
            first += step

    def _sounding(self, text: str, window: Sequence[_Word]) -> Sounding | None:
        start, end = window[0].start, window[-1].end
        cued = is_cued(text, start, end) or end - start >= len(text.strip(_MARKS))
        if not cued and window[-1].text.endswith(_VERBAL):
            return None
        spoken = " ".join(word.text for word in window)
        likely = self._find(spoken)
        if (said := _SAID_AS_J.get(spoken[0])) and (not likely or likely[0][1] < _CLEAR):
            # Latin and German names keep their J: Janus is 야누스.
            as_j = [one for one in self._find(said + spoken[1:]) if self._entries[one[0]].name.written[:1] in "Jj"]
            likely = max(likely, as_j, key=lambda found: found[0][1] if found else 0.0)
        if not likely or likely[0][1] < _least(window, cued=cued):
            return None
        near = [number for number, likeness in likely if likeness >= likely[0][1] - _EQUAL]
        numbers = tuple(paper for number in near for paper in self._entries[number].numbers)
        # Latin letters after it may be the rest of the name: 마르코 o1.
        if (more := _REST.match(text, end)) and any(_ends(self._entries[number], more["rest"]) for number in near):
            end = more.end()
        return Sounding(start, end, numbers, likely[0][1] / 100 - _UNCUED * (not cued))


def _least(window: Sequence[_Word], *, cued: bool) -> float:
    """Return the minimum similarity of sound: three syllables sound like many names, and so do verbs before 논문."""
    spoken = "".join(word.text for word in window)
    if len(spoken) == _SYLLABLES:
        return _SHORT_CUED if cued and not _closes_verb(spoken[-1]) else _SHORT_UNCUED
    if not cued and len(window) == 1 and len(spoken) >= _LONG:
        return _LONG_UNCUED
    if not cued:
        return _SHORT_UNCUED if len(window) > 1 else _UNCUED_LEAST
    return _SEVERAL_CUED if len(window) > 1 else _CUED


def _closes_verb(syllable: str) -> bool:
    """Tell whether a syllable ends in ㄴ or ㄹ, as verbs before a noun do."""
    return "가" <= syllable <= "힣" and (ord(syllable) - ord("가")) % 28 in (4, 8)


def _words(text: str, free: Sequence[Atom]) -> Iterator[_Word]:
    """Yield the words that start in Hangul, without their particles, and the start of each as typed."""
    for glued in _glued(free):
        if not glued[0].hangul:
            continue
        atoms = glued[:-1] if len(glued) > 1 and glued[-1].key in ENDINGS.all else glued
        stem = korean_stem(atoms[-1].key) if atoms[-1].hangul else atoms[-1].key
        end = atoms[-1].end - (len(atoms[-1].key) - len(stem) if atoms[-1].hangul else 0)
        written = text[atoms[0].start : end]
        # The parts of 패스트kv may each mean something; together they are a name or nothing.
        mixed = len(atoms) > 1 and atoms[-1].key.isalpha() and not atoms[-1].hangul
        yield _Word(atoms[0].start, end, written, written if mixed else atoms[0].key, mixed)


def _ends(entry: NameEntry, rest: str) -> bool:
    return len(entry.name.pieces) > 1 and entry.name.key.endswith(rest.lower())


def _glued(free: Sequence[Atom]) -> Iterator[list[Atom]]:
    """Yield groups of atoms with nothing between them."""
    held: list[Atom] = []
    for atom in free:
        if held and held[-1].end != atom.start:
            yield held
            held = []
        held.append(atom)
    if held:
        yield held


def _is_open(one: _Word, known: Known) -> bool:
    """Tell whether a word has no other meaning."""
    stem, word = one.text, one.first
    means = word in STOP_WORDS or stem in STOP_WORDS or word.startswith(STOP_BEGINNINGS)
    return not means and (one.mixed or (not known(word) and not known(stem)))


def _side_by_side(text: str, window: Sequence[_Word]) -> bool:
    return all(text[one.end : other.start] == " " for one, other in pairwise(window))

"""Names of works inside a sentence: which titles contain them, and whether the words can mean the name."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from bot.search.everyday import EVERYDAY
from bot.search.letters import Atom, letters_only
from bot.search.stopwords import STOP_WORDS
from bot.search.title_names import TitleName, names_of

__all__ = ["NameEntry", "NameIndex", "Named", "is_cued"]

Known = Callable[[str], bool]

_SHORT = 3
_BEGINNING = 4
_MOST_ATOMS = 7
_LEAST_INSIDE = 5
# A name in more titles than this is a topic; a word in more summaries is a term of the field.
_MOST_TITLES = 3
_RARE_IN_TITLES = 2
_UNCOMMON_SHARE = 300
_RARE_IN_TEXTS = 5
_MOST_TEXTS = 60
_INSIDE_TEXTS = 3
_MARKS = " .,!?\"'()"
_SURE, _GOOD, _FAIR, _WEAK, _DOUBTFUL = 1.0, 0.9, 0.8, 0.6, 0.5

_BEHIND = re.compile(
    r"(?:'s)?[\"')]?\s?(?:paper\b|authors?\b|abstract\b|summary\b|link\b|pdf\b|scores?\b|accurac|results?\b|fid\b|psnr\b|"
    r"code\b|github\b|vs\b|versus\b|about\W{0,3}$|\d{1,9}+(?:\.\d{1,9}+)?[bm]\b|그\s?(?:논문|거|건|게|것)|논문|저자|링크|요약|점수|성능|결과|초록|쓴|누가)|[\"')]?(?:에서|이?라는|이?란|이?랑|보다)|'s\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:\bpapers?|compare|vs\.?|versus|called|named|titled|wrote|explain|summari[sz]e)[:,]?\s(?:the\s)?[\"'(]?$",
    re.IGNORECASE,
)
_BEFORE_REACH = 24
_HANGUL = re.compile(r"\s?[가-힣]")
# Suffixes that may follow a name after a hyphen without making it another name.
_GLUED_BEHIND = re.compile(
    r"-(?:based|style|like|type|powered|inspired|generated|trained|related|paper|논문|\d+(?:\.\d+)?[bmk](?![a-z]))",
    re.IGNORECASE,
)
_GLUED_BEFORE = frozenset({"non", "pre", "post", "anti", "the", "vs"})
_CONTRACTED = re.compile(r"'(?!s\b)[a-z]{1,2}\b", re.IGNORECASE)
_VERSION_BEHIND = re.compile(r"\s\d(?:\.\d)?(?![\d.]|\s?(?:[a-z%]|개|편|줄|문|번|월|일|위|등|표|명))", re.IGNORECASE)


class Named(NamedTuple):
    """The atoms from `first` up to `end`, read as the name of these papers, newest first."""

    first: int
    end: int
    numbers: tuple[int, ...]
    score: float


class NameEntry(NamedTuple):
    """A name, the papers it names, newest first, and how many other titles contain it."""

    name: TitleName
    numbers: tuple[int, ...]
    others: int


class NameIndex:
    """Find the names that titles give their works."""

    def __init__(
        self,
        titles: Sequence[str],
        aliases: Sequence[str],
        held: Sequence[Sequence[str]],
        frequency: Callable[[int, str], tuple[int, int]],
    ) -> None:
        """Index titles, aliases and titles' atoms.

        `frequency` returns in how many texts a word occurs, and how often in one paper's.
        """
        self._frequency = frequency
        owners: dict[str, list[tuple[int, TitleName]]] = defaultdict(list)
        for number, (title, alias) in enumerate(zip(titles, aliases, strict=True)):
            for name in names_of(title, alias):
                owners[name.key].append((number, name))
        self.uncommon = max(_RARE_IN_TITLES, len(titles) // _UNCOMMON_SHARE)
        holders = _holders(owners, held)
        self.entries = dict(self._entries(owners, holders))
        self._beginnings = frozenset(key[:length] for key in self.entries for length in range(1, _BEGINNING + 1))
        self.titles_with = _counts(held)

    def _entries(
        self, owners: Mapping[str, list[tuple[int, TitleName]]], holders: Mapping[str, set[int]]
    ) -> Iterator[tuple[str, NameEntry]]:
        for key, own in owners.items():
            heads = [(number, name) for number, name in own if not name.inside]
            others = holders[key].difference(number for number, _ in own)
            if heads:
                yield key, NameEntry(heads[0][1], tuple(number for number, _ in heads), len(others))
            elif len(key) >= _LEAST_INSIDE and not others and len(own) == 1 and self._is_own(key, *own[0]):
                yield key, NameEntry(own[0][1], (own[0][0],), 0)

    def _is_own(self, key: str, number: int, name: TitleName) -> bool:
        """Tell whether a name inside a title belongs to that work: its summary repeats it, and hardly any other
        does."""
        texts, times = self._frequency(number, key)
        return len(name.pieces) > 1 or texts == 0 or (texts <= _INSIDE_TEXTS and times > 1)

    def find(self, text: str, atoms: Sequence[Atom], known: Known) -> Iterator[Named]:
        """Yield the possible names, the longest at each start."""
        for first, atom in enumerate(atoms):
            if atom.hangul:
                continue
            key = ""
            best: Named | None = None
            for end in range(first + 1, min(first + _MOST_ATOMS, len(atoms)) + 1):
                if atoms[end - 1].hangul:
                    break
                key += atoms[end - 1].key
                if key[:_BEGINNING] not in self._beginnings:
                    break
                best = self._read(text, atoms, first, end, key, known) or best
            if best:
                yield best

    def _read(self, text: str, atoms: Sequence[Atom], first: int, end: int, key: str, known: Known) -> Named | None:
        entry = self.entries.get(key)
        if entry is None and len(key) > _LEAST_INSIDE and len(atoms[end - 1].key) > _SHORT and key.endswith("s"):
            entry = self.entries.get(key[:-1])
        if entry is None or _is_part(text, atoms, first, end):
            return None
        start, stop = atoms[first].start, atoms[end - 1].end
        score = self._score(entry, text, atoms[first:end], known)
        if _VERSION_BEHIND.match(text, stop) and not entry.name.key[-1:].isdigit():
            score *= _WEAK
        if entry.name.inside:
            score = min(score, _FAIR)
        return Named(first, end, entry.numbers, score) if score >= _WEAK / 2 and start < stop else None

    def _score(self, entry: NameEntry, text: str, typed: Sequence[Atom], known: Known) -> float:
        start, stop = typed[0].start, typed[-1].end
        written = text[start:stop]
        as_written = letters_only(written) == entry.name.letters
        shouted = as_written and not _begins_sentence(text, start, stop, entry.name.letters)
        alone = len(written) >= len(text.strip(_MARKS))
        cued = is_cued(text, start, stop) or alone
        if entry.others > _MOST_TITLES:
            return _FAIR if cued and shouted else 0.0
        if len(entry.name.key) <= _SHORT or entry.name.key in STOP_WORDS:
            if alone and not shouted:
                return 0.0 if known(entry.name.key) or entry.name.key in STOP_WORDS else _WEAK
            return _GOOD if shouted else _FAIR if cued and entry.name.key not in STOP_WORDS else 0.0
        gaps = len(written.split()) - 1
        if len(typed) > 1 or gaps:
            return self._spread(entry, typed, gaps, shouted=shouted, cued=cued)
        return self._single(entry, known, as_written=as_written, shouted=shouted, cued=cued)

    def _single(self, entry: NameEntry, known: Known, *, as_written: bool, shouted: bool, cued: bool) -> float:
        """Score a name that is typed as one word."""
        name = entry.name
        texts, _ = self._frequency(entry.numbers[0], name.key)
        if len(name.pieces) > 1 or name.marked:
            return _SURE if texts <= _MOST_TEXTS or shouted else _FAIR if cued else 0.0
        if shouted:
            return _SURE if texts <= _MOST_TEXTS else _FAIR
        everyday = name.key in EVERYDAY or name.key.removesuffix("s") in EVERYDAY
        if cued:
            return _WEAK if texts > _MOST_TEXTS or (everyday and not as_written) else _GOOD
        if texts > _RARE_IN_TEXTS or everyday:
            return 0.0
        return _WEAK if known(name.key) else _FAIR

    def _spread(self, entry: NameEntry, typed: Sequence[Atom], gaps: int, *, shouted: bool, cued: bool) -> float:
        """Score a name typed as several words: they must be more than adjacent words."""
        name = entry.name
        apart = gaps > name.gaps
        if (apart and len(name.key) < _LEAST_INSIDE and not cued) or (
            not shouted and _is_broken(name, typed, apart=apart, cued=cued)
        ):
            return 0.0
        rarest = min((self.titles_with.get(atom.key, 0) for atom in typed if len(atom.key) > 1), default=0)
        if rarest <= _RARE_IN_TITLES or shouted:
            return _GOOD if apart else _SURE
        if name.marked and not apart:
            return _SURE
        if cued or (rarest <= self.uncommon and not entry.others):
            return _FAIR
        if gaps and entry.others:
            return 0.0
        return _WEAK if not gaps or len(typed) > 2 else _DOUBTFUL * name.marked


def _is_broken(name: TitleName, typed: Sequence[Atom], *, apart: bool, cued: bool) -> bool:
    """Tell whether nobody would write a name like this: a letter split off a word, or only stop words."""
    letters = (atom.key for atom in typed if len(atom.key) == 1 and atom.key.isalpha())
    if apart and any(key not in name.pieces for key in letters):
        return True
    return (apart or not cued) and all(atom.key in STOP_WORDS for atom in typed)


def is_cued(text: str, start: int, end: int) -> bool:
    """Tell whether the context of a word says that it is a work: `paper` or 논문, its authors, its score."""
    return (
        _BEHIND.match(text, end) is not None or _BEFORE.search(text[max(0, start - _BEFORE_REACH) : start]) is not None
    )


def _begins_sentence(text: str, start: int, stop: int, letters: str) -> bool:
    """Tell whether a capital says nothing because it begins a sentence; Korean sentences have no such capitals."""
    before = text[max(0, start - _BEFORE_REACH) : start].rstrip("\"'( ")[-1:]
    return letters == letters.capitalize() and before in ("", *".!?:\n") and not _HANGUL.match(text, stop)


def _is_part(text: str, atoms: Sequence[Atom], first: int, end: int) -> bool:
    """Tell whether these atoms are part of a longer name, glued to others."""
    stop = atoms[end - 1].end
    glue = text[stop : stop + 1]
    if glue in ("-", "+") and end < len(atoms) and atoms[end].start == stop + 1 and not atoms[end].hangul:
        return _GLUED_BEHIND.match(text, stop) is None
    if _CONTRACTED.match(text, stop) or (glue == "." and text[stop + 1 : stop + 2].isdigit()):
        return True
    start = atoms[first].start
    glued = first > 0 and text[start - 1 : start] == "-" and atoms[first - 1].end == start - 1
    return glued and not atoms[first - 1].hangul and atoms[first - 1].key not in _GLUED_BEFORE


def _holders(names: Mapping[str, object], held: Sequence[Sequence[str]]) -> dict[str, set[int]]:
    """Return which titles contain a name."""
    found: dict[str, set[int]] = {key: set() for key in names}
    beginnings = {key[:length] for key in names for length in range(1, len(key) + 1)}
    for number, atoms in enumerate(held):
        for first in range(len(atoms)):
            key = ""
            for atom in atoms[first:]:
                key += atom
                if key not in beginnings:
                    break
                if key in found:
                    found[key].add(number)
    return found


def _counts(held: Sequence[Sequence[str]]) -> dict[str, int]:
    return dict(Counter(atom for atoms in held for atom in set(atoms)))

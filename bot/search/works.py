"""The works a text names: by id, title or system name, even misspelt, or by the sound of a name in Hangul."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Literal

from bot.search.ids import find_ids
from bot.search.letters import Atom, atoms
from bot.search.name_index import NameIndex
from bot.search.name_sounds import NameSounds
from bot.search.name_spelling import NameSpelling
from bot.search.title_runs import TitleRuns

__all__ = ["WorkFinder", "WorkSpan"]

_TITLE_ATOMS = 3

How = Literal["id", "title", "system", "spelling", "sound"]
Known = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class WorkSpan:
    """A paper, the span that names it and how, the certainty (up to 1), and ids that may be meant as well."""

    start: int
    end: int
    arxiv_id: str
    how: How
    score: float
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    numbers: tuple[int, ...]
    how: How
    score: float


class WorkFinder:
    """Find works in texts; numbers index the titles, newest first."""

    def __init__(
        self,
        ids: Sequence[str],
        titles: Sequence[str],
        aliases: Sequence[str],
        frequency: Callable[[int, str], tuple[int, int]],
    ) -> None:
        self._ids = ids
        self._titles = titles
        self._aliases = aliases
        self._frequency = frequency
        self._number_of = dict(zip(ids, range(len(ids)), strict=True))

    def works_in(self, text: str, known: Known, nearer: Known | None = None) -> list[WorkSpan]:
        """Return the works that `text` names, in order of appearance; unknown ids are omitted.

        `known` says whether a lower-case word means something other than a name. A misspelt name must not be `nearer`
        to another word; words of other titles are already considered.
        """
        ids = find_ids(text)
        found = [
            _Found(one.start, one.end, (number,), "id", 1.0)
            for one in ids
            if (number := self._number_of.get(one.arxiv_id)) is not None
        ]
        taken = bytearray(len(text))
        for one in ids:
            _take(taken, one.start, one.end)
        held = _outside(atoms(text), taken)
        found += self._exact(text, held, known, taken)
        found += [
            _Found(one.start, one.end, one.numbers, "spelling", one.score)
            for one in self._spelling.find(text, _outside(held, taken), known, nearer)
        ]
        for one in found:
            _take(taken, one.start, one.end)
        found += [
            _Found(one.start, one.end, one.numbers, "sound", one.score)
            for one in self._sounds.find(text, _outside(held, taken), known)
        ]
        return [self._span(text, one) for one in sorted(found, key=attrgetter("start"))]

    def _exact(self, text: str, held: Sequence[Atom], known: Known, taken: bytearray) -> list[_Found]:
        """Return the exact names and titles, the longest of overlapping ones, and mark their spans as taken."""
        runs = [
            _Found(held[one.first].start, held[one.end - 1].end, one.numbers, "title", one.score)
            for one in self._runs.find(held)
        ]
        named = [
            _Found(held[one.first].start, held[one.end - 1].end, one.numbers, "system", one.score)
            for one in self._names.find(text, held, known)
        ]
        whole = bytearray(len(text))
        for one in runs:
            if one.score == 1.0:
                _take(whole, one.start, one.end)
        alike: list[_Found] = []
        if len(rest := _outside(held, whole)) >= _TITLE_ATOMS:
            alike = [
                _Found(start, end, (number,), "title", score * score)
                for start, end, number, score in self._runs.alike(text, rest, self._titles)
            ]
        return _apart((*runs, *named, *alike), taken)

    def _span(self, text: str, found: _Found) -> WorkSpan:
        ids = [self._ids[number] for number in dict.fromkeys(found.numbers)]
        end = found.end + 2 if text[found.end : found.end + 2].lower() == "'s" else found.end
        return WorkSpan(found.start, end, ids[0], found.how, round(found.score, 3), tuple(ids[1:]))

    @cached_property
    def _held(self) -> list[list[str]]:
        return [[atom.key for atom in atoms(title)] for title in self._titles]

    @cached_property
    def _names(self) -> NameIndex:
        return NameIndex(self._titles, self._aliases, self._held, self._frequency)

    @cached_property
    def _runs(self) -> TitleRuns:
        return TitleRuns(self._held)

    @cached_property
    def _spelling(self) -> NameSpelling:
        return NameSpelling(self._names.entries, self._names.titles_with, self._names.uncommon)

    @cached_property
    def _sounds(self) -> NameSounds:
        return NameSounds(self._names.entries.values())


def _apart(likely: Iterable[_Found], taken: bytearray) -> list[_Found]:
    """Return the longest of overlapping findings, the surest of equally long ones, and mark their spans as taken."""
    chosen: list[_Found] = []
    for one in sorted(likely, key=lambda one: (one.start - one.end, -one.score)):
        if not any(taken[one.start : one.end]):
            chosen.append(one)
            _take(taken, one.start, one.end)
    return chosen


def _take(taken: bytearray, start: int, end: int) -> None:
    taken[start:end] = b"\1" * (end - start)


def _outside(held: Sequence[Atom], taken: bytearray) -> list[Atom]:
    """Return the atoms that overlap no taken span."""
    return [atom for atom in held if not any(taken[atom.start : atom.end])]

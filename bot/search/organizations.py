"""Organisations: find the one in the listings that a typed name means."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from bot.search.analysis import normalise
from bot.search.forward_index import ForwardIndex
from bot.search.sounds import SoundIndex, is_hangul_name

__all__ = ["OrganizationDirectory"]

_ATOM = re.compile(r"[a-z\d]+|[가-힣]+|[^\W\d_]+")
# A word in many names identifies none of them.
_GENERIC = frozenset(
    (
        *(
            "ai lab labs laboratory research researchers institute institution university college school academy center"
        ).split(),
        *("centre team group company corporation corp inc ltd llc co technologies technology science sciences").split(),
        *("intelligence artificial national the of at for and in open computing systems".split()),
        *("연구소 연구원 대학교 대학 그룹 회사".split()),
    )
)
_LONGEST, _MOST_ATOMS = 100, 8
_SOUNDS_LIKE = 82.0
_HEARD = 3


class OrganizationDirectory:
    """Look up organisations; `organizations` has at most one per paper.

    `called` are names that people type, each line with those that listings write.
    """

    def __init__(self, organizations: ForwardIndex, called: Iterable[tuple[Sequence[str], Sequence[str]]] = ()) -> None:
        self._called = {"".join(_atoms(typed)): written for line, written in called for typed in line}
        inverted = organizations.inverted()
        bounds = zip(inverted.starts[:-1].tolist(), inverted.starts[1:].tolist(), strict=True)
        self._papers = [frozenset[int](inverted.papers[start:end].tolist()) for start, end in bounds]
        self._names = organizations.values
        self._atoms = [_atoms(name) for name in organizations.values]
        self._by_atom = defaultdict[str, set[int]](set)
        self._by_letters = defaultdict[str, set[int]](set)
        for number, atoms in enumerate(self._atoms):
            self._by_letters["".join(atoms)].add(number)
            for atom in atoms:
                self._by_atom[atom].add(number)

    def __len__(self) -> int:
        return len(self._names)

    def prepare(self) -> None:
        """Build what the first name in Hangul would otherwise wait for."""
        self._sounding("가나다")

    def papers_of(self, typed: str) -> frozenset[int]:
        """Return the numbers of the papers from the organisation `typed` means, empty if nothing resembles it."""
        found = self._spelled(typed) or self._heard(typed)
        return frozenset[int]().union(*(self._papers[number] for number in found))

    def is_spelled(self, typed: str, *, whole: bool = False) -> bool:
        """Tell whether `typed` occurs in an organisation's name, or is the `whole` of one."""
        if whole:
            return "".join(_atoms(typed)) in self._by_letters
        return bool(self._spelled(typed))

    def likeness(self, hangul: str) -> float:
        """Return how much `hangul` sounds like the nearest organisation (0 to 100), 0 if none is meant."""
        return max((score for _, score in self._sounding(hangul)), default=0.0)

    def spoken(self, hangul: str) -> str | None:
        """Return the organisation name, or a word of one, that `hangul` sounds most like, or None."""
        number, _ = max(self._sounding(hangul), key=lambda one: one[1], default=(-1, 0.0))
        return self._spoken[number] if number >= 0 else None

    def _spelled(self, typed: str) -> set[int]:
        atoms = _atoms(typed)
        written = self._called.get("".join(atoms), ())
        return self._written(atoms).union(*(self._written(_atoms(name)) for name in written))

    def _written(self, atoms: Sequence[str]) -> set[int]:
        # "Alibaba" also means every organisation with Alibaba in its name.
        return self._by_letters.get("".join(atoms), set()) | self._with(atoms)

    def _with(self, atoms: Sequence[str]) -> set[int]:
        """Return the organisations with all of these words, if one of the words is distinctive."""
        if all(atom in _GENERIC or len(atom) == 1 for atom in atoms):
            return set()
        return set[int].intersection(*(self._by_atom.get(atom, set[int]()) for atom in atoms))

    def _heard(self, typed: str) -> set[int]:
        likely = self._sounding(typed)
        best = max((score for _, score in likely), default=0.0)
        heard = [self._spoken[number] for number, score in likely if score == best]
        return set[int]().union(*(self._spelled(name) for name in heard))

    def _sounding(self, typed: str) -> list[tuple[int, float]]:
        if not self._names or not is_hangul_name(typed[:_LONGEST]):
            return []
        return [(number, score) for number, score in self._sounds.find(typed, _HEARD) if score >= _SOUNDS_LIKE]

    @cached_property
    def _spoken(self) -> tuple[str, ...]:
        """The names, and each distinctive word by itself: people omit the rest."""
        words = {word: None for name in self._names for word in name.split() if word.lower() not in _GENERIC}
        return tuple(dict.fromkeys((*self._names, *words)))

    @cached_property
    def _sounds(self) -> SoundIndex:
        return SoundIndex(self._spoken, spelled=True)


def _atoms(name: str) -> tuple[str, ...]:
    return tuple(_ATOM.findall(normalise(name[:_LONGEST])))[:_MOST_ATOMS]

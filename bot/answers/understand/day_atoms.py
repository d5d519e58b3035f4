"""The smallest pieces that say a day: how a rule finds one in a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.answers.understand.calendar_values import Clock
from bot.answers.understand.day_parts import Parts

__all__ = ["AFTER", "BEFORE", "Atom", "Build", "Rule", "Scene", "atoms_of", "rule"]

# A Latin word begins and ends here; Hangul may stand right beside it ("oct에", "2024꺼").
BEFORE = r"(?<![a-z0-9_])"
AFTER = r"(?![a-z0-9_])"

_LEAD = 24
# More dates than people write: the work for one message has an end.
_MOST = 64


@dataclass(frozen=True, slots=True)
class Scene:
    """A text as rules see it: in lower case, as typed (of the same length), and the clock."""

    text: str
    typed: str
    clock: Clock
    korean: bool

    def lead(self, position: int) -> str:
        """Return the last characters before `position`."""
        return self.text[max(0, position - _LEAD) : position]

    def is_acronym(self, start: int, end: int) -> bool:
        """Whether the word there is in capitals while the text is not: the name of a model more often than a day."""
        others = self.typed[:start] + self.typed[end:]
        return self.typed[start:end].isupper() and (others != others.upper() or self.korean)

    def rest(self, position: int) -> str:
        """Return the first characters from `position`."""
        return self.text[position : position + _LEAD]


@dataclass(frozen=True, slots=True)
class Atom:
    """One piece and its position."""

    start: int
    end: int
    parts: Parts


Build = Callable[[re.Match[str], Scene], Parts | None]
Rule = tuple[re.Pattern[str], Build]


def rule(pattern: str, build: Build) -> Rule:
    """Return a rule for text in lower case."""
    return re.compile(pattern), build


def atoms_of(scene: Scene, rules: Iterable[Rule]) -> list[Atom]:
    """Return the first pieces of the text in order, without overlaps: of those that begin at one place the longest."""
    every = [
        Atom(match.start(), match.end(), parts)
        for pattern, build in rules
        for match in pattern.finditer(scene.text)
        if (parts := build(match, scene)) is not None
    ]
    every.sort(key=lambda atom: (atom.start, -atom.end))
    kept: list[Atom] = []
    for atom in every:
        if not kept or atom.start >= kept[-1].end:
            kept.append(atom)
        if len(kept) == _MOST:
            break
    return kept

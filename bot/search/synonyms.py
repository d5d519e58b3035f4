"""Synonyms: words that people type, and the words summaries use instead.

The summaries' words are given as Korean prefixes; English words are compared by stem, Korean ones by prefix too,
ignoring endings and particles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import chain

from bot.search.analysis import Term, latin_stem

__all__ = ["Synonyms"]

_SHORTEST, _LONGEST = 2, 8


class Synonyms:
    """Find the synonyms of a word; `lines` are words that people type, each with the forms in summaries."""

    def __init__(self, lines: Iterable[tuple[Sequence[str], Sequence[str]]] = ()) -> None:
        self._lines = [(tuple(typed), tuple(written)) for typed, written in lines]

    @cached_property
    def _table(self) -> dict[str, tuple[str, ...]]:
        table: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for typed, written in self._lines:
            for word in typed:
                table[latin_stem(word) if word.isascii() else word].update(dict.fromkeys(written))
        return {word: tuple(forms) for word, forms in table.items()}

    def prepare(self) -> None:
        """Build what the first request would otherwise wait for."""
        _ = self._table

    def of(self, term: Term) -> tuple[str, ...]:
        """Return the prefixes of a word's synonyms, empty if it has none."""
        if not term.hangul:
            return tuple(dict.fromkeys(chain.from_iterable(self._table.get(part, ()) for part in term.parts)))
        for length in range(min(len(term.surface), _LONGEST), _SHORTEST - 1, -1):
            if found := self._table.get(term.surface[:length]):
                return found
        return ()

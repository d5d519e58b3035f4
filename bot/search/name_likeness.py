"""Names by their likeness: words a slip away from one, and names with about the same letters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

__all__ = ["NameLikeness"]

_LIKENESS = 82.0
_MOST_ALIKE, _MOST_SLIPS = 5, 3
# A look-up goes through all names: what people ask again is kept.
_KEPT = 2_000


class NameLikeness:
    """Find names that are like others; `words` makes the words of every name by its key, at the first look-up."""

    def __init__(self, words: Callable[[], Mapping[str, Sequence[str]]], every: Callable[[], Iterable[str]]) -> None:
        self._words = words
        self._every = every
        self.slips = lru_cache(maxsize=_KEPT)(self._slips)
        self.alike = lru_cache(maxsize=_KEPT)(self._alike)

    def _slips(self, word: str) -> tuple[str, ...]:
        """Return the words of names that are one slip away."""
        found: list[tuple[float, str]] = []
        for length in range(len(word) - 1, len(word) + 2):
            likely = self._by_length.get(length, ())
            near = process.extract(word, likely, scorer=OSA.distance, score_cutoff=1, limit=_MOST_SLIPS)
            found += [(distance, other) for other, distance, _ in near]
        return tuple(other for _, other in sorted(found)[:_MOST_SLIPS])

    def _alike(self, words: tuple[str, ...]) -> tuple[tuple[str, float], ...]:
        """Return the keys most like these words, each with a score: as typed or in any order, whichever is kinder."""
        scores: dict[str, float] = {}
        for typed, names in ((words, self._as_written), (sorted(words), self._in_order)):
            near = process.extract(" ".join(typed), names, scorer=fuzz.ratio, score_cutoff=_LIKENESS, limit=None)
            for _, score, key in near:
                scores[key] = max(score, scores.get(key, 0.0))
        return tuple(sorted(scores.items(), key=lambda one: (-one[1], one[0]))[:_MOST_ALIKE])

    @cached_property
    def _by_length(self) -> Mapping[int, Sequence[str]]:
        words: defaultdict[int, list[str]] = defaultdict(list)
        for word in sorted(self._every()):
            words[len(word)].append(word)
        return dict(words)

    @cached_property
    def _as_written(self) -> Mapping[str, str]:
        return {key: " ".join(words) for key, words in sorted(self._words().items())}

    @cached_property
    def _in_order(self) -> Mapping[str, str]:
        return {key: " ".join(sorted(words)) for key, words in sorted(self._words().items())}

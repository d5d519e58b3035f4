"""Names by similarity: words one edit away, and names with about the same letters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache, partial

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

__all__ = ["NameLikeness"]

_LIKENESS = 82.0
_MOST_ALIKE, _MOST_SLIPS = 5, 3
# A look-up scans all names, so cache repeated ones.
_KEPT = 2_000


class NameLikeness:
    """Find similar names among `names`, which has the words of each by its key.

    `slips` returns the words one edit away, `alike` the most similar keys, each with a score.
    """

    def __init__(self, names: Mapping[str, Sequence[str]], words: Iterable[str]) -> None:
        by_length: defaultdict[int, list[str]] = defaultdict(list)
        for word in sorted(words):
            by_length[len(word)].append(word)
        written = {key: " ".join(names[key]) for key in sorted(names)}
        in_order = {key: " ".join(sorted(names[key])) for key in written}
        # Caching a bound method would keep a replaced corpus's names alive until the next full garbage collection.
        self.slips = lru_cache(maxsize=_KEPT)(partial(_slips, dict(by_length)))
        self.alike = lru_cache(maxsize=_KEPT)(partial(_alike, written, in_order))


def _slips(by_length: Mapping[int, Sequence[str]], word: str) -> tuple[str, ...]:
    found: list[tuple[float, str]] = []
    for length in range(len(word) - 1, len(word) + 2):
        likely = by_length.get(length, ())
        near = process.extract(word, likely, scorer=OSA.distance, score_cutoff=1, limit=_MOST_SLIPS)
        found += [(distance, other) for other, distance, _ in near]
    return tuple(other for _, other in sorted(found)[:_MOST_SLIPS])


def _alike(
    written: Mapping[str, str], in_order: Mapping[str, str], words: tuple[str, ...]
) -> tuple[tuple[str, float], ...]:
    """Compare the words as typed and both sides sorted; the higher score counts."""
    scores: dict[str, float] = {}
    for typed, names in ((words, written), (sorted(words), in_order)):
        near = process.extract(" ".join(typed), names, scorer=fuzz.ratio, score_cutoff=_LIKENESS, limit=None)
        for _, score, key in near:
            scores[key] = max(score, scores.get(key, 0.0))
    return tuple(sorted(scores.items(), key=lambda one: (-one[1], one[0]))[:_MOST_ALIKE])

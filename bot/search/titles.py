"""Papers by what people call them: id, link, title, or the system's name before the title's colon."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from bot.search.analysis import latin_stem, normalise
from bot.search.forward_index import ForwardIndex
from bot.search.ids import find_ids
from bot.search.title_names import head_of
from bot.search.works import WorkFinder, WorkSpan

__all__ = ["TitleDirectory"]

_GAP = re.compile(r"[^\w.]+")
_MARKS = " ?!.,\"'()"
_LIKENESS = 88.0
# Minimum certainty for callers that cannot ask back.
_SURE = 0.75
_LIKELY = 0.6
# Words in both scripts that no title contains: looking them up builds every index.
_STRANGE = ("strangeword", "갸냐댜랴")


class TitleDirectory:
    """Look up papers by number, given newest first: of two with the same name the newer is meant.

    `aliases` are the names each summary introduces, `terms` the tokens of each paper's text: a word in many texts is
    not a name.
    """

    def __init__(self, ids: Sequence[str], titles: Sequence[str], aliases: Sequence[str], terms: ForwardIndex) -> None:
        self._titles = titles
        self._number_of = dict(zip(ids, range(len(ids)), strict=True))
        self._works = WorkFinder(ids, titles, aliases, _Frequency(terms))

    def number(self, arxiv_id: str) -> int | None:
        """Return the number of the paper with this id, or None."""
        return self._number_of.get(arxiv_id)

    def named(self, text: str) -> int | None:
        """Return the paper that the whole of `text` names, or None; a title may have typos."""
        if ids := find_ids(text):
            return self._number_of.get(ids[0].arxiv_id)
        wanted = _folded(text)
        if wanted in self._by_title:
            return self._by_title[wanted]
        if found := process.extractOne(wanted, self._by_title.keys(), scorer=fuzz.ratio, score_cutoff=_LIKENESS):
            return self._by_title[found[0]]
        whole = text.strip(_MARKS)
        named = self.works_in(whole, _is_unknown)
        covers = len(named) == 1 and named[0].end - named[0].start == len(whole) and named[0].score >= _LIKELY
        return self._number_of[named[0].arxiv_id] if covers else None

    def prepare(self) -> None:
        """Build the indexes that the first text would otherwise wait for."""
        for word in _STRANGE:
            self.named_in(word)

    def named_in(self, text: str) -> list[int]:
        """Return the papers that `text` names for sure, in order of appearance; ids take precedence over titles."""
        spans = [span for span in self.works_in(text, _is_unknown) if span.score >= _SURE]
        if find_ids(text):
            spans = [span for span in spans if span.how in ("id", "system")]
        return [self._number_of[arxiv_id] for arxiv_id in dict.fromkeys(span.arxiv_id for span in spans)]

    def works_in(
        self, text: str, known: Callable[[str], bool], nearer: Callable[[str], bool] | None = None
    ) -> list[WorkSpan]:
        """Return the works that `text` names, with their spans and certainty.

        `known` says whether a lower-case word means something other than a name, `nearer` whether a word in no title is
        rather a misspelling of another word.
        """
        return self._works.works_in(text, known, nearer)

    def complete(self, typed: str, limit: int) -> list[int]:
        """Return papers whose title has, for each typed word, a word that starts with it."""
        # The longest is in the fewest titles, so look for it first.
        beginnings = sorted({f" {word}" for word in normalise(typed).split()}, key=len, reverse=True) or [" "]
        rarest = beginnings[0]
        found: list[int] = []
        place = self._written.find(rarest)
        while place >= 0 and len(found) < limit:
            number = int(np.searchsorted(self._line_ends, place))
            end = int(self._line_ends[number])
            title = self._written[self._line_start(number) : end]
            if all(start in title for start in beginnings):
                found.append(number)
            place = self._written.find(rarest, end)
        return found

    def _line_start(self, number: int) -> int:
        return int(self._line_ends[number - 1]) + 1 if number else 0

    @cached_property
    def _by_title(self) -> dict[str, int]:
        titles: dict[str, int] = {}
        for number, title in enumerate(self._titles):
            titles.setdefault(_folded(title), number)
        for number, title in enumerate(self._titles):
            name = head_of(title)
            if name:
                titles.setdefault(_folded(name), number)
        return titles

    @cached_property
    def _written(self) -> str:
        """All titles, one per line, a space before every word: one text is searched faster than many."""
        return "".join(f" {_GAP.sub(' ', normalise(title)).strip()}\n" for title in self._titles)

    @cached_property
    def _line_ends(self) -> NDArray[np.int64]:
        return np.cumsum([len(line) + 1 for line in self._written.splitlines()], dtype=np.int64) - 1


class _Frequency:
    """Count words in texts; a class of its own, because a directory in a reference cycle would outlive its corpus."""

    def __init__(self, terms: ForwardIndex) -> None:
        self._terms = terms

    def __call__(self, number: int, word: str) -> tuple[int, int]:
        """Return how many papers' texts contain a word, and how often this paper's does."""
        term = self._terms.number_of.get(latin_stem(word) if word.isalpha() else word)
        if term is None:
            return 0, 0
        own = slice(*self._terms.starts[number : number + 2].tolist())
        place = np.flatnonzero(self._terms.numbers[own] == term)
        return int(self._texts_with[term]), int(self._terms.counts[own][place[0]]) if len(place) else 0

    @cached_property
    def _texts_with(self) -> NDArray[np.int64]:
        return np.bincount(self._terms.numbers, minlength=len(self._terms.values))


def _folded(text: str) -> str:
    return " ".join(normalise(text).split())


def _is_unknown(_word: str) -> bool:
    return False

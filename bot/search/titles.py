"""Papers by what people call them: id, link, title, or the system's name before the title's colon."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from bot.search.analysis import normalise, words
from bot.search.field import Field
from bot.search.systems import name_before_colon

__all__ = ["TitleDirectory", "holds_id", "without_ids"]

_ARXIV_ID = re.compile(r"(?<![\w.])(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?(?![\w])")
_LINK = re.compile(r"https?://\S*(?:arxiv\.org|huggingface\.co)/\S*")
_GAP = re.compile(r"[^\w.]+")
_LIKENESS = 88.0


def holds_id(text: str) -> bool:
    """Tell whether `text` holds an arXiv id, alone or in a link."""
    return _ARXIV_ID.search(text) is not None


def without_ids(text: str) -> str:
    """Return `text` without arXiv ids and the links that hold one."""
    return _ARXIV_ID.sub(" ", _LINK.sub(" ", text))


class TitleDirectory:
    """Look up papers by number, given newest first: of two with one name the newer is meant.

    `parts` are the parts of each title's words, `systems` those of the system's name in it, with spaces between, and
    `sure` tells which are no common words.
    """

    def __init__(
        self, ids: Sequence[str], titles: Sequence[str], parts: Field, systems: Sequence[str], sure: NDArray[np.uint8]
    ) -> None:
        self._titles = titles
        self._parts = parts
        self._named = systems
        self._sure = sure
        self._number_of = dict(zip(ids, range(len(ids)), strict=True))

    def number(self, arxiv_id: str) -> int | None:
        """Return the number of the paper with this id, or None."""
        return self._number_of.get(arxiv_id)

    def named(self, text: str) -> int | None:
        """Return the paper that the whole of `text` is, or None; a title may have slips."""
        if match := _ARXIV_ID.search(text):
            return self._number_of.get(match[1])
        wanted = _folded(text)
        if wanted in self._by_title:
            return self._by_title[wanted]
        found = process.extractOne(wanted, self._by_title.keys(), scorer=fuzz.ratio, score_cutoff=_LIKENESS)
        return self._by_title[found[0]] if found else None

    def named_in(self, text: str) -> list[int]:
        """Return the papers whose id or system's name stands in `text`, in the order they stand there."""
        ids = (self._number_of.get(match[1]) for match in _ARXIV_ID.finditer(text))
        found = {number: None for number in ids if number is not None}
        parts = _parts(text)
        start = 0
        while start < len(parts):
            for length in range(min(self._longest, len(parts) - start), 0, -1):
                number = self._systems.get(tuple(parts[start : start + length]))
                if number is not None:
                    found[number] = None
                    start += length - 1
                    break
            start += 1
        return list(found)

    def complete(self, typed: str, limit: int) -> list[int]:
        """Return papers whose title has, for each typed word, a word that begins like it."""
        beginnings = [f" {word}" for word in normalise(typed).split()] or [" "]
        rarest = max(beginnings, key=len)
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
            name = name_before_colon(title)
            if name:
                titles.setdefault(_folded(name), number)
        return titles

    @cached_property
    def _systems(self) -> dict[tuple[str, ...], int]:
        """Names by which a paper is known inside a sentence: unlike a title's other words, few titles have them."""
        common = np.bincount(self._parts.numbers, minlength=len(self._parts.values))
        systems: dict[tuple[str, ...], int] = {}
        for number, (name, sure) in enumerate(zip(self._named, self._sure.tolist(), strict=True)):
            if name and (sure or common[self._parts.number_of[name]] == 1):
                systems.setdefault(tuple(name.split()), number)
        return systems

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._systems), default=0)

    @cached_property
    def _written(self) -> str:
        """All titles, a line each, every word behind a space: one text is searched faster than many."""
        return "".join(f" {_GAP.sub(' ', normalise(title)).strip()}\n" for title in self._titles)

    @cached_property
    def _line_ends(self) -> NDArray[np.int64]:
        return np.cumsum([len(line) + 1 for line in self._written.splitlines()], dtype=np.int64) - 1


def _folded(text: str) -> str:
    return " ".join(normalise(text).split())


def _parts(text: str) -> list[str]:
    return [part for word in words(text) for part in word.parts]

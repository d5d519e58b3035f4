"""Papers by what people call them: id, link, title, or the system's name before the title's colon."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from rapidfuzz import fuzz, process

from bot.corpus.paper import Paper
from bot.search.analysis import normalise, words

__all__ = ["TitleDirectory", "holds_id", "without_ids"]

_ARXIV_ID = re.compile(r"(?<![\w.])(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?(?![\w])")
_LINK = re.compile(r"https?://\S*(?:arxiv\.org|huggingface\.co)/\S*")
_GAP = re.compile(r"[^\w.]+")
_NAME = re.compile(r"[a-z\d][A-Z]|[A-Z]{2}|\d")
_LIKENESS = 88.0
_NAME_PARTS = 5


def holds_id(text: str) -> bool:
    """Tell whether `text` holds an arXiv id, alone or in a link."""
    return _ARXIV_ID.search(text) is not None


def without_ids(text: str) -> str:
    """Return `text` without arXiv ids and the links that hold one."""
    return _ARXIV_ID.sub(" ", _LINK.sub(" ", text))


class TitleDirectory:
    """Look up papers, given newest first: of two with one name the newer is meant."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        self._papers = papers
        self._by_id = {paper.arxiv_id: paper for paper in papers}

    def named(self, text: str) -> Paper | None:
        """Return the paper that the whole of `text` is, or None; a title may have slips."""
        if match := _ARXIV_ID.search(text):
            return self._by_id.get(match[1])
        wanted = _folded(text)
        if wanted in self._titles:
            return self._titles[wanted]
        found = process.extractOne(wanted, self._titles.keys(), scorer=fuzz.ratio, score_cutoff=_LIKENESS)
        return self._titles[found[0]] if found else None

    def named_in(self, text: str) -> list[Paper]:
        """Return the papers whose id or system's name stands in `text`, in the order they stand there."""
        found = {match[1]: self._by_id[match[1]] for match in _ARXIV_ID.finditer(text) if match[1] in self._by_id}
        parts = _parts(text)
        start = 0
        while start < len(parts):
            for length in range(min(self._longest, len(parts) - start), 0, -1):
                paper = self._systems.get(tuple(parts[start : start + length]))
                if paper is not None:
                    found[paper.arxiv_id] = paper
                    start += length - 1
                    break
            start += 1
        return list(found.values())

    def complete(self, typed: str, limit: int) -> list[Paper]:
        """Return papers whose title has, for each typed word, a word that begins like it."""
        beginnings = [f" {word}" for word in normalise(typed).split()]
        fitting = (paper for title, paper in self._words if all(start in title for start in beginnings))
        return [paper for paper, _ in zip(fitting, range(limit), strict=False)]

    @cached_property
    def _titles(self) -> dict[str, Paper]:
        titles: dict[str, Paper] = {}
        for paper in self._papers:
            titles.setdefault(_folded(paper.title), paper)
        for paper in self._papers:
            name = _system(paper)
            if name:
                titles.setdefault(_folded(name), paper)
        return titles

    @cached_property
    def _systems(self) -> dict[tuple[str, ...], Paper]:
        """Names by which a paper is known inside a sentence: unlike a title's other words, few titles have them."""
        common = Counter(part for paper in self._papers for part in set(_parts(paper.title)))
        systems: dict[tuple[str, ...], Paper] = {}
        for paper in self._papers:
            name = _system(paper)
            parts = tuple(_parts(name))
            if 0 < len(parts) <= _NAME_PARTS and (_NAME.search(name) or (len(parts) == 1 and common[parts[0]] == 1)):
                systems.setdefault(parts, paper)
        return systems

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._systems), default=0)

    @cached_property
    def _words(self) -> list[tuple[str, Paper]]:
        return [(" " + _GAP.sub(" ", normalise(paper.title)), paper) for paper in self._papers]


def _system(paper: Paper) -> str:
    """Return what stands before the title's colon, or nothing where there is none."""
    name, colon, _ = paper.title.partition(":")
    return name.strip() if colon and len(name.split()) <= _NAME_PARTS else ""


def _folded(text: str) -> str:
    return " ".join(normalise(text).split())


def _parts(text: str) -> list[str]:
    return [part for word in words(text) for part in word.parts]

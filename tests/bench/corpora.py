"""Corpora of any size, made of the seeds: the same random choices as papers, as listing files and as token numbers.

The first 159 papers are the seeds. Each further one takes a seed as its base: its title behind a new name, as many
sentences in each section, each drawn from all that stand in this section of any seed, its authors and one or two
invented ones, and the votes of any seed. Fifteen are listed a day, back from the day before the newest seed.

Real collections also have a long tail: new papers bring new words (Heaps' law, vocabulary ~ tokens^0.6 to 0.7). Each
recombined paper has eleven invented words, one in its title and the others at the ends of its sections, half Latin and
half Hangul. A word's rank is drawn from a Zipf-Mandelbrot law p(r) ~ (r + q)^-(1 + a), drawn as q (u^(-1/a) - 1), with
a = 1 / 0.65 - 1, for which distinct words grow with the 0.65th power; q = 5,600 makes most words of a corpus of 5,500
papers its own. People are drawn in the same way, so that some write often. Distinct tokens, as counted: 7,346 in the
seeds, 47,598 in 5,500 papers, 324,656 in 110,000, 1,349,455 in a million.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.corpus.loader import read_folder
from bot.corpus.paper import Listing, Paper, Section
from bot.search.sentences import split_sentences
from tests.bench.invented import invented

__all__ = ["ROOT", "SEEDS", "Choices", "Recombined"]

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds"

Numbers = NDArray[np.int64]

_A_DAY = 15
_NEWEST = date(2025, 2, 4)
_TAIL = 1 / 0.65 - 1
_OFFSET = 5_600
_LARGEST = 1 << 40
_GIVEN, _FAMILY = 500, 50_000
# Where the invented words stand: the first in the title, then so many at the end of each section.
_SECTION_WORDS = (4, 3, 3)
_WORDS = 1 + sum(_SECTION_WORDS)


@dataclass(frozen=True, slots=True)
class Choices:
    """Hold what was drawn for each recombined paper.

    `picks[s][starts[s][p]:starts[s][p + 1]]` are the sentences of section s of paper p. `words` and `names` are numbers
    of invented words, -1 for a second author who is not there.
    """

    base: Numbers
    starts: tuple[Numbers, ...]
    picks: tuple[Numbers, ...]
    votes: Numbers
    words: Numbers
    names: Numbers


class Recombined:
    """Hold a corpus of `size` papers; equal sizes and seeds of chance give equal corpora."""

    def __init__(self, size: int, chance: int = 1) -> None:
        self.size = size
        self.seeds: Sequence[Paper] = tuple(read_folder(SEEDS, {}).papers.values())[:size]
        split = [[split_sentences(section.text) for section in paper.sections] for paper in self.seeds]
        self.pools = [[text for own in split for text in own[n]] for n in range(len(_SECTION_WORDS))]
        counts = np.array([[len(texts) for texts in own] for own in split])
        self.choices = _drawn(size - len(self.seeds), counts, np.random.default_rng(chance))

    def papers(self) -> Iterator[Paper]:
        """Yield the papers, made one by one."""
        yield from self.seeds
        yield from self._made()

    def rare_words(self, count: int, chance: int = 2) -> list[str]:
        """Return a word of each of `count` papers drawn at random; nothing where all papers are seeds."""
        papers = self.size - len(self.seeds)
        if not papers:
            return []
        numbers = np.random.default_rng(chance).integers(papers, size=count)
        return [invented(number) for number in self.choices.words[numbers, 1].tolist()]

    def write_listings(self, folder: Path) -> None:
        """Write the papers as listing files, one a month beside those of the seeds."""
        folder.mkdir(parents=True, exist_ok=True)
        for path in SEEDS.iterdir():
            (folder / path.name).write_bytes(path.read_bytes())
        for name, papers in groupby(self._made(), lambda paper: paper.newest.source_file):
            days = groupby(papers, lambda paper: paper.newest.day)
            parts = (part for day, own in days for part in (f"## Daily Papers ({day})\n", *map(_entry, own)))
            (folder / name).write_text("\n".join(parts), "utf-8")

    def _made(self) -> Iterator[Paper]:
        return (self._paper(number) for number in range(self.size - len(self.seeds)))

    def _paper(self, number: int) -> Paper:
        chosen = self.choices
        base = self.seeds[int(chosen.base[number])]
        title, *words = (invented(word) for word in chosen.words[number].tolist())
        sections: list[Section] = []
        for place, pool in enumerate(self.pools):
            starts = chosen.starts[place]
            picked: list[int] = chosen.picks[place][starts[number] : starts[number + 1]].tolist()
            own = [words.pop(0).capitalize() for _ in range(_SECTION_WORDS[place])]
            text = " ".join((*(pool[pick] for pick in picked), f"{', '.join(own)}."))
            sections.append(Section(base.sections[place].heading, text))
        names = [invented(name).capitalize() for name in chosen.names[number].tolist() if name >= 0]
        authors = tuple(" ".join(names[first : first + 2]) for first in range(0, len(names), 2))
        day = _NEWEST - timedelta(days=number // _A_DAY)
        votes = self.seeds[int(chosen.votes[number])].newest.votes
        return replace(
            base,
            arxiv_id=f"{1000 + number // 100_000}.{number % 100_000:05}",
            title=f"{title.capitalize()}: {base.title}",
            sections=tuple(sections),
            authors=(*base.authors, *authors),
            listings=(Listing(day, votes, number % _A_DAY, f"{day:%Y-%m}.md"),),
        )


def _drawn(count: int, counts: Numbers, chance: np.random.Generator) -> Choices:
    """Draw `count` papers from bases whose sections have `counts` sentences."""
    base = chance.integers(len(counts), size=count)
    starts = tuple(np.concatenate(([0], np.cumsum(column[base]))) for column in counts.T)
    totals: list[int] = counts.sum(axis=0).tolist()
    picks = tuple(chance.integers(total, size=int(own[-1])) for total, own in zip(totals, starts, strict=True))
    votes = chance.integers(len(counts), size=count)
    words = _ranks(chance, (count, _WORDS)) + 2 * (_GIVEN + _FAMILY)
    words[:, 0] &= ~1
    people = _ranks(chance, (count, 2))
    names = 2 * np.stack((people % _GIVEN, _GIVEN + people // _GIVEN % _FAMILY), axis=2).reshape(count, 4)
    names[chance.random(count) < 0.5, 2:] = -1
    return Choices(base, starts, picks, votes, words, names)


def _ranks(chance: np.random.Generator, shape: tuple[int, int]) -> Numbers:
    # What lies beyond the largest number is spread over all numbers.
    ranks = _OFFSET * ((1 - chance.random(shape)) ** (-1 / _TAIL) - 1)
    return np.fmod(ranks, _LARGEST).astype(np.int64)


def _entry(paper: Paper) -> str:
    votes = "" if paper.newest.votes is None else f"Vote: {paper.newest.votes}\n\n"
    sections = "\n".join(f"- ***{section.heading}***: {section.text}" for section in paper.sections)
    return (
        f"### [{paper.title}]({paper.url})\n\n![]({paper.thumbnail_url})\n\n{votes}"
        f"Authors: {', '.join(paper.authors)}\n\n{sections}\n"
    )

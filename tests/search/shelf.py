"""Papers that count how often they are read, as those in a database would be, and papers at random."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import overload

from bot.corpus.paper import Listing, Paper, Section
from bot.search.catalog import catalogued
from bot.search.corpus import Corpus
from bot.search.glossary import Glossary

__all__ = ["Shelf", "random_papers", "shelved"]

_FIRST = date(2024, 10, 1)
_WORDS = ("mamba", "diffusion", "model", "agents", "lora", "확산 모델을", "환각", "맘바(mamba)", "the", "rare")
_SURNAMES = ("Garcia", "García", "Wang", "Wamg", "Wong", "He", "LeCun", "Mamba")
_GIVEN = ("Ann", "Bo", "Yann", "Wei", "Jian-Wei", "Jianwei")


class Shelf(Sequence[Paper]):
    """Give papers one by one, each time another object, and count."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        self._papers = papers
        self.reads = Counter[int]()

    def __len__(self) -> int:
        return len(self._papers)

    @overload
    def __getitem__(self, index: int) -> Paper: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Paper]: ...
    def __getitem__(self, index: int | slice) -> Paper | Sequence[Paper]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        paper = self._papers[index]
        self.reads[index] += 1
        return Paper(**{name: getattr(paper, name) for name in Paper.__dataclass_fields__})


def shelved(papers: Iterable[Paper], glossary: Glossary | None = None) -> tuple[Corpus, Shelf]:
    """Return a corpus that reads its papers when it wants them, and the shelf that they stand on."""
    by_id = {paper.arxiv_id: paper for paper in papers}
    catalog = catalogued(by_id.values(), glossary or Glossary())
    shelf = Shelf([by_id[arxiv_id] for arxiv_id in catalog.ids])
    return Corpus.of(catalog, shelf, 1, glossary or Glossary()), shelf


def random_papers(source: random.Random, count: int) -> list[Paper]:
    """Return papers of few words, people, days and votes, so that much of it is equal; some have several listings."""
    return [_paper(source, f"2401.{number:05}") for number in source.sample(range(2 * count), count)]


def _paper(source: random.Random, arxiv_id: str) -> Paper:
    days = sorted(source.sample(range(40), source.choice((1, 1, 2, 3))), reverse=True)
    listings = tuple(
        Listing(_FIRST + timedelta(days=day), source.choice((None, 0, 1, 5, 5, 30)), source.randrange(3), "a.txt")
        for day in days
    )
    title = " ".join(source.choices(_WORDS, k=source.randint(1, 3)))
    sections = tuple(Section(None, " ".join(source.choices(_WORDS, k=source.randint(1, 8)))) for _ in range(2))
    names = [f"{source.choice(_GIVEN)} {source.choice(_SURNAMES)}" for _ in range(source.randint(0, 3))]
    return Paper(arxiv_id, title, tuple(names), sections[: source.randint(0, 2)], listings)

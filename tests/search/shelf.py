"""Papers that count how often they are read, and papers at random."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from bot.corpus.paper import Listing, Paper, Section
from bot.search.corpus import Corpus
from bot.search.document_table import build_table
from bot.search.glossary import Glossary
from bot.search.packed import PackedPapers

__all__ = ["Shelf", "random_papers", "shelved"]

_FIRST = date(2024, 10, 1)
_WORDS = ("mamba", "diffusion", "model", "agents", "lora", "확산 모델을", "환각", "맘바(mamba)", "the", "rare")
_SURNAMES = ("Garcia", "García", "Wang", "Wamg", "Wong", "He", "LeCun", "Mamba")
_GIVEN = ("Ann", "Bo", "Yann", "Wei", "Jian-Wei", "Jianwei")


class Shelf(PackedPapers):
    """Give papers one by one, each time another object, and count."""

    def __init__(self, papers: PackedPapers) -> None:
        super().__init__(papers.starts, papers.written)
        self.reads = Counter[int]()
        read = self._read

        def counted(number: int) -> Paper:
            self.reads[number] += 1
            return replace(read(number))

        self._read = counted


def shelved(papers: Iterable[Paper], glossary: Glossary | None = None) -> tuple[Corpus, Shelf]:
    """Return a corpus, and the shelf that its papers stand on."""
    by_id = {paper.arxiv_id: paper for paper in papers}
    table = build_table(by_id.values(), glossary or Glossary())
    shelf = Shelf(table.papers)
    return Corpus.of(replace(table, papers=shelf), 1, glossary or Glossary()), shelf


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
    return Paper(
        arxiv_id,
        title,
        tuple(names),
        sections[: source.randint(0, 2)],
        listings,
        organization=source.choice((None, None, "Acme", "Acme Research", "맘바 연구소")),
        keywords=tuple(source.sample(_WORDS, source.choice((0, 0, 3)))),
    )

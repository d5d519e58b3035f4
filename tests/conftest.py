"""What tests share: the seeds as a corpus, and papers made by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.corpus.loader import read_folder
from bot.corpus.paper import Listing, Paper, Section
from bot.search.corpus import Corpus

SEEDS = Path(__file__).resolve().parent.parent / "seeds"

MakePaper = Callable[..., Paper]


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """Return the corpus of the seed files."""
    return Corpus(read_folder(SEEDS, {}).papers.values(), 1)


@pytest.fixture
def make_paper() -> MakePaper:
    """Return a function that makes a paper with one listing."""

    def make(
        arxiv_id: str = "2401.00001",
        title: str = "A Paper",
        text: str = "",
        day: str = "2024-10-25",
        votes: int | None = 1,
        authors: tuple[str, ...] = (),
    ) -> Paper:
        sections = (Section("What's New", text),) if text else ()
        return Paper(arxiv_id, title, authors, sections, (Listing(date.fromisoformat(day), votes, 0, "a.txt"),))

    return make

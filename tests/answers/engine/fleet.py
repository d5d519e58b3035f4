"""Eight papers on airships and boats, small enough to know by heart: (id, topic, day, votes, authors)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.answers.engine.engine import Engine
from bot.answers.engine.result import Result
from bot.answers.request import Act, Request
from bot.corpus.paper import Listing, Paper, Section
from bot.search.corpus import Corpus
from bot.texts import Language

__all__ = ["FLEET", "TODAY", "fleet", "found", "ids", "paper"]

TODAY = date(2025, 2, 10)
FLEET: Sequence[tuple[str, str, str, int | None, tuple[str, ...]]] = (
    ("2410.00001", "zeppelin steering with hydrogen", "2024-10-21", 5, ("Ada Wing",)),
    ("2410.00002", "zeppelin docking", "2024-10-21", 30, ("Bo Keel", "Ada Wing")),
    ("2410.00003", "submarine sonar", "2024-10-23", 12, ("Bo Keel",)),
    ("2410.00004", "zeppelin radar", "2024-10-23", None, ()),
    ("2411.00005", "submarine hydrogen engines", "2024-11-22", 0, ("Cleo Rudder",)),
    ("2411.00006", "balloon sensing", "2024-11-22", 12, ("Dan Basket",)),
    ("2502.00007", "zeppelin races", "2025-02-05", 1, ("Ada Wing",)),
    ("2502.00008", "canoe folding", "2025-02-05", None, ()),
)


def paper(
    arxiv_id: str,
    title: str,
    *bullets: str,
    day: str = "2025-02-05",
    votes: int | None = 1,
    authors: tuple[str, ...] = (),
) -> Paper:
    """Return a paper with one listing, its bullets under the headings that listings have."""
    headings = ("What's New", "Technical Details", "Performance Highlights")
    sections = tuple(Section(heading, text) for heading, text in zip(headings, bullets, strict=False))
    return Paper(arxiv_id, title, authors, sections, (Listing(date.fromisoformat(day), votes, 0, "a.txt"),))


def fleet() -> Corpus:
    """Return the corpus of the eight papers."""
    return Corpus(
        paper(arxiv_id, topic.title(), f"We study {topic}.", day=day, votes=votes, authors=authors)
        for arxiv_id, topic, day, votes, authors in FLEET
    )


def found(corpus: Corpus, act: Act = "papers", language: Language = "en", **asked: Any) -> Result:
    """Return what a request comes to, one for papers unless told otherwise."""
    return Engine(corpus, TODAY).answer(Request(act, language, **asked))


def ids(result: Result) -> list[str]:
    """Return the last figures of the papers' ids, in order."""
    return [hit.paper.arxiv_id[-1] for hit in result.hits]

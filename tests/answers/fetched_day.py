"""A fetched day beside the seeds: a dozen papers with nothing but English abstracts and what listings say of them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from bot.corpus.loader import read_folder
from bot.corpus.paper import Paper
from bot.search.corpus import Corpus
from bot.search.glossary_file import read_glossary
from tests.conftest import SEEDS

__all__ = ["FETCHED", "fetched_corpus", "fetched_papers"]

FETCHED = Path(__file__).parent / "fetched"
_GLOSSARY = Path(__file__).resolve().parents[2] / "config" / "glossary.tsv"


def fetched_papers() -> list[Paper]:
    """Return the papers of the day, of which everything is understood."""
    reading = read_folder(FETCHED, {})
    assert (reading.rejected, reading.warnings) == ((), ())
    return list(reading.papers.values())


@cache
def fetched_corpus() -> Corpus:
    """Return the seeds and the day with the project's glossary."""
    return Corpus([*read_folder(SEEDS, {}).papers.values(), *fetched_papers()], 1, read_glossary(_GLOSSARY)[0])

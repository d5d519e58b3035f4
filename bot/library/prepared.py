"""A corpus of analysed papers that is ready for its first question."""

from __future__ import annotations

from bot.search.corpus import Corpus
from bot.search.document_table import DocumentTable
from bot.search.glossary import Glossary

__all__ = ["prepared"]


def prepared(table: DocumentTable, generation: int, glossary: Glossary) -> Corpus:
    """Return a corpus with the indexes for its first question already built."""
    corpus = Corpus.of(table, generation, glossary)
    corpus.prepare()
    return corpus

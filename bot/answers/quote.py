"""Verbatim quotes of stored summaries."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass

from bot.search.corpus import Corpus

__all__ = ["Quote", "checked"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Quote:
    """A verbatim part of a stored summary, the figure in it that was asked for, and whether it is truncated."""

    arxiv_id: str
    section: str | None
    text: str
    figure: str | None = None
    cut: bool = False

    @property
    def written(self) -> str:
        """The text as displayed, with an ellipsis if truncated."""
        return f"{self.text}…" if self.cut else self.text


def checked(quotes: Iterable[Quote], corpus: Corpus) -> tuple[Quote, ...]:
    """Return the quotes that are verbatim in the stored summary; any others are a bug and are dropped."""
    good: list[Quote] = []
    for quote in quotes:
        paper = corpus.paper(quote.arxiv_id)
        sections = paper.sections if paper else ()
        if any(quote.text in section.text and section.heading == quote.section for section in sections):
            good.append(quote)
        else:
            _log.error("a quote is not in the summary of %s and was dropped", quote.arxiv_id)
    return tuple(good)

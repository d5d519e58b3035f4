"""Alternative readings of an ambiguous text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from bot.answers.reply import Other
from bot.answers.request import Request
from bot.answers.understand.days import Period
from bot.answers.understand.meanings import When, Work
from bot.answers.understand.reading import Reading
from bot.search.corpus import Corpus
from bot.texts import Text, span_text

__all__ = ["others_of"]

_MOST = 3
_TITLE = Text("“{title}”", "“{title}”")


def others_of(reading: Reading, request: Request, corpus: Corpus) -> tuple[Other, ...]:
    """Return the requests of a text's other readings, at most three."""
    return tuple(islice(_others(reading, request, corpus), _MOST))


def _others(reading: Reading, request: Request, corpus: Corpus) -> Iterator[Other]:
    for work in reading.of(Work):
        for arxiv_id in work.others if work.arxiv_id in request.papers else ():
            paper = corpus.paper(arxiv_id)
            if paper is not None and arxiv_id not in request.papers:
                papers = tuple(arxiv_id if known == work.arxiv_id else known for known in request.papers)
                yield Other(_TITLE.fill(title=paper.title), replace(request, papers=papers))
    for when in reading.of(When):
        for period in when.others if when.period == request.period else ():
            if _is_listed(period, corpus):
                yield Other(span_text(period.since, period.until), replace(request, period=period))


def _is_listed(period: Period, corpus: Corpus) -> bool:
    return any(
        (period.since is None or period.since <= day) and (period.until is None or day <= period.until)
        for day in corpus.days
    )

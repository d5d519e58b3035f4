"""What a question costs that people ask: its text to ten hits, beside bm25s on the same corpus in the same run.

bm25s gets the tokens of the question; the product reads the text, and neither has been asked it just before. Rounds
alternate question by question, in another order each time.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np

from bot.search.corpus import Corpus
from bot.search.document_table import build_table
from tests.bench.corpora import Recombined
from tests.bench.figures import ProductFigures
from tests.bench.numbered import Tokens, project_glossary
from tests.bench.peers import BEST, BM25S, ENGINES, Materials
from tests.bench.questions import asked
from tests.bench.rows import Rows
from tests.bench.search import times, undisturbed

__all__ = ["measure_product"]


def measure_product(papers: int, rounds: int) -> ProductFigures:
    """Return the figures of a corpus of so many papers."""
    glossary = project_glossary()
    corpus = Corpus.of(build_table(Recombined(papers).papers(), glossary), 1, glossary)
    corpus.prepare()
    runs = {text: partial(_ten_hits, corpus, text) for text in asked()}
    peers = _peers(corpus, [*runs])
    own, other, ratios = list[float](), list[float](), list[float]()
    with undisturbed():
        # The first round of all reads what is mapped.
        _ = [_timed(run) for run in (*runs.values(), *peers.values())]
        for number in range(rounds):
            order = random.Random(number).sample([*runs], len(runs))
            spent = [(_timed(runs[text]), _timed(peers[text]) if peers else 0.0) for text in order]
            own += [ours for ours, _ in spent]
            other += [theirs for _, theirs in spent]
            ratios.append(statistics.median(other[-len(order) :]) / statistics.median(own[-len(order) :]))
    return ProductFigures(times(own), times(other) if peers else None, tuple(ratios) if peers else ())


def _ten_hits(corpus: Corpus, text: str) -> object:
    return corpus.search(text).hits[:BEST]


def _peers(corpus: Corpus, texts: list[str]) -> dict[str, Callable[[], object]]:
    """Return what asks bm25s for each question, nothing where it is not installed."""
    if missing := ENGINES[BM25S].missing:
        print(f"{BM25S}: not measured without {' and '.join(missing)}", file=sys.stderr)
        return {}
    terms = corpus.table.terms
    starts = np.concatenate((np.zeros(1, np.int64), np.cumsum(terms.totals)))
    tokens = Tokens(list(terms.values), Rows(starts, np.repeat(terms.numbers, terms.counts)))
    engine = ENGINES[BM25S].make(Materials(tokens, Path()))
    return {text: engine.run(corpus.analyse(text)) for text in texts}


def _timed(run: Callable[[], object]) -> float:
    started = time.perf_counter_ns()
    run()
    return (time.perf_counter_ns() - started) / 1e6

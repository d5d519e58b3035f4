"""Papers like another: the nearest are those that all scores together would give."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from bot.search.corpus import Corpus
from tests.quality.asking import project_corpus


@pytest.mark.parametrize("limit", [1, 10, 500])
def test_the_nearest_are_the_first_of_all_others(limit: int) -> None:
    corpus = project_corpus()
    for paper in corpus.papers[::7]:
        found = corpus.similar(paper, limit=limit)
        assert [(hit.paper.arxiv_id, pytest.approx(hit.score)) for hit in found.hits] == _expected(
            corpus, paper.arxiv_id, limit
        )


def _expected(corpus: Corpus, arxiv_id: str, limit: int) -> list[tuple[str, float]]:
    paper = corpus.paper(arxiv_id)
    assert paper is not None
    counts = Counter(corpus.analyse(f"{paper.title}\n{paper.summary}"))
    worth = {token: corpus.index.idf(token) * min(count, 3) for token, count in counts.items()}
    scores = corpus.index.scores(dict.fromkeys(sorted(worth, key=lambda token: -worth[token])[:30], 1.0))
    scores[corpus.table.ids.index(arxiv_id)] = 0.0
    order = [number for number in np.argsort(-scores, kind="stable") if scores[number] > scores.max() * 0.25]
    return [(corpus.table.ids[number], float(scores[number])) for number in order[:limit]]

from __future__ import annotations

import random

import pytest

from bot.search.corpus import Corpus
from bot.search.packed import PackedPapers
from tests.search.shelf import random_papers


def test_papers_come_back_one_by_one_in_slices_and_all(corpus: Corpus) -> None:
    held = list(corpus.papers)
    papers = PackedPapers.of(reversed(held))
    assert len(papers) == 159
    assert list(papers) == held[::-1]
    assert papers[3:9:2] == tuple(held[::-1][3:9:2])
    assert papers[-1] == held[0]
    with pytest.raises(IndexError):
        papers[159]


def test_a_paper_that_is_looked_at_again_is_not_read_again(corpus: Corpus) -> None:
    assert corpus.papers[7] is corpus.papers[7]


def test_papers_without_anything_and_no_papers_at_all_can_be_packed() -> None:
    bare = random_papers(random.Random(3), 50)
    assert list(PackedPapers.of(bare)) == bare
    assert list(PackedPapers.of(())) == []

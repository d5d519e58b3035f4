"""Which paper a description means, and whether a question goes on about the one shown."""

from __future__ import annotations

import pytest

from bot.answers.understand.references import described, fits
from bot.search.corpus import Corpus

_HYMBA, _TAIPAN = "2411.13676", "2410.18572"
_OCT_25 = ("2410.17243", "2410.16251", "2410.18533", "2410.18693", "2410.18978")


@pytest.mark.parametrize(
    ("description", "arxiv_id"), [("contrastive loss", "2410.17243"), ("frame interpolation", "2410.18978")]
)
def test_a_description_means_the_one_paper_that_says_so(corpus: Corpus, description: str, arxiv_id: str) -> None:
    found = described(description, _OCT_25, corpus)
    assert found is not None
    assert (found.arxiv_id, found.sure) == (arxiv_id, True)


@pytest.mark.parametrize(("description", "among"), [("", _OCT_25), ("contrastive loss", ()), ("zeppelin", _OCT_25)])
def test_what_describes_nothing_means_nothing(corpus: Corpus, description: str, among: tuple[str, ...]) -> None:
    assert described(description, among, corpus) is None


def test_a_description_that_fits_another_paper_far_better_is_not_sure(corpus: Corpus) -> None:
    found = described("protein language model", _OCT_25, corpus)
    assert found is None or not found.sure


def test_a_question_stays_with_the_paper_that_says_something_of_it(corpus: Corpus) -> None:
    assert fits("캐시", "캐시는 얼마나 줄었어", _HYMBA, corpus, drilling=True, switches=False)
    assert not fits("protein folding", "which protein folding data", _HYMBA, corpus, drilling=False, switches=True)


def test_a_short_question_goes_on_about_a_paper_that_the_corpus_lacks(corpus: Corpus) -> None:
    assert fits("cache", "what cache?", "9999.99999", corpus, drilling=True, switches=False)
    assert fits("zeppelins", "zeppelins?", "9999.99999", corpus, drilling=True, switches=False)
    assert not fits("cache", "what cache?", "9999.99999", corpus, drilling=False, switches=False)
    assert not fits("cache", "what about the cache?", "9999.99999", corpus, drilling=True, switches=True)
    whole = "key value cache compression for long context models"
    assert not fits(whole, whole, "9999.99999", corpus, drilling=True, switches=False)


def test_what_no_paper_says_is_asked_of_the_one_in_focus_while_drilling(corpus: Corpus) -> None:
    assert fits("zeppelins", "zeppelins?", _TAIPAN, corpus, drilling=True, switches=False)
    assert not fits("zeppelins", "zeppelins?", _TAIPAN, corpus, drilling=False, switches=False)

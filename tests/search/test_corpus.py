from __future__ import annotations

import gc
import weakref
from datetime import date

import pytest

from bot.corpus.paper import Listing, Paper
from bot.search.corpus import Corpus
from bot.search.hits import Filters
from tests.conftest import MakePaper


def _ids(corpus: Corpus, query: str, filters: Filters | None = None, **options: object) -> list[str]:
    return [hit.paper.arxiv_id for hit in corpus.search(query, filters, **options).hits]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "arxiv_id"),
    [
        ("Hymba", "2411.13676"),
        ("KV cache compression ChunkKV", "2502.00299"),
        ("자율 주행 비디오 생성 MagicDriveDiT", "2411.13807"),
        ("Kaiming He", "2410.13863"),
    ],
)
def test_the_paper_that_is_meant_comes_first(corpus: Corpus, query: str, arxiv_id: str) -> None:
    assert _ids(corpus, query)[0] == arxiv_id


def test_a_paper_that_shares_no_word_is_no_hit_and_the_words_are_named(corpus: Corpus) -> None:
    results = corpus.search("xylophone zeppelin")
    assert not results.hits
    assert results.query.missing == ("xylophone", "zeppelin")


def test_a_word_that_stands_in_most_papers_makes_a_hit_only_where_nothing_else_is_asked(make_paper: MakePaper) -> None:
    papers = [make_paper(f"2401.{n:05}", text="a model of things") for n in range(60)]
    papers.append(make_paper("2402.00001", text="a model of mamba"))
    corpus = Corpus(papers)
    assert _ids(corpus, "mamba model") == ["2402.00001"]
    assert len(_ids(corpus, "model")) == 61


@pytest.mark.parametrize("count", [1, 2, 3])
def test_the_smallest_corpora_are_searchable(make_paper: MakePaper, count: int) -> None:
    papers = [make_paper(f"2401.0000{n}", text=f"word{n} shared") for n in range(count)]
    assert _ids(Corpus(papers), "word0") == ["2401.00000"]
    assert len(_ids(Corpus(papers), "shared")) == count


def test_an_empty_corpus_answers_with_nothing() -> None:
    corpus = Corpus(())
    assert not corpus.search("anything").hits
    assert corpus.newest_day(date(2030, 1, 1)) is None
    assert not corpus.top(date.min, date.max)
    assert not len(corpus.listed())
    assert corpus.named("Hymba") is None


def test_equal_scores_put_the_newer_then_the_better_voted_paper_first(make_paper: MakePaper) -> None:
    corpus = Corpus(
        [
            make_paper("2401.00001", text="mamba", day="2024-10-21", votes=9),
            make_paper("2401.00002", text="mamba", day="2024-10-25", votes=1),
            make_paper("2401.00003", text="mamba", day="2024-10-25", votes=5),
            make_paper("2401.00004", text="mamba", day="2024-10-25", votes=None),
        ]
    )
    assert _ids(corpus, "mamba") == ["2401.00003", "2401.00002", "2401.00004", "2401.00001"]


def test_filters_narrow_by_author_days_and_votes(corpus: Corpus) -> None:
    since = Filters(since=date(2025, 1, 1))
    assert all(hit.listing.day >= date(2025, 1, 1) for hit in corpus.search("language model", since).hits)
    until = Filters(until=date(2024, 12, 31), min_votes=20)
    assert all(
        hit.listing.day.year == 2024 and (hit.listing.votes or 0) >= 20 for hit in corpus.search("모델", until).hits
    )
    assert _ids(corpus, "text-to-image", Filters(author="he kaiming")) == ["2410.13863"]


def test_sorting_by_votes_and_by_day_reorders_all_hits_before_the_limit(corpus: Corpus) -> None:
    everything = corpus.search("diffusion").hits
    votes = [hit.listing.votes or 0 for hit in corpus.search("diffusion", sort="votes", limit=5).hits]
    assert votes == sorted((hit.listing.votes or 0 for hit in everything), reverse=True)[:5]
    days = [hit.listing.day for hit in corpus.search("diffusion", sort="newest", limit=5).hits]
    assert days == sorted((hit.listing.day for hit in everything), reverse=True)[:5]


def test_papers_about_what_is_not_wanted_are_left_out(make_paper: MakePaper) -> None:
    corpus = Corpus(
        [
            make_paper("2401.00001", title="Image generation by diffusion transformer"),
            make_paper("2401.00002", title="Image generation, autoregressive"),
        ]
    )
    assert _ids(corpus, "image generation", without="diffusion transformers") == ["2401.00002"]


def test_the_listing_in_range_is_the_one_shown(make_paper: MakePaper) -> None:
    one = make_paper("2401.00001", text="mamba", day="2024-10-25", votes=7)
    older = Listing(date(2024, 10, 21), 3, 0, "b.txt")
    corpus = Corpus([Paper(one.arxiv_id, one.title, (), one.sections, (*one.listings, older))])
    assert corpus.search("mamba").hits[0].listing.votes == 7
    assert corpus.search("mamba", Filters(until=date(2024, 10, 22))).hits[0].listing.votes == 3
    assert [hit.listing.votes for hit in corpus.top(date(2024, 10, 21), date(2024, 10, 21))] == [3]


def test_unknown_votes_come_last_and_zero_before_them(make_paper: MakePaper) -> None:
    papers = [make_paper(f"2401.0000{n}", votes=votes) for n, votes in enumerate((None, 0, 5))]
    hits = Corpus(papers).top(date(2024, 10, 25), date(2024, 10, 25))
    assert [hit.listing.votes for hit in hits] == [5, 0, None]


@pytest.mark.parametrize(
    "typed",
    [
        "2411.13676",
        "https://arxiv.org/abs/2411.13676v2",
        "https://huggingface.co/papers/2411.13676",
        "Hymba",
        "hymba: a hybrid-head architecture for small language models",
        "Hymba: A Hybrid-head Architecture for Smal Language Modles",
    ],
)
def test_a_paper_is_known_by_id_link_title_and_name(corpus: Corpus, typed: str) -> None:
    paper = corpus.named(typed)
    assert paper is not None
    assert paper.arxiv_id == "2411.13676"


def test_titles_are_completed_from_beginnings_of_words(corpus: Corpus) -> None:
    assert [arxiv_id for arxiv_id, _ in corpus.complete_titles("hym")] == ["2411.13676"]
    assert len(corpus.complete_titles("a", limit=25)) == 25


def test_a_corpus_that_is_replaced_is_gone_at_once(make_paper: MakePaper) -> None:
    paper = make_paper("2401.00001", text="생성형 모델은 mamba(맘바)를 사용합니다.")
    corpus = Corpus([paper])
    corpus.search("맘바 mamba")
    corpus.sentences(paper)
    corpus.prepare_names()
    parts = (corpus, corpus.titles, corpus.authors, corpus.organizations, corpus.index)
    gone = [weakref.ref(part) for part in parts]
    gc.disable()
    try:
        del corpus, parts
        assert [part() for part in gone] == [None] * len(gone)
    finally:
        gc.enable()

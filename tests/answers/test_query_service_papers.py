"""What the query service makes of a paper that somebody names: the one meant, its like, or namesakes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.answers.query_service import QueryService
from bot.errors import NotFoundError
from bot.search.corpus import Corpus
from bot.search.hits import Sort

_NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
_HYMBA = "2411.13676"


@pytest.fixture
def service(corpus: Corpus) -> QueryService:
    return QueryService(corpus, _NOW, "en")


@pytest.mark.parametrize(
    "typed",
    [_HYMBA, f" https://arxiv.org/abs/{_HYMBA}v2 ", "hymba: a hybrid-head architecture for small language model"],
)
def test_an_id_a_link_and_a_title_name_a_paper(corpus: Corpus, service: QueryService, typed: str) -> None:
    assert service.named(typed).arxiv_id == _HYMBA
    reply = service.similar(typed)
    assert reply.lead.endswith("like “Hymba: A Hybrid-head Architecture for Small Language Models”, nearest first.")
    assert reply.hits == corpus.similar(service.named(typed)).hits
    assert _HYMBA not in [hit.paper.arxiv_id for hit in reply.hits]


def test_a_title_that_is_almost_one_offers_what_is_called_like_it_but_names_nothing(service: QueryService) -> None:
    reply = service.similar("small hybrid-head language")
    assert reply.hits[0].paper.arxiv_id == _HYMBA
    assert "No paper is called “small hybrid-head language”" in reply.lead
    with pytest.raises(NotFoundError, match="small hybrid-head language"):
        service.named("small hybrid-head language")


@pytest.mark.parametrize("typed", ["9999.99999", "qwxyz", "", "?!"])
def test_what_names_nothing_is_refused_by_all(service: QueryService, typed: str) -> None:
    for ask in (service.paper, service.similar, service.named):
        with pytest.raises(NotFoundError, match="give an arXiv id"):
            ask(typed)


@pytest.mark.parametrize(
    ("sort", "lead"), [("votes", "most votes first"), ("newest", "newest first"), ("relevance", "nearest first")]
)
def test_similar_papers_come_in_the_order_that_is_wished_also_further_on(
    service: QueryService, sort: Sort, lead: str
) -> None:
    nearest = service.similar(_HYMBA).hits
    reply = service.similar(_HYMBA, "c", sort)
    assert lead in reply.lead
    assert sorted(hit.paper.arxiv_id for hit in reply.hits) == sorted(hit.paper.arxiv_id for hit in nearest)
    if sort == "newest":
        days = [hit.listing.day for hit in reply.hits]
        assert days == sorted(days, reverse=True) != [hit.listing.day for hit in nearest]
    assert service.ask("more", "c").hits == reply.hits[5:]


def test_similar_papers_are_sorted_by_what_is_typed_at_once_or_later(service: QueryService) -> None:
    wanted = service.similar(_HYMBA, sort="newest").hits
    assert service.ask("papers similar to Hymba, newest first", "c").hits == wanted
    service.ask("Hymba랑 비슷한 논문", "d")
    reply = service.ask("최신순으로", "d")
    assert reply.hits == wanted
    assert reply.lead.endswith("비슷한 논문 10편입니다(최신순).")

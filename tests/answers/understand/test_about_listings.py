"""Questions that count over all listings, and others that only sound like them."""

from __future__ import annotations

import pytest

from bot.answers.query_service import QueryService
from bot.answers.session import Sessions
from bot.answers.understand.about_listings import Tally, tally_of
from bot.search.corpus import Corpus
from tests.answers.understand.kit import NOW, said, understood


@pytest.mark.parametrize(
    ("text", "tally"),
    [
        ("who published the most papers here", "most_papers"),
        ("which researcher shows up the most", "most_papers"),
        ("top 3 authors", "most_papers"),
        ("most productive people", "most_papers"),
        ("논문 제일 많이 올린 연구자", "most_papers"),
        ("누가 논문 젤 많이 냄", "most_papers"),
        ("저자 순위", "most_papers"),
        ("number of papers for every day", "papers_a_day"),
        ("papers by date?", "papers_a_day"),
        ("일자별 논문 개수", "papers_a_day"),
        ("하루에 논문이 몇개씩 나와", "papers_a_day"),
        ("on what date were the most papers listed", "fullest_day"),
        ("busiest date", "fullest_day"),
        ("논문 제일 많은 날이 언제", "fullest_day"),
        ("which listing is the smallest", "emptiest_day"),
        ("논문 가장 적게 올라온 날", "emptiest_day"),
        ("what day has the highest votes", "most_voted_day"),
        ("추천수 제일 높은 날짜는", "most_voted_day"),
        ("the longest author list", "most_authors"),
        ("저자 젤 많은 논문 뭐임", "most_authors"),
        ("paper with the fewest authors", "fewest_authors"),
        ("how many different authors are there in total", "people_in_all"),
        ("저자는 다 합쳐서 몇 명", "people_in_all"),
        ("mean votes", "votes_in_all"),
        ("평균 추천수 얼마야", "votes_in_all"),
    ],
)
def test_what_is_counted_is_found(corpus: Corpus, text: str, tally: Tally) -> None:
    assert tally_of(text) == tally
    assert said(understood(corpus, text)) == {"act": "about", "detail": tally}


@pytest.mark.parametrize(
    "text",
    [
        "who wrote the most upvoted paper",
        "most active learning papers",
        "papers on day trading",
        "which paper has the most votes",
        "paper of the day",
        "추천 제일 많은 논문",
        "그날 논문 중에 제일 많이 추천받은거",
        "하루 요약",
    ],
)
def test_questions_about_papers_count_nothing(text: str) -> None:
    assert tally_of(text) is None


@pytest.mark.parametrize("text", ["who wrote most papers", "날짜별로 논문 몇편임"])
def test_a_count_is_of_all_listings_after_a_paper_was_shown_too(corpus: Corpus, text: str) -> None:
    service = QueryService(corpus, NOW, "en", Sessions())
    service.ask("hymba", "somebody")
    service.ask("how many authors does it have", "somebody")
    assert service.understood(text, "somebody").act == "about"

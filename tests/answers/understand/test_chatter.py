"""Errands and prices are no requests for papers; papers about such things are."""

from __future__ import annotations

import pytest

from bot.answers.query_service import QueryService
from bot.answers.understand.off_topic import is_off_topic
from bot.search.corpus import Corpus
from tests.answers.understand.kit import NOW


@pytest.mark.parametrize(
    "text",
    [
        "ethereum price",
        "can you assist me with my essay",
        "how can i sort an array in javascript",
        "엑셀 필터 거는 방법",
        "translate good night into spanish",
        "12*7",
        "remind me to call mom",
        "book me a hotel",
        "타이머 맞춰줘",
        "who won the nba finals",
        "테슬라 주가 어때",
        "오늘 뉴스 좀 알려줘",
        "넌 몇살",
    ],
)
def test_what_no_paper_answers_is_refused(corpus: Corpus, text: str) -> None:
    assert is_off_topic(text)
    reply = QueryService(corpus, NOW, "en").ask(text)
    assert (reply.status, tuple(reply.hits)) == ("not_found", ())


@pytest.mark.parametrize(
    "text",
    [
        "papers on stock price forecasting",
        "논문 중에 주가 예측하는거",
        "who won more votes, hymba or taipan paper",
        "파이썬 코드 생성 논문",
        "video editing",
        "research on tired drivers",
        "뉴스 요약 논문 알려줘",
    ],
)
def test_papers_on_such_things_are_looked_for(text: str) -> None:
    assert not is_off_topic(text)


@pytest.mark.parametrize("text", ["any zebrafish prediction ones", "papers about volcano computing"])
def test_a_short_topic_with_an_unknown_word_is_said_to_be_not_here(corpus: Corpus, text: str) -> None:
    assert QueryService(corpus, NOW, "en").ask(text).status == "not_found"

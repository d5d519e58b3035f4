from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest

from bot.answers.conversation import Conversations, Turn, ordinal_in, points_back
from bot.answers.desk import Desk
from bot.answers.reply import Reply
from bot.errors import InputError
from bot.search.corpus import Corpus

NOW = datetime(2025, 2, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("두 번째 거 자세히", 2),
        ("첫 번째 논문 저자", 1),
        ("3번 요약", 3),
        ("마지막 거", -1),
        ("the second one", 2),
        ("tell me about the third paper", 3),
        ("#4", 4),
        ("the last one", -1),
    ],
)
def test_ordinals_are_read_in_both_languages(text: str, number: int) -> None:
    found = ordinal_in(text)
    assert found is not None
    assert found[0] == number


@pytest.mark.parametrize("text", ["two stage training", "첫눈에 반한", "GPT-4", "세 가지 방법"])
def test_other_numbers_are_no_ordinals(text: str) -> None:
    assert ordinal_in(text) is None


@pytest.mark.parametrize("text", ["who wrote it?", "그 논문 성능은?", "what data do they use", "이거 링크"])
def test_words_that_point_back_are_seen(text: str) -> None:
    assert points_back(text)
    assert not points_back("KV cache compression")


def test_a_turn_lasts_fifteen_minutes_and_conversations_stay_apart() -> None:
    conversations = Conversations()
    conversations.keep("a", Turn(NOW, ("2411.13676",), "2411.13676"))
    assert conversations.last("a", NOW + timedelta(minutes=15)) is not None
    assert conversations.last("b", NOW) is None
    assert conversations.last("a", NOW + timedelta(minutes=16)) is None
    assert conversations.last("a", NOW) is None


def test_only_the_latest_conversations_are_kept_whoever_writes() -> None:
    conversations = Conversations(most=50)

    def write(start: int) -> None:
        for number in range(start, start + 200):
            conversations.keep(number, Turn(NOW))

    threads = [threading.Thread(target=write, args=(start,)) for start in (0, 1_000)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = [key for key in (*range(200), *range(1_000, 1_200)) if conversations.last(key, NOW)]
    assert len(kept) == 50


def _talk(corpus: Corpus, *questions: str) -> list[Reply]:
    conversations = Conversations()
    return [Desk(corpus, NOW, "en", conversations).ask(question, "somebody") for question in questions]


def _first(reply: Reply) -> str:
    return reply.hits[0].paper.arxiv_id


@pytest.mark.parametrize(
    ("opening", "question", "said"),
    [
        ("Hymba 요약해줘", "저자가 누구야?", "Yonggan Fu"),
        ("summary of Hymba", "who wrote it?", "Yonggan Fu"),
        ("Hymba 요약해줘", "링크", "https://arxiv.org/abs/2411.13676"),
        ("Hymba 요약해줘", "추천 수", "16"),
        ("tell me about Hymba", "when was it listed?", "Nov 22, 2024"),
    ],
)
def test_a_field_is_asked_of_the_paper_shown_last(corpus: Corpus, opening: str, question: str, said: str) -> None:
    _, reply = _talk(corpus, opening, question)
    assert _first(reply) == "2411.13676"
    assert said in reply.lead


def test_a_fact_goes_on_about_the_paper_shown_last(corpus: Corpus) -> None:
    _, reply = _talk(corpus, "Hymba 요약해줘", "캐시는 얼마나 줄었어?")
    assert reply.status == "answered"
    assert "11.67배" in reply.quotes[0].text


def test_an_ordinal_opens_that_paper_and_one_too_high_is_refused(corpus: Corpus) -> None:
    listed, opened = _talk(corpus, "2024-10-25 top 5", "두 번째 거 자세히")
    assert opened.paper == listed.hits[1].paper
    with pytest.raises(InputError, match="number 9"):
        _talk(corpus, "2024-10-25 top 5", "9번 요약")


def test_similar_papers_are_listed_and_it_is_still_the_first_paper(corpus: Corpus) -> None:
    _, similar, authors = _talk(corpus, "Hymba 요약해줘", "비슷한 논문 더", "그 논문 저자가 누구야?")
    assert "2411.13676" not in [hit.paper.arxiv_id for hit in similar.hits]
    assert "Yonggan Fu" in authors.lead


def test_a_period_alone_narrows_the_last_topic(corpus: Corpus) -> None:
    first, narrowed = _talk(corpus, "KV 캐시 압축 논문 알려줘", "그럼 2024년 것 중에는?")
    assert {hit.listing.day.year for hit in first.hits} == {2024, 2025}
    assert {hit.listing.day.year for hit in narrowed.hits} == {2024}


def test_a_new_topic_and_an_off_topic_question_start_afresh(corpus: Corpus) -> None:
    _, topic = _talk(corpus, "Hymba 요약해줘", "any papers about protein language models?")
    assert _first(topic) != "2411.13676"
    _, weather = _talk(corpus, "Hymba 요약해줘", "내일 서울에 비 와?")
    assert weather.status == "not_found"


def test_without_a_conversation_nothing_is_remembered(corpus: Corpus) -> None:
    desk = Desk(corpus, NOW, "en")
    desk.ask("Hymba 요약해줘")
    with pytest.raises(InputError, match="Which paper"):
        desk.ask("저자가 누구야?")


def test_a_persons_conversations_are_forgotten_and_no_others() -> None:
    conversations = Conversations()
    for key in ((1, 7), (2, 7), (1, 8)):
        conversations.keep(key, Turn(NOW, ("a",)))
    conversations.forget(lambda key: key in ((1, 7), (2, 7)))
    assert [conversations.last(key, NOW) is None for key in ((1, 7), (2, 7), (1, 8))] == [True, True, False]

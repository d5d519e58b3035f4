from __future__ import annotations

from datetime import date
from typing import get_args

import pytest

from bot.answers.replies.talk import talk_reply
from bot.answers.request import Act, Request
from bot.answers.understand.about_bot import BotSubject
from bot.search.corpus import Corpus
from bot.texts import Language
from tests.answers.engine.fleet import TODAY, fleet, paper

SUBJECTS: tuple[BotSubject, ...] = get_args(BotSubject)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return fleet()


def said(corpus: Corpus, act: Act, language: Language, subject: str = "") -> str:
    reply = talk_reply(Request(act, language, detail=subject), corpus, TODAY)
    assert (reply.status, reply.hits, reply.quotes) == ("answered", (), ())
    return reply.lead


@pytest.mark.parametrize(
    ("act", "en", "ko"),
    [
        ("greeting", "Hello!", "안녕하세요!"),
        ("thanks", "You're welcome!", "도움이 되었다니 다행입니다!"),
        ("ack", "I'm here", "네, 이어서"),
        ("help", "Ask about a paper or a topic", "논문이나 주제를"),
    ],
)
def test_small_talk_has_a_short_answer(corpus: Corpus, act: Act, en: str, ko: str) -> None:
    assert said(corpus, act, "en").startswith(en)
    assert said(corpus, act, "ko").startswith(ko)


@pytest.mark.parametrize(
    ("subject", "en", "ko"),
    [
        ("days", "the listings of 4 days: Oct 21, 2024, Oct 23, 2024", "4일치 목록이 있습니다: 2024년 10월 21일"),
        ("size", "I have 8 papers, from the listings of 4 days", "논문 8편이 있습니다."),
        ("newest", "The newest listing is of Feb 5, 2025; today is Feb 10, 2025.", "2025년 2월 5일 것이고, 오늘은"),
        ("model", "I am not a language model", "언어 모델이 아닙니다"),
        ("summaries", "I did not write them", "제가 쓴 것이 아니며"),
        ("korean", "I do not translate", "번역은 하지 않습니다"),
        ("languages", "English and Korean", "한국어와 영어"),
        ("source", "I do not search the web", "인터넷을 검색하지 않습니다"),
        ("votes", "readers voted there, not here", "이 서버가 아니라"),
        ("maker", "I am papers-bot", "papers-bot입니다"),
        ("privacy", "/privacy", "/privacy"),
        ("cost", "free", "무료"),
        ("bot", "Ask about a paper", "논문이나 주제를"),
    ],
)
def test_a_question_about_the_bot_has_a_true_answer(corpus: Corpus, subject: BotSubject, en: str, ko: str) -> None:
    assert en in said(corpus, "about", "en", subject)
    assert ko in said(corpus, "about", "ko", subject)


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_subject_is_answered_shortly_in_the_language_of_the_question(
    corpus: Corpus, subject: BotSubject, language: Language
) -> None:
    text = said(corpus, "about", language, subject)
    assert len(text) <= 300
    assert any("가" <= letter <= "힣" for letter in text) == (language == "ko" or subject == "help")


def test_many_days_are_said_by_their_ends() -> None:
    days = [date.fromordinal(date(2024, 1, 1).toordinal() + number) for number in range(20)]
    papers = [paper(f"2401.000{number:02}", f"Boat {number}", day=day.isoformat()) for number, day in enumerate(days)]
    corpus = Corpus(papers)
    assert said(corpus, "about", "en", "days") == "I have the listings of 20 days, from Jan 1, 2024 to Jan 20, 2024."
    assert said(corpus, "about", "ko", "days") == "2024년 1월 1일부터 2024년 1월 20일까지 20일치 목록이 있습니다."


def test_one_day_is_no_days() -> None:
    corpus = Corpus([paper("2401.00001", "Boat")])
    assert said(corpus, "about", "en", "days") == "I have the listings of 1 day: Feb 5, 2025."
    assert said(corpus, "about", "en", "size").startswith("I have 1 paper, from the listings of 1 day")


def test_without_a_corpus_it_says_how_to_load_one() -> None:
    assert "/corpus upload" in said(Corpus(()), "about", "en", "size")
    assert said(Corpus(()), "greeting", "en").startswith("Hello!")

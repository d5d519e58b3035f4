"""Small talk and questions about the bot, beside messages that only hold such words."""

from __future__ import annotations

import pytest

from bot.answers.phrases import BORED, GOODBYE, MISUNDERSTOOD, OFF
from bot.answers.query_service import QueryService
from bot.answers.replies.talk import talk_reply
from bot.answers.understand.about_bot import subject_of
from bot.answers.understand.fillers import is_filler
from bot.answers.understand.small_talk import is_complaint, small_talk
from bot.search.corpus import Corpus
from bot.texts import Text
from tests.answers.understand.kit import NOW, understood


@pytest.mark.parametrize(
    ("text", "talk"),
    [
        ("thanks!", "thanks"),
        ("thank you so much", "thanks"),
        ("tysm <3", "thanks"),
        ("that helped a lot", "thanks"),
        ("cheers mate", "thanks"),
        ("고마워요", "thanks"),
        ("감사합니당", "thanks"),
        ("ㄱㅅㄱㅅ", "thanks"),
        ("hello there", "greeting"),
        ("hey bot", "greeting"),
        ("good night", "greeting"),
        ("안녕하세요~", "greeting"),
        ("ㅎㅇ", "greeting"),
        ("잘자", "greeting"),
        ("ok", "ack"),
        ("lol nice", "ack"),
        ("that's wild", "ack"),
        ("never mind", "ack"),
        ("ㅋㅋㅋㅋㅋ", "ack"),
        ("와 대박", "ack"),
        ("아하 그렇구나", "ack"),
        ("ㅇㅋ", "ack"),
        ("👍", "ack"),
    ],
)
def test_small_talk_is_the_whole_of_a_message(text: str, talk: str) -> None:
    assert small_talk(text) == talk


@pytest.mark.parametrize(
    "text",
    [
        "cool papers on diffusion",
        "great, and agents?",
        "hi-res image generation",
        "okapi",
        "대박 에이전트 논문",
        "no diffusion",
        "좋은 논문 추천해줘",
        "agents",
    ],
)
def test_a_wish_with_such_words_is_no_small_talk(text: str) -> None:
    assert small_talk(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "agents?",
        "who made Hymba?",
        "how does attention work",
        "which languages does Babel cover",
        "how many papers about agents do you have?",
        "에이전트 논문 몇 편 있어?",
        "요약 모델 논문",
        "한국어 말뭉치",
        "where do hallucinations come from",
        "무료 데이터셋",
    ],
)
def test_questions_about_papers_are_not_about_the_bot(text: str) -> None:
    assert subject_of(text) is None


_COMPLAINTS = [
    "you gave me wrong stuff",
    "oh no thats wrong",
    "this is useless",
    "no thats not what i asked",
    "not helpful",
    "why do you keep giving me wrong papers",
    "that didnt help",
    "니가 틀렸잖아",
    "그거 아닌데",
    "이상한거 줬네",
    "도움 안돼",
    "왜 자꾸 딴소리해",
    "전혀 상관없는데",
]


@pytest.mark.parametrize("text", _COMPLAINTS)
def test_a_complaint_is_told_by_the_whole_message(text: str) -> None:
    assert small_talk(text) == "ack"
    assert is_complaint(text)


@pytest.mark.parametrize(
    "text",
    [
        "not bad",
        "my bad",
        "nothing wrong",
        "wrong label noise",
        "papers about wrong answers",
        "not the medical ones",
        "no agents",
        "그건 말고",
        "틀린 라벨 학습",
        "이상 탐지",
        "쓰레기 분류",
        "아니야 괜찮아",
        "안 틀렸네",
    ],
)
def test_a_topic_praise_or_a_correction_is_no_complaint(text: str) -> None:
    assert not is_complaint(text)


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        *((text, MISUNDERSTOOD) for text in _COMPLAINTS),
        ("bye bye", GOODBYE),
        ("굿밤", GOODBYE),
        ("see ya later", GOODBYE),
        ("see you tomorrow", GOODBYE),
        ("안녕히 계세요", GOODBYE),
        ("ㅂㅂ", GOODBYE),
        ("심심해", BORED),
        ("im bored", BORED),
        ("whats the weather like", OFF),
        ("will it rain tmrw", OFF),
        ("비오냐 오늘", OFF),
        ("점심 뭐먹지", OFF),
        ("bubble sort in java please", OFF),
        ("write me some python code", OFF),
        ("파이썬 코드 짜줘", OFF),
    ],
)
def test_small_talk_and_what_no_paper_answers_get_their_reply(corpus: Corpus, text: str, reply: Text) -> None:
    service = QueryService(corpus, NOW, "en")
    request = service.understood(text)
    korean = any("가" <= letter <= "힣" or "\u3131" <= letter <= "\u318e" for letter in text)
    lead = OFF.in_(request.language) if request.act == "off" else talk_reply(request, corpus, NOW.date()).lead
    assert lead == reply.in_("ko" if korean else "en")


@pytest.mark.parametrize("text", ["ㅇㅋ ㄱㅅ 굿밤", "gn thanks", "ok bye thanks", "고마워 잘자"])
def test_thanks_and_a_goodbye_are_small_talk_together(text: str) -> None:
    assert small_talk(text) == "thanks"


@pytest.mark.parametrize(
    "text",
    [
        "weather forecasting papers",
        "code generation",
        "python code llm",
        "날씨 예측 논문",
        "코드 생성",
        "recipe retrieval",
        "movie recommendation",
        "how do llms write code",
    ],
)
def test_topics_that_papers_have_stay_a_search(corpus: Corpus, text: str) -> None:
    request = understood(corpus, text)
    assert request.act in ("papers", "fact")
    assert request.topic


@pytest.mark.parametrize(
    "text",
    [
        "너 무슨 모델이야",
        "what model are you",
        "what kind of model are you",
        "챗지피티랑 너랑 누가 더 똑똑함",
        "are you smarter than chatgpt",
        "you vs chatgpt",
    ],
)
def test_the_model_that_the_bot_is_and_other_bots_are_about_it(text: str) -> None:
    assert subject_of(text) == "model"


@pytest.mark.parametrize(
    "text",
    ["야누스 그거 어떤 모델임", "what kind of model is it", "어떤 모델이야 이거", "what model is this", "어떤 모델임"],
)
def test_the_model_that_a_paper_is_about_is_not_the_bot(text: str) -> None:
    assert subject_of(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "can you reccomend me a good paper",
        "recomend smth to read",
        "recommand something interesting",
        "any suggestons",
        "surprise me",
        "im bored recommend me a paper",
        "아무거나 추천해줘",
        "그래도 짧고 쉬운거 하나만 추천좀",
        "가볍게 읽을거",
        "심심한데 논문 추천좀",
    ],
)
def test_anything_at_all_is_papers_without_a_topic(corpus: Corpus, text: str) -> None:
    request = understood(corpus, text)
    assert (request.act, request.topic, request.unknown) == ("papers", "", ())


@pytest.mark.parametrize("word", ["recommender", "summarizer", "command", "summaries", "recombine", "reconstruct"])
def test_words_near_those_of_asking_are_topics(word: str) -> None:
    assert not is_filler(word)


@pytest.mark.parametrize("word", ["누구입니까", "정도였어요", "며칠인가요", "몇개짜리임", "싶습니다"])
def test_question_words_with_polite_endings_are_fillers(word: str) -> None:
    assert is_filler(word)


@pytest.mark.parametrize("word", ["게임", "나이", "제도"])
def test_a_word_that_looks_like_a_filler_with_an_ending_is_none(word: str) -> None:
    assert not is_filler(word)

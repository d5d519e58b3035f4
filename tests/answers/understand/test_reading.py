"""How any text is read by itself: never with an error, the same in every form, and with spans that fit it."""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.answers.query_service import QueryService
from bot.answers.request import Request
from bot.answers.session import Sessions
from bot.errors import InputError
from bot.search.corpus import Corpus
from tests.answers.understand.kit import NOW, reading, understood

# What people write, in pieces: all that is recognised, and what is near to it.
_PIECES = """
top 3 best newest least popular 추천순 최신 꼴찌 2등 3등부터 runner-up 20표 over 10 votes at least two papers
두개만 한 편 논문 2024-10-25 어제 last week 10월 nov 22 2411.13676 arxiv.org/abs/2410.18572v2 Hymba Hymba의 무비젠
Kaiming He 카이밍 허 K. et al. without 말고 빼고 but not w/o 그거 it these 둘 중 the second one 세번째 마지막
more 더 next who wrote 저자 추천 수 link 언제 code agents? 에이전트 KV 캐시 C++ 🚀 ㅋㅋ thanks 안녕 what can you do
ever 역대 "Attention Is All You Need" , . ! ? ~ ( ) - : and 그리고 compare 비교 요약 similar 비슷한
""".split()
_LIKE_PEOPLE_WRITE = st.lists(st.sampled_from(_PIECES), max_size=40).map(" ".join)
_ANY = st.one_of(st.text(max_size=2_000), _LIKE_PEOPLE_WRITE, st.text(alphabet="".join(_PIECES) + " ", max_size=300))


def _request(corpus: Corpus, text: str) -> Request | None:
    try:
        return understood(corpus, text)
    except InputError:
        return None


@settings(max_examples=150, deadline=None)
@given(text=_ANY)
@example(text="x" * 2_000)
@example(text="가" * 2_000)
@example(text="\ufdfa" * 500)
@example(text="top 3 말고 " * 150)
def test_any_text_is_read_or_refused_with_a_sentence(corpus: Corpus, text: str) -> None:
    try:
        found = reading(corpus, text)
    except InputError:
        return
    believed = [span for span in found.spans if span.kind != "without"]
    assert all(0 <= span.start < span.end <= len(found.text) for span in found.spans)
    assert all(one.end <= other.start for one, other in pairwise(believed))
    assert [span.start for span in found.spans] == sorted(span.start for span in found.spans)
    assert all(found.text[word.start : word.end] == word.typed for word in found.words)


@settings(max_examples=60, deadline=None)
@given(text=_ANY)
def test_the_same_text_makes_the_same_request(corpus: Corpus, text: str) -> None:
    assert _request(corpus, text) == _request(corpus, text)


@settings(max_examples=60, deadline=None)
@given(text=_LIKE_PEOPLE_WRITE)
def test_decomposed_letters_make_the_same_request(corpus: Corpus, text: str) -> None:
    assert _request(corpus, unicodedata.normalize("NFD", text)) == _request(corpus, text)


@settings(max_examples=60, deadline=None)
@given(text=_LIKE_PEOPLE_WRITE)
def test_full_width_forms_make_the_same_request(corpus: Corpus, text: str) -> None:
    wide = "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in text)
    assert _request(corpus, wide) == _request(corpus, text)


@settings(max_examples=40, deadline=None)
@given(texts=st.lists(_LIKE_PEOPLE_WRITE.filter(lambda text: len(text) < 120), min_size=1, max_size=4))
def test_any_dialogue_is_answered_or_refused_with_a_sentence(corpus: Corpus, texts: list[str]) -> None:
    sessions = Sessions()
    for number, text in enumerate(texts):
        service = QueryService(corpus, NOW + timedelta(minutes=number), "en", sessions)
        with suppress(InputError):
            service.ask(text, "somebody")


@pytest.mark.parametrize(
    ("text", "language"), [("Hymba 저자", "ko"), ("who wrote it", "en"), ("12345", "ko"), ("🚀", "ko"), ("ㄱㅅ", "ko")]
)
def test_the_language_is_that_of_the_text_else_the_one_of_the_settings(
    corpus: Corpus, text: str, language: str
) -> None:
    assert reading(corpus, text, "ko").language == language


def test_what_is_left_out_is_no_part_of_the_topic_and_spans_in_it_are_excluded(corpus: Corpus) -> None:
    found = reading(corpus, "video generation but not Hymba")
    assert (found.topic, found.has("work"), found.left_out) == ("video generation", False, "")
    assert [found.is_excluded(span) for span in found.spans if span.kind == "work"] == [True]


def test_words_keep_what_stands_between_them_in_the_topic(corpus: Corpus) -> None:
    assert reading(corpus, "any text-to-image / LoRA papers?").topic == "text-to-image LoRA"
    assert reading(corpus, "디퓨전논문 있어?").topic == "디퓨전"


def test_a_long_description_keeps_its_common_words(corpus: Corpus) -> None:
    text = "a method that lets small models learn from the best answers of several larger models without any labels"
    assert "best" in reading(corpus, text).topic
    assert understood(corpus, text).order == "relevance"


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("best zeppelin papers", "zeppelin"),
        ("newest papers about zeppelins", "zeppelins"),
        ("최신 블록체인 논문", "블록체인"),
        ("2024-10-25 체펠린 논문", "체펠린"),
        ("heyyy best papers", ""),
        ("top 3 plzzz kthx", ""),
        ("개쩌는 논문 추천순으로", ""),
    ],
)
def test_an_unknown_word_in_the_place_of_a_topic_is_one_and_chatter_is_none(
    corpus: Corpus, text: str, topic: str
) -> None:
    assert reading(corpus, text).topic == topic


def test_a_bare_wish_describes_nothing(corpus: Corpus) -> None:
    assert reading(corpus, "요약해줘").only_asks("summary")
    assert reading(corpus, "summary please").only_asks("summary")
    assert not reading(corpus, "summary of video generation").only_asks("summary")
    assert not reading(corpus, "요약해줘").only_asks("compare")


def test_reading_needs_no_session_and_leaves_none(corpus: Corpus) -> None:
    sessions = Sessions()
    request = QueryService(corpus, NOW, "en", sessions).understood("the second one", "somebody")
    assert request.papers == ()
    assert sessions.find("somebody", NOW) is None
    assert replace(request) == request

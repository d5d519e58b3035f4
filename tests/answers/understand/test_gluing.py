"""Korean without blanks is read like Korean with blanks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.understand.gluing import unglued
from bot.search.corpus import Corpus
from tests.answers.understand.kit import said, understood


@pytest.mark.parametrize(
    ("glued", "apart"),
    [
        ("로봇조작논문있누", "로봇조작 논문 있누"),
        ("10월21일상위4개", "10월 21일 상위4개"),
        ("로봇말고탑4", "로봇 말고 탑4"),
        ("타이판저자몇명임", "타이판 저자 몇명임"),
        ("브이디오잼뭐하는거냐", "브이디오잼 뭐하는거냐"),
        ("음성관련논문알려줘ㅋㅋ", "음성 관련 논문 알려줘ㅋㅋ"),
        ("논문중에비전빼고", "논문중에 비전 빼고"),
        ("무비젠누가씀", "무비젠 누가씀"),
    ],
)
def test_blanks_are_put_around_request_words(glued: str, apart: str) -> None:
    assert unglued(glued) == apart


@pytest.mark.parametrize(
    "text",
    [
        "알려주세요",
        "추천시스템",
        "논문들이랑",
        "강화학습에서보상해킹",
        "no hangul-here-at-all",
        "이 긴 문장은 빈칸이 많아서 에이전트논문추천 그대로",
        "https://arxiv.org/abs/2410.12345논문",
    ],
)
def test_other_words_stay_as_they_are(text: str) -> None:
    assert unglued(text) == text


@pytest.mark.parametrize(
    ("glued", "apart"),
    [
        ("2월5일탑4", "2월 5일 탑4"),
        ("하임바추천수몇임", "하임바 추천수 몇임"),
        ("하임바저자누구냐", "하임바 저자 누구냐"),
        ("에이전트논문추천좀", "에이전트 논문 추천 좀"),
        ("비전빼고추천순으로", "비전 빼고 추천순으로"),
    ],
)
def test_glued_messages_ask_for_the_same(corpus: Corpus, glued: str, apart: str) -> None:
    assert said(understood(corpus, glued)) == said(understood(corpus, apart))


@given(st.text(alphabet="논문추천저자몇뭐있냐빼고월일12 가나a", max_size=100))
def test_only_blanks_are_added(text: str) -> None:
    assert unglued(text).replace(" ", "") == text.replace(" ", "")

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.analysis import terms, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DiffusionGS는", tokens("diffusiongs")),
        ("모델을 학습시킵니다", ["모델", "학습"]),
        ("사용자들에게는", ["사용자"]),
        ("효과적으로 압축하는", ["효과", "압축"]),
        ("Models trained efficiently", ["model", "train", "effici"]),
        ("GPT-4o", ["gpt", "4o", "gpt4o"]),
        ("Llama 3.1", ["llama", "3.1"]),
        ("5.60%", ["5.6"]),
        ("29,036개", ["29036"]),
        ("43.8％", ["43.8"]),
        ("𝑆𝐿", ["sl"]),
        ("Plücker", ["plucker"]),
        ("γ-MoD", tokens("gamma-MoD")),
        ("the of and 논문 알려줘", []),
        ("!!! … 😀", []),
    ],
)
def test_text_gives_the_tokens_by_which_it_is_found(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@pytest.mark.parametrize("word", ["캐시", "메모리", "이미지", "데이터", "평가", "비디오", "알고리즘", "벤치마크"])
def test_a_noun_stays_whole_and_meets_itself_with_any_particle(word: str) -> None:
    assert tokens(word) == [word]
    for particle in ("를", "의", "에서", "로", "와", "만"):
        assert tokens(word + particle) == [word], particle


def test_decomposed_hangul_is_the_same_word() -> None:
    assert tokens(unicodedata.normalize("NFD", "강화학습을")) == tokens("강화학습")


def test_a_term_remembers_what_was_typed_and_where() -> None:
    first, second = terms("Mamba 모델은")
    assert (first.surface, first.start) == ("mamba", 0)
    assert (second.surface, second.tokens) == ("모델은", ("모델",))


@given(st.text(max_size=200))
def test_any_text_gives_tokens_without_blanks(text: str) -> None:
    assert all(token and token == token.strip() for token in tokens(text))

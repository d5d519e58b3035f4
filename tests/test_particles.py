"""The particle follows the last sound of a word as a Korean reader says it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.particles import NOTATION, particle_after

VOWEL = (
    "논문지도 논의 어제 나 Llama Hymba Agent Transformer LoRA LLaVA MoE OpenAI GPT ChatGPT LLMs GPT-4o VLA "
    "network benchmark prompt concept task script deep loop seek root wait great graph hybrid value code state score "
    "inference technique flow memory café ㅏ γ 2 4 5 9 2024 1.5 3.14 007.2 43.8% 43.8％ x² 1,000,000,000,000 "
    "10,000,000,000,002"
).split()
RIEUL = "모델 서울 길 ㄹ URL RL SQL R L InternVL model scale table example single module 1 7 8 1,001 2.7 011".split()
CONSONANT = (
    "논문 학습 서울역 벡터값 ㄱ ㅋㅋ ε LLM VLM CNN GAN M N MiniCPM Diffusion Qwen Taipan reasoning learning algorithm "
    "time fine scheme engine phone column net ResNet chip bot robot chat book notebook track feedback quick semantic "
    "dropout output web lab bomb prototype 0 3 6 10 20 100 1,000 10,000 100000000 2.0 0.3 06"
).split()


@pytest.mark.parametrize("word", VOWEL)
def test_after_a_vowel(word: str) -> None:
    assert said(word) == ("는", "가", "를", "와", "로", "라는")


@pytest.mark.parametrize("word", RIEUL)
def test_after_rieul_only_the_particle_of_direction_is_as_after_a_vowel(word: str) -> None:
    assert said(word) == ("은", "이", "을", "과", "로", "이라는")


@pytest.mark.parametrize("word", CONSONANT)
def test_after_a_final_consonant(word: str) -> None:
    assert said(word) == ("은", "이", "을", "과", "으로", "이라는")


def said(word: str) -> tuple[str, ...]:
    return tuple(
        particle_after(word, notation) + rest
        for notation, rest in (
            ("은(는)", ""),
            ("이(가)", ""),
            ("을(를)", ""),
            ("와(과)", ""),
            ("(으)", "로"),
            ("(이)", "라는"),
        )
    )


@pytest.mark.parametrize(
    ("word", "like"),
    [
        ("“Hymba”", "Hymba"),
        ("Attention Is All You Need?!", "Need"),
        ("Diffusion…", "Diffusion"),
        ("[모델]", "모델"),
        ("*논문*", "논문"),
        ("$x^2$", "2"),
        ("`main`", "main"),
        ("모델(LLaMA)", "모델"),
        ("모델 (LLaMA) (2024)”", "모델"),
        ("언어(language)", "언어"),
        ("(모델)", "모델"),
        ("43% (모델)", "43%"),
        ("bad)", "bad"),
        (unicodedata.normalize("NFD", "모델"), "모델"),
        ("TRANSFORMER", "transformer"),
        ("１０", "10"),
    ],
)
def test_marks_and_asides_at_the_end_are_not_read(word: str, like: str) -> None:
    assert said(word) == said(like)


@pytest.mark.parametrize(
    "word", ["", "   ", "…", "🤗", "論文", "C++", "a & @", "<#123>", "<t:1732233600:R>", "\ud800", "10" + "0" * 24]
)
def test_where_the_reading_is_not_known_the_neutral_form_stays(word: str) -> None:
    assert said(word) == ("은(는)", "이(가)", "을(를)", "와(과)", "(으)로", "(이)라는")


@given(st.text(max_size=300))
def test_any_word_gets_one_of_the_forms(word: str) -> None:
    assert particle_after(word, "은(는)") in ("은", "는", "은(는)")


def test_a_call_takes_its_form_too() -> None:
    assert (particle_after("로봇", "아(야)"), particle_after("라마", "아(야)")) == ("아", "야")
    assert NOTATION.fullmatch("아(야)")


def test_a_long_word_costs_no_more_than_its_end() -> None:
    assert particle_after("(" * 500_000 + "모델", "은(는)") == "은"

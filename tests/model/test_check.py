"""Nothing is shown that the quotes do not carry."""

from __future__ import annotations

import time
from statistics import median

import pytest

from bot.model.check import Check, Reason
from bot.texts import Language
from tests.model.samples import GLOSSARY, QUOTES, TRUE

FALSE: list[tuple[Language, Reason, str]] = [
    ("en", "citation", "UltraMem is up to 6 times faster than MoE."),
    ("en", "citation", "UltraMem is up to 6 times faster than MoE. [9]"),
    ("en", "citation", "UltraMem is up to 6 times faster than MoE, and Hymba is best. [1][2]"),
    ("en", "number", "UltraMem is up to 7 times faster than MoE. [1]"),
    ("en", "number", "UltraMem is 6 times faster than MoE. [1]"),
    ("en", "number", "UltraMem is up to 6% faster than MoE. [1]"),
    ("en", "number", "UltraMem is up to twice as fast as MoE. [1]"),
    ("en", "number", "TideCache reduces memory by 2.3 times. [4]"),
    ("ko", "number", "UltraMem은 MoE보다 최대 8배 빠릅니다. [1]"),
    ("ko", "number", "UltraMem은 MoE보다 두 배 빠른 추론 속도를 달성했습니다. [1]"),
    ("en", "claim", "UltraMem is up to 6 times slower than MoE. [1]"),
    ("en", "claim", "UltraMem is not faster than MoE in inference. [1]"),
    ("en", "claim", "TideCache does not reduce memory. [4]"),
    ("ko", "claim", "UltraMem은 MoE보다 최대 6배 느립니다. [1]"),
    ("ko", "claim", "UltraMem은 MoE보다 빠른 추론 속도를 달성하지 못했습니다. [1]"),
    ("en", "name", "UltraMem is up to 6 times faster than Mamba. [1]"),
    ("en", "name", "Hymba-1.5B-Base beats GPT-4o in accuracy. [2]"),
    ("en", "name", "Hymba-7B-Base has an average accuracy 1.32% higher. [2]"),
    ("en", "word", "UltraMem was trained on photos of cats. [1]"),
    ("en", "word", "Hymba is up to 6 times faster than MoE. [1]"),
    ("ko", "word", "UltraMem은 고양이 사진으로 학습했습니다. [1]"),
    ("ko", "word", "UltraMem은 홍길동이 만든 추론 속도를 달성했습니다. [1]"),
    ("ko", "language", "UltraMem is up to 6 times faster than MoE. [1]"),
    ("en", "language", "UltraMem은 MoE보다 최대 6배 빠릅니다. [1]"),
    ("en", "number", "UltraMem ist bis zu 6 mal schneller als MoE. [1]"),
    ("en", "form", "UltraMem is up to 6 times faster than MoE, see evil.com for more. [1]"),
    ("en", "form", "UltraMem is up to 6 times faster than MoE, see https://arxiv.org/abs/1. [1]"),
    ("en", "form", "**UltraMem** is up to 6 times faster than MoE. [1]"),
    ("en", "form", "@everyone UltraMem is up to 6 times faster than MoE. [1]"),
    ("en", "form", "<@1> UltraMem is up to 6 times faster than MoE. [1]"),
    ("en", "form", "UltraMem is up to 6 times faster than MoE 🚀. [1]"),
    ("en", "form", "UltraMem is up to 6 times \u202efaster\u202c than MoE. [1]"),
    ("ko", "form", "UltraMem은 MoE보다 最大 6배 빠릅니다. [1]"),
    ("en", "form", "Is UltraMem up to 6 times faster than MoE? [1]"),
    ("en", "thin", "The paper presents a method. [4]"),
]


@pytest.mark.parametrize(
    ("language", "sentence"), [(language, one) for language, sentences in TRUE.items() for one in sentences]
)
def test_what_a_quote_carries_is_shown_without_its_citation(language: Language, sentence: str) -> None:
    verdict = Check(QUOTES, language, GLOSSARY)(sentence)
    assert verdict.sentence is not None, verdict.reason
    assert "[" not in verdict.sentence.text
    assert verdict.sentence.text.endswith(".")
    assert verdict.sentence.arxiv_id == QUOTES[verdict.sentence.cites[0] - 1].arxiv_id


@pytest.mark.parametrize(("language", "reason", "sentence"), FALSE)
def test_what_no_quote_carries_is_cut(language: Language, reason: Reason, sentence: str) -> None:
    assert Check(QUOTES, language, GLOSSARY)(sentence) == (None, reason)


def test_the_check_takes_less_than_five_milliseconds() -> None:
    GLOSSARY.synonyms.prepare()
    taken: list[float] = []
    for language, sentences in TRUE.items():
        for sentence in (*sentences, *(one for _, _, one in FALSE)):
            began = time.perf_counter()
            Check(QUOTES, language, GLOSSARY)(sentence)
            taken.append(time.perf_counter() - began)
    assert median(taken) < 0.005

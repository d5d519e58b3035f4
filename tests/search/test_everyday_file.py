"""The sayings that come with the bot: what they must find, and what they must leave alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.search.analysis import bounded, words
from bot.search.glossary_file import read_glossary
from bot.search.sayings import Sayings


@pytest.fixture(scope="module")
def shipped() -> Sayings:
    glossary, problems = read_glossary(Path(__file__).parents[2] / "config" / "glossary.tsv")
    assert problems == ()
    return glossary.sayings


def meant(sayings: Sayings, text: str) -> set[str]:
    return {term for one in sayings.find(list(words(bounded(text)))) for term in one.terms}


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("어느 위성으로 산불을 찾나", "remote sensing"),
        ("치과 사진 보는 모델", "dental"),
        ("여러 모델을 합치면", "model merging"),
        ("translating a whole webnovel", "machine translation"),
        ("rust code translated from c", "programming language"),
        ("robots that fold cloth", "garment"),
        ("폰에서 돌아가는 llm", "on-device"),
    ],
)
def test_everyday_requests_lead_to_terms(shipped: Sayings, text: str, term: str) -> None:
    assert term in meant(shipped, text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("큐웬 기술 보고서", "qwen"),
        ("젬마 2 논문", "gemma"),
        ("올모는 어떻게 학습했어", "olmo"),
        ("코그비디오", "cogvideox"),
        ("뎁스 애니띵 보다 나은 거", "depth anything"),
    ],
)
def test_systems_written_in_hangul_are_the_systems(shipped: Sayings, text: str, name: str) -> None:
    assert name in meant(shipped, text)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("text-to-video generation", "idiom"),
        ("medical language models", "drug"),
        ("removing artifacts from images", "archaeology"),
        ("클래스별로 데이터를 나누는", "astronomy"),
        ("이미지 생성 시 필요한 것", "lyrics"),
        ("personalized generation", "motion generation"),
        ("accelerating transformers", "accelerator"),
        ("ai 모델 만들기", "digital human"),
    ],
)
def test_ordinary_sentences_do_not_mean_them(shipped: Sayings, text: str, term: str) -> None:
    assert term not in meant(shipped, text)

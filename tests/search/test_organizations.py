"""An organisation is found by its name, a part of it, and its sound in Hangul; nothing else is one."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.search.forward_index import ForwardIndex
from bot.search.glossary_file import read_glossary
from bot.search.organizations import OrganizationDirectory

CONFIG = Path(__file__).resolve().parents[2] / "config"
NAMES = (
    "Alibaba TongyiLab",
    "Alibaba",
    "Tencent Hunyuan",
    "ByteDance Seed",
    "Google DeepMind",
    "AI at Meta",
    "Microsoft Research",
    "NAVER AI Lab",
    "KAIST",
    "Seoul National University",
    "Hugging Face",
    "LG AI Research",
    "",
)
DIRECTORY = OrganizationDirectory(ForwardIndex.of([name] if name else [] for name in NAMES))


def found(typed: str) -> list[str]:
    return [NAMES[number] for number in sorted(DIRECTORY.papers_of(typed))]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("alibaba", ["Alibaba TongyiLab", "Alibaba"]),
        ("Alibaba-Tongyi Lab", ["Alibaba TongyiLab"]),
        ("byte dance seed", ["ByteDance Seed"]),
        ("Google", ["Google DeepMind"]),
        ("seoul national university", ["Seoul National University"]),
        ("알리바바", ["Alibaba TongyiLab", "Alibaba"]),
        ("텐센트", ["Tencent Hunyuan"]),
        ("구글", ["Google DeepMind"]),
        ("메타", ["AI at Meta"]),
        ("마이크로소프트", ["Microsoft Research"]),
        ("네이버", ["NAVER AI Lab"]),
        ("카이스트", ["KAIST"]),
        ("허깅페이스", ["Hugging Face"]),
    ],
)
def test_a_name_in_any_spelling_finds_its_papers(typed: str, names: list[str]) -> None:
    assert found(typed) == names


CALLED = read_glossary(CONFIG / "glossary.tsv")[0].organizations


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("서울대", ["Seoul National University"]),
        ("서울대학교", ["Seoul National University"]),
        ("한국과학기술원", ["KAIST"]),
        ("딥마인드", ["Google DeepMind"]),
        ("페이스북", ["AI at Meta"]),
        ("엘지", ["LG AI Research"]),
        ("LG AI연구원", ["LG AI Research"]),
        ("틱톡", ["ByteDance Seed"]),
        ("연세대", []),
        ("알리바바", ["Alibaba TongyiLab", "Alibaba"]),
    ],
)
def test_short_and_translated_names_are_those_of_the_file(typed: str, names: list[str]) -> None:
    directory = OrganizationDirectory(ForwardIndex.of([name] if name else [] for name in NAMES), CALLED)
    assert [NAMES[number] for number in sorted(directory.papers_of(typed))] == names


def test_each_line_of_the_file_can_be_found_and_no_name_is_typed_twice() -> None:
    assert len(CALLED) > 50
    typed = [name for line, _ in CALLED for name in line]
    assert len(typed) == len(set(typed))
    for line, written in CALLED:
        for listed in written:
            directory = OrganizationDirectory(ForwardIndex.of([[listed]]), CALLED)
            assert all(directory.papers_of(name) for name in line), (line, listed)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "research",
        "AI lab",
        "national university",
        "university",
        "OpenAI",
        "추론",
        "확산",
        "멀티모달",
        "언어 모델",
        "x" * 9999,
    ],
)
def test_what_is_no_organisation_finds_nothing(typed: str) -> None:
    assert found(typed) == []


def test_a_directory_of_nothing_knows_nobody() -> None:
    nothing = OrganizationDirectory(ForwardIndex.of([[], []]))
    assert len(nothing) == 0
    assert nothing.papers_of("알리바바") == frozenset()
    assert nothing.likeness("알리바바") == 0.0

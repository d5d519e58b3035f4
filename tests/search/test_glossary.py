from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.search.analysis import words
from bot.search.glossary import Concept, Glossary
from bot.search.glossary_file import read_glossary
from tests.conftest import SEEDS

GLOSSARY = SEEDS.parent / "config" / "glossary.tsv"


def _found(glossary: Glossary, text: str) -> list[str]:
    return [match.concept.english[0] for match in glossary.find(list(words(text)))]


@pytest.fixture
def glossary() -> Glossary:
    lines = (
        ("reinforcement learning,rl", "강화 학습"),
        ("learning", "학습"),
        ("mixture of experts,moe", "전문가 혼합"),
        ("image generation", "이미지 생성"),
        ("model", "모델"),
        ("instruction", "지시문"),
        ("prompt", "지시문,프롬프트"),
        ("deep reinforcement learning", "심층 강화 학습"),
    )
    return Glossary(Concept(f"§{en.split(',')[0]}", tuple(en.split(",")), tuple(ko.split(","))) for en, ko in lines)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("강화 학습", ["reinforcement learning"]),
        ("강화학습을 통한", ["reinforcement learning"]),
        ("심층강화학습", ["deep reinforcement learning"]),
        ("다중강화학습", ["reinforcement learning"]),
        ("이미지생성모델", ["image generation", "model"]),
        ("Mixture-of-Experts models", ["mixture of experts", "model"]),
        ("MoE의 학습", ["mixture of experts", "learning"]),
        ("지시문", ["instruction", "prompt"]),
        ("비행기", []),
        ("", []),
    ],
)
def test_the_longest_term_is_found_inside_and_across_words(glossary: Glossary, text: str, expected: list[str]) -> None:
    assert _found(glossary, text) == expected


def test_a_short_term_inside_an_unrelated_word_is_a_coincidence(glossary: Glossary) -> None:
    assert _found(glossary, "초모델라") == []


def test_a_line_that_cannot_be_read_is_reported_and_the_others_stand(tmp_path: Path) -> None:
    path = tmp_path / "glossary.tsv"
    path.write_text("# comment\nattention\t어텐션\nno tab here\n\t없음\nmamba\t\nattention\t주의\na\tb\tc\n", "utf-8")
    glossary, problems = read_glossary(path)
    assert [concept.token for concept in glossary.concepts] == ["§attention"]
    assert [problem.line for problem in problems] == [3, 4, 5, 6, 7]
    assert problems[3].reason == (
        "“attention” begins an earlier line too",
        "“attention”으로 시작하는 줄이 앞에도 있습니다",
    )
    assert all(re.search("[가-힣]", problem.reason.ko) for problem in problems)


def test_a_glossary_that_is_missing_is_one_problem(tmp_path: Path) -> None:
    glossary, problems = read_glossary(tmp_path / "missing.tsv")
    assert glossary.concepts == ()
    (problem,) = problems
    assert problem.line is None
    assert problem.reason == (
        "the glossary cannot be read: No such file or directory",
        "용어집을 읽을 수 없습니다: 파일이나 폴더가 없습니다",
    )


def test_the_projects_glossary_has_no_bad_line() -> None:
    glossary, problems = read_glossary(GLOSSARY)
    assert problems == ()
    assert len(glossary.concepts) > 3_000


def test_an_extended_glossary_finds_both(glossary: Glossary) -> None:
    more = glossary.extended([Concept("¤zeppelin", ("zeppelin",), ("비행선",))])
    assert _found(more, "비행선 강화학습") == ["zeppelin", "reinforcement learning"]
    assert _found(glossary, "비행선") == []
    assert more.other_language("¤zeppelin", "비행선") == "zeppelin"
    assert more.other_language("¤zeppelin", "Zeppelin") == "비행선"

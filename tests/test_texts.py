"""Texts hold both languages, and the language of a question is seen from its script."""

from __future__ import annotations

import ast
import errno
import re
import string
import unicodedata
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import (
    CorpusError,
    DatabaseFileError,
    ForbiddenError,
    InputError,
    NotFoundError,
    SettingsError,
    StoreError,
    UserError,
)
from bot.particles import NOTATION
from bot.texts import Language, Text, day_text, joined, language_of, span_text, system_text

BOT = Path(__file__).resolve().parents[1] / "bot"
HANGUL = re.compile(r"[\uac00-\ud7a3]")
PLACE = re.compile(r"\{[^{}]*\}")
CLOSERS = r"[”’\"'」』》〉»›)\]）］*_`~]*"
CHOSEN = re.compile(rf"\}}{CLOSERS}(?:{NOTATION.pattern})")
NEUTRAL = re.compile(r"[가-힣]\([가-힣]\)|\([으이]\)")
BARE = re.compile(
    rf"\}}{CLOSERS}(?:은|는|이|가|을|를|와|과|으로|로|이라는|라는|이라고|라고|이나|나|이며|며)(?![가-힣(])"
)


def test_a_text_is_said_in_each_language() -> None:
    text = Text("Hello", "안녕하세요")
    assert (text.in_("en"), text.in_("ko")) == ("Hello", "안녕하세요")


def test_values_are_put_into_both_languages() -> None:
    assert Text("{n:,} of {what}", "{what} 중 {n:,}").fill(n=1234, what="a") == Text("1,234 of a", "a 중 1,234")


def test_braces_and_signs_inside_a_value_stay_as_they_are() -> None:
    hostile = "{n} {0} %s {n.__class__} \\{"
    assert Text("<{value}>", "<{value}>").fill(value=hostile) == Text(f"<{hostile}>", f"<{hostile}>")


@pytest.mark.parametrize(
    ("template", "value", "said"),
    [
        ("{value}은(는) 없습니다.", "Llama", "Llama는 없습니다."),
        ("“{value}”을(를) 찾았습니다.", "Diffusion", "“Diffusion”을 찾았습니다."),
        ("“{value}”(이)라는 논문", "모델", "“모델”이라는 논문"),
        ("**{value}**(으)로 바꿉니다.", "서울", "**서울**로 바꿉니다."),
        ("{value}(으)로부터", 10, "10으로부터"),
        ("{value}(이)나", Text("papers", "논문"), "논문이나"),
        ("{value:,}와(과)", 1_000, "1,000과"),
        ("{value}이(가)", date(2024, 11, 22), "2024년 11월 22일이"),
        ("{value}은(는)", "🤗", "🤗은(는)"),
        ("{value}은(는)", "", "은(는)"),
        ("{value} 은(는)", "Llama", "Llama 은(는)"),
        ("{{}}은(는) {value}", "Llama", "{}은(는) Llama"),
        ("{value}", "Llama은(는) {value}을(를)", "Llama은(는) {value}을(를)"),
    ],
)
def test_a_particle_behind_a_place_fits_the_value_and_no_other_is_touched(
    template: str, value: object, said: str
) -> None:
    assert Text("{value}", template).fill(value=value).ko == said


def test_texts_and_days_inside_a_text_are_in_its_language() -> None:
    inner = Text("{n} papers", "논문 {n}편").fill(n=3)
    outer = Text("{papers} of {day}", "{day} 목록의 {papers}").fill(papers=inner, day=date(2024, 11, 2))
    assert outer == Text("3 papers of Nov 2, 2024", "2024년 11월 2일 목록의 논문 3편")


def test_a_moment_needs_a_format() -> None:
    moment = datetime(2024, 11, 2, 9, 5, tzinfo=UTC)
    assert Text("at {at:%H:%M}", "{at:%H:%M}에").fill(at=moment) == Text("at 09:05", "09:05에")
    with pytest.raises(TypeError, match="format"):
        Text("at {at}", "{at}에").fill(at=moment)


@pytest.mark.parametrize(
    ("since", "until", "en", "ko"),
    [
        ("2024-11-22", "2024-11-22", "Nov 22, 2024", "2024년 11월 22일"),
        ("2024-10-21", "2024-10-25", "Oct 21–25, 2024", "2024년 10월 21일~25일"),
        ("2024-10-21", "2024-11-02", "Oct 21, 2024 – Nov 2, 2024", "2024년 10월 21일 ~ 2024년 11월 2일"),
        ("2023-10-21", "2024-10-22", "Oct 21, 2023 – Oct 22, 2024", "2023년 10월 21일 ~ 2024년 10월 22일"),
        ("2024-10-01", "2024-10-31", "Oct 2024", "2024년 10월"),
        ("2024-02-01", "2024-02-28", "Feb 1–28, 2024", "2024년 2월 1일~28일"),
        ("2024-01-01", "2024-12-31", "2024", "2024년"),
        ("2023-01-01", "2024-12-31", "2023–2024", "2023~2024년"),
        ("2024-10-01", "2024-11-30", "Oct 1, 2024 – Nov 30, 2024", "2024년 10월 1일 ~ 2024년 11월 30일"),
        ("9999-12-01", "9999-12-31", "Dec 9999", "9999년 12월"),
        ("2024-10-21", None, "the days since Oct 21, 2024", "2024년 10월 21일 이후"),
        (None, "2024-10-21", "the days until Oct 21, 2024", "2024년 10월 21일 이전"),
        (None, None, "all days", "전체 기간"),
    ],
)
def test_days_are_written_as_each_language_writes_them(since: str | None, until: str | None, en: str, ko: str) -> None:
    first, last = (date.fromisoformat(day) if day else None for day in (since, until))
    assert span_text(first, last) == Text(en, ko)
    if first is not None and first == last:
        assert (day_text(first, "en"), day_text(first, "ko")) == (en, ko)


def test_values_are_joined_in_each_language() -> None:
    assert joined([Text("one", "하나"), date(2024, 1, 2), "x", 3], " · ") == Text(
        "one · Jan 2, 2024 · x · 3", "하나 · 2024년 1월 2일 · x · 3"
    )
    assert joined([]) == Text("", "")


def test_what_the_system_refuses_is_told_in_korean_where_it_is_known() -> None:
    assert system_text(PermissionError(errno.EACCES, "Permission denied")) == Text(
        "Permission denied", "접근 권한이 없습니다"
    )
    assert system_text(OSError(errno.ENOSPC, "No space left")) == Text("No space left", "No space left")
    assert system_text(OSError()) == Text("OSError", "OSError")


@given(st.text(max_size=60), st.sampled_from(["은(는)", "이(가)", "을(를)", "와(과)", "(으)로", "(이)라는", "아(야)"]))
def test_no_value_breaks_a_text_or_is_changed_by_it(value: str, particle: str) -> None:
    said = Text("<{value}>", "“{value}”" + particle).fill(value=value)
    assert said.en == f"<{value}>"
    assert said.ko.startswith(f"“{value}”")


def test_a_text_lacks_no_value_silently() -> None:
    with pytest.raises(KeyError):
        Text("{a}", "{b}").fill(a=1)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("who wrote Hymba?", "en"),
        ("KV 캐시 압축 논문 알려줘", "ko"),
        ("Hymba 저자", "ko"),
        ("ㅋㅋ", "ko"),
        (unicodedata.normalize("NFD", "논문"), "ko"),
        ("2411.14384", None),
        ("???", None),
        ("🤗", None),
        ("", None),
        ("論文", None),
    ],
)
def test_the_language_of_a_question_follows_its_script(question: str, language: Language | None) -> None:
    assert language_of(question) == language


@cache
def constants() -> list[tuple[str, str, str]]:
    """Return every Text that stands in the program: its place, its English and its Korean."""
    found: list[tuple[str, str, str]] = []
    for path in sorted(BOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text":
                arguments = [*node.args, *(keyword.value for keyword in node.keywords)]
                values = [part.value for part in arguments if isinstance(part, ast.Constant)]
                if len(values) == 2:
                    en, ko = (str(value) for value in values)
                    found.append((f"{path.relative_to(BOT)}:{node.lineno}", en, ko))
    return found


def test_the_walk_over_the_program_finds_its_texts() -> None:
    assert len(constants()) > 30


def test_no_text_is_empty_in_a_language() -> None:
    assert [place for place, en, ko in constants() if not en.strip() or not ko.strip()] == []


def test_every_text_has_the_same_places_in_both_languages() -> None:
    def places(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}

    assert [place for place, en, ko in constants() if places(en) != places(ko)] == []


def test_what_has_words_in_english_has_words_in_korean() -> None:
    def words(text: str) -> str:
        return " ".join(literal for literal, _, _, _ in string.Formatter().parse(text))

    worded = [(place, ko) for place, en, ko in constants() if re.search("[A-Za-z]{2}", words(en))]
    assert [place for place, ko in worded if not HANGUL.search(words(ko))] == []


def test_particles_that_depend_on_a_value_are_left_to_be_chosen() -> None:
    chosen = [(place, CHOSEN.sub("}§", ko)) for place, _, ko in constants()]
    assert [place for place, ko in chosen if NEUTRAL.search(ko)] == []
    assert [place for place, ko in chosen if BARE.search(ko)] == []


@pytest.mark.parametrize(
    "wrong", ["모델을(를) 찾습니다", "{a} 이(가)", "{n}개(이)나", "“{a}”은 없습니다", "{n}로 바꿉니다", "{a}와 {b}"]
)
def test_a_particle_written_wrongly_is_seen(wrong: str) -> None:
    left = CHOSEN.sub("}§", wrong)
    assert NEUTRAL.search(left) or BARE.search(left)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UserError, 1),
        (InputError, 2),
        (SettingsError, 2),
        (NotFoundError, 1),
        (ForbiddenError, 1),
        (CorpusError, 1),
        (StoreError, 1),
        (DatabaseFileError, 1),
    ],
)
def test_an_error_is_one_sentence_in_both_languages_with_its_exit_code(error: type[UserError], code: int) -> None:
    raised = error(Text("No.", "아니요."))
    assert (str(raised), raised.in_("en"), raised.in_("ko")) == ("No.", "No.", "아니요.")
    assert raised.exit_code == code
    assert isinstance(raised, UserError)

"""Texts hold both languages, and the language of a question is seen from its script."""

from __future__ import annotations

import ast
import re
import string
import unicodedata
from pathlib import Path

import pytest

from bot.errors import (
    CorpusError,
    ForbiddenError,
    InputError,
    NotFoundError,
    SettingsError,
    StoreError,
    UserError,
)
from bot.texts import Language, Text, language_of

BOT = Path(__file__).resolve().parents[1] / "bot"
HANGUL = re.compile(r"[\uac00-\ud7a3]")


def test_a_text_is_said_in_each_language() -> None:
    text = Text("Hello", "안녕하세요")
    assert (text.in_("en"), text.in_("ko")) == ("Hello", "안녕하세요")


def test_values_are_put_into_both_languages() -> None:
    assert Text("{n:,} of {what}", "{what} 중 {n:,}").fill(n=1234, what="a") == Text("1,234 of a", "a 중 1,234")


def test_braces_and_signs_inside_a_value_stay_as_they_are() -> None:
    hostile = "{n} {0} %s {n.__class__} \\{"
    assert Text("<{value}>", "<{value}>").fill(value=hostile) == Text(f"<{hostile}>", f"<{hostile}>")


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


def test_every_text_has_as_many_places_in_both_languages() -> None:
    def places(text: str) -> int:
        return len({name for _, name, _, _ in string.Formatter().parse(text) if name is not None})

    assert [place for place, en, ko in constants() if places(en) != places(ko)] == []


def test_every_sentence_is_in_korean_too() -> None:
    sentences = [(place, ko) for place, en, ko in constants() if re.search(r"[a-z]{3} [a-z]{2}", en)]
    assert [place for place, ko in sentences if not HANGUL.search(ko)] == []


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
    ],
)
def test_an_error_is_one_sentence_in_both_languages_with_its_exit_code(error: type[UserError], code: int) -> None:
    raised = error(Text("No.", "아니요."))
    assert (str(raised), raised.in_("en"), raised.in_("ko")) == ("No.", "No.", "아니요.")
    assert raised.exit_code == code
    assert isinstance(raised, UserError)

"""A language model writes below the replies of the terminal, and `check` asks it one question."""

from __future__ import annotations

import sys

import pytest

from tests.conftest import SEEDS
from tests.console.program import Program
from tests.model.server import ModelServer

_ASKED = "how fast is Mamba?"
_TRUE = "Mamba is 5 times faster than Transformer."
_MARK = "Written by a language model"


def test_a_sentence_stands_below_the_quote_of_a_question(loaded: Program, model: ModelServer) -> None:
    model.answer = f"{_TRUE} [1] It is 9 times smaller. [1]"
    said = loaded("ask", _ASKED).text
    assert said.index("Transformer보다 5배 빠릅니다") < said.index(f"✎ {_TRUE}") < said.index(_MARK)
    assert "9 times" not in said
    assert set(model.keys) == {"Bearer s3cret"}


def test_a_translation_of_the_quote_stands_below_it(loaded: Program, model: ModelServer) -> None:
    model.translation = f"{_TRUE} [1] It is 9 times smaller. [1]"
    said = " ".join(loaded("ask", _ASKED).text.split())
    assert "번역" not in said
    assert "✎ Translation of “" in said
    assert said.index("Transformer보다 5배 빠릅니다") < said.index(_TRUE) < said.index(_MARK)
    assert "9 times" not in said


def test_the_chat_has_sentences_for_questions_and_none_for_commands(loaded: Program, model: ModelServer) -> None:
    model.answer = f"{_TRUE} [1]"
    said = loaded("chat", stdin=f"/top\n{_ASKED}\n".encode()).text
    assert said.count(_TRUE) == said.count(_MARK) == len(model.requests) == 1


def test_a_question_that_finds_nothing_is_searched_in_other_words(loaded: Program, model: ModelServer) -> None:
    model.answer = "mamba zebra"
    outcome = loaded("ask", "papers on gizmotronic flurbers")
    assert outcome.code == 0
    assert "Searched for “mamba” instead: " in outcome.text
    assert "Mamba: Linear-Time Sequence Modeling" in outcome.text


def test_a_failure_costs_nothing_but_the_sentence(loaded: Program, model: ModelServer) -> None:
    model.status = 500
    outcome = loaded("ask", _ASKED)
    assert (outcome.code, _MARK in outcome.out) == (0, False)
    assert "5배 빠릅니다" in outcome.text


def test_a_stream_of_questions_is_answered_without_the_model(loaded: Program, model: ModelServer) -> None:
    loaded("ask", "--jsonl", stdin=b'{"id": 1, "question": "how fast is Mamba?"}\n')
    assert model.requests == []


def test_the_session_with_a_model_in_the_documents_is_what_the_program_prints(
    program: Program, model: ModelServer
) -> None:
    section = (SEEDS.parent / "config" / "README.md").read_text("utf-8").partition("\n## Language model\n")[2]
    printed = section.partition("```text\npapers> ")[2].partition("```")[0]
    question, _, answer = printed.partition("\n")
    model.answer = "UltraMem is up to 6 times faster than MoE at the same parameter size. [1]"
    program.set(seeds=SEEDS, glossary=SEEDS.parent / "config" / "glossary.tsv")
    assert answer in program("chat", stdin=f"{question}\n".encode()).out


def test_check_asks_one_question_and_says_what_came_back(loaded: Program, model: ModelServer) -> None:
    model.answer = "TideCache is 2.3 times faster than FullKV on LongBench. [1] It is free of charge. [1]"
    found = loaded("check", "--json").json
    assert found["ok"]
    told = found["model"]
    assert (told["name"], told["shown"], told["cut"]) == ("scripted", 1, ["claim"])
    assert told["said"].startswith("TideCache is 2.3 times")
    assert len(model.requests) == 1
    assert "s3cret" not in str(found)


def test_check_says_why_a_model_does_not_answer(loaded: Program, model: ModelServer) -> None:
    model.status = 401
    outcome = loaded("check")
    assert outcome.code == 1
    assert f"The language model scripted at {model.url}: it refused the request" in outcome.text
    loaded.set(language="ko")
    assert "요청을 거부했습니다" in loaded("check").text


def test_check_notes_a_model_whose_words_cannot_be_shown(loaded: Program, model: ModelServer) -> None:
    model.answer = "I am a language model."
    outcome = loaded("check")
    assert outcome.code == 0
    assert "nothing that could be shown" in outcome.text


def test_half_of_the_settings_is_a_fault(loaded: Program) -> None:
    loaded.set(model="scripted")
    assert "needs both settings" in loaded("check").text


def test_without_settings_nothing_is_imported_and_check_says_nothing(loaded: Program) -> None:
    assert "model" not in loaded("check", "--json").json


@pytest.mark.parametrize("command", [("ask", _ASKED), ("check",)])
def test_the_missing_extra_costs_nothing_but_the_sentence(
    loaded: Program, model: ModelServer, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setitem(sys.modules, "openai", None)
    outcome = loaded(*command)
    if command[0] == "check":
        assert "the client is not installed" in outcome.text
    else:
        assert (outcome.code, "5배 빠릅니다" in outcome.text, _MARK in outcome.out) == (0, True, False)
    assert model.requests == []

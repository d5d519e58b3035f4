"""The READMEs show what the program prints, answers and exits with."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.__main__ import app
from bot.answers.query_service import QueryService
from bot.answers.reply import Reply
from bot.answers.session import Sessions
from bot.search.corpus import Corpus
from tests.console.program import Program
from tests.quality.asking import project_corpus

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
OPERATING = (ROOT / "config" / "README.md").read_text("utf-8")
PROMPT = "papers> "
NOW = datetime(2025, 2, 6, 12, tzinfo=UTC)


def session() -> list[tuple[str, str]]:
    """Return the questions of the terminal session in the README, each with what is printed."""
    block = next(block for block in re.findall(r"```text\n(.*?)```", README, re.DOTALL) if PROMPT in block)
    parts = (part.partition("\n") for part in block.split(PROMPT)[1:])
    return [(question, printed.strip("\n")) for question, _, printed in parts]


def examples() -> list[tuple[str, tuple[str, ...]]]:
    """Return the kinds of questions that the README names, each with its examples."""
    section = README.partition("## What can be asked")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (?!kind |---)([^|]+) \| ([^|]+) \|$", section, re.MULTILINE)
    return [(kind, tuple(re.findall("“([^”]+)”", named))) for kind, named in rows]


def test_the_session_in_the_readme_is_what_the_program_prints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = Program(monkeypatch, seeds=ROOT / "seeds", database=tmp_path / "papers.db")
    questions = "".join(f"{question}\n" for question, _ in session())
    printed = program("chat", stdin=questions.encode()).out
    assert len(session()) >= 3
    assert "".join(f"{answer}\n\n" for _, answer in session()) in printed


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return project_corpus()


def with_fetched_paper(corpus: Corpus) -> Corpus:
    """Return the corpus with the paper that the README asks about."""
    fetched = replace(
        corpus.papers[0],
        arxiv_id="2609.90001",
        title="TideCache: Evicting Key-Value Pairs by Predicted Reuse",
        code="https://github.com/demo-lab/tidecache",
        organization="Alibaba",
    )
    return Corpus([*corpus.papers, fetched], 1, corpus.glossary)


def test_every_kind_of_question_that_the_readme_names_has_examples() -> None:
    assert len(examples()) >= 10
    assert all(named for _, named in examples())


@pytest.mark.parametrize(("kind", "questions"), examples())
def test_what_the_readme_says_can_be_asked_is_answered(corpus: Corpus, kind: str, questions: tuple[str, ...]) -> None:
    fetched = kind.endswith("of fetched papers")
    service = QueryService(with_fetched_paper(corpus) if fetched else corpus, NOW, "en", Sessions())
    follows = kind.startswith("what follows")
    if follows:
        service.ask("KV 캐시 압축 논문 알려줘", kind)
    refused = kind.startswith("what is not here")
    for question in questions:
        reply: Reply = service.ask(question, kind if follows else None)
        assert (reply.status == "not_found") == refused, question


def exit_codes() -> dict[str, set[int]]:
    """Return the exit codes that config/README.md gives each command."""
    section = OPERATING.partition("| in the terminal |")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| (`[^|]+) \| [^|]+ \| ([^|]+) \|$", section, re.MULTILINE)
    found: dict[str, set[int]] = {}
    for names, codes in rows:
        for name in re.findall(r"`(?:papers-bot )?([a-z]+)", names):
            found.setdefault(name, set()).update(int(code) for code in re.findall(r"\b[0-9]\b", codes))
    return found


def test_the_readme_gives_every_command_its_exit_codes() -> None:
    assert set(exit_codes()) == {command.callback.__name__ for command in app.registered_commands if command.callback}
    assert exit_codes()["run"] == {0, 1, 2}


@pytest.mark.parametrize(
    ("arguments", "variables", "code"),
    [
        (("run",), {}, 2),
        (("run",), {"BOT_TOKEN": "a", "BOT_DISCORD_API": "http://127.0.0.1:9/api/v10"}, 1),
        (("run",), {"BOT_TIMEZONE": "Mars"}, 2),
        (("load",), {"BOT_SEEDS": "nowhere"}, 1),
        (("check", "--live"), {}, 1),
        (("ask",), {}, 2),
        (("ask", "who wrote zzyzx?"), {}, 1),
        (("backup", "nowhere/copy.db"), {}, 1),
        (("move", "nowhere.db", "other.db"), {}, 1),
        (("glossary",), {}, 0),
    ],
)
def test_the_program_ends_with_the_exit_codes_of_the_readme(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], variables: dict[str, str], code: int
) -> None:
    program = Program(monkeypatch, seeds=ROOT / "seeds", database=tmp_path / "papers.db")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert program(*arguments).code == code
    assert code in {*exit_codes()[arguments[0]], 0, 2}

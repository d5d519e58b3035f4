"""The contract of the command line, on the project's own listings and through the real program."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import SEEDS
from tests.console.program import Program, make_world

PROGRAM = [sys.executable, "-m", "bot"]
HIT = {"arxiv_id", "title", "authors", "day", "votes", "url", "score"}
LOADED = {"files", "papers", "added", "updated", "removed", "unchanged", "listings", "rejected", "warnings", "seconds"}


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database that holds the seeds."""
    path = tmp_path_factory.mktemp("loaded") / "papers.db"
    subprocess.run([*PROGRAM, "load"], env=_environment(path), cwd=SEEDS.parent, check=True, capture_output=True)
    return path


@pytest.fixture
def program(loaded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Return the program on the seeds, with a database of its own."""
    return Program(monkeypatch, database=shutil.copy(loaded, tmp_path / "papers.db"), seeds=SEEDS)


@pytest.fixture(scope="module", autouse=True)
def locked_out(tmp_path_factory: pytest.TempPathFactory) -> Iterator[subprocess.Popen[str]]:
    """Run `top` beside the other tests on a database that somebody else locks: SQLite waits for five seconds."""
    path = tmp_path_factory.mktemp("locked") / "papers.db"
    with sqlite3.connect(path, isolation_level=None) as holder:
        holder.execute("CREATE TABLE held (x)")
        holder.execute("BEGIN EXCLUSIVE")
        with subprocess.Popen(
            [*PROGRAM, "top"], env=_environment(path), text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process:
            yield process
            process.kill()
    holder.close()


def _environment(database: Path, **variables: str) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
    return {**own, "BOT_DATABASE": str(database), "BOT_SEEDS": str(SEEDS), "PYTHONIOENCODING": "utf-8", **variables}


@pytest.mark.parametrize(
    "arguments",
    [
        ["search", "KV 캐시 압축"],
        ["top", "--date", "2024-10-25", "--limit", "3"],
        ["author", "kaiming he"],
    ],
)
def test_look_ups_print_a_list_of_papers_with_the_promised_keys(program: Program, arguments: list[str]) -> None:
    outcome = program(*arguments, "--json")
    assert (outcome.code, outcome.err) == (0, "")
    assert 0 < len(outcome.json) <= 10
    assert all(set(row) == HIT for row in outcome.json)


def test_search_takes_every_filter(program: Program) -> None:
    options = ["--since", "2024-10-01", "--until", "2024-10-31", "--min-votes", "20", "--sort", "votes", "--limit", "4"]
    rows = program("search", "model", *options, "--json").json
    assert len(rows) == 4
    assert all(row["day"].startswith("2024-10") and row["votes"] >= 20 for row in rows)
    assert [row["votes"] for row in rows] == sorted((row["votes"] for row in rows), reverse=True)


def test_top_takes_a_range(program: Program) -> None:
    rows = program("top", "--since", "2024-10-23", "--until", "2024-10-25", "--limit", "1000", "--json").json
    assert {row["day"] for row in rows} == {"2024-10-23", "2024-10-25"}
    assert len(rows) == 12 + 31
    assert rows[0]["votes"] == 45


def test_paper_adds_sections_and_listings(program: Program) -> None:
    row = program("paper", "https://arxiv.org/abs/2411.13676v1", "--json").json
    assert set(row) == HIT | {"sections", "listings", "code", "project", "organization", "keywords"}
    assert set(row["sections"][0]) == {"heading", "text"}
    assert row["sections"][0]["heading"] == "What's New"
    assert (row["listings"][0]["day"], row["listings"][0]["votes"]) == ("2024-11-22", 16)


@pytest.mark.parametrize(
    ("question", "code", "said"),
    [
        (
            "who wrote Hymba?",
            0,
            "Authors of “Hymba: A Hybrid-head Architecture for Small Language Models” (13): Yonggan",
        ),
        ("Hymba 저자가 누구야?", 0, "”의 저자 13명: Yonggan Fu, Pavlo Molchanov"),
        ("2024-10-25 top 3", 0, "3 of 31 papers (Oct 25, 2024 · most votes first)."),
        ("diffusion transformer 말고 autoregressive image generation", 0, "Fluid"),
        ("what's the capital of Australia?", 1, "I can't help with that: I only answer"),
        ("오늘 서울 날씨 어때?", 1, "그건 도와드릴 수 없습니다"),
    ],
)
def test_a_question_is_answered_in_its_own_language_on_stdout(
    program: Program, question: str, code: int, said: str
) -> None:
    outcome = program("ask", question)
    assert (outcome.code, outcome.err) == (code, "")
    assert said in outcome.text


def test_load_reports_and_a_second_load_changes_nothing(program: Program, tmp_path: Path) -> None:
    program.set(database=tmp_path / "new" / "papers.db")
    first, second = program("load", "--json"), program("load", "--json")
    assert (first.code, second.code, first.err, second.err) == (0, 0, "", "")
    assert set(first.json) >= LOADED
    expected: dict[str, object] = {
        "files": 5,
        "papers": 159,
        "added": 159,
        "unchanged": 0,
        "rejected": [],
        "warnings": [],
    }
    assert first.json.items() >= expected.items()
    assert second.json.items() >= (expected | {"added": 0, "unchanged": 159}).items()
    assert first.json["seconds"] < 30


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "First start, listings loaded: 3 papers"), ("ko", "처음 시작하여 목록을 불러왔습니다: 논문 3편")],
)
def test_the_first_question_loads_the_listings_and_says_so_on_stderr_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    program = Program(monkeypatch, **make_world(tmp_path), language=language)
    first, second = program("ask", "who wrote Hymba?"), program("ask", "who wrote Hymba?")
    assert first.err.startswith(said)
    assert first.err.count("\n") == 1
    assert first.out.startswith("Authors of “Hymba: A Hybrid Head” (2): Xin Dong, Yonggan Fu.\n")
    assert (second.code, second.out, second.err) == (0, first.out, "")


def test_a_stream_of_questions_is_answered_in_its_order(program: Program) -> None:
    questions = [
        {"id": "a", "conversation": "c", "question": "who wrote Hymba?"},
        {"id": "b", "conversation": "d", "question": "링크"},
        {"id": "c", "conversation": "c", "question": "링크"},
        {"id": 4, "question": "KV 캐시 압축 논문"},
    ]
    outcome = program("ask", "--jsonl", stdin="\n".join(map(json.dumps, questions)).encode())
    rows = [json.loads(line) for line in outcome.out.splitlines()]
    assert (outcome.code, outcome.err) == (0, "")
    assert [row["id"] for row in rows] == ["a", "b", "c", 4]
    assert all(set(row) == {"id", "status", "text", "papers", "quotes"} for row in rows)
    assert [row["status"] for row in rows] == ["answered", "not_found", "answered", "papers"]
    assert "https://arxiv.org/abs/2411.13676" in rows[2]["text"]
    assert set(rows[3]["papers"][0]) == {"arxiv_id", "score"}
    assert set(rows[3]["quotes"][0]) == {"arxiv_id", "section", "text"}
    scores = [paper["score"] for paper in rows[3]["papers"]]
    assert 1 < len(scores) <= 10
    assert scores[0] == max(scores)


def test_the_module_and_the_script_are_the_same_program_from_any_folder(tmp_path: Path) -> None:
    world = {f"BOT_{name.upper()}": str(value) for name, value in make_world(tmp_path).items()}
    script = Path(sys.executable).with_name("papers-bot")
    (tmp_path / "elsewhere").mkdir()
    done = [
        subprocess.run(
            [*program, "top", "--json"],
            env=_environment(tmp_path / "papers.db", **world),
            cwd=folder,
            capture_output=True,
            check=True,
        )
        for program, folder in ((PROGRAM, SEEDS.parent), ([str(script)], tmp_path / "elsewhere"))
    ]
    assert done[0].stdout == done[1].stdout
    assert [row["votes"] for row in json.loads(done[0].stdout)] == [12, 1]
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize("arguments", [["top"], ["ask", "--jsonl"]])
def test_a_reader_that_goes_away_is_no_error(tmp_path: Path, arguments: list[str]) -> None:
    world = {f"BOT_{name.upper()}": str(value) for name, value in make_world(tmp_path).items()}
    ours, theirs = os.pipe()
    os.close(ours)
    done = subprocess.run(
        [*PROGRAM, *arguments],
        env=_environment(tmp_path / "papers.db", **world),
        cwd=SEEDS.parent,
        input=b'{"question": "mamba"}\n',
        stdout=theirs,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(theirs)
    assert done.returncode == 1
    assert done.stderr.splitlines()[1:] == []
    assert done.stderr.startswith(b"First start")


def test_a_locked_database_is_one_sentence(locked_out: subprocess.Popen[str]) -> None:
    out, err = locked_out.communicate(timeout=60)
    assert (locked_out.returncode, out) == (1, "")
    assert "papers.db is locked by another program: stop that program" in err
    assert err.count("\n") == 1

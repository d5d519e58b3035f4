from __future__ import annotations

import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from tests.conftest import SEEDS

HIT = {"arxiv_id", "title", "authors", "day", "votes", "url", "score"}


@dataclass
class Outcome:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Outcome]


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database that holds the seeds."""
    path = tmp_path_factory.mktemp("loaded") / "papers.db"
    environment = {**os.environ, "BOT_DATABASE": str(path), "BOT_SEEDS": str(SEEDS)}
    subprocess.run(
        [sys.executable, "-m", "bot", "load"], env=environment, cwd=SEEDS.parent, check=True, capture_output=True
    )
    return path


@pytest.fixture
def database(loaded: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(loaded, tmp_path / "papers.db"))


@pytest.fixture
def run(database: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs the program inside this process."""
    for name in [name for name in os.environ if name.startswith("BOT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("BOT_DATABASE", str(database))
    monkeypatch.setenv("BOT_SEEDS", str(SEEDS))

    def run_once(*arguments: str, stdin: bytes = b"") -> Outcome:
        monkeypatch.setattr(sys, "argv", ["papers-bot", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), "utf-8"))
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        code = ended.value.code
        return Outcome(code if isinstance(code, int) else 0, printed.out, printed.err)

    return run_once


def _one_sentence(outcome: Outcome) -> str:
    assert outcome.out == ""
    lines = outcome.err.strip().splitlines()
    assert len(lines) == 1, outcome.err
    assert "Traceback" not in outcome.err
    return lines[0]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["search", "KV cache compression", "--json"], 0),
        (["search", "xylophone zeppelin", "--json"], 1),
        (["top", "--date", "2024-10-25", "--limit", "3", "--json"], 0),
        (["top", "--since", "2024-10-21", "--until", "2024-10-25", "--json"], 0),
        (["author", "kaiming he", "--json"], 0),
        (["author", "Quentin Tarantino", "--json"], 1),
    ],
)
def test_look_ups_print_a_list_of_papers_with_the_promised_keys(run: Run, arguments: list[str], code: int) -> None:
    outcome = run(*arguments)
    assert outcome.code == code
    assert all(set(row) == HIT for row in outcome.json)
    assert bool(outcome.json) == (code == 0)


def test_search_takes_every_filter(run: Run) -> None:
    options = ["--since", "2024-10-01", "--until", "2024-10-31", "--min-votes", "20", "--sort", "votes", "--limit", "4"]
    rows = run("search", "model", *options, "--json").json
    assert 0 < len(rows) <= 4
    assert all(row["day"].startswith("2024-10") and row["votes"] >= 20 for row in rows)
    assert [row["votes"] for row in rows] == sorted((row["votes"] for row in rows), reverse=True)


def test_paper_adds_sections_and_listings(run: Run) -> None:
    row = run("paper", "https://arxiv.org/abs/2411.13676v1", "--json").json
    assert set(row) == HIT | {"sections", "listings"}
    assert row["sections"][0]["heading"] == "What's New"
    assert row["listings"][0]["votes"] == 16


def test_an_unknown_id_is_one_sentence_and_exit_code_1(run: Run) -> None:
    outcome = run("paper", "9999.99999")
    assert outcome.code == 1
    assert "give an arXiv id" in _one_sentence(outcome)


@pytest.mark.parametrize(
    ("question", "code", "said"),
    [
        ("who wrote Hymba?", 0, "Pavlo Molchanov"),
        ("Hymba 저자가 누구야?", 0, "저자"),
        ("2024-10-25 top 3", 0, "Top 3 of 31 papers"),
        ("what's the capital of Australia?", 1, "Nothing in the corpus"),
        ("오늘 서울 날씨 어때?", 1, "찾지 못했습니다"),
    ],
)
def test_a_question_is_answered_on_stdout(run: Run, question: str, code: int, said: str) -> None:
    outcome = run("ask", question)
    assert outcome.code == code
    assert said in outcome.out
    assert outcome.err == ""


def test_a_stream_of_questions_keeps_its_order_and_goes_on_after_malformed_lines(run: Run) -> None:
    lines = [
        json.dumps({"id": "a", "conversation": "c", "question": "who wrote Hymba?"}).encode(),
        b"not json",
        b"\xff\xfe",
        b"[1, 2]",
        b'{"id": "x"}',
        b"",
        b"[" * 10_000,
        json.dumps({"id": 7, "question": "x" * 4_000}).encode(),
        json.dumps({"id": "b", "conversation": "c", "question": "링크"}).encode(),
    ]
    outcome = run("ask", "--jsonl", stdin=b"\n".join(lines) + b"\n")
    rows = [json.loads(line) for line in outcome.out.splitlines()]
    assert outcome.code == 0
    assert [row["id"] for row in rows] == ["a", None, None, None, None, None, None, 7, "b"]
    assert set(rows[0]) == {"id", "status", "text", "papers", "quotes"}
    assert [row["error"].split(":")[0] for row in rows[1:7]] == [f"line {n}" for n in range(2, 8)]
    assert rows[7]["status"] == "not_found"
    assert "too long" in rows[7]["text"]
    assert "https://arxiv.org/abs/2411.13676" in rows[8]["text"]


def test_load_reports_and_a_second_load_changes_nothing(run: Run, database: Path) -> None:
    database.unlink()
    first, second = run("load", "--json"), run("load")
    assert first.code == second.code == 0
    row = first.json
    keys = {
        "files",
        "papers",
        "added",
        "updated",
        "removed",
        "unchanged",
        "listings",
        "rejected",
        "warnings",
        "seconds",
    }
    assert set(row) >= keys
    assert (row["files"], row["papers"], row["added"], row["rejected"], row["warnings"]) == (5, 159, 159, [], [])
    assert "nothing changed" in second.out


def test_the_first_question_loads_the_seeds_and_says_so_on_stderr_only(run: Run, database: Path) -> None:
    database.unlink()
    outcome = run("ask", "who wrote Hymba?")
    assert outcome.code == 0
    assert "159 papers" in outcome.err
    assert "159 papers" not in outcome.out


def test_a_folder_without_papers_is_refused_and_the_database_stays(
    run: Run, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in (tmp_path / "missing", tmp_path / "empty"):
        if folder.name == "empty":
            folder.mkdir()
        monkeypatch.setenv("BOT_SEEDS", str(folder))
        outcome = run("load")
        assert outcome.code == 1
        assert str(folder) in _one_sentence(outcome)
    with sqlite3.connect(database) as connection:
        assert connection.execute("SELECT count(*) FROM paper").fetchone() == (159,)
    connection.close()


@pytest.mark.parametrize("command", [["ask", "Hymba"], ["load"], ["top"], ["backup", "copy.db"]])
def test_a_database_that_cannot_be_used_is_one_sentence(
    run: Run, database: Path, tmp_path: Path, command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    database.write_bytes(b"this is no database at all, not even close" * 100)
    outcome = run(*command)
    assert outcome.code == 1
    assert "damaged" in _one_sentence(outcome)
    database.unlink()
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()
    outcome = run(*command)
    assert outcome.code == 1
    assert "newer version" in _one_sentence(outcome)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["top", "--date", "2024-13-01"], 2, "no day of the calendar"),
        (["top", "--date", "someday"], 2, "not understood as a day"),
        (["top", "--date", "2030-01-01"], 1, "lies in the future"),
        (["top", "--date", "2024-10-22"], 1, "nearest listed days"),
        (["search", "?!…"], 2, "no word"),
        (["search", "x" * 4_000], 2, "too long"),
        (["ask", "😀😀"], 2, "no word"),
        (["ask"], 2, "Write the question"),
        (["run"], 2, "BOT_TOKEN"),
    ],
)
def test_bad_input_is_one_sentence_that_says_what_to_do(run: Run, arguments: list[str], code: int, said: str) -> None:
    outcome = run(*arguments)
    assert outcome.code == code
    assert said in _one_sentence(outcome)


def test_all_faults_of_the_settings_are_named_at_once(run: Run, tmp_path: Path) -> None:
    config = tmp_path / "bot.toml"
    config.write_text('colour = "red"\ntimezone = "Mars/Olympus"\ntoken = "abc.def"\n', "utf-8")
    for arguments in (["--config", str(config), "top"], ["top", "--config", str(config)]):
        outcome = run(*arguments)
        assert outcome.code == 2
        sentence = _one_sentence(outcome)
        assert all(word in sentence for word in ("colour", "Mars/Olympus", "BOT_TOKEN"))
        assert "abc.def" not in outcome.err


def test_check_says_that_all_is_well_or_what_is_not(run: Run, database: Path) -> None:
    well = run("check", "--json")
    assert well.code == 0
    assert well.json["ok"] is True
    assert well.json["corpus"]["papers"] == 159
    assert "All is well" in run("check").out
    database.unlink()
    missing = run("check")
    assert missing.code == 1
    assert "papers-bot load" in " ".join(missing.out.split())
    assert not database.exists()
    database.write_bytes(b"x" * 5_000)
    assert run("check", "--json").json["ok"] is False


def test_a_backup_is_verified_and_never_replaces_a_file(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    outcome = run("backup", str(target), "--verify")
    assert outcome.code == 0
    assert "159 papers" in outcome.out
    with sqlite3.connect(target) as connection:
        assert connection.execute("SELECT count(*) FROM paper").fetchone() == (159,)
    connection.close()
    again = run("backup", str(target))
    assert again.code == 1
    assert "already exists" in _one_sentence(again)


def test_the_module_and_the_script_are_the_same_program_from_any_folder(database: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "BOT_DATABASE": str(database), "BOT_SEEDS": str(SEEDS), "PYTHONIOENCODING": "utf-8"}
    script = Path(sys.executable).with_name("papers-bot")
    outputs = [
        subprocess.run([*program, "top", "--json"], env=environment, cwd=folder, capture_output=True, check=True).stdout
        for program, folder in (([sys.executable, "-m", "bot"], SEEDS.parent), ([str(script)], tmp_path))
    ]
    assert outputs[0] == outputs[1]
    assert len(json.loads(outputs[0])) == 10


def test_a_reader_that_goes_away_is_no_error(database: Path) -> None:
    environment = {**os.environ, "BOT_DATABASE": str(database), "BOT_SEEDS": str(SEEDS)}
    command = f'"{sys.executable}" -m bot search model --limit 100 --json | head -c 1'
    done = subprocess.run(["bash", "-c", command], env=environment, cwd=SEEDS.parent, capture_output=True, check=False)
    assert done.stdout == b"["
    assert done.stderr == b""

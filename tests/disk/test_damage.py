"""A database that a disk damaged: named by `check`, refused in one line by everything else, and not passed on."""

from __future__ import annotations

import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.console.program import LISTING, Outcome, Program
from tests.disk.damage import PAGE, flip, is_sound, is_whole
from tests.storage.databases import allow

pytestmark = pytest.mark.slow

COMMANDS = [["ask", "mamba"], ["search", "mamba"], ["top"], ["load"], ["chat"]]


@pytest.fixture
def content(loaded_once: Path) -> bytes:
    return loaded_once.read_bytes()


def _restored(loaded_once: Path, database: Path) -> None:
    for path in database.parent.glob(f"{database.name}*"):
        path.unlink()
    shutil.copy(loaded_once, database)


def _is_one_line(outcome: Outcome) -> None:
    assert outcome.code in (0, 1)
    if outcome.code:
        assert outcome.sentence


@pytest.mark.parametrize("seed", range(12))
def test_bytes_that_turned_over_give_an_answer_or_one_line(
    program: Program, database: Path, loaded_once: Path, tmp_path: Path, seed: int
) -> None:
    end = 100 if seed % 3 == 0 else None
    for command in COMMANDS:
        _restored(loaded_once, database)
        flip(database, random.Random(seed), 0, end)
        _is_one_line(program(*command))
    _restored(loaded_once, database)
    flip(database, random.Random(seed), 0, end)
    copy = tmp_path / "copy.db"
    assert program("backup", str(copy), "--verify").code == 1 - is_whole(copy)
    assert copy.exists() == is_whole(copy)


@pytest.mark.parametrize("seed", range(12))
def test_check_names_what_sqlite_finds(program: Program, database: Path, loaded_once: Path, seed: int) -> None:
    end = 100 if seed % 3 == 0 else None
    _restored(loaded_once, database)
    flip(database, random.Random(seed), 0, end)
    damaged = not is_sound(database)
    _restored(loaded_once, database)
    flip(database, random.Random(seed), 0, end)
    checked = program("check", "--json")
    assert checked.code == int(not checked.json["ok"])
    assert not (damaged and checked.json["ok"])
    if damaged:
        assert any("damaged" in fault or "cannot be opened" in fault for fault in checked.json["faults"])


def test_a_page_in_the_middle_is_named_and_a_copy_of_it_is_no_backup(
    loaded: Program, database: Path, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(database)) as opened:
        ((page,),) = opened.execute("SELECT rootpage FROM sqlite_master WHERE name = 'section'").fetchall()
    content = bytearray(database.read_bytes())
    content[(page - 1) * PAGE : page * PAGE] = b"\xff" * PAGE
    database.write_bytes(content)
    checked = loaded("check")
    assert checked.code == 1
    assert "Wrong:" in checked.out
    assert "damaged" in checked.out
    for options in ([], ["--verify"]):
        refused = loaded("backup", str(tmp_path / "copy.db"), *options)
        assert refused.code == 1
        assert not (tmp_path / "copy.db").exists()


# What stands at which bytes of a database's head, the numbers there being of one to four bytes.
FIELDS = [
    (0, 16), (16, 2), (18, 1), (19, 1), (20, 1), (21, 1), (22, 1), (23, 1), (24, 4), (28, 4), (32, 4), (36, 4), (40, 4),
    (44, 4), (48, 4), (52, 4), (56, 4), (60, 4), (64, 4), (68, 4), (72, 20), (92, 4), (96, 4),
]  # fmt: skip


@pytest.mark.parametrize(("start", "size"), FIELDS)
def test_whatever_stands_in_a_field_of_the_head_gives_an_answer_or_one_line(
    program: Program, database: Path, content: bytes, tmp_path: Path, start: int, size: int
) -> None:
    for change in (0xFF, 0x01):
        damaged = bytearray(content)
        for place in range(start, start + size):
            damaged[place] ^= change
        for command in (["ask", "mamba"], ["load"], ["backup", str(tmp_path / "copy.db"), "--verify"]):
            _put(database, bytes(damaged))
            _is_one_line(program(*command))
            (tmp_path / "copy.db").unlink(missing_ok=True)
        _put(database, bytes(damaged))
        checked = program("check", "--json").json
        assert not any("\n" in one for one in (*checked["faults"], str(checked.get("database", ""))))


@pytest.mark.parametrize("change", [0x01, 0x80, 0xFF])
def test_a_format_of_the_schema_that_nobody_knows_is_damage(
    program: Program, database: Path, content: bytes, change: int
) -> None:
    damaged = bytearray(content)
    # Of the four bytes SQLite looks at the last only.
    damaged[47] ^= change
    program.set(token="s3cret")
    for command in (["ask", "mamba"], ["load"], ["backup", "copy.db"], ["run"]):
        _put(database, bytes(damaged))
        refused = program(*command)
        assert refused.code == 1
        assert "is damaged" in refused.sentence
    assert any("is damaged" in fault for fault in program("check", "--json").json["faults"])


@pytest.mark.parametrize(
    ("name", "wrong"), [(b"arxiv_id      TEXT PRIMARY", b"arxiv_ie      TEXT PRIMARY"), (b"votes", b"votez")]
)
def test_a_letter_of_the_schema_is_damage_and_no_defect(
    program: Program, database: Path, content: bytes, name: bytes, wrong: bytes
) -> None:
    assert name in content
    _put(database, content.replace(name, wrong))
    for command in COMMANDS:
        refused = program(*command)
        assert refused.code == 1
        assert "is damaged" in refused.sentence


@pytest.mark.parametrize("language", ["en", "ko"])
def test_what_sqlite_says_in_several_lines_is_one_sentence_and_a_list_for_programs(
    program: Program, database: Path, content: bytes, tmp_path: Path, language: str
) -> None:
    damaged = bytearray(content)
    damaged[32:40] = b"\x00\x00\x00\x02\x00\x00\x00\x09"
    _put(database, bytes(damaged))
    program.set(language=language)
    # What is free is looked at by a full check, and by a running bot.
    checked = program("check", "--full", "--json").json
    (fault,) = checked["faults"]
    assert ("damaged in " if language == "en" else "곳에서 손상되었습니다. 처음: ") in fault
    assert checked["database"]["integrity"].count("; ") >= 1
    assert "***" not in checked["database"]["integrity"]
    assert program("backup", str(tmp_path / "copy.db"), "--verify").sentence
    assert not (tmp_path / "copy.db").exists()


def _put(database: Path, content: bytes) -> None:
    for path in database.parent.glob(f"{database.name}*"):
        path.unlink()
    database.write_bytes(content)


def _killed_in_the_middle(database: Path) -> Path:
    """Let a program be killed that has written ahead, and return the file of that."""
    code = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('PRAGMA journal_mode = WAL'); "
        "c.execute('PRAGMA wal_autocheckpoint = 0'); c.execute(\"UPDATE paper SET title = 'Changed ' || title\"); "
        f"c.commit(); os.kill(os.getpid(), {int(signal.SIGKILL)})"
    )
    subprocess.run([sys.executable, "-c", code, str(database)], check=False)
    return database.with_name(f"{database.name}-wal")


@pytest.mark.parametrize("seed", range(6))
def test_a_damaged_write_ahead_log_costs_what_it_held_and_no_more(loaded: Program, database: Path, seed: int) -> None:
    log = _killed_in_the_middle(database)
    assert log.stat().st_size > PAGE
    flip(log, random.Random(seed), 0, 40 if seed % 2 else None)
    assert loaded("check", "--json").json["ok"]
    shown = loaded("paper", "2312.00752", "--json").json["title"]
    assert shown.removeprefix("Changed ") == "Mamba: Linear-Time Sequence Modeling"


def test_a_restore_as_documented_brings_everything_back(loaded: Program, database: Path, tmp_path: Path) -> None:
    copy = tmp_path / "safe.db"
    assert loaded("backup", str(copy), "--verify").code == 0
    _killed_in_the_middle(database)
    flip(database, random.Random(1), 0, 100)
    assert database.with_name("papers.db-wal").exists()
    for name in ("papers.db-wal", "papers.db-shm"):
        database.with_name(name).unlink(missing_ok=True)
    copy.replace(database)
    assert loaded("check", "--json").json["ok"]
    assert "Albert Gu, Tri Dao" in loaded("ask", "who wrote Mamba?").text
    assert loaded("load", "--json").json["unchanged"] == 3


@pytest.mark.parametrize("closed", ["file", "folder"])
def test_what_may_only_be_read_is_read_or_refused_in_one_line(
    program: Program, content: bytes, bound_folder: Path, closed: str
) -> None:
    database = bound_folder / "papers.db"
    database.write_bytes(content)
    (bound_folder / "a.txt").write_text(LISTING.replace("Vote: 12", "Vote: 13"), "utf-8")
    (bound_folder / "glossary.tsv").touch()
    allow(database, 0o444)
    if closed == "folder":
        allow(bound_folder, 0o555)
    program.set(database=database, seeds=bound_folder, glossary=bound_folder / "glossary.tsv")
    _is_one_line(program("ask", "who wrote Mamba?"))
    checked = program("check", "--json")
    assert checked.code == 1
    (fault,) = checked.json["faults"]
    assert f"The database {database} cannot be opened for writing" in fault
    refused = program("load")
    assert refused.code == 1
    assert "cannot be opened for writing" in refused.sentence
    assert database.read_bytes() == content

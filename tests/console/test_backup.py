"""A backup has its name when it is whole and not before, whatever ends the program that makes it."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.corpus.upload import temporary_beside
from tests.console.program import LISTING, Program

ROOT = Path(__file__).resolve().parents[2]
# The system kills who writes beyond the limit.
KILLED_WHILE_WRITING = """
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))
"""
KILLED_BEFORE_THE_NAME = f"""
import os
import bot.console.copies as copies
copies.put_in_place = lambda *_: os.kill(os.getpid(), {int(signal.SIGKILL)})
"""


def killed(prelude: str, database: Path, target: Path) -> int:
    """Let a backup be killed, and return how it ended."""
    code = f"{prelude}\nimport sys\nsys.argv = ['papers-bot', 'backup', {str(target)!r}]\n"
    code += "from bot.__main__ import main\nmain()"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
    environment |= {"BOT_DATABASE": str(database), "PYTHONPATH": str(ROOT)}
    return subprocess.run([sys.executable, "-c", code], cwd=database.parent, env=environment, check=False).returncode


def parts(folder: Path) -> list[Path]:
    return list(folder.glob(".backup-*"))


def papers(database: Path) -> int:
    with closing(sqlite3.connect(database)) as opened:
        return opened.execute("SELECT count(*) FROM paper").fetchone()[0]


@pytest.mark.parametrize(
    ("prelude", "number"), [(KILLED_WHILE_WRITING, signal.SIGXFSZ), (KILLED_BEFORE_THE_NAME, signal.SIGKILL)]
)
def test_a_kill_leaves_nothing_under_the_name_and_the_next_backup_clears_up(
    loaded: Program, database: Path, tmp_path: Path, prelude: str, number: int
) -> None:
    target = tmp_path / "copy.db"
    assert killed(prelude, database, target) == -number
    assert not target.exists()
    assert parts(tmp_path)
    assert loaded("backup", str(tmp_path / "other.db")).code == 0
    assert loaded("backup", str(target), "--verify").code == 0
    assert (papers(target), parts(tmp_path)) == (3, [])


def test_what_another_backup_is_writing_stays_for_an_hour(
    loaded: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    others = [temporary_beside(tmp_path / "copy.db", "backup"), tmp_path / ".backup-notes.part"]
    for path in others:
        path.touch()
    assert loaded("backup", "one.db").code == 0
    assert set(parts(tmp_path)) == set(others)
    for path in others:
        os.utime(path, (0, 0))
    assert loaded("backup", "two.db").code == 0
    assert parts(tmp_path) == others[1:]


def test_a_file_that_appears_in_the_last_moment_is_not_overwritten(
    loaded: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, fsync = tmp_path / "copy.db", os.fsync

    def meanwhile(descriptor: int) -> None:
        target.write_bytes(b"another's")
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", meanwhile)
    assert "already exists" in loaded("backup", str(target)).sentence
    assert (target.read_bytes(), parts(tmp_path)) == (b"another's", [])


def test_a_link_to_nowhere_is_not_followed(loaded: Program, tmp_path: Path) -> None:
    (tmp_path / "copy.db").symlink_to(tmp_path / "elsewhere.db")
    assert "already exists" in loaded("backup", str(tmp_path / "copy.db")).sentence
    assert not (tmp_path / "elsewhere.db").exists()


@pytest.mark.usefixtures("loaded_once")
@pytest.mark.parametrize("mode", [0o000, 0o555])
def test_a_closed_folder_is_one_sentence(program: Program, bound_folder: Path, mode: int) -> None:
    (bound_folder / "seeds").mkdir()
    (bound_folder / "seeds" / "a.txt").write_text(LISTING, "utf-8")
    closed = bound_folder / "closed"
    closed.mkdir()
    program.set(seeds=bound_folder / "seeds", database=bound_folder / "papers.db", glossary=bound_folder / "none.tsv")
    assert program("load").code == 0
    closed.chmod(mode)
    for language, said in (("en", "cannot be"), ("ko", "수 없습니다")):
        program.set(language=language)
        refused = program("backup", str(closed / "copy.db"))
        assert (refused.code, said in refused.sentence, str(closed / "copy.db") in refused.sentence) == (1, True, True)
    closed.chmod(0o755)
    assert list(closed.iterdir()) == []

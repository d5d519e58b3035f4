"""A disk that is full: one clear line, nothing written by halves, and all is well once there is room."""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from tests.conftest import SEEDS
from tests.disk.damage import is_sound, is_whole
from tests.wire.look import texts
from tests.wire.payloads import guild
from tests.wire.process import run_process
from tests.wire.server import open_wire

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
_LIMIT = 64 * 1024


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """Return a folder with one of the project's listings."""
    folder = tmp_path / "seeds"
    folder.mkdir()
    shutil.copy(min(SEEDS.iterdir()), folder)
    return folder


def _run(
    command: Sequence[str], database: Path, seeds: Path, limit: int | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the program; no file may grow beyond `limit`."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
    environment |= {"BOT_DATABASE": str(database), "BOT_SEEDS": str(seeds), "PYTHONPATH": str(ROOT)}
    bound = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (limit, limit)) if limit else None
    return subprocess.run(
        [sys.executable, "-m", "bot", *command],
        cwd=database.parent, env=environment, capture_output=True, text=True, check=False, preexec_fn=bound,
    )  # fmt: skip


def _is_refused(done: subprocess.CompletedProcess[str], *said: str) -> None:
    assert done.returncode == 1, done
    assert "Traceback" not in done.stderr
    lines = done.stderr.splitlines()
    assert len(lines) == 1, done.stderr
    assert any(one in lines[0] for one in said), lines


def test_files_that_may_not_grow_are_refused_in_one_line_and_nothing_is_written_by_halves(
    tmp_path: Path, seeds: Path
) -> None:
    database = tmp_path / "papers.db"
    for command in (["load"], ["ask", "who wrote Hymba?"]):
        _is_refused(_run(command, database, seeds, _LIMIT), "cannot be opened for writing", "is full")
        assert is_sound(database)
        assert not is_whole(database)
    assert _run(["load"], database, seeds).returncode == 0
    _is_refused(_run(["backup", "copy.db"], database, seeds, _LIMIT), "cannot be opened for writing", "is full")
    assert [path.name for path in tmp_path.iterdir() if "copy" in path.name or ".backup" in path.name] == []
    assert is_whole(database)
    assert _run(["check"], database, seeds).returncode == 0


def test_a_full_disk_is_said_and_there_is_nothing_to_repair_when_there_is_room(
    small_disk: Path, tmp_path: Path, seeds: Path
) -> None:
    database, filler = small_disk / "papers.db", small_disk / "filler"
    _fill(filler, spare=_LIMIT)
    _is_refused(_run(["load"], database, seeds), "is full")
    assert is_sound(database)
    assert not is_whole(database)
    filler.unlink()
    assert _run(["load"], database, seeds).returncode == 0
    assert is_whole(database)
    whole = tmp_path / "papers.db"
    assert _run(["load"], whole, seeds).returncode == 0
    for path in small_disk.glob("papers.db*"):
        path.unlink()
    _fill(filler, spare=_LIMIT)
    _is_refused(_run(["backup", str(small_disk / "copy.db"), "--verify"], whole, seeds), "is full", "cannot be opened")
    assert list(small_disk.iterdir()) == [filler]


async def test_the_bot_says_that_it_cannot_save_and_goes_on(small_disk: Path, tmp_path: Path, seeds: Path) -> None:
    async with open_wire() as wire:
        wire.guilds.append(guild())
        async with run_process(wire, tmp_path, seeds=seeds, database=small_disk / "papers.db") as bot:
            member = bot.member(seconds=10.0)
            shown = await member.slash("top")
            papers = [row.split("/")[-1].rstrip(")") for row in texts(shown).split() if "arxiv.org/abs/" in row]
            filler = small_disk / "filler"
            _fill(filler)
            said = [texts(await member.slash("save", paper=paper)) for paper in papers]
            refused = next(one for one in said if "cannot use its database" in one)
            assert str(small_disk) not in "".join(said)
            reference = re.search(r"reference ([0-9a-f]{8})", refused)
            assert reference is not None
            assert f"reference {reference[1]}: /save failed" in bot.log
            assert "is full" in bot.log
            filler.unlink()
            assert "cannot use" not in texts(await member.slash("save", paper=papers[-1]))
            assert await bot.stop() == 0
        assert wire.faults == []
    assert is_whole(small_disk / "papers.db")


def _fill(path: Path, spare: int = 0) -> None:
    """Fill a disk up, but for some bytes."""
    with path.open("wb", buffering=0) as file:
        with suppress(OSError):
            while True:
                file.write(b"x" * 512)
        file.truncate(max(file.tell() - spare, 0))

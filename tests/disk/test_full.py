"""A disk that is full: one clear line, nothing written by halves, and all is well once there is room."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import SEEDS
from tests.disk.damage import is_sound, is_whole
from tests.wire.look import texts
from tests.wire.nursery import Nursery
from tests.wire.payloads import guild
from tests.wire.process import run_process
from tests.wire.server import open_wire

pytestmark = pytest.mark.slow

_LIMIT = 64 * 1024


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """Return a folder with one of the project's listings."""
    folder = tmp_path / "seeds"
    folder.mkdir()
    shutil.copy(min(SEEDS.iterdir()), folder)
    return folder


@dataclass(frozen=True)
class _Outcome:
    code: int
    said: str


@dataclass(frozen=True)
class _Program:
    """Run `papers-bot` on a folder of listings."""

    nursery: Nursery
    seeds: Path

    async def __call__(self, command: Sequence[str], database: Path, limit: int | None = None) -> _Outcome:
        """Run a command to its end; no file may grow beyond `limit`."""
        environment = {"BOT_DATABASE": str(database), "BOT_SEEDS": str(self.seeds)}
        # What it says has room on another disk.
        log = self.seeds.parent / "log"
        log.unlink(missing_ok=True)
        child = await self.nursery.start(command, environment, database.parent, log, largest=limit)
        return _Outcome(await child.ended, log.read_text("utf-8"))


@pytest.fixture
def program(nursery: Nursery, seeds: Path) -> _Program:
    return _Program(nursery, seeds)


def _is_refused(done: _Outcome, *said: str) -> None:
    assert done.code == 1, done
    assert "Traceback" not in done.said
    lines = done.said.splitlines()
    assert len(lines) == 1, done.said
    assert any(one in lines[0] for one in said), lines


async def test_files_that_may_not_grow_are_refused_in_one_line_and_nothing_is_written_by_halves(
    tmp_path: Path, program: _Program
) -> None:
    database = tmp_path / "papers.db"
    for command in (["load"], ["ask", "who wrote Hymba?"]):
        _is_refused(await program(command, database, _LIMIT), "cannot be opened for writing", "is full")
        assert is_sound(database)
        assert not is_whole(database)
    assert (await program(["load"], database)).code == 0
    _is_refused(await program(["backup", "copy.db"], database, _LIMIT), "cannot be opened for writing", "is full")
    assert [name for name in _names(tmp_path) if "copy" in name or ".backup" in name] == []
    assert is_whole(database)
    assert (await program(["check"], database)).code == 0


async def test_a_full_disk_is_said_and_there_is_nothing_to_repair_when_there_is_room(
    small_disk: Path, tmp_path: Path, program: _Program
) -> None:
    database, filler = small_disk / "papers.db", small_disk / "filler"
    _fill(filler, spare=_LIMIT)
    _is_refused(await program(["load"], database), "is full")
    assert is_sound(database)
    assert not is_whole(database)
    filler.unlink()
    assert (await program(["load"], database)).code == 0
    assert is_whole(database)
    whole = tmp_path / "papers.db"
    assert (await program(["load"], whole)).code == 0
    for name in _names(small_disk):
        (small_disk / name).unlink()
    _fill(filler, spare=_LIMIT)
    _is_refused(
        await program(["backup", str(small_disk / "copy.db"), "--verify"], whole), "is full", "cannot be opened"
    )
    assert _names(small_disk) == [filler.name]


async def test_the_bot_says_that_it_cannot_save_and_goes_on(
    small_disk: Path, tmp_path: Path, seeds: Path, nursery: Nursery
) -> None:
    async with open_wire() as wire:
        wire.guilds.append(guild())
        async with run_process(wire, tmp_path, nursery, seeds=seeds, database=small_disk / "papers.db") as bot:
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


def _names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def _fill(path: Path, spare: int = 0) -> None:
    """Fill a disk up, but for some bytes."""
    with path.open("wb", buffering=0) as file:
        with suppress(OSError):
            while True:
                file.write(b"x" * 512)
        file.truncate(max(file.tell() - spare, 0))

"""What the program keeps is for the user who runs it, whatever the umask."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.corpus.private import make_folder
from bot.library.library import Library
from bot.operating.lock import only_process
from bot.storage.database import Store
from tests.corpus.samples import entry, listing

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there files have no such bits")
NOW = datetime(2024, 11, 25, tzinfo=UTC)


@pytest.fixture(params=[0o000, 0o022, 0o777], ids=["umask 000", "umask 022", "umask 777"])
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, int]:
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds").chmod(0o755)
    (tmp_path / "seeds/a.md").write_text(listing(entry("2411.14384")), "utf-8")
    return tmp_path / "seeds"


@pytest.mark.usefixtures("umask")
async def test_database_lock_catalog_and_backup_are_their_users_alone(seeds: Path) -> None:
    place = seeds.parent / "made" / "here"
    with only_process(place / "papers.db", NOW):
        async with Store.open(place / "papers.db") as store:
            await Library(store, seeds, None).open()
            await store.backup(place / "copy.db")
            found = modes(place)
    files = {"papers.db", "papers.db-wal", "papers.db-shm", "papers.db.lock", "papers.db.catalog", "copy.db"}
    assert found == dict.fromkeys(files, 0o600)
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in (place, place.parent)} == {0o700}


async def test_files_that_are_too_wide_are_narrowed_when_they_are_opened(seeds: Path) -> None:
    path = seeds.parent / "papers.db"
    with only_process(path, NOW):
        async with Store.open(path) as store:
            await Library(store, seeds, None).open()
    # As a killed process leaves them.
    for suffix in ("-wal", "-shm"):
        path.with_name(f"papers.db{suffix}").touch()
    wide = [file for file in path.parent.iterdir() if file.is_file()]
    for file in wide:
        file.chmod(0o664)
    path.parent.chmod(0o755)
    with only_process(path, NOW):
        async with Store.open(path) as store:
            await Library(store, seeds, None).open()
            found = modes(path.parent)
    assert found.pop("seeds") == 0o755
    assert set(found.values()) == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o755


async def test_a_database_behind_a_link_is_narrowed_and_stays_behind_it(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    sqlite3.connect(tmp_path / "real/papers.db").close()
    (tmp_path / "real/papers.db").touch(0o644)
    (tmp_path / "papers.db").symlink_to(tmp_path / "real/papers.db")
    async with Store.open(tmp_path / "papers.db"):
        assert set(modes(tmp_path / "real").values()) == {0o600}
    assert (tmp_path / "papers.db").is_symlink()


async def test_a_system_that_knows_no_modes_is_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    for name in ("chmod", "fchmod"):
        monkeypatch.setattr(os, name, refuse)
    path = tmp_path / "new" / "papers.db"
    with only_process(path, NOW):
        async with Store.open(path) as store:
            assert await store.integrity_faults() == []


def test_a_folder_in_the_place_of_a_file_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for place in ("file", "file/below", "file/below/it"):
        with pytest.raises(OSError, match=r"File exists|Not a directory"):
            make_folder(tmp_path / place)
    make_folder(tmp_path / "a" / "b")
    make_folder(tmp_path / "a" / "b")

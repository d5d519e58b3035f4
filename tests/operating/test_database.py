"""The running bot looks after its database, and holds up nobody who writes."""

from __future__ import annotations

import asyncio
import resource
import signal
import sqlite3
import threading
from collections.abc import AsyncGenerator, Generator, Iterable
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot.operating import database
from bot.operating.database import Database, DatabaseWatch
from bot.storage.database import Store
from bot.storage.quick_check import quick_faults
from bot.storage.sqlite_engine import SqliteEngine
from tests.disk.damage import PAGE
from tests.storage.databases import MANY, fill, log_size


@pytest.fixture
async def store(tmp_path: Path) -> AsyncGenerator[Store]:
    async with Store.open(tmp_path / "a #1 ?.db") as store:
        yield store


def spoil(path: Path, places: Iterable[int]) -> None:
    with path.open("r+b") as file:
        for place in places:
            file.seek(place)
            file.write(b"\xff")


@contextmanager
def only_bytes(most: int) -> Generator[None]:
    """Let no file of this process grow beyond a size, as on a disk without room."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


async def test_a_sound_database_is_sound_and_the_watch_says_when_it_looked(store: Store) -> None:
    watch = DatabaseWatch(store)
    assert watch.found() == Database(), "nobody has looked yet"
    await watch.check()
    await watch.write()
    found = watch.found()
    assert (found.damage, found.troubles) == ((), ())
    assert found.checked is not None
    assert found.checked < 5


async def test_damage_is_reported_and_logged_once(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    await fill(store)
    await store.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    spoil(store.path, [page * PAGE + 3 for page in range(40, 60)])
    watch = DatabaseWatch(store)
    for _ in range(2):
        await watch.check()
    damage = watch.found().damage
    assert 1 <= len(damage) <= 10
    assert caplog.text.count("the database is damaged") == 1


async def test_what_is_no_database_any_more_is_damage(store: Store) -> None:
    await store.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    spoil(store.path, [0, 1])
    assert await quick_faults(store.path) == ("file is not a database",)


async def test_a_file_that_is_gone_is_told_and_looked_for_again(store: Store, tmp_path: Path) -> None:
    watch = DatabaseWatch(store)
    kept = tmp_path / "kept"
    store.path.rename(kept)
    await watch.check()
    (trouble,) = watch.found().troubles
    assert str(store.path) in trouble.en
    kept.rename(store.path)
    await watch.check()
    assert watch.found().troubles == ()


async def test_a_database_that_cannot_be_written_is_told_until_it_can(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    watch = DatabaseWatch(store)
    await fill(store, 10)
    # What SQLite says of a file that may only be read.
    engine = store._engine  # pyright: ignore[reportPrivateUsage]
    assert isinstance(engine, SqliteEngine)
    await engine._writer.execute("PRAGMA query_only = ON")  # pyright: ignore[reportPrivateUsage]
    for _ in range(2):
        await watch.write()
    assert "cannot be opened for writing" in watch.found().troubles[0].en
    assert caplog.text.count("the database cannot be written") == 1
    await engine._writer.execute("PRAGMA query_only = OFF")  # pyright: ignore[reportPrivateUsage]
    await watch.write()
    assert watch.found().troubles == ()


async def test_a_full_disk_is_told_though_nothing_is_to_be_written(store: Store) -> None:
    watch = DatabaseWatch(store)
    await store.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    with only_bytes(log_size(store) + 100):
        await watch.write()
    assert str(store.path) in watch.found().troubles[0].en
    await watch.write()
    assert watch.found().troubles == ()


async def test_a_check_that_is_given_up_ends_at_once_and_leaves_the_log_to_the_writer(store: Store) -> None:
    await fill(store)
    threads = threading.active_count()
    size = log_size(store)
    watching = asyncio.create_task(DatabaseWatch(store).watch())
    await asyncio.sleep(0.005)
    watching.cancel()
    async with asyncio.timeout(2):
        await asyncio.wait({watching})
    assert watching.cancelled()
    assert threading.active_count() <= threads + 1, "the pool's own"
    assert log_size(store) == size
    with closing(sqlite3.connect(store.path)) as other:
        assert other.execute("SELECT count(*) FROM much").fetchone() == (MANY,)


async def test_it_looks_hourly_and_sooner_where_it_could_not_look(
    store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(database, "_AGAIN_SECONDS", 0.02)
    kept = tmp_path / "kept"
    store.path.rename(kept)
    watch = DatabaseWatch(store)
    watching = asyncio.create_task(watch.watch())
    async with asyncio.timeout(5):
        while not watch.found().troubles:  # noqa: ASYNC110 - it tells when asked
            await asyncio.sleep(0.01)
        kept.rename(store.path)
        while watch.found().checked is None:  # noqa: ASYNC110 - it tells when asked
            await asyncio.sleep(0.01)
    checked = watch.found().checked
    await asyncio.sleep(0.1)
    again = watch.found().checked
    assert again is not None
    assert checked is not None
    assert again > checked, "and not before an hour is over"
    watching.cancel()
    await asyncio.wait({watching})

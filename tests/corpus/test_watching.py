"""A change of the listings is noticed, once it is over, whatever happens to their folder."""

from __future__ import annotations

import asyncio
import logging
import shutil
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.corpus.watching import folder_changes
from tests.corpus.samples import entry, listing


def write(folder: Path, name: str = "a.txt", arxiv_id: str = "2411.00001") -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(listing(entry(arxiv_id)), "utf-8")


@asynccontextmanager
async def watched(folder: Path, every: float = 30.0) -> AsyncGenerator[asyncio.Queue[int]]:
    """Watch a folder; each change that is noticed is put into the queue."""
    noticed: asyncio.Queue[int] = asyncio.Queue()
    stop = asyncio.Event()

    async def watch() -> None:
        async for _ in folder_changes(folder, stop, 0.05, every):
            noticed.put_nowait(noticed.qsize())

    task = asyncio.create_task(watch())
    yield noticed
    stop.set()
    await asyncio.wait_for(task, 2)


async def within(noticed: asyncio.Queue[int], seconds: float = 3.0) -> None:
    await asyncio.wait_for(noticed.get(), seconds)
    # So that the next change is not made before the watching goes on.
    await asyncio.sleep(0.1)


async def test_each_change_is_noticed_once_and_what_is_no_listing_is_none(tmp_path: Path) -> None:
    folder = tmp_path / "seeds"
    write(folder)
    async with watched(folder) as noticed:
        await within(noticed)
        for _ in range(3):
            write(folder, "b.txt", "2411.00002")
            write(folder, "c.md", "2411.00003")
            await asyncio.sleep(0.01)
        await within(noticed)
        (folder / "b.txt").unlink()
        await within(noticed)
        write(folder, "notes.py")
        await asyncio.sleep(0.3)
        assert noticed.empty()


async def test_a_folder_that_is_missing_is_one_line_in_the_log_and_watched_once_it_is_there(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "seeds"
    with caplog.at_level(logging.WARNING):
        async with watched(folder, every=0.05) as noticed:
            await asyncio.sleep(0.3)
            assert noticed.empty()
            assert len(caplog.records) == 1
            write(folder)
            await within(noticed)
            await asyncio.to_thread(shutil.rmtree, folder)
            await asyncio.sleep(0.3)
            write(folder, "b.txt")
            await within(noticed)
    assert len(caplog.records) == 2
    assert "cannot watch" in caplog.text


async def test_a_folder_in_the_place_of_the_watched_one_is_watched(tmp_path: Path) -> None:
    folder = tmp_path / "seeds"
    write(folder)
    write(tmp_path / "next")
    async with watched(folder, every=0.1) as noticed:
        await within(noticed)
        await asyncio.to_thread(folder.rename, tmp_path / "old")
        await asyncio.to_thread((tmp_path / "next").rename, folder)
        await within(noticed)
        write(folder, "b.txt", "2411.00002")
        await within(noticed)

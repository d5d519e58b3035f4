"""What a process of several reads is told to the others."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.corpus.contents import contents
from bot.operating import readings
from bot.operating.readings import keep_telling
from bot.shards import Shards
from bot.storage.database import Store
from bot.storage.process_readings import ProcessReading, ProcessReadings

SHARDS = Shards(0, 1, 4)


def test_contents_are_the_names_and_bytes_wherever_they_lie(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name / "more").mkdir(parents=True)
        (tmp_path / name / "more" / "a.md").write_text("same", "utf-8")
    one, two = tmp_path / "one", tmp_path / "two"
    assert contents(one) == contents(two) != ""
    (two / "more" / "a.md").write_text("other", "utf-8")
    assert contents(one) != contents(two)
    assert contents(one, one / "more") == "", "what is passed over is not read"


async def test_what_is_read_is_told_and_told_again_once_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readings, "_SECONDS", 0.05)
    seeds, glossary = tmp_path / "seeds", ["first"]
    seeds.mkdir()
    (seeds / "a.md").write_text("one", "utf-8")
    async with Store.open(tmp_path / "papers.db") as store:
        telling = asyncio.create_task(keep_telling(store, SHARDS, seeds, None, lambda: glossary[0]))
        await told(store, ProcessReading(contents(seeds), "", "first"))
        (seeds / "a.md").write_text("another", "utf-8")
        glossary[0] = "second"
        await told(store, ProcessReading(contents(seeds), "", "second"))
        telling.cancel()
        await asyncio.wait({telling})


async def told(store: Store, expected: ProcessReading) -> None:
    """Wait until that is what a process reads."""
    async with asyncio.timeout(5):
        while (await ProcessReadings(store).all()).get("0-1/4") != expected:  # noqa: ASYNC110
            await asyncio.sleep(0.02)

"""A library on PostgreSQL loads, takes back, and hears of what another process has loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.addresses import PostgresAddress
from bot.library.library import Library
from bot.storage.database import Store
from tests.corpus.samples import entry, listing
from tests.postgres import Server


def write(folder: Path, *titles: str) -> None:
    folder.mkdir(exist_ok=True)
    entries = (entry(arxiv_id=f"2411.0000{number}", title=title) for number, title in enumerate(titles))
    (folder / "a.txt").write_text(listing(*entries), "utf-8")


@pytest.fixture
def address(postgres: Server) -> PostgresAddress:
    return postgres.new()


async def test_what_one_process_loads_and_takes_back_the_other_serves(address: PostgresAddress, tmp_path: Path) -> None:
    folder = tmp_path / "seeds"
    write(folder, "One", "Two")
    async with (
        Store.open(address, place=tmp_path / "a" / "postgresql") as mine,
        Store.open(address, place=tmp_path / "b" / "postgresql") as theirs,
    ):
        first, second = Library(mine, folder), Library(theirs, folder)
        report = await first.open()
        assert report is not None
        assert report.added == 2
        assert await second.open() is None, "it is loaded already"
        write(folder, "One")
        await first.reload()
        assert await second.take_stored()
        assert [paper.arxiv_id for paper in second.corpus.papers] == ["2411.00000"]
        await second.rollback()
        assert await first.take_stored()
        assert sorted(paper.arxiv_id for paper in first.corpus.papers) == ["2411.00000", "2411.00001"]
        revision = await first.revision()
        assert revision is not None
        assert (revision.id, revision.undoes) == (3, 2)

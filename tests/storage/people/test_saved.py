"""People's saved papers are kept for each alone, once, and up to a limit."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import InputError
from bot.storage.database import Store
from bot.storage.people.saved import MOST_SAVED, SavedPaper, SavedPapers
from tests.conftest import MakePaper

NOW = datetime(2024, 11, 25, 9, tzinfo=UTC)


def _ids(papers: list[SavedPaper]) -> list[str]:
    return [paper.arxiv_id for paper in papers]


async def test_papers_are_kept_newest_first_for_each_person_alone(store: Store, make_paper: MakePaper) -> None:
    saved = SavedPapers(store)
    assert await saved.save(1, make_paper("2401.00001", "First"), NOW)
    assert await saved.save(1, make_paper("2401.00002", "Second"), NOW + timedelta(microseconds=1))
    assert await saved.save(2, make_paper("2401.00003", "Another's"), NOW)
    assert _ids(await saved.saved(1)) == ["2401.00002", "2401.00001"]
    assert await saved.saved(2) == [SavedPaper("2401.00003", "Another's", NOW)]


async def test_a_paper_is_saved_once_and_keeps_its_moment(store: Store, make_paper: MakePaper) -> None:
    saved = SavedPapers(store)
    assert await saved.save(1, make_paper(), NOW)
    assert not await saved.save(1, make_paper(), NOW + timedelta(days=1))
    assert [paper.saved_at for paper in await saved.saved(1)] == [NOW]


async def test_of_presses_at_one_moment_a_single_one_saves(store: Store, make_paper: MakePaper) -> None:
    saved = SavedPapers(store)
    assert sorted(await asyncio.gather(*(saved.save(1, make_paper(), NOW) for _ in range(5)))) == [False] * 4 + [True]


async def test_what_was_removed_is_gone(store: Store, make_paper: MakePaper) -> None:
    saved = SavedPapers(store)
    for user in (1, 2):
        await saved.save(user, make_paper(), NOW)
    assert await saved.remove(1, make_paper().arxiv_id)
    assert not await saved.remove(1, make_paper().arxiv_id)
    assert (await saved.saved(1), len(await saved.saved(2))) == ([], 1)


async def test_saved_papers_outlive_a_restart(tmp_path: Path, make_paper: MakePaper) -> None:
    async with Store.open(tmp_path / "a.db") as store:
        await SavedPapers(store).save(1, make_paper(title="가"), NOW)
    async with Store.open(tmp_path / "a.db") as store:
        assert await SavedPapers(store).saved(1) == [SavedPaper("2401.00001", "가", NOW)]


async def test_one_paper_too_many_is_refused_and_nothing_is_lost(store: Store, make_paper: MakePaper) -> None:
    saved = SavedPapers(store)
    async with store.transaction() as transaction:
        await transaction.execute_many(
            "INSERT INTO saved_paper (user_id, arxiv_id, title, saved_at) VALUES (1, ?, 'x', ?)",
            [(str(n), NOW.isoformat()) for n in range(MOST_SAVED)],
        )
    with pytest.raises(InputError, match=r"1,000 papers.*remove some"):
        await saved.save(1, make_paper(), NOW)
    assert len(await saved.saved(1)) == MOST_SAVED
    assert make_paper().arxiv_id not in _ids(await saved.saved(1))
    await saved.remove(1, "7")
    assert await saved.save(1, make_paper(), NOW)
    assert not await saved.save(1, make_paper(), NOW)

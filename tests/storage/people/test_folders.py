"""People's folders of saved papers: each person's own, and deleted with no paper that was not meant."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.errors import InputError
from bot.storage.database import Store
from bot.storage.people.folders import MOST_FOLDERS, Folder, Folders
from bot.storage.people.saved import SavedPapers
from tests.conftest import MakePaper

NOW = datetime(2024, 11, 25, 9, tzinfo=UTC)
PAPER = "2401.00001"


async def _placed(store: Store) -> list[tuple[str, str]]:
    return [(paper.arxiv_id, paper.folder) for paper in await SavedPapers(store).saved(1)]


async def test_folders_are_listed_by_name_with_their_papers_counted_and_outlive_a_restart(
    tmp_path: Path, make_paper: MakePaper
) -> None:
    async with Store.open(tmp_path / "a.db") as store:
        folders = Folders(store)
        await SavedPapers(store).save(1, make_paper(), NOW)
        beta, _ = await folders.create(1, "beta", NOW), await folders.create(1, "Alpha", NOW)
        assert await folders.move(1, PAPER, beta.id)
    async with Store.open(tmp_path / "a.db") as store:
        assert [(folder.name, folder.count) for folder in await Folders(store).all(1)] == [("Alpha", 0), ("beta", 1)]
        assert await Folders(store).all(2) == []


async def test_a_name_is_there_once_whatever_its_case_and_width(store: Store) -> None:
    folders = Folders(store)
    made = await asyncio.gather(*(folders.create(1, name, NOW) for name in ("Read", "READ", "ｒｅａｄ")))
    assert {folder.id for folder in made} == {made[0].id}
    assert (await folders.create(2, "Read", NOW)).id != made[0].id
    assert await folders.named(1, "rEAD") == Folder(made[0].id, "Read", NOW, 0)


async def test_one_folder_too_many_is_refused(store: Store) -> None:
    folders = Folders(store)
    for number in range(MOST_FOLDERS):
        await folders.create(1, str(number), NOW)
    with pytest.raises(InputError, match=r"24 folders, the maximum.*delete one"):
        await folders.create(1, "one more", NOW)
    assert (await folders.create(1, "3", NOW)).name == "3"


async def test_anothers_folder_is_neither_found_nor_changed_nor_filled(store: Store, make_paper: MakePaper) -> None:
    folders = Folders(store)
    await SavedPapers(store).save(1, make_paper(), NOW)
    mine, theirs = await folders.create(1, "a", NOW), await folders.create(2, "b", NOW)
    assert await folders.find(1, theirs.id) is None
    assert not await folders.rename(1, theirs.id, "c")
    assert not await folders.move(1, PAPER, theirs.id)
    assert await folders.delete(1, theirs.id, with_papers=True) is None
    assert await _placed(store) == [(PAPER, "")]
    assert [folder.name for folder in await folders.all(2)] == ["b"]
    assert await folders.find(1, mine.id) == mine


async def test_a_folder_may_change_the_case_of_its_name_but_not_take_anothers(store: Store) -> None:
    folders = Folders(store)
    one = await folders.create(1, "one", NOW)
    await folders.create(1, "two", NOW)
    assert await folders.rename(1, one.id, "ONE")
    with pytest.raises(InputError, match="named “two” already"):
        await folders.rename(1, one.id, "Two")
    assert [folder.name for folder in await folders.all(1)] == ["ONE", "two"]


@pytest.mark.parametrize("with_papers", [False, True])
async def test_papers_go_with_their_folder_only_where_that_is_meant(
    store: Store, make_paper: MakePaper, with_papers: bool
) -> None:
    folders, saved = Folders(store), SavedPapers(store)
    for paper in (make_paper(), make_paper("2401.00002")):
        await saved.save(1, paper, NOW)
    folder = await folders.create(1, "a", NOW)
    await folders.move(1, PAPER, folder.id)
    gone = await folders.delete(1, folder.id, with_papers=with_papers)
    assert gone is not None
    assert gone.count == 1
    assert await folders.delete(1, folder.id, with_papers=with_papers) is None
    kept = [("2401.00002", "")] if with_papers else [("2401.00002", ""), (PAPER, "")]
    assert await _placed(store) == kept
    assert await store.integrity_faults() == []


async def test_a_note_stays_through_moves_and_is_the_persons_own(store: Store, make_paper: MakePaper) -> None:
    folders, saved = Folders(store), SavedPapers(store)
    for user_id in (1, 2):
        await saved.save(user_id, make_paper(), NOW)
    assert await saved.note(1, PAPER, "mine")
    assert not await saved.note(1, "2401.00009", "nothing there")
    await folders.move(1, PAPER, (await folders.create(1, "a", NOW)).id)
    await folders.move(1, PAPER, None)
    assert not await saved.save(1, make_paper(), NOW), "saving again keeps the note"
    assert [paper.note for paper in await saved.saved(1)] == ["mine"]
    assert [paper.note for paper in await saved.saved(2)] == [""]

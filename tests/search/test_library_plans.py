"""What would change is known before anything does; a plan is refused when it is out of date; the last one is undone."""

from __future__ import annotations

import asyncio
import gc
import sqlite3
import time
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from bot.corpus.paper import Paper
from bot.errors import CorpusError, StoreError
from bot.library.library import Library
from bot.storage.connections import Transaction
from bot.storage.database import Store
from bot.storage.papers import PaperStore
from tests.corpus.samples import entry, listing


def write(folder: Path, name: str, *entries: str) -> Path:
    path = folder / name
    path.write_text(listing(*entries), "utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds"
    folder.mkdir()
    write(folder, "a.txt", entry("2411.00001", "Alpaca"), entry("2411.00002", "Bison"))
    write(folder, "b.txt", entry("2411.00003", "Camel"))
    return folder


@pytest.fixture
async def store(tmp_path: Path) -> AsyncGenerator[Store]:
    async with Store.open(tmp_path / "papers.db") as store:
        yield store


@pytest.fixture
async def library(store: Store, folder: Path) -> Library:
    library = Library(store, folder)
    await library.open()
    return library


def change(folder: Path) -> None:
    """Add one paper, remove one, change the votes of one and the text of none; one entry cannot be read."""
    write(folder, "a.txt", entry("2411.00001", "Alpaca", votes="9"), entry("2411.00004", "Dingo"), "### no link")


async def state(library: Library, store: Store) -> tuple[dict[str, Paper], dict[str, Paper], int]:
    revision = await library.revision()
    return (
        {paper.arxiv_id: paper for paper in library.corpus.papers},
        await PaperStore(store).papers(),
        revision.id if revision else 0,
    )


async def test_a_plan_says_what_would_change_and_changes_nothing(library: Library, store: Store, folder: Path) -> None:
    before = await state(library, store)
    change(folder)
    plan = await library.plan()
    assert [paper.title for paper in plan.difference.added] == ["Dingo"]
    assert [paper.title for paper in plan.difference.removed] == ["Bison"]
    ((old, new),) = [update.votes for update in plan.difference.updated if update.votes]
    assert (old.votes, new.votes, plan.difference.unchanged, plan.base) == (1, 9, 1, 1)
    assert [str(problem) for problem in plan.rejected] == ["a.txt:19: the entry has no link"]
    assert not plan.is_harmless
    assert await state(library, store) == before


async def test_a_plan_that_nobody_looks_at_any_more_lets_its_papers_go(library: Library, folder: Path) -> None:
    change(folder)
    plan = await library.plan()
    report = await library.carry_out(plan, spent=True)
    assert (plan.papers, report.papers, len(library.corpus.papers)) == ({}, 3, 3)


async def test_a_load_leaves_the_collector_as_it_was(library: Library, folder: Path) -> None:
    before = gc.isenabled(), gc.get_threshold()
    change(folder)
    await library.reload()
    assert (gc.isenabled(), gc.get_threshold()) == before


async def test_a_plan_that_is_carried_out_is_what_there_is_then(library: Library, store: Store, folder: Path) -> None:
    generation = library.corpus.generation
    change(folder)
    plan = await library.plan()
    report = await library.carry_out(plan)
    assert (report.papers, report.added, report.removed, report.votes_changed) == (3, 1, 1, 1)
    assert await state(library, store) == (plan.papers, plan.papers, 2)
    assert library.corpus.generation == generation + 1
    assert not (await library.plan()).difference


@pytest.mark.parametrize("what", ["another file", "other content", "a file less", "no folder"])
async def test_a_plan_is_refused_when_the_files_have_changed_since(
    library: Library, store: Store, folder: Path, what: str
) -> None:
    change(folder)
    plan = await library.plan()
    before = await state(library, store)
    if what == "another file":
        write(folder, "c.txt", entry("2411.00009"))
    elif what == "other content":
        write(folder, "b.txt", entry("2411.00003", "Camels"))
    elif what == "a file less":
        (folder / "b.txt").unlink()
    else:
        await asyncio.to_thread(folder.rename, folder.with_name("elsewhere"))
    with pytest.raises(CorpusError, match="listings in the folder have changed since"):
        await library.carry_out(plan)
    assert await state(library, store) == before


async def test_a_plan_is_refused_when_another_one_was_carried_out_since(
    library: Library, store: Store, folder: Path
) -> None:
    change(folder)
    plan, same = await library.plan(), await library.plan()
    assert plan.difference.digest == same.difference.digest
    await library.carry_out(plan)
    before = await state(library, store)
    with pytest.raises(StoreError, match="changed by somebody else"):
        await library.carry_out(same)
    assert await state(library, store) == before


async def test_a_plan_that_cannot_be_written_changes_nothing(
    library: Library, store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(folder)
    plan = await library.plan()
    before, corpus = await state(library, store), library.corpus
    usual = Transaction.execute_many

    async def full(self: Transaction, sql: str, *rest: object) -> None:
        if "INTO listing" in sql:
            raise sqlite3.OperationalError("the disk is full")
        await usual(self, sql, *rest)  # pyright: ignore[reportArgumentType]

    monkeypatch.setattr(Transaction, "execute_many", full)
    with pytest.raises(StoreError):
        await library.carry_out(plan)
    assert library.corpus is corpus
    assert await state(library, store) == before


async def test_a_rollback_restores_what_was_before_and_is_a_revision_itself(
    library: Library, store: Store, folder: Path
) -> None:
    before, files = await state(library, store), (folder / "a.txt").read_text("utf-8")
    change(folder)
    await library.reload()
    report = await library.rollback()
    assert (report.papers, report.added, report.removed, report.votes_changed) == (3, 1, 1, 1)
    assert await state(library, store) == (before[0], before[1], 3)
    revision = await library.revision()
    assert revision is not None
    assert revision.undoes == 2
    assert (folder / "a.txt").read_text("utf-8") != files, "the files are the admin's"
    again = Library(store, folder)
    await again.open()
    assert {paper.arxiv_id: paper for paper in again.corpus.papers} == before[0]


async def test_a_load_after_a_rollback_is_not_harmless_for_it_brings_back_what_was_taken_back(
    library: Library, folder: Path
) -> None:
    write(folder, "c.txt", entry("2411.00005"))
    plan = await library.plan()
    assert (plan.is_harmless, plan.rolled_back) == (True, False)
    await library.carry_out(plan)
    await library.rollback()
    again = await library.plan()
    assert (again.is_harmless, again.rolled_back) == (False, True)
    assert again.difference.digest == plan.difference.digest
    await library.carry_out(again)
    assert not (await library.plan()).rolled_back


async def test_taking_a_rollback_back_brings_back_what_it_took_back(
    library: Library, store: Store, folder: Path
) -> None:
    change(folder)
    await library.reload()
    after = await state(library, store)
    await library.rollback()
    await library.rollback()
    assert await state(library, store) == (after[0], after[1], 4)


async def test_a_planned_rollback_is_shown_first_and_refused_when_something_was_loaded_since(
    library: Library, store: Store, folder: Path
) -> None:
    change(folder)
    await library.reload()
    plan = await library.plan_rollback()
    assert [paper.title for paper in plan.difference.removed] == ["Dingo"]
    assert (plan.undoes, plan.is_harmless) == (2, False)
    write(folder, "c.txt", entry("2411.00005"))
    await library.reload()
    with pytest.raises(StoreError, match="changed by somebody else"):
        await library.carry_out(plan)
    assert (await state(library, store))[2] == 3


async def test_there_is_nothing_to_go_back_to_before_the_first_papers(library: Library, store: Store) -> None:
    with pytest.raises(CorpusError, match="Before revision 1 there were no papers"):
        await library.rollback()
    assert len(library.corpus.papers) == 3
    async with store.transaction() as transaction:
        await transaction.execute("DELETE FROM corpus_change")
    with pytest.raises(CorpusError, match="What revision 1 changed is not known any more"):
        await library.rollback()


async def test_without_any_load_there_is_nothing_to_take_back(store: Store, folder: Path) -> None:
    with pytest.raises(CorpusError, match="Nothing was loaded yet"):
        await Library(store, folder).rollback()


async def test_the_loop_goes_on_while_thousands_of_papers_are_planned_loaded_and_taken_back(
    store: Store, folder: Path
) -> None:
    people = ", ".join(f"Author Number{number}" for number in range(12))
    for file in range(20):
        entries = [entry(f"25{file:02}.{number:05}", text="요약입니다. " * 20) for number in range(100)]
        write(folder, f"{file}.md", *(one.replace("Ada Lovelace", people) for one in entries))
    library = Library(store, folder)
    longest = 0.0
    # As the bot does after its start: what the other tests left is not looked through here.
    gc.collect()
    gc.freeze()

    async def beat() -> None:
        nonlocal longest
        while True:
            # The loop's own work: a machine with other things to do makes everybody wait.
            before = time.thread_time()
            await asyncio.sleep(0.001)
            longest = max(longest, time.thread_time() - before)

    beating = asyncio.create_task(beat())
    await library.reload()
    (folder / "0.md").unlink()
    await library.carry_out(await library.plan())
    await library.rollback()
    beating.cancel()
    gc.unfreeze()
    assert len(library.corpus.papers) == 2003
    assert longest < 0.05

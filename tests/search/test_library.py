from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest

from bot.errors import CorpusError
from bot.library.library import Library
from bot.storage.database import Store
from tests.conftest import SEEDS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SEEDS, tmp_path / "seeds"))


async def test_an_empty_database_takes_in_the_listings_and_the_next_start_reads_them_back(
    tmp_path: Path, folder: Path
) -> None:
    async with Store.open(tmp_path / "papers.db") as store:
        report = await Library(store, folder).open()
        assert report is not None
        assert (report.papers, report.added, len(report.rejected), len(report.warnings)) == (159, 159, 0, 0)
        again = Library(store, folder)
        assert await again.open() is None
        assert len(again.corpus.papers) == 159


async def test_a_reload_of_the_same_files_changes_nothing_and_keeps_the_corpus(tmp_path: Path, folder: Path) -> None:
    async with Store.open(tmp_path / "papers.db") as store:
        library = Library(store, folder)
        await library.open()
        corpus, revision = library.corpus, await library.revision()
        report = await library.reload()
        assert (report.added, report.updated, report.removed, report.unchanged) == (0, 0, 0, 159)
        assert library.corpus is corpus
        assert await library.revision() == revision


async def test_a_reload_takes_in_votes_new_files_and_removals_and_swaps_the_corpus(
    tmp_path: Path, folder: Path
) -> None:
    async with Store.open(tmp_path / "papers.db") as store:
        library = Library(store, folder)
        await library.open()
        before = library.corpus
        listing = folder / "000_d02baf11db6bb5f8.txt"
        listing.write_text(listing.read_text("utf-8").replace("Vote: 2\n", "Vote: 77\n", 1), "utf-8")
        (folder / "002_38c7f59ebaefe502.txt").unlink()
        entry = "## Daily Papers (2025-02-06)\n\n### [Fresh Zeppelin](https://arxiv.org/abs/2502.99999)\n\n- new\n"
        (folder / "new.md").write_text(entry, "utf-8")
        report = await library.reload()
        assert (report.added, report.removed, report.votes_changed) == (1, 12, 1)
        assert library.corpus.generation == before.generation + 1
        assert library.corpus.search("zeppelin").hits
        assert not before.search("zeppelin").hits


async def test_a_reload_that_fails_keeps_the_old_corpus_serving_and_the_database_as_it_was(
    tmp_path: Path, folder: Path
) -> None:
    async with Store.open(tmp_path / "papers.db") as store:
        library = Library(store, folder)
        await library.open()
        corpus = library.corpus
        shutil.rmtree(folder)
        with pytest.raises(CorpusError):
            await library.reload()
        await asyncio.to_thread(folder.mkdir)
        (folder / "empty.txt").write_text("nothing here", "utf-8")
        with pytest.raises(CorpusError):
            await library.reload()
        assert library.corpus is corpus
        again = Library(store, folder)
        await again.open()
        assert len(again.corpus.papers) == 159


async def test_queries_during_reloads_each_see_one_whole_corpus(tmp_path: Path, folder: Path) -> None:
    async with Store.open(tmp_path / "papers.db") as store:
        library = Library(store, folder)
        await library.open()
        extra = folder / "extra.txt"
        extra.write_text("## Daily Papers (2025-02-07)\n### [Zeppelin](https://arxiv.org/abs/2502.88888)\n", "utf-8")
        reloading = asyncio.create_task(library.reload())
        seen: set[int] = set()
        while not reloading.done():
            corpus = library.corpus
            hits = await asyncio.to_thread(corpus.search, "zeppelin")
            seen.add(len(corpus.papers))
            assert len(hits.hits) == len(corpus.papers) - 159
        await reloading
        assert seen <= {159, 160}
        assert len(library.corpus.papers) == 160


async def test_a_start_takes_what_was_analysed_from_the_file_beside_the_database(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Store.open(tmp_path / "papers.db") as store:
        library = Library(store, folder)
        await library.open()
        monkeypatch.setattr("bot.search.document_features.tokens_of", None)
        again = Library(store, folder)
        await again.open()
        assert (
            again.corpus.search("kv cache compression").hits.ids
            == library.corpus.search("kv cache compression").hits.ids
        )


@pytest.mark.parametrize("damage", ["gone", "cut off", "a folder", "of another state"])
async def test_without_a_sound_file_the_papers_are_analysed_anew(tmp_path: Path, folder: Path, damage: str) -> None:
    async with Store.open(tmp_path / "papers.db") as store:
        library = Library(store, folder)
        await library.open()
        kept = tmp_path / "papers.db.catalog"
        if damage == "cut off":
            kept.write_bytes(kept.read_bytes()[:5_000])
        elif damage == "of another state":
            async with store.transaction() as transaction:
                await transaction.execute("UPDATE corpus_revision SET state = NULL")
                await transaction.execute("DELETE FROM paper WHERE arxiv_id = '2411.13676'")
        else:
            kept.unlink()
            if damage == "a folder":
                kept.mkdir()
        again = Library(store, folder)
        await again.open()
        assert len(again.corpus.papers) == (158 if damage == "of another state" else 159)
        assert ("2411.13676" in again.corpus.search("hymba").hits.ids) == (damage != "of another state")
        assert kept.is_file() == (damage != "a folder")


async def test_a_corpus_reads_its_papers_as_they_were_while_another_program_loads(tmp_path: Path, folder: Path) -> None:
    async with Store.open(tmp_path / "papers.db") as store:
        library = Library(store, folder)
        await library.open()
        before = library.corpus
        listing = folder / "002_38c7f59ebaefe502.txt"
        held = list(before.papers)
        listing.unlink()
        other = Library(store, folder)
        await other.reload()
        assert len(before.papers) == 159
        assert all(before.paper(paper.arxiv_id) == paper for paper in held)
        report = await library.reload()
        assert report.unchanged == len(library.corpus.papers) == 147


async def test_what_another_program_has_loaded_is_taken_over_without_a_new_revision(
    tmp_path: Path, folder: Path
) -> None:
    async with Store.open(tmp_path / "papers.db") as store:
        library, other = Library(store, folder), Library(store, folder)
        await library.open()
        await other.open()
        assert not await library.take_stored()
        (folder / "002_38c7f59ebaefe502.txt").unlink()
        await other.reload()
        assert await library.take_stored()
        assert {paper.arxiv_id for paper in library.corpus.papers} == {paper.arxiv_id for paper in other.corpus.papers}
        assert len(library.corpus.papers) == 147
        assert not await library.take_stored()
        (tmp_path / "papers.db.catalog").unlink()
        await other.rollback()
        assert await library.take_stored(), "and without what the other program analysed"
        assert len(library.corpus.papers) == 159
        revision = await library.revision()
        assert revision is not None
        assert (revision.id, revision.undoes) == (3, 2)


async def test_a_glossary_that_another_program_reloaded_with_is_read_again_once(tmp_path: Path, folder: Path) -> None:
    glossary = tmp_path / "glossary.tsv"
    glossary.write_text("diffusion\t확산\n", "utf-8")
    async with Store.open(tmp_path / "papers.db") as store:
        library, other = Library(store, folder, glossary), Library(store, folder, glossary)
        await library.open()
        await other.open()
        assert not await library.is_behind()
        glossary.write_text("diffusion\t확산\nquokka\t쿼카\n", "utf-8")
        assert not await library.is_behind(), "nobody has reloaded yet"
        await other.reload()
        before = library.corpus
        assert await library.is_behind()
        assert await library.take_stored()
        assert library.corpus.glossary.digest == other.corpus.glossary.digest != before.glossary.digest
        assert not await library.take_stored()
        assert not await other.take_stored()


async def test_processes_with_glossaries_of_their_own_do_not_set_each_other_going(tmp_path: Path, folder: Path) -> None:
    mine, theirs = tmp_path / "a" / "glossary.tsv", tmp_path / "b" / "glossary.tsv"
    for path, pair in ((mine, "diffusion\t확산\n"), (theirs, "quokka\t쿼카\n")):
        path.parent.mkdir()
        path.write_text(pair, "utf-8")
    async with Store.open(tmp_path / "papers.db") as store:
        library, other = Library(store, folder, mine), Library(store, folder, theirs)
        await library.open()
        await other.open()
        await other.reload()
        corpus = library.corpus
        assert not await library.take_stored()
        assert library.corpus is corpus

"""A reader gives the papers of its revision, whatever is written since, from any thread and without a trace."""

from __future__ import annotations

import asyncio
import random
import sqlite3
import threading
import time
from collections.abc import AsyncGenerator, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.corpus.difference import compare
from bot.corpus.loader import read_folder
from bot.corpus.paper import Paper
from bot.corpus.paper_reader import PaperReader
from bot.corpus.paper_store import KEPT_REVISIONS, PaperStore
from bot.corpus.store import Store
from bot.errors import StoreError
from tests.corpus.databases import make, plain
from tests.corpus.samples import DAY, SEEDS, paper
from tests.corpus.test_paper_store import CORPORA, report

IDS = [f"2411.0000{number}" for number in range(6)]
DAMAGED = "is damaged or is no papers-bot database"

Papers = Mapping[str, Paper]


def voted(votes: int, *arxiv_ids: str) -> dict[str, Paper]:
    return {arxiv_id: paper(arxiv_id, days={DAY: votes}) for arxiv_id in arxiv_ids or IDS[:1]}


VOTES = st.dictionaries(st.sampled_from(IDS), st.integers(0, 2)).map(
    lambda votes: {arxiv_id: paper(arxiv_id, days={DAY: votes[arxiv_id]}) for arxiv_id in votes}
)


async def load(store: Store, papers: Papers) -> None:
    """Make these the papers of the newest revision."""
    stored = PaperStore(store)
    difference = compare(await stored.papers(), papers)
    await stored.apply(difference, report(difference))


async def load_all(path: Path, *corpora: Papers) -> None:
    async with Store.open(path) as store:
        for papers in corpora:
            await load(store, papers)


@pytest.fixture
async def store(path: Path) -> AsyncGenerator[Store]:
    async with Store.open(path) as store:
        yield store


@pytest.fixture
def reader(path: Path) -> Iterator[PaperReader]:
    """Return a reader of the first revision."""
    with closing(PaperReader(path, 1)) as reader:
        yield reader


def files_open_at(path: Path) -> int:
    return sum(link.exists() and link.resolve() == path.resolve() for link in Path("/proc/self/fd").iterdir())


async def test_the_seeds_are_read_as_they_were_written(store: Store, reader: PaperReader) -> None:
    read = read_folder(SEEDS, {}).papers
    await load(store, read)
    assert reader.papers(list(read)) == read
    assert [reader.papers([arxiv_id]) for arxiv_id in read] == [{arxiv_id: one} for arxiv_id, one in read.items()]


async def test_papers_come_in_the_order_asked_for_without_those_that_it_lacks(
    store: Store, reader: PaperReader
) -> None:
    await load(store, voted(1, *IDS))
    asked = [IDS[4], "2411.99999", IDS[0], IDS[4], "", "'; DROP TABLE paper; --", f"{IDS[1]}\0", "\ud800", IDS[2]]
    assert list(reader.papers(asked)) == [IDS[4], IDS[0], IDS[2]]
    assert reader.papers([]) == {}


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(CORPORA, st.lists(VOTES, min_size=1, max_size=KEPT_REVISIONS), st.permutations(IDS))
def test_each_revision_is_read_as_it_was_after_all_that_follow(
    tmp_path_factory: pytest.TempPathFactory, first: Papers, others: list[Papers], ids: list[str]
) -> None:
    path = tmp_path_factory.mktemp("any") / "papers.db"

    async def write() -> dict[int, Papers]:
        states: dict[int, Papers] = {}
        async with Store.open(path) as store:
            for papers in (first, *others):
                await load(store, papers)
                if revision := await PaperStore(store).revision():
                    states[revision.id] = papers
        return states

    for revision, papers in asyncio.run(write()).items():
        with closing(PaperReader(path, revision)) as reader:
            assert reader.papers(ids) == papers
            assert all(reader.papers([arxiv_id]).get(arxiv_id) == papers.get(arxiv_id) for arxiv_id in ids)


async def test_a_reader_that_was_used_does_not_see_the_next_revision(store: Store, reader: PaperReader) -> None:
    old, new = voted(1, *IDS[:3]), voted(2, *IDS[1:4])
    await load(store, old)
    assert reader.papers(IDS) == old
    await load(store, new)
    assert reader.papers(IDS) == old
    with closing(PaperReader(store.path, 2)) as newer:
        assert newer.papers(IDS) == new


async def test_a_database_without_a_revision_holds_nothing(store: Store) -> None:
    with closing(PaperReader(store.path, 0)) as reader:
        assert reader.papers(IDS) == {}
        await load(store, voted(1, *IDS))
        assert reader.papers(IDS) == {}


async def test_ten_revisions_later_a_paper_is_known_and_eleven_later_nothing_is_told(
    store: Store, reader: PaperReader
) -> None:
    for votes in range(KEPT_REVISIONS + 1):
        await load(store, voted(votes, IDS[0]) | voted(0, IDS[1]))
    assert reader.papers(IDS) == voted(0, *IDS[:2])
    await load(store, voted(99))
    for arxiv_id in IDS:
        with pytest.raises(StoreError, match=r"changed many times.*/corpus reload") as refused:
            reader.papers([arxiv_id])
        assert "/자료 다시읽기" in refused.value.in_("ko")


async def test_revisions_whose_changes_were_never_kept_are_out_of_reach(store: Store, reader: PaperReader) -> None:
    await load(store, voted(1))
    await load(store, voted(2))
    async with store.transaction() as transaction:
        await transaction.execute("DELETE FROM corpus_change")
    with pytest.raises(StoreError, match="changed many times"):
        reader.papers(IDS)


async def test_a_revision_that_the_database_has_not_reached_is_not_made_up(store: Store) -> None:
    await load(store, voted(1))
    with closing(PaperReader(store.path, 2)) as reader:
        with pytest.raises(StoreError, match="the database was replaced"):
            reader.papers(IDS)
        await load(store, voted(2))
        assert reader.papers(IDS) == voted(2)


async def test_threads_read_one_revision_while_others_are_written(store: Store, reader: PaperReader) -> None:
    old = {arxiv_id: paper(arxiv_id, text=f"요약 {arxiv_id}" * 50) for arxiv_id in IDS}
    await load(store, old)
    written = threading.Event()

    def look(seed: int) -> int:
        chance, rounds = random.Random(seed), 0
        while not written.is_set() or not rounds:
            ids = chance.sample(IDS, chance.randint(1, len(IDS)))
            assert reader.papers(ids) == {arxiv_id: old[arxiv_id] for arxiv_id in ids}
            rounds += 1
        return rounds

    async def write() -> None:
        try:
            for votes in range(KEPT_REVISIONS):
                await load(store, voted(votes, *IDS[votes % 3 :: 2]))
        finally:
            written.set()

    with ThreadPoolExecutor(4) as threads:
        looking = [asyncio.wrap_future(threads.submit(look, seed)) for seed in range(4)]
        await write()
        assert min(await asyncio.gather(*looking)) > 0


async def test_between_look_ups_nothing_keeps_the_database_from_being_written_or_cleaned(
    store: Store, reader: PaperReader
) -> None:
    await load(store, voted(1))
    assert reader.papers(IDS) == voted(1)
    await load(store, voted(2))
    assert await store.rows("PRAGMA wal_checkpoint(TRUNCATE)") == [(0, 0, 0)]


async def test_a_reader_cannot_write(store: Store, reader: PaperReader, monkeypatch: pytest.MonkeyPatch) -> None:
    await load(store, voted(1))
    connect, opened = sqlite3.connect, list[sqlite3.Connection]()

    def remember(*arguments: Any, **options: Any) -> sqlite3.Connection:
        opened.append(connect(*arguments, **options))
        return opened[-1]

    monkeypatch.setattr(sqlite3, "connect", remember)
    assert reader.papers(IDS) == voted(1)
    (connection,) = opened
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("DELETE FROM paper")


@pytest.mark.parametrize("name", ["a ?mode=rwc&x#y%20.db", "논문.db", "'quoted' \"name\";.db"])
async def test_any_name_of_a_file_is_that_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    await load_all(tmp_path / name, voted(1))
    monkeypatch.chdir(tmp_path)
    with closing(PaperReader(Path(name), 1)) as reader:
        monkeypatch.chdir("/")
        assert reader.papers(IDS) == voted(1)


async def test_a_reader_opens_with_the_first_look_up_and_closes_as_often_as_one_likes(path: Path) -> None:
    reader = PaperReader(path, 1)
    await load_all(path, voted(1))
    assert files_open_at(path) == 0
    assert reader.papers(IDS) == voted(1)
    assert files_open_at(path) == 1
    for _ in range(2):
        reader.close()
        assert files_open_at(path) == 0
        with pytest.raises(ValueError, match="closed"):
            reader.papers(IDS)


def test_a_reader_that_was_never_used_can_be_closed_too(path: Path) -> None:
    reader = PaperReader(path, 1)
    reader.close()
    with pytest.raises(ValueError, match="closed"):
        reader.papers(IDS)
    assert not path.exists()


async def test_a_reader_that_nobody_holds_closes_by_itself(path: Path) -> None:
    await load_all(path, voted(1))
    reader = PaperReader(path, 1)
    assert reader.papers(IDS) == voted(1)
    assert files_open_at(path) == 1
    del reader
    assert files_open_at(path) == 0


async def test_a_reader_left_open_does_not_spoil_the_file_for_the_next_store(path: Path, reader: PaperReader) -> None:
    await load_all(path, voted(1))
    async with Store.open(path) as store:
        await load(store, voted(2))
        assert reader.papers(IDS) == voted(1)
    reader.close()
    async with Store.open(path) as store:
        assert await PaperStore(store).papers() == voted(2)
        assert await store.integrity_faults() == []


def test_a_file_that_is_not_there_is_refused_and_not_made(path: Path, reader: PaperReader) -> None:
    for _ in range(2):
        with pytest.raises(StoreError, match="unable to open database file"):
            reader.papers(IDS)
    assert not path.exists()


async def test_a_file_that_comes_later_is_read(path: Path, reader: PaperReader) -> None:
    with pytest.raises(StoreError):
        reader.papers(IDS)
    await load_all(path, voted(1))
    assert reader.papers(IDS) == voted(1)


@pytest.mark.parametrize("content", [b"", b"no database at all" * 500])
def test_a_file_that_is_no_database_of_ours_is_refused(path: Path, reader: PaperReader, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(StoreError, match=DAMAGED):
        reader.papers(IDS)


@pytest.mark.parametrize("statement", ["DROP TABLE section", "ALTER TABLE author RENAME COLUMN name TO called"])
async def test_a_schema_that_is_not_ours_is_refused(path: Path, reader: PaperReader, statement: str) -> None:
    await load_all(path, voted(1))
    with plain(path) as other:
        other.execute(statement)
    with pytest.raises(StoreError, match="its tables are not as this version made them"):
        reader.papers(IDS)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM listing",
        "UPDATE listing SET day = '2024-99-99'",
        "UPDATE corpus_change SET before = '{}' WHERE revision_id = 2",
        "UPDATE section SET text = CAST(x'ff' AS TEXT)",
    ],
)
async def test_rows_that_contradict_the_schema_are_refused(path: Path, reader: PaperReader, statement: str) -> None:
    await load_all(path, voted(1, *IDS[:2]), voted(1, IDS[0]) | voted(2, IDS[1]))
    assert reader.papers(IDS) == voted(1, *IDS[:2])
    with plain(path) as other:
        other.execute(statement)
    with pytest.raises(StoreError, match=DAMAGED):
        reader.papers(IDS)


async def test_a_refusal_leaves_the_reader_as_it_was(store: Store, reader: PaperReader) -> None:
    await load(store, voted(1))
    async with store.transaction() as transaction:
        await transaction.execute("UPDATE listing SET source_file = CAST(x'ff' AS TEXT)")
    with pytest.raises(StoreError, match="not UTF-8"):
        reader.papers(IDS)
    async with store.transaction() as transaction:
        await transaction.execute("UPDATE listing SET source_file = 'a.txt'")
    assert reader.papers(IDS) == voted(1)
    assert await store.rows("PRAGMA wal_checkpoint(TRUNCATE)") == [(0, 0, 0)]


def spoil(path: Path, chance: random.Random) -> None:
    """Make one page noise."""
    data = bytearray(path.read_bytes())
    page = 4096 * chance.randrange(1, len(data) // 4096)
    data[page : page + 4096] = chance.randbytes(4096)
    path.write_bytes(data)


@pytest.mark.parametrize("seed", range(8))
async def test_a_page_of_noise_is_refused_or_not_met(path: Path, reader: PaperReader, seed: int) -> None:
    read = dict(list(read_folder(SEEDS, {}).papers.items())[:40])
    await load_all(path, read)
    spoil(path, random.Random(seed))
    try:
        found: object = reader.papers(list(read))
    except StoreError as error:
        found = str(error).partition(" or ")[0]
    assert found in (read, f"The file {path} is damaged")


async def test_a_paper_is_looked_up_by_its_key_in_every_table(path: Path) -> None:
    """A look-up that reads a whole table is slow among a million papers; a thousand times the papers cost the same."""

    def fastest(reader: PaperReader) -> float:
        def once() -> float:
            started = time.perf_counter()
            assert len(reader.papers([IDS[0]])) == 1
            return time.perf_counter() - started

        return min(once() for _ in range(50))

    many = {f"2500.{number:05}": paper(f"2500.{number:05}") for number in range(2_000)}
    await load_all(path, voted(1), voted(1) | many, voted(2) | many)
    small = path.with_name("small.db")
    await load_all(small, voted(1), voted(1, *IDS[:2]), voted(2) | voted(1, IDS[1]))
    for revision in (1, 2, 3):
        with closing(PaperReader(path, revision)) as reader, closing(PaperReader(small, revision)) as other:
            assert fastest(reader) < 3 * fastest(other)


async def test_an_older_schema_is_refused_by_name(path: Path, reader: PaperReader) -> None:
    await make(path)
    with plain(path) as other:
        other.execute("DROP TABLE corpus_change")
    with pytest.raises(StoreError, match=DAMAGED):
        reader.papers(IDS)

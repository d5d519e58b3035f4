"""Papers come out of the database as they went in, and a load is written whole or not at all."""

from __future__ import annotations

import asyncio
import random
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.corpus.difference import Difference, compare
from bot.corpus.loader import read_folder
from bot.corpus.paper import Listing, Paper
from bot.corpus.problem import Problem
from bot.corpus.report import LoadReport
from bot.errors import StoreError
from bot.storage.database import Store
from bot.storage.papers import PaperStore
from bot.texts import Text
from tests.corpus.forms import PAPERS
from tests.corpus.samples import DAY, SEEDS, paper

NOTHING = Difference()
LISTINGS = st.lists(
    st.builds(
        Listing, st.dates(), st.none() | st.integers(0, 10**9), st.integers(0, 99), st.sampled_from(["a.txt", "b"])
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda listing: listing.day,
)


def listed(one: Paper, listings: list[Listing]) -> Paper:
    return replace(one, listings=tuple(sorted(listings, key=lambda listing: listing.day, reverse=True)))


CORPORA = st.dictionaries(
    st.sampled_from([f"2411.0000{number}" for number in range(6)]), st.builds(listed, PAPERS, LISTINGS), max_size=6
).map(lambda papers: {arxiv_id: replace(one, arxiv_id=arxiv_id) for arxiv_id, one in papers.items()})


def report(difference: Difference, papers: int = 1, rejected: int = 0) -> LoadReport:
    return LoadReport(
        files=1,
        papers=papers,
        added=len(difference.added),
        updated=len(difference.updated),
        removed=len(difference.removed),
        unchanged=difference.unchanged,
        listings=papers,
        votes_changed=difference.votes_changed,
        rejected=(Problem("a.txt", 1, Text("why", "이유")),) * rejected,
        warnings=(),
        seconds=0.1,
    )


NOW = datetime(2024, 11, 25, 9, tzinfo=UTC)


def added(*papers: Paper) -> Difference:
    return compare({}, {one.arxiv_id: one for one in papers})


@pytest.fixture
def papers(store: Store) -> PaperStore:
    return PaperStore(store)


async def apply(papers: PaperStore, difference: Difference) -> None:
    await papers.apply(difference, report(difference), NOW)


async def test_an_empty_database_holds_nothing(papers: PaperStore) -> None:
    assert await papers.papers() == {}
    assert await papers.revision() is None


async def test_the_seeds_come_out_as_they_went_in(papers: PaperStore, store: Store) -> None:
    read = read_folder(SEEDS, {}).papers
    await apply(papers, compare({}, read))
    stored = await papers.papers()
    assert stored == read
    assert not compare(stored, read_folder(SEEDS, stored).papers)
    assert await store.integrity_faults() == []


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(CORPORA, CORPORA)
def test_any_difference_is_written_as_often_as_one_likes(
    tmp_path_factory: pytest.TempPathFactory, first: dict[str, Paper], second: dict[str, Paper]
) -> None:
    async def load() -> None:
        async with Store.open(tmp_path_factory.mktemp("any") / "papers.db") as store:
            papers = PaperStore(store)
            await apply(papers, compare({}, first))
            assert await papers.papers() == first
            for _ in range(2):
                await apply(papers, compare(first, second))
                assert await papers.papers() == second
            assert await store.integrity_faults() == []

    asyncio.run(load())


async def test_a_removed_paper_leaves_no_row_behind(papers: PaperStore, store: Store) -> None:
    both = [replace(paper(arxiv_id), keywords=("diffusion",)) for arxiv_id in ("2411.00001", "2411.00002")]
    await apply(papers, added(*both))
    await apply(papers, Difference(removed=(both[0],)))
    for table in ("paper", "section", "author", "listing", "keyword"):
        assert await store.rows(f"SELECT DISTINCT arxiv_id FROM {table}") == [("2411.00002",)]


async def test_unknown_votes_stay_apart_from_none(papers: PaperStore, store: Store) -> None:
    await apply(papers, added(paper("2411.00001", days={DAY: None}), paper("2411.00002", days={DAY: 0})))
    assert await store.rows("SELECT votes FROM listing ORDER BY arxiv_id") == [(None,), (0,)]
    assert [one.newest.votes for one in (await papers.papers()).values()] == [None, 0]


async def test_an_update_keeps_what_hangs_on_a_paper(papers: PaperStore, store: Store) -> None:
    async with store.transaction() as transaction:
        await transaction.execute("CREATE TABLE kept (arxiv_id TEXT REFERENCES paper ON DELETE CASCADE)")
    before, after = paper(days={DAY: 1}), paper(days={DAY: 2}, text="새 요약")
    await apply(papers, added(before))
    async with store.transaction() as transaction:
        await transaction.execute("INSERT INTO kept VALUES (?)", (before.arxiv_id,))
    await apply(papers, compare({before.arxiv_id: before}, {after.arxiv_id: after}))
    assert await papers.papers() == {after.arxiv_id: after}
    assert await store.rows("SELECT arxiv_id FROM kept") == [(before.arxiv_id,)]


async def test_the_text_of_a_paper_is_never_part_of_a_statement(papers: PaperStore) -> None:
    hostile = replace(paper(text="'); DROP TABLE paper; --"), title="{0} %s ? :x '\"", authors=("Robert'); --",))
    await apply(papers, added(hostile))
    assert await papers.papers() == {hostile.arxiv_id: hostile}


async def test_each_load_that_changes_something_is_one_revision(papers: PaperStore) -> None:
    difference = added(paper("2411.00001"), paper("2411.00002"))
    await papers.apply(difference, report(difference, papers=2, rejected=3), NOW)
    first = await papers.revision()
    assert first is not None
    assert (first.id, first.papers, first.added, first.updated, first.removed, first.rejected) == (1, 2, 2, 0, 0, 3)
    assert first.loaded_at == NOW
    await papers.apply(NOTHING, report(NOTHING), NOW)
    assert await papers.revision() == first
    await apply(papers, Difference(removed=(paper("2411.00001"),)))
    second = await papers.revision()
    assert second is not None
    assert (second.id, second.removed) == (2, 1)


async def test_a_difference_from_an_older_revision_is_refused(papers: PaperStore) -> None:
    await apply(papers, added(paper("2411.00001")))
    for stale in (added(paper("2411.00002")), NOTHING):
        with pytest.raises(StoreError, match="changed by somebody else in the meantime"):
            await papers.apply(stale, report(stale), NOW, base=0)
    assert list(await papers.papers()) == ["2411.00001"]
    await papers.apply(added(paper("2411.00002")), report(NOTHING), NOW, base=1)
    assert list(await papers.papers()) == ["2411.00001", "2411.00002"]


async def test_what_a_revision_changed_is_kept_as_it_was(papers: PaperStore) -> None:
    gone, old = paper("2411.00001", days={DAY: None}), paper("2411.00002", text="요약 \U0001f600")
    new, fresh = replace(old, title="Another", authors=()), paper("2411.00003")
    await apply(papers, added(gone, old))
    await apply(papers, compare({p.arxiv_id: p for p in (gone, old)}, {p.arxiv_id: p for p in (new, fresh)}))
    assert await papers.changes(1) == {"2411.00001": None, "2411.00002": None}
    assert await papers.changes(2) == {"2411.00001": gone, "2411.00002": old, "2411.00003": None}


async def test_what_the_last_ten_revisions_changed_is_kept(papers: PaperStore, store: Store) -> None:
    for votes in range(13):
        await apply(papers, compare(await papers.papers(), {"2411.14384": paper(days={DAY: votes})}))
    kept = await store.rows("SELECT DISTINCT revision_id FROM corpus_change ORDER BY revision_id")
    assert [row[0] for row in kept] == list(range(4, 14))
    assert await papers.changes(3) == {}


async def test_a_load_that_fails_changes_nothing(papers: PaperStore) -> None:
    good = paper("2411.00001")
    await apply(papers, added(good))
    bad = replace(paper("2411.00002"), authors=("",))
    with pytest.raises(Exception, match=r"CHECK constraint failed|violates check constraint"):
        await apply(papers, replace(added(bad), removed=(good,)))
    assert await papers.papers() == {good.arxiv_id: good}
    revision = await papers.revision()
    assert revision is not None
    assert revision.id == 1


async def test_papers_are_of_one_moment_while_a_load_goes_on(papers: PaperStore) -> None:
    one, other = paper("2411.00001", days={DAY: 1}), paper("2411.00001", days={date(2024, 11, 25): 2})
    await apply(papers, added(one))
    there, back = (
        compare({"2411.00001": one}, {"2411.00001": other}),
        compare({"2411.00001": other}, {"2411.00001": one}),
    )
    for _ in range(5):
        _, seen, _ = await asyncio.gather(apply(papers, there), papers.papers(), apply(papers, back))
        assert seen in ({"2411.00001": one}, {"2411.00001": other})


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, dict[str, Paper]]:
    """Return a sound database, as bytes, and its papers."""
    path = tmp_path_factory.mktemp("sound") / "papers.db"

    async def make() -> dict[str, Paper]:
        read = dict(list(read_folder(SEEDS, {}).papers.items())[:40])
        async with Store.open(path) as store:
            await apply(PaperStore(store), compare({}, read))
        return read

    read = asyncio.run(make())
    return path.read_bytes(), read


def damage(data: bytes, kind: str, chance: random.Random) -> bytes:
    damaged = bytearray(data)
    page = 4096 * chance.randrange(1, len(data) // 4096)
    if kind == "a page of noise":
        damaged[page : page + 4096] = chance.randbytes(4096)
    elif kind == "a page of zeros":
        damaged[page : page + 4096] = bytes(4096)
    elif kind == "bits":
        for _ in range(20):
            damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
    else:
        del damaged[chance.randrange(len(damaged)) :]
    return bytes(damaged)


async def read_back(path: Path) -> str | tuple[dict[str, Paper], list[str]]:
    """Return the papers and what is wrong with the file, or the refusal."""
    try:
        async with Store.open(path) as store:
            return await PaperStore(store).papers(), await store.integrity_faults()
    except StoreError as error:
        return str(error)


@pytest.mark.parametrize("kind", ["a page of noise", "a page of zeros", "bits", "the end"])
@pytest.mark.parametrize("seed", range(6))
def test_a_damaged_file_is_refused_by_name_or_still_reads_as_papers(
    tmp_path: Path, sound: tuple[bytes, dict[str, Paper]], kind: str, seed: int
) -> None:
    data, read = sound
    path = tmp_path / "papers.db"
    path.write_bytes(damage(data, kind, random.Random(seed)))
    result = asyncio.run(read_back(path))
    if isinstance(result, str):
        assert f"{path} is damaged" in result
    else:
        found, faults = result
        assert all(one.listings and one.title for one in found.values())
        assert kind == "bits" or faults or found == read


async def test_rows_that_contradict_the_schema_are_damage(tmp_path: Path, papers: PaperStore, store: Store) -> None:
    await apply(papers, added(paper()))
    async with store.transaction() as transaction:
        await transaction.execute("DELETE FROM listing")
        await transaction.execute("UPDATE corpus_change SET before = '{}'")
    with pytest.raises(StoreError, match="is damaged or is not"):
        await papers.papers()
    with pytest.raises(StoreError, match="is damaged or is not"):
        await papers.changes(1)

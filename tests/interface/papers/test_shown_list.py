"""Lists outlive restarts and reloads, are small, and are forgotten after a month."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.answers.reply import Quote, Reply
from bot.corpus.difference import compare
from bot.corpus.paper import Listing, Paper
from bot.corpus.report import LoadReport
from bot.errors import NotFoundError
from bot.interface.papers.list_card import list_card
from bot.interface.papers.shown_list import ShownList, freeze
from bot.interface.papers.shown_lists import ShownLists
from bot.search.corpus import Corpus
from bot.search.hits import Hit
from bot.storage.database import Store
from bot.storage.papers import PaperStore
from tests.interface.look import text
from tests.interface.made_papers import DAY, assert_within_limits, hit, paper, sent

NOW = datetime(2024, 11, 25, tzinfo=UTC)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncGenerator[Store]:
    async with Store.open(tmp_path / "papers.db") as opened:
        yield opened


async def kept(store: Store, shown: ShownList, corpus: Corpus) -> ShownList:
    """Keep a list and read all of it again."""
    lists = ShownLists(store)
    _, found = await lists.find(await lists.keep(5, shown, NOW))
    return await lists.read(found, range(len(found.papers)), corpus)


def many(count: int) -> list[Paper]:
    return [paper(f"number {number}", arxiv_id=f"2411.{number:05}") for number in range(count)]


async def load(store: Store, before: list[Paper], after: list[Paper]) -> None:
    """Write a revision."""
    changed = compare({one.arxiv_id: one for one in before}, {one.arxiv_id: one for one in after})
    await PaperStore(store).apply(changed, LoadReport(1, len(after), 0, 0, 0, 0, len(after), 0, (), (), 0.0), NOW)


async def test_a_list_comes_back_as_it_was_after_a_restart(tmp_path: Path) -> None:
    one = paper("가 *title*", ("A", "B", "C", "D", "E"), more=True, thumbnail="https://example.org/a.png")
    other = replace(paper("another", arxiv_id="2411.00002"), listings=(Listing(date(2024, 11, 24), None, 0, "b"),))
    quote = Quote(one.arxiv_id, None, "q", "f")
    reply = Reply("answered", "ko", "lead", (hit(one), hit(other)), (quote,))
    shown = freeze(reply, {one.arxiv_id: "why"})
    async with Store.open(tmp_path / "a.db") as store:
        list_id = await ShownLists(store).keep(5, shown, NOW)
    async with Store.open(tmp_path / "a.db") as store:
        asker, found = await ShownLists(store).find(list_id)
        assert (asker, [one.bare for one in found.papers]) == (5, [True, True])
        assert await ShownLists(store).read(found, range(2), Corpus([one, other])) == shown


async def test_an_answer_of_one_paper_stays_without_a_quote(store: Store) -> None:
    shown = freeze(Reply("answered", "en", "the lead is the answer", (hit(paper()),)))
    assert shown.papers[0].quotes == ()
    assert (await kept(store, shown, Corpus([paper()]))).papers == shown.papers


async def test_only_the_papers_of_the_page_are_read(store: Store) -> None:
    papers = many(12)
    lists = ShownLists(store)
    list_id = await lists.keep(5, freeze(Reply("papers", "en", "x", tuple(map(hit, papers)))), NOW)
    read = await lists.read((await lists.find(list_id))[1], range(5, 10), Corpus(papers))
    assert [one.title for one in read.papers] == [""] * 5 + [f"number {n}" for n in range(5, 10)] + [""] * 2


async def test_titles_and_votes_are_those_of_now_and_the_day_is_that_of_then(store: Store) -> None:
    before = paper("a title with a tpyo")
    later = Listing(date(2024, 11, 29), 90, 0, "b.txt")
    after = replace(before, title="a title", listings=(later, replace(before.newest, votes=8)))
    read = await kept(store, freeze(Reply("papers", "en", "x", (hit(before),))), Corpus([after]))
    assert (read.papers[0].title, read.papers[0].credit) == ("a title", "Nov 22, 2024 · 8 votes")


async def test_an_older_listing_that_was_shown_is_shown_again(store: Store) -> None:
    both = replace(paper(), listings=(Listing(DAY, 9, 0, "b"), Listing(date(2024, 11, 1), 3, 0, "a")))
    shown = freeze(Reply("papers", "en", "x", (Hit(both, both.listings[1], 0.0), hit(paper(arxiv_id="2411.00002")))))
    assert (await kept(store, shown, Corpus([both]))).papers[0].credit == shown.papers[0].credit


async def test_a_paper_that_has_left_is_shown_as_it_was_and_said_to_be_gone(store: Store) -> None:
    papers = many(3)
    await load(store, [], papers)
    await load(store, papers, papers[:2])
    shown = freeze(Reply("papers", "ko", "x", tuple(map(hit, papers))))
    read = await kept(store, shown, Corpus(papers[:2]))
    assert [one.title for one in read.papers] == ["number 0", "number 1", "number 2"]
    assert "현재 목록에 없음" in read.papers[2].credit


async def test_a_paper_that_left_long_ago_keeps_its_line_and_number(store: Store) -> None:
    papers = many(3)
    read = await kept(store, freeze(Reply("papers", "en", "x", tuple(map(hit, papers)))), Corpus(papers[1:]))
    said = text(sent(list_card(read)))
    assert "**1.** [2411.00000](https://arxiv.org/abs/2411.00000)" in said
    assert "no longer in the listings" in said
    assert "**2.** [number 1]" in said


async def test_pages_stay_within_a_message_when_a_reload_makes_everything_longer(store: Store) -> None:
    papers = many(25)
    shown = freeze(Reply("papers", "en", "l" * 900, tuple(map(hit, papers))))
    longer = [replace(one, title="t" * 2_000, authors=("n" * 90,) * 40) for one in papers]
    read = await kept(store, shown, Corpus(longer))
    for page in range(1, 6):
        assert_within_limits(list_card(read, page, 1 << 61))


async def test_a_list_of_250_papers_takes_less_than_1500_bytes(store: Store) -> None:
    shown = freeze(Reply("papers", "en", "x", tuple(map(hit, many(250)))))
    await ShownLists(store).keep(5, shown, NOW)
    ((size,),) = await store.rows("SELECT length(content) + length(packed) FROM shown_list")
    assert size < 1_500


async def test_a_list_is_gone_after_a_month(tmp_path: Path) -> None:
    async with Store.open(tmp_path / "a.db") as store:
        lists = ShownLists(store)
        old = await lists.keep(5, freeze(Reply("papers", "en", "old")), NOW)
        new = await lists.keep(5, freeze(Reply("papers", "en", "new")), NOW + timedelta(days=29))
        await lists.keep(5, freeze(Reply("papers", "en", "newest")), NOW + timedelta(days=31))
        with pytest.raises(NotFoundError, match="expired"):
            await lists.find(old)
        assert (await lists.find(new))[1].lead == "new"


@pytest.mark.parametrize("packed", ["NULL", "x''", "x'00'", "x'789c4b040000620062'"])
async def test_a_list_of_another_form_is_refused_like_an_old_one(tmp_path: Path, packed: str) -> None:
    async with Store.open(tmp_path / "a.db") as store:
        async with store.transaction() as transaction:
            await transaction.execute(
                f"INSERT INTO shown_list (id, user_id, shown_at, content, packed) VALUES (1, 2, ?, '[]', {packed})",
                (NOW.isoformat(),),
            )
        with pytest.raises(NotFoundError):
            await ShownLists(store).find(1)


async def test_of_a_person_the_newest_fifty_lists_are_kept(tmp_path: Path) -> None:
    async with Store.open(tmp_path / "a.db") as store:
        lists = ShownLists(store)
        shown = freeze(Reply("papers", "en", "x"))
        other = await lists.keep(6, shown, NOW)
        ids = [await lists.keep(5, shown, NOW + timedelta(minutes=number)) for number in range(60)]
        assert await store.rows("SELECT count(*) FROM shown_list WHERE user_id = 5") == [(50,)]
        assert (await lists.find(ids[10]))[0] == 5
        assert (await lists.find(other))[0] == 6
        with pytest.raises(NotFoundError):
            await lists.find(ids[9])

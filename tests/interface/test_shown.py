"""Lists outlive restarts and reloads, and are forgotten after a month."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.answers.reply import Quote, Reply
from bot.corpus.store import Store
from bot.errors import NotFoundError
from bot.interface.shown import ShownLists, freeze
from tests.interface.papers import hit, paper

NOW = datetime(2024, 11, 25, tzinfo=UTC)


async def test_a_list_comes_back_as_it_was_after_a_restart(tmp_path: Path) -> None:
    one = paper("가 *title*", ("A", "B", "C", "D", "E"), more=True, thumbnail="https://example.org/a.png")
    shown = freeze(Reply("answered", "ko", "lead", (hit(one),), (Quote(one.arxiv_id, None, "q", "f"),)), {"x": "y"})
    async with Store.open(tmp_path / "a.db") as store:
        list_id = await ShownLists(store).keep(5, shown, NOW)
    async with Store.open(tmp_path / "a.db") as store:
        assert await ShownLists(store).find(list_id) == (5, shown)


async def test_a_list_is_gone_after_a_month(tmp_path: Path) -> None:
    async with Store.open(tmp_path / "a.db") as store:
        lists = ShownLists(store)
        old = await lists.keep(5, freeze(Reply("papers", "en", "old")), NOW)
        new = await lists.keep(5, freeze(Reply("papers", "en", "new")), NOW + timedelta(days=29))
        await lists.keep(5, freeze(Reply("papers", "en", "newest")), NOW + timedelta(days=31))
        with pytest.raises(NotFoundError, match="expired"):
            await lists.find(old)
        assert (await lists.find(new))[1].lead == "new"


async def test_a_list_of_another_form_is_refused_like_an_old_one(tmp_path: Path) -> None:
    async with Store.open(tmp_path / "a.db") as store:
        async with store.transaction() as transaction:
            await transaction.execute(
                "INSERT INTO shown_list (id, user_id, shown_at, content) VALUES (1, 2, ?, ?)", (NOW.isoformat(), "[]")
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

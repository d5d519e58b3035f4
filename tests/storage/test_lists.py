"""Lists that were shown are kept small, for a month, and the newest fifty of a person."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.storage.database import Store
from bot.storage.lists import ListStore, StoredList
from bot.storage.retention import LISTS, LISTS_OF_PERSON

NOW = datetime(2024, 11, 25, 9, tzinfo=UTC)


async def test_a_list_comes_back_as_it_was_with_the_person_who_asked_for_it(store: Store) -> None:
    lists = ListStore(store)
    content = '{"lead": "논문 \\ud83d"}' * 100
    list_id = await lists.keep(7, content, NOW)
    assert await lists.find(list_id) == StoredList(7, content)
    assert await lists.find(list_id + 1) is None
    ((size,),) = await store.rows("SELECT length(packed) FROM shown_list")
    assert size < len(content) / 5


async def test_what_the_first_version_kept_is_told_apart(store: Store) -> None:
    async with store.transaction() as transaction:
        await transaction.execute(
            "INSERT INTO shown_list (id, user_id, shown_at, content) VALUES (5, 7, '2024-11-25', '{\"lead\": 1}')"
        )
    assert await ListStore(store).find(5) == StoredList(7, '{"lead": 1}', older=True)


async def test_damage_is_a_value_error(store: Store) -> None:
    lists = ListStore(store)
    list_id = await lists.keep(7, "{}", NOW)
    async with store.transaction() as transaction:
        await transaction.execute("UPDATE shown_list SET packed = ?", (b"\x00\xff",))
    with pytest.raises(ValueError, match="Error"):
        await lists.find(list_id)


async def test_old_lists_and_surplus_ones_go_and_those_of_others_stay(store: Store) -> None:
    lists = ListStore(store)
    old = await lists.keep(7, "{}", NOW - LISTS - timedelta(seconds=1))
    others = await lists.keep(8, "{}", NOW)
    kept = [await lists.keep(7, "{}", NOW + timedelta(seconds=number)) for number in range(LISTS_OF_PERSON + 2)]
    assert await lists.find(old) is None
    assert await lists.find(others) is not None
    assert [await lists.find(one) is not None for one in kept] == [False] * 2 + [True] * LISTS_OF_PERSON

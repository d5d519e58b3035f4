"""Every table has an end: by age, with the server that it belongs to, with the person, or because it cannot grow."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.interface.app.janitor import Janitor
from bot.storage.database import Store
from bot.storage.digests.guilds import LeftGuilds
from bot.storage.people.kept import Privacy
from bot.storage.retention import LEFT_GUILDS
from bot.storage.schema import own_tables
from tests.storage.rows import NOW, fill_every_table

YEARS = timedelta(days=3 * 366)
# What stays however old it is, and why.
_PAPERS = {"paper", "section", "author", "listing", "keyword", "corpus_revision", "corpus_change", "enrichment"}
_ONE_ROW = {
    "corpus_offer", "corpus_glossary", "feed_state", "command_tree", "digest_people_hour", "lease", "process_reading",
}  # fmt: skip
_FETCHED = {"feed_day"}
# Until its person or its server is gone.
_OF_PERSON = {"saved_paper", "saved_folder", "follower", "follow", "model_off_person"}
_OF_SERVER = {
    "digest_subscription", "digest_period", "digest_look", "topic_role", "role_menu", "reading_list", "model_off_guild",
}  # fmt: skip
# By which no post comes twice; they end with the subscription, a year later.
_NEWEST = {"digest_delivery", "digest_delivery_paper", "digest_part", "digest_ping"}
_GONE = {"left_guild"}


@pytest.fixture
async def store(tmp_path: Path) -> AsyncGenerator[Store]:
    async with Store.open(tmp_path / "papers.db") as opened:
        await fill_every_table(opened)
        yield opened


async def filled(store: Store) -> set[str]:
    """Return the tables that have rows."""
    names = [table.name for table in own_tables()]
    return {name for name in names if (await store.rows(f"SELECT count(*) FROM {name}"))[0][0]}


async def clean(store: Store) -> None:
    now = NOW + YEARS
    await Janitor(None, store, lambda: now, 0.0).clean(now)  # pyright: ignore[reportArgumentType]


async def test_after_years_only_what_cannot_grow_or_belongs_to_somebody_is_left(store: Store) -> None:
    before = await filled(store)
    await clean(store)
    left = await filled(store)
    assert left <= _PAPERS | _ONE_ROW | _FETCHED | _OF_PERSON | _OF_SERVER | _NEWEST | _GONE, left
    assert before - left >= {"audit", "shown_list", "discussion", "digest_draft", "greeting", "member_vote"}


async def test_of_a_server_that_was_left_long_ago_nothing_is_left(store: Store) -> None:
    ledger = LeftGuilds(store)
    await ledger.left(1, NOW)
    later = NOW + LEFT_GUILDS + timedelta(days=1)
    assert 1 in await ledger.long_left(later)
    await ledger.forget([1], later)
    await clean(store)
    named = [table.name for table in own_tables() if "guild_id" in table.columns]
    assert len(named) > 8
    left = {name for name in named if (await store.rows(f"SELECT count(*) FROM {name} WHERE guild_id = 1"))[0][0]}
    assert left == set()
    assert not {"digest_part", "digest_ping"} & await filled(store)


async def test_of_a_person_who_deletes_their_data_only_acts_of_an_admin_and_the_servers_posts_are_left(
    store: Store,
) -> None:
    await Privacy(store).delete(7)
    columns = {(table.name, column) for table in own_tables() for column in table.columns}
    theirs = {(name, column) for name, column in columns if column.endswith(("user_id", "_by"))}
    assert len(theirs) > 8
    left = {
        f"{name}.{column}"
        for name, column in theirs
        if (await store.rows(f"SELECT count(*) FROM {name} WHERE {column} = 7"))[0][0]
    }
    assert left <= {"audit.user_id", "digest_subscription.set_by", "corpus_upload.user_id"}

"""What is asked of the database each minute, at each press and by the janitor reads no table that grows as a whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.answers.reply import Reply
from bot.interface.app.janitor import Janitor
from bot.interface.papers.shown_list import freeze
from bot.interface.papers.shown_lists import ShownLists
from bot.interface.ui.audit_log import Actor, Audit
from bot.storage.connections import Reading, Transaction
from bot.storage.database import Store
from bot.storage.digests.drafts import Draft, Drafts
from bot.storage.digests.ledger import DigestLedger
from bot.storage.digests.unsent import unsent
from bot.storage.digests.values import Due, Pick
from bot.storage.discussions import Discussions
from bot.storage.people.folders import Folders
from bot.storage.people.kept import Privacy
from bot.storage.people.saved import SavedPapers
from bot.storage.reading_lists import ReadingLists
from tests.interface.conftest import Stage
from tests.interface.made_papers import hit, paper

NOW = datetime(2024, 11, 25, 9, tzinfo=UTC)
# Those that have a row for each server or person, each post, each search, each paper shown.
GROWING = (
    "audit", "digest_delivery", "digest_delivery_paper", "digest_posted", "discussion", "follow", "follower",
    "saved_paper", "shown_list", "digest_subscription", "digest_draft", "reading_list", "saved_folder", "member_vote",
)  # fmt: skip
# Everybody who is served is looked through where their next moment is not known.
WHOLE = ("SELECT guild_id, channel_id, post_time", "SELECT user_id, channel_id, language, since, kind")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Return every statement that was run since, with how many values it takes."""
    found: dict[str, int] = {}
    execute, rows, many = Transaction.execute, Reading.rows, Transaction.execute_many

    async def noted_execute(self: Transaction, sql: str, values: Sequence[object] = ()) -> int:
        found[sql] = len(values)
        return await execute(self, sql, values)  # pyright: ignore[reportArgumentType]

    async def noted_rows(self: Reading, sql: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        found[sql] = len(values)
        return await rows(self, sql, values)  # pyright: ignore[reportArgumentType]

    async def noted_many(self: Transaction, sql: str, values: Sequence[Sequence[object]]) -> None:
        values = list(values)
        found[sql] = len(values[0]) if values else sql.count("?")
        await many(self, sql, values)  # pyright: ignore[reportArgumentType]

    monkeypatch.setattr(Transaction, "execute", noted_execute)
    monkeypatch.setattr(Reading, "rows", noted_rows)
    monkeypatch.setattr(Transaction, "execute_many", noted_many)
    return found


async def use_everything(stage: Stage) -> None:
    """Do what people, the clock, whoever asks for the health, and the janitor do."""
    store, lists, ledger = stage.store, ShownLists(stage.store), DigestLedger(stage.store)
    for name in ("digest_subscription", "digest_delivery"):
        assert await store.rows(f"SELECT count(*) FROM {name}") == [(0,)]
    async with store.transaction() as transaction:
        await transaction.execute(
            "INSERT INTO follower (user_id, channel_id, language, since, stopped_at) VALUES (7, 70, 'en', ?, NULL)",
            (NOW.isoformat(),),
        )
        await transaction.execute(
            "INSERT INTO digest_subscription (guild_id, channel_id, post_time, timezone, count, language, "
            "when_nothing_new, set_by, set_at) VALUES (1, 10, '09:00', 'UTC', 5, 'en', 'nothing', 7, ?)",
            (NOW.isoformat(),),
        )
    (wanted,) = await ledger.subscriptions(1)
    for number in range(3):
        day = date(2024, 9, 1) + timedelta(days=number)
        await ledger.claim(wanted, [(Due("listing", day), [Pick("2409.00001")])], NOW - timedelta(days=60))
    (delivery, *_) = await ledger.deliveries(10)
    await ledger.deliveries(10, NOW - timedelta(days=3))
    await ledger.history(10)
    await ledger.attempt(delivery, NOW)
    await ledger.sent(delivery, 5, NOW)
    await ledger.shown(10)
    await ledger.shown(10, NOW, NOW, reviews=True)
    await ledger.recent([10], NOW - timedelta(days=3))
    await ledger.subscribe(replace(wanted, every="week", weekday=4, review_since=NOW))
    await ledger.favourites.of(1, NOW - timedelta(days=7), NOW)
    await ledger.votes.toggle(1, "2409.00001", 7, NOW)
    await ledger.votes.counts(1, ("2409.00001",))
    await ledger.votes.ranking(1, 10)
    await ledger.votes.ranking(1, 10, (date(2024, 9, 1), date(2024, 9, 2)))
    await ledger.guilds.present([1], NOW)
    await ledger.picks_of(7, date(2024, 9, 1))
    await ledger.of_channel(10)
    await ledger.guilds.left(3, NOW)
    await ledger.guilds.forget([3], NOW + timedelta(days=40))
    await unsent(store, NOW)
    list_id = await lists.keep(7, freeze(Reply("papers", "en", "x", (hit(paper()),))), NOW)
    _, shown = await lists.find(list_id)
    await lists.read(shown, range(1), stage.library.corpus)
    discussions = Discussions(store)
    await discussions.opened(1, "2411.00001", 9, NOW)
    await discussions.find(1, "2411.00001")
    await discussions.used(9, NOW + timedelta(days=9))
    await use_what_is_kept(store)
    draft_id = await (drafts := Drafts(store)).open(Draft(1, 7, wanted), NOW)
    await drafts.change(draft_id, lambda draft: draft, NOW)
    await Audit(store, lambda: NOW).record("x", Actor(7, 1), "done")
    await Janitor(stage.bot, store, lambda: NOW, 0.0).clean(NOW + timedelta(days=500))
    await Privacy(store).kept(7)
    await Privacy(store).delete(7)
    await discussions.closed(9)


async def use_what_is_kept(store: Store) -> None:
    """Do what people do with saved papers, and servers with their reading lists."""
    await SavedPapers(store).save(7, paper(), NOW)
    await SavedPapers(store).saved(7)
    await SavedPapers(store).note(7, paper().arxiv_id, "x")
    folders, lists = Folders(store), ReadingLists(store)
    folder = await folders.create(7, "a", NOW)
    await folders.move(7, paper().arxiv_id, folder.id)
    await folders.rename(7, folder.id, "b")
    await folders.all(7)
    await folders.delete(7, folder.id, with_papers=True)
    await lists.add(1, paper(), "", 7, NOW)
    await lists.add(1, paper(), "a note", 7, NOW)
    await lists.entries(1)
    await lists.finish(1, paper().arxiv_id, 7, NOW)
    await lists.entries(1, done=True)
    await lists.reopen(1, paper().arxiv_id)
    await lists.remove(1, paper().arxiv_id, 7)


async def scans(store: Store, sql: str, values: int) -> list[str]:
    """Return which of the growing tables a statement reads as a whole."""
    rows = await store.rows(f"EXPLAIN QUERY PLAN {sql}", (None,) * values)
    named = {name: alias or name for name, alias in re.findall(r"(?:FROM|JOIN) (\w+)(?: AS (\w+))?", sql)}
    growing = {named.get(table, table) for table in GROWING} | set(GROWING)
    scanned = (re.match(r"SCAN (\w+)", row[3]) for row in rows)
    return [found[1] for found in scanned if found and found[1] in growing]


async def test_no_statement_reads_a_growing_table_as_a_whole(stage: Stage, asked: dict[str, int]) -> None:
    await use_everything(stage)
    statements = {
        sql: values
        for sql, values in asked.items()
        if re.match(r"\s*(SELECT|UPDATE|DELETE|INSERT)", sql) and not sql.startswith((*WHOLE, "SELECT count(*) FROM"))
    }
    assert len(statements) > 40
    found = {sql: tables for sql, values in statements.items() if (tables := await scans(stage.store, sql, values))}
    assert found == {}


async def test_unsent_posts_are_found_by_an_index_of_their_own(stage: Stage, asked: dict[str, int]) -> None:
    await unsent(stage.store, NOW)
    # Tasks of the bot may ask for something at the same time.
    (sql,) = [one for one in asked if "digest_delivery" in one]
    plan = [row[3] for row in await stage.store.rows(f"EXPLAIN QUERY PLAN {sql}", (None,))]
    assert "digest_delivery_unsent" in plan[0]

"""What admins are setting up is kept for a day, each change by itself."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.storage.database import Store
from bot.storage.digests.drafts import Draft, Drafts
from bot.storage.digests.values import Subscription
from bot.storage.follow import Follow
from bot.storage.retention import DRAFTS, DRAFTS_OF_PERSON
from tests.storage.databases import MIGRATIONS

NOW = datetime(2024, 11, 25, 9, tzinfo=UTC)
SETTINGS = Subscription(
    5, 0, time(9), "Asia/Seoul", 5, "ko", "nothing", 7, NOW, follows=(Follow("topic", "확산: “a”"),)
)
DRAFT = Draft(5, 7, SETTINGS, replace(SETTINGS, channel_id=6, paused_at=NOW), changed=True)


async def test_a_draft_comes_back_as_it_was(store: Store) -> None:
    drafts = Drafts(store)
    assert await drafts.find(await drafts.open(DRAFT, NOW), NOW) == DRAFT
    bare = replace(DRAFT, before=None, changed=False)
    assert await drafts.find(await drafts.open(bare, NOW), NOW) == bare
    assert await drafts.find("no such draft", NOW) is None


async def test_changes_at_the_same_time_do_not_undo_each_other(store: Store) -> None:
    drafts = Drafts(store)
    draft_id = await drafts.open(DRAFT, NOW)
    await asyncio.gather(
        drafts.change(draft_id, lambda draft: draft.entered(replace(draft.settings, count=9)), NOW),
        drafts.change(draft_id, lambda draft: draft.entered(replace(draft.settings, min_votes=4)), NOW),
    )
    found = await drafts.find(draft_id, NOW)
    assert found is not None
    assert (found.settings.count, found.settings.min_votes) == (9, 4)


async def test_a_refused_change_leaves_the_draft_as_it_was(store: Store) -> None:
    drafts = Drafts(store)
    draft_id = await drafts.open(DRAFT, NOW)

    def refuse(draft: Draft) -> Draft:
        raise ValueError(draft)

    with pytest.raises(ValueError, match="Draft"):
        await drafts.change(draft_id, refuse, NOW)
    assert await drafts.find(draft_id, NOW) == DRAFT


async def test_a_draft_lasts_for_a_day_after_its_last_change(store: Store) -> None:
    drafts = Drafts(store)
    draft_id = await drafts.open(DRAFT, NOW)
    assert await drafts.change(draft_id, lambda draft: draft, NOW + DRAFTS) == DRAFT
    assert await drafts.find(draft_id, NOW + 2 * DRAFTS) == DRAFT
    late = NOW + 2 * DRAFTS + timedelta(seconds=1)
    assert await drafts.find(draft_id, late) is None
    assert await drafts.change(draft_id, lambda draft: draft, late) is None


async def test_of_a_person_the_newest_few_are_kept_and_those_of_others_stay(store: Store) -> None:
    drafts = Drafts(store)
    others = await drafts.open(replace(DRAFT, user_id=8), NOW)
    kept = [await drafts.open(DRAFT, NOW + timedelta(seconds=number)) for number in range(DRAFTS_OF_PERSON + 2)]
    found = [await drafts.find(one, NOW) is not None for one in kept]
    assert found == [False] * 2 + [True] * DRAFTS_OF_PERSON
    assert await drafts.find(others, NOW) is not None


async def test_a_draft_of_a_version_without_weekly_posts_is_daily(store: Store) -> None:
    drafts = Drafts(store)
    draft_id = await drafts.open(replace(DRAFT, before=None), NOW)
    async with store.transaction() as transaction:
        ((written,),) = await transaction.rows("SELECT settings FROM digest_draft")
        aged = {name: value for name, value in json.loads(written).items() if name not in ("every", "weekday", "since")}
        await transaction.execute("UPDATE digest_draft SET settings = ?", (json.dumps(aged),))
    found = await drafts.find(draft_id, NOW)
    assert found == replace(DRAFT, before=None)


async def test_how_often_a_draft_is_posted_is_kept(store: Store) -> None:
    drafts = Drafts(store)
    weekly = replace(DRAFT, settings=replace(SETTINGS, every="day-week", weekday=4, review_since=NOW))
    assert await drafts.find(await drafts.open(weekly, NOW), NOW) == weekly


async def test_a_draft_of_before_publishing_could_be_chosen_is_read(tmp_path: Path) -> None:
    file = tmp_path / "papers.db"
    async with Store.open(file) as store:
        draft_id = await Drafts(store).open(DRAFT, NOW)
        ((settings, before),) = await store.rows("SELECT settings, before FROM digest_draft")
    known = (json.loads(one) for one in (settings, before))
    aged = [json.dumps({key: value for key, value in one.items() if key != "publish"}) for one in known]
    (step,) = (step for step in MIGRATIONS if step.name.endswith("_digest_venues.sql"))
    update = next(one for one in step.read_text("utf-8").split(";") if "UPDATE digest_draft" in one)
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE digest_draft SET settings = ?, before = ?", aged)
        database.execute(update)
    async with Store.open(file) as store:
        assert await Drafts(store).find(draft_id, NOW) == DRAFT

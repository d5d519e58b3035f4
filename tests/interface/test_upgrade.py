"""A database of version 0.1.0, with what its people left in it, goes on under this version as if nothing had been."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.interface.app.janitor import Janitor
from bot.personal.privacy import as_json
from bot.storage.digests.ledger import DigestLedger
from bot.storage.discussions import Discussions
from bot.storage.people.folders import Folders
from bot.storage.people.kept import Privacy
from bot.storage.people.saved import SavedPapers
from tests.interface.conftest import NOW, Stage, Staging
from tests.interface.look import text
from tests.storage.databases import MIGRATIONS, plain
from tests.wire.interactions import press, slash
from tests.wire.payloads import ASKER_ID, CHANNEL_ID, MANAGE_SERVER, ORDINARY, Payload

LIST = 3863550076309277243
THREAD = 1700000000000000001
HIGHLIGHTS = {"2411.10027", "2411.10026"}


@pytest.fixture
async def upgraded(staging: Staging, tmp_path: Path) -> AsyncGenerator[Stage]:
    """Return the program of today on the database of then."""
    with plain(tmp_path / "papers.db") as connection:
        for step in MIGRATIONS[:9]:
            connection.executescript(step.read_text("utf-8"))
        connection.executescript((Path(__file__).parent / "schema_9.sql").read_text("utf-8"))
        connection.execute("PRAGMA user_version = 9")
    async with staging() as stage:
        yield stage


async def cleaned(stage: Stage, now: datetime) -> None:
    await Janitor(stage.bot, stage.store, lambda: now, 0.0).clean(now)


def anything(stage: Stage) -> Payload:
    """Return a message below which to press."""
    return stage.wire.messages.create(str(CHANNEL_ID), {"content": "x"})


async def test_papers_saved_then_have_no_notes_and_take_them(upgraded: Stage) -> None:
    saved = SavedPapers(upgraded.store)
    (user_id,) = {row[0] for row in await upgraded.store.rows("SELECT user_id FROM saved_paper")}
    papers = await saved.saved(user_id)
    assert {(paper.note, paper.folder) for paper in papers} == {("", "")}
    assert await saved.note(user_id, papers[0].arxiv_id, "new")
    folder = await Folders(upgraded.store).create(user_id, "New", NOW)
    assert await Folders(upgraded.store).move(user_id, papers[0].arxiv_id, folder.id)
    assert await upgraded.store.integrity_faults() == []


async def test_pages_of_a_list_of_then_turn(upgraded: Stage) -> None:
    said = text(await upgraded.answer(press(anything(upgraded), f"page:{LIST}:2")))
    assert "12 of 30 papers (Nov 21, 2024" in said
    assert "**6.** [Robot study number 24]" not in said
    assert "number 24" in said
    assert "Page 2 of 3 · 12 papers" in said


async def test_a_list_of_then_is_not_for_others_and_ends_after_its_month(upgraded: Stage) -> None:
    refused = await upgraded.answer(press(anything(upgraded), f"page:{LIST}:2", user_id=ASKER_ID + 5))
    assert "Only the person who asked" in refused["content"]
    await cleaned(upgraded, NOW + timedelta(days=31))
    assert "expired" in (await upgraded.answer(press(anything(upgraded), f"page:{LIST}:2")))["content"]


async def test_history_and_the_newest_day_are_as_they_were(upgraded: Stage) -> None:
    ledger = DigestLedger(upgraded.store)
    await cleaned(upgraded, NOW)
    assert [(one.kind, one.day, one.message_id) for one in await ledger.history(CHANNEL_ID)] == [
        ("highlights", date(2024, 11, 23), 1600000000000000023),
        ("listing", date(2024, 11, 21), 1600000000000000021),
        ("listing", date(2024, 9, 2), 1600000000000000002),
    ]
    said = text(await upgraded.answer(slash("digest show", permissions=ORDINARY | MANAGE_SERVER)))
    assert f"<#{CHANNEL_ID}>" in said


async def test_highlights_of_then_do_not_come_again_for_a_year(upgraded: Stage) -> None:
    ledger = DigestLedger(upgraded.store)
    for days in (0, 31, 200, 365):
        await ledger.unsubscribe(1400000000000000001, CHANNEL_ID)
        await cleaned(upgraded, NOW + timedelta(days=days))
        assert await ledger.shown(CHANNEL_ID) >= HIGHLIGHTS


async def test_all_papers_of_a_message_of_then_are_shown(upgraded: Stage) -> None:
    answer = await upgraded.answer(press(anything(upgraded), "matches:2024-11-21", guild_id=None))
    assert "6 papers on what you follow, up to Nov 21, 2024" in text(answer).replace("2024-11-21", "Nov 21, 2024")


async def test_a_thread_of_then_is_known_and_is_kept_while_it_is_used(upgraded: Stage) -> None:
    discussions = Discussions(upgraded.store)
    assert await discussions.paper_of(THREAD) == "2411.14405"
    await discussions.used(THREAD, NOW + timedelta(days=20))
    await cleaned(upgraded, NOW + timedelta(days=190))
    assert await upgraded.store.rows("SELECT arxiv_id FROM discussion") == [("2411.14405",)]
    await cleaned(upgraded, NOW + timedelta(days=202))
    assert await upgraded.store.rows("SELECT arxiv_id FROM discussion") == []


async def test_what_is_kept_of_a_person_is_shown_and_deleted(upgraded: Stage) -> None:
    privacy = Privacy(upgraded.store)
    read = json.loads(as_json(await privacy.kept(ASKER_ID)))
    assert [paper["arxiv_id"] for paper in read["shown_lists"][0]["content"]["papers"]][:1] == ["2411.10029"]
    assert (len(read["saved"]), len(read["follows"]), len(read["deliveries"]), len(read["acts"])) == (1, 1, 1, 1)
    await privacy.delete(ASKER_ID)
    assert (await privacy.kept(ASKER_ID)).nothing
    assert await upgraded.store.integrity_faults() == []


async def test_the_next_post_of_a_channel_is_the_day_that_it_lacks(upgraded: Stage) -> None:
    await cleaned(upgraded, datetime(2024, 11, 25, 9, tzinfo=UTC))
    days = {one.day for one in await DigestLedger(upgraded.store).deliveries(CHANNEL_ID, NOW) if one.kind == "listing"}
    assert days == {date(2024, 11, 21)}

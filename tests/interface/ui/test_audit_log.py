"""What admins do is known afterwards: one line in the log and one row, whatever came of it."""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

import pytest

from bot.errors import CorpusError
from bot.interface.ui.audit_log import Actor, Audit
from bot.storage.database import Store
from bot.texts import Text
from tests.interface.conftest import NOW, Stage
from tests.interface.corpus.test_commands_upload import upload
from tests.interface.digest.digests import join, run, set_up
from tests.wire.interactions import option
from tests.wire.payloads import ASKER_ID, CHANNEL_ID, GUILD_ID, OWNER_ID, STRANGER_ID

SOMEBODY = Actor(7, 8)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncGenerator[Store]:
    async with Store.open(tmp_path / "audit.db") as store:
        yield store


async def rows(store: Store) -> list[Any]:
    return await store.rows("SELECT user_id, guild_id, action, detail FROM audit ORDER BY id")


async def test_an_act_is_a_line_and_a_row_with_who_when_where_what_and_result(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        async with Audit(store, lambda: NOW).act("corpus.upload", SOMEBODY, file="a b\n.md") as act:
            act.note(added=3)
    line = "at=2024-11-25T01:00:00+00:00 user=7 guild=8 action=corpus.upload"
    assert [record.getMessage() for record in caplog.records] == [f'audit {line} result=done file="a b\\n.md" added=3']
    found = await store.rows("SELECT at, user_id, guild_id, action, detail FROM audit")
    assert found == [("2024-11-25T01:00:00+00:00", 7, 8, "corpus.upload", 'result=done file="a b\\n.md" added=3')]


async def test_what_was_refused_or_failed_is_recorded_too(store: Store) -> None:
    audit = Audit(store, lambda: NOW)
    with pytest.raises(CorpusError):
        async with audit.act("corpus.reload", SOMEBODY):
            raise CorpusError(Text("no way", "안 됩니다"))
    with pytest.raises(ZeroDivisionError):
        async with audit.act("corpus.reload", SOMEBODY):
            raise ZeroDivisionError
    assert [row[3] for row in await rows(store)] == ['result=refused reason="no way"', "result=failed"]


async def test_the_last_ten_thousand_acts_are_kept(store: Store) -> None:
    async with store.transaction() as transaction:
        await transaction.execute_many(
            "INSERT INTO audit (at, user_id, guild_id, action, detail) VALUES ('', 1, 2, ?, '')",
            [(f"{number}",) for number in range(10_000)],
        )
    await Audit(store, lambda: NOW).record("newest", SOMEBODY, "done")
    found = await rows(store)
    assert (len(found), found[0][2], found[-1][2]) == (10_000, "1", "newest")


async def test_that_the_database_takes_no_row_stops_no_act(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    async with store.transaction() as transaction:
        await transaction.execute("PRAGMA query_only = ON")
    await Audit(store, lambda: NOW).record("corpus.reload", SOMEBODY, "done")
    assert "could not record" in caplog.text


async def test_everything_that_admins_do_to_the_corpus_is_recorded(stage: Stage) -> None:
    owner = stage.member(user_id=OWNER_ID)
    await upload(owner)
    (stage.seeds / "b.txt").unlink()
    await owner.press(await owner.slash("corpus reload"), "Load them")
    await owner.press(await owner.slash("corpus rollback"), "Take it back")
    await upload(owner, "a.txt")
    await upload(owner, "x.md", b"nothing")
    await stage.member().slash("corpus reload")
    done = [(action, detail.split()[0]) for _, _, action, detail in await rows(stage.store)]
    assert done == [
        ("corpus.upload", "result=done"),
        ("corpus.reload", "result=asked"),
        ("corpus.apply", "result=done"),
        ("corpus.rollback", "result=asked"),
        ("corpus.undo", "result=done"),
        ("corpus.upload", "result=asked"),
        ("corpus.upload", "result=refused"),
    ]
    assert {row[:2] for row in await rows(stage.store)} == {(OWNER_ID, GUILD_ID)}


async def test_what_a_moderator_takes_from_another_members_list_is_recorded_without_that_members_id(
    stage: Stage,
) -> None:
    member = stage.member(user_id=STRANGER_ID)
    moderator = stage.member(permissions=1 << 13)
    for paper in ("2411.14405", "2411.10002", "2411.00002"):
        await member.slash("list add", paper=paper, note="mine" if paper == "2411.10002" else None)
    await moderator.slash("list remove", paper="2411.14405")
    await moderator.choose(await moderator.slash("list show"), "Take off the list", "2411.10002")
    assert await rows(stage.store) == [
        (ASKER_ID, GUILD_ID, "list.remove", "result=done paper=2411.14405 note=no"),
        (ASKER_ID, GUILD_ID, "list.remove", "result=done paper=2411.10002 note=yes"),
    ]


async def test_what_members_take_off_the_list_themselves_or_may_not_take_is_no_act_of_an_admin(stage: Stage) -> None:
    member, moderator = stage.member(user_id=STRANGER_ID), stage.member(permissions=1 << 13)
    await member.slash("list add", paper="2411.14405")
    await stage.member().slash("list remove", paper="2411.14405")
    await member.slash("list remove", paper="2411.14405")
    await moderator.slash("list add", paper="2411.14405")
    await moderator.slash("list remove", paper="2411.14405")
    assert await rows(stage.store) == []


async def test_changes_of_a_daily_post_are_recorded_with_what_was_asked(stage: Stage) -> None:
    join(stage)
    for payload in (
        set_up(permissions=0),
        set_up(option("topics", "long contexts")),
        run("show"),
        run("pause"),
        run("off"),
    ):
        await stage.answer(payload)
    asked = f'result=done channel={CHANNEL_ID} time=09:00 timezone=Asia/Seoul topics="long contexts"'
    assert await rows(stage.store) == [
        (ASKER_ID, GUILD_ID, "digest.set", asked),
        (ASKER_ID, GUILD_ID, "digest.pause", f"result=done channel={CHANNEL_ID}"),
        (ASKER_ID, GUILD_ID, "digest.off", f"result=done channel={CHANNEL_ID}"),
    ]

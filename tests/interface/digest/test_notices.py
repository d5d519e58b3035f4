"""Trouble with a daily post is told to the person who set it up, else in the channel for notices."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace

import pytest

from bot.digest.delivery import DigestService
from bot.interface.digest.notices import ChannelWatch, Notices
from bot.storage.digests.ledger import DigestLedger
from bot.texts import Text
from tests.interface.conftest import NOW, Stage
from tests.interface.digest.digests import ALL, OTHER_ID, join, set_up
from tests.interface.look import text
from tests.wire.payloads import ASKER_ID, CHANNEL_ID, GUILD_ID, guild

_NOTICE = Text("It failed in <#5>.", "<#5>에서 실패했습니다.")
_TO_OTHER = f"/channels/{OTHER_ID}/messages"


async def test_the_person_is_told_by_direct_message(stage: Stage) -> None:
    join(stage)
    await stage.answer(set_up(notices=OTHER_ID, locale="ko"))
    (kept,) = await DigestLedger(stage.store).subscriptions()
    await Notices(stage.bot).notify(kept, _NOTICE)
    (opened,) = stage.wire.sent("POST", "/users/@me/channels")
    assert opened.body == {"recipient_id": ASKER_ID}
    (told,) = stage.wire.sent("POST", "/channels/.*/messages")
    assert text(told.body) == "⚠️ **Lab** · <#5>에서 실패했습니다."
    assert told.body["allowed_mentions"] == {"parse": []}
    assert _TO_OTHER not in told.path


async def test_where_they_take_no_messages_the_second_channel_is_told(stage: Stage) -> None:
    join(stage)
    await stage.answer(set_up(notices=OTHER_ID))
    (kept,) = await DigestLedger(stage.store).subscriptions()
    stage.wire.refuse("POST", f"/channels/(?!{OTHER_ID}).*/messages", 403, 50007)
    await Notices(stage.bot).notify(kept, _NOTICE)
    (told,) = stage.wire.sent("POST", _TO_OTHER)
    assert text(told.body) == "⚠️ **Lab** · It failed in <#5>."


async def test_where_nobody_can_be_told_the_log_has_it(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    join(stage)
    await stage.answer(set_up())
    (kept,) = await DigestLedger(stage.store).subscriptions()
    stage.wire.refuse("POST", "/channels/.*", 403, 50007)
    with caplog.at_level(logging.WARNING, "bot.interface.digest.notices"):
        await Notices(stage.bot).notify(kept, _NOTICE)
    assert f"could not notify anyone about the daily post of channel {CHANNEL_ID}" in caplog.text


async def test_a_deleted_channel_ends_its_post_with_a_notice(stage: Stage) -> None:
    join(stage)
    await stage.answer(set_up())
    ledger = DigestLedger(stage.store)
    stage.bot._connection.parse_channel_delete({"id": str(CHANNEL_ID), "guild_id": "1400000000000000001", "type": 0})  # pyright: ignore[reportPrivateUsage, reportArgumentType]
    told = await stage.wire.until("POST", "/channels/.*/messages")
    assert "The channel #papers of a daily post was deleted" in text(told.body)
    assert await ledger.subscriptions() == []


async def test_a_server_that_is_left_keeps_its_post_and_gets_it_again_after_the_return(stage: Stage) -> None:
    await stage.deliver("GUILD_CREATE", stage.wire.join(guild(ALL)))
    await stage.answer(set_up())
    ledger = DigestLedger(stage.store)
    (kept,) = await ledger.subscriptions()
    await stage.deliver("GUILD_DELETE", {"id": str(GUILD_ID), "unavailable": True})
    assert await ledger.subscriptions() == [kept], "an outage is no leave"
    await stage.deliver("GUILD_DELETE", {"id": str(GUILD_ID)})
    assert await ledger.subscriptions() == []
    assert await ledger.subscriptions(GUILD_ID) == [kept]
    await stage.deliver("GUILD_CREATE", guild(ALL))
    assert await ledger.subscriptions() == [kept]


async def test_what_was_left_and_joined_while_the_bot_did_not_run_is_seen_at_the_start(stage: Stage) -> None:
    join(stage)
    await stage.answer(set_up())
    ledger = DigestLedger(stage.store)
    (kept,) = await ledger.subscriptions()
    elsewhere = await ledger.subscribe(replace(kept, guild_id=5, channel_id=6))
    await ledger.guilds.left(GUILD_ID, NOW)
    watch = stage.bot.get_cog("ChannelWatch")
    assert isinstance(watch, ChannelWatch)
    await watch.present(0)
    assert await ledger.subscriptions() == [kept]
    assert await ledger.subscriptions(5) == [elsewhere]


async def test_what_could_not_be_written_down_of_servers_is_made_good_as_soon_as_it_can(stage: Stage) -> None:
    await stage.deliver("GUILD_CREATE", stage.wire.join(guild(ALL)))
    await stage.answer(set_up())
    ledger = DigestLedger(stage.store)
    (kept,) = await ledger.subscriptions()
    for left, sent in ((True, ("GUILD_DELETE", {"id": str(GUILD_ID)})), (False, ("GUILD_CREATE", guild(ALL)))):
        await rename(stage, "left_guild", "elsewhere")
        await stage.deliver(*sent)
        await asyncio.sleep(0.2)
        await rename(stage, "elsewhere", "left_guild")
        assert bool(await stage.store.rows("SELECT 1 FROM left_guild")) != left, "not yet"
        async with asyncio.timeout(10):
            while await ledger.subscriptions() != ([] if left else [kept]):  # noqa: ASYNC110
                await asyncio.sleep(0.05)


async def rename(stage: Stage, old: str, new: str) -> None:
    """Let a table be missing, or be there again."""
    async with stage.store.transaction() as transaction:
        await transaction.execute(f"ALTER TABLE {old} RENAME TO {new}")


async def test_a_channel_without_a_daily_post_may_be_deleted_in_silence(stage: Stage) -> None:
    ledger = DigestLedger(stage.store)
    service = DigestService(ledger, lambda: stage.library.corpus, None, notifier=Notices(stage.bot))  # pyright: ignore[reportArgumentType]
    await service.channel_deleted(CHANNEL_ID, "papers")
    assert stage.wire.sent("POST", "/channels/.*") == []

"""Trouble with a daily post is told to the person who set it up, else in the channel for notices."""

from __future__ import annotations

import logging

import pytest

from bot.digest.delivery import DigestService
from bot.digest.ledger import DigestLedger
from bot.interface.notices import Notices
from bot.texts import Text
from tests.interface.commands.digests import OTHER_ID, join, set_up
from tests.interface.conftest import Stage
from tests.interface.look import text
from tests.wire.payloads import ASKER_ID, CHANNEL_ID

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
    with caplog.at_level(logging.WARNING, "bot.interface.notices"):
        await Notices(stage.bot).notify(kept, _NOTICE)
    assert f"nobody could be told about the daily post of channel {CHANNEL_ID}" in caplog.text


async def test_a_deleted_channel_ends_its_post_with_a_notice(stage: Stage) -> None:
    join(stage)
    await stage.answer(set_up())
    ledger = DigestLedger(stage.store)
    stage.bot._connection.parse_channel_delete({"id": str(CHANNEL_ID), "guild_id": "1400000000000000001", "type": 0})  # pyright: ignore[reportPrivateUsage, reportArgumentType]
    told = await stage.wire.until("POST", "/channels/.*/messages")
    assert "The channel #papers of a daily post was deleted" in text(told.body)
    assert await ledger.subscriptions() == []


async def test_a_channel_without_a_daily_post_may_be_deleted_in_silence(stage: Stage) -> None:
    ledger = DigestLedger(stage.store)
    service = DigestService(ledger, lambda: stage.library.corpus, None, notifier=Notices(stage.bot))  # pyright: ignore[reportArgumentType]
    await service.channel_deleted(CHANNEL_ID, "papers")
    assert stage.wire.sent("POST", "/channels/.*") == []

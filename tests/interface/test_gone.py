"""Discord knows no such channel, thread or server: over the wire, what that ends and what not."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.digest.delivery import DigestService
from bot.digest.poster import CannotPostError
from bot.digest.times import parse_time
from bot.interface.app.membership import Membership
from bot.interface.digest.notices import ChannelWatch, Notices
from bot.storage.digests.ledger import DigestLedger
from bot.storage.digests.values import Subscription
from tests.interface.conftest import NOW, Stage
from tests.interface.digest.digests import ALL
from tests.interface.digest.test_posting import post, poster_of
from tests.interface.look import text
from tests.wire.payloads import ASKER_ID, CHANNEL_ID, GUILD_ID, Payload, channel, guild

_CHANNEL = f"/channels/{CHANNEL_ID}"
_MESSAGES = f"{_CHANNEL}/messages"
_MINUTE = timedelta(minutes=1)
_SUB = Subscription(
    GUILD_ID, CHANNEL_ID, parse_time("09:00"), "Asia/Seoul", 5, "en", "nothing", ASKER_ID, NOW - timedelta(days=2)
)


def service_of(stage: Stage) -> DigestService:
    return DigestService(
        DigestLedger(stage.store), lambda: stage.library.corpus, poster_of(stage), notifier=Notices(stage.bot)
    )


async def begin(stage: Stage) -> DigestService:
    await stage.deliver("GUILD_CREATE", stage.wire.join(guild(ALL)))
    service = service_of(stage)
    await service.subscribe(_SUB)
    return service


async def pass_time(service: DigestService, minutes: range) -> None:
    for minute in minutes:
        await service.tick(NOW + minute * _MINUTE)


def notices(stage: Stage) -> list[str]:
    sent = stage.wire.sent("POST", r"/channels/\d+/messages")
    return [text(one.body) for one in sent if one.path != _MESSAGES]


async def test_one_unknown_channel_costs_nothing_but_some_minutes(stage: Stage) -> None:
    service = await begin(stage)
    stage.wire.refuse("POST", _MESSAGES, 404, 10003, times=1)
    stage.wire.refuse("GET", _CHANNEL, 404, 10003, times=1)
    await pass_time(service, range(8))
    assert await service.subscriptions(GUILD_ID) == [_SUB]
    assert len(stage.wire.messages.listed(CHANNEL_ID)) == 1
    assert notices(stage) == []


async def test_a_channel_that_discord_still_shows_rests_and_its_people_are_told_once(stage: Stage) -> None:
    service = await begin(stage)
    stage.wire.refuse("POST", _MESSAGES, 404, 10003)
    await pass_time(service, range(0, 20 * 60, 5))
    (kept,) = await service.subscriptions(GUILD_ID)
    assert replace(kept, noticed_at=None) == _SUB
    (notice,) = notices(stage)
    assert "though it is there" in notice
    assert "The settings stay" in notice
    assert len(stage.wire.sent("POST", _MESSAGES)) < 20, "with pauses"
    stage.wire.accept()
    await pass_time(service, range(20 * 60, 24 * 60, 5))
    assert len(stage.wire.messages.listed(CHANNEL_ID)) == 1


async def test_a_channel_that_is_gone_is_looked_for_twice_and_then_ends_with_one_notice(stage: Stage) -> None:
    service = await begin(stage)
    stage.wire.messages.remove_channel(str(CHANNEL_ID))
    await pass_time(service, range(10))
    assert await service.subscription(GUILD_ID, CHANNEL_ID) is not None
    # A restart between the two.
    service = service_of(stage)
    await pass_time(service, range(10, 60))
    assert await service.subscriptions(GUILD_ID) == []
    (notice,) = notices(stage)
    assert "was deleted, so that post has ended" in notice
    looks = stage.wire.sent("GET", _CHANNEL)
    assert 2 <= len(looks) <= 4


async def test_of_a_server_in_an_outage_or_left_nothing_is_believed(stage: Stage) -> None:
    service = await begin(stage)
    stage.wire.refuse(".*", f"{_CHANNEL}.*", 404, 10003)
    await stage.deliver("GUILD_DELETE", {"id": str(GUILD_ID), "unavailable": True})
    await pass_time(service, range(0, 6 * 60, 5))
    assert await service.subscriptions(GUILD_ID) == [_SUB]
    assert stage.wire.sent("GET", _CHANNEL) == []
    await stage.deliver("GUILD_DELETE", {"id": str(GUILD_ID)})
    await pass_time(service, range(6 * 60, 12 * 60, 5))
    assert await service.subscriptions(GUILD_ID) == [_SUB]
    assert notices(stage) == []


@pytest.mark.parametrize(("status", "code"), [(404, 0), (403, 50001), (503, 0), (404, 10004), (401, 0)])
async def test_a_look_that_is_answered_otherwise_confirms_nothing(stage: Stage, status: int, code: int) -> None:
    service = await begin(stage)
    stage.wire.refuse("POST", _MESSAGES, 404, 10003)
    stage.wire.refuse("GET", _CHANNEL, status, code)
    for minutes in (0, 20, 60):
        await service.tick(NOW + minutes * _MINUTE)
    (kept,) = await service.subscriptions(GUILD_ID)
    assert kept.missing_since is None


@pytest.mark.parametrize("answer", [{}, {"id": "x"}, {"id": str(CHANNEL_ID), "type": 99, "guild_id": "x"}])
async def test_a_look_that_is_answered_with_nonsense_confirms_nothing(stage: Stage, answer: Payload) -> None:
    service = await begin(stage)
    stage.wire.refuse("POST", _MESSAGES, 404, 10003)
    stage.wire.messages.channels[str(CHANNEL_ID)] = answer
    for minutes in (0, 20, 60):
        await service.tick(NOW + minutes * _MINUTE)
    (kept,) = await service.subscriptions(GUILD_ID)
    assert kept.missing_since is None


@pytest.mark.parametrize("code", [0, 10004, 10008])
async def test_a_404_that_names_no_channel_is_not_looked_into(stage: Stage, code: int) -> None:
    service = await begin(stage)
    stage.wire.refuse("POST", _MESSAGES, 404, code)
    for minutes in (0, 20, 60):
        await service.tick(NOW + minutes * _MINUTE)
    assert await service.subscriptions(GUILD_ID) == [_SUB]
    assert stage.wire.sent("GET", _CHANNEL) == []


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [(403, 50007, "forbidden"), (403, 50278, "forbidden"), (403, 50001, "passing"), (403, 20026, "passing"),
     (403, 0, "passing"), (404, 0, "passing")],
)  # fmt: skip
async def test_what_discord_says_of_the_bot_is_no_refusal_of_a_person(
    stage: Stage, status: int, code: int, kind: str
) -> None:
    stage.wire.refuse("POST", _MESSAGES, status, code)
    with pytest.raises(CannotPostError) as raised:
        await poster_of(stage).send(replace(post(stage), guild_id=0, user_id=ASKER_ID))
    assert raised.value.kind == kind


async def test_a_direct_channel_that_is_not_known_is_looked_for_too(stage: Stage) -> None:
    own = replace(post(stage), guild_id=0, user_id=ASKER_ID)
    stage.wire.refuse("POST", _MESSAGES, 404, 10003)
    with pytest.raises(CannotPostError) as raised:
        await poster_of(stage).send(own)
    assert raised.value.kind == "passing"
    stage.wire.refuse("GET", _CHANNEL, 404, 10003)
    with pytest.raises(CannotPostError) as raised:
        await poster_of(stage).send(own)
    assert raised.value.kind == "gone"


async def test_word_of_a_deleted_channel_is_believed_but_in_an_outage(stage: Stage) -> None:
    await begin(stage)
    watch = stage.bot.get_cog("ChannelWatch")
    assert isinstance(watch, ChannelWatch)
    ledger = DigestLedger(stage.store)
    deleted = {"id": str(CHANNEL_ID), "guild_id": str(GUILD_ID), "type": 0}
    await stage.deliver("GUILD_DELETE", {"id": str(GUILD_ID), "unavailable": True})
    await stage.deliver("CHANNEL_DELETE", deleted)
    assert await ledger.subscriptions() == [_SUB]
    await stage.deliver("GUILD_CREATE", guild(ALL, GUILD_ID, (channel(),)))
    await stage.deliver("CHANNEL_DELETE", deleted)
    assert await ledger.subscriptions() == []


@pytest.mark.parametrize(
    ("status", "code", "is_over"),
    [(404, 10004, True), (403, 50001, True), (404, 0, False), (401, 0, False), (503, 0, False)],
)
async def test_a_server_was_left_where_discord_says_so_now(stage: Stage, status: int, code: int, is_over: bool) -> None:
    stage.wire.refuse("GET", f"/guilds/{GUILD_ID}", status, code)
    assert await Membership(stage.bot).is_over(GUILD_ID) == is_over


@pytest.mark.parametrize("answer", [guild(), {"id": str(GUILD_ID)}])
async def test_a_server_that_discord_shows_was_not_left_whatever_it_says_of_it(stage: Stage, answer: Payload) -> None:
    stage.wire.guilds.append(answer)
    assert not await Membership(stage.bot).is_over(GUILD_ID)


async def test_what_was_set_up_in_a_server_is_removed_only_when_discord_says_again_that_it_was_left(
    stage: Stage,
) -> None:
    ledger = DigestLedger(stage.store)
    service = DigestService(ledger, lambda: stage.library.corpus, poster_of(stage), away=Membership(stage.bot).is_over)
    await service.subscribe(_SUB)
    await service.guild_left(GUILD_ID, NOW)
    later = NOW + timedelta(days=31)
    stage.wire.refuse("GET", f"/guilds/{GUILD_ID}", 503)
    await service.tick(later)
    assert await service.subscriptions(GUILD_ID) == [_SUB]
    stage.wire.accept()
    await stage.deliver("GUILD_CREATE", guild(ALL))
    await ledger.guilds.left(GUILD_ID, NOW)
    await service.tick(later)
    assert await service.subscriptions(GUILD_ID) == [_SUB], "it is in sight"
    await stage.deliver("GUILD_DELETE", {"id": str(GUILD_ID)})
    await ledger.guilds.left(GUILD_ID, NOW)
    await service.tick(NOW + timedelta(days=62))
    assert await service.subscriptions(GUILD_ID) == []

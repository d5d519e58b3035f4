"""Publishing a post of an announcement channel over the wire: once, and its trouble is no outage."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.digest.poster import CannotPostError
from tests.interface.conftest import Stage
from tests.interface.digest.digests import ALL
from tests.interface.digest.test_posting import post, poster_of
from tests.wire.payloads import CHANNEL_ID, GUILD_ID, channel, guild

_NEWS = 5


async def enter(stage: Stage) -> None:
    """Put the bot into a server with an announcement channel."""
    place = channel(CHANNEL_ID, _NEWS)
    stage.wire.messages.channels[place["id"]] = place
    await stage.deliver("GUILD_CREATE", stage.wire.join(guild(ALL, GUILD_ID, (place,))))


async def test_a_message_is_published_once_however_often_that_is_asked(stage: Stage) -> None:
    await enter(stage)
    poster = poster_of(stage)
    assert poster.venue(post(stage)) == "announcements"
    message_id = await poster.send(post(stage))
    for _ in range(2):
        await poster.publish(post(stage), message_id)
    assert stage.wire.rest.forums.published == {str(CHANNEL_ID): 1}
    assert stage.wire.faults == []


async def test_the_eleventh_of_an_hour_waits_and_holds_nobody_up(stage: Stage) -> None:
    await enter(stage)
    poster = poster_of(stage)
    for number in range(10):
        one = replace(post(stage), marker=f"#{number:010}", nonce=f"{number:012}")
        await poster.publish(one, await poster.send(one))
    message_id = await poster.send(post(stage))
    with pytest.raises(CannotPostError, match="ten messages an hour") as raised:
        await poster.publish(post(stage), message_id)
    assert (raised.value.kind, raised.value.unanswered) == ("passing", False)


@pytest.mark.parametrize(
    ("status", "code", "reason", "kind"),
    [
        (403, 50013, "needs View Channel and Send Messages", "forbidden"),
        (404, 10008, "HTTP 404", "forbidden"),
        (503, 0, "could not be reached", "passing"),
    ],
)
async def test_what_is_refused_says_why_and_is_no_outage(
    stage: Stage, status: int, code: int, reason: str, kind: str
) -> None:
    await enter(stage)
    poster = poster_of(stage)
    message_id = await poster.send(post(stage))
    stage.wire.refuse("POST", ".*/crosspost", status, code)
    with pytest.raises(CannotPostError, match=reason) as raised:
        await poster.publish(post(stage), message_id)
    assert (raised.value.kind, raised.value.unanswered) == (kind, False)


async def test_a_slow_answer_is_given_up_before_it_looks_like_an_outage(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.interface.digest.publishing._SECONDS", 0.1)
    await enter(stage)
    poster = poster_of(stage)
    message_id = await poster.send(post(stage))
    stage.wire.troubles.delay("POST", ".*/crosspost", 0.5)
    with pytest.raises(CannotPostError, match="could not be reached") as raised:
        await poster.publish(post(stage), message_id)
    assert raised.value.unanswered is False
    stage.wire.troubles.clear()
    await poster.publish(post(stage), message_id)
    assert stage.wire.rest.forums.published == {str(CHANNEL_ID): 1}

"""What goes wrong on the wire: in some channels, everywhere, and when a bot comes too often."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

import aiohttp
import pytest

from tests.wire.interactions import slash
from tests.wire.payloads import GUILD_ID, TOKEN, Payload, channel, guild
from tests.wire.server import Wire

_PLACES = [GUILD_ID + number for number in range(1, 5)]
_TEXT: Payload = {"content": "x", "allowed_mentions": {"parse": []}}


class Client:
    """Write into channels."""

    def __init__(self, session: aiohttp.ClientSession, wire: Wire) -> None:
        self._session = session
        self._wire = wire

    async def ask(self, path: str, body: Any = None, method: str = "POST", seconds: float = 5.0) -> tuple[int, Any]:
        """Return the status and what was answered; raises TimeoutError where that is nothing."""
        limit = aiohttp.ClientTimeout(seconds)
        url = self._wire.api + path
        headers = {"Authorization": f"Bot {TOKEN}"}
        async with self._session.request(method, url, json=body, headers=headers, timeout=limit) as response:
            is_json = response.content_type == "application/json"
            return response.status, await (response.json() if is_json else response.text())

    async def write(self, place: int, seconds: float = 5.0, **said: Any) -> tuple[int, Any]:
        return await self.ask(f"/channels/{place}/messages", _TEXT | said, seconds=seconds)


@pytest.fixture
async def client(wire: Wire) -> AsyncGenerator[Client]:
    wire.join(guild(channels=tuple(channel(place) for place in _PLACES)))
    async with aiohttp.ClientSession() as session:
        yield Client(session, wire)


async def test_each_channel_has_its_own_trouble_until_it_is_healed(client: Client, wire: Wire) -> None:
    failing, forbidden, gone, well = _PLACES
    wire.troubles.fail_in([failing], 503)
    wire.troubles.refuse_in([forbidden], 403, 50013)
    wire.troubles.refuse_in([gone], 404, 10003)
    assert (await client.write(failing))[0] == 503
    assert (await client.write(forbidden))[1]["code"] == 50013
    assert (await client.ask(f"/channels/{gone}", method="GET"))[1]["code"] == 10003
    assert (await client.write(well))[0] == 200
    wire.troubles.heal([failing])
    assert (await client.write(failing))[0] == 200
    assert (await client.write(forbidden))[0] == 403
    assert wire.statuses == {200: 2, 403: 2, 404: 1, 503: 1}


@pytest.mark.parametrize("taken", [False, True])
async def test_a_channel_that_hangs_never_answers(client: Client, wire: Wire, taken: bool) -> None:
    wire.troubles.hang_in(_PLACES[:1], taken=taken)
    with pytest.raises(TimeoutError):
        await client.write(_PLACES[0], seconds=0.05)
    assert len(wire.messages.listed(_PLACES[0])) == taken
    waiting = asyncio.create_task(client.write(_PLACES[0]))
    assert (await client.write(_PLACES[1]))[0] == 200
    wire.accept()
    with pytest.raises(aiohttp.ClientError):
        await waiting
    assert (await client.write(_PLACES[0]))[0] == 200


async def test_an_outage_meets_everything_until_it_ends(client: Client, wire: Wire) -> None:
    wire.fail()
    opened = wire.interactions.open(slash("top"))
    callback = f"/interactions/{opened['id']}/{opened['token']}/callback"
    assert (await client.write(_PLACES[0]))[0] == 502
    assert (await client.ask(callback, {"type": 5}))[0] == 502
    assert (await client.ask("/gateway/bot", method="GET"))[0] == 502
    wire.recover()
    assert (await client.ask(callback, {"type": 5}))[0] == 204
    assert (await client.write(_PLACES[0]))[0] == 200


async def test_who_comes_too_often_waits_but_may_answer_interactions(client: Client, wire: Wire) -> None:
    now = 100.0
    wire.pace.limit, wire.pace.clock = 2, lambda: now
    assert [(await client.write(_PLACES[0]))[0] for _ in range(2)] == [200, 200]
    now += 0.75
    status, said = await client.write(_PLACES[1])
    assert (status, said["global"], said["retry_after"]) == (429, True, 0.25)
    opened = wire.interactions.open(slash("top"))
    callback = f"/interactions/{opened['id']}/{opened['token']}/callback"
    assert (await client.ask(callback, {"type": 5}))[0] == 204
    now += 0.25
    assert (await client.write(_PLACES[1]))[0] == 200
    assert (wire.pace.refused, len(wire.messages.listed(_PLACES[1]))) == (1, 1)


async def test_answers_take_as_long_as_the_way_to_discord(client: Client, wire: Wire) -> None:
    wire.latency = 0.1
    with pytest.raises(TimeoutError):
        await client.write(_PLACES[0], seconds=0.05)
    assert len(wire.messages.listed(_PLACES[0])) == 1


async def test_posts_are_counted_by_their_markers_and_a_nonce_makes_no_second_one(client: Client, wire: Wire) -> None:
    for place, content, nonce in (
        (_PLACES[0], "paper\n-# #0123456789", "a"),
        (_PLACES[0], "paper\n-# #0123456789", "a"),
        (_PLACES[1], "paper\n-# #0123456789", "b"),
        (_PLACES[1], "see #0123456789", "c"),
    ):
        await client.write(place, content=content, nonce=nonce, enforce_nonce=True)
    assert [(post.channel_id, post.marker) for post in wire.posts.all] == [
        (_PLACES[0], "#0123456789"),
        (_PLACES[1], "#0123456789"),
    ]
    assert wire.posts.doubled == []
    await client.write(_PLACES[1], content="paper\n-# #0123456789", nonce="d", enforce_nonce=True)
    assert wire.posts.doubled == ["#0123456789"]
    assert wire.posts.channels == set(_PLACES[:2])

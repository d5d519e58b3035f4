"""Several shards on the wire: each is a session of its own, and each can be in trouble alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

import aiohttp
import pytest

from tests.wire.payloads import GUILD_ID, TOKEN, Payload, guild
from tests.wire.server import Wire

_SECONDS = 2.0
_STEP = 1 << 22


class Shard:
    """Speak to the gateway as one shard."""

    def __init__(self, session: aiohttp.ClientSession, wire: Wire, number: int, count: int = 2) -> None:
        self._session = session
        self._wire = wire
        self._shard = [number, count]
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._opened: list[aiohttp.ClientWebSocketResponse] = []
        self.ready: Payload = {}

    async def connect(self) -> None:
        self._socket = await self._session.ws_connect(self._wire.gateway.url)
        self._opened.append(self._socket)

    async def close(self) -> None:
        for socket in self._opened:
            await socket.close()

    async def send(self, op: int, data: Any) -> None:
        assert self._socket is not None
        await self._socket.send_json({"op": op, "d": data})

    async def receive(self) -> Payload:
        assert self._socket is not None
        return await self._socket.receive_json(timeout=_SECONDS)

    async def closed(self) -> int | None:
        assert self._socket is not None
        await self._socket.receive(timeout=_SECONDS)
        return self._socket.close_code

    async def hears(self, seconds: float = 0.05) -> bool:
        """Tell whether anything comes."""
        assert self._socket is not None
        try:
            await self._socket.receive(timeout=seconds)
        except TimeoutError:
            return False
        return True

    async def identify(self) -> None:
        await self.connect()
        assert (await self.receive())["op"] == 10
        await self.send(2, {"token": TOKEN, "intents": 1, "shard": self._shard})

    async def begin(self) -> Payload:
        await self.identify()
        self.ready = await self.receive()
        return self.ready

    async def resume(self) -> Payload:
        await self.connect()
        assert (await self.receive())["op"] == 10
        await self.send(6, {"token": TOKEN, "session_id": self.ready["d"]["session_id"], "seq": 1})
        return await self.receive()


@pytest.fixture
async def shards(wire: Wire) -> AsyncGenerator[tuple[Shard, Shard]]:
    async with aiohttp.ClientSession() as session:
        shards = Shard(session, wire, 0), Shard(session, wire, 1)
        yield shards
        for shard in shards:
            await shard.close()


def of(shard: int) -> int:
    """Return the id of a server of this one of two shards."""
    return GUILD_ID + _STEP * (shard != (GUILD_ID >> 22) % 2)


async def test_each_shard_gets_its_own_servers_and_events(wire: Wire, shards: tuple[Shard, Shard]) -> None:
    for number in (0, 1):
        wire.join(guild(guild_id=of(number)))
    for number, shard in enumerate(shards):
        ready = await shard.begin()
        assert ready["d"]["shard"] == [number, 2]
        assert [one["id"] for one in ready["d"]["guilds"]] == [str(of(number))]
        assert (await shard.receive())["d"]["id"] == str(of(number))
    wire.part(of(1))
    gone = await shards[1].receive()
    assert (gone["t"], gone["d"]["id"]) == ("GUILD_DELETE", str(of(1)))
    wire.gateway.dispatch("MESSAGE_CREATE", {"id": "1", "content": "hello"})
    assert not await shards[1].hears()


async def test_a_client_is_told_how_many_shards_it_needs_and_how_often_it_may_start(wire: Wire) -> None:
    wire.gateway.shards, wire.gateway.max_concurrency, wire.gateway.starts = 3, 16, 7
    async with (
        aiohttp.ClientSession(headers={"Authorization": f"Bot {TOKEN}"}) as session,
        session.get(f"{wire.api}/gateway/bot") as response,
    ):
        told = await response.json()
    assert told["shards"] == 3
    assert told["session_start_limit"] == {"total": 1000, "remaining": 7, "reset_after": 0, "max_concurrency": 16}


async def test_a_shard_that_identifies_too_soon_or_too_often_has_no_session(
    wire: Wire, shards: tuple[Shard, Shard]
) -> None:
    wire.gateway.identify_pause = 60.0
    assert (await shards[0].begin())["t"] == "READY"
    assert await shards[1].begin() == {"op": 9, "d": False}
    wire.gateway.max_concurrency = 2
    assert (await shards[1].begin())["t"] == "READY"
    wire.gateway.identify_pause, wire.gateway.starts = 0.0, 0
    assert await shards[0].begin() == {"op": 9, "d": False}


async def test_a_shard_that_cannot_be_or_has_too_many_servers_is_sent_away(wire: Wire) -> None:
    async with aiohttp.ClientSession() as session:
        beyond = Shard(session, wire, 2)
        await beyond.identify()
        assert await beyond.closed() == 4010
        wire.guilds += [{"id": str(_STEP * number)} for number in range(2501)]
        alone = Shard(session, wire, 0, 1)
        await alone.identify()
        assert await alone.closed() == 4011


async def test_one_shard_is_dropped_and_resumes_while_the_other_goes_on(
    wire: Wire, shards: tuple[Shard, Shard]
) -> None:
    for shard in shards:
        await shard.begin()
    wire.gateway.drop(1)
    wire.gateway.dispatch("INTERACTION_CREATE", {"id": "1", "guild_id": str(of(1))})
    wire.gateway.dispatch("INTERACTION_CREATE", {"id": "0", "guild_id": str(of(0))})
    assert (await shards[0].receive())["d"]["id"] == "0"
    assert (await shards[1].resume())["d"]["id"] == "1"
    assert (await shards[1].receive())["t"] == "RESUMED"


async def test_a_shard_whose_session_is_forgotten_may_not_resume(wire: Wire, shards: tuple[Shard, Shard]) -> None:
    for shard in shards:
        await shard.begin()
    wire.gateway.forget(1)
    assert await shards[1].resume() == {"op": 9, "d": False}
    assert (await shards[0].resume())["t"] == "RESUMED"


async def test_a_silent_shard_hears_nothing_until_it_is_spoken_to_again(
    wire: Wire, shards: tuple[Shard, Shard]
) -> None:
    for shard in shards:
        await shard.begin()
    wire.gateway.silence(1)
    for shard in shards:
        await shard.send(1, None)
    for number in range(3):
        wire.gateway.dispatch("INTERACTION_CREATE", {"id": str(number), "guild_id": str(of(1))})
    assert (await shards[0].receive())["op"] == 11
    assert not await shards[1].hears()
    assert wire.gateway.beats == 1
    wire.gateway.speak(1)
    heard = [await shards[1].receive() for _ in range(4)]
    assert [one["d"]["id"] for one in heard if one["op"] == 0] == ["0", "1", "2"]
    assert [one for one in heard if one["op"] != 0] == [{"op": 11}]


async def test_a_silent_shard_that_comes_anew_is_not_answered_either(wire: Wire, shards: tuple[Shard, Shard]) -> None:
    for shard in shards:
        await shard.begin()
    wire.gateway.silence(1)
    resuming = asyncio.create_task(shards[1].resume())
    await asyncio.sleep(0.05)
    assert not resuming.done()
    wire.gateway.speak(1)
    assert (await resuming)["t"] == "RESUMED"


async def test_a_gateway_that_is_silent_opens_sockets_and_greets_nobody(
    wire: Wire, shards: tuple[Shard, Shard]
) -> None:
    await shards[0].begin()
    wire.gateway.silence()
    await shards[1].connect()
    assert not any([await shard.hears() for shard in shards])
    wire.gateway.speak()
    await shards[0].begin()


async def test_a_gateway_that_is_down_takes_no_sockets(wire: Wire, shards: tuple[Shard, Shard]) -> None:
    await shards[0].begin()
    wire.fail(gateway=True)
    assert await shards[0].closed() == 1006
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await shards[0].connect()
    wire.recover()
    assert (await shards[0].resume())["t"] == "RESUMED"

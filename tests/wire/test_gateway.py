"""The gateway of the wire speaks as Discord's does."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Any

import aiohttp
import pytest

from tests.wire.payloads import ASKER_ID, BOT_ID, CHANNEL_ID, TOKEN, Payload, guild, user
from tests.wire.server import Wire

_GUILDS, _GUILD_MESSAGES, _DIRECT = 1 << 0, 1 << 9, 1 << 12


class Client:
    """Speak to a gateway."""

    def __init__(self, session: aiohttp.ClientSession, wire: Wire) -> None:
        self._session = session
        self._wire = wire
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._opened: list[aiohttp.ClientWebSocketResponse] = []

    async def connect(self, url: str = "") -> None:
        self._socket = await self._session.ws_connect(url or self._wire.gateway.url)
        self._opened.append(self._socket)
        assert (await self.receive())["op"] == 10

    async def close(self) -> None:
        for socket in self._opened:
            await socket.close()

    async def send(self, op: int, data: Any) -> None:
        assert self._socket is not None
        await self._socket.send_json({"op": op, "d": data})

    async def receive(self) -> Payload:
        assert self._socket is not None
        return await self._socket.receive_json(timeout=2)

    async def is_cut(self) -> bool:
        assert self._socket is not None
        return (await self._socket.receive(timeout=2)).type in (
            aiohttp.WSMsgType.CLOSE,
            aiohttp.WSMsgType.CLOSED,
            aiohttp.WSMsgType.ERROR,
        )

    async def identify(self, intents: int = _GUILDS) -> Payload:
        await self.connect()
        await self.send(2, {"token": TOKEN, "intents": intents, "shard": [0, 1]})
        return await self.receive()

    async def resume(self, ready: Payload, position: int) -> None:
        await self.connect(ready["d"]["resume_gateway_url"])
        await self.send(6, {"token": TOKEN, "session_id": ready["d"]["session_id"], "seq": position})


@pytest.fixture
async def client(wire: Wire) -> AsyncGenerator[Client]:
    async with aiohttp.ClientSession() as session:
        client = Client(session, wire)
        yield client
        await client.close()


async def test_who_identifies_gets_ready_then_the_servers_numbered(client: Client, wire: Wire) -> None:
    wire.join(guild())
    ready = await client.identify()
    joined = await client.receive()
    assert (ready["t"], ready["s"], joined["t"], joined["s"]) == ("READY", 1, "GUILD_CREATE", 2)
    assert ready["d"]["guilds"] == [{"id": joined["d"]["id"], "unavailable": True}]


async def test_a_heartbeat_is_acknowledged(client: Client, wire: Wire) -> None:
    await client.identify()
    await client.send(1, 1)
    assert (await client.receive())["op"] == 11
    assert wire.gateway.beats == 1


async def test_a_wrong_token_ends_the_connection(client: Client, wire: Wire) -> None:
    await client.connect()
    await client.send(2, {"token": "wrong", "intents": 1})
    assert await client.is_cut()
    assert wire.gateway.sessions == []


async def test_who_resumes_gets_what_was_missed_once_and_in_order(client: Client, wire: Wire) -> None:
    ready = await client.identify()
    wire.gateway.drop()
    assert await client.is_cut()
    for number in range(3):
        wire.gateway.dispatch("INTERACTION_CREATE", {"id": str(number)})
    await client.resume(ready, 2)
    missed = [await client.receive() for _ in range(3)]
    assert [(one["t"], one["s"]) for one in missed] == [
        ("INTERACTION_CREATE", 3),
        ("INTERACTION_CREATE", 4),
        ("RESUMED", 5),
    ]
    assert wire.gateway.connections[1].path == "/gateway/resume"
    wire.gateway.dispatch("INTERACTION_CREATE", {"id": "3"})
    assert (await client.receive())["d"] == {"id": "3"}


@pytest.mark.parametrize("position", [0, 99])
async def test_a_position_that_never_was_cannot_be_resumed(client: Client, position: int) -> None:
    ready = await client.identify()
    await client.resume(ready, position)
    assert await client.receive() == {"op": 9, "d": False}


async def test_a_session_that_is_invalid_for_good_is_forgotten(client: Client, wire: Wire) -> None:
    ready = await client.identify()
    await wire.gateway.invalidate(resumable=False)
    assert await client.receive() == {"op": 9, "d": False}
    await client.resume(ready, 1)
    assert await client.receive() == {"op": 9, "d": False}


async def test_a_session_is_asked_to_come_back_and_may_resume(client: Client, wire: Wire) -> None:
    ready = await client.identify()
    await wire.gateway.reconnect()
    assert (await client.receive())["op"] == 7
    await wire.gateway.invalidate(resumable=True)
    assert await client.receive() == {"op": 9, "d": True}
    await client.resume(ready, 1)
    assert (await client.receive())["t"] == "RESUMED"


async def test_an_event_may_lack_something_and_a_frame_make_no_sense(client: Client, wire: Wire) -> None:
    wire.gateway.lacking = ["session_id", ""]
    assert "user" in (await client.identify())["d"]
    assert (await client.identify())["d"] == {}
    assert "session_id" in (await client.identify())["d"]
    await wire.gateway.blurt('"?"')
    assert await client.receive() == "?"


@pytest.mark.parametrize(
    ("content", "direct", "intents", "seen"),
    [
        ("hello", False, _GUILDS, None),
        ("hello", False, _GUILDS | _GUILD_MESSAGES, ""),
        (f"<@{BOT_ID}> hello", False, _GUILDS | _GUILD_MESSAGES, f"<@{BOT_ID}> hello"),
        ("hello", True, _GUILDS | _GUILD_MESSAGES, None),
        ("hello", True, _DIRECT, "hello"),
    ],
)
async def test_the_intents_decide_what_is_seen_of_a_message(
    client: Client, wire: Wire, content: str, direct: bool, intents: int, seen: str | None
) -> None:
    await client.identify(intents)
    place = wire.messages.direct(ASKER_ID)["id"] if direct else str(CHANNEL_ID)
    wire.messages.create(place, {"content": content}, author=user(ASKER_ID))
    wire.gateway.dispatch("INTERACTION_CREATE", {"id": "1"})
    first = await client.receive()
    assert (first["d"]["content"] if first["t"] == "MESSAGE_CREATE" else None) == seen

"""What goes wrong between the bot and Discord while nobody kills it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from typing import Any

from tests.faults.scene import MAY_ALL, MAY_NOT_READ, SERVER, Scene
from tests.wire.requests import Refusal

__all__ = ["calm", "storm", "unsteady_gateway"]

_IN_SERVER = rf"/channels/{SERVER // 1000}\d\d\d/messages"
_ANYWHERE = r"/channels/\d+/messages"
_THREADS = r"/channels/.*/threads"
_REMEMBERED = timedelta(minutes=5)
_NONSENSE = ("", "<html>", "[]", '{"op": 0, "t": [], "s": null}', b"\x00\x00\xff\xff")


def storm(scene: Scene, chance: float) -> None:
    """Let each kind of trouble come with a `chance`, to some of the requests of the next start."""
    dice, wire = scene.dice, scene.wire
    wire.accept()
    scene.watch.clear()
    scene.grant(MAY_ALL)
    scene.repeats = chance
    if forgotten := dice.random() < 0.5:
        # A message that is to be repeated comes after the time in which Discord knows its nonce.
        wire.messages.nonce_window = timedelta(seconds=-1)
    else:
        wire.messages.nonce_window = _REMEMBERED
    if dice.random() < chance:
        wire.troubles.outage("POST", _ANYWHERE, dice.choice((500, 502, 503, 520)), times=dice.randint(1, 3))
    if dice.random() < chance:
        wire.troubles.limit("POST", _ANYWHERE, 0.05, times=2, everything=dice.random() < 0.3)
    if dice.random() < chance:
        wire.troubles.limit("POST", _ANYWHERE, silent=True)
    if dice.random() < chance:
        wire.troubles.lose("POST", _ANYWHERE)
    if dice.random() < chance:
        wire.troubles.delay("POST", _ANYWHERE, dice.uniform(0.0, 0.5), times=3)
    if dice.random() < chance:
        wire.troubles.lose("POST", _THREADS)
    if dice.random() < chance:
        wire.refuse("GET", _ANYWHERE, dice.choice((429, 500, 502)), times=1)
    if dice.random() < chance and not forgotten:
        # discord.py asks again at once, which only the nonce makes harmless.
        scene.watch.stumble("POST", _ANYWHERE, dice.randint(1, 3))
    if dice.random() < chance:
        # Longer than the bot lets anybody wait for a first sign.
        wire.troubles.delay("POST", "/users/@me/channels", 1.6, times=2)
    if dice.random() < chance:
        _blind(scene)


def calm(scene: Scene) -> None:
    """Let nothing go wrong any more; nonces are forgotten, so that only what is written down helps."""
    scene.wire.accept()
    scene.watch.clear()
    scene.grant(MAY_ALL)
    scene.repeats = 0.0
    scene.wire.messages.nonce_window = timedelta(seconds=-1)


@asynccontextmanager
async def unsteady_gateway(scene: Scene, chance: float) -> AsyncGenerator[None]:
    """Cut, end or invalidate the connection now and then, and let it make no sense."""
    if scene.dice.random() < chance / 2:
        scene.wire.gateway.lacking = [scene.dice.choice(("", "session_id", "user", "guilds"))]
    task = asyncio.create_task(_shake(scene, chance))
    try:
        yield
    finally:
        # A bot that was killed before it began a session leaves none of this to those who ask something next.
        scene.wire.gateway.lacking.clear()
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _shake(scene: Scene, chance: float) -> None:
    gateway = scene.wire.gateway
    while scene.dice.random() < chance:
        await asyncio.sleep(scene.dice.uniform(0.3, 3.0))
        for session in gateway.sessions:
            if session.connection is not None:
                await session.connection.send({"op": 42, "d": {"of": "the future"}, "s": None, "t": None})
        await gateway.blurt(scene.dice.choice(_NONSENSE))
        match scene.dice.randrange(5):
            case 0:
                gateway.drop()
            case 1:
                await gateway.reconnect()
            case 2:
                await gateway.invalidate(resumable=True)
            case 3:
                await gateway.invalidate(resumable=False)
            case _:
                await gateway.close(4000)


def _blind(scene: Scene) -> None:
    """Take the right to read what was said: Discord shows nothing then, or refuses."""
    scene.grant(MAY_NOT_READ)

    def refuse() -> Any:
        raise Refusal(403, 50001)

    if scene.dice.random() < 0.3:
        scene.watch.at("instead", "GET", _IN_SERVER, refuse, None)

"""The moments at which something strikes while posts are on their way."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from tests.faults.cluster.scene import Cluster, Desk
from tests.wire.requests import Refusal

__all__ = ["at_some_moment"]

Strike = Callable[[], None]

# A minute of the clock is a second here.
_BEFORE_THE_POSTS = 1.2
_NOTHING_CAME = 4.0
_STATES = ("TRUE", "attempted_at IS NOT NULL", "message_id IS NOT NULL")
_OF_THEM = "SELECT 1 FROM digest_delivery WHERE channel_id = ANY($1::bigint[]) AND {} LIMIT 1 OFFSET {}"


async def at_some_moment(scene: Cluster, desk: Desk, strike: Strike, *, ends: bool) -> str:
    """Let posts be due, and strike somewhere in a process' round of them; return when that was.

    With `ends` a request that it strikes at is not done: who asked is gone.
    """
    kind = scene.dice.choice(("moment", "before", "after", "after", "row", "row"))
    if kind == "moment":
        await scene.order()
        await asyncio.sleep(scene.dice.uniform(0.0, _BEFORE_THE_POSTS + 0.3))
        strike()
        return "about the first post"
    if kind == "row":
        return await _at_a_row(scene, desk, strike)
    struck = asyncio.Event()

    def act() -> None:
        strike()
        struck.set()
        if kind == "before" and ends:
            raise Refusal(500)

    places = await scene.order()
    mine = sum(desk.has(scene.server_of(place)) for place in places)
    scene.watch.at(
        "before" if kind == "before" else "after", "POST", scene.posts_of(desk), act, scene.dice.randint(1, mine)
    )
    try:
        async with asyncio.timeout(_NOTHING_CAME):
            await struck.wait()
    except TimeoutError:
        scene.watch.clear()
        strike()
        return f"{kind} a request (too late)"
    return f"{kind} a request"


async def _at_a_row(scene: Cluster, desk: Desk, strike: Strike) -> str:
    """Strike once some deliveries of a process are in a state, or a little later."""
    places = [place for place in await scene.order() if desk.has(scene.server_of(place))]
    state = scene.dice.randrange(len(_STATES))
    sql = _OF_THEM.format(_STATES[state], scene.dice.randrange(len(places)))
    later = scene.dice.choice((0.0, 0.0, 0.005, 0.02))
    named = ("claimed", "attempt noted", "id recorded")[state]
    try:
        async with asyncio.timeout(_NOTHING_CAME):
            while not await scene.rows(sql, places):  # noqa: ASYNC110 - tables tell nobody that they change
                await asyncio.sleep(0.005)
            await asyncio.sleep(later)
    except TimeoutError:
        named += " (too late)"
    strike()
    return named

"""What people ask of several processes, and whether it is kept once they were told so."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from tests.faults.cluster.scene import SERVERS, Cluster, Desk
from tests.faults.people import Wish, asking, told
from tests.wire.payloads import MANAGE_SERVER

__all__ = ["ask_meanwhile", "broken_words"]

_PAPERS = ("2502.01061", "2502.90001", "2502.90002")
_TOPICS = ("robots", "quokka", "강화학습", "agents", "video")
_CALLBACK = r"/interactions/.*/callback"
_PATIENCE = 4.0


async def ask_meanwhile(scene: Cluster, desk: Desk, strike: Callable[[], None]) -> int:
    """Let people in all servers ask, and strike at some answer of a process, or a moment; return what was promised."""
    asked = [wish for server in SERVERS for wish in _wishes(scene, server)]
    for wish in asked:
        # A later setting of a channel takes the place of the one before, from the moment at which it is asked for.
        scene.promised.pop(_name(wish), None)
    if scene.dice.random() < 0.5:
        asyncio.get_running_loop().call_later(scene.dice.uniform(0.0, 0.4), strike)
    else:
        when = scene.dice.choice(("before", "after"))
        number = scene.dice.randint(1, len(asked) // 2)
        scene.watch.at("before" if when == "before" else "after", "POST", _CALLBACK, strike, number)
    async with asking(*(wish.ask() for wish in asked)) as tasks:
        await asyncio.wait(tasks, timeout=_PATIENCE)
    if any(rule.number is not None and rule.number > 0 for rule in scene.watch.rules):
        strike()
    scene.watch.clear()
    kept = [wish for wish in asked if told(scene.wire, wish.member).startswith(wish.thanks)]
    for wish in kept:
        scene.promised[_name(wish)] = wish.sql, wish.values
    return len(kept)


async def broken_words(scene: Cluster) -> list[str]:
    """Return what people were told is kept, and is not."""
    return [what for what, (sql, values) in scene.promised.items() if not await scene.rows(sql, *values)]


def _name(wish: Wish) -> str:
    what = wish.options.get("channel") or f"{wish.options} of {wish.member.user_id}"
    return f"/{wish.command} {what}"


def _wishes(scene: Cluster, server: int) -> list[Wish]:
    dice, place = scene.dice, scene.free[server][0]
    who = {"guild_id": server, "channel_id": place}
    admin, saver, follower, lister = (scene.member(**who) for _ in range(4))
    admin = admin.but(permissions=MANAGE_SERVER)
    count, topic, paper = dice.randint(1, 10), dice.choice(_TOPICS), dice.choice(_PAPERS)
    note = f"note {scene.numbers}"
    return [
        Wish(
            admin, "digest set", {"channel": place, "time": "09:00", "timezone": "UTC", "count": count},
            "SELECT 1 FROM digest_subscription WHERE channel_id = $1 AND set_by = $2 AND count = $3",
            (place, admin.user_id, count),
        ),
        Wish(
            saver, "save", {"paper": paper, "note": note},
            "SELECT 1 FROM saved_paper WHERE user_id = $1 AND arxiv_id = $2 AND note = $3",
            (saver.user_id, paper, note),
        ),
        Wish(
            follower, "follow topic", {"query": topic},
            "SELECT 1 FROM follow WHERE user_id = $1 AND value = $2", (follower.user_id, topic),
        ),
        Wish(
            lister.but(guild_id=server), "list add", {"paper": _PAPERS[0], "note": note},
            "SELECT 1 FROM reading_list WHERE guild_id = $1 AND arxiv_id = $2", (server, _PAPERS[0]),
        ),
    ]  # fmt: skip

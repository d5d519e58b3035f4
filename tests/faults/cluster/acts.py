"""What happens to several processes in a round: kills, a database that restarts, connections that break, take-overs."""

from __future__ import annotations

import asyncio
import signal
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from bot.shards import Shards
from tests.faults.cluster.moments import at_some_moment
from tests.faults.cluster.scene import Cluster, Desk
from tests.faults.cluster.words import ask_meanwhile

__all__ = ["ACTS"]

Act = Callable[[Cluster, Counter[str]], Awaitable[str]]

_TAKEN_OVER = "has taken over"


async def kill(scene: Cluster, counts: Counter[str]) -> str:
    """Kill one process in its round of posts; it comes back, or another takes its shards over, or both are killed."""
    dice = scene.dice
    await scene.start()
    number = dice.randrange(2)
    victim = scene.desks[number]
    when = await at_some_moment(scene, victim, victim.kill, ends=True)
    await scene.killed(victim)
    how = dice.choice(("comes back", "is taken over", "both killed"))
    if how == "is taken over":
        _replace(scene, number)
        counts["take-overs"] += 1
    if how == "both killed":
        await scene.killed(scene.desks[1 - number])
    await scene.start()
    return f"kill {when}, {how}"


async def database(scene: Cluster, counts: Counter[str]) -> str:
    """Stop PostgreSQL in a round of posts, or kill one of its processes, and start it again: no process ends of it."""
    dice = scene.dice
    await scene.start()
    how = dice.choice((signal.SIGINT, signal.SIGQUIT, None))
    desk = dice.choice(scene.desks)
    killing: list[asyncio.Task[None]] = []

    def strike() -> None:
        if how is None:
            killing.append(asyncio.create_task(scene.postgres.kill_backend()))
        else:
            scene.postgres.strike(how)

    when = await at_some_moment(scene, desk, strike, ends=False)
    await asyncio.sleep(dice.choice((0.0, 0.3, 2.0)))
    await asyncio.gather(*killing)
    await (scene.postgres.ready() if how is None else scene.postgres.revive())
    counts["restarts of PostgreSQL"] += 1
    await asyncio.sleep(1.0)
    _still_run(scene)
    return f"database {'crashes' if how is None else how.name} {when}"


async def cut(scene: Cluster, counts: Counter[str]) -> str:
    """Break connections of one process or both in a round of posts, some after the server did what was asked."""
    dice = scene.dice
    await scene.start()
    struck = scene.desks if dice.random() < 0.3 else [dice.choice(scene.desks)]
    deaf = dice.random() < 0.6

    def strike() -> None:
        for desk in struck:
            (desk.proxy.swallow if deaf else desk.proxy.cut)()

    before = sum(desk.proxy.cuts for desk in scene.desks)
    when = await at_some_moment(scene, struck[0], strike, ends=False)
    for _ in range(dice.randint(1, 6)):
        await asyncio.sleep(dice.choice((0.0, 0.01, 0.05, 0.2)))
        for desk in struck:
            desk.proxy.cut()
            if dice.random() < 0.3:
                desk.proxy.swallow()
    await asyncio.sleep(0.1)
    for desk in struck:
        desk.proxy.cut()
    await asyncio.sleep(0.5)
    counts["connections cut"] += sum(desk.proxy.cuts for desk in scene.desks) - before
    _still_run(scene)
    return f"cut {when}{', answers lost' if deaf else ''}"


async def hang(scene: Cluster, counts: Counter[str]) -> str:
    """Let one process hear nothing of its database, or stand still, until another has taken over; then it ends."""
    dice = scene.dice
    await scene.start()
    number = dice.randrange(2)
    victim = scene.desks[number]
    frozen = dice.random() < 0.5

    def strike() -> None:
        if frozen:
            victim.send(signal.SIGSTOP)
        else:
            victim.proxy.hang()

    when = await at_some_moment(scene, victim, strike, ends=False)
    _replace(scene, number)
    counts["take-overs"] += 1
    await scene.start()
    await asyncio.sleep(dice.uniform(0.0, 2.0))
    if frozen:
        victim.send(signal.SIGCONT)
    else:
        victim.proxy.flow()
        if dice.random() < 0.5:
            victim.proxy.cut()
    code = await scene.ends(victim, 60)
    assert (code, _TAKEN_OVER in victim.log.splitlines()[-1]) == (1, True), f"ended with {code}:\n{victim.log}"
    _still_run(scene)
    return f"{'frozen' if frozen else 'cut off'} {when}, is taken over"


async def mistaken(scene: Cluster, counts: Counter[str]) -> str:
    """Give a second process shards that another has: it refuses with one line, and those that run go on."""
    dice = scene.dice
    await scene.start()
    desk, spare = scene.desks[0], scene.spares[0]
    shards = dice.choice((desk.shards, Shards(1, 2, 4), Shards(0, 0, 4), Shards(0, 3, 8)))
    at_once = shards == desk.shards and dice.random() < 0.5
    second, seen = replace(spare, shards=shards), len(spare.log)
    await scene.order()
    if at_once:
        await scene.killed(desk)
        before = len(desk.log)
        await asyncio.gather(scene.launch(desk), scene.launch(second))
        assert desk.child is not None
        assert second.child is not None
        await asyncio.wait({desk.child.ended, second.child.ended}, timeout=60, return_when=asyncio.FIRST_COMPLETED)
        refused = second if not second.running else desk
        if refused is desk:
            spare.child, scene.desks[0], scene.spares[0] = second.child, spare, desk
        _refuses(refused, await scene.ends(refused, 60), desk.log[before:] if refused is desk else second.log[seen:])
    else:
        await scene.launch(second)
        _refuses(second, await scene.ends(second, 60), second.log[seen:])
    counts["second processes refused"] += 1
    _still_run(scene)
    return f"mistaken {shards}{' at once' if at_once else ''}"


async def writes(scene: Cluster, counts: Counter[str]) -> str:
    """Let people ask for what is kept while a process, its connections or the database are struck."""
    dice = scene.dice
    await scene.start()
    victim = dice.choice(scene.desks)
    how = dice.choice(("kill", "cut", "swallow", "database"))
    strike = {
        "kill": victim.kill,
        "cut": victim.proxy.cut,
        "swallow": victim.proxy.swallow,
        "database": lambda: scene.postgres.strike(signal.SIGQUIT),
    }[how]
    counts["acknowledged writes"] += await ask_meanwhile(scene, victim, strike)
    victim.proxy.cut()
    if how == "kill":
        await scene.killed(victim)
    if how == "database":
        await scene.postgres.revive()
        counts["restarts of PostgreSQL"] += 1
    await asyncio.sleep(0.2)
    await scene.start()
    return f"writes {how}"


def _replace(scene: Cluster, number: int) -> None:
    """Let the other one have the shards of a desk."""
    scene.desks[number], scene.spares[number] = scene.spares[number], scene.desks[number]


def _still_run(scene: Cluster) -> None:
    for desk in scene.desks:
        assert desk.running, f"{desk.name} has ended:\n{desk.log}"


def _refuses(desk: Desk, code: int, log: str) -> None:
    """See that a process refused with one line, after at most one that it waits for a sign of life."""
    *before, line = log.splitlines()
    assert code == 1, f"{desk.name} ended with {code}:\n{log}"
    assert "Another papers-bot on postgresql://" in line, log
    assert f"which excludes shards {desk.shards}: stop it first" in line, log
    assert all("is it still there?" in one for one in before), log


ACTS: Mapping[str, Act] = {
    "kill": kill,
    "database": database,
    "cut": cut,
    "hang": hang,
    "mistaken": mistaken,
    "writes": writes,
}

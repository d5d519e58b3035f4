"""Kills while somebody changes something: settings, the listings, or makes a backup."""

from __future__ import annotations

import asyncio
import signal
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress

from tests.faults import promises
from tests.faults.people import asking, told, wishes
from tests.faults.scene import FREE, Scene, until
from tests.faults.strikes import blocked, seen
from tests.faults.templates import BEFORE, Templates
from tests.stories.listings import add_listing
from tests.wire.look import options
from tests.wire.payloads import OWNER_ID, Payload

__all__ = ["CHANGES"]

Change = Callable[[Scene, Templates, Counter[str]], Awaitable[str]]

_AFTER = {"2502.90001": "Quokka pictures anew", "2503.90002": "Quokka films anew", "2503.90003": "Quokka songs anew"}
_CALLBACK = r"/interactions/.*/callback"
_SOON = 3.0


async def settings(scene: Scene, _: Templates, counts: Counter[str]) -> str:
    """Kill while people set, save and follow; whatever they were told is kept."""
    dice = scene.dice
    asked = wishes(scene, FREE[scene.kills % len(FREE)])
    await scene.start()
    how = dice.choice(("before", "after", "moment"))
    if how == "moment":
        asyncio.get_running_loop().call_later(dice.uniform(0.0, 0.5), scene.kill)
    else:
        seen(scene, how, "POST", _CALLBACK, dice.randint(2, len(asked)))
    async with asking(*(wish.ask() for wish in asked)):
        await scene.killed(_SOON)
    for wish in promises.acknowledged(scene, asked):
        counts["acknowledged writes"] += 1
        scene.promised[f"/{wish.command} {wish.options}"] = wish.sql, wish.values
    return f"settings: {how}"


async def reload(scene: Scene, templates: Templates, counts: Counter[str]) -> str:
    """Kill in a reload while people search: each sees the papers of before or of after, and so does the database."""
    dice = scene.dice
    (scene.seeds / "2024-11-20.txt").unlink()
    add_listing(scene.seeds, "2024-11-20", BEFORE | _AFTER)
    owner, searchers = scene.member(user_id=OWNER_ID), [scene.member() for _ in range(4)]
    await scene.start()
    answers: list[Payload] = []

    async def search() -> Payload:
        while True:
            for searcher in searchers:
                answers.append(await searcher.slash("search", query="quokka"))

    how = dice.choice(("blocked", "released", "moment", "stored", "told"))
    async with asking(search(), owner.slash("corpus reload")):
        if how in ("blocked", "released"):
            async with blocked(scene):
                await asyncio.sleep(dice.uniform(0.4, 1.2))
                if how == "blocked":
                    scene.kill()
            await asyncio.sleep(dice.uniform(0.0, 0.05))
        elif how == "moment":
            await asyncio.sleep(dice.uniform(0.0, 1.0))
        elif how == "stored":
            await until(lambda: scene.rows("SELECT 1 FROM paper WHERE arxiv_id = '2503.90003'"))
        else:
            await until(lambda: told(scene, owner))
        scene.kill()
        await scene.killed(_SOON)
    answers += _given(scene, [one.user_id for one in searchers])
    counts["searches"] += len(answers)
    whole = (BEFORE, BEFORE | _AFTER)
    for answer in answers:
        assert set(options(answer).values()) in [set(papers) for papers in whole], "a mixture was shown"
    held = promises.quokkas(scene.database)
    assert held in whole, f"a mixture is stored: {held}"
    if "+2" in told(scene, owner):
        counts["acknowledged writes"] += 1
        scene.promised["/corpus reload"] = "SELECT 1 FROM paper WHERE arxiv_id = '2503.90003'", ()
    counts["reloads that were stored"] += held == whole[1]
    return f"reload: {how}"


async def backup(scene: Scene, templates: Templates, counts: Counter[str]) -> str:
    """Kill a backup, beside a running bot or none; the next one is whole."""
    dice = scene.dice
    if beside := dice.random() < 0.5:
        await scene.start()
    target = scene.folder / f"backup-{scene.kills}.db"
    copying = await scene.spawn("backup", str(target))
    with suppress(TimeoutError):
        async with asyncio.timeout(_SOON):
            await until(lambda: not copying.running or target.exists(), 0.001)
            await asyncio.sleep(dice.choice((0.0, 0.001, 0.003, 0.01)))
    copying.send(signal.SIGKILL)
    await copying.ended
    counts["backups cut off"] += not target.exists() or bool(promises.damage(target, templates))
    whole = target.with_name(f"whole-{scene.kills}.db")
    again = await scene.spawn("backup", str(whole), "--verify")
    assert await asyncio.wait_for(asyncio.shield(again.ended), 60) == 0, scene.log
    assert promises.damage(whole, templates) == []
    if beside:
        scene.kill()
        await scene.killed(_SOON)
    return f"backup: {'beside the bot' if beside else 'alone'}"


def _given(scene: Scene, people: list[int]) -> list[Payload]:
    """Return all answers that these people got."""
    return [
        asked.answer
        for asked in scene.wire.interactions.asked.values()
        if asked.answer is not None and int(asked.payload["member"]["user"]["id"]) in people
    ]


CHANGES: Mapping[str, Change] = {"settings": settings, "reload": reload, "backup": backup}

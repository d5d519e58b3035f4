"""Kills while somebody changes something: settings, the corpus, makes a backup, or starts a second bot."""

from __future__ import annotations

import asyncio
import signal
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress

from tests.faults import promises
from tests.faults.corpus_changes import SOON, reload, rollback, upload
from tests.faults.people import Wish, asking, of_roles, wishes
from tests.faults.scene import FREE, MENU, Scene, until
from tests.faults.strikes import seen
from tests.faults.templates import Templates

__all__ = ["CHANGES"]

Change = Callable[[Scene, Templates, Counter[str]], Awaitable[str]]

_MENU = f"/channels/{MENU}/messages"
_CALLBACK = r"/interactions/.*/callback"
_PATIENCE = 60.0


async def settings(scene: Scene, _: Templates, counts: Counter[str]) -> str:
    """Kill while people set, save, follow and vote; whatever they were told is kept."""
    dice = scene.dice
    asked = wishes(scene, FREE[scene.kills % len(FREE)])
    await scene.start()
    how = dice.choice(("before", "after", "moment"))
    if how == "moment":
        asyncio.get_running_loop().call_later(dice.uniform(0.0, 0.5), scene.kill)
    else:
        seen(scene, how, "POST", _CALLBACK, dice.randint(2, len(asked)))
    async with asking(*(wish.ask() for wish in asked)):
        await scene.killed(SOON)
    _keep(scene, asked, counts)
    return f"settings: {how}"


async def menu(scene: Scene, _: Templates, counts: Counter[str]) -> str:
    """Kill while the message with the topic roles is posted, or changed where it stands; one stands in the end."""
    offer, post = of_roles(scene, FREE[scene.kills % len(FREE)])
    await scene.start()
    await offer.ask()
    stands = bool(scene.rows("SELECT 1 FROM role_menu"))
    how = scene.dice.choice(("before", "after", "told"))
    if how == "told":
        seen(scene, "after", "POST", _CALLBACK, 1)
    else:
        seen(scene, how, *(("PATCH", rf"{_MENU}/\d+") if stands else ("POST", _MENU)), 1)
    async with asking(post.ask()):
        await scene.killed(SOON)
    _keep(scene, (offer, post), counts)
    return f"topic roles: {'changed' if stands else 'posted'}, {how}"


def _keep(scene: Scene, asked: Sequence[Wish], counts: Counter[str]) -> None:
    """Note what people were told is done."""
    for wish in promises.acknowledged(scene, asked):
        counts["acknowledged writes"] += 1
        scene.promised[f"/{wish.command} {wish.options}"] = wish.sql, wish.values


async def backup(scene: Scene, templates: Templates, counts: Counter[str]) -> str:
    """Kill a backup, beside a running bot or none; the next one is whole."""
    dice = scene.dice
    if beside := dice.random() < 0.5:
        await scene.start()
    target = scene.folder / f"backup-{scene.kills}.db"
    copying = await scene.spawn("backup", str(target))
    with suppress(TimeoutError):
        async with asyncio.timeout(SOON):
            await until(lambda: not copying.running or any(scene.folder.glob("*backup-*")), 0.001)
            await asyncio.sleep(dice.choice((0.0, 0.001, 0.003, 0.01)))
    copying.send(signal.SIGKILL)
    await copying.ended
    counts["backups cut off"] += not target.exists()
    assert not target.exists() or promises.damage(target, templates) == [], "a backup is whole or not there"
    whole = target.with_name(f"whole-{scene.kills}.db")
    again = await scene.spawn("backup", str(whole), "--verify")
    assert await asyncio.wait_for(asyncio.shield(again.ended), 60) == 0, scene.log
    assert promises.damage(whole, templates) == []
    if beside:
        scene.kill()
        await scene.killed(SOON)
    return f"backup: {'beside the bot' if beside else 'alone'}"


async def second(scene: Scene, _: Templates, counts: Counter[str]) -> str:
    """Start a second bot on the database: it refuses with a line, and the first goes on."""
    log = scene.folder / "second.log"
    log.unlink(missing_ok=True)
    at_once = scene.dice.random() < 0.5
    if at_once:
        await scene.launch()
    else:
        await scene.start()
    first = scene.child
    other = await scene.nursery.start(["run"], scene.environment, scene.folder, log)
    assert first is not None
    await asyncio.wait({first.ended, other.ended}, timeout=_PATIENCE, return_when=asyncio.FIRST_COMPLETED)
    refused = other if other.ended.done() else first
    assert refused.ended.done(), "two bots run on one database"
    assert refused.ended.result() == 1, f"{scene.log}{log.read_text('utf-8')}"
    if refused is other:
        (line,) = log.read_text("utf-8").splitlines()
    else:
        scene.child, line = other, scene.log.splitlines()[-1]
    assert "Another papers-bot runs on" in line
    assert not at_once or await scene.connected()
    await scene.member().slash("search", query="quokka")
    scene.kill()
    await scene.killed(SOON)
    counts["second bots refused"] += 1
    return f"second bot: {'at once' if at_once else 'later'}"


CHANGES: Mapping[str, Change] = {
    "settings": settings,
    "reload": reload,
    "rollback": rollback,
    "upload": upload,
    "backup": backup,
    "second": second,
    "menu": menu,
}

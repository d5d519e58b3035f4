"""Kills while an admin changes the corpus: loads listings, takes a load back, uploads a file."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.faults import promises
from tests.faults.people import asking
from tests.faults.scene import Scene, until
from tests.faults.strikes import blocked
from tests.faults.templates import BEFORE, Templates
from tests.stories.listings import add_listing
from tests.wire.look import options, texts
from tests.wire.payloads import OWNER_ID, Payload
from tests.wire.people import Member

__all__ = ["SOON", "reload", "rollback", "upload"]

SOON = 3.0
_AFTER = {"2502.90001": "Quokka pictures anew", "2503.90002": "Quokka films anew", "2503.90003": "Quokka songs anew"}
_FIRST = {"2504.80001": "Numbat pictures", "2504.80002": "Numbat films"}
_SECOND = {"2504.80001": "Numbat pictures anew", "2504.80002": "Numbat films anew", "2504.80003": "Numbat songs"}
_TITLED = "SELECT 1 FROM paper WHERE arxiv_id = ? AND title = ?"
_DONE, _TAKEN_BACK = "### ✅", "### ↩️"


async def reload(scene: Scene, _: Templates, counts: Counter[str]) -> str:
    """Kill in a reload while people search: each sees the papers of before or of after, and so does the database."""
    whole = [promises.titles(scene.database, "Quokka"), BEFORE | _AFTER]
    _list(scene, whole[1])
    owner, searchers = _owner(scene), [scene.member() for _ in range(4)]
    await scene.start()
    answers: list[Payload] = []

    async def search() -> Payload:
        while True:
            for searcher in searchers:
                answers.append(await searcher.slash("search", query="quokka"))

    async with asking(search(), owner.slash("corpus reload")) as tasks:
        how, told = await _killed(scene, tasks[1], lambda: promises.titles(scene.database, "Quokka") == whole[1])
    answers += _given(scene, [one.user_id for one in searchers])
    counts["searches"] += len(answers)
    for answer in answers:
        assert set(options(answer).values()) in [set(papers) for papers in whole], "a mixture was shown"
    held = _whole(scene, "Quokka", whole)
    if told:
        _promise(scene, counts, "2502.90001", whole[1])
    counts["reloads that were stored"] += held == whole[1]
    return f"reload: {how}"


async def rollback(scene: Scene, _: Templates, counts: Counter[str]) -> str:
    """Kill while the last load is taken back: it holds wholly, or not at all."""
    before = promises.titles(scene.database, "Quokka")
    loaded = BEFORE | {"2502.90001": f"Quokka pictures of kill {scene.kills}"}
    _list(scene, loaded)
    owner = _owner(scene)
    await scene.start()
    answer = await owner.slash("corpus reload")
    if _DONE not in texts(answer):
        answer = await owner.press(answer, "Load them")
    assert _DONE in texts(answer), texts(answer)
    question = await owner.slash("corpus rollback")
    async with asking(owner.press(question, "Take it back")) as (task,):
        how, told = await _killed(scene, task, lambda: promises.titles(scene.database, "Quokka") == before)
    held = _whole(scene, "Quokka", [before, loaded])
    if told:
        _promise(scene, counts, "2502.90001", before)
    counts["rollbacks that were stored"] += held == before
    return f"rollback: {how}"


async def upload(scene: Scene, _: Templates, counts: Counter[str]) -> str:
    """Kill while a file is uploaded, or takes the place of another after a question: each file is whole."""
    owner = _owner(scene)
    confirmed = scene.dice.random() < 0.5
    first, second = (_content(scene, papers) for papers in (_FIRST, _SECOND))
    await scene.start()
    act = owner.slash("corpus upload", file=scene.wire.upload("numbats.txt", first))
    if confirmed:
        await act
        question = await owner.slash("corpus upload", file=scene.wire.upload("numbats.txt", second))
        act = owner.press(question, "Replace the file")
    # What was taken back before keeps a file that is there already from being loaded without a question.
    before = promises.titles(scene.database, "Numbat")
    files, papers = ([first, second], [before, _SECOND]) if confirmed else ([None, first], [before, _FIRST])
    place = scene.seeds / "numbats.txt"
    async with asking(act) as (task,):
        how, told = await _killed(scene, task, lambda: place.exists() and place.read_bytes() == files[1])
    content = place.read_bytes() if place.exists() else None
    assert content in files, f"the file is neither as before nor as uploaded: {content!r}"
    held = _whole(scene, "Numbat", papers)
    if told:
        assert content == files[1]
        _promise(scene, counts, "2504.80001", papers[1])
    counts["uploads that were stored"] += held == papers[1]
    return f"upload{', confirmed' if confirmed else ''}: {how}"


def _owner(scene: Scene) -> Member:
    """Return the owner, of whose earlier acts nothing is to hold any more."""
    scene.forget_corpus()
    return scene.member(user_id=OWNER_ID)


def _list(scene: Scene, papers: dict[str, str]) -> Path:
    return add_listing(scene.seeds, "2024-11-20", papers)


def _content(scene: Scene, papers: dict[str, str]) -> bytes:
    return add_listing(scene.folder, "2024-11-18", papers).read_bytes()


async def _killed(scene: Scene, task: asyncio.Task[Payload], stored: Callable[[], object]) -> tuple[str, bool]:
    """Kill the bot somewhere in what it was asked; return where, and whether it was told that this is done."""
    dice = scene.dice
    how = dice.choice(("blocked", "released", "moment", "stored", "told"))
    if how in ("blocked", "released"):
        async with blocked(scene):
            await asyncio.sleep(dice.uniform(0.4, 1.2))
            if how == "blocked":
                scene.kill()
        await asyncio.sleep(dice.uniform(0.0, 0.05))
    elif how == "moment":
        await asyncio.sleep(dice.uniform(0.0, 1.0))
    elif how == "stored":
        await until(lambda: task.done() or stored())
    else:
        await until(task.done)
    scene.kill()
    await scene.killed(SOON)
    # An answer that was given is one, though nobody has looked at it yet.
    await asyncio.sleep(0.05)
    return how, task.done() and texts(task.result()).startswith((_DONE, _TAKEN_BACK))


def _whole(scene: Scene, name: str, known: list[dict[str, str]]) -> dict[str, str]:
    held = promises.titles(scene.database, name)
    assert held in known, f"a mixture is stored: {held}"
    return held


def _promise(scene: Scene, counts: Counter[str], arxiv_id: str, papers: dict[str, str]) -> None:
    counts["acknowledged writes"] += 1
    scene.promise_corpus(_TITLED, (arxiv_id, papers[arxiv_id]))


def _given(scene: Scene, people: list[int]) -> list[Payload]:
    """Return all answers that these people got."""
    return [
        asked.answer
        for asked in scene.wire.interactions.asked.values()
        if asked.answer is not None and int(asked.payload["member"]["user"]["id"]) in people
    ]

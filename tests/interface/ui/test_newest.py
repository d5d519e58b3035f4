"""Of what is out of date with the next letter, only the newest is worked on."""

from __future__ import annotations

import asyncio

import pytest

from bot.interface.ui.newest import Newest


class Typing:
    """Let people type; note what is looked for and what is replaced."""

    def __init__(self) -> None:
        self.newest = Newest()
        self.looked = list[str]()
        self.replaced = list[str]()
        self.gate = asyncio.Event()

    def type(self, text: str, user_id: int = 1) -> asyncio.Task[None]:
        """Type a text."""
        return asyncio.create_task(self._type(text, user_id))

    async def _type(self, text: str, user_id: int) -> None:
        async with self.newest.turn(user_id) as is_newest:
            (self.looked if is_newest else self.replaced).append(text)
            if is_newest:
                await self.gate.wait()


async def settled() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_the_newest_text_replaces_the_one_that_waits() -> None:
    typing = Typing()
    tasks = [typing.type(text) for text in ("d", "di", "dif", "diff")]
    tasks.append(typing.type("hymba", 2))
    await settled()
    assert (typing.looked, typing.replaced) == (["d", "hymba"], ["di", "dif"])
    typing.gate.set()
    await asyncio.gather(*tasks)
    assert typing.looked == ["d", "hymba", "diff"]


@pytest.mark.parametrize("cancelled", [(0,), (1,), (0, 1), (1, 0)])
async def test_what_is_cancelled_leaves_nothing_behind(cancelled: tuple[int, ...]) -> None:
    typing = Typing()
    tasks = [typing.type("d"), typing.type("di")]
    await settled()
    for number in cancelled:
        tasks[number].cancel()
    await settled()
    typing.gate.set()
    await asyncio.wait(tasks)
    assert typing.newest._places == {}  # pyright: ignore[reportPrivateUsage]
    await typing.type("again")
    assert typing.looked[-1] == "again"


async def test_what_is_cancelled_in_the_moment_in_which_it_was_to_begin_lets_the_next_one_begin() -> None:
    typing = Typing()
    first, second = typing.type("d"), typing.type("di")
    await settled()
    typing.gate.set()
    # The first ends, and with it the second is to begin.
    await asyncio.sleep(0)
    second.cancel()
    await asyncio.wait({first, second})
    assert typing.newest._places == {}  # pyright: ignore[reportPrivateUsage]

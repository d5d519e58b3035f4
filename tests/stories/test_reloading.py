"""An admin reads new listings in while others search."""

from __future__ import annotations

import asyncio

import pytest

from tests.stories.listings import add_listing
from tests.stories.town import Town
from tests.wire.look import is_private, options, texts
from tests.wire.payloads import OWNER_ID, Payload

pytestmark = pytest.mark.asyncio(loop_scope="module")

_BEFORE = {"2502.90001": "Quokka pictures of old", "2502.90002": "Quokka films of old"}
_AFTER = {"2503.90001": "Quokka pictures anew", "2503.90002": "Quokka films anew", "2503.90003": "Quokka songs anew"}


async def test_an_admin_reloads_while_twenty_others_search(town: Town) -> None:
    owner = town.server().member(user_id=OWNER_ID)
    assert "159 papers of 5 days" in texts(await owner.slash("corpus status"))
    old = add_listing(town.seeds, "2025-02-20", _BEFORE)
    loaded = await owner.slash("corpus reload")
    assert is_private(loaded)
    assert "161 papers, +2 −0" in texts(loaded)
    shown = await owner.slash("top", day="2025-02-05", count=50)
    page = texts(await owner.press(shown, "Next"))

    old.unlink()
    (town.seeds / "002_38c7f59ebaefe502.txt").unlink()
    add_listing(town.seeds, "2025-03-01", _AFTER)
    server = town.server()
    people = [server.member() for _ in range(20)]
    asked = await owner.slash("corpus reload")
    assert "+3 −" in texts(asked)
    reloading = asyncio.create_task(owner.press(asked, "Load them"))
    answers: list[Payload] = []
    for _ in range(3):
        answers += await asyncio.gather(*(one.slash("search", query="quokka") for one in people))
    assert "✅ Loaded" in texts(await reloading)
    answers += await asyncio.gather(*(one.slash("search", query="quokka") for one in people))

    found = [frozenset(options(answer).values()) for answer in answers]
    assert set(found) == {frozenset(_BEFORE), frozenset(_AFTER)}
    assert set(found[-20:]) == {frozenset(_AFTER)}
    again = await owner.press(await owner.press(shown, "Previous"), "Next")
    assert texts(again) == page, "pages that are shown stay as they are"


async def test_a_listing_that_cannot_be_read_costs_nothing_that_is_loaded(town: Town) -> None:
    owner = town.member(user_id=OWNER_ID, locale="ko")
    before = texts(await owner.slash("corpus status"))
    (town.seeds / "broken.txt").write_text("## Daily Papers (2025-03-02)\n\n### no link\n", "utf-8")
    loaded = texts(await owner.slash("corpus reload"))
    assert "거부된 항목 1건" in loaded
    assert "broken.txt:3" in loaded.replace("\\", "")
    assert texts(await owner.slash("corpus status")).split(". ")[0] == before.split(". ")[0]

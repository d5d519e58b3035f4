"""New listings: put into the folder by hand, uploaded, mended by another upload, and taken back."""

from __future__ import annotations

import re

import pytest

from tests.corpus.samples import entry, listing
from tests.interface.look import text
from tests.stories.listings import add_listing
from tests.stories.town import Town
from tests.wire.payloads import OWNER_ID, dm_id
from tests.wire.people import Member

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def found(member: Member, query: str) -> set[str]:
    """Return the arXiv ids of the new papers that a search finds."""
    return set(re.findall(r"\b\d{4}\.9000\d\b", str(await member.slash("search", query=query))))


async def test_the_owner_is_told_of_a_new_file_and_loads_it_with_a_button(town: Town) -> None:
    reader = town.server().member()
    assert await found(reader, "wombat") == set()
    add_listing(town.seeds, "2025-02-20", {"2502.90001": "Wombat holes"})
    town.wire.messages.direct(OWNER_ID)
    offer = await town.post_in(dm_id(OWNER_ID))
    assert "160 papers, +1 −0" in text(offer)
    assert await found(reader, "wombat") == set()
    await town.member(user_id=OWNER_ID).press(offer, "Load them")
    assert await found(reader, "wombat") == {"2502.90001"}


async def test_an_admin_uploads_a_listing_replaces_it_and_takes_that_back(town: Town) -> None:
    server = town.server()
    owner, reader = server.member(user_id=OWNER_ID), server.member()
    first = listing(entry("2503.90001", "Numbat tongues"), entry("2503.90002", "Numbat tails"))
    loaded = await owner.slash("corpus upload", file=town.wire.upload("march.md", first.encode()))
    assert "+2 −0" in text(loaded)
    assert await found(reader, "numbat") == {"2503.90001", "2503.90002"}

    second = listing(entry("2503.90001", "Numbat tongues"))
    asked = await owner.slash("corpus upload", file=town.wire.upload("march.md", second.encode()))
    assert text(asked).startswith("### Replace “march.md”?")
    assert (town.seeds / "march.md").read_text("utf-8") == first
    await town.bot.kill()
    await town.bot.start()
    await owner.press(await owner.press(asked, "Replace the file"), "Load them")
    assert (town.seeds / "march.md").read_text("utf-8") == second
    assert await found(reader, "numbat") == {"2503.90001"}

    await owner.press(await owner.slash("corpus rollback"), "Take it back")
    assert await found(reader, "numbat") == {"2503.90001", "2503.90002"}
    assert "Rolled back" in text(await owner.slash("corpus status"))
    assert [row[0] for row in town.rows("SELECT action FROM audit WHERE action LIKE 'corpus%' ORDER BY id")][-6:] == [
        "corpus.upload",
        "corpus.upload",
        "corpus.overwrite",
        "corpus.apply",
        "corpus.rollback",
        "corpus.undo",
    ]

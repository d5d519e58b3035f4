"""A bot starts without papers, says so whatever it is asked, and gets its first listing by an upload."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from tests.corpus.samples import entry, listing
from tests.interface.look import text
from tests.stories.town import Town, minutes_ago, open_town
from tests.wire.payloads import OWNER_ID
from tests.wire.people import Member

pytestmark = pytest.mark.asyncio(loop_scope="module")

NONE_YET = {
    "en-US": ("No papers are loaded yet", "There are no listings yet"),
    "ko": ("아직 불러온 논문이 없습니다", "아직 목록이 없습니다"),
}
COMMANDS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("ask", {"question": "What is Marco-o1 about?"}),
    ("ask", {"question": "hello"}),
    ("ask", {"question": "2411.14405"}),
    ("search", {"query": "diffusion"}),
    ("top", {}),
    ("top", {"day": "2024-10-25"}),
    ("author", {"name": "Yu Zhao"}),
    ("paper", {"id_or_title": "2411.14405"}),
    ("similar", {"paper": "2411.14405"}),
    ("discuss", {"paper": "2411.14405"}),
    ("save", {"paper": "2411.14405"}),
    ("stats", {}),
    ("trends", {}),
    ("trends", {"topic": "diffusion"}),
)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def town(tmp_path_factory: pytest.TempPathFactory, used: set[str]) -> AsyncGenerator[Town]:
    """Give a town whose bot has no listings, not even a folder for them."""
    folder = tmp_path_factory.mktemp("town")
    async with open_town(folder, used, seeds=folder / "none" / "listings") as town:
        yield town


@pytest.mark.parametrize("locale", NONE_YET)
async def test_every_command_says_in_one_sentence_that_there_are_no_papers(town: Town, locale: str) -> None:
    server = town.server()
    for command, values in COMMANDS:
        member = server.member(locale=locale)
        # A question is answered in its own language.
        korean = {"question": "Marco-o1은 어떤 방법을 사용하나요?"} if command == "ask" and locale == "ko" else {}
        answer = text(await member.slash(command, **(values | korean)))
        assert any(said in answer for said in NONE_YET[locale]), (command, values, answer)
        assert len(answer) < 250
        assert "\n" not in answer.strip()


async def test_suggestions_are_empty_and_mentions_are_answered(town: Town) -> None:
    member = town.server().member()
    for command, name in (("author", "name"), ("paper", "id_or_title"), ("top", "day"), ("similar", "paper")):
        assert await member.suggestions(command, name, "a") == []
        assert await member.suggestions(command, name, "") == []
    assert "No papers are loaded yet" in text(await member.says("who wrote Marco-o1?", mention=True))


async def test_a_digest_can_be_set_up_and_posts_nothing(town: Town) -> None:
    server = town.server()
    admin, (channel,) = server.admin(), server.channels
    await admin.slash("digest set", channel=channel, time=minutes_ago(2))
    shown = text(await admin.slash("digest show"))
    assert str(channel) in shown
    preview = text(await admin.slash("digest preview"))
    assert preview == "No listing up to today is loaded yet."
    await admin.slash("digest doctor")
    for command, values in (("follow author", {"name": "Yu Zhao"}), ("follow topic", {"query": "diffusion"})):
        assert text(await server.member().slash(command, **values))
    assert town.said_in(channel) == []


async def test_the_first_listing_comes_by_upload_without_a_restart(town: Town, tmp_path: Path) -> None:
    server = town.server()
    owner, reader = server.member(user_id=OWNER_ID), server.member()
    assert "No papers are loaded" in text(await owner.slash("corpus status"))
    content = listing(entry("2503.90001", "Numbat tongues"), entry("2503.90002", "Numbat tails")).encode()
    loaded = await owner.slash("corpus upload", file=town.wire.upload("first.md", content))
    assert "2 papers, +2 −0" in text(loaded)
    assert "Numbat tails" in text(await reader.slash("paper", id_or_title="２５０３．９０００２"))
    assert "Numbat tongues" in text(await reader.slash("search", query="numbat tongues"))
    await town.bot.kill()
    await town.bot.start()
    assert await found(reader) == ["Numbat tails", "Numbat tongues"]


async def found(member: Member) -> list[str]:
    shown = text(await member.slash("top", day="2024-11-22"))
    return [title for title in ("Numbat tails", "Numbat tongues") if title in shown]

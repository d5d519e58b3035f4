"""Every button and menu of messages from before a restart works after it."""

from __future__ import annotations

import pytest

from tests.interface.look import components, text
from tests.stories.mornings import next_morning
from tests.stories.town import Town
from tests.wire.look import files, is_private, options, texts
from tests.wire.payloads import Payload
from tests.wire.people import Member

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_lists_are_turned_and_opened_after_a_kill(town: Town) -> None:
    member = town.server().member()
    found = await member.slash("search", query="language model")
    second = text(await member.press(found, "Next"))
    await town.bot.kill()
    await town.bot.start()
    assert text(await member.press(found, "Previous")).count("**1.** ") == 1
    assert text(await member.press(found, "Next")) == second
    jumped = await member.choose(found, "Go to a page", "3")
    assert "Page 3 of" in texts(jumped)
    arxiv_id = next(value for label, value in options(jumped).items() if not label.startswith("Page "))
    assert f"arXiv {arxiv_id}" in texts(await member.choose(jumped, "Open a paper", arxiv_id))


async def test_every_kind_of_button_works_after_the_bot_was_stopped(town: Town) -> None:
    server = town.server()
    member, reader = server.member(), server.member()
    shown = await everything(member)
    _, shown["post"] = await next_morning(town)
    pressed: set[str] = set()

    async def press(name: str, action: str, by: Member = member) -> Payload:
        pressed.add(action)
        parts = (part for part in components(shown[name]) if part.get("custom_id") and not part.get("disabled"))
        part = next(part for part in parts if _action(part) == action)
        if part["type"] == 3:
            return await by.choose(shown[name], part["custom_id"], part["options"][0]["value"])
        return await by.press(shown[name], part["custom_id"])

    assert "shares: " in texts(await press("card", "similar"))
    assert "Saved" in texts(await press("card", "save"))
    assert "<#" in texts(await press("card", "discuss"))
    assert "👍 1" in [part.get("label") for part in components(await press("card", "vote"))]
    assert "Xiaoliang Dai" in texts(await press("card", "authors"))
    assert not is_private(await press("asked", "next"))
    assert "arXiv " in texts(await press("trends", "open"))
    assert "arXiv " in texts(await press("post", "open", reader))
    assert "50 papers" in texts(await press("post", "day", reader))
    assert "**6.** " in texts(await press("saved", "saved"))
    assert files(await press("saved", "saved_bib")) == ["saved.bib"]
    assert files(await press("found", "saved_md")) == ["saved.md"]
    assert "No note yet." in texts(await press("one", "saved_one"))
    assert "Removed" in texts(await press("found", "unsave"))
    assert "no folders yet" in texts(await press("shelf", "folders"))
    assert files(await press("list", "reading_bib")) == ["to-read.bib"]
    assert files(await press("list", "reading_md")) == ["to-read.md"]
    assert "Took" in texts(await press("taken", "reading_off"))
    shown["list"] = await member.slash("list show")
    assert "Marked" in texts(await press("list", "reading_done"))
    assert "What this server has read: 1" in texts(await press("list", "reading"))
    assert "no longer follow" in texts(await press("following", "unfollow"))
    assert "no longer follow" in texts(await press("following", "unfollow_all"))
    assert "Deleted" in texts(await press("forgetting", "forget"))
    kinds = {_action(part) for message in shown.values() for part in components(message) if part.get("custom_id")}
    assert pressed == kinds, "every kind of these messages was pressed"


async def everything(member: Member) -> dict[str, Payload]:
    """Return messages with every kind of button and menu but those of lists."""
    shown = {
        "card": await member.slash("paper", id_or_title="2410.13720"),
        "asked": await member.slash("ask", question="Marco-o1은 어떤 방법을 사용하나요?"),
        "trends": await member.slash("trends", weeks=20),
        "stats": await member.slash("stats"),
    }
    for arxiv_id in (*options(await member.slash("top", count=5)).values(), "2411.14405"):
        await member.slash("save", paper=arxiv_id)
    for arxiv_id in ("2411.14405", "2410.13720", "2411.13676"):
        await member.slash("list add", paper=arxiv_id)
    await member.slash("follow topic", query="diffusion")
    await member.slash("follow author", name="Yu Zhao")
    return shown | {
        "saved": await member.slash("saved"),
        "one": await member.slash("saved"),
        "shelf": await member.slash("saved"),
        "list": await member.slash("list show"),
        "taken": await member.slash("list show"),
        "found": await member.slash("saved", query="Marco-o1"),
        "following": await member.slash("following"),
        "forgetting": await member.slash("privacy delete"),
    }


def _action(part: Payload) -> str:
    return part["custom_id"].split(":")[0]

"""Somebody follows a topic, gets what is new by direct message, stops it, and takes their data away."""

from __future__ import annotations

import asyncio
import json

import pytest

from tests.interface.look import buttons
from tests.stories.listings import add_listing
from tests.stories.mornings import next_morning
from tests.stories.town import Town
from tests.wire.look import files, is_private, options, texts
from tests.wire.payloads import OWNER_ID
from tests.wire.people import Member

pytestmark = pytest.mark.asyncio(loop_scope="module")

# What follows a request is written soon after it.
_SETTLING = 0.3
_NEW = {"2503.80001": "Quokka robots", "2503.80002": "Quokka diffusion", "2503.80003": "Of something else"}


def direct(town: Town, person: Member) -> int:
    return int(town.wire.messages.direct(person.user_id)["id"])


async def test_what_is_new_on_a_topic_comes_by_direct_message_to_those_who_want_it(town: Town) -> None:
    server = town.server()
    korean, other, stopping, closed = server.member(locale="ko"), server.member(), server.member(), server.member()
    followed = await korean.slash("follow topic", query="quokka")
    assert is_private(followed)
    assert "주제 **quokka**" in texts(followed)
    await other.slash("follow author", name="Yu Zhao")
    await stopping.slash("follow topic", query="quokka")
    await closed.slash("follow topic", query="quokka")
    card = await stopping.slash("following")
    assert "no longer follow" in texts(await stopping.choose(card, "Stop following", "Topic: quokka"))

    add_listing(town.seeds, "2025-03-01", _NEW)
    await town.member(user_id=OWNER_ID).slash("corpus reload")
    refused = f"/channels/{direct(town, closed)}/messages"
    town.wire.refuse("POST", refused, 403, 50007)
    await next_morning(town, people=(korean, other, closed))
    (message,) = town.said_in(direct(town, korean))
    assert set(options(message).values()) == {"2503.80001", "2503.80002"}
    assert "📌 관심: quokka" in texts(message)
    assert (message["mentions"], message["mention_roles"]) == ([], [])
    assert town.said_in(direct(town, other)) == []
    assert town.said_in(direct(town, stopping)) == []

    stopped = "SELECT stopped_at FROM follower WHERE user_id = ?"
    assert town.rows(stopped, closed.user_id) == [(None,)], "one refusal may be a mistake"

    reader = korean.but(guild_id=None)
    opened = await reader.choose(message, "논문 자세히 보기", "2503.80001")
    assert "Quokka robots" in texts(opened)
    ended = await reader.press(message, "그만 받기")
    assert "quokka 팔로우를 끝냈습니다" in texts(ended)
    assert "팔로우하는 것이 없" in texts(await korean.slash("following"))
    assert town.rows("SELECT * FROM follow WHERE user_id = ?", korean.user_id) == []

    await town.bot.stop()
    assert town.change("UPDATE follower SET refused_at = earlier(refused_at) WHERE user_id = ?", closed.user_id)
    assert town.change(
        "UPDATE digest_delivery SET retry_at = earlier(retry_at) WHERE channel_id = ?", direct(town, closed)
    )
    assert town.change("UPDATE digest_look SET look_at = '' WHERE channel_id = ?", direct(town, closed))
    await town.bot.start()
    await town.until(lambda: len(town.wire.sent("POST", refused)) >= 2 or None, "a second refusal")
    await asyncio.sleep(_SETTLING)
    assert town.rows(stopped, closed.user_id) != [(None,)]
    town.wire.accept()
    await closed.slash("top")
    told = await town.until(lambda: next(iter(town.wire.followups()), None), "word of it")
    assert "I send you no messages" in texts(told), "whoever takes no direct messages is left alone, and told so"
    assert "already" in texts(await closed.slash("follow topic", query="quokka"))
    assert town.rows("SELECT stopped_at FROM follower WHERE user_id = ?", closed.user_id) == [(None,)]


async def test_somebody_sees_all_that_is_kept_of_them_and_deletes_it(town: Town) -> None:
    member = town.server().member()
    nothing = texts(await member.slash("privacy show"))
    assert "Nothing." in nothing
    await member.slash("save", paper="2411.14405")
    await member.slash("follow author", name="Yu Zhao")
    await member.slash("search", query="diffusion")
    shown = await member.slash("privacy show")
    assert is_private(shown)
    assert files(shown) == ["my-data.json"]
    data = json.loads(town.wire.requests[-1].files[0].data)
    assert data["saved"][0]["arxiv_id"] == "2411.14405"
    assert data["follows"][0]["follow"]["value"] == "Yu Zhao"
    assert len(data["shown_lists"]) == 1

    asked = await member.slash("privacy delete")
    assert town.rows("SELECT count(*) FROM saved_paper WHERE user_id = ?", member.user_id) == [(1,)]
    deleted = await member.press(asked, "Delete everything")
    assert "Deleted" in texts(deleted)
    assert buttons(deleted) == {}
    for table in ("saved_paper", "follow", "follower", "shown_list"):
        assert town.rows(f"SELECT * FROM {table} WHERE user_id = ?", member.user_id) == []
    assert texts(await member.slash("privacy show")) == nothing

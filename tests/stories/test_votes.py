"""Members vote for papers with 👍: on posts and cards, at once, after a restart and a kill, until they take it back."""

from __future__ import annotations

import asyncio
import signal

import pytest

from tests.interface.look import buttons
from tests.stories.mornings import next_morning, subscribe
from tests.stories.test_venues import posts_of, server_with
from tests.stories.town import Town
from tests.wire.look import is_private, options, texts
from tests.wire.payloads import Payload, channel, forum

pytestmark = pytest.mark.asyncio(loop_scope="module")

_IS_CROSSPOST = 1 << 1
_NEWS = 5
_FIRST = 1420000000000000000


def votes_in(message: Payload) -> list[str]:
    """Return what stands on the buttons to vote."""
    return [label for label, one in buttons(message).items() if one.get("custom_id", "").startswith("vote:")]


async def test_members_vote_on_a_daily_post_at_once_and_the_server_sees_its_favourites(town: Town) -> None:
    server = town.server(channels=2)
    place, admin = server.channels[1], server.admin()
    await subscribe(admin, place, count=3)
    assert "Nobody on this server has voted yet" in texts(await admin.slash("top", by="server"))
    await next_morning(town, server)
    post = await town.post_in(place)
    assert votes_in(post) == ["1. 👍", "2. 👍", "3. 👍"]
    said, members = texts(post), [server.member(place=1) for _ in range(6)]
    second = buttons(post)["2. 👍"]["custom_id"]
    first = buttons(post)["1. 👍"]["custom_id"]
    await asyncio.gather(*(one.press(post, second) for one in members), members[0].press(post, first))
    post = town.wire.messages.message(post["channel_id"], post["id"])
    assert votes_in(post) == ["1. 👍 1", "2. 👍 6", "3. 👍"]
    assert texts(post) == said

    await town.bot.stop(signal.SIGKILL)
    await town.bot.start()
    post = await members[1].press(post, "2. 👍 6")
    assert votes_in(post) == ["1. 👍 1", "2. 👍 5", "3. 👍"], "a second press takes it back"
    card = await members[1].choose(post, "Open a paper", list(options(post).values())[1])
    assert is_private(card)
    assert votes_in(card) == ["👍 5"]
    assert votes_in(await members[1].press(card, "👍 5")) == ["👍 6"]

    top = await admin.but(locale="ko").slash("top", by="server")
    assert texts(top).startswith("이 서버 멤버들이 👍를 많이 누른 논문 2편")
    assert "이 서버 👍 6명" in texts(top)
    assert next(iter(options(top).values())) == second.split(":")[1]
    other = town.server()
    assert "아직 아무도" in texts(await other.member(locale="ko").slash("top", by="server"))
    assert "👍 5" not in texts(await other.member().slash("top"))

    assert "you gave a 👍" in texts(await members[0].slash("privacy show"))
    await members[0].press(await members[0].slash("privacy delete"), "Delete everything")
    assert town.rows("SELECT 1 FROM member_vote WHERE user_id = ?", members[0].user_id) == []
    assert votes_in(await members[2].press(post, second)) == ["1. 👍", "2. 👍 4", "3. 👍"]


async def test_votes_count_in_a_forum_and_on_the_copy_of_an_announcement(town: Town) -> None:
    place, news, copies = _FIRST + 7001, _FIRST + 7002, _FIRST + 7003
    server = server_with(town, forum(place), channel(news, _NEWS), channel(copies), number=7)
    admin = server.admin()
    await subscribe(admin, place, threads="papers", count=2)
    await subscribe(admin, news, count=2)
    await next_morning(town, server)
    await town.until(lambda: len(posts_of(town, place)) == 2 or None, "a post for each paper")
    thread, other = posts_of(town, place)
    (said,) = town.said_in(int(thread["id"]))
    assert votes_in(said) == ["👍"]
    member = server.member(channel_id=int(thread["id"]))
    assert votes_in(await member.press(said, "👍")) == ["👍 1"]
    assert votes_in(town.said_in(int(other["id"]))[0]) == ["👍"]

    post = await town.post_in(news)
    copy = town.wire.messages.create(
        str(copies), {"flags": post["flags"] & ~1, "components": post["components"]}, extra={"flags": 0}, silent=True
    )
    copy["flags"] |= _IS_CROSSPOST
    told = await server.member(channel_id=copies).press(copy, votes_in(copy)[0])
    assert is_private(told)
    assert texts(told).startswith("👍 Your vote is counted.")
    assert votes_in(town.wire.messages.message(copy["channel_id"], copy["id"])) == votes_in(copy)

"""Daily posts in forums and announcement channels, and the doctor's answer to “why was this not posted?”."""

from __future__ import annotations

import signal
from collections.abc import Sequence

import pytest

from tests.interface.look import buttons
from tests.stories.mornings import next_morning, pass_a_day, subscribe
from tests.stories.town import EVERYTHING, Server, Town
from tests.wire.look import is_private, texts
from tests.wire.payloads import Payload, channel, forum, guild, role

pytestmark = pytest.mark.asyncio(loop_scope="module")

_NEWS = 5
_SEND = 1 << 11
_FIRST = 1420000000000000000


def server_with(town: Town, *places: Payload, number: int, permissions: int = EVERYTHING) -> Server:
    """Let the bot join a server with a channel to talk in and these."""
    first = _FIRST + number * 1000
    for place in places:
        place["guild_id"] = str(first)
    everywhere = (channel(first + 800, guild_id=first), *places)
    return Server(town, town.wire.join(guild(permissions, first, everywhere, (role(first + 900),))))


def posts_of(town: Town, forum_id: int) -> list[Payload]:
    """Return the posts of a forum, the first one first."""
    found = [one for one in town.wire.messages.channels.values() if one.get("parent_id") == str(forum_id)]
    return sorted(found, key=lambda one: int(one["id"]))


def titles(posts: Sequence[Payload]) -> list[str]:
    return [one["name"] for one in posts]


async def test_a_forum_is_chosen_in_the_panel_and_gets_a_post_a_day_with_tags(town: Town) -> None:
    place = _FIRST + 1001
    server = server_with(town, forum(place, "잡담", "강화학습", "Papers", required=True), number=1)
    admin = server.admin()
    panel = await admin.choose(await admin.slash("digest set"), "Channel", str(place))
    assert "one post a day" in texts(panel)
    assert "❌" not in texts(panel)
    await admin.press(panel, "Save")
    await subscribe(admin, place, topics="reinforcement learning", count=10)
    tried = await admin.slash("digest preview")
    assert is_private(tried)
    assert "A post titled “Daily papers of Feb 5, 2025" in texts(tried)
    assert posts_of(town, place) == []

    other, _ = await next_morning(town, server)
    (post,) = posts_of(town, place)
    assert post["name"].startswith("Daily papers of Feb 5, 2025")
    assert post["applied_tags"] == [str(place + 501)]
    (said,) = town.said_in(int(post["id"]))
    assert "arxiv.org/abs/" in texts(said)
    doctor = texts(await admin.slash("digest doctor", channel=place))
    assert "✅ Create Posts" in doctor
    assert f"[posted](https://discord.com/channels/{server.id}/{post['id']})" in doctor

    await next_morning(town, other, number=signal.SIGKILL)
    assert len(posts_of(town, place)) == 1


async def test_one_post_a_paper_is_killed_halfway_and_neither_doubled_nor_lost(town: Town) -> None:
    place = _FIRST + 2001
    server = server_with(town, forum(place, "논문"), number=2)
    admin = server.admin(locale="ko")
    await subscribe(admin, place, threads="papers", count=4, language="ko")
    await town.bot.stop()
    pass_a_day(town, server)
    town.wire.troubles.lose("POST", f"/channels/{place}/threads")
    await town.bot.start()
    await town.until(lambda: posts_of(town, place) or None, "the first paper")
    await town.bot.kill()
    assert len(posts_of(town, place)) == 1
    assert town.rows("SELECT count(*) FROM digest_part WHERE channel_id = ?", place) == [(0,)]

    town.wire.accept()
    posts_of(town, place)[0]["thread_metadata"]["archived"] = True
    await town.bot.start()
    await next_morning(town, server, again=True)
    posts = posts_of(town, place)
    assert len(posts) == len(set(titles(posts))) == 4
    assert town.rows("SELECT count(*) FROM digest_part WHERE channel_id = ?", place) == [(4,)]
    assert "✅ 2025년 2월 5일: [올림]" in texts(await admin.slash("digest doctor", channel=place))
    picked = town.rows("SELECT count(*) FROM digest_delivery_paper WHERE channel_id = ?", place)
    assert picked == [(4,)]


async def test_an_announcement_is_published_and_a_refusal_is_no_failed_post(town: Town) -> None:
    place, limited, silent = (_FIRST + 3001 + number for number in range(3))
    places = [channel(one, _NEWS) for one in (place, limited, silent)]
    server = server_with(town, *places, number=3)
    admin = server.admin()
    assert "is published to the servers that follow" in texts(await subscribe(admin, place))
    await subscribe(admin, limited)
    panel = await admin.choose(await admin.slash("digest set"), "Channel", str(silent))
    panel = await admin.press(panel, "Do not publish")
    assert "are not published" in texts(panel)
    await admin.press(panel, "Save")
    assert "are not published" in texts(await subscribe(admin, silent))
    town.wire.refuse("POST", f"/channels/{limited}/messages/.*/crosspost", 403, 50013)

    await next_morning(town, server)
    for one in (place, limited, silent):
        assert len(town.said_in(one)) == 1
    published = town.wire.rest.forums.published
    await town.until(lambda: published[str(place)] or None, "the publication")
    assert (published[str(place)], published[str(limited)], published[str(silent)]) == (1, 0, 0)
    assert town.wire.sent("POST", f"/channels/{silent}/messages/{town.said_in(silent)[0]['id']}/crosspost") == []
    doctor = texts(await admin.slash("digest doctor", channel=limited))
    assert "[posted]" in doctor
    assert "it was not published" in doctor
    direct = town.wire.messages.direct(admin.user_id)["id"]
    assert town.said_in(int(direct)) == [], "nobody is told of a failed post"
    town.wire.accept()


async def test_a_forum_that_cannot_take_the_post_is_told_of_when_it_is_set_up(town: Town) -> None:
    place = _FIRST + 4001
    tagless = server_with(town, forum(place, "Vision", required=True), number=4)
    shown = texts(await subscribe(tagless.admin(), place))
    assert "This forum requires a tag: add one named Papers" in shown
    bare = _FIRST + 5001
    server = server_with(town, forum(bare), number=5, permissions=EVERYTHING & ~_SEND)
    refused = texts(await subscribe(server.admin(locale="ko"), bare))
    assert "포스트 만들기" in refused
    assert town.rows("SELECT 1 FROM digest_subscription WHERE channel_id = ?", bare) == []


async def test_a_forum_is_deleted_and_who_set_it_up_hears_of_it(town: Town) -> None:
    place = _FIRST + 6001
    server = server_with(town, forum(place), number=6)
    admin = server.admin()
    await subscribe(admin, place)
    town.wire.remove_channel(place)
    notice = await town.post_in(int(town.wire.messages.direct(admin.user_id)["id"]))
    assert "was deleted" in texts(notice)


async def test_an_admin_asks_why_a_paper_was_not_posted_and_tries_in_private_after_a_restart(town: Town) -> None:
    server = town.server()
    place, admin = server.channels[0], server.admin()
    await subscribe(admin, place, count=2, min_votes=10)
    doctor = await admin.slash("digest doctor")
    assert "**Papers of Feb 5, 2025** (50):" in texts(doctor)
    await town.bot.stop()
    await town.bot.start()
    papers = await admin.press(doctor, "Why not posted?")
    assert texts(papers).count("goes into the next post") == 2
    assert "over the count of 2" in texts(papers)
    while not buttons(papers)["Next"].get("disabled"):
        papers = await admin.press(papers, "Next")
    assert "below 10 votes" in texts(papers)
    tried = await admin.press(papers, "Try now, privately")
    assert is_private(tried)
    assert "Daily papers of Feb 5, 2025" in texts(tried)
    assert town.said_in(place) == []

    await next_morning(town, server)
    again = await admin.slash("digest doctor")
    assert "2 ✅ posted" in texts(again)
    assert "[posted]" in texts(await admin.press(again, "Last 30 posts"))

"""A server sets its daily post up and gets it: once, at its hour, whatever happens to the bot."""

from __future__ import annotations

import asyncio
import signal
from datetime import UTC, datetime, timedelta

import pytest

from tests.interface.look import buttons
from tests.stories.town import THREADS, Server, Town, minutes_ago
from tests.wire.look import is_private, options, texts
from tests.wire.payloads import Payload
from tests.wire.people import Member

pytestmark = pytest.mark.asyncio(loop_scope="module")

_ORDINARY = (1 << 10) | (1 << 11)


async def subscribe(admin: Member, channel_id: int, **further: object) -> Payload:
    """Ask for a daily post whose hour has just passed: the first one comes tomorrow."""
    return await admin.slash(
        "digest set", channel=channel_id, time=minutes_ago(2), **({"timezone": "UTC"} | further)
    )


def pass_a_day(town: Town, *servers: Server) -> None:
    for server in servers:
        assert town.change("UPDATE digest_subscription SET set_at = earlier(set_at) WHERE guild_id = ?", server.id)
        town.change(
            "UPDATE digest_delivery SET claimed_at = earlier(claimed_at), attempted_at = earlier(attempted_at), "
            "sent_at = earlier(sent_at), retry_at = earlier(retry_at) WHERE guild_id = ?",
            server.id,
        )


async def restart_with_a_post(town: Town, number: signal.Signals) -> None:
    """Stop the bot somehow and start it; wait until it has seen to all daily posts: another server gets its first."""
    other = town.server()
    await subscribe(other.admin(), other.channels[0])
    await town.bot.stop(number)
    pass_a_day(town, other)
    await town.bot.start()
    await town.post_in(other.channels[0])
    await asyncio.sleep(0.2)


async def test_a_korean_server_sets_everything_up_and_gets_just_that(town: Town) -> None:
    server = town.server(channels=2)
    place, notices = server.channels
    admin = server.admin(locale="ko")
    assert "/digest set" in texts(await admin.slash("digest show"))
    quiet = f"{datetime.now(UTC) + timedelta(days=3):%a}".lower()
    was_set = await subscribe(
        admin, place, count=3, language="ko", min_votes=2, topics="강화학습, diffusion", role=server.readers,
        quiet_days=quiet, when_nothing_new="highlights", threads="post", notices=notices,
    )  # fmt: skip
    assert is_private(was_set)
    assert "저장했습니다" in texts(was_set)
    shown = texts(await admin.slash("digest show"))
    for chosen in ("논문 3편", "추천 2 이상", "강화학습 · diffusion", f"<@&{server.readers}>", "소식마다 하나", f"<#{notices}>"):
        assert chosen in shown
    doctor = texts(await admin.slash("digest doctor"))
    assert "❌" not in doctor
    assert "아직 올린 소식이 없습니다" in doctor
    preview = await admin.slash("digest preview")
    assert is_private(preview)

    await town.bot.stop()
    pass_a_day(town, server)
    await town.bot.start()
    post = await town.post_in(place)
    assert post["components"] == preview["components"]
    assert texts(post).startswith(f"<@&{server.readers}>\n### ")
    assert "2025년 2월 5일" in texts(post)
    assert "📌 관심: " in texts(post)
    assert (post["mention_roles"], post["mentions"], post["mention_everyone"]) == ([str(server.readers)], [], False)
    (request,) = town.wire.sent("POST", f"/channels/{place}/messages")
    assert request.body["allowed_mentions"] == {"parse": [], "roles": [server.readers]}

    thread = await town.until(lambda: town.wire.messages.channels.get(post["id"]), "a thread")
    assert thread["parent_id"] == str(place)
    assert "✅ 2025-02-05: [올림]" in texts(await admin.slash("digest doctor", channel=place)).replace("2025년 2월 5일", "2025-02-05")


async def test_every_member_can_open_the_papers_of_a_post_and_the_rest_of_the_day(town: Town) -> None:
    server = town.server()
    await subscribe(server.admin(), server.channels[0], count=4)
    await town.bot.stop()
    pass_a_day(town, server)
    await town.bot.start()
    post = await town.post_in(server.channels[0])
    reader = server.member()
    title, arxiv_id = next(iter(options(post).items()))
    opened = await reader.choose(post, "Open a paper", title)
    assert is_private(opened)
    assert f"arXiv {arxiv_id}" in texts(opened)
    more = next(label for label in buttons(post) if label.startswith("and "))
    assert more == "and 46 more"
    day = await reader.press(post, more)
    assert is_private(day)
    assert "50 papers" in texts(day)
    assert "**6.** " in texts(await reader.press(day, "Next"))
    assert town.said_in(server.channels[0]) == [post]


async def test_a_post_comes_once_however_often_the_bot_starts(town: Town) -> None:
    server = town.server()
    await subscribe(server.admin(), server.channels[0])
    assert town.said_in(server.channels[0]) == []
    await town.bot.stop()
    pass_a_day(town, server)
    await town.bot.start()
    await town.post_in(server.channels[0])
    for number in (signal.SIGTERM, signal.SIGKILL):
        await restart_with_a_post(town, number)
    assert len(town.said_in(server.channels[0])) == 1
    await town.bot.stop()
    pass_a_day(town, server)
    await town.bot.start()
    await restart_with_a_post(town, signal.SIGKILL)
    assert len(town.said_in(server.channels[0])) == 1, "the next day has nothing new"


async def test_a_bot_killed_while_it_posts_finds_its_post_again(town: Town) -> None:
    server = town.server()
    place = server.channels[0]
    await subscribe(server.admin(), place)
    await town.bot.stop()
    pass_a_day(town, server)
    town.wire.troubles.delay("POST", f"/channels/{place}/messages", 0.5, times=1)
    await town.bot.start()
    await town.post_in(place)
    await town.bot.kill()
    recorded = "SELECT message_id FROM digest_delivery WHERE channel_id = ?"
    assert town.rows(recorded, place) == [(None,)]
    await town.bot.start()
    post = await town.post_in(place)
    await restart_with_a_post(town, signal.SIGTERM)
    assert town.said_in(place) == [post]
    assert town.rows(recorded, place) == [(int(post["id"]),)]


async def test_a_lost_answer_to_a_post_makes_no_second_one(town: Town) -> None:
    server = town.server()
    place, admin = server.channels[0], server.admin()
    await subscribe(admin, place)
    await town.bot.stop()
    pass_a_day(town, server)
    town.wire.troubles.lose("POST", f"/channels/{place}/messages")
    await town.bot.start()
    post = await town.post_in(place)
    await restart_with_a_post(town, signal.SIGTERM)
    town_waits = texts(await admin.slash("digest doctor"))
    assert "next try" in town_waits or "posted" in town_waits
    await town.bot.stop()
    town.change("UPDATE digest_delivery SET retry_at = earlier(retry_at) WHERE channel_id = ?", place)
    await town.bot.start()
    await restart_with_a_post(town, signal.SIGTERM)
    assert town.said_in(place) == [post]
    assert "[posted]" in texts(await admin.slash("digest doctor"))


async def test_a_server_that_forbids_posting_is_told_once_and_gets_its_post_when_it_allows(town: Town) -> None:
    server = town.server(channels=2)
    place, admin = server.channels[0], server.admin()
    await subscribe(admin, place)
    town.wire.refuse("POST", f"/channels/{place}/messages", 403, 50013)
    await town.bot.stop()
    pass_a_day(town, server)
    await town.bot.start()
    direct = int(town.wire.messages.direct(admin.user_id)["id"])
    notice = await town.post_in(direct)
    assert f"<#{place}>" in texts(notice)
    assert "⏳" in texts(await admin.slash("digest doctor"))
    await restart_with_a_post(town, signal.SIGTERM)
    assert len(town.said_in(direct)) == 1
    town.wire.accept()
    await town.bot.stop()
    town.change("UPDATE digest_delivery SET retry_at = earlier(retry_at) WHERE channel_id = ?", place)
    await town.bot.start()
    assert "Feb 5, 2025" in texts(await town.post_in(place))
    assert len(town.said_in(direct)) == 1


async def test_the_channel_of_a_post_is_deleted_and_whoever_set_it_hears_of_it(town: Town) -> None:
    server = town.server(channels=2)
    place, admin = server.channels[1], server.admin()
    await subscribe(admin, place, language="ko")
    town.wire.remove_channel(place)
    notice = await town.post_in(int(town.wire.messages.direct(admin.user_id)["id"]))
    assert "채널이 삭제되어" in texts(notice)
    assert "No daily post is set up" in texts(await admin.slash("digest show"))


async def test_an_admin_pauses_resumes_and_ends_a_post(town: Town) -> None:
    server = town.server(channels=2)
    first, second = server.channels
    admin = server.admin()
    await subscribe(admin, first)
    await subscribe(admin, second, threads="papers")
    assert "name one of these channels" in texts(await admin.slash("digest pause"))
    assert "paused" in texts(await admin.slash("digest pause", channel=first))
    await town.bot.stop()
    pass_a_day(town, server)
    await town.bot.start()
    post = await town.post_in(second)
    threads = [one for one in town.wire.messages.channels.values() if one.get("parent_id") == str(second)]
    threads = await town.until(
        lambda: [one for one in town.wire.messages.channels.values() if one.get("parent_id") == str(second)][4:] and threads
        or None,
        "threads",
    ) if len(threads) < 5 else threads
    assert len(options(post)) == 5
    assert town.said_in(first) == []
    assert "Next post" in texts(await admin.slash("digest resume", channel=first))
    assert "stopped" in texts(await admin.slash("digest off", channel=second))
    shown = texts(await admin.slash("digest show"))
    assert f"<#{first}>" in shown
    assert f"<#{second}>" not in shown


async def test_a_bot_that_may_not_write_there_says_what_it_needs(town: Town) -> None:
    server = town.server(_ORDINARY)
    refused = await subscribe(server.admin(), server.channels[0], threads="post")
    assert is_private(refused)
    assert "Read Message History, Create Public Threads" in texts(refused)
    assert THREADS

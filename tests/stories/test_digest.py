"""A server sets its daily post up and gets it: once, at its hour, whatever happens to the bot."""

from __future__ import annotations

import signal
from datetime import UTC, datetime, timedelta

import pytest

from tests.interface.look import buttons
from tests.stories.mornings import next_morning, pass_a_day, subscribe
from tests.stories.town import Town
from tests.wire.look import is_private, options, texts
from tests.wire.payloads import Payload

pytestmark = pytest.mark.asyncio(loop_scope="module")

_VIEW_AND_SEND = (1 << 10) | (1 << 11)


async def test_a_korean_server_sets_everything_up_and_gets_just_that_and_once(town: Town) -> None:
    server = town.server(channels=2)
    place, notices = server.channels
    admin = server.admin(locale="ko")
    assert "설정되어 있지 않습니다" in texts(await admin.slash("digest show"))
    quiet = f"{datetime.now(UTC) + timedelta(days=3):%a}".lower()
    was_set = await subscribe(
        admin, place, count=3, language="ko", min_votes=2, topics="강화학습, diffusion", role=server.readers,
        quiet_days=quiet, when_nothing_new="highlights", threads="post", notices=notices,
    )  # fmt: skip
    assert is_private(was_set)
    assert "저장했습니다" in texts(was_set)
    shown = texts(await admin.slash("digest show"))
    for chosen in ("논문 3편", "추천 2 이상", "강화학습 · diffusion", "소식마다 하나", f"<#{notices}>"):
        assert chosen in shown
    doctor = texts(await admin.slash("digest doctor"))
    assert "❌" not in doctor
    assert "아직 올린 소식이 없습니다" in doctor
    preview = await admin.slash("digest preview")
    assert is_private(preview)
    assert town.said_in(place) == []

    other, other_post = await next_morning(town, server)
    (post,) = town.said_in(place)
    assert post["components"] == preview["components"]
    assert texts(post).startswith(f"<@&{server.readers}>\n### ")
    assert "2025년 2월 5일" in texts(post)
    assert "📌 주제: " in texts(post)
    assert (post["mention_roles"], post["mentions"], post["mention_everyone"]) == ([str(server.readers)], [], False)
    (request,) = town.wire.sent("POST", f"/channels/{place}/messages")
    assert request.body["allowed_mentions"] == {"parse": [], "roles": [server.readers]}
    assert town.wire.messages.channels[post["id"]]["parent_id"] == str(place), "its thread"
    assert "✅ 2025년 2월 5일: [올림]" in texts(await admin.slash("digest doctor", channel=place))

    await next_morning(town, other, number=signal.SIGKILL)
    assert town.said_in(place) == [post], "no restart doubles it"
    assert town.said_in(other.channels[0]) == [other_post], "the next day has nothing new"


async def test_three_posts_meet_trouble_on_one_morning_and_each_comes_once(town: Town) -> None:
    killed, lost, forbidden = town.server(), town.server(), town.server()
    for server in (killed, lost, forbidden):
        await subscribe(server.admin(user_id=server.id + 7), server.channels[0])
    in_killed, in_lost, in_forbidden = (server.channels[0] for server in (killed, lost, forbidden))
    admin = forbidden.admin(user_id=forbidden.id + 7)

    await town.bot.stop()
    for server in (killed, lost, forbidden):
        pass_a_day(town, server)
    town.wire.troubles.delay("POST", f"/channels/{in_killed}/messages", 1.0, times=1)
    town.wire.troubles.lose("POST", f"/channels/{in_lost}/messages")
    town.wire.refuse("POST", f"/channels/{in_forbidden}/messages", 403, 50013)
    await town.bot.start()
    direct = int(town.wire.messages.direct(admin.user_id)["id"])
    assert f"<#{in_forbidden}>" in texts(await town.post_in(direct))
    assert "needs View Channel, Send Messages" in texts(await admin.slash("digest doctor"))
    posts = [await town.post_in(in_killed), await town.post_in(in_lost)]
    await town.bot.kill()
    recorded = "SELECT message_id FROM digest_delivery WHERE channel_id = ?"
    assert town.rows(recorded, in_killed) == [(None,)]

    town.wire.accept()
    await town.bot.start()
    await next_morning(town, lost, forbidden, again=True)
    assert [town.said_in(in_killed), town.said_in(in_lost)] == [[post] for post in posts]
    for post in (*posts, *town.said_in(in_forbidden)):
        assert town.rows(recorded, int(post["channel_id"])) == [(int(post["id"]),)]
    assert "Feb 5, 2025" in texts(town.said_in(in_forbidden)[0])
    assert len(town.said_in(direct)) == 1
    assert "[posted]" in texts(await admin.slash("digest doctor"))


async def test_an_admin_pauses_one_of_two_posts_and_every_member_reads_the_other(town: Town) -> None:
    server = town.server(channels=2)
    paused, going = server.channels
    admin = server.admin()
    await subscribe(admin, paused)
    await subscribe(admin, going, threads="papers", count=2)
    assert "name one of these channels" in texts(await admin.slash("digest pause"))
    assert "is paused until /digest resume" in texts(await admin.slash("digest pause", channel=paused))

    await next_morning(town, server)
    assert town.said_in(paused) == []
    (post,) = town.said_in(going)
    threads = [one for one in town.wire.messages.channels.values() if one.get("parent_id") == str(going)]
    assert [texts(town.said_in(int(one["id"]))[0]).split("](https")[0] for one in threads] == [
        f"### [{title.partition('. ')[2]}" for title in options(post)
    ]
    reader = server.member()
    title, arxiv_id = next(iter(options(post).items()))
    opened = await reader.choose(post, "Open a paper", title)
    assert is_private(opened)
    assert f"arXiv {arxiv_id}" in texts(opened)
    day = await reader.press(post, "and 48 more")
    assert is_private(day)
    assert "50 papers" in texts(day)
    assert "**6.** " in texts(await reader.press(day, "Next"))
    assert town.said_in(going) == [post]

    assert "Next post" in texts(await admin.slash("digest resume", channel=paused))
    assert f"The daily post in <#{going}> has ended." in texts(await admin.slash("digest off", channel=going))
    shown = texts(await admin.slash("digest show"))
    assert f"<#{paused}>" in shown
    assert f"<#{going}>" not in shown


async def test_the_channel_of_a_post_is_deleted_and_whoever_set_it_hears_of_it(town: Town) -> None:
    server = town.server(channels=2)
    place, admin = server.channels[1], server.admin()
    await subscribe(admin, place, language="ko")
    town.wire.remove_channel(place)
    notice = await town.post_in(int(town.wire.messages.direct(admin.user_id)["id"]))
    assert "채널이 삭제되어" in texts(notice)
    assert "No daily post is set up" in texts(await admin.slash("digest show"))


async def test_a_bot_that_may_not_post_there_says_what_it_needs(town: Town) -> None:
    server = town.server(_VIEW_AND_SEND)
    refused: Payload = await subscribe(server.admin(), server.channels[0], threads="post")
    assert is_private(refused)
    assert "Read Message History, Create Public Threads, Send Messages in Threads" in texts(refused)
    assert buttons(refused) == {}

"""The bot loses sight of a channel, of its history, or of a whole server, and finds them again."""

from __future__ import annotations

import pytest

from tests.stories.mornings import next_morning, pass_a_day, subscribe
from tests.stories.town import EVERYTHING, HISTORY, Town
from tests.wire.look import texts

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_lost_answer_and_a_hidden_history_make_it_silent_until_it_may_read_again(town: Town) -> None:
    server = town.server()
    (place,) = server.channels
    admin = server.admin()
    await subscribe(admin, place)
    await town.bot.stop()
    pass_a_day(town, server)
    town.wire.grant(server.id, EVERYTHING & ~HISTORY)
    town.wire.troubles.lose("POST", f"/channels/{place}/messages")
    await town.bot.start()
    post = await town.post_in(place)
    await next_morning(town, server, again=True)
    assert town.said_in(place) == [post], "silence rather than a second one"
    told = texts(await town.post_in(int(town.wire.messages.direct(admin.user_id)["id"])))
    assert "Read Message History" in told
    doctor = texts(await admin.slash("digest doctor"))
    assert "❌ Read Message History" in doctor
    assert "rather stay silent than post twice" in doctor
    assert "next try" in doctor

    town.wire.grant(server.id, EVERYTHING)
    await next_morning(town, server, again=True)
    assert town.said_in(place) == [post]
    assert town.rows("SELECT message_id FROM digest_delivery WHERE channel_id = ?", place) == [(int(post["id"]),)]
    assert "❌" not in texts(await admin.slash("digest doctor"))


async def test_a_server_throws_it_out_and_takes_it_back_with_all_that_was_set_up(town: Town) -> None:
    server = town.server()
    (place,) = server.channels
    admin = server.admin()
    await subscribe(admin, place, count=3)
    left = town.wire.part(server.id)
    await next_morning(town, server)
    assert town.wire.sent("POST", f"/channels/{place}/messages") == [], "it does not even try"
    assert town.rows("SELECT guild_id FROM left_guild") == [(server.id,)]
    assert town.said_in(int(town.wire.messages.direct(admin.user_id)["id"])) == []

    await town.bot.stop()
    town.wire.join(left)
    await town.bot.start()
    assert "Papers: 3" in texts(await admin.slash("digest show"))
    await next_morning(town, server)
    (post,) = town.said_in(place)
    assert "Feb 5, 2025" in texts(post)


async def test_a_channel_that_is_hidden_and_shown_again_gets_its_post_late(town: Town) -> None:
    server = town.server()
    (place,) = server.channels
    admin = server.admin()
    await subscribe(admin, place)
    town.wire.grant(server.id, 0)
    town.wire.refuse("POST", f"/channels/{place}/messages", 403, 50001)
    await next_morning(town, server)
    assert f"<#{place}>" in texts(await town.post_in(int(town.wire.messages.direct(admin.user_id)["id"])))
    assert "❌ View Channel" in texts(await admin.slash("digest doctor"))

    town.wire.accept()
    town.wire.grant(server.id, EVERYTHING)
    await next_morning(town, server, again=True)
    assert len(town.said_in(place)) == 1
    assert "[posted]" in texts(await admin.slash("digest doctor"))

"""A server offers roles for topics, members take them, and a post pings those of its topics."""

from __future__ import annotations

import asyncio
from itertools import count
from typing import Any

import pytest

from tests.interface.look import buttons, components, menus
from tests.stories.mornings import next_morning, subscribe
from tests.stories.town import EVERYTHING, Server, Town
from tests.wire.look import is_private, options, texts
from tests.wire.payloads import Payload
from tests.wire.people import Member
from tests.wire.role_guilds import RoleIds, role_guild
from tests.wire.roles import MANAGE_ROLES

pytestmark = pytest.mark.asyncio(loop_scope="module")

_FIRST = 1430000000000000000
_NUMBERS = count()
# Topics of the newest listing, and one that nothing is on.
_TOPICS = ("diffusion", "강화학습", "quokka")
_PICK, _MENU, _MENU_KO = "Pick topics", "No topics picked", "고른 주제 없음"


def lab(town: Town, topics: int = 3) -> tuple[Server, RoleIds]:
    """Let the bot join a server with roles."""
    guild_id = _FIRST + next(_NUMBERS) * 1000
    return Server(town, town.wire.join(role_guild(guild_id, EVERYTHING, topics))), RoleIds(guild_id)


def manager(server: Server, ids: RoleIds, **who: Any) -> Member:
    """Return a member who manages the roles of the server and its daily post."""
    found = server.member(**({"permissions": MANAGE_ROLES | 1 << 5} | who))
    server.town.wire.rest.roles.hold(server.id, found.user_id, ids.admins)
    return found


async def offered(town: Town) -> tuple[Server, RoleIds, Member, Payload]:
    """Return a server that offers three topics, who set that up, and the message."""
    server, ids = lab(town)
    admin = manager(server, ids)
    for number, topic in enumerate(_TOPICS):
        assert "✅" in texts(await admin.slash("roles add", topic=topic, role=ids.first + number))
    assert "✅ Posted: https://discord.com/channels/" in texts(await admin.slash("roles post"))
    (message,) = town.said_in(server.channels[0])
    return server, ids, admin, message


def held(town: Town, member: Member) -> set[int]:
    return set(map(int, town.wire.rest.roles.of(str(member.guild_id), member.user_id)))


def ticked(message: Payload) -> list[str]:
    menu = next(iter(menus(message).values()))
    return [option["label"] for option in menu["options"] if option.get("default")]


async def test_members_take_and_give_back_the_roles_of_their_topics(town: Town) -> None:
    server, ids, _, message = await offered(town)
    assert not is_private(message)
    assert [f"**{topic}**: <@&{ids.first + n}>" in texts(message) for n, topic in enumerate(_TOPICS)] == [True] * 3
    assert (message["mention_roles"], message["mentions"]) == ([], []), "nobody is pinged by the offer"
    reader, korean = server.member(), server.member(locale="ko")
    menu = await reader.press(message, _PICK)
    assert is_private(menu)
    assert (set(options(menu)), ticked(menu)) == (set(_TOPICS), [])
    menu = await reader.choose(menu, _MENU, "diffusion", "quokka")
    assert "✅ You are pinged for: diffusion, quokka." in texts(menu)
    assert (held(town, reader), ticked(menu)) == ({ids.first, ids.first + 2}, ["diffusion", "quokka"])
    menu = await reader.choose(menu, _MENU, "강화학습", "quokka")
    assert "✅ You are pinged for: 강화학습.\n🔕 No longer for: diffusion." in texts(menu)
    assert "Nothing has changed" in texts(await reader.choose(menu, _MENU, "강화학습", "quokka"))
    assert ticked(await reader.press(message, _PICK)) == ["quokka", "강화학습"]
    reasons = {reason for _, user_id, _, reason in town.wire.rest.roles.done if user_id == str(reader.user_id)}
    assert reasons == {"The member picked topics of papers"}
    shown = await korean.press(message, _PICK)
    assert "✅ 이제 알림을 받습니다: 강화학습." in texts(await korean.choose(shown, _MENU_KO, "강화학습"))
    menu = await reader.press(message, _PICK)
    assert "No longer for: quokka, 강화학습" in texts(await reader.choose(menu, _MENU))
    assert held(town, reader) == set()


async def test_the_message_and_the_menu_go_on_after_the_bot_was_killed(town: Town) -> None:
    server, ids, admin, message = await offered(town)
    reader = server.member()
    menu = await reader.press(message, _PICK)
    await town.bot.kill()
    await town.bot.start()
    assert "You are pinged for: diffusion" in texts(await reader.choose(menu, _MENU, "diffusion"))
    assert ticked(await reader.press(message, _PICK)) == ["diffusion"]
    assert "up to date" in texts(await admin.slash("roles post"))
    assert len(town.said_in(server.channels[0])) == 1
    assert held(town, reader) == {ids.first}


async def test_a_post_pings_the_roles_of_its_topics_and_no_other(town: Town) -> None:
    server, ids, admin, _ = await offered(town)
    place = server.channels[1]
    await subscribe(admin, place, count=10)
    preview = texts(await admin.slash("digest preview"))
    assert f"<@&{ids.first}>" in preview
    assert f"<@&{ids.first + 2}>" not in preview
    await next_morning(town, server)
    (post,) = town.said_in(place)
    pinged = [int(one) for one in post["mention_roles"]]
    assert ids.first in pinged
    assert ids.first + 2 not in pinged
    (request,) = town.wire.sent("POST", f"/channels/{place}/messages")
    assert request.body["allowed_mentions"] == {"parse": [], "roles": pinged}
    assert "✅ Topic roles that I can ping: 3" in texts(await admin.slash("digest doctor", channel=place))
    await next_morning(town, server)
    assert town.said_in(place) == [post], "nobody is pinged twice"


async def test_roles_that_nobody_should_take_are_refused_and_it_says_how_to_mend_that(town: Town) -> None:
    server, ids = lab(town)
    admin = manager(server, ids)
    refused = {
        ids.above: "drag @papers above it",
        ids.managed: "not by hand",
        ids.banning: "what not everybody should: Ban Members",
        ids.ruling: "Administrator",
        server.id: "already: pick another role",
    }
    for role_id, said in refused.items():
        assert said in texts(await admin.slash("roles add", topic="diffusion", role=role_id))
    helper, of_channel = server.member(), server.member(permissions=MANAGE_ROLES)
    town.wire.rest.roles.hold(server.id, helper.user_id, ids.helpers)
    offering = {"topic": "diffusion", "role": ids.first}
    assert "not stand below your highest role" in texts(await helper.slash("roles add", **offering))
    assert "You need this permission for that: Manage Roles" in texts(await of_channel.slash("roles add", **offering))
    assert "Manage Roles" in texts(await server.admin().slash("roles add", **offering))
    assert "too general" in texts(await admin.slash("roles add", topic="the", role=ids.first))
    assert "No roles are offered" in texts(await admin.slash("roles show"))
    assert "먼저 /역할 추가로" in texts(await admin.but(locale="ko").slash("roles post"))
    town.wire.change_role(server.id, ids.bot, permissions="0")
    assert "turn it on for my role @papers" in texts(await admin.slash("roles add", topic="diffusion", role=ids.first))


async def test_a_role_that_becomes_dangerous_or_is_deleted_is_not_given_any_more(town: Town) -> None:
    server, ids, admin, message = await offered(town)
    reader = server.member()
    menu = await reader.press(message, _PICK)
    town.wire.change_role(server.id, ids.first, permissions=str(MANAGE_ROLES))
    town.wire.change_role(server.id, ids.first + 1, position=8)
    picked = await reader.choose(menu, _MENU, *_TOPICS)
    assert "You are pinged for: quokka." in texts(picked)
    assert "cannot be picked just now: diffusion, 강화학습" in texts(picked)
    assert held(town, reader) == {ids.first + 2}
    shown = texts(await admin.slash("roles show"))
    assert "❌ **diffusion**: @topic 0 lets people do what not everybody should: Manage Roles" in shown
    assert "❌ **강화학습**: @topic 1 stands above my own role" in shown

    town.wire.remove_role(server.id, ids.first + 2)

    def updated() -> bool:
        return "quokka" not in texts(town.said_in(server.channels[0])[0])

    await town.until(lambda: updated() or None, "the message without the topic")
    assert "quokka" not in texts(await admin.slash("roles show"))
    assert "No topics are offered" in texts(await reader.press(message, _PICK))


async def test_the_message_is_posted_once_moved_and_posted_again_where_it_was_deleted(town: Town) -> None:
    server, ids, admin, message = await offered(town)
    here, there = server.channels
    assert "The message with the button shows it" in texts(
        await admin.slash("roles add", topic="video", role=ids.silent)
    )
    assert "**video**" in texts(town.said_in(here)[0])
    assert "I cannot ping" in texts(await admin.slash("roles show"))
    moved = texts(await admin.slash("roles post", channel=there, language="ko"))
    assert f"takes the place of the one in <#{here}>, which I deleted" in moved
    assert town.said_in(here) == []
    (message,) = town.said_in(there)
    assert list(buttons(message)) == ["주제 고르기"]
    assert "up to date" in texts(await admin.slash("roles post"))
    town.wire.messages.delete(str(there), message["id"])
    assert "was deleted: /roles post posts it again" in texts(await admin.slash("roles remove", topic="Video"))
    assert "Posted" in texts(await admin.slash("roles post", channel=there))
    (again,) = town.said_in(there)
    assert again["id"] != message["id"]
    assert "video" not in texts(again)
    assert town.rows("SELECT channel_id, message_id FROM role_menu WHERE guild_id = ?", server.id) == [
        (there, int(again["id"]))
    ]


async def test_of_two_admins_the_later_holds_and_reads_what_it_replaced(town: Town) -> None:
    server, ids, one, _ = await offered(town)
    two = manager(server, ids, locale="ko")
    assert await two.suggestions("roles remove", "topic", "diff") == ["diffusion"]
    assert f"⚠️ 이전 설정을 바꾸었습니다: **diffusion** 주제의 <@&{ids.first}> 역할." in texts(
        await two.slash("roles add", topic="Diffusion", role=ids.silent)
    )
    said = texts(await one.slash("roles add", topic="agents", role=ids.silent))
    assert f"⚠️ This replaced what was set before: **Diffusion** with <@&{ids.silent}>." in said
    assert town.rows("SELECT topic FROM topic_role WHERE guild_id = ? AND role_id = ?", server.id, ids.silent) == [
        ("agents",)
    ]
    assert "is not offered" in texts(await two.but(locale="en-US").slash("roles remove", topic="diffusion"))


async def test_of_two_admins_who_give_one_role_to_two_topics_at_once_the_later_reads_what_it_replaced(
    town: Town,
) -> None:
    server, ids = lab(town)
    one, two = manager(server, ids), manager(server, ids)
    said = await asyncio.gather(
        one.slash("roles add", topic="diffusion", role=ids.first),
        two.slash("roles add", topic="agents", role=ids.first),
    )
    assert all("✅" in texts(card) for card in said)
    ((topic,),) = town.rows("SELECT topic FROM topic_role WHERE guild_id = ? AND role_id = ?", server.id, ids.first)
    later = ("diffusion", "agents").index(topic)
    assert "This replaced what was set before" in texts(said[later])
    assert "This replaced" not in texts(said[1 - later])


async def test_the_twenty_sixth_topic_does_not_fit(town: Town) -> None:
    server, ids = lab(town, topics=26)
    admin = manager(server, ids)
    for number in range(25):
        await admin.slash("roles add", topic=f"topic number {number} of many", role=ids.first + number)
    refused = await admin.slash("roles add", topic="diffusion", role=ids.first + 25)
    assert "roles for 25 topics: end one with /roles remove first" in texts(refused)
    await admin.slash("roles post")
    (message,) = town.said_in(server.channels[0])
    reader = server.member()
    menu = await reader.press(message, _PICK)
    everything = list(options(menu).values())
    assert len(everything) == 25
    await reader.choose(menu, _MENU, *everything)
    assert len(held(town, reader)) == 25
    assert "25 of at most 25" in texts(await admin.slash("roles show"))
    assert any(part["type"] == 10 for part in components(message))

"""Topic roles and their message: one role a topic, the later holds, at most 25."""

from __future__ import annotations

import pytest

from bot.errors import InputError
from bot.storage.database import Store
from bot.storage.role_menus import RoleMenu, RoleMenus
from bot.storage.topic_roles import MOST_TOPIC_ROLES, TopicRole, TopicRoles

GUILD, OTHER = 1, 2


async def test_each_role_has_one_topic_and_each_topic_one_role(store: Store) -> None:
    roles = TopicRoles(store)
    assert await roles.put(GUILD, TopicRole(10, "diffusion")) == ()
    assert await roles.put(GUILD, TopicRole(11, "agents")) == ()
    assert await roles.put(OTHER, TopicRole(10, "diffusion")) == ()
    assert await roles.put(GUILD, TopicRole(10, "diffusion")) == (), "what is there already is not replaced"
    assert set(await roles.put(GUILD, TopicRole(11, "Diffusion"))) == {
        TopicRole(10, "diffusion"),
        TopicRole(11, "agents"),
    }
    assert await roles.of(GUILD) == (TopicRole(11, "Diffusion"),)
    assert await roles.of(OTHER) == (TopicRole(10, "diffusion"),)


async def test_topics_are_in_order_and_found_in_any_case(store: Store) -> None:
    roles = TopicRoles(store)
    for number, topic in enumerate(("video", "Agents", "강화학습", "diffusion")):
        await roles.put(GUILD, TopicRole(number, topic))
    assert [role.topic for role in await roles.of(GUILD)] == ["Agents", "diffusion", "video", "강화학습"]
    assert await roles.remove(GUILD, "AGENTS") == TopicRole(1, "Agents")
    assert await roles.remove(GUILD, "agents") is None
    assert await roles.remove(OTHER, "video") is None
    assert len(await roles.of(GUILD)) == 3


async def test_one_too_many_changes_nothing_and_one_in_the_place_of_another_fits(store: Store) -> None:
    roles = TopicRoles(store)
    for number in range(MOST_TOPIC_ROLES):
        await roles.put(GUILD, TopicRole(number, f"topic {number}"))
    before = await roles.of(GUILD)
    with pytest.raises(InputError, match="25 topics"):
        await roles.put(GUILD, TopicRole(99, "one more"))
    assert await roles.of(GUILD) == before
    await roles.put(GUILD, TopicRole(99, "topic 3"))
    assert len(await roles.of(GUILD)) == MOST_TOPIC_ROLES


async def test_a_deleted_role_goes_with_its_topic_in_its_server_only(store: Store) -> None:
    roles = TopicRoles(store)
    await roles.put(GUILD, TopicRole(10, "diffusion"))
    assert not await roles.role_deleted(OTHER, 10)
    assert await roles.role_deleted(GUILD, 10)
    assert not await roles.role_deleted(GUILD, 10)
    assert await roles.of(GUILD) == ()


async def test_a_server_has_one_message_and_the_later_takes_the_place_of_the_former(store: Store) -> None:
    menus = RoleMenus(store)
    first, second = RoleMenu(5, 50, "en"), RoleMenu(6, 60, "ko")
    assert await menus.put(GUILD, first) is None
    assert await menus.put(GUILD, RoleMenu(5, 50, "ko")) is None, "the same message in another language"
    assert await menus.put(GUILD, second) == RoleMenu(5, 50, "ko")
    await menus.gone(GUILD, 50)
    assert await menus.find(GUILD) == second, "not the one that has taken its place"
    await menus.gone(GUILD, 60)
    assert await menus.find(GUILD) is None

"""Somebody who installed the app for themselves uses it where the bot is no member."""

from __future__ import annotations

import pytest

from tests.interface.look import buttons
from tests.stories.town import Town
from tests.wire.look import is_private, options, texts
from tests.wire.payloads import Payload, channel, user
from tests.wire.people import Member

pytestmark = pytest.mark.asyncio(loop_scope="module")

_FOREIGN = 1430000000000000000


def abroad(town: Town, **who: object) -> Member:
    town.wire.messages.add(channel(_FOREIGN + 1, guild_id=_FOREIGN))
    return town.member(guild_id=_FOREIGN, channel_id=_FOREIGN + 1, installed="user", **who)


def answers(town: Town) -> list[Payload]:
    """Return everything that the last interaction was answered with."""
    *_, token = town.wire.interactions.asked
    return [x.body for x in town.wire.sent("POST", f"/(interactions/.*/{token}/callback|webhooks/.*/{token})")]


async def test_somebody_finds_the_papers_of_a_foreign_message_with_one_private_answer(town: Town) -> None:
    member = abroad(town, locale="ko")
    said = "https://arxiv.org/abs/2411.14405v2 보다는 OpenScholar가 낫지 않나요?"
    foreign = town.wire.messages.create(str(member.channel_id), {"content": said}, author=user(99), silent=True)
    found = await member.apply("Find papers", foreign)
    assert is_private(found)
    assert "2411.14405" in options(found).values()
    assert len(answers(town)) == 1
    opened = await member.choose(found, "논문 자세히 보기", "2411.14405")
    assert is_private(opened)
    assert "토론" not in buttons(opened), "no thread can be opened there"
    assert "저장했습니다" in texts(await member.press(opened, "저장"))
    assert len(answers(town)) == 1


async def test_somebody_asks_abroad_and_gets_one_answer(town: Town) -> None:
    member = abroad(town)
    asked = await member.slash("ask", question="What is Marco-o1 about?")
    assert "Marco-o1" in texts(asked)
    assert len(answers(town)) == 1


async def test_somebody_turns_pages_abroad(town: Town) -> None:
    member = abroad(town)
    found = await member.slash("search", query="diffusion")
    assert "Page 2 of" in texts(await member.press(found, "Next"))
    card = await member.slash("paper", id_or_title="2411.14405")
    assert "Discuss" not in buttons(card)
    assert "shares: " in texts(await member.press(card, "Similar"))

"""The gateway drops, Discord limits, stumbles and loses answers: people get theirs all the same."""

from __future__ import annotations

import asyncio

import pytest

from tests.stories.town import SECONDS, Town
from tests.wire.conversations import Asked
from tests.wire.look import is_private, texts
from tests.wire.payloads import Payload

pytestmark = pytest.mark.asyncio(loop_scope="module")

_CALLBACK = "/interactions/.*/callback"
_DIRECT = "/users/@me/channels"


async def resumed(town: Town) -> Payload:
    return await asyncio.wait_for(town.wire.gateway.resumed.get(), SECONDS)


def last_asked(town: Town) -> Asked:
    return list(town.wire.interactions.asked.values())[-1]


async def in_the_middle(town: Town) -> asyncio.Task[Payload]:
    """Ask for something that the bot is still busy with, and give what will be the answer."""
    before = len(town.wire.sent("POST", _DIRECT))
    town.wire.troubles.delay("POST", _DIRECT, 0.5, times=1)
    asking = asyncio.create_task(town.server().member().slash("follow topic", query="diffusion"))
    await town.until(lambda: len(town.wire.sent("POST", _DIRECT)) > before or None, "a sign of work")
    assert last_asked(town).kind is None
    return asking


async def test_the_gateway_drops_in_the_middle_of_an_answer(town: Town) -> None:
    server = town.server(channels=2)
    (session,) = town.wire.gateway.sessions
    asking = await in_the_middle(town)
    town.wire.gateway.drop()
    missed = asyncio.create_task(server.member().slash("search", query="diffusion"))
    # Elsewhere: both answers are messages of the bot's.
    spoken = asyncio.create_task(server.member(1).says("Marco-o1?", mention=True))

    assert "✅" in texts(await asking)
    assert (await resumed(town))["session_id"] == session.number
    assert "papers on “diffusion”" in texts(await missed)
    assert "Marco-o1" in texts(await spoken)
    assert town.wire.gateway.sessions == [session], "nobody identified anew"


async def test_discord_asks_to_come_back_and_the_session_goes_on(town: Town) -> None:
    member = town.server().member()
    for summon in (town.wire.gateway.reconnect(), town.wire.gateway.invalidate(resumable=True)):
        await summon
        await resumed(town)
        assert "Marco-o1" in texts(await member.slash("paper", id_or_title="2411.14405"))


async def test_an_invalid_session_is_begun_anew_at_the_gateway_that_was_named(town: Town) -> None:
    member = town.server().member()
    while not town.wire.gateway.identified.empty():
        town.wire.gateway.identified.get_nowait()
    await town.wire.gateway.invalidate(resumable=False)
    await asyncio.wait_for(town.wire.gateway.identified.get(), SECONDS)
    assert town.wire.gateway.connections[-1].path == "/gateway"
    assert "Marco-o1" in texts(await member.slash("paper", id_or_title="2411.14405"))
    assert "2411.14405" in str(await member.says("Marco-o1?", mention=True))


async def test_discord_limits_and_stumbles_and_every_answer_comes_once(town: Town) -> None:
    server = town.server(channels=2)
    member, chatting, following = server.member(), server.member(1), town.server().member()
    chat = f"/channels/{chatting.channel_id}"
    trouble = town.wire.troubles
    trouble.refuse("POST", f"{chat}/typing", 500)
    trouble.refuse("POST", f"{chat}/messages", 502, times=1)
    trouble.limit("POST", f"{chat}/messages", 0.05, everything=True)
    trouble.delay("POST", _DIRECT, 1.7, times=1)
    trouble.limit("POST", "/webhooks/.*", 0.05, times=2)
    said, followed = await asyncio.gather(
        chatting.says("Marco-o1의 저자는?", mention=True), following.slash("follow topic", query="diffusion")
    )
    assert "Yu Zhao" in texts(said)
    assert "✅" in texts(followed)
    assert is_private(followed)
    assert len(last_asked(town).followups) == 1

    trouble.limit("POST", _CALLBACK, 0.05, times=2)
    assert "papers on “diffusion”" in texts(await member.slash("search", query="diffusion"))
    trouble.refuse("POST", _CALLBACK, 503, times=1)
    assert "papers on “diffusion”" in texts(await member.slash("search", query="diffusion"))
    assert town.said_in(chatting.channel_id) == [said]
    trouble.clear()


async def test_an_interaction_that_discord_gave_up_costs_nothing_but_itself(town: Town) -> None:
    member = town.server().member()
    town.wire.refuse("POST", _CALLBACK, 404, 10062, times=1)
    gone = asyncio.create_task(member.slash("search", query="diffusion"))
    await town.until(lambda: town.wire.troubles.known[0].times == 0 or None, "a refusal")
    assert "papers on “diffusion”" in texts(await member.slash("search", query="diffusion"))
    assert not gone.done()
    gone.cancel()
    town.wire.accept()


async def test_a_lost_confirmation_leaves_the_answer_as_it_is(town: Town) -> None:
    member = town.server().member()
    town.wire.troubles.lose("POST", _CALLBACK)
    found = await member.slash("search", query="diffusion")
    assert "Page 2 of" in texts(await member.press(found, "Next"))
    # The bot looks whether its answer was taken, and says nothing more where it was.
    await town.until(lambda: town.wire.sent("GET", ".*/messages/@original") or None, "a look at the answer")
    for complaint in town.complaints():
        assert "an answer was accepted" in complaint
    town.wire.accept()


async def test_a_bot_that_is_stopped_finishes_what_it_was_asked(town: Town) -> None:
    asking = await in_the_middle(town)
    assert await town.bot.stop() == 0
    assert last_asked(town).answer is not None
    assert "✅" in texts(await asking)
    await town.bot.start()

"""People act on the client in this process as they do on the bot's own: through what the bot registered."""

from __future__ import annotations

import pytest

from tests.interface.conftest import Stage
from tests.interface.look import buttons
from tests.wire.look import is_private, texts
from tests.wire.payloads import STRANGER_ID


async def test_a_member_runs_presses_chooses_and_a_stranger_is_told_off(stage: Stage) -> None:
    member = stage.member()
    first = await member.slash("top", day="2024-11-21", count=30)
    second = await member.press(first, "Next")
    assert second["id"] == first["id"]
    assert "Page 2 of 6" in texts(second)
    assert is_private(await member.but(user_id=STRANGER_ID).press(first, "Next"))
    opened = await member.choose(second, "open", "2411.10020")
    assert "2411.10020" in texts(opened)
    assert buttons(opened)


async def test_a_member_writes_and_is_answered_in_the_channel_or_directly(stage: Stage) -> None:
    member = stage.member()
    answer = await member.says("Marco-o1", mention=True)
    assert "2411.14405" in texts(answer)
    assert "Yu Zhao" in texts(await member.says("who wrote it?", reply_to=answer))
    assert "2411.14405" in texts(await member.but(guild_id=None).says("Marco-o1"))


async def test_what_is_typed_gets_suggestions(stage: Stage) -> None:
    assert any("Yu Zhao" in name for name in await stage.member().suggestions("author", "name", "yu z"))


async def test_what_cannot_be_done_is_said_at_once(stage: Stage) -> None:
    member = stage.member(seconds=0.05)
    with pytest.raises(AssertionError, match="is not registered"):
        await member.slash("nothing")
    with pytest.raises(AssertionError, match="has no option"):
        await member.slash("top", colour="red")
    first = await member.slash("top", day="2024-11-21", count=30)
    with pytest.raises(AssertionError, match="cannot be pressed"):
        await member.press(first, "Previous")
    with pytest.raises(AssertionError, match="no button 'Elsewhere'"):
        await member.press(first, "Elsewhere")
    with pytest.raises(TimeoutError, match="a reply to 'hello'"):
        await member.says("hello")

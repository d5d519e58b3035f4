"""An answer that Discord took stands, whatever Discord says to it; nothing below it says that something went wrong."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable
from typing import Any

import pytest

from bot.interface.ui.defer import run_or_defer
from tests.fuzz.spoiler import Spoiler, impatient, open_spoiler
from tests.interface.conftest import Stage, Staging
from tests.interface.look import text
from tests.wire.interactions import slash
from tests.wire.payloads import Payload
from tests.wire.people import Member
from tests.wire.server import Wire

_BODIES = ("", "not JSON", "null", "[]", "{}", '{"interaction": null}', '{"interaction": {"id": "x"}}', "\xff\xfe")

Act = Callable[[Member], Awaitable[Payload]]


def spoilt(body: str, status: int = 200) -> Payload:
    """Return an answer that Discord gives after it has done what was asked."""
    return {
        "kind": "other", "done": True, "status": status, "body": body, "type": "application/json", "headers": {},
    }  # fmt: skip


def lost(*, done: bool = True) -> Payload:
    return {"kind": "lost", "done": done}


@pytest.fixture
async def spoiler(wire: Wire) -> AsyncGenerator[Spoiler]:
    async with open_spoiler(wire.base) as spoiler:
        yield spoiler


async def top(member: Member) -> Payload:
    return await member.slash("top", count=3)


async def save(member: Member) -> Payload:
    return await member.slash("save", paper="2411.14405")


async def asked(stage: Stage, spoiler: Spoiler, act: Act, *spoils: Payload | None, **who: Any) -> list[Payload]:
    """Let somebody act while answers are spoilt; return all that is shown then."""
    before = len(stage.wire.shown)
    spoiler.coming[:] = spoils
    with impatient():
        await act(stage.member(**who))
    spoiler.coming.clear()
    return stage.wire.shown[before:]


@pytest.mark.parametrize("act", [top, save])
@pytest.mark.parametrize("spoil", [*map(spoilt, _BODIES), lost()], ids=[*_BODIES, "lost"])
async def test_a_first_answer_stands(
    staging: Staging, spoiler: Spoiler, caplog: pytest.LogCaptureFixture, act: Act, spoil: Payload
) -> None:
    async with staging(discord_api=spoiler.api) as stage:
        (shown,) = await asked(stage, spoiler, act, spoil)
    assert "Marco-o1" in text(shown)
    assert not [record for record in caplog.records if record.exc_info]
    assert stage.wire.faults == []


@pytest.mark.parametrize("spoil", [*map(spoilt, _BODIES), lost()], ids=[*_BODIES, "lost"])
async def test_what_follows_after_a_pause_stands(
    staging: Staging, spoiler: Spoiler, caplog: pytest.LogCaptureFixture, spoil: Payload
) -> None:
    async with staging(discord_api=spoiler.api, defer_after=0.0) as stage:
        for spoils in ((spoil,), (None, spoil), (spoil, spoil)):
            shown = await asked(stage, spoiler, top, *spoils)
            assert len({message["id"] for message in shown}) == 1
            assert "Marco-o1" in text(shown[-1])
    assert not [record for record in caplog.records if record.exc_info]
    assert stage.wire.faults == []


@pytest.mark.parametrize("defer_after", [0.0, 5.0])
@pytest.mark.parametrize("body", _BODIES)
async def test_a_message_that_changes_in_its_place_stands(
    staging: Staging, spoiler: Spoiler, defer_after: float, body: str
) -> None:
    async with staging(discord_api=spoiler.api, defer_after=5.0) as stage:
        member = stage.member()
        await member.slash("follow topic", query="diffusion")
        shown = await member.slash("following")
        services = stage.bot._services  # pyright: ignore[reportPrivateUsage]
        object.__setattr__(services, "defer_after", defer_after)
        changed = await asked(stage, spoiler, lambda one: one.press(shown, "Stop all"), spoilt(body), spoilt(body))
    assert {message["id"] for message in changed} == {shown["id"]}
    assert "no longer follow" in text(changed[-1])


@pytest.mark.parametrize(
    "spoil", [spoilt("not JSON", 500), spoilt("{}", 429) | {"headers": {"Via": "x"}}, lost(done=False)]
)
async def test_what_discord_did_not_take_is_not_passed_off_as_taken(
    staging: Staging, spoiler: Spoiler, caplog: pytest.LogCaptureFixture, spoil: Payload
) -> None:
    spoil = spoil | {"done": False}
    async with staging(discord_api=spoiler.api) as stage:
        # Discord refuses to say what came of an answer that never came.
        (shown,) = await asked(stage, spoiler, top, spoil, *([None] if spoil["kind"] == "lost" else []))
        stage.wire.faults.clear()
    assert "Marco-o1" in text(shown) or "Discord did not answer me just now" in text(shown)
    assert "reference" not in text(shown)


async def test_what_is_wrong_with_an_answer_before_it_is_sent_is_still_a_defect(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    @stage.bot.tree.command(name="wrong")
    async def _wrong(interaction: Any) -> None:  # pyright: ignore[reportUnusedFunction]
        await run_or_defer(interaction, interaction.response.send_message("x", view="no view"), 5.0)

    answer = await stage.answer(slash("wrong"))
    assert "reference" in answer["content"]

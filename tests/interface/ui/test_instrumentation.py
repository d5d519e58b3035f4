"""Whatever a person sets off has one id in the logs, and its end is told to whoever counts."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field

import pytest

from bot.digest.poster import CannotPostError
from bot.interface.ui.instrumentation import InstrumentedPoster
from bot.interface.ui.language import Interaction
from bot.interface.ui.send import say
from bot.operating.activities import Activity
from bot.operating.logs import TextLines
from tests.interface.chatting import message
from tests.interface.chatting import say as write
from tests.interface.conftest import NOW, Stage
from tests.interface.digest.test_posting import earlier, post, poster_of
from tests.wire.interactions import option, press, slash
from tests.wire.payloads import BOT_ID, CHANNEL_ID, guild

_MESSAGES = f"/channels/{CHANNEL_ID}/messages"


@dataclass
class Listener:
    """Keep what the client tells."""

    acts: list[Activity] = field(default_factory=list[Activity])
    deliveries: list[str] = field(default_factory=list[str])

    async def on_act(self, act: Activity) -> None:
        """Hear of an act."""
        self.acts.append(act)

    async def on_delivery(self, result: str) -> None:
        """Hear of a delivery."""
        self.deliveries.append(result)


@pytest.fixture
def heard(stage: Stage) -> Listener:
    listener = Listener()
    stage.bot.add_listener(listener.on_act)
    stage.bot.add_listener(listener.on_delivery)
    return listener


async def settled() -> None:
    """Let the listeners run."""
    await asyncio.sleep(0.01)


async def instrumented(stage: Stage, heard: Listener, count: int) -> list[tuple[str, str, str, str | None]]:
    """Return what was told, after it has come."""
    await settled()
    assert len(heard.acts) == count
    return [(act.kind, act.name, act.outcome, act.status) for act in heard.acts]


async def test_commands_suggestions_presses_and_messages_are_told_with_how_they_end(
    stage: Stage, heard: Listener
) -> None:
    stage.wire.join(guild())
    await stage.send(slash("ask", option("question", "What is Marco-o1?")))
    await stage.send(slash("top", option("day", "someday")))
    await stage.send(slash("author", option("name", "Yu", focused=True), autocomplete=True))
    shown = stage.wire.shown[-1]
    await stage.send(press(shown, "save:2411.14405"))
    await stage.send(press(shown, "open:9999.99999"))
    await stage.send(press(shown, "<script>:1"))
    await stage.send(slash("no_such_command"))
    await write(stage, message(f"<@{BOT_ID}> Marco-o1"))
    kinds = await instrumented(stage, heard, 8)
    assert [kind[:3] for kind in kinds] == [
        ("command", "/ask", "answered"),
        ("command", "/top", "refused"),
        ("suggestion", "/author", "answered"),
        ("press", "save", "answered"),
        ("press", "open", "refused"),
        ("press", "unknown", "refused"),
        ("command", "unknown", "refused"),
        ("message", "chat", "answered"),
    ]
    assert (kinds[0][3], kinds[1][3], kinds[3][3]) == ("answered", None, None)
    assert kinds[-1][3] is not None
    assert all(0 < act.seconds < 5 for act in heard.acts)


async def test_a_defect_is_told_and_all_that_is_logged_of_it_has_its_id(
    stage: Stage, heard: Listener, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.handler.setFormatter(TextLines())

    @stage.bot.tree.command(name="broken")
    async def _broken(interaction: Interaction) -> None:  # pyright: ignore[reportUnusedFunction]
        await asyncio.to_thread(logging.getLogger("bot.answers").warning, "about to break")
        message = "it broke"
        raise RuntimeError(message)

    await stage.send(slash("broken"))
    await instrumented(stage, heard, 1)
    (act,) = heard.acts
    assert (act.outcome, act.name) == ("failed", "/broken")
    assert act.reference is not None
    lines = [line for line in caplog.text.splitlines() if " bot." in line]
    assert len(lines) == 2
    assert all(f"[{act.id} /broken]" in line for line in lines)
    assert f"reference {act.reference}" in lines[1]


async def test_what_discord_did_is_no_defect(stage: Stage, heard: Listener) -> None:
    @stage.bot.tree.command(name="gone")
    async def _gone(interaction: Interaction) -> None:  # pyright: ignore[reportUnusedFunction]
        await say(interaction, "too late")

    stage.wire.refuse("POST", "/interactions/.*", 404, 10062, times=1)
    await stage.send(slash("gone"))
    assert await instrumented(stage, heard, 1) == [("command", "/gone", "stumbled", None)]


async def test_what_became_of_a_daily_post_is_told(stage: Stage, heard: Listener) -> None:
    await stage.deliver("GUILD_CREATE", guild())
    poster, daily = InstrumentedPoster(stage.bot, poster_of(stage)), post(stage)
    await poster.send(daily)
    earlier(stage, daily.marker)
    assert await poster.find(daily, NOW) is not None
    stage.wire.refuse("POST", _MESSAGES, 403, 50013)
    with pytest.raises(CannotPostError):
        await poster.send(daily)
    stage.wire.refuse("GET", _MESSAGES, 404, 10003)
    with pytest.raises(CannotPostError):
        await poster.find(daily, NOW)
    await settled()
    # A fresh look shows the channel, so that one answer ends nothing.
    assert heard.deliveries == ["sent", "found", "forbidden", "forbidden"]

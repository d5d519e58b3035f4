"""From login to shutdown over a real socket: the gateway, signals, and one clear sentence for what goes wrong."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from collections.abc import AsyncGenerator, Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from discord.http import HTTPClient

from bot.corpus.plan import Plan
from bot.errors import SettingsError, UserError
from bot.interface.app.client import PapersBot
from bot.interface.app.run import run_bot
from bot.library.library import Library
from bot.settings import Settings
from bot.storage.database import Store
from tests.interface.look import text
from tests.wire.interactions import slash
from tests.wire.payloads import OWNER_ID, TOKEN, guild
from tests.wire.server import Wire

Run = Callable[..., Coroutine[Any, Any, None]]


@pytest.fixture
async def run(tmp_path: Path, wire: Wire, seeds: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[Run]:
    async def at_once(_: PapersBot, __: int | None, *, initial: bool = False) -> None:
        """Identify without the pause that spares the real gateway."""

    monkeypatch.setattr(PapersBot, "before_identify_hook", at_once)
    async with Store.open(tmp_path / "papers.db") as store:
        library = Library(store, seeds)
        await library.open()

        async def start(**settings: Any) -> None:
            given: dict[str, Any] = {
                "discord_api": wire.api,
                "token": TOKEN,
                "timezone": "UTC",
                "seeds": seeds,
            } | settings
            await run_bot(Settings(**given), library, store)

        yield start


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_stop_signal_ends_it_cleanly(run: Run, wire: Wire, number: signal.Signals) -> None:
    running = asyncio.create_task(run())
    await asyncio.wait_for(wire.identified.get(), 5)
    os.kill(os.getpid(), number)
    await asyncio.wait_for(running, 5)
    assert wire.sockets[0].closed
    assert wire.sockets[0].close_code == 1000


async def test_a_stop_signal_during_the_login_ends_it_too(run: Run, wire: Wire) -> None:
    running = asyncio.create_task(run())
    await wire.until("GET", "/users/@me")
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.wait_for(running, 5)


async def test_a_stop_signal_while_the_connection_is_lost_ends_it_too(run: Run, wire: Wire) -> None:
    running = asyncio.create_task(run())
    await asyncio.wait_for(wire.identified.get(), 5)
    await wire.leave()
    await asyncio.sleep(0.2)
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.wait_for(running, 5)


async def test_only_unprivileged_intents_are_asked_for(run: Run, wire: Wire) -> None:
    running = asyncio.create_task(run())
    identify = await asyncio.wait_for(wire.identified.get(), 5)
    os.kill(os.getpid(), signal.SIGTERM)
    await running
    privileged = (1 << 1) | (1 << 8) | (1 << 15)
    assert identify["intents"] & privileged == 0
    assert identify["intents"] & 1


@pytest.mark.parametrize("message", [{"op": 9, "d": False}, {"op": 9, "d": True}, {"op": 7}])
async def test_a_lost_session_comes_back_to_the_gateway_that_was_named(
    run: Run, wire: Wire, message: dict[str, Any]
) -> None:
    running = asyncio.create_task(run())
    await asyncio.wait_for(wire.identified.get(), 5)
    await wire.sockets[0].send_json(message)
    while len(wire.sockets) < 2:  # noqa: ASYNC110 - the connection has no event of its own
        await asyncio.sleep(0.01)
    if message == {"op": 9, "d": False}:
        await asyncio.wait_for(wire.identified.get(), 5)
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.wait_for(running, 5)


async def test_a_command_comes_in_through_the_gateway(run: Run, wire: Wire) -> None:
    wire.guilds.append(guild())
    running = asyncio.create_task(run())
    await asyncio.wait_for(wire.identified.get(), 5)
    wire.gateway.dispatch("INTERACTION_CREATE", wire.interactions.open(slash("top")))
    answer = await wire.until("POST", "/interactions/.*")
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.wait_for(running, 5)
    assert "2411.14405" in text(answer.body["data"])


async def test_a_command_that_is_being_answered_may_end(run: Run, wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = asyncio.Event()
    plan = Library.plan

    async def slow(library: Library) -> Plan:
        begun.set()
        await asyncio.sleep(0.05)
        return await plan(library)

    monkeypatch.setattr(Library, "plan", slow)
    running = asyncio.create_task(run())
    await asyncio.wait_for(wire.identified.get(), 5)
    wire.gateway.dispatch("INTERACTION_CREATE", wire.interactions.open(slash("corpus reload", user_id=OWNER_ID)))
    await asyncio.wait_for(begun.wait(), 5)
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.wait_for(running, 5)
    assert "nothing" in text(wire.callbacks()[0]["data"])


@pytest.mark.parametrize("token", ["wrong", "with\nline", "한글", "  "])
async def test_a_token_that_discord_refuses_is_one_sentence(
    run: Run, token: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(SettingsError, match="refuses the token") as raised:
        await run(token=token)
    assert "거부했습니다" in raised.value.in_("ko")
    assert token.strip() == "" or token not in str(raised.value) + caplog.text.replace("wrong credentials", "")


async def test_a_token_that_the_gateway_refuses_is_the_same_sentence(run: Run, wire: Wire) -> None:
    wire.gateway.close_code = 4004
    with pytest.raises(SettingsError, match="refuses the token"):
        await asyncio.wait_for(run(), 5)


async def test_a_connection_that_discord_ends_for_good_is_one_sentence(run: Run, wire: Wire) -> None:
    wire.gateway.close_code = 4013
    with pytest.raises(UserError, match="ended the connection \\(4013"):
        await asyncio.wait_for(run(), 5)


async def test_no_token_is_one_sentence(run: Run) -> None:
    with pytest.raises(SettingsError, match="BOT_TOKEN is not set"):
        await run(token=None)


async def test_a_discord_that_is_not_there_is_one_sentence(run: Run) -> None:
    with pytest.raises(UserError, match=r"cannot be reached at http://127\.0\.0\.1:9/api/v10"):
        await run(discord_api="http://127.0.0.1:9/api/v10")


@pytest.mark.parametrize("port", ["9", "x"])
async def test_a_password_in_the_address_is_not_said(run: Run, port: str, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(UserError, match=rf" at http://127\.0\.0\.1:{port}/api") as raised:
        await run(discord_api=f"http://user:hunter2@127.0.0.1:{port}/api")
    assert "hunter2" not in raised.value.in_("en") + raised.value.in_("ko") + caplog.text


async def test_a_discord_that_answers_nonsense_is_one_sentence(run: Run, wire: Wire) -> None:
    wire.refuse("GET", "/users/@me", 403)
    with pytest.raises(UserError, match="HTTP 403"):
        await run()


async def test_a_gateway_that_is_not_named_is_one_sentence(run: Run, wire: Wire) -> None:
    wire.refuse("GET", "/gateway/bot", 403)
    with pytest.raises(UserError, match="cannot be reached"):
        await run()


async def test_the_token_is_never_logged(run: Run, wire: Wire, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        running = asyncio.create_task(run())
        await asyncio.wait_for(wire.identified.get(), 5)
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.wait_for(running, 5)
    assert "logging in" in caplog.text
    assert TOKEN not in caplog.text


async def test_another_discord_py_is_refused_before_discord_hears_of_it(
    run: Run, wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(HTTPClient, "get_ratelimit")
    with pytest.raises(UserError, match=r"HTTPClient\.get_ratelimit"):
        await run()
    assert wire.identified.empty()

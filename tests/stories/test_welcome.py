"""The bot joins a server: its first message, and the daily post that an admin sets up from there."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.interface.look import buttons, components
from tests.stories.town import EVERYTHING, THREADS, Server, Town
from tests.wire.look import is_private, texts
from tests.wire.payloads import ADMINISTRATOR, BOT_ID, Payload, channel, guild, member

pytestmark = pytest.mark.asyncio(loop_scope="module")

_FIRST = 1420000000000000000
_SEND = 1 << 11
# What a person takes to read a panel and to press.
_THINKING = 8
# What the bot does beside it has come by then.
_SETTLING = 0.5


def fresh(number: int, permissions: int = EVERYTHING, **further: object) -> Payload:
    """Return a server with three channels that the bot joins just now."""
    first = _FIRST + number * 1000
    places = tuple(channel(first + 1 + place, guild_id=first) | {"position": place} for place in range(3))
    found = guild(permissions, first, places)
    found["members"] = [member(BOT_ID) | {"joined_at": datetime.now(UTC).isoformat()}]
    del found["unavailable"]
    return found | {"system_channel_id": str(first + 2)} | further


def denied(server: Payload, place: int, permission: int) -> None:
    """Take a permission from everybody in a channel."""
    overwrite = {"id": server["id"], "type": 0, "allow": "0", "deny": str(permission)}
    server["channels"][place]["permission_overwrites"] = [overwrite]


def said(town: Town, server: Server) -> list[list[Payload]]:
    return [town.said_in(place) for place in server.channels]


async def test_a_newcomer_goes_from_the_invitation_to_a_saved_daily_post_within_a_minute_and_six_presses(
    town: Town, record_testsuite_property: Callable[[str, object], None]
) -> None:
    invited = time.monotonic()
    server = Server(town, town.wire.join(fresh(1)))
    _, system, last = server.channels
    post = await town.post_in(system)
    assert "papers of each new day" in texts(post)
    assert "lack" not in texts(post)
    assert "before" not in texts(post)
    assert list(buttons(post)) == ["Set up", "Try it"]
    assert not is_private(post)

    admin, presses = server.admin(channel_id=system, locale="ko"), 0

    async def acts(act: Coroutine[Any, Any, Payload]) -> Payload:
        nonlocal presses
        presses += 1
        return await act

    panel = await acts(admin.press(post, "Set up"))
    assert is_private(panel)
    assert "매일 09:00(Asia/Seoul)" in texts(panel), "the zone is guessed by the language"
    assert "시간대 Asia/Seoul은 추정한 값입니다" in texts(panel)
    assert "채널을 고르지 않았습니다" in texts(panel)
    assert buttons(panel)["저장"]["disabled"]
    panel = await acts(admin.choose(panel, "채널", str(last)))
    assert "채널을 고르지 않았습니다" not in texts(panel)
    panel = await acts(admin.choose(panel, "시각", "18:00"))
    seen = await acts(admin.press(panel, "미리보기"))
    assert is_private(seen)
    panel = await acts(admin.press(panel, "저장"))
    seconds = time.monotonic() - invited
    assert presses <= 6
    assert seconds + presses * _THINKING < 60
    record_testsuite_property("newcomer", f"{presses} presses, {seconds:.1f} s")
    assert "✅ 저장했습니다." in texts(panel)
    assert "추정한" not in texts(panel)
    assert f"**<#{last}>** · 매일 18:00" in texts(panel)
    kept = town.rows(
        "SELECT channel_id, post_time, timezone, language FROM digest_subscription WHERE guild_id = ?", server.id
    )
    assert kept == [(last, "18:00", "Asia/Seoul", "ko")]
    assert town.rows("SELECT count(*) FROM audit WHERE action = 'digest.set' AND guild_id = ?", server.id) == [(1,)]


async def test_who_does_not_manage_the_server_gets_no_form_and_may_try_it(town: Town) -> None:
    server = Server(town, town.wire.join(fresh(2, preferred_locale="ko")))
    post = await town.post_in(server.channels[1])
    assert "매일 새 논문" in texts(post)
    reader = server.member(1, locale="ko")
    refused = await reader.press(post, "설정하기")
    assert is_private(refused)
    assert "서버 관리하기" in texts(refused)
    tried = await reader.press(post, "써 보기")
    assert is_private(tried)
    assert "arxiv.org/abs/" in texts(tried) or "추천" in texts(tried)
    assert town.said_in(server.channels[1]) == [post]


async def test_it_names_the_permissions_that_it_lacks_and_writes_where_it_may(town: Town) -> None:
    payload = fresh(4, EVERYTHING & ~THREADS)
    denied(payload, 1, _SEND)
    denied(payload, 0, _SEND)
    server = Server(town, town.wire.join(payload))
    post = await town.post_in(server.channels[2])
    assert "Create Public Threads, Send Messages in Threads" in texts(post)
    assert "Server Settings → Roles" in texts(post)
    assert said(town, server) == [[], [], [post]]


async def test_without_a_channel_it_says_nothing_but_one_line_in_the_log(town: Town) -> None:
    server = Server(town, town.wire.join(fresh(5, 1 << 10)))
    line = f"no first message in guild {server.id}"
    for _ in range(100):
        if line in town.bot.log:
            break
        await asyncio.sleep(0.1)
    assert town.bot.log.count(line) == 1
    assert said(town, server) == [[], [], []]


async def test_no_restart_and_no_outage_repeats_it_and_its_buttons_go_on(town: Town) -> None:
    server = Server(town, town.wire.join(fresh(6)))
    post = await town.post_in(server.channels[1])
    await town.bot.stop()
    await town.bot.start()
    town.wire.gateway.dispatch("GUILD_CREATE", server.payload)
    panel = await server.admin(channel_id=server.channels[1]).press(post, "Set up")
    assert "No channel is chosen" in texts(panel)
    await asyncio.sleep(_SETTLING)
    assert said(town, server) == [[], [post], []]


async def test_a_server_joined_while_the_bot_was_away_gets_it_and_an_old_one_does_not(town: Town) -> None:
    await town.bot.stop()
    old = fresh(7)
    old["members"] = [member(BOT_ID)]
    long_there, new = Server(town, town.wire.join(old)), Server(town, town.wire.join(fresh(8)))
    await town.bot.start()
    await town.post_in(new.channels[1])
    await asyncio.sleep(_SETTLING)
    assert said(town, long_there) == [[], [], []]


async def test_a_server_that_takes_it_back_reads_that_its_setup_goes_on(town: Town) -> None:
    server = Server(town, town.wire.join(fresh(9)))
    place = server.channels[1]
    await town.post_in(place)
    await server.admin(channel_id=place).slash("digest set", channel=place, time="9")
    left = town.wire.part(server.id)
    await town.until(lambda: town.rows("SELECT 1 FROM left_guild WHERE guild_id = ?", server.id), "the leave")
    left["members"] = [member(BOT_ID, ADMINISTRATOR) | {"joined_at": datetime.now(UTC).isoformat()}]
    town.wire.join(left)

    def greeted() -> Payload | None:
        return next((one for one in town.said_in(place) if "go on as they were" in texts(one)), None)

    again = await town.until(greeted, "the second first message")
    assert any(part["type"] == 2 for part in components(again))

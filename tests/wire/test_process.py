"""The bot's own process: what people see of it, and how it stops."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.interface.look import buttons
from tests.wire.look import options, texts
from tests.wire.payloads import guild
from tests.wire.process import BotProcess, run_process
from tests.wire.server import Wire

pytestmark = pytest.mark.slow


async def test_a_member_searches_asks_in_korean_and_the_system_stops_it(process: BotProcess) -> None:
    member = process.member(locale="ko")
    assert "arxiv.org/abs/" in texts(await member.slash("search", query="diffusion model"))
    listed = await member.slash("top", count=10)
    assert len(options(listed)) >= 5
    assert buttons(listed)
    answer = texts(await member.slash("ask", question="확산 모델 논문 알려줘"))
    assert any("가" <= letter <= "힣" for letter in answer)
    assert "arxiv.org/abs/" in answer
    assert await process.stop(signal.SIGTERM) == 0
    assert "Traceback" not in process.log


async def test_it_resumes_after_a_cut_and_answers_what_came_meanwhile(process: BotProcess, wire: Wire) -> None:
    wire.gateway.drop()
    answer = await process.member().slash("top")
    assert "arxiv.org/abs/" in texts(answer)
    assert [one.began for one in wire.gateway.connections] == ["identify", "resume"]


async def test_buttons_work_after_it_was_killed(process: BotProcess) -> None:
    member = process.member()
    listed = await member.slash("top", count=10)
    await process.kill()
    assert not process.running
    await process.start()
    opened = await member.choose(listed, "open", next(iter(options(listed).values())))
    assert "arxiv.org/abs/" in texts(opened)


async def test_a_start_that_fails_shows_what_it_wrote(wire: Wire, tmp_path: Path) -> None:
    wire.join(guild())
    with pytest.raises(AssertionError, match="refuses the token"):
        async with run_process(wire, tmp_path, token="another"):
            pass

"""/help lists every command in the reader's language, to the reader only."""

from __future__ import annotations

from discord import app_commands

from tests.interface.conftest import Stage
from tests.interface.look import text, weigh
from tests.wire.interactions import slash


async def test_help_lists_every_command(stage: Stage) -> None:
    answer = await stage.answer(slash("help"))
    assert answer["flags"] & 64
    for command in stage.bot.tree.walk_commands():
        if not isinstance(command, app_commands.Group):
            assert f"`/{command.qualified_name}` — {command.description}" in text(answer)
    assert "Find papers" in text(answer)
    assert weigh(answer)[0] <= 4000


async def test_help_speaks_korean_and_uses_the_korean_names(stage: Stage) -> None:
    answer = await stage.answer(slash("help", locale="ko"))
    assert "`/자료 다시읽기` — 논문 목록을 다시 읽습니다" in text(answer)
    assert "논문 찾기" in text(answer)
    assert "Show" not in text(answer)
    assert weigh(answer)[0] <= 4000

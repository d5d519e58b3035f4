"""/help lists every command in the reader's language, to the reader only."""

from __future__ import annotations

from tests.interface.conftest import Stage
from tests.wire.interactions import slash


async def test_help_lists_every_command(stage: Stage) -> None:
    answer = await stage.answer(slash("help"))
    assert answer["flags"] == 64
    for name in ("top", "search", "author", "paper", "ask", "corpus reload", "digest set", "help"):
        assert f"`/{name}` — " in answer["content"]
    assert len(answer["content"]) <= 2000


async def test_help_speaks_korean_and_uses_the_korean_names(stage: Stage) -> None:
    answer = await stage.answer(slash("help", locale="ko"))
    assert "`/자료 다시읽기` — 논문 목록을 다시 읽습니다" in answer["content"]
    assert "Show" not in answer["content"]

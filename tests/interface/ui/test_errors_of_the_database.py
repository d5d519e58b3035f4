"""A database that cannot be used is told to people without its path, and to whoever runs the bot in the log."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest

from bot.answers.query_service import QueryService
from bot.errors import DatabaseFileError, StoreError
from bot.interface.ui.errors import explained
from bot.interface.ui.language import Interaction
from bot.operating.activities import Activity, recorded
from bot.storage.sqlite_errors import damaged
from bot.texts import Text
from tests.interface.chatting import message, say
from tests.interface.conftest import Stage
from tests.interface.look import text
from tests.wire.interactions import slash
from tests.wire.payloads import BOT_ID

_SECRET = "page 7 is torn"


def _broken() -> StoreError:
    error = damaged(Path("/srv/papers.db"), Text(_SECRET, _SECRET))
    assert isinstance(error, DatabaseFileError)
    return error


@pytest.mark.parametrize(
    ("locale", "said"), [("en-US", "cannot use its database just now"), ("ko", "데이터베이스를 사용할 수 없습니다")]
)
async def test_a_broken_database_is_said_without_its_path_and_logged_with_it(
    stage: Stage, caplog: pytest.LogCaptureFixture, locale: str, said: str
) -> None:
    @stage.bot.tree.command(name="fail")
    async def _fail(_: Interaction) -> None:  # pyright: ignore[reportUnusedFunction]
        raise _broken()

    answer = await stage.answer(slash("fail", locale=locale))
    assert said in answer["content"]
    assert answer["flags"] == 64
    assert "papers.db" not in answer["content"]
    assert _SECRET not in answer["content"]
    reference = re.search(r"[0-9a-f]{8}", answer["content"])
    assert reference is not None
    (record,) = [record for record in caplog.records if record.name == "bot.interface.ui.errors"]
    assert (record.levelno, reference[0] in record.getMessage()) == (logging.ERROR, True)
    assert record.exc_info is not None
    assert "/srv/papers.db is damaged" in str(record.exc_info[1])


def test_a_broken_database_counts_as_a_failure_of_the_bot() -> None:
    act = Activity(1, "command", "fail")
    with recorded(act):
        told = explained(_broken(), "/fail")
    assert act.outcome == "failed"
    assert act.reference is not None
    assert act.reference in told.en
    assert act.reference in told.ko


def test_what_the_database_says_to_people_is_told_them_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    said = Text("The papers were changed.", "논문 자료가 바뀌었습니다.")
    assert explained(StoreError(said), "/fail") == said
    (record,) = caplog.records
    assert (record.levelno, record.getMessage()) == (logging.WARNING, "/fail was not done: The papers were changed.")


async def test_a_broken_database_is_told_in_chat_like_that_too(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise _broken()

    monkeypatch.setattr(QueryService, "ask", broken)
    (answer,) = await say(stage, message(f"<@{BOT_ID}> 안녕하세요?"))
    assert "데이터베이스를 사용할 수 없습니다" in text(answer)
    assert "papers.db" not in text(answer)
    reference = re.search(r"참조 번호 ([0-9a-f]{8})", text(answer))
    assert reference is not None
    assert f"reference {reference[1]}" in caplog.text
    assert "/srv/papers.db is damaged" in caplog.text

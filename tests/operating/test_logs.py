"""Logs tell what belongs together and keep secrets to themselves."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import sys
from collections.abc import Iterator
from datetime import datetime

import pytest

from bot.operating.activities import Activity, current_activity, note_outcome, note_status, recorded
from bot.operating.logs import JsonLines, TextLines, set_level

TOKEN = "MTIz.Abc+def.secret"
ADDRESS = "https://discord.com/api/v10/webhooks/123/aW50ZXJhY3Rpb246MTIz/messages/@original"


@pytest.fixture
def levels() -> Iterator[None]:
    known = {name: logging.getLogger(name).level for name in ("", "bot")}
    yield
    for name, level in known.items():
        logging.getLogger(name).setLevel(level)


def record(message: str, *values: object, error: Exception | None = None) -> logging.LogRecord:
    info = None
    if error is not None:
        try:
            raise error
        except Exception:
            info = sys.exc_info()
    return logging.LogRecord("bot.interface.papers.chat", logging.WARNING, "chat.py", 1, message, values, info)


def test_a_text_line_names_the_interaction_it_belongs_to() -> None:
    lines = TextLines()
    with recorded(Activity(42, "command", "/corpus reload")):
        inside = lines.format(record("it took %d s", 3))
    assert re.fullmatch(
        r"\d{4}-\S+ \S+ WARNING bot\.interface\.papers\.chat \[42 /corpus reload\]: it took 3 s", inside
    )
    assert lines.format(record("x")).endswith("WARNING bot.interface.papers.chat: x")


def test_a_json_line_holds_time_level_logger_message_interaction_and_reference() -> None:
    with recorded(Activity(42, "press", "save")):
        note_outcome("failed", "ab12cd34")
        row = json.loads(JsonLines().format(record("it broke\nbadly", error=ValueError("한글"))))
    assert datetime.fromisoformat(row.pop("time")).tzinfo is not None
    assert "ValueError: 한글" in row.pop("error")
    assert row == {
        "level": "WARNING",
        "logger": "bot.interface.papers.chat",
        "message": "it broke\nbadly",
        "interaction": "42",
        "kind": "press",
        "name": "save",
        "reference": "ab12cd34",
    }
    assert set(json.loads(JsonLines().format(record("x")))) == {"time", "level", "logger", "message"}


@pytest.mark.parametrize("lines", [TextLines([TOKEN]), JsonLines([TOKEN])])
def test_no_token_is_written_wherever_it_occurs(lines: logging.Formatter) -> None:
    written = lines.format(record("%s at %s", {"Authorization": f"Bot {TOKEN}"}, ADDRESS, error=OSError(TOKEN)))
    assert TOKEN not in written
    assert "aW50" not in written
    assert written.count("[hidden]") == 3
    assert "webhooks/123/[hidden]/messages" in written


@pytest.mark.parametrize("lines", [TextLines(), JsonLines()])
def test_no_password_within_an_address_is_written(lines: logging.Formatter) -> None:
    address = "http://user:hunter2@127.0.0.1:80/api"
    written = lines.format(record("GET %s responded with 429", address, error=OSError(address)))
    assert "hunter2" not in written
    assert written.count("http://[hidden]@127.0.0.1:80/api") == 2


@pytest.mark.parametrize("said", ["a b", "https://127.0.0.1:80/@me", "// a: b@c"])
def test_nothing_is_hidden_where_there_is_no_secret(said: str) -> None:
    assert TextLines([""]).format(record(said)).endswith(f": {said}")


def test_what_is_logged_cannot_look_like_another_record() -> None:
    written = TextLines().format(record("name: %s", "x\n2024-11-25 01:00:00,000 ERROR bot: forged\r\nmore"))
    assert len(written.splitlines()) == 3
    assert all(line.startswith("    ") for line in written.splitlines()[1:])


def test_libraries_are_kept_from_writing_what_people_wrote(levels: None) -> None:
    set_level("DEBUG")
    assert logging.getLogger("bot.answers").isEnabledFor(logging.DEBUG)
    for library in ("discord.http", "discord.gateway", "aiosqlite", "asyncio"):
        assert not logging.getLogger(library).isEnabledFor(logging.DEBUG)
        assert logging.getLogger(library).isEnabledFor(logging.INFO)
    set_level("ERROR")
    assert not logging.getLogger("discord.http").isEnabledFor(logging.WARNING)
    assert not logging.getLogger("bot").isEnabledFor(logging.WARNING)


async def test_tasks_and_threads_of_an_act_belong_to_it_and_others_do_not() -> None:
    async def seen() -> Activity | None:
        return await asyncio.to_thread(current_activity)

    first, second = Activity(1, "command", "/top"), Activity(2, "press", "open")
    with recorded(first):
        one = asyncio.create_task(seen())
        with recorded(second):
            other = asyncio.create_task(seen())
        assert current_activity() is first
    assert (await one, await other, await seen()) == (first, second, None)


def test_an_act_takes_its_time_and_how_it_ends_and_nothing_else_does() -> None:
    note_outcome("failed", "x")
    note_status("answered")
    act = Activity(1, "command", "/ask")
    with recorded(act):
        note_status("not_found")
        note_outcome("failed", "r1")
        note_outcome("refused")
    assert (act.status, act.outcome, act.reference) == ("not_found", "refused", "r1")
    assert 0 < act.seconds < 1
    assert current_activity() is None

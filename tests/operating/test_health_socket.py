"""The socket on which the running bot is asked for its health."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.errors import UserError
from bot.operating.health_socket import ask, serve_health


async def healthy() -> Mapping[str, object]:
    return {"ok": True, "note": "한글"}


async def test_whoever_asks_gets_the_answer_of_the_moment(tmp_path: Path) -> None:
    database = tmp_path / "papers.db"
    async with serve_health(database, healthy):
        assert await ask(database) == await ask(database) == {"ok": True, "note": "한글"}
        assert (tmp_path / "papers.db.sock").stat().st_mode & 0o777 == 0o600
    assert not (tmp_path / "papers.db.sock").exists()


async def test_that_nobody_runs_is_one_sentence(tmp_path: Path) -> None:
    for database in (tmp_path / "papers.db", tmp_path / "none" / "papers.db"):
        with pytest.raises(UserError, match=r"No bot runs on .*: start it with `papers-bot run`"):
            await ask(database)


async def test_the_socket_of_a_killed_bot_is_nobody_and_makes_room(tmp_path: Path) -> None:
    dead = socket.socket(socket.AF_UNIX)
    dead.bind(str(tmp_path / "papers.db.sock"))
    dead.close()
    with pytest.raises(UserError, match="No bot runs on"):
        await ask(tmp_path / "papers.db")
    async with serve_health(tmp_path / "papers.db", healthy):
        assert (await ask(tmp_path / "papers.db"))["ok"] is True


async def test_a_bot_that_does_not_answer_is_one_sentence(tmp_path: Path) -> None:
    async def stuck() -> Mapping[str, object]:
        await asyncio.sleep(5)
        return {}

    async with serve_health(tmp_path / "papers.db", stuck):
        with pytest.raises(UserError, match=r"did not answer within 0\.05 s: restart it"):
            await ask(tmp_path / "papers.db", 0.05)


async def test_a_defect_in_the_answer_is_logged_and_the_next_question_answered(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    failing = [True]

    async def answer() -> Mapping[str, object]:
        if failing:
            failing.clear()
            raise KeyError
        return {"ok": True}

    async with serve_health(tmp_path / "papers.db", answer):
        with pytest.raises(UserError, match="see its log"):
            await ask(tmp_path / "papers.db")
        assert await ask(tmp_path / "papers.db") == {"ok": True}
    assert "could not answer" in caplog.text


@pytest.mark.parametrize("sent", [b"hello\n", b'{"ask": "token"}\n', b"x" * 5000 + b"\n", b"\xff\n", b"[1]\n", b""])
async def test_whatever_else_is_sent_gets_no_answer_and_harms_nothing(tmp_path: Path, sent: bytes) -> None:
    async with serve_health(tmp_path / "papers.db", healthy):
        reader, writer = await asyncio.open_unix_connection(str(tmp_path / "papers.db.sock"))
        writer.write(sent)
        writer.write_eof()
        with contextlib.suppress(ConnectionError):
            assert await reader.read() == b""
        writer.close()
        assert (await ask(tmp_path / "papers.db"))["ok"] is True


async def test_a_place_too_deep_for_the_name_of_a_socket_works_too(tmp_path: Path) -> None:
    folder = tmp_path / ("d" * 100) / ("e" * 100)
    folder.mkdir(parents=True)
    async with serve_health(folder / "papers.db", healthy):
        assert (folder / "papers.db.sock").is_socket()
        assert (await ask(folder / "papers.db"))["ok"] is True


async def test_a_bot_without_a_place_for_its_socket_runs_all_the_same(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "papers.db.sock").write_text("somebody's", "utf-8")
    async with serve_health(tmp_path / "papers.db", healthy):
        assert "cannot answer health checks" in caplog.text
    assert (tmp_path / "papers.db.sock").read_text("utf-8") == "somebody's"


async def test_an_answer_that_is_none_is_one_sentence(tmp_path: Path) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readline()
        writer.write(json.dumps("no").encode() + b"\n")
        writer.close()

    server = await asyncio.start_unix_server(serve, tmp_path / "papers.db.sock")
    with pytest.raises(UserError, match="could not report its health"):
        await ask(tmp_path / "papers.db")
    server.close()

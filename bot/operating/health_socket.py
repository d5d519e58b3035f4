"""Health of the running bot on request: one line of JSON each way, over a socket beside its database."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import socket
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Mapping
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import cast

from bot.errors import UserError
from bot.texts import Text, system_text

__all__ = ["ask", "serve_health"]

_log = logging.getLogger(__name__)

Answer = Callable[[], Awaitable[Mapping[str, object]]]

# Socket name length that every system accepts (macOS 104 bytes, Linux 108), including the final NUL.
_LONGEST = 103
_MOST_ASKED = 1_024
_MOST_ANSWERED = 1 << 20
_ASKING_SECONDS = 2.0
_QUESTION = {"ask": "health"}

_NOBODY = Text(
    "No bot runs on {path}: start it with `papers-bot run`.",
    "{path}에서 실행 중인 봇이 없습니다. `papers-bot run`으로 시작해 주세요.",
)
_SILENT = Text(
    "The bot running on {path} did not answer within {seconds:g} s: restart it.",
    "{path}에서 실행 중인 봇이 {seconds:g}초 안에 답하지 않았습니다. 봇을 다시 시작해 주세요.",
)
_UNREACHABLE = Text(
    "The bot on {path} cannot be asked ({reason}): run this as the same user as the bot.",
    "{path}의 봇에 물어볼 수 없습니다({reason}). 봇을 실행하는 사용자로 이 명령을 실행해 주세요.",
)
_NO_ANSWER = Text(
    "The bot running on {path} could not report its health: see its log.",
    "{path}에서 실행 중인 봇이 상태를 알려 주지 못했습니다. 봇의 로그에서 원인을 확인해 주세요.",
)
_NO_SOCKETS = Text(
    "A running bot cannot be asked on this system: run `papers-bot check` without --live.",
    "이 시스템에서는 실행 중인 봇에 물어볼 수 없습니다. --live 없이 `papers-bot check`를 실행해 주세요.",
)


@asynccontextmanager
async def serve_health(database: Path, answer: Answer) -> AsyncGenerator[None]:
    """Answer requests on the socket of `database`, which only this user may open.

    If the system has no such sockets, or the path is taken, log that and run without it.
    """
    path = _place(database)
    try:
        listener = _listener(path)
    except (OSError, AttributeError) as error:
        _log.warning("cannot answer health checks at %s: %s", path, error)
        yield
        return

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.closing(writer):
            await _serve(reader, writer, answer)

    server = await asyncio.start_unix_server(serve, sock=listener, limit=_MOST_ASKED)
    try:
        yield
    finally:
        server.close()
        with contextlib.suppress(OSError):
            path.unlink()


async def ask(database: Path, seconds: float = 10.0) -> Mapping[str, object]:
    """Return the health reported by the bot on `database`.

    Raises UserError if none is running or it does not answer within `seconds`.
    """
    try:
        async with asyncio.timeout(seconds):
            with _reachable(_place(database)) as name:
                reader, writer = await asyncio.open_unix_connection(name, limit=_MOST_ANSWERED)
            with contextlib.closing(writer):
                writer.write(json.dumps(_QUESTION).encode() + b"\n")
                answer: object = json.loads(await reader.readline())
    except TimeoutError:
        raise UserError(_SILENT.fill(path=database, seconds=seconds)) from None
    except (FileNotFoundError, NotADirectoryError, ConnectionError):
        raise UserError(_NOBODY.fill(path=database)) from None
    except OSError as error:
        raise UserError(_UNREACHABLE.fill(path=database, reason=system_text(error))) from error
    except AttributeError as error:
        raise UserError(_NO_SOCKETS) from error
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        raise UserError(_NO_ANSWER.fill(path=database))
    return cast("Mapping[str, object]", answer)


def _place(database: Path) -> Path:
    whole = database.resolve()
    return whole.with_name(f"{whole.name}.sock")


def _listener(path: Path) -> socket.socket:
    """Bind the socket; this process holds the database lock, so an existing socket is stale."""
    if path.is_socket():
        path.unlink()
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        with _reachable(path) as name:
            listener.bind(name)
        # Nobody can connect before it listens.
        path.chmod(0o600)
    except BaseException:
        listener.close()
        raise
    return listener


@contextmanager
def _reachable(path: Path) -> Generator[str]:
    """Provide a name of `path` short enough for a socket: on Linux through an open directory's descriptor."""
    if len(os.fsencode(path)) <= _LONGEST:
        yield str(path)
        return
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)


async def _serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, answer: Answer) -> None:
    try:
        async with asyncio.timeout(_ASKING_SECONDS):
            asked: object = json.loads(await reader.readline())
    except (TimeoutError, ValueError, ConnectionError):
        return
    if asked != _QUESTION:
        return
    try:
        writer.write(json.dumps(await answer(), ensure_ascii=False).encode() + b"\n")
        await writer.drain()
    except ConnectionError:
        # The client waits no longer.
        return
    except Exception:
        _log.exception("could not answer a health check")

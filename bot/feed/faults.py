"""What can go wrong at the source of the feed, each as one sentence that says what to do next."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import NamedTuple

import aiohttp

from bot.errors import UserError
from bot.texts import Text, system_text

__all__ = [
    "FeedError",
    "NotFoundError",
    "NotOpenError",
    "Source",
    "not_papers",
    "of_status",
    "of_transport",
    "resting",
    "too_large",
]

_UNREACHABLE = Text(
    "{source} cannot be reached ({reason}): check the network and {setting}.",
    "{source}에 연결할 수 없습니다({reason}). 네트워크와 {setting}을(를) 확인해 주세요.",
)
_SLOW = Text(
    "{source} did not answer within {seconds:g} s: try again later.",
    "{source}의 응답이 {seconds:g}초 안에 오지 않았습니다. 나중에 다시 시도해 주세요.",
)
_CUT = Text(
    "The answer of {source} broke off: try again later.",
    "{source}의 응답이 도중에 끊겼습니다. 나중에 다시 시도해 주세요.",
)
_BUSY = Text(
    "{source} takes no more requests for {seconds:.0f} s (HTTP 429): try again after that, or set {token}.",
    "{source}이(가) 앞으로 {seconds:.0f}초 동안 요청을 받지 않습니다(HTTP 429). 그 뒤에 다시 시도하거나 "
    "{token}을(를) 설정해 주세요.",
)
_BUSY_FOR_ALL = Text(
    "{source} takes no more requests for {seconds:.0f} s (HTTP 429): try again after that.",
    "{source}이(가) 앞으로 {seconds:.0f}초 동안 요청을 받지 않습니다(HTTP 429). 그 뒤에 다시 시도해 주세요.",
)
_DOWN = Text(
    "{source} has an internal error (HTTP {status}): try again later.",
    "{source}에 장애가 있습니다(HTTP {status}). 나중에 다시 시도해 주세요.",
)
_REFUSED = Text(
    "{source} refuses the request (HTTP {status}): check {check}.",
    "{source}이(가) 요청을 거부했습니다(HTTP {status}). {check}을(를) 확인해 주세요.",
)
_ELSEWHERE = Text(
    "{source} sends requests elsewhere (HTTP {status}), which is not followed: set {setting} to the address it "
    "should be.",
    "{source}이(가) 다른 주소로 보내며(HTTP {status}) 봇은 따라가지 않습니다. {setting}을(를) 고쳐 주세요.",
)
_UNKNOWN = Text(
    "{source} has no list of papers there (HTTP {status}): check {setting}.",
    "{source}에 논문 목록이 없습니다(HTTP {status}). {setting}을(를) 확인해 주세요.",
)
_NOT_OPEN = Text(
    "{source} has no list of that time yet (HTTP 400): fetch it when it has.",
    "{source}에 아직 그 날짜의 목록이 없습니다(HTTP 400). 목록이 생긴 뒤에 가져와 주세요.",
)
_HTML = Text(
    "{source} answered with a web page instead of papers: it may be under maintenance, try again later.",
    "{source}이(가) 논문 대신 웹 페이지를 보냈습니다. 점검 중일 수 있으니 나중에 다시 시도해 주세요.",
)
_FOREIGN = Text(
    "The answer of {source} is not a list of papers: check {setting}, or try again later.",
    "{source}의 응답이 논문 목록이 아닙니다. {setting}을(를) 확인하거나 나중에 다시 시도해 주세요.",
)
_TOO_LARGE = Text(
    "The answer of {source} is larger than {most} MiB, so nothing of it is read: check {setting}.",
    "{source}의 응답이 {most} MiB보다 커서 읽지 않았습니다. {setting}을(를) 확인해 주세요.",
)
_TOO_MANY = 429
_WAIT_SECONDS = 60.0


class Source(NamedTuple):
    """Name a source to people: its host, and the settings of its address and its token, if it takes one."""

    host: str
    setting: str
    token: str | None = None


class FeedError(UserError):
    """Say why a day could not be fetched.

    `passes` where another try may help; `wait` holds the seconds that the source asks for, None where it names none.
    """

    def __init__(self, text: Text, *, passes: bool = True, wait: float | None = None) -> None:
        super().__init__(text)
        self.passes = passes
        self.wait = wait


class NotOpenError(FeedError):
    """Say that the source has no list of a day yet; for the newest day that is no fault."""


class NotFoundError(FeedError):
    """Say that the source does not know what was asked for."""


def of_status(source: Source, status: int, wait: float | None) -> FeedError:
    """Return what an answer with a status other than 200 says; `wait` holds the seconds that it names."""
    named = {"source": source.host, "setting": source.setting, "status": status}
    if status == _TOO_MANY:
        seconds = _WAIT_SECONDS if wait is None else wait
        text = _BUSY.fill(**named, seconds=seconds, token=source.token) if source.token else None
        return FeedError(text or _BUSY_FOR_ALL.fill(source=source.host, seconds=seconds), wait=seconds)
    if status == HTTPStatus.BAD_REQUEST:
        return NotOpenError(_NOT_OPEN.fill(**named), passes=False)
    if status >= 500:
        return FeedError(_DOWN.fill(**named))
    if 300 <= status < 400:
        return FeedError(_ELSEWHERE.fill(**named), passes=False)
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return FeedError(_REFUSED.fill(**named, check=source.token or source.setting), passes=False)
    kind = NotFoundError if status == HTTPStatus.NOT_FOUND else FeedError
    return kind(_UNKNOWN.fill(**named), passes=False)


def of_transport(source: Source, error: Exception, seconds: float) -> FeedError:
    """Return what an error of the HTTP library or the system says; the limit was so many `seconds`."""
    named = {"source": source.host, "setting": source.setting}
    match error:
        case asyncio.TimeoutError():
            return FeedError(_SLOW.fill(**named, seconds=seconds))
        case aiohttp.ClientPayloadError() | aiohttp.ServerDisconnectedError():
            return FeedError(_CUT.fill(**named))
        case aiohttp.ClientConnectorError():
            return FeedError(_UNREACHABLE.fill(**named, reason=system_text(error.os_error)))
        case OSError():
            return FeedError(_UNREACHABLE.fill(**named, reason=system_text(error)))
        case _:
            # The library's own words may quote the address with a password in it.
            return FeedError(_UNREACHABLE.fill(**named, reason=type(error).__name__))


def not_papers(source: Source, body: bytes) -> FeedError:
    """Return what a body that says nothing of papers is: a web page, or something foreign."""
    text = _HTML if body.lstrip()[:200].lower().startswith((b"<!doctype html", b"<html", b"<head")) else _FOREIGN
    return FeedError(text.fill(source=source.host, setting=source.setting))


def too_large(source: Source, most: int) -> FeedError:
    """Return what says that an answer is larger than so many bytes."""
    return FeedError(_TOO_LARGE.fill(source=source.host, setting=source.setting, most=most >> 20), passes=False)


def resting(source: str, seconds: float) -> FeedError:
    """Return what says that a source which has had enough is left alone for so many seconds more."""
    return FeedError(_BUSY_FOR_ALL.fill(source=source, seconds=seconds), wait=seconds)

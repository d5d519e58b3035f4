"""What can go wrong at the source of the feed, each as one sentence that says what to do next."""

from __future__ import annotations

import asyncio
from http import HTTPStatus

import aiohttp

from bot.errors import UserError
from bot.texts import Text, system_text

__all__ = ["FeedError", "NotOpenError", "not_json", "of_status", "of_transport", "too_large"]

_UNREACHABLE = Text(
    "{source} cannot be reached ({reason}): check the network and BOT_FEED_URL.",
    "{source}에 연결할 수 없습니다({reason}). 네트워크와 BOT_FEED_URL을 확인해 주세요.",
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
    "{source} takes no more requests for {seconds:.0f} s (HTTP 429): try again after that, or set BOT_FEED_TOKEN.",
    "{source}이(가) 앞으로 {seconds:.0f}초 동안 요청을 받지 않습니다(HTTP 429). 그 뒤에 다시 시도하거나 "
    "BOT_FEED_TOKEN을 설정해 주세요.",
)
_DOWN = Text(
    "{source} has trouble of its own (HTTP {status}): try again later.",
    "{source}에 장애가 있습니다(HTTP {status}). 나중에 다시 시도해 주세요.",
)
_REFUSED = Text(
    "{source} refuses the request (HTTP {status}): check BOT_FEED_TOKEN.",
    "{source}이(가) 요청을 거부했습니다(HTTP {status}). BOT_FEED_TOKEN을 확인해 주세요.",
)
_ELSEWHERE = Text(
    "{source} sends requests elsewhere (HTTP {status}), which is not followed: set BOT_FEED_URL to the address it "
    "should be.",
    "{source}이(가) 다른 주소로 보내며(HTTP {status}) 봇은 따라가지 않습니다. BOT_FEED_URL을 고쳐 주세요.",
)
_UNKNOWN = Text(
    "{source} has no list of papers there (HTTP {status}): check BOT_FEED_URL.",
    "{source}에 논문 목록이 없습니다(HTTP {status}). BOT_FEED_URL을 확인해 주세요.",
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
    "The answer of {source} is no list of papers: check BOT_FEED_URL, or try again later.",
    "{source}의 응답이 논문 목록이 아닙니다. BOT_FEED_URL을 확인하거나 나중에 다시 시도해 주세요.",
)
_TOO_LARGE = Text(
    "The answer of {source} is larger than {most} MiB, so nothing of it is read: check BOT_FEED_URL.",
    "{source}의 응답이 {most} MiB보다 커서 읽지 않았습니다. BOT_FEED_URL을 확인해 주세요.",
)
_TOO_MANY = 429
_WAIT_SECONDS = 60.0


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


def of_status(source: str, status: int, wait: float | None) -> FeedError:
    """Return what an answer with a status other than 200 says; `wait` holds the seconds that it names."""
    if status == _TOO_MANY:
        seconds = _WAIT_SECONDS if wait is None else wait
        return FeedError(_BUSY.fill(source=source, seconds=seconds), wait=seconds)
    if status == HTTPStatus.BAD_REQUEST:
        return NotOpenError(_NOT_OPEN.fill(source=source), passes=False)
    if status >= 500:
        return FeedError(_DOWN.fill(source=source, status=status))
    if 300 <= status < 400:
        return FeedError(_ELSEWHERE.fill(source=source, status=status), passes=False)
    refused = status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
    return FeedError((_REFUSED if refused else _UNKNOWN).fill(source=source, status=status), passes=False)


def of_transport(source: str, error: Exception, seconds: float) -> FeedError:
    """Return what an error of the HTTP library or the system says; the limit was so many `seconds`."""
    match error:
        case asyncio.TimeoutError():
            return FeedError(_SLOW.fill(source=source, seconds=seconds))
        case aiohttp.ClientPayloadError() | aiohttp.ServerDisconnectedError():
            return FeedError(_CUT.fill(source=source))
        case aiohttp.ClientConnectorError():
            return FeedError(_UNREACHABLE.fill(source=source, reason=system_text(error.os_error)))
        case OSError():
            return FeedError(_UNREACHABLE.fill(source=source, reason=system_text(error)))
        case _:
            # The library's own words may quote the address with a password in it.
            return FeedError(_UNREACHABLE.fill(source=source, reason=type(error).__name__))


def not_json(source: str, body: bytes) -> FeedError:
    """Return what a body that is no list of papers is: a web page, or something foreign."""
    return FeedError((_HTML if body.lstrip()[:1] == b"<" else _FOREIGN).fill(source=source))


def too_large(source: str, most: int) -> FeedError:
    """Return what says that an answer is larger than so many bytes."""
    return FeedError(_TOO_LARGE.fill(source=source, most=most >> 20), passes=False)

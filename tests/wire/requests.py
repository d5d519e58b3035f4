"""What the client asks over REST, and how it is refused."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from aiohttp import BodyPartReader, web

__all__ = ["Refusal", "Request", "Upload", "json_response", "read_request", "refused"]


@dataclass(frozen=True, slots=True)
class Upload:
    """Hold a file that came with a request."""

    filename: str
    content_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Request:
    """Hold one request as it came over the wire: `text` is the JSON of its body, `at` the moment (monotonic).

    `reason` is what it gives the server's audit log.
    """

    method: str
    path: str
    query: Mapping[str, str]
    body: Any = None
    files: tuple[Upload, ...] = ()
    text: str = ""
    authorization: str | None = field(default=None, repr=False)
    at: float = field(default_factory=time.monotonic)
    reason: str | None = None


class Refusal(Exception):  # noqa: N818 - it is an answer, not a defect
    """Answer with an HTTP status, Discord's code and headers; `extra` goes into the body too.

    With `html` that page is the body, as those who stand before Discord answer for it.
    """

    def __init__(
        self,
        status: int,
        code: int = 0,
        message: str = "refused by the test",
        *,
        headers: Mapping[str, str] | None = None,
        extra: Mapping[str, object] | None = None,
        html: str | None = None,
    ) -> None:
        super().__init__(f"{status} ({code}): {message}")
        self.status = status
        self.body: dict[str, object] = {"code": code, "message": message, **(extra or {})}
        self.headers = dict(headers or {})
        self.html = html


async def read_request(request: web.Request) -> Request:
    """Read a request to its end: JSON, or JSON with files beside it."""
    files: list[Upload] = []
    if request.content_type == "multipart/form-data":
        text = ""
        async for part in await request.multipart():
            assert isinstance(part, BodyPartReader)
            if part.name == "payload_json":
                text = await part.text()
            else:
                content_type = part.headers.get("Content-Type", "application/octet-stream")
                files.append(Upload(part.filename or "", content_type, await part.read()))
    else:
        text = await request.text()
    return Request(
        request.method,
        request.path.removeprefix("/api/v10"),
        dict(request.query),
        json.loads(text) if text else None,
        tuple(files),
        text,
        request.headers.get("Authorization"),
        reason=unquote(request.headers["X-Audit-Log-Reason"]) if "X-Audit-Log-Reason" in request.headers else None,
    )


def refused(refusal: Refusal) -> web.Response:
    """Return a refusal as it is written."""
    if refusal.html is not None:
        return web.Response(text=refusal.html, content_type="text/html", status=refusal.status)
    return json_response(json.dumps(refusal.body), refusal.status, refusal.headers)


def json_response(text: str, status: int, headers: Mapping[str, str] | None = None) -> web.Response:
    """Return an answer; discord.py reads JSON only where the type is bare, as Discord sends it."""
    return web.Response(body=text.encode(), content_type="application/json", status=status, headers=headers)

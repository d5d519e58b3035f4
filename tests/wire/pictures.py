"""Messages that Discord refuses because of a picture or a video in them."""

from __future__ import annotations

from dataclasses import dataclass

from tests.interface.look import components
from tests.wire.payloads import Payload
from tests.wire.requests import Refusal, Request
from tests.wire.server import Wire
from tests.wire.troubles import Trouble

__all__ = ["refuse_media"]


@dataclass
class _BadMedia(Trouble):
    """Befall messages with a picture or video from elsewhere."""

    def strikes(self, request: Request) -> bool:
        if request.method not in ("POST", "PATCH"):
            return False
        body: Payload = request.body or {}
        message: Payload = body.get("data") or body
        shown = [one for one in components(message) if _address(one)]
        return bool(shown) and super().strikes(request)


def refuse_media(wire: Wire, path: str = ".*") -> None:
    """Answer whatever shows a picture or leads to a video with 400, as Discord does for an address it does not take."""
    wire.troubles.known.append(_BadMedia(".*", path, None, lambda: Refusal(400, 50035, "Invalid Form Body")))


def _address(one: Payload) -> bool:
    if one["type"] == 11:
        return not one["media"]["url"].startswith("attachment://")
    return one["type"] == 2 and ".mp4" in (one.get("url") or "")

"""A channel that keeps what was posted, and fails as Discord does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.digest.delivery import CannotPostError
from bot.digest.post import DigestPost
from bot.texts import Text

__all__ = ["Channel", "Lost"]


class Lost(BaseException):
    """End the process at this point: nothing may catch it and go on."""


@dataclass
class Channel:
    """Keep messages; `fault` is asked before and after each one is taken in."""

    fault: Callable[[str], str] = lambda _: "none"
    messages: list[tuple[int, DigestPost]] = field(default_factory=list[tuple[int, DigestPost]])

    async def send(self, post: DigestPost) -> int:
        self._meet(self.fault("send"))
        number = len(self.messages) + 1
        self.messages.append((number, post))
        self._meet(self.fault("sent"))
        return number

    async def find(self, post: DigestPost, since: datetime) -> int | None:
        self._meet(self.fault("find"))
        return next((number for number, kept in self.messages if kept.marker == post.marker), None)

    def days(self) -> list[str]:
        return [f"{post.kind} {post.day}" for _, post in self.messages]

    @staticmethod
    def _meet(fault: str) -> None:
        if fault == "refused":
            raise CannotPostError(Text("missing permission", "권한이 없습니다"))
        if fault == "defect":
            message = "something nobody thought of"
            raise RuntimeError(message)
        if fault == "lost":
            raise Lost

"""A channel that keeps what was posted, and fails as Discord does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.digest.post import DigestPost
from bot.digest.poster import CannotPostError, Failure, Venue
from bot.storage.database import Store
from bot.storage.digests.values import Subscription
from bot.texts import Text

__all__ = ["Bell", "Channel", "Lost", "join"]

_LAST_OF_ALL = datetime.max.replace(tzinfo=UTC)
FAULTS: dict[str, Failure] = {"refused": "passing", "forbidden": "forbidden", "gone": "gone"}


class Lost(BaseException):
    """End the process at this point: nothing may catch it and go on."""


@dataclass
class Channel:
    """Keep messages; `fault` is asked before and after each one is taken in.

    `now` is Discord's own clock, by which messages are stamped and searched; left alone it is after every other.
    Channels that are `gone` take nothing.
    """

    fault: Callable[[str], str] = lambda _: "none"
    now: datetime = _LAST_OF_ALL
    stamps: dict[int, datetime] = field(default_factory=dict[int, datetime])
    messages: list[tuple[int, DigestPost]] = field(default_factory=list[tuple[int, DigestPost]])
    threads: list[int] = field(default_factory=list[int])
    published: list[int] = field(default_factory=list[int])
    kind: Venue = "messages"
    gone: set[int] = field(default_factory=set[int])

    def venue(self, post: DigestPost) -> Venue:
        return self.kind

    async def send(self, post: DigestPost) -> int:
        self._meet("gone" if post.channel_id in self.gone else "none")
        self._meet(self.fault("send"))
        number = len(self.messages) + 1
        self.messages.append((number, post))
        self.stamps[number] = self.now
        self._meet(self.fault("sent"))
        return number

    async def find(self, post: DigestPost, since: datetime) -> int | None:
        self._meet(self.fault("find"))
        later = (pair for pair in self.messages[::-1] if self.stamps[pair[0]] > since)
        return next((number for number, kept in later if kept.marker == post.marker), None)

    async def open_threads(self, post: DigestPost, message_id: int) -> int | None:
        self._meet(self.fault("threads"))
        self.threads.append(message_id)
        self._meet(self.fault("threaded"))
        return message_id + 1000

    async def publish(self, post: DigestPost, message_id: int) -> None:
        self._meet(self.fault("publish"))
        self.published.append(message_id)
        self._meet(self.fault("published"))

    def days(self) -> list[str]:
        return [f"{post.kind} {post.day}" for _, post in self.messages]

    @staticmethod
    def _meet(fault: str) -> None:
        if fault in FAULTS:
            raise CannotPostError(Text("missing permission", "권한이 없습니다"), FAULTS[fault])
        if fault == "defect":
            message = "something nobody thought of"
            raise RuntimeError(message)
        if fault == "lost":
            raise Lost


@dataclass
class Bell:
    """Keep the notices that people got; a `broken` one tells nobody."""

    broken: bool = False
    rung: list[tuple[int, Text]] = field(default_factory=list[tuple[int, Text]])

    async def notify(self, subscription: Subscription, text: Text) -> None:
        self.rung.append((subscription.channel_id, text))
        if self.broken:
            message = "no way to reach anybody"
            raise RuntimeError(message)


async def join(store: Store, person: Subscription) -> None:
    """Make a person known as a follower, as following something does."""
    async with store.transaction() as transaction:
        await transaction.execute(
            "INSERT INTO follower (user_id, channel_id, language, since) VALUES (?, ?, 'en', '2024-10-01')",
            (person.user_id, person.channel_id),
        )

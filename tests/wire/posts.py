"""The daily posts that came, as people count them: when, where, and whether one stands there twice."""

from __future__ import annotations

import re
import time
from collections import Counter
from dataclasses import dataclass, field

from tests.wire.look import texts
from tests.wire.payloads import BOT_ID, Payload

__all__ = ["Post", "Posts"]

# A post's marker stands alone in its text.
_MARKER = re.compile(r"^-# (#[0-9a-f]{10})$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Post:
    """Hold a daily post: its channel, the marker that tells it from every other, and when it came (monotonic)."""

    channel_id: int
    marker: str
    message_id: int
    at: float


@dataclass
class Posts:
    """Keep the daily posts among the messages; what a nonce stood for already never was a second message."""

    _noted: list[tuple[float, Payload]] = field(default_factory=list[tuple[float, Payload]])
    _read: list[Post] = field(default_factory=list[Post])

    def note(self, message: Payload, place: Payload) -> None:
        """Take note of a new message; it is read only when somebody wants to know.

        The first message of a post in a forum counts as one of the forum.
        """
        if message["id"] == place["id"]:
            message = message | {"channel_id": place["parent_id"]}
        if message["author"]["id"] == str(BOT_ID):
            self._noted.append((time.monotonic(), message))

    @property
    def all(self) -> list[Post]:
        """Every post, in the order of their coming."""
        for at, message in self._noted:
            if (found := _MARKER.findall(texts(message))) and "message_reference" not in message:
                self._read.append(Post(int(message["channel_id"]), found[-1], int(message["id"]), at))
        self._noted.clear()
        return self._read

    @property
    def channels(self) -> set[int]:
        """The channels that have a post."""
        return {post.channel_id for post in self.all}

    @property
    def doubled(self) -> list[str]:
        """The markers that stand somewhere twice."""
        counted = Counter((post.channel_id, post.marker) for post in self.all)
        return [marker for (_, marker), count in counted.items() if count > 1]

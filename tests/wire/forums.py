"""Posts in forums, threads that are open and closed, and published messages, as Discord has them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.wire.messages import Messages
from tests.wire.payloads import Payload, thread
from tests.wire.requests import Refusal, Upload

__all__ = ["Forums"]

_FORUM, _NEWS = 15, 5
_REQUIRES_TAG = 1 << 4
_CROSSPOSTED = 1 << 0
_AN_HOUR = timedelta(hours=1)
_MOST_AN_HOUR = 10


@dataclass
class Forums:
    """Open posts of forums among the messages, list threads, and publish; `published` counts by channel."""

    messages: Messages
    published: Counter[str] = field(default_factory=Counter[str])
    _moments: dict[str, list[datetime]] = field(default_factory=dict[str, list[datetime]])

    def open(self, channel_id: str, asked: Payload, files: Sequence[Upload]) -> Payload:
        """Open a thread: in a forum a post, which has a message of the same id."""
        place = self.messages.channel(channel_id)
        if place["type"] != _FORUM:
            return self.messages.open_thread(channel_id, asked)
        if "message" not in asked:
            raise Refusal(400, 50035, "Invalid Form Body (message: This field is required)")
        tags = [str(one) for one in asked.get("applied_tags") or ()]
        if place["flags"] & _REQUIRES_TAG and not tags:
            raise Refusal(400, 40067, "A tag is required to create a forum post in this channel")
        if set(tags) - {tag["id"] for tag in place["available_tags"]}:
            raise Refusal(400, 50035, "Invalid Form Body (applied_tags: Unknown tag)")
        number = self.messages.new_id()
        post = thread(number, place, asked | {"type": 11, "applied_tags": tags})
        now = self.messages.now().isoformat()
        post["thread_metadata"] |= {"archive_timestamp": now, "create_timestamp": now}
        self.messages.add(post)
        self.messages.listen("THREAD_CREATE", post | {"newly_created": True})
        message = self.messages.create(number, asked["message"], files, extra={"id": number})
        return post | {"message": message}

    def active(self, guild_id: str) -> Payload:
        """Return the open threads of a server."""
        found = [one for one in self._threads() if one["guild_id"] == guild_id and not _archived(one)]
        return {"threads": found, "members": []}

    def archived(self, channel_id: str, before: str | None) -> Payload:
        """Return the closed threads of a channel, the last to be closed first, at most two at once."""
        closed = [one for one in self._threads() if one["parent_id"] == channel_id and _archived(one)]
        closed.sort(key=_closed_at, reverse=True)
        left = [one for one in closed if before is None or _closed_at(one) < datetime.fromisoformat(before)]
        return {"threads": left[:2], "members": [], "has_more": len(left) > 2}

    def publish(self, channel_id: str, message_id: str) -> Payload:
        """Publish a message of an announcement channel."""
        message = self.messages.message(channel_id, message_id)
        if self.messages.channel(channel_id)["type"] != _NEWS:
            raise Refusal(403, 50024, "Cannot execute action on this channel type")
        if message["flags"] & _CROSSPOSTED:
            raise Refusal(400, 40033, "This message has already been crossposted.")
        now = self.messages.now()
        recent = [moment for moment in self._moments.get(channel_id, ()) if now - moment < _AN_HOUR]
        if len(recent) >= _MOST_AN_HOUR:
            headers = {"Via": "1.1 google", "Retry-After": "3000"}
            raise Refusal(429, 0, headers=headers, extra={"retry_after": 3000.0, "global": False})
        self._moments[channel_id] = [*recent, now]
        message["flags"] |= _CROSSPOSTED
        self.published[channel_id] += 1
        return message

    def _threads(self) -> list[Payload]:
        return [one for one in self.messages.channels.values() if "thread_metadata" in one]


def _archived(one: Payload) -> bool:
    return one["thread_metadata"]["archived"]


def _closed_at(one: Payload) -> datetime:
    return datetime.fromisoformat(one["thread_metadata"]["archive_timestamp"])

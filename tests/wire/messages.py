"""The channels, direct messages and threads, and what was said in them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.wire.content import COMPONENTS_V2, EPHEMERAL, LOADING, written
from tests.wire.payloads import BOT_ID, Payload, channel, dm_channel, snowflake, thread, user
from tests.wire.requests import Refusal, Upload

__all__ = ["Messages"]

_PARTS = ("content", "embeds", "components", "attachments", "sticker_ids", "poll")

Listener = Callable[[str, Payload], None]


@dataclass
class Messages:
    """Keep messages by channel; `listen` is told of what changes, by the names of the gateway's events.

    `now` gives the moment of new messages. `nonce_window` is how long a nonce stands for the message that had it.
    `shown` holds every message as it was given back to the client.
    """

    listen: Listener
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    nonce_window: timedelta = timedelta(minutes=5)
    channels: dict[str, Payload] = field(default_factory=dict[str, Payload])
    shown: list[Payload] = field(default_factory=list[Payload])
    _said: dict[str, dict[str, Payload]] = field(default_factory=dict[str, dict[str, Payload]])
    _nonces: dict[tuple[str, str], tuple[datetime, Payload]] = field(
        default_factory=dict[tuple[str, str], tuple[datetime, Payload]]
    )
    _last_id: int = 0

    def __post_init__(self) -> None:
        self.add(channel())

    def new_id(self) -> str:
        """Return an id of now that nothing has yet."""
        self._last_id = max(self._last_id + 1, snowflake(self.now()))
        return str(self._last_id)

    def add(self, place: Payload) -> Payload:
        """Let a channel exist; it stays as it is where it exists already."""
        return self.channels.setdefault(place["id"], place)

    def direct(self, user_id: int) -> Payload:
        """Return the bot's direct messages with a user."""
        return self.add(dm_channel(user_id))

    def channel(self, channel_id: str) -> Payload:
        """Return a channel."""
        if channel_id not in self.channels:
            raise Refusal(404, 10003, "Unknown Channel")
        return self.channels[channel_id]

    def change_channel(self, channel_id: str, changes: Payload) -> Payload:
        """Change a channel or thread."""
        place = self.channel(channel_id)
        settings = place.get("thread_metadata")
        if settings:
            settings.update({key: changes[key] for key in settings if key in changes})
        place.update({key: value for key, value in changes.items() if key in place})
        self.listen("THREAD_UPDATE" if settings else "CHANNEL_UPDATE", place)
        return place

    def remove_channel(self, channel_id: str) -> Payload:
        """Take a channel or thread away."""
        place = self.channel(channel_id)
        del self.channels[channel_id]
        self._said.pop(channel_id, None)
        self.listen("THREAD_DELETE" if "thread_metadata" in place else "CHANNEL_DELETE", place)
        return place

    def open_thread(self, parent_id: str, asked: Payload, message_id: str | None = None) -> Payload:
        """Open a thread, from a message where one is given; it has the message's id then."""
        parent = self.channel(parent_id)
        if parent["type"] not in (0, 5):
            raise Refusal(400, 50024, "Cannot execute action on this channel type")
        message = self.message(parent_id, message_id) if message_id else None
        if message_id in self.channels:
            raise Refusal(400, 160004, "A thread has already been created for this message")
        opened = self.add(thread(message_id or self.new_id(), parent, asked))
        if message is not None:
            message["thread"] = opened
            message["flags"] |= 1 << 5
        self.listen("THREAD_CREATE", opened | {"newly_created": True})
        return opened

    def create(
        self,
        channel_id: str,
        body: Payload,
        files: Sequence[Upload] = (),
        *,
        author: Payload | None = None,
        extra: Payload | None = None,
        silent: bool = False,
    ) -> Payload:
        """Say something; by the bot where no author is given; nobody is told where it is `silent`."""
        place = self.channel(channel_id)
        author = author or user(BOT_ID, bot=True)
        if place["type"] == 15:
            raise Refusal(400, 50008, "Cannot send messages in a non-text channel")
        if not any(body.get(part) for part in _PARTS) and not files and not (body.get("flags") or 0) & LOADING:
            raise Refusal(400, 50006, "Cannot send an empty message")
        key = (author["id"], str(body.get("nonce")))
        if body.get("enforce_nonce") and key in self._nonces:
            moment, first = self._nonces[key]
            if self.now() - moment <= self.nonce_window:
                return self._show(first)
        message = _empty(self.new_id(), channel_id, author, self.now()) | (extra or {})
        message |= self._reference(place, body)
        message = written(message, body, files, self.new_id, created=True)
        replied = message.get("referenced_message")
        allowed: Payload = body.get("allowed_mentions") or {"replied_user": True}
        if replied and allowed.get("replied_user"):
            message["mentions"] = [*message["mentions"], replied["author"]]
        if body.get("nonce") is not None:
            message["nonce"] = body["nonce"]
            self._nonces[key] = (self.now(), message)
        self._said.setdefault(channel_id, {})[message["id"]] = message
        if not message["flags"] & EPHEMERAL:
            place["last_message_id"] = message["id"]
            if not silent:
                self.listen("MESSAGE_CREATE", message)
        return self._show(message)

    def edit(self, channel_id: str, message_id: str, body: Payload, files: Sequence[Upload] = ()) -> Payload:
        """Change what a message says."""
        message = self.message(channel_id, message_id)
        if message["flags"] & COMPONENTS_V2 and (body.get("content") or body.get("embeds")):
            raise Refusal(400, 50035, "Invalid Form Body (the message is made of components)")
        changed = written(message, body, files, self.new_id, created=False)
        if '"attachment://' in json.dumps(changed["components"]):
            raise Refusal(400, 50035, "Invalid Form Body (components: the referenced attachment was not found)")
        message.update(changed)
        message["edited_timestamp"] = self.now().isoformat()
        self.listen("MESSAGE_UPDATE", message)
        return self._show(message)

    def put(self, message: Payload) -> None:
        """Let a message have been there all along, in the place of one with its id."""
        self._said.setdefault(message["channel_id"], {})[message["id"]] = message

    def delete(self, channel_id: str, message_id: str) -> None:
        """Take a message away."""
        self.message(channel_id, message_id)
        del self._said[channel_id][message_id]
        self.listen("MESSAGE_DELETE", {"id": message_id, "channel_id": channel_id})

    def message(self, channel_id: str, message_id: str) -> Payload:
        """Return a message, an ephemeral one too."""
        self.channel(channel_id)
        if message_id not in self._said.get(channel_id, {}):
            raise Refusal(404, 10008, "Unknown Message")
        return self._said[channel_id][message_id]

    def listed(self, channel_id: str | int, query: Mapping[str, str] | None = None) -> list[Payload]:
        """Return a channel's messages, newest first, as `limit` and one of `after`, `before` and `around` ask."""
        self.channel(str(channel_id))
        query = query if query is not None else {"limit": "1000000"}
        limit = int(query.get("limit", 50))
        said = self._said.get(str(channel_id), {}).values()
        seen = sorted((one for one in said if not one["flags"] & EPHEMERAL), key=_number)
        if "after" in query:
            seen = [one for one in seen if _number(one) > int(query["after"])][:limit]
        elif "before" in query:
            seen = [one for one in seen if _number(one) < int(query["before"])]
        elif "around" in query:
            middle = int(query["around"])
            older = [one for one in seen if _number(one) < middle][-(limit // 2) :]
            seen = older + [one for one in seen if _number(one) >= middle][: limit - len(older)]
        return seen[-limit:][::-1]

    def _reference(self, place: Payload, body: Payload) -> Payload:
        asked = body.get("message_reference")
        if not asked:
            return {}
        channel_id = str(asked.get("channel_id") or place["id"])
        found = self._said.get(channel_id, {}).get(str(asked["message_id"]))
        if found is None and asked.get("fail_if_not_exists", True):
            raise Refusal(400, 50035, "Invalid Form Body (message_reference: Unknown message)")
        reference = {"type": 0, "message_id": str(asked["message_id"]), "channel_id": channel_id}
        return {"type": 19, "message_reference": reference, "referenced_message": found}

    def _show(self, message: Payload) -> Payload:
        self.shown.append(dict(message))
        return message


def _number(message: Payload) -> int:
    return int(message["id"])


def _empty(message_id: str, channel_id: str, author: Payload, now: datetime) -> dict[str, Any]:
    return {
        "id": message_id, "channel_id": channel_id, "author": author, "content": "", "timestamp": now.isoformat(),
        "edited_timestamp": None, "tts": False, "mention_everyone": False, "mentions": [], "mention_roles": [],
        "attachments": [], "embeds": [], "components": [], "pinned": False, "type": 0, "flags": 0,
    }  # fmt: skip

"""The addresses of the REST API, and what each does."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.wire.content import EPHEMERAL
from tests.wire.conversations import Interactions
from tests.wire.forums import Forums
from tests.wire.messages import Messages
from tests.wire.payloads import APPLICATION_ID, BOT_ID, OWNER_ID, READ_HISTORY, TOKEN, Payload, may, member, user
from tests.wire.requests import Refusal, Request
from tests.wire.roles import Roles

__all__ = ["Rest"]

Answer = Callable[[Request, tuple[str, ...]], Any]


@dataclass
class Rest:
    """Do what requests ask; `commands` are those that the client sent last, `joined` all servers it ever was in."""

    messages: Messages
    interactions: Interactions
    guilds: list[Payload]
    gateway: Callable[[], Payload]
    members: dict[tuple[str, str], Payload] = field(default_factory=dict[tuple[str, str], Payload])
    thread_members: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    commands: list[Payload] = field(default_factory=list[Payload])
    team: Payload | None = None
    joined: set[str] = field(default_factory=set[str])
    forums: Forums = field(init=False)
    roles: Roles = field(init=False)

    def __post_init__(self) -> None:
        self.forums = Forums(self.messages)
        self.roles = Roles(self.guilds)

    def answer(self, request: Request) -> Any:
        """Return what a request is answered with, None where that is nothing; raises Refusal."""
        if not re.match("/(interactions|webhooks)/", request.path) and request.authorization != f"Bot {TOKEN}":
            raise Refusal(401, 0, "401: Unauthorized")
        for method, pattern, answer in self._routes():
            found = re.fullmatch(pattern, request.path)
            if found and method == request.method:
                if request.path.startswith("/channels/"):
                    self._require_access(found.group(1))
                return answer(request, found.groups())
        raise Refusal(404, 0, f"404: no route {request.method} {request.path}")

    def _routes(self) -> tuple[tuple[str, str, Answer], ...]:
        messages, interactions = self.messages, self.interactions
        one, hook = r"/channels/(\d+)/messages/(\d+)", r"/webhooks/\d+/([^/]+)"
        reply = f"{hook}/messages/([^/]+)"
        return (
            ("GET", "/users/@me", lambda _, __: user(BOT_ID, bot=True)),
            ("GET", r"/users/(\d+)", lambda _, at: user(int(at[0]), bot=int(at[0]) == BOT_ID)),
            ("POST", "/users/@me/channels", lambda r, _: messages.direct(int(r.body["recipient_id"]))),
            ("GET", "/oauth2/applications/@me", lambda _, __: self._application()),
            ("GET", "/gateway/bot", lambda _, __: self.gateway()),
            ("PUT", r"/applications/\d+/commands", lambda r, _: self._set_commands(r.body)),
            ("GET", r"/applications/\d+/commands", lambda _, __: self.commands),
            ("POST", r"/interactions/(\d+)/([^/]+)/callback", self._callback),
            ("POST", hook, lambda r, at: interactions.followup(at[0], r.body, r.files)),
            ("GET", reply, lambda _, at: interactions.message(*at)),
            ("PATCH", reply, lambda r, at: interactions.edit(at[0], at[1], r.body, r.files)),
            ("DELETE", reply, lambda _, at: interactions.delete(*at)),
            ("GET", r"/channels/(\d+)", lambda _, at: messages.channel(at[0])),
            ("PATCH", r"/channels/(\d+)", lambda r, at: messages.change_channel(at[0], r.body)),
            ("DELETE", r"/channels/(\d+)", lambda _, at: messages.remove_channel(at[0])),
            ("GET", r"/channels/(\d+)/messages", self._history),
            ("POST", r"/channels/(\d+)/messages", lambda r, at: messages.create(at[0], r.body, r.files)),
            ("GET", one, lambda _, at: self._readable(*at)),
            ("PATCH", one, self._edit),
            ("DELETE", one, lambda _, at: messages.delete(*at)),
            ("POST", r"/channels/(\d+)/typing", lambda _, at: messages.channel(at[0]) and None),
            ("POST", r"/channels/(\d+)/threads", lambda r, at: self.forums.open(at[0], r.body, r.files)),
            ("GET", r"/channels/(\d+)/threads/archived/public", self._archived),
            ("GET", r"/guilds/(\d+)/threads/active", lambda _, at: self.forums.active(at[0])),
            ("POST", f"{one}/crosspost", lambda _, at: self.forums.publish(*at)),
            ("POST", f"{one}/threads", lambda r, at: messages.open_thread(at[0], r.body, at[1])),
            ("GET", r"/channels/(\d+)/thread-members", lambda _, at: self._list_thread(at[0])),
            ("PUT", r"/channels/(\d+)/thread-members/(@me|\d+)", lambda _, at: self._join_thread(*at)),
            ("DELETE", r"/channels/(\d+)/thread-members/(@me|\d+)", lambda _, at: self._leave_thread(*at)),
            ("GET", r"/guilds/(\d+)", lambda _, at: self._guild(at[0])),
            ("GET", r"/guilds/(\d+)/channels", lambda _, at: self._guild(at[0])["channels"]),
            ("GET", r"/guilds/(\d+)/members/(\d+)", lambda _, at: self._member(*at)),
            ("PUT", r"/guilds/(\d+)/members/(\d+)/roles/(\d+)", self.roles.give),
            ("DELETE", r"/guilds/(\d+)/members/(\d+)/roles/(\d+)", self.roles.take),
        )

    def _callback(self, request: Request, at: tuple[str, ...]) -> Payload | None:
        answer = self.interactions.first(at[0], at[1], request.body, request.files)
        return answer if request.query.get("with_response", "").lower() in ("1", "true") else None

    def _require_access(self, channel_id: str) -> None:
        """Refuse what happens in servers that the bot has left."""
        guild_id = self.messages.channels.get(channel_id, {}).get("guild_id")
        if guild_id in self.joined and all(guild["id"] != guild_id for guild in self.guilds):
            raise Refusal(403, 50001, "Missing Access")

    def _history(self, request: Request, at: tuple[str, ...]) -> list[Payload]:
        """Return what was said: nothing to whoever may not read it, which Discord does not call an error."""
        place = self.messages.channel(at[0])
        for guild in self.guilds:
            if guild["id"] == place.get("guild_id") and not may(guild, place, READ_HISTORY):
                return []
        return self.messages.listed(at[0], request.query)

    def _archived(self, request: Request, at: tuple[str, ...]) -> Payload:
        place = self.messages.channel(at[0])
        for guild in self.guilds:
            if guild["id"] == place.get("guild_id") and not may(guild, place, READ_HISTORY):
                raise Refusal(403, 50001, "Missing Access")
        return self.forums.archived(at[0], request.query.get("before"))

    def _readable(self, channel_id: str, message_id: str) -> Payload:
        message = self.messages.message(channel_id, message_id)
        if message["flags"] & EPHEMERAL:
            raise Refusal(404, 10008, "Unknown Message")
        return message

    def _edit(self, request: Request, at: tuple[str, ...]) -> Payload:
        if self._readable(*at)["author"]["id"] != str(BOT_ID):
            raise Refusal(403, 50005, "Cannot edit a message authored by another user")
        return self.messages.edit(at[0], at[1], request.body, request.files)

    def _list_thread(self, thread_id: str) -> list[Payload]:
        self.messages.channel(thread_id)
        joined = datetime(2024, 11, 25, tzinfo=UTC).isoformat()
        return [
            {"id": thread_id, "user_id": one, "join_timestamp": joined, "flags": 0}
            for one in sorted(self.thread_members.get(thread_id, ()))
        ]

    def _join_thread(self, thread_id: str, user_id: str) -> None:
        self.messages.channel(thread_id)
        self.thread_members.setdefault(thread_id, set()).add(user_id.replace("@me", str(BOT_ID)))

    def _leave_thread(self, thread_id: str, user_id: str) -> None:
        self.messages.channel(thread_id)
        self.thread_members.get(thread_id, set()).discard(user_id.replace("@me", str(BOT_ID)))

    def _guild(self, guild_id: str) -> Payload:
        for guild in self.guilds:
            if guild["id"] == guild_id:
                return guild
        raise Refusal(404, 10004, "Unknown Guild")

    def _member(self, guild_id: str, user_id: str) -> Payload:
        present = [one for guild in self.guilds if guild["id"] == guild_id for one in guild["members"]]
        known = {(guild_id, one["user"]["id"]): one for one in present} | self.members
        if (guild_id, user_id) in known:
            return known[guild_id, user_id]
        if (guild_id, user_id) not in self.roles.held:
            raise Refusal(404, 10007, "Unknown Member")
        return member(int(user_id), roles=tuple(map(int, self.roles.of(guild_id, user_id))))

    def _set_commands(self, sent: list[Payload]) -> list[Payload]:
        extra = {"application_id": str(APPLICATION_ID), "version": "1"}
        self.commands = [{"description": ""} | one | extra | {"id": str(n)} for n, one in enumerate(sent, 1)]
        return self.commands

    def _application(self) -> Payload:
        return {
            "id": str(APPLICATION_ID), "name": "papers", "description": "", "icon": None, "bot_public": True,
            "bot_require_code_grant": False, "verify_key": "", "owner": user(OWNER_ID), "team": self.team, "flags": 0,
        }  # fmt: skip

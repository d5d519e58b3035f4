"""People who use the bot: what they type, press and say, and what they see then."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Protocol

from tests.interface.look import buttons, components, menus
from tests.wire.interactions import Who, apply, choose, option, press, slash, submit
from tests.wire.look import options, texts
from tests.wire.payloads import ASKER_ID, BOT_ID, CHANNEL_ID, GUILD_ID, Payload, channel, member, user
from tests.wire.server import Wire

__all__ = ["Door", "Member"]

_SUBCOMMANDS = (1, 2)
_RESOLVED = {6: "users", 7: "channels", 8: "roles", 11: "attachments"}


class Door(Protocol):
    """The way to the bot: over the gateway into its process, or straight into a client in this one."""

    @property
    def wire(self) -> Wire:
        """The Discord between the people and the bot."""
        ...

    async def deliver(self, name: str, data: Payload) -> None:
        """Bring an event of the gateway to the bot."""
        ...


@dataclass(frozen=True, slots=True)
class Member:
    """Act as a person; every act returns the message that the person sees then, as Discord keeps it.

    In direct messages where `guild_id` is None. With `installed="user"` only this person has the app there.
    """

    door: Door
    user_id: int = ASKER_ID
    locale: str = "en-US"
    permissions: int = 0
    guild_id: int | None = GUILD_ID
    channel_id: int = CHANNEL_ID
    installed: str = "guild"
    seconds: float = 5.0

    def but(self, **changes: Any) -> Member:
        """Return the same person with another locale, channel, … or somebody else like them."""
        return replace(self, **changes)

    async def slash(self, command: str, **values: Any) -> Payload:
        """Run a command that the bot registered, "digest set" for one.

        Channels, roles, users and uploads are given by id.
        """
        given, resolved = self._options(command, values)
        return await self._ask(slash(command, *given, resolved=resolved, **self._who()))

    async def suggestions(self, command: str, name: str, typed: str, **values: Any) -> list[str]:
        """Type into an option; return the names of what is suggested."""
        given, resolved = self._options(command, values)
        typing = option(name, typed, focused=True)
        offered = await self._ask(slash(command, *given, typing, resolved=resolved, autocomplete=True, **self._who()))
        return [choice["name"] for choice in offered["choices"]]

    async def apply(self, command: str, message: Payload) -> Payload:
        """Run a command of a message's context menu."""
        assert command in {one["name"] for one in self.door.wire.rest.commands if one.get("type") == 3}
        return await self._ask(apply(command, message, **self._who()))

    async def press(self, message: Payload, button: str) -> Payload:
        """Press a button, by its label or custom id."""
        message = self._current(message)
        found = buttons(message).get(button) or _part(message, button)
        assert found is not None, f"no button {button!r}, only {list(buttons(message))} in: {texts(message)}"
        assert not found.get("disabled"), f"{button!r} cannot be pressed"
        return _opened(await self._ask(press(message, found["custom_id"], **self._who())), message)

    async def choose(self, message: Payload, menu: str, *values: str) -> Payload:
        """Choose in a menu, by its placeholder or custom id; options by their labels or values."""
        message = self._current(message)
        found = menus(message).get(menu) or _part(message, menu)
        assert found is not None, f"no menu {menu!r}, only {list(menus(message))} in: {texts(message)}"
        if found["type"] != 3:
            # Discord itself knows what can be chosen.
            return await self._ask(choose(message, found["custom_id"], *values, kind=found["type"], **self._who()))
        known = options({"components": [found]})
        chosen = [known.get(value, value) for value in values]
        assert set(chosen) <= set(known.values()), f"{chosen} cannot be chosen, only {known}"
        return await self._ask(choose(message, found["custom_id"], *chosen, **self._who()))

    async def submit(self, form: Payload, **values: str) -> Payload:
        """Fill in a form that an act returned, by the custom ids of its fields, and send it."""
        return await self._ask(submit(form, values, **self._who()))

    async def says(
        self, content: str, *, mention: bool = False, reply_to: Payload | None = None, answered: bool = True
    ) -> Payload:
        """Write a message; return what the bot says next in that channel, or one's own where it is to say nothing."""
        own = await self.write(f"<@{BOT_ID}> {content}" if mention else content, reply_to=reply_to)
        if not answered:
            return own
        messages = self.door.wire.messages

        def reply() -> Payload | None:
            later = messages.listed(own["channel_id"], {"after": own["id"]})
            return next((one for one in later[::-1] if one["author"]["id"] == str(BOT_ID)), None)

        return await self.door.wire.wait_for(reply, f"a reply to {content!r}", self.seconds)

    async def write(self, content: str, *, reply_to: Payload | None = None) -> Payload:
        """Write a message, and do not wait for anything."""
        messages = self.door.wire.messages
        place = str(self.channel_id) if self.guild_id else messages.direct(self.user_id)["id"]
        body: Payload = {"content": content}
        if reply_to is not None:
            body["message_reference"] = {"message_id": reply_to["id"]}
        own = messages.create(place, body, author=user(self.user_id), silent=True)
        server = {"guild_id": str(self.guild_id), "member": member(self.user_id)} if self.guild_id else {}
        await self.door.deliver("MESSAGE_CREATE", own | server)
        return own

    async def _ask(self, payload: Payload) -> Payload:
        wire = self.door.wire
        if "member" in payload:
            payload["member"]["roles"] = wire.rest.roles.of(payload["guild_id"], self.user_id)
        opened = wire.interactions.open(payload)
        asked = wire.interactions.asked[opened["token"]]
        await self.door.deliver("INTERACTION_CREATE", opened)
        what = opened["data"].get("name") or opened["data"]["custom_id"]
        return dict(await wire.wait_for(lambda: asked.answer, f"an answer to {what!r}", self.seconds))

    def _who(self) -> Who:
        who = Who(
            locale=self.locale,
            user_id=self.user_id,
            permissions=self.permissions,
            guild_id=self.guild_id,
            installed=self.installed,
        )
        if self.guild_id is not None:
            known = self.door.wire.messages.channels
            who["channel"] = known.get(str(self.channel_id)) or channel(self.channel_id, guild_id=self.guild_id)
        return who

    def _current(self, message: Payload) -> Payload:
        return self.door.wire.messages.message(message["channel_id"], message["id"])

    def _options(self, command: str, values: dict[str, Any]) -> tuple[list[Payload], Payload]:
        """Return the options as this command has them, and what their ids stand for."""
        known = {one["name"]: one for one in _find(self.door.wire.rest.commands, command)}
        assert set(values) <= set(known), f"/{command} has no option {set(values) - set(known)}, only {list(known)}"
        given: list[Payload] = []
        resolved: Payload = {}
        for name, value in values.items():
            kind = known[name]["type"]
            if kind in _RESOLVED:
                given.append({"name": name, "type": kind, "value": str(value)})
                resolved.setdefault(_RESOLVED[kind], {})[str(value)] = self._resolve(kind, value)
            else:
                choices: list[Payload] = known[name].get("choices") or []
                allowed = [choice["value"] for choice in choices]
                assert not allowed or value in allowed, f"{value!r} is not among the choices {allowed} of {name}"
                given.append({"name": name, "type": kind, "value": value})
        return given, resolved

    def _resolve(self, kind: int, number: int) -> Payload:
        wire = self.door.wire
        if kind == 6:
            return user(number)
        if kind == 7:
            return wire.messages.channels.get(str(number)) or channel(number)
        if kind == 11:
            return wire.uploads[str(number)]
        roles = [role for guild in wire.guilds for role in guild["roles"] if role["id"] == str(number)]
        assert roles, f"no server has the role {number}"
        return roles[0]


def _opened(answer: Payload, message: Payload) -> Payload:
    """Return an answer; a form remembers the message that opened it."""
    return answer | {"message": message} if "custom_id" in answer else answer


def _part(message: Payload, custom_id: str) -> Payload | None:
    return next((part for part in components(message) if part.get("custom_id") == custom_id), None)


def _find(commands: list[Payload], path: str) -> list[Payload]:
    """Return the options of a command that the bot registered."""
    options: list[Payload] = [one for one in commands if one.get("type", 1) == 1]
    for name in path.split():
        found = next((one for one in options if one["name"] == name), None)
        assert found is not None, f"/{path} is not registered: {[one['name'] for one in options]}"
        options = found.get("options") or []
    return [one for one in options if one["type"] not in _SUBCOMMANDS]

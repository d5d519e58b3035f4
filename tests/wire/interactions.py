"""Interactions as Discord sends them; the wire gives each delivery an id and a token of its own."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypedDict, Unpack

from tests.wire.payloads import (
    APPLICATION_ID,
    ASKER_ID,
    GUILD_ID,
    ORDINARY,
    Payload,
    channel,
    dm_channel,
    member,
    snowflake,
    user,
)

__all__ = ["Who", "apply", "choose", "option", "press", "slash", "submit"]


class Who(TypedDict, total=False):
    """Say who sends an interaction, where and when; `installed` says for whom the app is: "guild" or "user"."""

    locale: str
    user_id: int
    permissions: int
    guild_id: int | None
    channel: Payload
    installed: str
    at: datetime


# Menus of texts, people, roles, both, and channels.
_MENUS = (3, 5, 6, 7, 8)
_TYPES = {str: 3, int: 4, bool: 5, float: 10}


def option(name: str, value: Any, *, focused: bool = False) -> Payload:
    """Return an option that was typed."""
    return {"name": name, "type": _TYPES[type(value)], "value": value} | ({"focused": True} if focused else {})


def slash(
    name: str,
    *options: Payload,
    resolved: Payload | None = None,
    autocomplete: bool = False,
    **who: Unpack[Who],
) -> Payload:
    """Return a slash command as sent, `name` with a space where it has a subcommand."""
    root, *subs = name.split(" ")
    listed: list[Payload] = list(options)
    for depth, sub in enumerate(reversed(subs)):
        listed = [{"name": sub, "type": 1 if depth == 0 else 2, "options": listed}]
    data = {"id": "1", "name": root, "type": 1, "options": listed} | ({"resolved": resolved} if resolved else {})
    return _interaction(4 if autocomplete else 2, data, **who)


def apply(name: str, message: Payload, **who: Unpack[Who]) -> Payload:
    """Return a command of a message's context menu."""
    data = {"id": "1", "name": name, "type": 3, "target_id": message["id"]}
    return _interaction(2, data | {"resolved": {"messages": {message["id"]: message}}}, **who)


def press(message: Payload, custom_id: str, **who: Unpack[Who]) -> Payload:
    """Return a press on a button of `message`."""
    return _interaction(3, {"custom_id": custom_id, "component_type": 2}, **who) | {"message": message}


def choose(message: Payload, custom_id: str, *values: str, kind: int = 3, **who: Unpack[Who]) -> Payload:
    """Return a choice in a menu of `message`, by the number of its kind."""
    data = {"custom_id": custom_id, "component_type": kind, "values": list(values)}
    return _interaction(3, data, **who) | {"message": message}


def submit(modal: Payload, values: dict[str, str], **who: Unpack[Who]) -> Payload:
    """Return a form that was filled in with `values` by their custom ids.

    Where a component opened it, Discord names the message; here it is under "message" in `modal`.
    """
    data = {"custom_id": modal["custom_id"], "components": [_filled(part, values) for part in modal["components"]]}
    origin = {"message": modal["message"]} if "message" in modal else {}
    return _interaction(5, data, **who) | origin


def _filled(part: Payload, values: dict[str, str]) -> Payload:
    if "component" in part:
        return part | {"component": _filled(part["component"], values)}
    if "components" in part:
        return part | {"components": [_filled(inner, values) for inner in part["components"]]}
    if part["type"] in _MENUS:
        chosen = values.get(part["custom_id"], "")
        return {"type": part["type"], "custom_id": part["custom_id"], "values": [chosen] if chosen else []}
    return {"type": part["type"], "custom_id": part.get("custom_id"), "value": values.get(part.get("custom_id", ""))}


def _interaction(kind: int, data: Payload, **who: Unpack[Who]) -> Payload:
    user_id, guild_id = who.get("user_id", ASKER_ID), who.get("guild_id", GUILD_ID)
    owners = {"1": str(user_id)} if who.get("installed") == "user" else {"0": str(guild_id or 0)}
    base: Payload = {
        "application_id": str(APPLICATION_ID), "type": kind, "version": 1, "attachment_size_limit": 10485760,
        "locale": who.get("locale", "en-US"), "entitlements": [], "app_permissions": str(ORDINARY), "data": data,
        "authorizing_integration_owners": owners,
    }  # fmt: skip
    if "at" in who:
        base["id"] = str(snowflake(who["at"]))
    if guild_id is None:
        direct = dm_channel(user_id)
        return base | {"user": user(user_id), "context": 1, "channel": direct, "channel_id": direct["id"]}
    place = who.get("channel") or channel(guild_id=guild_id)
    return base | {
        "guild_id": str(guild_id), "guild": {"id": str(guild_id), "features": [], "locale": "en-US"}, "context": 0,
        "guild_locale": "en-US", "channel": place, "channel_id": place["id"],
        "member": member(user_id, ORDINARY | who.get("permissions", 0)),
    }  # fmt: skip

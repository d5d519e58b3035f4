"""Interactions as Discord sends them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, TypedDict, Unpack

from discord.utils import time_snowflake

from tests.interface.wire import APPLICATION_ID, BOT_ID, Payload, user

__all__ = [
    "ADMINISTRATOR", "ASKER_ID", "CHANNEL_ID", "GUILD_ID", "MANAGE_SERVER", "STRANGER_ID", "channel", "choose", "guild",
    "member", "option", "press", "slash",
]  # fmt: skip

GUILD_ID = 1400000000000000001
CHANNEL_ID = 1400000000000000002
ASKER_ID = 1200000000000000002
STRANGER_ID = 1200000000000000003

ADMINISTRATOR = 1 << 3
MANAGE_SERVER = 1 << 5
_ORDINARY = (1 << 10) | (1 << 11)


class Who(TypedDict, total=False):
    """Say who sends an interaction, where and when."""

    locale: str
    user_id: int
    permissions: int
    guild_id: int | None
    at: datetime


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
    root, _, sub = name.partition(" ")
    listed: list[Payload] = list(options)
    if sub:
        listed = [{"name": sub, "type": 1, "options": listed}]
    data = {"id": "1", "name": root, "type": 1, "options": listed} | ({"resolved": resolved} if resolved else {})
    return _interaction(4 if autocomplete else 2, data, **who)


def press(message: Payload, custom_id: str, **who: Unpack[Who]) -> Payload:
    """Return a press on a button of `message`."""
    return _interaction(3, {"custom_id": custom_id, "component_type": 2}, **who) | {"message": message}


def choose(message: Payload, custom_id: str, *values: str, **who: Unpack[Who]) -> Payload:
    """Return a choice in a menu of `message`."""
    data = {"custom_id": custom_id, "component_type": 3, "values": list(values)}
    return _interaction(3, data, **who) | {"message": message}


def _interaction(kind: int, data: Payload, **who: Unpack[Who]) -> Payload:
    user_id, guild_id = who.get("user_id", ASKER_ID), who.get("guild_id", GUILD_ID)
    base: Payload = {
        "id": str(time_snowflake(who.get("at", datetime.now(UTC)))), "application_id": str(APPLICATION_ID),
        "type": kind, "token": "interaction-token", "version": 1, "attachment_size_limit": 10485760,
        "locale": who.get("locale", "en-US"), "entitlements": [], "authorizing_integration_owners": {},
        "app_permissions": str(_ORDINARY), "data": data,
    }  # fmt: skip
    if guild_id is None:
        return base | {"user": user(user_id), "context": 1, "channel": {"id": str(CHANNEL_ID), "type": 1}}
    return base | {
        "guild_id": str(guild_id), "guild": {"id": str(guild_id), "features": [], "locale": "en-US"}, "context": 0,
        "guild_locale": "en-US", "channel": channel(), "member": member(user_id, _ORDINARY | who.get("permissions", 0)),
    }  # fmt: skip


def member(user_id: int, permissions: int = _ORDINARY, roles: tuple[int, ...] = ()) -> Payload:
    """Return a member as sent with an interaction."""
    return {
        "user": user(user_id, bot=user_id == BOT_ID), "roles": [str(role) for role in roles], "flags": 0,
        "joined_at": "2024-01-01T00:00:00+00:00", "deaf": False, "mute": False, "permissions": str(permissions),
    }  # fmt: skip


def channel(channel_id: int = CHANNEL_ID, kind: int = 0, permissions: int = _ORDINARY) -> Payload:
    """Return a channel of a server."""
    return {
        "id": str(channel_id), "type": kind, "name": "papers", "position": 0, "permission_overwrites": [],
        "nsfw": False, "parent_id": None, "topic": None, "guild_id": str(GUILD_ID), "permissions": str(permissions),
        "rate_limit_per_user": 0,
    }  # fmt: skip


def guild(permissions: int = _ORDINARY, guild_id: int = GUILD_ID) -> Payload:
    """Return a server in which everybody, the bot too, has `permissions`."""
    everyone = {
        "id": str(guild_id), "name": "@everyone", "permissions": str(permissions), "position": 0, "color": 0,
        "hoist": False, "managed": False, "mentionable": False, "flags": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
    }  # fmt: skip
    return {
        "id": str(guild_id), "name": "Lab", "owner_id": "1", "roles": [everyone], "emojis": [], "features": [],
        "channels": [channel()], "members": [member(BOT_ID)], "threads": [], "member_count": 2, "large": False,
        "verification_level": 0, "default_message_notifications": 0, "explicit_content_filter": 0, "mfa_level": 0,
        "nsfw_level": 0, "premium_tier": 0, "preferred_locale": "en-US", "system_channel_flags": 0,
        "unavailable": False, "afk_timeout": 60, "icon": None, "voice_states": [], "presences": [],
        "stickers": [], "stage_instances": [],
        "guild_scheduled_events": [], "soundboard_sounds": [],
    }  # fmt: skip

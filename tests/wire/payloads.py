"""What Discord sends of people, servers and channels."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

__all__ = [
    "ADMINISTRATOR", "APPLICATION_ID", "ASKER_ID", "BOT_ID", "CHANNEL_ID", "GUILD_ID", "MANAGE_SERVER", "ORDINARY",
    "OWNER_ID", "READ_HISTORY", "STRANGER_ID", "TOKEN", "Payload", "channel", "dm_channel", "dm_id", "forum", "guild",
    "may", "member", "part", "parts", "role", "snowflake", "thread", "user",
]  # fmt: skip

Payload = dict[str, Any]

TOKEN = "MTE.secret-token.of-the-tests"
APPLICATION_ID = 1100000000000000001
BOT_ID = APPLICATION_ID
OWNER_ID = 1200000000000000001
ASKER_ID = 1200000000000000002
STRANGER_ID = 1200000000000000003
GUILD_ID = 1400000000000000001
CHANNEL_ID = 1400000000000000002

ADMINISTRATOR = 1 << 3
MANAGE_SERVER = 1 << 5
ORDINARY = (1 << 10) | (1 << 11)
READ_HISTORY = 1 << 16

_EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
_FIRST_DM = 1500000000000000000


def part(payload: Payload, key: str) -> Payload:
    """Return an object in a payload, an empty one where there is none or null."""
    return payload.get(key) or {}


def parts(payload: Payload, key: str) -> list[Payload]:
    """Return the objects of a list in a payload, none where there is no list or null."""
    return payload.get(key) or []


def snowflake(moment: datetime) -> int:
    """Return the first id of a moment."""
    return int((moment - _EPOCH).total_seconds() * 1000) << 22


def user(user_id: int, *, bot: bool = False) -> Payload:
    """Return a user."""
    name = f"user{user_id % 1000}"
    return {"id": str(user_id), "username": name, "discriminator": "0", "avatar": None, "global_name": name, "bot": bot}


def member(user_id: int, permissions: int = ORDINARY, roles: tuple[int, ...] = ()) -> Payload:
    """Return a member as sent with an interaction."""
    return {
        "user": user(user_id, bot=user_id == BOT_ID), "roles": [str(role) for role in roles], "flags": 0,
        "joined_at": "2024-01-01T00:00:00+00:00", "deaf": False, "mute": False, "permissions": str(permissions),
    }  # fmt: skip


def channel(
    channel_id: int = CHANNEL_ID, kind: int = 0, permissions: int = ORDINARY, guild_id: int = GUILD_ID
) -> Payload:
    """Return a channel of a server."""
    return {
        "id": str(channel_id), "type": kind, "name": "papers", "position": 0, "permission_overwrites": [],
        "nsfw": False, "parent_id": None, "topic": None, "guild_id": str(guild_id), "permissions": str(permissions),
        "rate_limit_per_user": 0, "last_message_id": None,
    }  # fmt: skip


def forum(channel_id: int, *tags: str, guild_id: int = GUILD_ID, required: bool = False) -> Payload:
    """Return a forum with tags of these names; where one is required, no post goes without."""
    return channel(channel_id, 15, guild_id=guild_id) | {
        "available_tags": [
            {"id": str(channel_id + 500 + number), "name": name, "moderated": False, "emoji_id": None,
             "emoji_name": None}
            for number, name in enumerate(tags)
        ],
        "flags": 1 << 4 if required else 0, "default_reaction_emoji": None, "default_sort_order": None,
        "default_forum_layout": 0, "template": "",
    }  # fmt: skip


def dm_id(user_id: int) -> int:
    """Return the id of the bot's direct messages with a user, which is always the same."""
    return _FIRST_DM + user_id % 10**17


def dm_channel(user_id: int) -> Payload:
    """Return the bot's direct messages with a user."""
    return {"id": str(dm_id(user_id)), "type": 1, "recipients": [user(user_id)], "last_message_id": None, "flags": 0}


def thread(thread_id: str, parent: Payload, asked: Payload, owner_id: int = BOT_ID) -> Payload:
    """Return a thread in `parent` as it was asked for."""
    return {
        "id": thread_id, "type": asked.get("type") or 11, "name": asked["name"], "parent_id": parent["id"],
        "guild_id": parent["guild_id"], "owner_id": str(owner_id), "last_message_id": None, "message_count": 0,
        "total_message_sent": 0, "member_count": 1, "rate_limit_per_user": asked.get("rate_limit_per_user") or 0,
        "flags": 0, "permissions": parent["permissions"], "applied_tags": asked.get("applied_tags") or [],
        "thread_metadata": {
            "archived": False, "locked": False, "auto_archive_duration": asked.get("auto_archive_duration") or 1440,
            "archive_timestamp": "2024-11-25T00:00:00+00:00", "create_timestamp": "2024-11-25T00:00:00+00:00",
        },
    }  # fmt: skip


def role(role_id: int, name: str = "readers", permissions: int = 0) -> Payload:
    """Return a role of a server."""
    return {
        "id": str(role_id), "name": name, "permissions": str(permissions), "position": 0, "color": 0,
        "hoist": False, "managed": False, "mentionable": False, "flags": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
    }  # fmt: skip


def may(server: Payload, place: Payload, permission: int) -> bool:
    """Tell whether the bot has a permission in a channel of a server, as its everyone role and the channel say."""
    granted = int(server["roles"][0]["permissions"])
    for overwrite in place.get("permission_overwrites") or ():
        if overwrite["id"] in (server["id"], str(BOT_ID)):
            granted = granted & ~int(overwrite["deny"]) | int(overwrite["allow"])
    return bool(granted & (permission | ADMINISTRATOR))


def guild(
    permissions: int = ORDINARY,
    guild_id: int = GUILD_ID,
    channels: tuple[Payload, ...] | None = None,
    roles: tuple[Payload, ...] = (),
) -> Payload:
    """Return a server in which everybody, the bot too, has `permissions`."""
    return {
        "id": str(guild_id), "name": "Lab", "owner_id": "1",
        "roles": [role(guild_id, "@everyone", permissions), *roles], "emojis": [], "features": [],
        "channels": [channel(guild_id=guild_id)] if channels is None else list(channels), "members": [member(BOT_ID)],
        "threads": [], "member_count": 2, "large": False,
        "verification_level": 0, "default_message_notifications": 0, "explicit_content_filter": 0, "mfa_level": 0,
        "nsfw_level": 0, "premium_tier": 0, "preferred_locale": "en-US", "system_channel_flags": 0,
        "unavailable": False, "afk_timeout": 60, "icon": None, "voice_states": [], "presences": [],
        "stickers": [], "stage_instances": [],
        "guild_scheduled_events": [], "soundboard_sounds": [],
    }  # fmt: skip

"""A server with roles of every kind: for topics, of the bot, and such as nobody should be able to take."""

from __future__ import annotations

from dataclasses import dataclass

from tests.wire.payloads import ADMINISTRATOR, BOT_ID, Payload, channel, guild, member, role
from tests.wire.roles import MANAGE_ROLES

__all__ = ["RoleIds", "role_guild"]

_BAN = 1 << 2


@dataclass(frozen=True, slots=True)
class RoleIds:
    """The ids of the roles of such a server.

    `first` and those behind it are for topics; those of `admins` and `helpers` manage roles, above and below them.
    """

    guild_id: int

    @property
    def first(self) -> int:
        return self.guild_id + 400

    @property
    def bot(self) -> int:
        return self.guild_id + 500

    @property
    def above(self) -> int:
        return self.guild_id + 501

    @property
    def managed(self) -> int:
        return self.guild_id + 502

    @property
    def banning(self) -> int:
        return self.guild_id + 503

    @property
    def ruling(self) -> int:
        return self.guild_id + 504

    @property
    def silent(self) -> int:
        return self.guild_id + 505

    @property
    def admins(self) -> int:
        return self.guild_id + 506

    @property
    def helpers(self) -> int:
        return self.guild_id + 507


def role_guild(guild_id: int, permissions: int, topics: int = 3, channels: int = 2) -> Payload:
    """Return a server in which the bot may manage the roles for topics."""
    ids = RoleIds(guild_id)
    roles = [
        role(ids.first + number, f"topic {number}") | {"position": 1, "mentionable": True} for number in range(topics)
    ]
    roles += [
        role(ids.bot, "papers", MANAGE_ROLES) | {"position": 5, "managed": True, "tags": {"bot_id": str(BOT_ID)}},
        role(ids.above, "elders") | {"position": 7},
        role(ids.managed, "boosters") | {"position": 2, "managed": True, "tags": {"premium_subscriber": None}},
        role(ids.banning, "sheriffs", _BAN) | {"position": 2},
        role(ids.ruling, "rulers", ADMINISTRATOR) | {"position": 2},
        role(ids.silent, "quiet ones") | {"position": 2},
        role(ids.helpers, "helpers", MANAGE_ROLES) | {"position": 1},
        role(ids.admins, "admins", MANAGE_ROLES) | {"position": 9},
    ]
    places = tuple(channel(guild_id + 1 + number, guild_id=guild_id) for number in range(channels))
    made = guild(permissions, guild_id, places, tuple(roles))
    made["members"] = [member(BOT_ID, roles=(ids.bot,))]
    return made

"""A server with roles, an admin of theirs, and what is offered in it."""

from __future__ import annotations

from tests.interface.conftest import Stage
from tests.interface.digest.digests import ALL
from tests.wire.payloads import CHANNEL_ID, GUILD_ID, OWNER_ID, STRANGER_ID, Payload
from tests.wire.people import Member
from tests.wire.role_guilds import RoleIds, role_guild
from tests.wire.roles import MANAGE_ROLES

__all__ = ["IDS", "MENU", "PICK", "admin", "held", "join_lab", "offer", "post", "reader"]

IDS = RoleIds(GUILD_ID)
PICK, MENU = "Pick topics", "No topics picked"


async def join_lab(stage: Stage, topics: int = 3) -> Payload:
    """Let the bot be in the server."""
    server = stage.wire.join(role_guild(GUILD_ID, ALL, topics))
    await stage.deliver("GUILD_CREATE", server)
    return server


def admin(stage: Stage, user_id: int = OWNER_ID, **who: object) -> Member:
    """Return a member who manages the roles."""
    stage.wire.rest.roles.hold(GUILD_ID, user_id, IDS.admins)
    return stage.member(**({"user_id": user_id, "permissions": MANAGE_ROLES} | who))


def reader(stage: Stage) -> Member:
    """Return a member without roles."""
    return stage.member(user_id=STRANGER_ID)


async def offer(stage: Stage, *topics: str) -> None:
    """Offer roles for topics, the first role for the first topic."""
    for number, topic in enumerate(topics):
        await admin(stage).slash("roles add", topic=topic, role=IDS.first + number)


async def post(stage: Stage) -> Payload:
    """Post the message, and return it."""
    await admin(stage).slash("roles post")
    return stage.wire.messages.listed(CHANNEL_ID)[0]


def held(stage: Stage, member: Member) -> set[int]:
    """Return the roles that a member has."""
    return set(map(int, stage.wire.rest.roles.of(GUILD_ID, member.user_id)))

"""Setting daily posts up, and a server in which the bot may post."""

from __future__ import annotations

from tests.interface.conftest import Stage
from tests.wire.interactions import option, slash
from tests.wire.payloads import CHANNEL_ID, GUILD_ID, MANAGE_SERVER, Payload, channel, guild

__all__ = ["ALL", "HISTORY", "OTHER_ID", "ROLE_ID", "SEND", "THREADS", "VIEW", "join", "role", "run", "set_up"]

OTHER_ID = 1400000000000000009
ROLE_ID = 1400000000000000077
VIEW, SEND, HISTORY, MENTION = 1 << 10, 1 << 11, 1 << 16, 1 << 17
THREADS = (1 << 35) | (1 << 38)
ALL = VIEW | SEND | HISTORY | THREADS


def role(*, mentionable: bool = True, managed: bool = False, role_id: int = ROLE_ID) -> Payload:
    """Return a role of the server."""
    return {
        "id": str(role_id), "name": "readers", "permissions": "0", "position": 1, "color": 0, "hoist": False,
        "managed": managed, "mentionable": mentionable, "flags": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
    }  # fmt: skip


def join(stage: Stage, permissions: int = ALL, *roles: Payload) -> None:
    """Put the bot into the server, which has two channels."""
    server = guild(permissions)
    server["channels"].append(channel(OTHER_ID) | {"name": "news"})
    server["roles"] += roles
    stage.bot._connection._add_guild_from_data(server)  # pyright: ignore[reportPrivateUsage, reportArgumentType]


def set_up(
    *options: Payload,
    locale: str = "en-US",
    permissions: int = MANAGE_SERVER,
    kind: int = 0,
    channel_id: int = CHANNEL_ID,
    pinged: Payload | None = None,
    notices: int | None = None,
) -> Payload:
    """Return /digest set for a channel, at 09:00 in Seoul unless the options say otherwise."""
    given = {one["name"] for one in options}
    usual = [one for one in (option("time", "09:00"), option("timezone", "Asia/Seoul")) if one["name"] not in given]
    resolved: Payload = {"channels": {str(channel_id): channel(channel_id, kind=kind)}}
    listed = [{"name": "channel", "type": 7, "value": str(channel_id)}, *usual, *options]
    if pinged is not None:
        listed.append({"name": "role", "type": 8, "value": pinged["id"]})
        resolved["roles"] = {pinged["id"]: pinged}
    if notices is not None:
        listed.append({"name": "notices", "type": 7, "value": str(notices)})
        resolved["channels"][str(notices)] = channel(notices)
    return slash("digest set", *listed, locale=locale, permissions=permissions, resolved=resolved, guild_id=GUILD_ID)


def run(name: str, channel_id: int | None = None, *, locale: str = "en-US") -> Payload:
    """Return another /digest command, for a channel if one is named."""
    if channel_id is None:
        return slash(f"digest {name}", permissions=MANAGE_SERVER, locale=locale)
    where = {"name": "channel", "type": 7, "value": str(channel_id)}
    resolved = {"channels": {str(channel_id): channel(channel_id)}}
    return slash(f"digest {name}", where, permissions=MANAGE_SERVER, locale=locale, resolved=resolved)

"""The roles that members have, and what Discord lets the bot do about them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from tests.wire.payloads import ADMINISTRATOR, BOT_ID, Payload
from tests.wire.requests import Refusal, Request

__all__ = ["MANAGE_ROLES", "Roles"]

MANAGE_ROLES = 1 << 28
_LONGEST_REASON = 512


@dataclass
class Roles:
    """Keep who has which roles, by server and user; `done` are the changes with their reasons, the last one last."""

    guilds: list[Payload]
    held: defaultdict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    done: list[tuple[str, str, str, str | None]] = field(default_factory=list[tuple[str, str, str, str | None]])

    def of(self, guild_id: int | str, user_id: int | str) -> list[str]:
        """Return the roles of a member."""
        return list(self.held[str(guild_id), str(user_id)])

    def hold(self, guild_id: int, user_id: int, *role_ids: int) -> None:
        """Let a member have roles that somebody else gave them."""
        self.held[str(guild_id), str(user_id)] += map(str, role_ids)

    def give(self, request: Request, at: tuple[str, ...]) -> None:
        """Give a member a role, who may have it already."""
        roles = self._changeable(*at)
        if at[2] not in roles:
            roles.append(at[2])
        self._note("give", request, at)

    def take(self, request: Request, at: tuple[str, ...]) -> None:
        """Take a role from a member, who may not have it."""
        roles = self._changeable(*at)
        if at[2] in roles:
            roles.remove(at[2])
        self._note("take", request, at)

    def _note(self, act: str, request: Request, at: tuple[str, ...]) -> None:
        assert request.reason is None or len(request.reason) <= _LONGEST_REASON
        self.done.append((act, at[1], at[2], request.reason))

    def _changeable(self, guild_id: str, user_id: str, role_id: str) -> list[str]:
        """Return the roles of a member where the bot may change this one of them."""
        guild = next((one for one in self.guilds if one["id"] == guild_id), None)
        if guild is None:
            raise Refusal(403, 50001, "Missing Access")
        known = {role["id"]: role for role in guild["roles"]}
        if role_id not in known:
            raise Refusal(404, 10011, "Unknown Role")
        own = next(member["roles"] for member in guild["members"] if member["user"]["id"] == str(BOT_ID))
        mine = [known[one] for one in (guild_id, *own) if one in known]
        granted = any(int(role["permissions"]) & (MANAGE_ROLES | ADMINISTRATOR) for role in mine)
        highest = max(_rank(role) for role in mine)
        role = known[role_id]
        if not granted or role["managed"] or role_id == guild_id or _rank(role) >= highest:
            raise Refusal(403, 50013, "Missing Permissions")
        return self.held[guild_id, user_id]


def _rank(role: Payload) -> tuple[int, int]:
    """Return how high a role stands: of two in one place the older is above."""
    return role["position"], -int(role["id"])

"""Why the bot cannot give a role to who asks for it, or must not, and how that is mended."""

from __future__ import annotations

import discord

from bot.interface.ui.permissions import permission_names
from bot.texts import Text

__all__ = ["obstacle", "rank_obstacle"]

_GONE = Text(
    "The role was deleted: end its topic with /roles remove.",
    "역할이 삭제되었습니다. /역할 빼기로 그 주제를 빼 주세요.",
)
_EVERYONE = Text(
    "Everybody has @everyone already: pick another role.",
    "@everyone은 모두가 이미 가진 역할입니다. 다른 역할을 골라 주세요.",
)
_MANAGED = Text(
    "{role} is given by Discord or an app, not by hand: pick another role.",
    "{role} 역할은 Discord나 앱이 부여하는 역할이라 줄 수 없습니다. 다른 역할을 골라 주세요.",
)
_DANGEROUS = Text(
    "{role} lets people do what not everybody should: {permissions}. Take that from the role or pick another one.",
    "{role} 역할에는 누구나 가져서는 안 되는 권한이 있습니다: {permissions}. 역할에서 이 권한을 빼거나 다른 역할을 "
    "골라 주세요.",
)
_NO_OWN_ROLE = Text(
    "To give {role} I need a role of my own that stands above it and has Manage Roles: create one under "
    "Server Settings → Roles and give it to me.",
    "{role} 역할을 주려면 그보다 위에 있고 역할 관리하기 권한이 있는 역할이 봇에게 있어야 합니다. 서버 설정 → 역할에서 "
    "만들어 봇에게 주세요.",
)
_MAY_NOT = Text(
    "I lack Manage Roles: turn it on for my role {own} under Server Settings → Roles.",
    "봇에게 역할 관리하기 권한이 없습니다. 서버 설정 → 역할에서 봇의 역할 {own}에 이 권한을 켜 주세요.",
)
_ABOVE_BOT = Text(
    "{role} stands above my own role: drag {own} above it under Server Settings → Roles.",
    "{role} 역할이 봇의 역할보다 위에 있습니다. 서버 설정 → 역할에서 {own} 역할을 그 위로 끌어 올려 주세요.",
)
_ABOVE_ADMIN = Text(
    "{role} does not stand below your highest role, so you cannot hand it out: ask somebody whose role is above it.",
    "{role} 역할이 내 가장 높은 역할보다 아래에 있지 않아 나누어 줄 수 없습니다. 더 높은 역할을 가진 사람에게 "
    "부탁해 주세요.",
)


def obstacle(guild: discord.Guild, role_id: int) -> Text | None:
    """Return why the bot cannot give a role to members, or must not; None where nothing is in the way."""
    role = guild.get_role(role_id)
    return _GONE if role is None else _unfit(role) or _out_of_reach(role)


def rank_obstacle(member: discord.Member, role: discord.Role) -> Text | None:
    """Return why a member may not decide who gets a role: Discord lets them manage the roles below their own only."""
    if member.guild.owner_id == member.id or role < member.top_role:
        return None
    return _ABOVE_ADMIN.fill(role=f"@{role.name}")


def _unfit(role: discord.Role) -> Text | None:
    """Return why nobody should be given a role on request."""
    if role.is_default():
        return _EVERYONE
    if role.managed or (role.tags is not None and role.tags.is_guild_connection()):
        return _MANAGED.fill(role=f"@{role.name}")
    if dangers := _dangers(role):
        return _DANGEROUS.fill(role=f"@{role.name}", permissions=permission_names(dangers))
    return None


def _out_of_reach(role: discord.Role) -> Text | None:
    """Return what the bot lacks to give a role."""
    me = role.guild.me
    own = role.guild.self_role or me.top_role
    if own.is_default():
        return _NO_OWN_ROLE.fill(role=f"@{role.name}")
    if not me.guild_permissions.manage_roles:
        return _MAY_NOT.fill(own=f"@{own.name}")
    return None if role.is_assignable() else _ABOVE_BOT.fill(role=f"@{role.name}", own=f"@{own.name}")


def _dangers(role: discord.Role) -> list[str]:
    """Return the permissions to manage a server or its people that a role has beyond those that everybody has."""
    managing = discord.Permissions.elevated() | discord.Permissions(
        mention_everyone=True,
        manage_nicknames=True,
        manage_events=True,
        view_audit_log=True,
        mute_members=True,
        deafen_members=True,
        move_members=True,
    )
    beyond = role.permissions.value & managing.value & ~role.guild.default_role.permissions.value
    return [name for name, granted in discord.Permissions(beyond) if granted]

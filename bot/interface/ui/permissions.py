"""Authorisation: the bot's admins, and permissions by their displayed names."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import discord

from bot.errors import ForbiddenError
from bot.interface.ui.throttle import Cooldowns
from bot.texts import Text

if TYPE_CHECKING:
    from bot.interface.ui.language import Interaction

__all__ = ["Admins", "can_ping", "owners", "permission_names"]

# A new admin waits at most this long.
_STRANGER_FOR = timedelta(minutes=5)

_ADMINS_ONLY = Text(
    "Only the admins of this bot may do that.",
    "이 봇의 관리자만 사용할 수 있습니다.",
)

_NAMES = {
    "administrator": Text("Administrator", "관리자"),
    "manage_guild": Text("Manage Server", "서버 관리하기"),
    "manage_messages": Text("Manage Messages", "메시지 관리하기"),
    "read_messages": Text("View Channel", "채널 보기"),
    "view_channel": Text("View Channel", "채널 보기"),
    "send_messages": Text("Send Messages", "메시지 보내기"),
    "create_posts": Text("Create Posts", "포스트 만들기"),
    "read_message_history": Text("Read Message History", "메시지 기록 보기"),
    "attach_files": Text("Attach Files", "파일 첨부하기"),
    "create_public_threads": Text("Create Public Threads", "공개 스레드 만들기"),
    "send_messages_in_threads": Text("Send Messages in Threads", "스레드에서 메시지 보내기"),
    "manage_roles": Text("Manage Roles", "역할 관리하기"),
    "manage_channels": Text("Manage Channels", "채널 관리하기"),
    "manage_threads": Text("Manage Threads", "스레드 관리하기"),
    "manage_webhooks": Text("Manage Webhooks", "웹후크 관리하기"),
    "manage_expressions": Text("Manage Expressions", "표현 관리하기"),
    "manage_nicknames": Text("Manage Nicknames", "별명 관리하기"),
    "manage_events": Text("Manage Events", "이벤트 관리하기"),
    "kick_members": Text("Kick Members", "멤버 추방하기"),
    "ban_members": Text("Ban Members", "멤버 차단하기"),
    "moderate_members": Text("Timeout Members", "멤버 타임아웃하기"),
    "mute_members": Text("Mute Members", "멤버 마이크 음소거하기"),
    "deafen_members": Text("Deafen Members", "멤버 헤드셋 음소거하기"),
    "move_members": Text("Move Members", "멤버 이동하기"),
    "view_audit_log": Text("View Audit Log", "감사 로그 보기"),
    "mention_everyone": Text("Mention @everyone, @here, and All Roles", "@everyone, @here, 모든 역할 멘션하기"),
}


def permission_names(permissions: Iterable[str]) -> Text:
    """Return the names of `permissions` as Discord shows them."""
    names = [_NAMES.get(name) or Text(plain := name.replace("_", " ").title(), plain) for name in permissions]
    return Text(", ".join(name.en for name in names), ", ".join(name.ko for name in names))


class Admins:
    """The bot's admins: the owners of the application, and administrators of the servers in `guild_ids`."""

    def __init__(self, guild_ids: Collection[int], now: Callable[[], datetime]) -> None:
        self._guild_ids = guild_ids
        self._now = now
        # Looking up a stranger costs a request per server, and anybody may retry.
        self._strangers = Cooldowns(_STRANGER_FOR)

    async def require(self, interaction: Interaction) -> None:
        """Raise ForbiddenError unless the person is an admin; non-admins are not looked up again for a while."""
        bot, user_id = interaction.client, interaction.user.id
        if bot.application is not None and user_id in owners(bot.application):
            return
        if interaction.guild_id in self._guild_ids and interaction.permissions.administrator:
            return
        if not self._strangers.has(user_id, self._now()):
            for guild_id in self._guild_ids:
                guild = bot.get_guild(guild_id)
                if guild is not None and guild_id != interaction.guild_id and await _administers(guild, user_id):
                    return
            self._strangers.begin(user_id, self._now())
        raise ForbiddenError(_ADMINS_ONLY)


def can_ping(role: discord.Role, granted: discord.Permissions) -> bool:
    """Tell whether who is `granted` these permissions can ping a role."""
    return role.mentionable or granted.mention_everyone


def owners(application: discord.AppInfo) -> set[int]:
    """Return the owner, or those of the owning team who may change the application."""
    team = application.team
    if team is None:
        return {application.owner.id}
    trusted = (discord.TeamMemberRole.admin, discord.TeamMemberRole.developer)
    members = {
        member.id
        for member in team.members
        if member.role in trusted and member.membership_state is discord.TeamMembershipState.accepted
    }
    return members if team.owner_id is None else members | {team.owner_id}


async def _administers(guild: discord.Guild, user_id: int) -> bool:
    try:
        member = await guild.fetch_member(user_id)
    except discord.NotFound:
        return False
    return member.guild_permissions.administrator

"""What the doctor says of the roles that posts ping for topics."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import discord

from bot.interface.digest.targets import target_in
from bot.interface.ui.markup import inline
from bot.interface.ui.permissions import can_ping
from bot.storage.topic_roles import TopicRole
from bot.texts import Text

__all__ = ["topic_role_lines"]

_TOPICS_UNITS = 300

_PINGS = Text("✅ Topic roles that I can ping: {count}", "✅ 알림을 보낼 수 있는 주제별 역할: {count}개")
_NO_PING = Text(
    "❌ I cannot ping these topic roles: {roles}. Let anyone mention them in their settings, or grant me "
    "“Mention @everyone, @here, and All Roles” here.",
    "❌ 알림을 보낼 수 없는 주제별 역할: {roles}. 역할 설정에서 멘션을 허용하거나 이 채널에서 봇에게 "
    "“@everyone, @here, 모든 역할 멘션하기” 권한을 주세요.",
)
_GONE = Text(
    "❌ The roles of these topics were deleted: {topics}. End them with /roles remove.",
    "❌ 역할이 삭제된 주제: {topics}. /역할 빼기로 빼 주세요.",
)


def topic_role_lines(guild: discord.Guild, channel_id: int, offered: Sequence[TopicRole]) -> Iterator[Text]:
    """Yield which topic roles can be pinged in a channel and which cannot; nothing where none are offered."""
    channel = target_in(guild, channel_id)
    if channel is None:
        return
    granted = channel.permissions_for(guild.me)
    roles = {item.role_id: role for item in offered if (role := guild.get_role(item.role_id)) is not None}
    silent = [role_id for role_id, role in roles.items() if not can_ping(role, granted)]
    if len(roles) > len(silent):
        yield _PINGS.fill(count=len(roles) - len(silent))
    if silent:
        yield _NO_PING.fill(roles=", ".join(f"<@&{role_id}>" for role_id in silent))
    if gone := [item.topic for item in offered if item.role_id not in roles]:
        yield _GONE.fill(topics=inline(", ".join(gone), _TOPICS_UNITS))

"""What the bot may do in the channel of a daily post, and how it posts there."""

from __future__ import annotations

from collections.abc import Iterator

import discord

from bot.interface.digest.forum_tags import fallback_tag, needs_tag
from bot.interface.digest.targets import Target, target_in
from bot.interface.ui.permissions import can_ping, permission_names
from bot.storage.digests.values import Subscription
from bot.texts import Language, Text

__all__ = ["missing_in", "rights", "venue_line", "warnings"]

# Discord calls the same permission otherwise in forums.
_GRANTS = {"create_posts": "send_messages"}

_UNSEEN = Text(
    "❌ I cannot see this channel: it was deleted, or I lack View Channel. Grant it there, or use /digest off.",
    "❌ 채널이 보이지 않습니다. 삭제되었거나 채널 보기 권한이 없습니다. 권한을 주거나 /일일소식 끄기로 끝내 주세요.",
)
_GRANTED = Text("✅ {name}", "✅ {name}")
_DENIED = Text(
    "❌ {name}: grant it to me in the channel's settings, under Permissions.",
    "❌ {name}: 채널 설정의 권한 메뉴에서 봇에게 허용해 주세요.",
)
_BLIND = Text(
    "Without Read Message History I cannot see whether a post got through when Discord's answer was lost: "
    "I then rather stay silent than post twice.",
    "메시지 기록 보기 권한이 없으면 Discord의 응답이 끊겼을 때 소식이 올라갔는지 확인할 수 없습니다. "
    "이때는 두 번 올리지 않도록 올리지 않고 둡니다.",
)
_PINGS = Text("✅ I can ping <@&{role}>", "✅ <@&{role}> 역할에 알림을 보낼 수 있습니다")
_NO_PING = Text(
    "❌ I cannot ping <@&{role}>: let anyone mention the role in its settings, or grant me "
    "“Mention @everyone, @here, and All Roles”.",
    "❌ <@&{role}> 역할에 알림을 보낼 수 없습니다. 역할 설정에서 멘션을 허용하거나 봇에게 "
    "“@everyone, @here, 모든 역할 멘션하기” 권한을 주세요.",
)
_NO_NOTICES = Text(
    "❌ I cannot write in <#{channel}>, the channel for trouble: grant me View Channel and Send Messages there.",
    "❌ 문제를 알릴 <#{channel}> 채널에 쓸 수 없습니다. 채널 보기와 메시지 보내기 권한을 봇에게 주세요.",
)
_ROLE_GONE = Text(
    "❌ The role to ping was deleted: pick another one with /digest set.",
    "❌ 알림 역할이 삭제되었습니다. /일일소식 설정에서 다른 역할을 골라 주세요.",
)
_NO_TAG = Text(
    "❌ This forum requires a tag: add one named Papers, which posts get that fit no other tag, or turn off “Require "
    "people to select tags” in its settings.",
    "❌ 이 포럼은 태그가 필요합니다. 다른 태그가 맞지 않는 글에 붙일 “논문” 태그를 추가하거나, 포럼 설정에서 태그 필수 "
    "설정을 꺼 주세요.",
)
_NO_CHART = Text(
    "ℹ️ Without Attach Files the weekly or monthly post has no chart.",
    "ℹ️ 파일 첨부하기 권한이 없어 주간·월간 소식에 그래프를 넣지 못합니다.",
)
_FORUM_OF_DAYS = Text(
    "🗂️ A forum: one post a day, with the tags named like its topics and keywords",
    "🗂️ 포럼: 하루에 글 하나. 주제나 키워드와 이름이 같은 태그를 붙입니다",
)
_FORUM_OF_PAPERS = Text(
    "🗂️ A forum: one post for each paper, with the tags named like its topics and keywords",
    "🗂️ 포럼: 논문마다 글 하나. 주제나 키워드와 이름이 같은 태그를 붙입니다",
)
_PUBLISHED = Text(
    "📣 Announcements: each post is published to the servers that follow this channel",
    "📣 공지 채널: 소식을 이 채널을 팔로우하는 서버에도 발행합니다",
)
_UNPUBLISHED = Text(
    "📣 Announcements: posts are not published to the servers that follow this channel",
    "📣 공지 채널: 소식을 이 채널을 팔로우하는 서버에는 발행하지 않습니다",
)


def missing_in(channel: Target, subscription: Subscription) -> list[str]:
    """Return the permissions that the bot lacks in `channel`, by the names that `permission_names` takes."""
    granted = channel.permissions_for(channel.guild.me)
    return [name for name in _needed_for(channel, subscription) if not getattr(granted, _GRANTS.get(name, name))]


def warnings(guild: discord.Guild, subscription: Subscription, language: Language) -> str:
    """Return what will not work as it is set up, as markdown; nothing where all will."""
    lines = (text.in_(language) for text in rights(guild, subscription))
    return "\n".join(line for line in lines if line.startswith("❌"))


def rights(guild: discord.Guild, subscription: Subscription) -> Iterator[Text]:
    """Yield what the bot may do where it is to post, and what it lacks."""
    channel = target_in(guild, subscription.channel_id)
    if channel is None:
        yield _UNSEEN
        return
    missing = missing_in(channel, subscription)
    for name in _needed_for(channel, subscription):
        yield (_DENIED if name in missing else _GRANTED).fill(name=permission_names([name]))
    if "read_message_history" in missing:
        yield _BLIND
    if isinstance(channel, discord.ForumChannel) and needs_tag(channel) and fallback_tag(channel) is None:
        yield _NO_TAG
    in_forum = isinstance(channel, discord.ForumChannel)
    if subscription.review is not None and not in_forum and not channel.permissions_for(guild.me).attach_files:
        yield _NO_CHART
    if subscription.role_id is not None:
        yield _ping(guild.get_role(subscription.role_id), channel)
    yield from _second_channel(guild, subscription)


def venue_line(guild: discord.Guild, subscription: Subscription) -> Text | None:
    """Return how posts appear in a forum or an announcement channel, None elsewhere."""
    channel = target_in(guild, subscription.channel_id)
    if isinstance(channel, discord.ForumChannel):
        return _FORUM_OF_PAPERS if subscription.threads == "papers" else _FORUM_OF_DAYS
    if channel is None or not channel.is_news():
        return None
    return _PUBLISHED if subscription.publish else _UNPUBLISHED


def _needed_for(channel: Target, subscription: Subscription) -> tuple[str, ...]:
    """Return the permissions that posting takes, by discord.py's names."""
    if isinstance(channel, discord.ForumChannel):
        return ("view_channel", "create_posts", "read_message_history")
    needed = ["view_channel", "send_messages", "read_message_history"]
    if subscription.threads != "none":
        needed += ["create_public_threads", "send_messages_in_threads"]
    return tuple(needed)


def _ping(role: discord.Role | None, channel: Target) -> Text:
    if role is None:
        return _ROLE_GONE
    allowed = can_ping(role, channel.permissions_for(channel.guild.me))
    return (_PINGS if allowed else _NO_PING).fill(role=role.id)


def _second_channel(guild: discord.Guild, subscription: Subscription) -> Iterator[Text]:
    """Say where trouble cannot be told in the channel that was chosen for it."""
    if subscription.notice_channel_id is None:
        return
    channel = guild.get_channel(subscription.notice_channel_id)
    granted = channel.permissions_for(guild.me) if isinstance(channel, discord.TextChannel) else None
    if granted is None or not (granted.view_channel and granted.send_messages):
        yield _NO_NOTICES.fill(channel=subscription.notice_channel_id)

"""The doctor of a daily post: may the bot post there, when will it, and what became of the last posts?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

import discord
from discord.utils import format_dt

from bot.digest.how_often import post_name
from bot.digest.leads import review_name
from bot.digest.schedule import State, next_run
from bot.interface.ui.markup import inline
from bot.interface.ui.permissions import permission_names
from bot.storage.digests.values import Delivery, Subscription
from bot.texts import Language, Text

__all__ = ["diagnosis", "missing_in", "needed_for", "warnings"]

_REASON_UNITS = 120

_CHANNEL = Text("## {post} in <#{channel}>", "## <#{channel}>의 {post}")
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
_NEXT = Text("🕘 Next post: {moment} ({relative})", "🕘 다음 소식: {moment} ({relative})")
_PAUSED = Text("⏸️ Paused: /digest resume starts it again.", "⏸️ 멈춤: /일일소식 다시시작으로 다시 시작할 수 있습니다.")
_NEWEST = Text("📚 Newest listing: {day}", "📚 최신 목록: {day}")
_NO_LISTING = Text(
    "📚 No listing is loaded: put listings in the folder and use /corpus reload.",
    "📚 불러온 목록이 없습니다. 목록 폴더에 파일을 넣고 /자료 다시읽기를 실행해 주세요.",
)
_QUIET = Text("💤 {reason}", "💤 {reason}")
_HIGHLIGHTS = Text("{day} (highlights)", "{day} (지난 논문)")
_REVIEW = Text("{day} ({name})", "{day} ({name})")
_NO_CHART = Text(
    "ℹ️ Without Attach Files the weekly or monthly post has no chart.",
    "ℹ️ 파일 첨부하기 권한이 없어 주간·월간 소식에 그래프를 넣지 못합니다.",
)
_HISTORY = Text("**Last posts**", "**최근 소식**")
_NO_HISTORY = Text("Nothing was posted yet.", "아직 올린 소식이 없습니다.")
_SENT = Text("✅ {day}: [posted]({link})", "✅ {day}: [올림]({link})")
_SENT_BUT = Text("⚠️ {day}: [posted]({link}), but {reason}", "⚠️ {day}: [올림]({link}), 다만 {reason}")
_CLAIMED = Text("⏳ {day}: on its way", "⏳ {day}: 올리는 중")
_WAITING = Text("⏳ {day}: {reason}; next try {moment}", "⏳ {day}: {reason}, 다음 시도 {moment}")
_FAILED = Text(
    "❌ {day}: {reason}. Given up after a day; the papers are in /top.",
    "❌ {day}: {reason}. 하루 동안 시도한 뒤 그만두었습니다. 논문은 /인기에서 볼 수 있습니다.",
)
_UNKNOWN = Text("not known why", "이유를 알 수 없음")


def needed_for(subscription: Subscription) -> tuple[str, ...]:
    """Return the permissions that posting takes, by discord.py's names."""
    needed = ["view_channel", "send_messages", "read_message_history"]
    if subscription.threads != "none":
        needed += ["create_public_threads", "send_messages_in_threads"]
    return tuple(needed)


def missing_in(channel: discord.TextChannel, subscription: Subscription) -> list[str]:
    """Return the permissions that the bot lacks in `channel`."""
    granted = channel.permissions_for(channel.guild.me)
    return [name for name in needed_for(subscription) if not getattr(granted, name)]


def warnings(guild: discord.Guild, subscription: Subscription, language: Language) -> str:
    """Return what will not work as it is set up, as markdown; nothing where all will."""
    lines = (text.in_(language) for text in _rights(guild, subscription))
    return "\n".join(line for line in lines if line.startswith("❌"))


def diagnosis(
    guild: discord.Guild,
    subscription: Subscription,
    history: Sequence[tuple[Delivery, State]],
    newest: date | None,
    quiet: Text | None,
    now: datetime,
    language: Language,
) -> str:
    """Return what an admin should know about a daily post, as markdown.

    `newest` is the newest listing day; `quiet` is why there is nothing to post, None where there is something.
    """
    name = post_name(subscription)
    post = Text(name.en.capitalize(), name.ko)
    texts = [
        _CHANNEL.fill(channel=subscription.channel_id, post=post),
        *_rights(guild, subscription),
        *_coming(subscription, now),
    ]
    texts.append(_NO_LISTING if newest is None else _NEWEST.fill(day=newest))
    if quiet is not None and newest is not None:
        texts.append(_QUIET.fill(reason=quiet))
    lines = [text.in_(language) for text in texts]
    lines.append((_HISTORY if history else _NO_HISTORY).in_(language))
    lines += [_became(delivery, state).in_(language) for delivery, state in history]
    return "\n".join(lines)


def _rights(guild: discord.Guild, subscription: Subscription) -> Iterator[Text]:
    channel = guild.get_channel(subscription.channel_id)
    if not isinstance(channel, discord.TextChannel):
        yield _UNSEEN
        return
    missing = missing_in(channel, subscription)
    for name in needed_for(subscription):
        yield (_DENIED if name in missing else _GRANTED).fill(name=permission_names([name]))
    if "read_message_history" in missing:
        yield _BLIND
    if subscription.review is not None and not channel.permissions_for(guild.me).attach_files:
        yield _NO_CHART
    if subscription.role_id is not None:
        yield _ping(guild.get_role(subscription.role_id), channel)
    yield from _second_channel(guild, subscription)


def _ping(role: discord.Role | None, channel: discord.TextChannel) -> Text:
    if role is None:
        return _ROLE_GONE
    allowed = role.mentionable or channel.permissions_for(channel.guild.me).mention_everyone
    return (_PINGS if allowed else _NO_PING).fill(role=role.id)


def _second_channel(guild: discord.Guild, subscription: Subscription) -> Iterator[Text]:
    """Say where trouble cannot be told in the channel that was chosen for it."""
    if subscription.notice_channel_id is None:
        return
    channel = guild.get_channel(subscription.notice_channel_id)
    granted = channel.permissions_for(guild.me) if isinstance(channel, discord.TextChannel) else None
    if granted is None or not (granted.view_channel and granted.send_messages):
        yield _NO_NOTICES.fill(channel=subscription.notice_channel_id)


def _coming(subscription: Subscription, now: datetime) -> Iterator[Text]:
    moment = next_run(subscription, now)
    if moment is None:
        yield _PAUSED
    else:
        yield _NEXT.fill(moment=format_dt(moment, "f"), relative=format_dt(moment, "R"))


def _named(delivery: Delivery) -> Text | date:
    """Return what a post is called: by its day, and by its kind where that is not a listing."""
    if delivery.kind in ("week", "month"):
        return _REVIEW.fill(day=delivery.day, name=review_name("week" if delivery.kind == "week" else "month"))
    return _HIGHLIGHTS.fill(day=delivery.day) if delivery.kind == "highlights" else delivery.day


def _became(delivery: Delivery, state: State) -> Text:
    link = f"https://discord.com/channels/{delivery.guild_id}/{delivery.channel_id}/{delivery.message_id}"
    error = delivery.last_error or _UNKNOWN
    day = _named(delivery)
    reason = Text(inline(error.en, _REASON_UNITS), inline(error.ko, _REASON_UNITS))
    match state:
        case "sent" if delivery.last_error is not None:
            return _SENT_BUT.fill(day=day, link=link, reason=reason)
        case "sent":
            return _SENT.fill(day=day, link=link)
        case "waiting" if delivery.retry_at is not None:
            return _WAITING.fill(day=day, reason=reason, moment=format_dt(delivery.retry_at, "R"))
        case "failed":
            return _FAILED.fill(day=day, reason=reason)
        case _:
            return _CLAIMED.fill(day=day)

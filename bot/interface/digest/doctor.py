"""The doctor of a daily post: may the bot post there, when will it, and what became of the last posts?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

import discord
from discord.utils import format_dt

from bot.digest.how_often import post_name
from bot.digest.leads import review_name
from bot.digest.schedule import State, next_run
from bot.interface.digest.rights import rights, venue_line
from bot.interface.digest.topic_role_lines import topic_role_lines
from bot.interface.ui.markup import inline
from bot.storage.digests.values import Delivery, Subscription
from bot.storage.topic_roles import TopicRole
from bot.texts import Language, Text

__all__ = ["delivery_lines", "diagnosis"]

_REASON_UNITS = 120

_CHANNEL = Text("## {post} in <#{channel}>", "## <#{channel}>의 {post}")
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
_HISTORY = Text("**Last posts**", "**최근 소식**")
_NO_HISTORY = Text("Nothing was posted yet.", "아직 올린 소식이 없습니다.")
_SENT = Text("✅ {day}: [posted]({link}) {moment}", "✅ {day}: [올림]({link}) {moment}")
_SENT_BUT = Text("⚠️ {day}: [posted]({link}) {moment}, but {reason}", "⚠️ {day}: [올림]({link}) {moment}, 다만 {reason}")
_CLAIMED = Text("⏳ {day}: on its way", "⏳ {day}: 올리는 중")
_WAITING = Text("⏳ {day}: {reason}; next try {moment}", "⏳ {day}: {reason}, 다음 시도 {moment}")
_FAILED = Text(
    "❌ {day}: {reason}. Given up after a day; the papers are in /top.",
    "❌ {day}: {reason}. 하루 동안 시도한 뒤 그만두었습니다. 논문은 /인기에서 볼 수 있습니다.",
)
_UNKNOWN = Text("not known why", "이유를 알 수 없음")


def diagnosis(
    guild: discord.Guild,
    subscription: Subscription,
    history: Sequence[tuple[Delivery, State]],
    newest: date | None,
    quiet: Text | None,
    stages: str,
    topic_roles: Sequence[TopicRole],
    now: datetime,
    language: Language,
) -> str:
    """Return what an admin should know about a daily post, as markdown.

    `newest` is the newest listing day; `quiet` is why there is nothing to post, None where there is something; `stages`
    is markdown on the papers of that day.
    """
    name = post_name(subscription)
    post = Text(name.en.capitalize(), name.ko)
    texts = [_CHANNEL.fill(channel=subscription.channel_id, post=post), *rights(guild, subscription)]
    texts += topic_role_lines(guild, subscription.channel_id, topic_roles)
    texts += [line] if (line := venue_line(guild, subscription)) else []
    texts += _coming(subscription, now)
    texts.append(_NO_LISTING if newest is None else _NEWEST.fill(day=newest))
    if quiet is not None and newest is not None:
        texts.append(_QUIET.fill(reason=quiet))
    lines = [text.in_(language) for text in texts]
    lines += [stages] if stages else []
    return "\n".join([*lines, delivery_lines(guild, history, language)])


def delivery_lines(guild: discord.Guild, history: Sequence[tuple[Delivery, State]], language: Language) -> str:
    """Return what became of posts, as markdown."""
    lines = [_became(guild, delivery, state) for delivery, state in history]
    return "\n".join(text.in_(language) for text in [_HISTORY if history else _NO_HISTORY, *lines])


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


def _became(guild: discord.Guild, delivery: Delivery, state: State) -> Text:
    in_forum = isinstance(guild.get_channel(delivery.channel_id), discord.ForumChannel)
    # A post in a forum is a thread, a channel of its own.
    place = f"{delivery.guild_id}" if in_forum else f"{delivery.guild_id}/{delivery.channel_id}"
    link = f"https://discord.com/channels/{place}/{delivery.message_id}"
    moment = format_dt(delivery.sent_at, "f") if delivery.sent_at else ""
    error = delivery.last_error or _UNKNOWN
    day = _named(delivery)
    reason = Text(inline(error.en, _REASON_UNITS), inline(error.ko, _REASON_UNITS))
    match state:
        case "sent" if delivery.last_error is not None:
            return _SENT_BUT.fill(day=day, link=link, moment=moment, reason=reason)
        case "sent":
            return _SENT.fill(day=day, link=link, moment=moment)
        case "waiting" if delivery.retry_at is not None:
            return _WAITING.fill(day=day, reason=reason, moment=format_dt(delivery.retry_at, "R"))
        case "failed":
            return _FAILED.fill(day=day, reason=reason)
        case _:
            return _CLAIMED.fill(day=day)

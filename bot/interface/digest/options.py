"""What an admin chose for the daily post -> the subscription that is kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

import discord

from bot.digest.times import parse_time, parse_weekdays
from bot.digest.zones import parse_timezone
from bot.errors import InputError
from bot.interface.digest.choices import EVERY, FIRST_DAY, WEEKDAYS
from bot.interface.digest.targets import Target
from bot.search.analysis import terms
from bot.storage.digests.values import REVIEWS, Every, Subscription, Threads, When, WhenNothingNew
from bot.storage.follow import Follow
from bot.texts import Language, Text

__all__ = ["Asked", "Options", "changed", "fresh", "requested_subscription"]

_EVERY = frozenset(one.value for one in EVERY)
_DAYS = frozenset(one.value for one in WEEKDAYS)
_COUNT = 5
_MOST_TOPICS = 5
_TOPIC_CHARACTERS = 60
_NONE = frozenset({"none", "no", "-", "없음", "없애기"})

_TOO_MANY = Text(
    "Name at most {most} topics, with commas between them.", "주제는 쉼표로 나누어 {most}개까지 적어 주세요."
)
_TOO_LONG = Text(
    "A topic has at most {most} characters: shorten “{topic}”.",
    "주제는 {most}자까지입니다. “{topic}”을(를) 줄여 주세요.",
)
_TELLS_NOTHING = Text(
    "“{topic}” is too general to tell papers apart: name a term such as diffusion or 강화학습.",
    "“{topic}”(으)로는 논문을 가려낼 수 없습니다. 강화학습이나 diffusion 같은 용어를 적어 주세요.",
)
_MANAGED = Text(
    "Nobody can be pinged with that role: pick one that people are given by hand.",
    "알림에 쓸 수 없는 역할입니다. 사람에게 직접 부여하는 역할을 골라 주세요.",
)
_NO_REVIEW = Text(
    "A weekday is for weekly or monthly posts: choose “every” too. For days without a post there is quiet_days.",
    "요일은 매주나 매월 올릴 때만 고릅니다. 주기도 함께 골라 주세요. 소식을 쉴 요일은 쉬는요일로 정할 수 있습니다.",
)
_NO_FIRST_DAY = Text(
    "A weekly post needs a day of the week: choose one from Monday to Sunday.",
    "매주 올리려면 요일이 필요합니다. 월요일부터 일요일 중에서 골라 주세요.",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, when, in which language, and the time zone unless another is named."""

    user_id: int
    now: datetime
    language: Language
    timezone: str


@dataclass(frozen=True, slots=True)
class Options:
    """The options as typed; None keeps the current value, or the default of a new post."""

    time: str | None = None
    timezone: str | None = None
    count: int | None = None
    language: Language | None = None
    min_votes: int | None = None
    topics: str | None = None
    role: discord.Role | None = None
    quiet_days: str | None = None
    when_nothing_new: WhenNothingNew | None = None
    threads: Threads | None = None
    notices: discord.TextChannel | None = None
    when: When | None = None
    publish: bool | None = None
    every: Every | None = None
    weekday: str | None = None


def requested_subscription(options: Options, channel: Target, usual: Subscription | None, asked: Asked) -> Subscription:
    """Return the subscription that is meant; `usual` is the channel's present one.

    Raises InputError for what cannot be understood.
    """
    return changed(usual or fresh(channel.guild.id, channel.id, asked), options, asked)


def changed(kept: Subscription, options: Options, asked: Asked) -> Subscription:
    """Return `kept` with what was typed, set anew; raises InputError for what cannot be understood."""
    # What no menu offers changes nothing.
    every = options.every if options.every in _EVERY else kept.every
    return Subscription(
        guild_id=kept.guild_id,
        channel_id=kept.channel_id,
        post_time=kept.post_time if options.time is None else parse_time(options.time),
        timezone=kept.timezone if options.timezone is None else parse_timezone(options.timezone),
        count=options.count or kept.count,
        language=options.language or kept.language,
        when_nothing_new=options.when_nothing_new or kept.when_nothing_new,
        set_by=asked.user_id,
        set_at=asked.now,
        min_votes=kept.min_votes if options.min_votes is None else options.min_votes,
        follows=kept.follows if options.topics is None else _topics(options.topics),
        role_id=kept.role_id if options.role is None else _role(options.role),
        quiet_days=kept.quiet_days if options.quiet_days is None else parse_weekdays(options.quiet_days),
        threads=options.threads or kept.threads,
        when=options.when or kept.when,
        notice_channel_id=_notices(options.notices, kept),
        publish=kept.publish if options.publish is None else options.publish,
        every=every,
        weekday=_weekday(every, options.weekday, kept),
        review_since=asked.now if every in REVIEWS else None,
    )


def fresh(guild_id: int, channel_id: int, asked: Asked) -> Subscription:
    """Return the settings of a channel for which nothing was chosen yet."""
    return Subscription(
        guild_id=guild_id,
        channel_id=channel_id,
        post_time=parse_time("9"),
        timezone=asked.timezone,
        count=_COUNT,
        language=asked.language,
        when_nothing_new="nothing",
        set_by=asked.user_id,
        set_at=asked.now,
    )


def _topics(typed: str) -> tuple[Follow, ...]:
    listed = [" ".join(topic.split()) for topic in re.split(r"[,;、，\n]", typed)]
    topics = tuple(dict.fromkeys(topic for topic in listed if topic))
    if len(topics) == 1 and topics[0].lower() in _NONE:
        return ()
    if len(topics) > _MOST_TOPICS:
        raise InputError(_TOO_MANY.fill(most=_MOST_TOPICS))
    for topic in topics:
        if len(topic) > _TOPIC_CHARACTERS:
            raise InputError(_TOO_LONG.fill(most=_TOPIC_CHARACTERS, topic=topic[:20]))
        if not any(terms(topic)):
            raise InputError(_TELLS_NOTHING.fill(topic=topic))
    return tuple(Follow("topic", topic) for topic in topics)


def _weekday(every: Every, chosen: str | None, kept: Subscription) -> int | None:
    """Return the weekday of a review: Monday for a new weekly one, none for a monthly one on the first of the month."""
    kind = REVIEWS.get(every)
    chosen = chosen if chosen in _DAYS else None
    if kind is None:
        if chosen is not None:
            raise InputError(_NO_REVIEW)
        return None
    if chosen == FIRST_DAY and kind == "week":
        raise InputError(_NO_FIRST_DAY)
    weekday = kept.weekday if chosen is None else None if chosen == FIRST_DAY else int(chosen)
    return 0 if weekday is None and kind == "week" else weekday


def _notices(chosen: discord.TextChannel | None, kept: Subscription) -> int | None:
    """Return the channel for notices; the posts' own channel means none, because it is the one that fails."""
    if chosen is None:
        return kept.notice_channel_id
    return None if chosen.id == kept.channel_id else chosen.id


def _role(role: discord.Role) -> int | None:
    """Return the role to ping; @everyone means none, because this bot never pings everyone."""
    if role.is_default():
        return None
    if role.managed:
        raise InputError(_MANAGED)
    return role.id

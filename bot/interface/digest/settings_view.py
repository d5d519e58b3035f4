"""The settings of a daily post as people read them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from discord.utils import format_dt

from bot.digest.how_often import how_often
from bot.digest.schedule import next_run
from bot.digest.times import weekdays_text
from bot.digest.zones import timezone_text
from bot.interface.ui.markup import inline
from bot.storage.digests.values import Subscription, Threads, When, WhenNothingNew
from bot.texts import Language, Text

__all__ = ["settings_lines"]

_LANGUAGES = {"en": Text("English", "영어"), "ko": Text("Korean", "한국어")}
_OTHERWISE: dict[WhenNothingNew, Text] = {
    "nothing": Text("nothing is posted", "올리지 않습니다"),
    "highlights": Text(
        "the best-voted papers of the archive not posted yet", "아직 올리지 않은 지난 논문 중 추천작을 올립니다"
    ),
}
_WHEN: dict[When, Text] = {
    "complete": Text("once its list is complete", "목록이 완성된 뒤"),
    "newest": Text("as it grows", "목록이 늘어나는 도중에도"),
}
_THREADS: dict[Threads, Text] = {
    "none": Text("none", "열지 않습니다"),
    "post": Text("one for each post", "소식마다 하나"),
    "papers": Text("one for each paper", "논문마다 하나"),
}

_WHERE = Text(
    "**<#{channel}>**, {often} at {time} ({timezone})", "**<#{channel}>** · {often} {time}({timezone})에 올림"
)
_NOWHERE = Text(
    "**No channel yet**, {often} at {time} ({timezone})", "**채널을 아직 고르지 않음** · {often} {time}({timezone})"
)
_NEXT = Text("Next post: {moment} ({relative})", "다음 소식: {moment} ({relative})")
_PAUSED = Text(
    "⏸️ Paused since {moment}: /digest resume starts it again", "⏸️ {moment}부터 멈춤: /일일소식 다시시작으로 다시 시작"
)
_PAPERS = Text("Papers: {count}, in {language}", "논문 {count}편, {language}")
_VOTES = Text(
    "Papers: {count} with {votes:,} votes or more, in {language}", "추천 {votes:,} 이상인 논문 {count}편, {language}"
)
_POSTED_WHEN = Text("A day is posted: {when}", "하루 목록을 올리는 때: {when}")
_TOPICS = Text("Pinned on top: {topics}", "맨 위에 고정할 주제: {topics}")
_QUIET = Text("No posts on: {days}", "쉬는 요일: {days}")
_ROLE = Text("Pings: <@&{role}>", "알림 역할: <@&{role}>")
_NOTHING_NEW = Text("If there are no new papers: {otherwise}", "새 논문이 없으면: {otherwise}")
_OPENED = Text("Threads: {threads}", "스레드: {threads}")
_NOTICES = Text(
    "Problems are reported to <@{person}>, else in <#{channel}>", "문제 알림: <@{person}>, 보낼 수 없으면 <#{channel}>"
)
_NOTICE = Text("Problems are reported to <@{person}>", "문제 알림: <@{person}>")


def settings_lines(subscription: Subscription, now: datetime, language: Language) -> str:
    """Return all settings in force, as markdown."""
    first, *others = (text.in_(language) for text in _settings(subscription, now))
    return "\n".join([first, *(f"- {line}" for line in others)])


def _settings(subscription: Subscription, now: datetime) -> Iterator[Text]:
    time = f"{subscription.post_time:%H:%M}"
    where = _WHERE if subscription.channel_id else _NOWHERE
    zone, often = timezone_text(subscription.timezone), how_often(subscription)
    yield where.fill(channel=subscription.channel_id, time=time, timezone=zone, often=often)
    if subscription.paused_at is not None:
        yield _PAUSED.fill(moment=format_dt(subscription.paused_at, "f"))
    elif moment := next_run(subscription, now):
        yield _NEXT.fill(moment=format_dt(moment, "f"), relative=format_dt(moment, "R"))
    papers = _VOTES if subscription.min_votes else _PAPERS
    spoken = _LANGUAGES[subscription.language]
    yield papers.fill(count=subscription.count, votes=subscription.min_votes, language=spoken)
    yield _POSTED_WHEN.fill(when=_WHEN[subscription.when])
    if subscription.follows:
        yield _TOPICS.fill(topics=" · ".join(inline(follow.value, 80) for follow in subscription.follows))
    if subscription.quiet_days:
        yield _QUIET.fill(days=weekdays_text(subscription.quiet_days))
    if subscription.role_id is not None:
        yield _ROLE.fill(role=subscription.role_id)
    yield _NOTHING_NEW.fill(otherwise=_OTHERWISE[subscription.when_nothing_new])
    if subscription.threads != "none":
        yield _OPENED.fill(threads=_THREADS[subscription.threads])
    notice = _NOTICE if subscription.notice_channel_id is None else _NOTICES
    yield notice.fill(person=subscription.set_by, channel=subscription.notice_channel_id)

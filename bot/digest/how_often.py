"""How often a channel is posted to, in words."""

from __future__ import annotations

from bot.digest.times import weekday_text
from bot.storage.digests.values import Subscription
from bot.texts import Text

__all__ = ["how_often", "post_name"]

_DAILY = Text("daily", "매일")
_BOTH = Text("daily and {review}", "매일, 그리고 {review}")
_WEEKLY = Text("every {weekday}", "매주 {weekday}")
_MONTHLY = Text("on the first {weekday} of each month", "매월 첫 {weekday}")
_MONTHLY_FIRST = Text("on the first day of each month", "매월 1일")
_NAMES = {"week": Text("weekly post", "주간 소식"), "month": Text("monthly post", "월간 소식")}
_DAILY_POST = Text("daily post", "일일 소식")


def how_often(subscription: Subscription) -> Text:
    """Return how often a channel is posted to, such as "daily and every Friday"."""
    kind, weekday = subscription.review, subscription.weekday
    if kind is None:
        return _DAILY
    if weekday is None:
        review = _MONTHLY_FIRST
    else:
        review = (_WEEKLY if kind == "week" else _MONTHLY).fill(weekday=weekday_text(weekday))
    return _BOTH.fill(review=review) if subscription.is_daily else review


def post_name(subscription: Subscription) -> Text:
    """Return what the posts of a channel are called."""
    return _NAMES.get(subscription.every, _DAILY_POST)

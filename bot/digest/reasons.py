"""Why there is nothing to post."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.digest.how_often import post_name
from bot.digest.listed import Listed
from bot.search.corpus import Corpus
from bot.storage.digests.values import Delivery, Subscription
from bot.texts import Text

__all__ = ["why_nothing"]

_NO_LISTING = Text("No listing up to today is loaded yet.", "아직 오늘까지의 목록이 없습니다.")
_POSTED = Text(
    "The newest listing, of {day}, was posted here already; the next one comes as soon as it is loaded.",
    "가장 최근인 {day} 목록은 이미 올렸습니다. 새 목록이 들어오면 올립니다.",
)
_INCOMPLETE = Text(
    "The list of {day} may still grow: it is posted at the first post time after it is complete. With when: newest in "
    "/digest set it is posted as it is.",
    "{day} 목록은 아직 늘어날 수 있어, 완성된 뒤 처음 돌아오는 시각에 올립니다. /일일소식 설정에서 올릴목록을 "
    "최신 목록으로 바꾸면 지금 상태로 올립니다.",
)
_FILTERED = Text(
    "No paper of {day} has {least:,} votes or more; the best has {best:,}. Lower min_votes with /digest set.",
    "{day} 목록에는 추천 {least:,} 이상인 논문이 없습니다. 가장 높은 추천은 {best:,}입니다. "
    "/일일소식 설정에서 최소추천수를 낮출 수 있습니다.",
)
_SHOWN = Text(
    "All papers of {day} that fit were shown here in the last days and are not posted again; new ones come as soon as "
    "they are loaded.",
    "{day} 목록의 논문은 모두 최근에 이 채널에서 소개해 다시 올리지 않습니다. 새 논문이 들어오면 올립니다.",
)
_NO_REVIEW = Text(
    "For the next {post} nothing that fits is listed yet; it has what is listed until then.",
    "다음 {post}에 실을 만한 논문이 아직 없습니다. 그때까지 올라오는 논문을 모아 올립니다.",
)
_NOTHING = Text("As things stand there is nothing new to post.", "지금은 새로 올릴 논문이 없습니다.")


def why_nothing(
    subscription: Subscription,
    listed: Listed,
    deliveries: Sequence[Delivery],
    now: datetime,
    shown: frozenset[str] = frozenset(),
) -> Text:
    """Return why a channel would get no post, for an admin; `shown` are its papers of the last days."""
    newest, corpus = listed.newest_day(subscription, now), listed.corpus
    coming = corpus.newest_day(now.astimezone(ZoneInfo(subscription.timezone)).date())
    posted = any(item.kind == "listing" and newest is not None and item.day >= newest for item in deliveries)
    if coming != newest and (newest is None or posted):
        return _INCOMPLETE.fill(day=coming)
    if newest is None:
        return _NO_LISTING
    if not subscription.is_daily:
        return _NO_REVIEW.fill(post=post_name(subscription))
    return _POSTED.fill(day=newest) if posted else _nothing_of(newest, corpus, subscription, shown)


def _nothing_of(newest: date, corpus: Corpus, subscription: Subscription, shown: frozenset[str]) -> Text:
    """Return why nothing of a listing day would be posted."""
    best = max((hit.listing.votes or 0 for hit in corpus.top(newest, newest)), default=0)
    if best < subscription.min_votes:
        return _FILTERED.fill(day=newest, least=subscription.min_votes, best=best)
    fitting = corpus.top(newest, newest, subscription.min_votes or None).ids
    if fitting and shown.issuperset(fitting):
        return _SHOWN.fill(day=newest)
    return _NOTHING

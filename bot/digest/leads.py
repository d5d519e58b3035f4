"""The first lines of a post: what it has, and of which days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from bot.search.corpus import Corpus
from bot.storage.digests.values import Delivery, Review
from bot.texts import Text, joined, span_text

__all__ = ["ARCHIVE", "PART", "days_covered", "lead_of", "review_name"]

# The title of a post of highlights in a forum, and the first line of a paper's own post there.
ARCHIVE = Text("Papers of the archive, {day}", "지난 논문 소개, {day}")
PART = Text("From the daily papers of {day}", "{day} 논문 가운데")

_LISTING = Text(
    "Daily papers of {day}: the best {count} of {total}, by votes.",
    "{day} 논문: {total}편 중 추천 상위 {count}편",
)
_SELECTION = Text(
    "Daily papers of {day}: a selection of {count} of {total}.",
    "{day} 논문: {total}편 중 {count}편을 골랐습니다.",
)
_NEWS = Text(
    "Daily papers of {day}: {count} of {total}, without the {left_out} shown here in the last days.",
    "{day} 논문: {total}편 중 {count}편. 최근 이 채널에서 소개한 {left_out}편은 뺐습니다.",
)
_ALL = Text("Daily papers of {day}: all {total}, by votes.", "{day} 논문: 전체 {total}편, 추천순")
_HIGHLIGHTS = Text(
    "Nothing new today; the best-voted papers of the archive not posted here yet.",
    "오늘은 새 논문이 없어, 아직 소개하지 않은 추천 상위 논문을 전해 드립니다.",
)
_FOLLOWED = Text(
    "New papers on what you follow, up to {day}: {total}.", "{day}까지 올라온 관심 논문입니다: 모두 {total}편"
)
_REVIEW = Text(
    "Papers of the {kind}, {span}: the best {count} of {total}, by votes.",
    "{kind} 논문({span}): {total}편 중 추천 상위 {count}편",
)
_REVIEW_SELECTION = Text(
    "Papers of the {kind}, {span}: a selection of {count} of {total}.",
    "{kind} 논문({span}): {total}편 중 {count}편을 골랐습니다.",
)
_REVIEW_ALL = Text(
    "Papers of the {kind}, {span}: all {total}, by votes.", "{kind} 논문({span}): 전체 {total}편, 추천순"
)
_NO_REVIEW = Text(
    "No paper was listed in the {kind} before {day}; the best-voted papers of the archive not posted here yet.",
    "{day}까지 {kind} 새 논문이 없어, 아직 소개하지 않은 추천 상위 논문을 전해 드립니다.",
)
_KINDS: Mapping[Review, Text] = {"week": Text("week", "주간"), "month": Text("month", "월간")}
_COVERED = Text("Days with a listing: {days}.", "목록이 있는 날: {days}")

_DAY = timedelta(days=1)


def review_name(kind: Review) -> Text:
    """Return what a review is of, as in "the week"."""
    return _KINDS[kind]


def lead_of(delivery: Delivery, *, personal: bool, pinned: bool, count: int, total: int) -> Text:
    """Return the lead of a post that shows `count` of `total` papers, some of them `pinned` on top."""
    if delivery.kind in ("week", "month"):
        template = _review(delivery, pinned=pinned, everything=total <= count)
    else:
        template = _daily(delivery, personal=personal, pinned=pinned, everything=total <= count)
    span = span_text(delivery.since, delivery.until)
    kind = _KINDS["month" if delivery.kind == "month" else "week"]
    return template.fill(day=delivery.day, span=span, kind=kind, count=count, total=total, left_out=delivery.left_out)


def days_covered(delivery: Delivery, corpus: Corpus) -> Text | None:
    """Return which days of a review have a listing, None for other posts and where all of them have one."""
    since, until = delivery.since, delivery.until
    if since is None or until is None:
        return None
    days = sorted(day for day in corpus.days if since <= day <= until)
    if len(days) == (until - since).days + 1:
        return None
    return _COVERED.fill(days=joined(span_text(first, last) for first, last in _runs(days)))


def _daily(delivery: Delivery, *, personal: bool, pinned: bool, everything: bool) -> Text:
    if personal:
        return _FOLLOWED
    if delivery.kind == "highlights":
        return _HIGHLIGHTS
    if delivery.left_out:
        return _NEWS
    if everything:
        return _ALL
    return _SELECTION if pinned else _LISTING


def _review(delivery: Delivery, *, pinned: bool, everything: bool) -> Text:
    if delivery.since is None:
        return _NO_REVIEW
    if everything:
        return _REVIEW_ALL
    return _REVIEW_SELECTION if pinned else _REVIEW


def _runs(days: Sequence[date]) -> Iterator[tuple[date, date]]:
    """Yield the first and last day of each run of consecutive days."""
    first: date | None = None
    for number, day in enumerate(days):
        first = first or day
        if number + 1 == len(days) or days[number + 1] != day + _DAY:
            yield first, day
            first = None

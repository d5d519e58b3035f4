"""How a request was read, in a few words: "Oct 2024 · most votes first · without “medical”"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.answers.engine.result import Result
from bot.answers.request import Order, Request
from bot.texts import Text, joined, span_text

__all__ = ["chips"]

_ORDERS: Mapping[Order, Text] = {
    "votes": Text("most votes first", "추천순"),
    "fewest": Text("fewest votes first", "추천 적은 순"),
    "newest": Text("newest first", "최신순"),
    "oldest": Text("oldest first", "오래된 순"),
}
_LEAST = Text("{votes:,} votes or more", "추천 {votes:,} 이상")
_MOST = Text("{votes:,} votes or fewer", "추천 {votes:,} 이하")
_EXACT = Text("{votes:,} votes", "추천 {votes:,}")
_WITHOUT = Text("without “{words}”", "“{words}” 제외")
_WITHOUT_SOME = Text("without {what}", "{what} 제외")
_THESE = Text("of those found", "찾은 논문 중")
_ALL_DAYS = Text("all days", "전체 기간")
_THAT_PAPER = Text("that paper", "그 논문")


def chips(result: Result) -> Text | None:
    """Return what narrows or orders the list of `result`, or None."""
    found = list(_chips(result))
    return joined(found, " · ") if found else None


def _chips(result: Result) -> Iterator[Text]:
    request = result.request
    if request.among is not None:
        yield _THESE
    if result.days is not None:
        yield span_text(result.days.since, result.days.until)
    elif request.of_all_days and not request.topic and not request.people and request.among is None:
        yield _ALL_DAYS
    yield from _bounds(request)
    yield from _without(request)
    if request.order in _ORDERS and not _is_one(result):
        yield _ORDERS[request.order]


def _is_one(result: Result) -> bool:
    return len(result.hits) == 1


def _bounds(request: Request) -> Iterator[Text]:
    if request.least_votes is not None and request.least_votes == request.most_votes:
        yield _EXACT.fill(votes=request.least_votes)
        return
    if request.least_votes is not None:
        yield _LEAST.fill(votes=request.least_votes)
    if request.most_votes is not None:
        yield _MOST.fill(votes=request.most_votes)


def _without(request: Request) -> Iterator[Text]:
    without = request.without
    if without.topic:
        yield _WITHOUT.fill(words=without.topic)
    if without.period is not None:
        yield _WITHOUT_SOME.fill(what=span_text(without.period.since, without.period.until))
    if without.people:
        yield _WITHOUT_SOME.fill(what=", ".join(without.people))
    if without.papers:
        yield _WITHOUT_SOME.fill(what=_THAT_PAPER)

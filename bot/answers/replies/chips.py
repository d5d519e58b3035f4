"""A request's filters and order in a few words: "Oct 2024 · most votes first · without “medical”"."""

from __future__ import annotations

from collections.abc import Iterator

from bot.answers.engine.result import Result
from bot.answers.replies.narrowing import bounds, exclusions, order, origins, team
from bot.texts import Text, joined, span_text

__all__ = ["chips"]

_THESE = Text("of those found", "찾은 논문 중")
_ALL_DAYS = Text("all days", "전체 기간")


def chips(result: Result) -> Text | None:
    """Return the filters and order of the list of `result`, or None."""
    found = list(_chips(result))
    return joined(found, " · ") if found else None


def _chips(result: Result) -> Iterator[Text]:
    request = result.request
    if request.among is not None:
        yield _THESE
    if result.days is not None and not result.days.all_days:
        yield span_text(result.days.since, result.days.until)
    elif (
        request.of_all_days
        and not request.topic
        and not request.people
        and not request.organizations
        and request.among is None
    ):
        yield _ALL_DAYS
    yield from (text for _, text in (*origins(request), *bounds(request), *team(request), *exclusions(request)))
    if len(result.hits) != 1:
        yield from (text for _, text in order(request))

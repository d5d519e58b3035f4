"""Filters and order of a list, one by one: each in a few words, and the request without it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from bot.answers.phrases import papers
from bot.answers.request import Order, Request
from bot.texts import Text, span_text

__all__ = ["bounds", "exclusions", "narrowing", "order", "origins", "team", "without_part", "without_particle"]

_ORDERS: Mapping[Order, Text] = {
    "votes": Text("most votes first", "추천순"),
    "fewest": Text("fewest votes first", "추천 적은 순"),
    "newest": Text("newest first", "최신순"),
    "oldest": Text("oldest first", "오래된 순"),
}
_LEAST = Text("{votes:,} votes or more", "추천 {votes:,} 이상")
_MOST = Text("{votes:,} votes or fewer", "추천 {votes:,} 이하")
_EXACT = Text("{votes:,} votes", "추천 {votes:,}")
_TEAM_LEAST = Text("{count:,} authors or more", "저자 {count:,}명 이상")
_TEAM_MOST = Text("{count:,} authors or fewer", "저자 {count:,}명 이하")
_TEAM = Text("{count:,} authors", "저자 {count:,}명")
_ALONE = Text("one author", "저자 1명")
_WORDS = Text("“{words}”", "“{words}”")
_FROM = Text("from {names}", "{names} 소속")
_WITHOUT = Text("without “{words}”", "“{words}” 제외")
_WITHOUT_SOME = Text("without {what}", "{what} 제외")
_WITHOUT_ONE = Text("without that paper", "그 논문 제외")
# A topic is shown without the particle that it was typed with. After other words 은 and 는 may be a verb ending ("환각
# 줄이는").
_PARTICLE = re.compile(r"(?<=[가-힣]{2})[을를]$|^(?=[가-힣]{3,}$)(?P<word>[가-힣]+?)(?<!하)(?<!되)(?<!있)[은는]$")

_WITHOUT_PART: Mapping[str, Callable[[Request], Request]] = {
    "topic": lambda request: replace(request, topic=""),
    "within": lambda request: replace(request, within=""),
    "people": lambda request: replace(request, people=()),
    "organizations": lambda request: replace(request, organizations=()),
    "period": lambda request: replace(request, period=None),
    "least": lambda request: replace(request, least_votes=None),
    "most": lambda request: replace(request, most_votes=None),
    "team": lambda request: replace(request, least_authors=None, most_authors=None),
    "votes": lambda request: replace(request, least_votes=None, most_votes=None),
    "not_topic": lambda request: replace(request, without=replace(request.without, topic="")),
    "not_period": lambda request: replace(request, without=replace(request.without, period=None)),
    "not_people": lambda request: replace(request, without=replace(request.without, people=())),
    "not_organizations": lambda request: replace(request, without=replace(request.without, organizations=())),
    "not_papers": lambda request: replace(request, without=replace(request.without, papers=())),
    "order": lambda request: replace(request, order="relevance"),
}


def narrowing(request: Request) -> list[tuple[str, Text]]:
    """Return a list's filters and order, each by name and in words; empty for other requests."""
    return list(_narrowing(request)) if request.act in ("papers", "count") and not request.papers else []


def without_part(request: Request, part: str) -> Request | None:
    """Return `request` without one of its filters, from its first paper on; None if it has no such filter."""
    if part not in dict(narrowing(request)):
        return None
    wider = _WITHOUT_PART[part](request)
    # Without a period the newest listing would be used, which is narrower.
    return replace(wider, offset=0, of_all_days=wider.of_all_days or wider.period is None)


def _narrowing(request: Request) -> Iterator[tuple[str, Text]]:
    if request.topic:
        yield "topic", _WORDS.fill(words=without_particle(request.topic))
    if request.within:
        yield "within", _WORDS.fill(words=request.within)
    if request.people:
        names = ", ".join(request.people)
        yield "people", Text(names, names)
    yield from origins(request)
    if request.period is not None:
        yield "period", span_text(request.period.since, request.period.until)
    yield from bounds(request)
    yield from team(request)
    yield from exclusions(request)
    yield from order(request)


def without_particle(topic: str) -> str:
    """Return a topic as typed, without a particle at its end."""
    return _PARTICLE.sub(lambda match: match["word"] or "", topic)


def origins(request: Request) -> Iterator[tuple[str, Text]]:
    """Yield the organisations that the papers are from."""
    if request.organizations:
        yield "organizations", _FROM.fill(names=", ".join(request.organizations))


def bounds(request: Request) -> Iterator[tuple[str, Text]]:
    """Yield the bounds of the votes."""
    if request.least_votes is not None and request.least_votes == request.most_votes:
        yield "votes", _EXACT.fill(votes=request.least_votes)
        return
    if request.least_votes is not None:
        yield "least", _LEAST.fill(votes=request.least_votes)
    if request.most_votes is not None:
        yield "most", _MOST.fill(votes=request.most_votes)


def team(request: Request) -> Iterator[tuple[str, Text]]:
    """Yield how many authors the papers have."""
    least, most = request.least_authors, request.most_authors
    if least is not None and least == most:
        yield "team", _ALONE if least == 1 else _TEAM.fill(count=least)
    elif least is not None:
        yield "team", _TEAM_LEAST.fill(count=least)
    elif most is not None:
        yield "team", _TEAM_MOST.fill(count=most)


def exclusions(request: Request) -> Iterator[tuple[str, Text]]:
    """Yield what is left out."""
    without = request.without
    if without.topic:
        yield "not_topic", _WITHOUT.fill(words=without_particle(without.topic))
    if without.period is not None:
        yield "not_period", _WITHOUT_SOME.fill(what=span_text(without.period.since, without.period.until))
    if without.people:
        yield "not_people", _WITHOUT_SOME.fill(what=", ".join(without.people))
    if without.organizations:
        yield "not_organizations", _WITHOUT_SOME.fill(what=", ".join(without.organizations))
    if without.papers:
        # A request has only the papers' ids, which mean nothing to people.
        others = len(without.papers)
        yield "not_papers", (_WITHOUT_ONE if others == 1 else _WITHOUT_SOME.fill(what=papers(others)))


def order(request: Request) -> Iterator[tuple[str, Text]]:
    """Yield the order, unless it is by relevance."""
    if request.order in _ORDERS:
        yield "order", _ORDERS[request.order]

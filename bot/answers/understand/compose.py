"""A reading -> the request it makes without context."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from bot.answers.request import SAME_PEOPLE, Act, Order, Request, Without
from bot.answers.understand.days import Period
from bot.answers.understand.meanings import (
    Absent,
    AuthorBound,
    Bound,
    Count,
    Everything,
    Ordering,
    Organization,
    People,
    Pointer,
    Rank,
    When,
    Work,
)
from bot.answers.understand.ranked import asked_of_ranked, ranked_topic
from bot.answers.understand.reading import Reading
from bot.answers.understand.table_words import sums_up

__all__ = ["composed", "others_by"]

_SEVERAL = re.compile(
    r"\b(?:papers|ones|stuff|things|works|articles|picks|recs|list|few|some|highlights|studies)\b|"
    r"들(?=$|[\s은는이가을를도좀])|리스트|목록|랭킹|순위|순(?:으로|서)|것들|거들|몇",
    re.IGNORECASE,
)
_MOST_BESIDE_NAME = 5
# A description, followed by the question.
_ASKS_LAST = re.compile(
    r"(?:[a-z\d]{2}[.?!,]+\s|\.\.\s?)(?:so\s+|and\s+)?"
    r"(?:how\s+(?:much|many|big|fast|well|accurate|long)|what'?s?|which|why|when|who)\b"
    r"(?!\s+(?:\w+\s+)?(?:papers?|is\s+out|else))",
    re.IGNORECASE,
)
_ON_TOPIC = 4
# "Only those with Kai Zhang among the authors".
_HAS_AUTHOR = re.compile(
    r"\b(?:only|just|those|ones|papers|keep)\b.{0,20}\b(?:with|having|that\shave|where)\b", re.IGNORECASE
)
_PAPERS = re.compile(r"\bpapers?\b|\blist(?:ing)?s?\b|논문|페이퍼|목록|올라온|나온", re.IGNORECASE)
# Other papers by those who wrote one.
_OTHERS_BY = re.compile(
    r"\b(?:other|more|else|another)\b.{0,30}\b(?:by|from|of)\b.{0,40}\b"
    r"(?:people|ppl|guys|team|authors?|folks|group|lab|same)\b|"
    r"\b(?:what\s+else|anything\s+else)\b.{0,40}\b(?:people|ppl|guys|team|authors?|folks|group|they)\b|"
    r"\bsame\s+(?:authors?|people|team|group|lab)\b|"
    r"(?:저자|사람|팀|연구진|작성자|쓴\s*사람)(?:들)?(?:이|의|가)?\s*(?:쓴\s*)?(?:다른|딴|또)|"
    r"같은\s*(?:저자|사람|팀|연구진)",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"(?:sun|mon|tues|wednes|thurs|fri|satur)day|[일월화수목금토]요일", re.IGNORECASE)
# Above this probability the act model overrides the wording of a name or of a final question.
_LIKELY_PAPERS = 0.9
# Above this probability a list of papers may have been meant after all.
_PERHAPS_PAPERS = 0.2
# Acts that ask for papers; the topic is the rest of the words.
_BY_TOPIC: tuple[Act, ...] = ("papers", "count")


def composed(reading: Reading, today: date) -> Request:
    """Return the request a text makes without context, as of `today`."""
    asked = asked_of_ranked(reading)
    act = asked or _act(reading)
    order, recent = _order(reading)
    topic = ranked_topic(reading) if asked else reading.topic if act in _BY_TOPIC else reading.description
    request = Request(
        act,
        reading.language,
        question=reading.question,
        topic=topic,
        papers=tuple(dict.fromkeys(work.arxiv_id for work in reading.of(Work))),
        absent=_absent(reading),
        people=_people(reading),
        organizations=_organizations(reading),
        period=_period(reading, today),
        without=_without(reading),
        detail=reading.subject or "",
        perhaps_papers=act == "link" or reading.lean.papers >= _PERHAPS_PAPERS,
    )
    if request.papers and others_by(reading.text):
        return replace(request, act="papers", topic="", without=Without(papers=request.papers[:1]), detail=SAME_PEOPLE)
    if len(request.papers) > 1 and act == "summary":
        return replace(request, act="papers", topic="", among=request.papers, papers=(), order="votes")
    if act == "similar":
        return replace(request, order=order, count=next((count.number for count in reading.of(Count)), None))
    if act not in _BY_TOPIC and not asked:
        return request
    return _with_order(reading, request, order, recent)


def others_by(text: str) -> bool:
    """Tell whether `text` asks for other papers by the people who wrote one."""
    return _OTHERS_BY.search(text) is not None


def _absent(reading: Reading) -> str:
    """Return the named work that is not in the corpus; quotations in long messages do not count."""
    typed = next((work.typed for work in reading.of(Absent)), "")
    content = sum(word.role in ("known", "unknown") for word in reading.words)
    return typed if content <= _MOST_BESIDE_NAME else ""


def _act(reading: Reading) -> Act:
    """Return the act, corrected: a comparison needs two works, and a request with a topic is not off-topic."""
    if (of_list := _of_list(reading)) is not None:
        return of_list
    if reading.act == "papers" and reading.lean.papers >= _LIKELY_PAPERS and reading.topic:
        return "papers"
    if reading.act == "papers" and any(work.sure for work in reading.of(Work)) and not _PAPERS.search(reading.text):
        return "fact" if reading.description else "summary"
    if reading.act == "papers" and _ASKS_LAST.search(reading.text) and not reading.of(Ordering):
        return "fact"
    if reading.act in ("fact", "compare") and not reading.topic and reading.of(Ordering) and _is_of_these(reading):
        return "papers"
    known = sum(word.role == "known" for word in reading.topic_words)
    named = any(one.sure for one in (*reading.of(Work), *reading.of(People)))
    return "papers" if reading.act == "off" and (known >= _ON_TOPIC or named) else reading.act


def _of_list(reading: Reading) -> Act | None:
    """Return the act of a text that selects papers and names a field of them, which the list shows anyway."""
    if reading.act == "link" and reading.of(Count) and not (reading.of(Work) or reading.of(Pointer)):
        return "papers"
    if reading.act == "authors" and reading.of(People) and _HAS_AUTHOR.search(reading.text):
        return "papers"
    singled = any(order.single for order in reading.of(Ordering)) and not reading.topic
    return "summary" if reading.act == "papers" and singled and sums_up(reading.text) else None


def _is_of_these(reading: Reading) -> bool:
    return any(pointer.to == "these" for pointer in reading.of(Pointer))


def _with_order(reading: Reading, request: Request, order: Order, recent: bool) -> Request:
    least, most = _extremes([*reading.of(Bound), *_turned(reading.of(Bound, excluded=True))])
    fewest, team = _extremes(reading.of(AuthorBound))
    rank = next(iter(reading.of(Rank)), None)
    counts = reading.of(Count)
    count, offset = counts[0].number if counts else None, 0
    if order == "relevance" and any(wanted.ranked for wanted in counts):
        order = "votes"
    if rank is not None:
        order = "votes" if order == "relevance" else order
        offset, count = rank.first - 1, rank.last - rank.first + 1
    elif count is None and (order in ("votes", "fewest") or _is_of_these(reading)) and _is_single(reading):
        count = 1
    if _is_only_framed(reading, request, order, count):
        # Unknown words alone never make a request fail; the reply mentions them.
        request = replace(request, topic="", unknown=tuple(request.topic.split()))
    return replace(
        request,
        order=order,
        count=count,
        offset=offset,
        of_all_days=bool(reading.of(Everything)) or (order in ("votes", "fewest", "oldest") and not recent),
        least_votes=least,
        most_votes=most,
        least_authors=fewest,
        most_authors=team,
    )


def _is_only_framed(reading: Reading, request: Request, order: Order, count: int | None) -> bool:
    """Tell whether a ranking, a count or a day is asked for explicitly, and all other words are unknown."""
    if not request.topic or any(word.role == "known" and not word.typed.isdecimal() for word in reading.topic_words):
        return False
    ends = [span.end for span in reading.spans if span.kind in ("order", "count")]
    if any(0 <= word.start - end <= 1 for word in reading.topic_words for end in ends):
        # The thing ranked ("best schnitzel") is the topic, known or not.
        return False
    asked = order != "relevance" or count is not None or reading.has("bound")
    return asked or (request.period is not None and _PAPERS.search(reading.text) is not None)


def _turned(bounds: Sequence[Bound]) -> Iterator[Bound]:
    """Yield what remains if votes within these bounds are left out, where they have one end: "추천 50 넘는거 빼고"."""
    for bound in bounds:
        if bound.least is not None and bound.most is None and bound.least > 0:
            yield Bound(None, bound.least - 1)
        elif bound.most is not None and bound.least is None:
            yield Bound(bound.most + 1, None)


def _extremes(bounds: Sequence[Bound | AuthorBound]) -> tuple[int | None, int | None]:
    """Return the least and the most of what is bounded."""
    least = [bound.least for bound in bounds if bound.least is not None]
    most = [bound.most for bound in bounds if bound.most is not None]
    return (max(least) if least else None), (min(most) if most else None)


def _order(reading: Reading) -> tuple[Order, bool]:
    """Return the requested order, and whether it implies the newest listing."""
    wishes = reading.of(Ordering)
    orders = {wish.order for wish in wishes}
    recent = any(wish.recent for wish in wishes) or "newest" in orders
    for order in ("fewest", "votes", "oldest", "newest"):
        if order in orders:
            return order, recent
    return "relevance", False


def _is_single(reading: Reading) -> bool:
    return any(wish.single for wish in reading.of(Ordering)) and not _SEVERAL.search(reading.text)


def _people(reading: Reading) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found.typed for found in reading.of(People)))


def _organizations(reading: Reading, *, excluded: bool = False) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found.typed for found in reading.of(Organization, excluded=excluded)))


def _period(reading: Reading, today: date) -> Period | None:
    """Return the period; a future day is taken as a deadline, unless there is nothing else.

    A weekday next to a topic is part of it ("Sunday puzzles"), unless a preposition says otherwise.
    """
    bare = reading.topic and any(_WEEKDAY.fullmatch(typed) for typed in reading.typed("period"))
    found = [] if bare else [when.period for when in reading.of(When)]
    past = [period for period in found if period.since is None or period.since <= today]
    if past or not found:
        return past[0] if past else None
    other = reading.topic or any(
        reading.has(kind) for kind in ("work", "person", "organization", "order", "rank", "count", "bound")
    )
    return None if other else found[0]


def _without(reading: Reading) -> Without:
    kept = [when.period for when in reading.of(When)]
    # "October, not November" excludes nothing from October.
    periods = [when.period for when in reading.of(When, excluded=True) if not kept]
    return Without(
        reading.left_out,
        tuple(work.arxiv_id for work in reading.of(Work, excluded=True)),
        periods[0] if periods else None,
        tuple(found.typed for found in reading.of(People, excluded=True)),
        _organizations(reading, excluded=True),
    )

"""The step that edits the displayed list: another order, day, number, bound or topic, or a narrower list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answers.request import NOT_IN_LIST, SAME_LIST, Request, Without
from bot.answers.understand.days import Period
from bot.answers.understand.turns.fitting import fitting
from bot.answers.understand.turns.turn import CORRECTS, PAPER_WORD, Turn
from bot.answers.wording import any_of
from bot.search.hits import Filters

__all__ = ["refined"]

_NARROWS = any_of(
    r"\b(?:only|just|of\s+(?:these|those|them)|among|within|from\s+(?:these|those|that\s+list))\b",
    r"(?:으?로)?만(?=$|[\s,.?!])|만\s*(?:보여|골라|추려|남겨|알려|줘|주|뽑|따로)|중(?:에|에서|엔)|골라|추려|좁혀",
)
# Words of a listing, which are not asked of one paper.
_BY_LISTING = any_of(
    r"\b(?:votes?|upvot\w*|likes?|popular|new(?:er|est)?|latest|recent|old(?:er|est)?)\b|추천|투표|인기|표\s|최신|최근"
)
_FRAGMENT = 3
_ONE = any_of(
    r"\b(?:the|that)\s+(?:\S+\s+){1,3}?(?:one|paper|thing)\b",
    r"[가-힣a-z](?:꺼|거|것|논문)(?:는|은)?\s*(?:빼|말고|제외|없이|버리)",
)
_OF_THESE = any_of(r"\b(?:of|among|from|in)\s+(?:these|those|them|that\s+list)\b", r"중(?:에|에서|엔)|여기서|거기서")
_GOES_ON = any_of(
    r"^(?:and|then|ok|okay|so|now|but|what\s+about|how\s+about|same\s+(?:for|but|thing)|hmm|also|or|alright)\b",
    r"\b(?:what|how)\s+about\b|\bsame\s+(?:for|but|thing|with|question)\b|\btoo\b\W*$|\bas\s+well\b|\binstead\b",
    r"\bthen\W*$",
    r"^(?:그럼|그러면|그렇다면|그리고|글고|또|그|이번엔|이번에는|아니면|혹시|그래서|자)(?=[\s,])",
    r"(?:은|는|꺼는|거는|것은|건|껀|쪽은|쪽은요|는요|은요|도|도요)\s*"
    r"(?:어때|어떰|어떤데|있어|있음|있나|뭐\s*있어|요)?\s*\?*$",
    r"말고",
)


def refined(turn: Turn) -> Request | None:
    """Edit the displayed list."""
    base, alone, topic = turn.session.list_request, _without_one(turn), turn.reading.topic
    if turn.pointers("day") and alone.period is None and (period := _that_day(turn)) is not None:
        alone = replace(alone, period=period, of_all_days=False)
        if alone.topic or alone.order != "relevance" or alone.count is not None:
            return replace(alone, act="papers" if alone.act not in ("papers", "count") else alone.act)
    if base is None or alone.act not in ("papers", "count", "fact") or alone.papers:
        return None
    if (turn.drills and turn.names_part) or _is_of_focus(turn):
        return None
    if topic and alone.order != "relevance" and turn.reading.only_asks("summary"):
        # "Summarize the one with the most votes" has no topic.
        alone, topic = replace(alone, topic=""), ""
    strange = not any(word.role == "known" for word in turn.reading.topic_words)
    goes_on = any(cue.search(turn.text) for cue in (_GOES_ON, _NARROWS, CORRECTS))
    if topic and not (strange and goes_on and alone.period is not None):
        return _other_topic(turn, base, topic) if alone.act != "fact" else None
    ordered, numbered = alone.order != "relevance", alone.count is not None
    # "Anything else by her?" is not about the topic before.
    others = bool(alone.people) and turn.reading.has("more")
    if not (alone.narrowed or ordered or numbered) or (_of_whom(alone) and not base.topic) or _is_whole(turn) or others:
        return None
    return _rearranged(turn, base, alone)


def _without_one(turn: Turn) -> Request:
    """Return the request, what "minus the phone one" leaves out read as the displayed paper that it fits."""
    alone = turn.alone
    if not alone.without.topic or not turn.session.listed or not _ONE.search(turn.text):
        return alone
    pool = replace(turn.session, mentioned=())
    found = fitting(alone.without.topic, pool, turn.corpus)
    if found is None:
        return alone
    return replace(alone, without=replace(alone.without, topic="", papers=(*alone.without.papers, found)))


def _is_of_focus(turn: Turn) -> bool:
    """Tell whether a fragment after a question for a fact names what the same paper speaks of: "방어법 이름은"."""
    last, focus, topic = turn.session.last, turn.session.focus, turn.reading.topic
    single = turn.drills or (turn.had_focus and len(turn.session.exchanges[-1].shown) == 1)
    if last is None or not single or focus is None or not 0 < len(topic.split()) <= _FRAGMENT:
        return False
    if (
        PAPER_WORD.search(turn.text)
        or _NARROWS.search(turn.text)
        or turn.alone.narrowed
        or _BY_LISTING.search(turn.text)
    ):
        return False
    paper = turn.corpus.paper(focus)
    parts = turn.corpus.explain(turn.corpus.read(topic), paper) if paper is not None else ()
    return bool(parts) and all(part.contribution > 0 for part in parts)


def _that_day(turn: Turn) -> Period | None:
    """Return the time of the displayed list, else the day of the paper that was spoken of."""
    base, focus = turn.session.list_request, turn.session.focus
    if base is not None and base.period is not None:
        return base.period
    paper = turn.corpus.paper(focus) if focus is not None else None
    return Period(paper.newest.day, paper.newest.day) if paper is not None else None


def _rearranged(turn: Turn, base: Request, alone: Request) -> Request:
    """Return the list in another order, or filtered."""
    only_ordered = alone.order != "relevance" and not alone.narrowed and alone.count is None
    if only_ordered and base.act == "similar":
        return replace(base, order=alone.order, offset=0, language=alone.language)
    if only_ordered and base.topic and turn.session.matched:
        # "By votes" is about exactly the listed papers.
        return replace(base, among=turn.session.matched, within="", order=alone.order, offset=0, detail=SAME_LIST)
    if base.act == "similar":
        return _of_similar(turn)
    return _edited(base, alone)


def _of_similar(turn: Turn) -> Request:
    """Return the request for the matching ones among the papers similar to one."""
    among = turn.session.matched
    whole = Request("papers", turn.alone.language, among=among, of_all_days=True)
    return replace(_edited(whole, turn.alone), among=among)


def _is_whole(turn: Turn) -> bool:
    """Tell whether a text without a topic is a new request, for the papers of a day or a ranking."""
    text, alone = turn.text, turn.alone
    if _is_day_ranking(turn):
        return True
    if _GOES_ON.search(text) or _NARROWS.search(text) or alone.without:
        return False
    framed = alone.period is not None or _of_whom(alone) or alone.order != "relevance"
    ranked = alone.period is not None and alone.order != "relevance"
    return framed and (ranked or PAPER_WORD.search(text) is not None)


def _is_day_ranking(turn: Turn) -> bool:
    """Tell whether a number of the best of a time is asked for: "ok just the top one of oct 25 then"."""
    alone, base = turn.alone, turn.session.list_request
    asks = alone.period is not None and alone.order != "relevance" and alone.count is not None and not alone.without
    return asks and base is not None and bool(base.topic) and not _OF_THESE.search(turn.text)


def _of_whom(alone: Request) -> bool:
    """Tell whether papers by people or from an organisation are asked for."""
    return bool(alone.people or alone.organizations)


def _other_topic(turn: Turn, base: Request, topic: str) -> Request | None:
    """Narrow the list to a topic, or ask for another topic instead."""
    text, alone = turn.text, turn.alone
    if alone.period is not None and alone.order != "relevance":
        return None
    if _NARROWS.search(text) and not PAPER_WORD.search(text) and turn.session.matched:
        narrowed = replace(base, within=f"{base.within} {base.topic}".strip(), topic=topic, offset=0)
        edited = _edited(narrowed, replace(alone, topic=topic))
        return edited if _holds_some(turn.session.matched, turn, topic) else _of_all(edited)
    if base.topic and alone.without.topic and _titles_some(turn, topic):
        # "벤치마크 말고 모델쪽" of two papers found.
        return replace(
            base, within=f"{base.within} {base.topic}".strip(), topic=topic, offset=0, language=alone.language
        )
    if _GOES_ON.search(text) or CORRECTS.search(text):
        kept = replace(base, among=None, topic=topic, without=Without(), offset=0)
        if turn.reading.has("scope"):
            # "Anything with robots instead, any day": not of that day, and no ranking of it.
            kept = replace(kept, period=None, order="relevance", count=None, of_all_days=True)
        if not base.topic and base.period is None:
            kept = replace(kept, order=alone.order, count=alone.count, of_all_days=alone.of_all_days)
        return _edited(kept, replace(alone, topic=topic))
    return None


def _holds_some(papers: Sequence[str], turn: Turn, topic: str) -> bool:
    """Tell whether a search for a topic finds any of some papers."""
    among = Filters(among=frozenset(turn.corpus.numbers(papers)))
    return len(turn.corpus.search(topic, among, limit=1).hits) > 0


def _of_all(narrowed: Request) -> Request:
    """Return the request for what a list has none of, made to all papers of its time."""
    return replace(narrowed, within="", among=None, without=Without(), detail=NOT_IN_LIST)


def _titles_some(turn: Turn, topic: str) -> bool:
    """Tell whether some titles of the displayed list have all words of a topic, and others do not."""
    listed = turn.session.listed
    among = Filters(among=frozenset(turn.corpus.numbers(listed)))
    titled = {paper.title for one in listed if (paper := turn.corpus.paper(one))}
    others = turn.corpus.search(" ".join(titled), among, without=topic).hits if len(listed) > 1 else ()
    return 0 < len(others) < len(listed)


def _edited(base: Request, alone: Request) -> Request:
    """Return the request for the list, with the parts given by `alone` replaced."""
    ordered = alone.order != "relevance"
    return replace(
        base,
        act="papers" if alone.act == "fact" else alone.act,
        language=alone.language,
        question=alone.question,
        period=alone.period or base.period,
        people=alone.people or base.people,
        organizations=alone.organizations or base.organizations,
        least_votes=alone.least_votes if alone.least_votes is not None else base.least_votes,
        most_votes=alone.most_votes if alone.most_votes is not None else base.most_votes,
        least_authors=alone.least_authors if alone.least_authors is not None else base.least_authors,
        most_authors=alone.most_authors if alone.most_authors is not None else base.most_authors,
        order=alone.order if ordered else base.order,
        count=alone.count or (base.count if not ordered or alone.period else None),
        # "And on Oct 23?" after the third of a day asks for the third again.
        offset=alone.offset if ordered or alone.count else base.offset,
        of_all_days=alone.of_all_days if ordered and base.topic == "" and base.period is None else base.of_all_days,
        among=_kept_among(base, alone),
        detail="",
        without=_both(base.without, alone.without),
    )


def _kept_among(base: Request, alone: Request) -> tuple[str, ...] | None:
    """Return the papers a list was chosen from, dropped if the day changes."""
    if base.detail == SAME_LIST or (alone.period is not None and (base.topic or base.period is not None)):
        return None
    return base.among


def _both(before: Without, now: Without) -> Without:
    """Return the combined exclusions; of two periods the later named."""
    return Without(
        ", ".join(dict.fromkeys(filter(None, (before.topic, now.topic)))),
        (*before.papers, *now.papers),
        now.period or before.period,
        (*before.people, *now.people),
        (*before.organizations, *now.organizations),
    )

"""Replies that list papers, and replies that say why there is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot.answers import phrases
from bot.answers.engine.passages import telling
from bot.answers.engine.result import Result
from bot.answers.replies.bridges import telling_bridges
from bot.answers.replies.chips import chips
from bot.answers.reply import Quote, Reply, checked
from bot.search.authors import AuthorMatch
from bot.search.corpus import Corpus, Hit
from bot.search.query import Query
from bot.texts import Text, joined, span_text

__all__ = ["count_reply", "list_reply", "no_more_reply", "nothing_reply", "similar_reply"]

_PAGE = 5
_QUOTED = 10
_PEOPLE_NAMED = 8
# A list in chat is short: a sentence of a paper, cut at a clause.
_LONGEST_QUOTE = 160
_LIST_CHARACTERS = 1_050
_ENTRY_CHARACTERS = 72
_LEAST_QUOTE = 40
# A topic is shown without the particle that it was typed with.
_PARTICLE = re.compile(r"(?<=[가-힣]{2})(?<!하)(?<!되)(?<!있)[은는을를]$")
_CLAUSE = re.compile(r"[,;:)]\s|\s(?=[(])|(?:고|며|여|서|는데|지만|면서|도록|으로|에서|하는|위한)\s")


def list_reply(result: Result, corpus: Corpus, today: date) -> Reply:
    """Return the papers of a list from its offset on, each with the sentence that shows why it is there."""
    request, language = result.request, result.request.language
    hits = result.hits[request.offset :]
    shown = min(request.count or _PAGE, len(hits))
    parts = [_head(result, shown)]
    if result.days is not None and result.days.stands_in and request.period is not None:
        missed = span_text(request.period.since, request.period.until)
        parts.insert(0, phrases.NEWEST_INSTEAD.fill(period=missed))
    if result.days is not None and (request.period is None or result.days.stands_in) and result.days.until != today:
        parts.append(phrases.NOT_TODAY.fill(today=today))
    parts += _notes(result)
    lead = joined(parts, " ").in_(language)
    quotes = _why(hits[: max(shown, _QUOTED)], result.query, corpus, shown)
    bridges = telling_bridges(result.query, hits[0].paper, corpus)
    return Reply(
        "papers", language, lead, hits, quotes, bridges=bridges, shown=shown, first=request.offset + 1,
        total=len(result.hits),
    )  # fmt: skip


def _head(result: Result, shown: int) -> Text:
    request, total = result.request, len(result.hits)
    if result.people is not None:
        head = _people(result, result.people)
        chip = chips(result)
        return head if chip is None else phrases.WITH_CHIPS.fill(head=head, chips=chip)
    count = phrases.papers(total)
    if request.offset:
        texts = phrases.FURTHER_ON if request.topic else phrases.FURTHER
    elif shown < total:
        texts = phrases.SOME_ON if request.topic else phrases.SOME
    else:
        texts = phrases.ALL_ON if request.topic else phrases.ALL
    first, last = request.offset + 1, request.offset + shown
    topic = _PARTICLE.sub("", request.topic)
    head = texts.fill(papers=count, count=shown, topic=topic, first=first, last=last)
    chip = chips(result)
    return phrases.ENDED.fill(head=head) if chip is None else phrases.WITH_CHIPS.fill(head=head, chips=chip)


def _notes(result: Result) -> list[Text]:
    notes: list[Text] = []
    if result.left_out == 0 and result.request.without:
        notes.append(phrases.NOTHING_LEFT_OUT)
    if unknown := (*result.missing, *result.request.unknown):
        notes.append(phrases.ALSO_UNKNOWN.fill(words=", ".join(unknown)))
    return notes


def _people(result: Result, match: AuthorMatch) -> Text:
    name = result.request.people[0]
    count = phrases.papers(len(result.hits))
    alike = match.kind in ("likeness", "sound")
    if len(match.people) == 1:
        text = phrases.BY_LIKENESS if match.kind == "likeness" else phrases.BY_AUTHOR
        return text.fill(papers=count, name=match.people[0].name, typed=name)
    names: str | Text = ", ".join(f"{person.name} ({len(person.papers)})" for person in match.people[:_PEOPLE_NAMED])
    if len(match.people) > _PEOPLE_NAMED:
        names = phrases.MORE_PEOPLE.fill(names=names, count=len(match.people) - _PEOPLE_NAMED)
    return (phrases.ALIKE_PEOPLE if alike else phrases.SEVERAL_PEOPLE).fill(typed=name, count=len(match.people), names=names)


def _why(hits: Sequence[Hit], query: Query | None, corpus: Corpus, shown: int) -> tuple[Quote, ...]:
    """Return for each paper the sentence that shows why it was found; without a query the one that opens."""
    if not hits:
        return ()
    titles = sum(len(hit.paper.title) + _ENTRY_CHARACTERS for hit in hits[:shown])
    room = min(_LONGEST_QUOTE, (_LIST_CHARACTERS - titles) // max(shown, 1))
    if shown <= 2:
        room = _LONGEST_QUOTE
    if room < _LEAST_QUOTE:
        return ()
    quotes: list[Quote] = []
    for hit in hits:
        if query is not None and query.words:
            found = telling(query, hit.paper, corpus)[:1]
            quotes += [shortened(item.quote, room) for item in found]
        else:
            first = next(iter(corpus.sentences(hit.paper)), None)
            if first is not None:
                quotes.append(shortened(Quote(hit.paper.arxiv_id, first.section, first.text), room))
    return checked(quotes, corpus)


def shortened(quote: Quote, room: int) -> Quote:
    """Return `quote` in at most `room` characters, cut at a clause; what is left is verbatim."""
    if len(quote.text) <= room:
        return quote
    head = quote.text[: room + 1]
    clauses = [match.end() for match in _CLAUSE.finditer(head) if match.end() > room // 2]
    cut = clauses[-1] if clauses else head.rfind(" ") if " " in head else room
    return Quote(quote.arxiv_id, quote.section, head[:cut].rstrip(" ,;:("), None, cut=True)


def count_reply(result: Result, today: date) -> Reply:
    """Return how many papers there are, and the first of them."""
    request = result.request
    count = phrases.papers(len(result.hits))
    text = phrases.COUNTED_ON if request.topic else phrases.COUNTED
    parts: list[Text] = [text.fill(papers=count, topic=request.topic)]
    if result.people is not None:
        parts = [_people(result, result.people)]
    chip = chips(result)
    lead = phrases.WITH_CHIPS.fill(head=parts[0], chips=chip) if chip else phrases.ENDED.fill(head=parts[0])
    if result.days is not None and result.days.stands_in and request.period is not None:
        missed = span_text(request.period.since, request.period.until)
        lead = joined([phrases.NEWEST_INSTEAD.fill(period=missed), lead], " ")
    return Reply("answered", request.language, lead.in_(request.language), result.hits, shown=0, total=len(result.hits))


def no_more_reply(result: Result) -> Reply:
    """Say that a list has no further papers."""
    language = result.request.language
    text = phrases.NO_MORE.fill(papers=phrases.papers(len(result.hits)))
    return Reply("answered", language, text.in_(language))


def nothing_reply(result: Result) -> Reply:
    """Say what is not here, and offer the nearest papers as such."""
    request, language = result.request, result.request.language
    if request.absent:
        lead = phrases.ABSENT.fill(work=request.absent)
    elif result.days is not None or request.least_votes is not None or request.most_votes is not None or request.without:
        chip = chips(result)
        lead = phrases.NOTHING_WITHIN.fill(chips=chip) if chip else phrases.NOT_IN_CORPUS
    elif result.missing:
        lead = phrases.NOT_FOUND.fill(words=", ".join(result.missing))
    else:
        lead = phrases.NOT_IN_CORPUS
    if result.hits:
        lead = joined([lead, phrases.NEAREST], " ")
    near = tuple(result.hits)
    return Reply("not_found", language, lead.in_(language), near, shown=len(near))


def similar_reply(result: Result, corpus: Corpus) -> Reply:
    """Return the papers that are like one."""
    request, language = result.request, result.request.language
    paper = corpus.paper(request.papers[0])
    title = paper.title if paper else ""
    if not result.hits:
        return Reply("not_found", language, phrases.NOTHING_SIMILAR.fill(title=title).in_(language))
    lead = phrases.SIMILAR.fill(papers=phrases.papers(len(result.hits)), title=title).in_(language)
    query = result.query if result.query and result.query.words else corpus.read(title)
    shown = min(_PAGE, len(result.hits))
    quotes = _why(result.hits, query, corpus, shown)
    return Reply("papers", language, lead, result.hits, quotes, shown=shown, total=len(result.hits))

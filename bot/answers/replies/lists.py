"""Replies that list papers or explain why there are none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.answers import phrases
from bot.answers.engine.passages import matching_passages
from bot.answers.engine.result import Result
from bot.answers.replies.bridges import telling_bridges
from bot.answers.replies.chips import chips
from bot.answers.replies.narrowing import order, without_particle
from bot.answers.reply import Quote, Reply, checked, footer
from bot.answers.request import NOT_IN_LIST, Request
from bot.corpus.paper import Paper
from bot.search.authors import AuthorMatch
from bot.search.corpus import Corpus
from bot.search.hits import Hit, Hits
from bot.search.query import Query
from bot.texts import Text, joined, span_text

__all__ = ["count_reply", "list_reply", "missed", "no_more_reply", "nothing_reply", "shortened", "similar_reply"]

_PAGE = 5
_QUOTED = 10
_PEOPLE_NAMED = 8
# A list in chat is short: one sentence per paper, cut at a clause.
_LONGEST_QUOTE = 160
_LIST_CHARACTERS = 1_190
_ENTRY_CHARACTERS = 72
_MORE_CHARACTERS = 35
_LEAST_QUOTE = 40
_ALWAYS_WHOLE = 2
# A long description is not repeated in full.
_LONGEST_TOPIC = 60
_CLAUSE = re.compile(r"[,;:)]\s|\s(?=[(])|(?:고|며|여|서|는데|지만|면서|도록|으로|에서|하는|위한)\s")


def list_reply(result: Result, corpus: Corpus, today: date) -> Reply:
    """Return the papers of a list from its offset on, each with the sentence that explains the match."""
    request, language = result.request, result.request.language
    hits = _behind(result.hits, request.offset)
    shown = min(request.count or _PAGE, len(hits))
    parts = [_head(result, shown)]
    if (instead := missed(result)) is not None:
        parts.insert(0, instead)
    if result.days is not None and request.period is None and result.days.until != today:
        parts.append(phrases.NOT_TODAY.fill(today=today))
    parts += _notes(result)
    lead = joined(parts, " ").in_(language)
    bridges = telling_bridges(result.query, hits[0].paper, corpus)
    reply = Reply(
        "papers", language, lead, hits, bridges=bridges, shown=shown, first=request.offset + 1, total=len(result.hits)
    )
    return replace(reply, quotes=_why(reply, result.query, corpus))


def _behind(hits: Sequence[Hit], offset: int) -> Sequence[Hit]:
    """Return the hits from an offset on, lazily: thousands may fit."""
    return hits.after(offset) if isinstance(hits, Hits) else hits[offset:]


def _head(result: Result, shown: int) -> Text:
    people = result.people
    if people is None or result.request.offset:
        return _with_chips(_counted(result, shown), result)
    if len(people.people) == 1:
        return _with_chips(_person(result, people), result)
    return joined([_several(result, people), _with_chips(_counted(result, shown), result)], " ")


def _counted(result: Result, shown: int) -> Text:
    """Return how many of how many papers are shown, and on which topic."""
    request, total = result.request, len(result.hits)
    topic = without_particle(request.topic)
    topical = 0 < len(topic) <= _LONGEST_TOPIC
    if request.offset and shown == 1:
        text = phrases.PLACED_ON if topical else phrases.PLACED
    elif request.offset:
        text = phrases.FURTHER_ON if topical else phrases.FURTHER
    elif shown < total:
        text = phrases.SOME_ON if topical else phrases.SOME
    else:
        text = phrases.ALL_ON if topical else phrases.ALL
    first, last = request.offset + 1, request.offset + shown
    return text.fill(papers=phrases.papers(total), count=shown, topic=topic, first=first, last=last)


def _with_chips(head: Text, result: Result) -> Text:
    chip = chips(result)
    return phrases.ENDED.fill(head=head) if chip is None else phrases.WITH_CHIPS.fill(head=head, chips=chip)


def _notes(result: Result) -> list[Text]:
    notes: list[Text] = []
    if result.request.detail == NOT_IN_LIST:
        notes.append(phrases.NONE_IN_LIST)
    if result.left_out == 0 and result.request.without and result.request.among is None and result.days is None:
        notes.append(phrases.NOTHING_LEFT_OUT)
    if result.not_on and not result.missing:
        notes.append(phrases.NONE_ON.fill(topic=without_particle(result.not_on)))
    # In a long description a single missing word means little.
    missing = result.missing if len(result.request.topic) <= _LONGEST_TOPIC else ()
    if unknown := (*missing, *result.request.unknown):
        notes.append(phrases.ALSO_UNKNOWN.fill(words=", ".join(unknown)))
    return notes


def _person(result: Result, match: AuthorMatch) -> Text:
    text = phrases.BY_LIKENESS if match.kind in ("likeness", "sound") else phrases.BY_AUTHOR
    count = phrases.papers(len(result.hits))
    return text.fill(papers=count, name=match.people[0].name, typed=result.request.people[0])


def _several(result: Result, match: AuthorMatch) -> Text:
    names: str | Text = ", ".join(f"{person.name} ({len(person.papers)})" for person in match.people[:_PEOPLE_NAMED])
    if len(match.people) > _PEOPLE_NAMED:
        names = phrases.MORE_PEOPLE.fill(names=names, count=len(match.people) - _PEOPLE_NAMED)
    text = phrases.ALIKE_PEOPLE if match.kind in ("likeness", "sound") else phrases.SEVERAL_PEOPLE
    return text.fill(typed=result.request.people[0], count=len(match.people), names=names)


def _why(reply: Reply, query: Query | None, corpus: Corpus) -> tuple[Quote, ...]:
    """Return for each paper the sentence that explains the match; without a query the opening one."""
    room = _room(reply)
    if room < _LEAST_QUOTE:
        return ()
    quotes: list[Quote] = []
    for hit in reply.hits[: max(reply.shown, _QUOTED)]:
        if query is not None and query.words:
            found = matching_passages(query, hit.paper, corpus, reply.language)[:1]
            quotes += [shortened(item.quote, room) for item in found]
        else:
            sentences = corpus.sentences(hit.paper)
            own = (sentence for sentence in sentences if sentence.language == reply.language)
            first = next(own, next(iter(sentences), None))
            if first is not None:
                quotes.append(shortened(Quote(hit.paper.arxiv_id, first.section, first.text), room))
    return checked(quotes, corpus)


def _room(reply: Reply) -> int:
    """Return the maximum length of each paper's sentence, so that the whole reply stays short."""
    if reply.shown <= _ALWAYS_WHOLE:
        return _LONGEST_QUOTE
    titles = sum(len(hit.paper.title) + _ENTRY_CHARACTERS for hit in reply.hits[: reply.shown])
    left = _LIST_CHARACTERS - len(reply.lead) - titles - len(footer(reply)) - _MORE_CHARACTERS
    return min(_LONGEST_QUOTE, left // reply.shown)


def shortened(quote: Quote, room: int) -> Quote:
    """Return `quote` in at most `room` characters, cut at a clause; the rest stays verbatim."""
    if len(quote.text) <= room:
        return quote
    head = quote.text[: room + 1]
    clauses = [match.end() for match in _CLAUSE.finditer(head) if match.end() > room // 2]
    cut = clauses[-1] if clauses else head.rfind(" ") if " " in head else room
    return Quote(quote.arxiv_id, quote.section, head[:cut].rstrip(" ,;:("), None, cut=True)


def missed(result: Result) -> Text | None:
    """Return that a period has no listing, and what replaces it."""
    days, period = result.days, result.request.period
    if days is None or not days.stands_in or period is None:
        return None
    instead = phrases.ALL_DAYS_INSTEAD if days.all_days else phrases.NEWEST_INSTEAD
    return instead.fill(period=span_text(period.since, period.until))


def count_reply(result: Result) -> Reply:
    """Return how many papers there are."""
    request = result.request
    count = phrases.papers(len(result.hits))
    text = phrases.COUNTED_ON if request.topic else phrases.COUNTED
    lead = _with_chips(text.fill(papers=count, topic=without_particle(request.topic)), result)
    if (people := result.people) is not None:
        alone = len(people.people) == 1
        lead = _with_chips(_person(result, people), result) if alone else joined([_several(result, people), lead], " ")
    if (instead := missed(result)) is not None:
        lead = joined([instead, lead], " ")
    return Reply("answered", request.language, lead.in_(request.language), result.hits, shown=0, total=len(result.hits))


def no_more_reply(result: Result) -> Reply:
    """Return that a list has no further papers."""
    language = result.request.language
    text = phrases.NO_MORE.fill(papers=phrases.papers(len(result.hits)))
    return Reply("answered", language, text.in_(language))


def nothing_reply(result: Result) -> Reply:
    """Return what was not found, and offer the nearest papers as such."""
    language, near = result.request.language, tuple(result.hits)
    lead = _nothing(result)
    if near:
        lead = joined([lead, phrases.NEAREST], " ")
    return Reply("not_found", language, lead.in_(language), near, shown=len(near))


def _nothing(result: Result) -> Text:
    request = result.request
    if request.absent:
        return phrases.ABSENT.fill(work=request.absent)
    if request.act == "off":
        return phrases.OFF
    if result.missing:
        return phrases.NOT_FOUND.fill(words=", ".join(result.missing))
    if (chip := chips(result)) is None:
        return phrases.NOT_IN_CORPUS
    if request.people:
        return phrases.NO_PAPER_OF.fill(name=request.people[0], chips=chip)
    return phrases.NOTHING_WITHIN.fill(chips=chip)


def similar_reply(result: Result, corpus: Corpus, like: Paper | None = None) -> Reply:
    """Return the papers similar to one; `like` is that one if the corpus lacks it."""
    request, language = result.request, result.request.language
    paper = like or corpus.paper(request.papers[0])
    title = paper.title if paper else ""
    if not result.hits:
        return Reply("not_found", language, phrases.NOTHING_SIMILAR.fill(title=title).in_(language))
    hits = _behind(result.hits, request.offset)
    if not hits:
        return no_more_reply(result)
    shown, first = min(request.count or _PAGE, len(hits)), request.offset + 1
    named = shown if request.count and not request.offset else len(result.hits)
    lead = _like(title, phrases.papers(named), request, alone=named == 1).in_(language)
    query = result.query if result.query and result.query.words else corpus.read(title)
    reply = Reply("papers", language, lead, hits, shown=shown, first=first, total=len(result.hits))
    return replace(reply, quotes=_why(reply, query, corpus))


def _like(title: str, papers: Text, request: Request, *, alone: bool) -> Text:
    """Return how many papers are like the one called `title`, and in which order."""
    wished = next((text for _, text in order(request)), None)
    if wished is not None and not alone:
        return phrases.SIMILAR_IN_ORDER.fill(papers=papers, title=title, order=wished)
    return (phrases.MOST_SIMILAR if alone else phrases.SIMILAR).fill(papers=papers, title=title)

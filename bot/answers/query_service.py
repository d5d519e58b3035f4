"""The query service: every request of every surface, answered on one frozen corpus."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.answers import phrases
from bot.answers.engine.engine import Engine
from bot.answers.in_text import papers_in
from bot.answers.others import others_of
from bot.answers.replies.replies import reply_to
from bot.answers.reply import MOST_SHOWN, Reply, displayed, singled_out
from bot.answers.request import Order, Request
from bot.answers.session import Session, Sessions
from bot.answers.understand.compose import composed
from bot.answers.understand.conversation import read_in
from bot.answers.understand.days import Period, parse_day
from bot.answers.understand.door import at_the_door
from bot.answers.understand.reading import Reading
from bot.answers.understand.resolve import resolved
from bot.corpus.paper import Paper
from bot.errors import InputError, NotFoundError
from bot.normal import normal
from bot.search.analysis import bounded, terms
from bot.search.authors import MOST_LETTERS
from bot.search.corpus import Corpus
from bot.search.hits import Filters, Hit, Hits
from bot.search.ids import holds_id
from bot.texts import Language, language_of

__all__ = ["QueryService"]


class QueryService:
    """Answer requests as of `now`, in `language`, questions in their own language.

    Every method raises UserError, a sentence in both languages, if there is no answer.
    """

    def __init__(self, corpus: Corpus, now: datetime, language: Language, sessions: Sessions | None = None) -> None:
        self._corpus = corpus
        self._now = now
        self._today = now.date()
        self._language: Language = language
        self._sessions = sessions or Sessions()

    @property
    def corpus(self) -> Corpus:
        """The corpus that it answers from."""
        return self._corpus

    @property
    def now(self) -> datetime:
        """The moment as of which it answers."""
        return self._now

    @property
    def language(self) -> Language:
        """The language of replies to what has none of its own."""
        return self._language

    @property
    def sessions(self) -> Sessions:
        """What it remembers of conversations."""
        return self._sessions

    def session(self, conversation: Hashable) -> Session | None:
        """Return what is remembered of a conversation, None where there is nothing or it stands alone."""
        return None if conversation is None else self._sessions.find(conversation, self._now)

    def top(
        self,
        day: str | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int | None = 10,
        conversation: Hashable = None,
    ) -> Reply:
        """Return the best-voted papers of a day (default: the newest listed one) or of a range."""
        self._require_papers()
        if day and (since or until):
            raise InputError(phrases.ONE_OF_BOTH)
        period = self.period(day) if day else self._range(since, until)
        return self._found(Request("papers", self._language, period=period, order="votes", count=limit), conversation)

    def search(
        self,
        query: str,
        *,
        author: str | None = None,
        since: str | None = None,
        until: str | None = None,
        min_votes: int | None = None,
        sort: Order = "relevance",
        limit: int | None = None,
        conversation: Hashable = None,
    ) -> Reply:
        """Return the papers that fit `query` and every filter."""
        self._require_papers()
        topic = at_the_door(query)
        if not any(terms(topic)):
            raise InputError(phrases.NO_WORD)
        request = Request(
            "papers",
            self._language,
            topic=topic,
            people=(author[:MOST_LETTERS],) if author else (),
            period=self._range(since, until),
            least_votes=min_votes,
            order=sort,
            count=limit,
        )
        return self._found(request, conversation)

    def filters(
        self,
        author: str | None = None,
        since: str | None = None,
        until: str | None = None,
        min_votes: int | None = None,
    ) -> Filters | None:
        """Return filters as `search` reads them, for papers that are not searched here; None where none is given."""
        period = self._range(since, until)
        filters = Filters(
            author[:MOST_LETTERS] if author else None,
            period.since if period else None,
            period.until if period else None,
            min_votes,
        )
        return None if filters == Filters() else filters

    def author(self, name: str, limit: int | None = None, conversation: Hashable = None) -> Reply:
        """Return the papers of the people `name` may mean."""
        return self._found(Request("papers", self._language, people=(name[:MOST_LETTERS],), count=limit), conversation)

    def paper(self, id_or_title: str, conversation: Hashable = None) -> Reply:
        """Return one full paper, by arXiv id, link or title."""
        return self._of_named(id_or_title, Request("summary", self._language), conversation)

    def similar(self, id_or_title: str, conversation: Hashable = None, sort: Order = "relevance") -> Reply:
        """Return the papers most similar to one, given by arXiv id, link or title, in the order of `sort`."""
        return self._of_named(id_or_title, Request("similar", self._language, order=sort), conversation)

    def found_in(self, text: str, conversation: Hashable = None) -> Reply:
        """Return the papers that any text names, such as another person's message, else those it is about."""
        self._require_papers()
        reply = papers_in(bounded(text), self._corpus, self._today, self._language)
        request = reply.request
        if request is None:
            ids = tuple(hit.paper.arxiv_id for hit in reply.hits)
            request = Request("papers", self._language, among=ids)
        return self._displayed(reply, request, conversation)

    def named(self, id_or_title: str) -> Paper:
        """Return the paper with this arXiv id, link or title; similar ones do not count."""
        self._require_papers()
        typed = bounded(normal("NFC", id_or_title.strip()))
        paper = self._corpus.named(typed)
        if paper is None:
            raise NotFoundError(phrases.NO_PAPER.fill(typed=typed[:100]))
        return paper

    def ask(self, text: str, conversation: Hashable = None) -> Reply:
        """Return the answer to a typed message, in its language.

        Requests with the same `conversation` may refer to papers shown before; None has no context.
        """
        if not self._corpus.papers:
            language = language_of(text) or self._language
            return Reply("not_found", language, phrases.NO_CORPUS.in_(language))
        reading = self._reading_in(text, conversation)
        request = self._resolved(reading, conversation)
        reply = self.answer(request, conversation)
        return replace(reply, others=others_of(reading, request, self._corpus))

    def understood(self, text: str, conversation: Hashable = None) -> Request:
        """Return the complete request a text makes in its conversation."""
        return self._resolved(self._reading_in(text, conversation), conversation)

    def reading(self, text: str) -> Reading:
        """Return the reading of a text without context."""
        self._require_papers()
        return read_in(None, text, self._corpus, self._today, self._language)

    def _reading_in(self, text: str, conversation: Hashable) -> Reading:
        """Return the reading of a text in its conversation, whose papers it may describe."""
        self._require_papers()
        return read_in(self.session(conversation), text, self._corpus, self._today, self._language)

    def answer(self, request: Request, conversation: Hashable = None) -> Reply:
        """Return the answer to a complete request, and remember in its conversation what is displayed."""
        try:
            return self._found(request, conversation)
        except NotFoundError as error:
            return Reply("not_found", request.language, error.in_(request.language), request=request)

    def _require_papers(self) -> None:
        if not self._corpus.papers:
            raise NotFoundError(phrases.NO_CORPUS)

    def _found(self, request: Request, conversation: Hashable) -> Reply:
        self._require_papers()
        result = Engine(self._corpus, self._today).answer(request)
        return self._displayed(reply_to(result, self._corpus, self._today), result.request, conversation)

    def _displayed(self, reply: Reply, request: Request, conversation: Hashable) -> Reply:
        """Record in a conversation what a reply displays; every reply passes here."""
        reply = replace(reply, request=request)
        matched = tuple(_ids(reply.hits, MOST_SHOWN))
        if conversation is not None and reply.status != "not_found":
            shown = singled_out(reply) or tuple(hit.paper.arxiv_id for hit in displayed(reply))
            self._sessions.record(conversation, request, shown, matched, self._now)
        return reply

    def _resolved(self, reading: Reading, conversation: Hashable) -> Request:
        return resolved(reading, composed(reading, self._today), self.session(conversation), self._corpus)

    def _of_named(self, id_or_title: str, request: Request, conversation: Hashable) -> Reply:
        """Answer about the named paper, or show papers with similar names."""
        self._require_papers()
        typed = bounded(normal("NFC", id_or_title.strip()))
        paper = self._corpus.named(typed)
        if paper is not None:
            return self._found(replace(request, papers=(paper.arxiv_id,)), conversation)
        results = self._corpus.search(typed, limit=5)
        if holds_id(typed) or not results.hits:
            raise NotFoundError(phrases.NO_PAPER.fill(typed=typed[:100]))
        lead = phrases.LIKE_TITLES.fill(typed=typed[:100]).in_(self._language)
        hits: tuple[Hit, ...] = tuple(results.hits)
        reply = Reply("papers", self._language, lead, hits)
        return self._displayed(reply, Request("papers", self._language, topic=typed), conversation)

    def period(self, typed: str) -> Period:
        """Return the day or days that are typed; raises InputError for anything else."""
        return parse_day(at_the_door(typed), self._today, self._corpus.days)

    def _range(self, since: str | None, until: str | None) -> Period | None:
        first: date | None = self.period(since).since if since else None
        last: date | None = self.period(until).until if until else None
        if first and last and first > last:
            raise InputError(phrases.BACKWARDS.fill(since=first, until=last))
        return Period(first, last, grain="range") if first or last else None


def _ids(hits: Sequence[Hit], most: int) -> Iterable[str]:
    """Return the ids of the first hits, without reading papers."""
    return hits.first(most).ids if isinstance(hits, Hits) else (hit.paper.arxiv_id for hit in hits[:most])

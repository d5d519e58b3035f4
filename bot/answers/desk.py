"""The desk: every request of every surface, answered on one frozen corpus."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date, datetime

from bot.answers import phrases
from bot.answers.answerer import Answerer
from bot.answers.conversation import Conversations, Turn
from bot.answers.found import author_reply, papers_reply, similar_reply, summary_reply
from bot.answers.listed import top_reply
from bot.answers.question import MAX_CHARACTERS, Question, understand
from bot.answers.reply import MOST_SHOWN, Reply
from bot.answers.understand.calendar_values import Period
from bot.answers.understand.days import parse_day
from bot.corpus.paper import Paper
from bot.errors import InputError, NotFoundError
from bot.search.analysis import terms
from bot.search.corpus import Corpus, Filters, Sort
from bot.search.titles import holds_id
from bot.texts import Language

__all__ = ["Desk"]


class Desk:
    """Answer requests as of `now`, in `language`; questions in their own language.

    Every method raises UserError, a sentence in both languages, for what cannot be answered.
    """

    def __init__(
        self, corpus: Corpus, now: datetime, language: Language, conversations: Conversations | None = None
    ) -> None:
        self._corpus = corpus
        self._now = now
        self._today = now.date()
        self._language: Language = language
        self._conversations = conversations or Conversations()

    def top(self, day: str | None = None, since: str | None = None, until: str | None = None, limit: int = 10) -> Reply:
        """Return the best-voted papers of a day (default: the newest listed one) or of a range."""
        if day and (since or until):
            raise InputError(phrases.ONE_OF_BOTH)
        period = self._period(day) if day else self._range(since, until)
        return top_reply(self._corpus, period, self._today, self._language, limit, Filters())

    def search(
        self,
        query: str,
        *,
        author: str | None = None,
        since: str | None = None,
        until: str | None = None,
        min_votes: int | None = None,
        sort: Sort = "relevance",
        limit: int = 50,
    ) -> Reply:
        """Return the papers that fit `query` and every filter."""
        period = self._range(since, until)
        if author is not None and not self._corpus.authors.find(author).people:
            raise NotFoundError(phrases.NO_AUTHOR.fill(typed=author))
        if len(query) > MAX_CHARACTERS:
            raise InputError(phrases.TOO_LONG.fill(count=len(query), most=MAX_CHARACTERS))
        if not any(terms(query)):
            raise InputError(phrases.NO_WORD)
        filters = Filters(author, period.since if period else None, period.until if period else None, min_votes)
        return papers_reply(self._corpus.search(query, filters, sort, limit), self._corpus, self._language, sort=sort)

    def author(self, name: str) -> Reply:
        """Return the papers of the people whom `name` may mean."""
        return author_reply(name, Filters(), self._corpus, self._language)

    def paper(self, id_or_title: str) -> Reply:
        """Return one paper whole, by arXiv id, link or title."""
        paper = self._corpus.named(id_or_title.strip())
        return self._nearest(id_or_title) if paper is None else summary_reply(paper, self._language)

    def similar(self, id_or_title: str) -> Reply:
        """Return the papers most like one, by arXiv id, link or title."""
        paper = self._corpus.named(id_or_title.strip())
        return self._nearest(id_or_title) if paper is None else similar_reply(paper, "", self._corpus, self._language)

    def named(self, id_or_title: str) -> Paper:
        """Return the paper that is meant, by arXiv id, link or title; one that is like it does not do."""
        paper = self._corpus.named(id_or_title.strip())
        if paper is None:
            raise NotFoundError(phrases.NO_PAPER.fill(typed=id_or_title.strip()[:100]))
        return paper

    def ask(self, text: str, conversation: Hashable = None) -> Reply:
        """Return the answer to a plain question, in the question's language.

        Questions with the same `conversation` may go on about what was shown before; None stands alone.
        """
        question = understand(text, self._today, self._listed(), self._language)
        if question.intent in ("help", "greeting"):
            lead = phrases.HELP if question.intent == "help" else phrases.GREETING
            return Reply("answered", question.language, lead.in_(question.language))
        turn = self._conversations.last(conversation, self._now) if conversation is not None else None
        try:
            reply = Answerer(self._corpus, self._today, turn).answer(question)
        except NotFoundError as error:
            return Reply("not_found", question.language, error.in_(question.language))
        if conversation is not None and reply.hits:
            self._conversations.keep(conversation, self._next_turn(question, reply, turn))
        return reply

    def _next_turn(self, question: Question, reply: Reply, turn: Turn | None) -> Turn:
        shown = tuple(hit.paper.arxiv_id for hit in reply.hits[:MOST_SHOWN])
        if question.intent == "similar" and turn is not None and turn.focus:
            # "it" is still the paper that the others are like; "the second one" is one of those.
            return Turn(self._now, shown, turn.focus, turn.topic)
        topic = question.topic if question.has_topic and question.intent == "find" else (turn.topic if turn else "")
        if len(shown) == 1 and turn is not None and shown[0] in turn.shown:
            shown = turn.shown
        return Turn(self._now, shown, reply.hits[0].paper.arxiv_id, topic)

    def _nearest(self, id_or_title: str) -> Reply:
        """Return the papers that are called almost as typed."""
        typed = id_or_title.strip()
        results = self._corpus.search(typed, limit=5)
        if holds_id(typed) or not results.hits:
            raise NotFoundError(phrases.NO_PAPER.fill(typed=typed[:100]))
        lead = phrases.LIKE_TITLES.fill(typed=typed[:100]).in_(self._language)
        return Reply("papers", self._language, lead, results.hits)

    def _period(self, typed: str) -> Period:
        return parse_day(typed, self._today, self._listed())

    def _listed(self) -> tuple[date, ...]:
        """Return the listed days up to today, newest first."""
        return tuple(day for day in self._corpus.days if day <= self._today)

    def _range(self, since: str | None, until: str | None) -> Period | None:
        first: date | None = self._period(since).since if since else None
        last: date | None = self._period(until).until if until else None
        if first and last and first > last:
            raise InputError(phrases.BACKWARDS.fill(since=first, until=last))
        return Period(first, last, grain="range") if first or last else None

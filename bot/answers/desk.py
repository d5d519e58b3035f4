"""The desk: every request of every surface, answered on one frozen corpus."""

from __future__ import annotations

from datetime import date, datetime

from bot.answers import phrases
from bot.answers.dates import Period, parse_day
from bot.answers.evidence import Evidence, find_evidence
from bot.answers.fields import FIELDS, field_reply
from bot.answers.intents import WANTS_PAPERS
from bot.answers.listed import count_reply, top_reply
from bot.answers.question import MAX_CHARACTERS, Question, understand
from bot.answers.reply import Quote, Reply, checked
from bot.errors import InputError, NotFoundError
from bot.search.analysis import terms
from bot.search.authors import AuthorMatch
from bot.search.corpus import Corpus, Filters, Hit, Results, Sort
from bot.texts import Language

__all__ = ["Desk"]

_QUOTED_PAPERS = 10
_PEOPLE_NAMED = 8
_ANSWER_SENTENCES = 2
# The share of the question's weight that a second sentence must carry to be worth reading.
_SECOND_SHARE = 0.6
# Letters that may stand beside an author's name in a request that is about the author.
_NAME_SLACK = 4


class Desk:
    """Answer requests as of `now`, in `language`; questions in their own language.

    Every method raises UserError, a sentence in both languages, for what cannot be answered.
    """

    def __init__(self, corpus: Corpus, now: datetime, language: Language) -> None:
        self._corpus = corpus
        self._today = now.date()
        self._language: Language = language

    def top(self, day: str | None = None, since: str | None = None, until: str | None = None, limit: int = 10) -> Reply:
        """Return the best-voted papers of a day (default: the newest listed one) or of a range."""
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
        filters = Filters(author, period.since if period else None, period.until if period else None, min_votes)
        query = _searchable(query)
        return self._found(query, self._corpus.search(query, filters, sort, limit), self._language)

    def author(self, name: str) -> Reply:
        """Return the papers of the people whom `name` may mean."""
        return self._by_author(name, Filters(), self._language)

    def paper(self, id_or_title: str) -> Reply:
        """Return one paper whole, by arXiv id, link or title."""
        typed = id_or_title.strip()
        paper = self._corpus.named(typed)
        if paper is None and not self._corpus.names_paper(typed):
            results = self._corpus.search(typed, limit=5)
            if results.hits:
                lead = phrases.LIKE_TITLES.fill(typed=typed[:100]).in_(self._language)
                return Reply("papers", self._language, lead, results.hits)
        if paper is None:
            raise NotFoundError(phrases.NO_PAPER.fill(typed=typed[:100]))
        return Reply("answered", self._language, "", (Hit(paper, paper.newest, 0.0),), (), paper)

    def ask(self, text: str) -> Reply:
        """Return the answer to a plain question, in the question's language."""
        question = understand(text, self._today, self._corpus.newest_day(self._today), self._language)
        language = question.language
        if question.intent in ("help", "greeting"):
            lead = phrases.HELP if question.intent == "help" else phrases.GREETING
            return Reply("answered", language, lead.in_(language))
        try:
            return self._answer(question)
        except NotFoundError as error:
            return Reply("not_found", language, error.in_(language))

    def _answer(self, question: Question) -> Reply:
        filters = _filters(question)
        if not question.has_topic and (reply := self._listing(question, filters)):
            return reply
        if question.intent in ("by_author", "find") and (reply := self._asked_author(question, filters)):
            return reply
        if question.intent in FIELDS and question.has_topic:
            results = self._corpus.search(question.topic, filters, limit=1)
            if results.hits:
                return field_reply(question.intent, results.hits, question.language)
        sort: Sort = "votes" if question.intent == "top" else "relevance"
        query = _searchable(question.topic if question.has_topic else question.text)
        results = self._corpus.search(query, filters, sort, question.count or 10, question.without)
        if question.intent == "fact" and results.hits:
            return self._fact(question, results)
        return self._found(query, results, question.language, question.without)

    def _listing(self, question: Question, filters: Filters) -> Reply | None:
        """Answer what names no topic: a day's papers, how many they are, or simply some papers."""
        if question.intent == "count" and question.period is not None:
            return count_reply(self._corpus, question.period, self._today, question.language)
        wants_papers = WANTS_PAPERS.search(question.text) is not None
        if question.intent == "top" or question.period is not None or wants_papers:
            count = 10 if question.count is None else question.count
            return top_reply(self._corpus, question.period, self._today, question.language, count, filters)
        return None

    def _fact(self, question: Question, results: Results) -> Reply:
        best = results.hits[0].paper
        evidence = find_evidence(question.topic, best, self._corpus)
        quotes = checked(_telling(evidence), self._corpus)
        if not quotes:
            return self._found(question.topic, results, question.language)
        return Reply("answered", question.language, "", results.hits, quotes)

    def _found(self, query: str, results: Results, language: Language, without: str = "") -> Reply:
        if not results.hits:
            words = ", ".join(results.missing)
            text = phrases.NOT_FOUND.fill(words=words) if words else phrases.NOT_IN_CORPUS
            return Reply("not_found", language, text.in_(language))
        parts = [phrases.PAPERS_FOUND.fill(papers=phrases.papers(len(results.hits)).in_(language))]
        if without:
            parts.append(phrases.WITHOUT.fill(topic=without))
        if results.missing:
            parts.append(phrases.ALSO_UNKNOWN.fill(words=", ".join(results.missing)))
        quotes: list[Quote] = []
        for hit in results.hits[:_QUOTED_PAPERS]:
            quotes += [evidence.quote for evidence in find_evidence(query, hit.paper, self._corpus)[:1]]
        lead = " ".join(part.in_(language) for part in parts)
        return Reply("papers", language, lead, results.hits, checked(quotes, self._corpus))

    def _asked_author(self, question: Question, filters: Filters) -> Reply | None:
        """Answer a request for an author's papers: one that says so, or one that is a full name and little else."""
        people = self._corpus.authors.named_in(question.topic)
        typed = " ".join(term.surface for term in terms(question.topic))
        if question.intent == "find" and not (people and len(typed) <= len(people[0].name) + _NAME_SLACK):
            return None
        name = people[0].name if people else typed
        return self._by_author(name, filters, question.language) if self._corpus.authors.find(name).people else None

    def _by_author(self, name: str, filters: Filters, language: Language) -> Reply:
        match = self._corpus.authors.find(name)
        if not match.people:
            raise NotFoundError(phrases.NO_AUTHOR.fill(typed=name[:100]))
        hits = self._corpus.by_authors((number for person in match.people for number in person.papers), filters)
        return Reply("papers", language, _people(name, match, hits, language), hits)

    def _period(self, typed: str) -> Period:
        return parse_day(typed, self._today, self._corpus.newest_day(self._today))

    def _range(self, since: str | None, until: str | None) -> Period | None:
        first: date | None = self._period(since).since if since else None
        last: date | None = self._period(until).until if until else None
        if first and last and first > last:
            raise InputError(phrases.BACKWARDS.fill(since=first, until=last))
        return Period(first, last, 0, 0) if first or last else None


def _people(name: str, match: AuthorMatch, hits: tuple[Hit, ...], language: Language) -> str:
    count = phrases.papers(len(hits)).in_(language)
    if len(match.people) == 1:
        text = phrases.BY_LIKENESS if match.kind == "likeness" else phrases.BY_AUTHOR
        return text.fill(papers=count, name=match.people[0].name, typed=name).in_(language)
    names = ", ".join(f"{person.name} ({len(person.papers)})" for person in match.people[:_PEOPLE_NAMED])
    if len(match.people) > _PEOPLE_NAMED:
        names = phrases.MORE_PEOPLE.fill(names=names, count=len(match.people) - _PEOPLE_NAMED).in_(language)
    return phrases.SEVERAL_PEOPLE.fill(typed=name, count=len(match.people), names=names).in_(language)


def _telling(evidence: list[Evidence]) -> list[Quote]:
    """Return the sentence that answers, and a second one only where it bears on the question nearly as much."""
    if not evidence or evidence[0].share == 0:
        return []
    floor = evidence[0].share * _SECOND_SHARE
    return [item.quote for item in evidence[:_ANSWER_SENTENCES] if item.share >= floor]


def _filters(question: Question) -> Filters:
    period = question.period
    return Filters(None, period.since if period else None, period.until if period else None, question.min_votes)


def _searchable(query: str) -> str:
    """Return the query when it can be searched for; raises InputError else."""
    if len(query) > MAX_CHARACTERS:
        raise InputError(phrases.TOO_LONG.fill(count=len(query), most=MAX_CHARACTERS))
    if not any(terms(query)):
        raise InputError(phrases.NO_WORD)
    return query

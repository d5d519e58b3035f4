"""A question as understood -> its reply, with what the conversation has shown before."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot.answers import phrases
from bot.answers.aspects import unstated, wanted
from bot.answers.conversation import Turn, ordinal_in, points_back
from bot.answers.fields import FIELDS, field_reply
from bot.answers.found import (
    author_reply,
    compare_reply,
    fact_reply,
    not_found_reply,
    papers_reply,
    similar_reply,
    summary_reply,
)
from bot.answers.intents import WANTS_PAPERS
from bot.answers.listed import count_reply, top_reply
from bot.answers.question import Question
from bot.answers.relevance import bearing
from bot.answers.reply import Reply
from bot.corpus.paper import Paper
from bot.errors import InputError
from bot.search.analysis import terms
from bot.search.corpus import Corpus, Filters, Hit, Results, Sort
from bot.search.ids import without_ids

__all__ = ["Answerer"]

_MOST_PAPERS = 10
_NEAREST = 5
# Letters that may stand beside an author's name in a request that is about the author.
_NAME_SLACK = 4
# A question without a paper's name is about the paper shown last when that paper has so much of what the best has.
_FOCUS_SHARE = 0.4
_SHORT_QUESTION = 5
# What of the best hit's coverage a hit needs where hits are sorted by votes instead of by score.
_TOPICAL_SHARE = 0.6
# What a description must have in common with the one paper whose authors, votes or link are asked for.
_DESCRIBED = 0.6
# So many words that begin with a capital are a title, which is that paper's or nobody's.
_TITLE_LIKE = 3
_TITLE_WORDS = re.compile(r"\b[A-Z][a-z]+")
# What of the best score a paper needs to be worth reading about at all.
_NEAR_SHARE = 0.25
_SORTS: Mapping[str, Sort] = {"top": "votes", "newest": "newest"}


@dataclass(frozen=True, slots=True)
class Answerer:
    """Answer questions on one corpus as of `today`; `turn` is the conversation's last turn."""

    corpus: Corpus
    today: date
    turn: Turn | None = None

    def answer(self, question: Question) -> Reply:
        """Return the reply; raises InputError where nothing is asked for, NotFoundError for what is not here."""
        meant, question = self._meant(question)
        if reply := self._of_paper(question, meant):
            return reply
        if not question.has_topic:
            if reply := self._listing(question):
                return reply
            if question.intent in (*FIELDS, "summary", "similar"):
                raise InputError(phrases.WHICH_PAPER)
        if question.intent in ("by_author", "find") and (reply := self._of_author(question)):
            return reply
        return self._search(question)

    def _meant(self, question: Question) -> tuple[Paper | None, Question]:
        """Return the paper that the question is about by name, by "the second one", or by "it"; None for a topic."""
        named = self.corpus.named_in(question.text)
        if named:
            return named[0], replace(question, topic=without_ids(question.topic))
        if self.turn is None:
            return None, question
        ordinal = ordinal_in(question.topic)
        if ordinal and self.turn.shown:
            number, topic = ordinal
            if not 1 <= abs(number) <= len(self.turn.shown):
                raise InputError(phrases.NO_SUCH_NUMBER.fill(number=number, count=len(self.turn.shown)))
            shown = self.turn.shown[number - 1 if number > 0 else -1]
            return self.corpus.paper(shown), replace(question, topic=topic)
        focus = self.corpus.paper(self.turn.focus) if self.turn.focus else None
        if focus is None:
            return None, question
        bare = question.intent in (*FIELDS, "summary", "similar") and not question.has_topic
        if bare or points_back(question.text) or question.intent == "similar" or self._fits(question, focus):
            return focus, question
        return None, question

    def _fits(self, question: Question, focus: Paper) -> bool:
        """Tell whether a question for a fact, which names nothing, goes on about the paper shown last."""
        if question.intent != "fact" or question.period is not None:
            return False
        results = self.corpus.search(question.topic)
        if not results.hits:
            return wanted(question.text).figure or unstated(question.text, focus.summary)
        own = results.hits.of_papers(self.corpus.numbers([focus.arxiv_id])).best[0]
        short = len(results.query.words) <= _SHORT_QUESTION
        return own >= results.hits.best[0] * _FOCUS_SHARE or (short and own > 0)

    def _of_paper(self, question: Question, meant: Paper | None) -> Reply | None:
        """Answer what is asked of one paper; None where the question is for papers on a topic."""
        language, intent = question.language, question.intent
        if intent == "compare" and (papers := self._compared(question, meant)):
            return compare_reply(papers, self.corpus, language)
        if meant is None and intent in (*FIELDS, "summary", "similar") and question.has_topic:
            meant = self._described(question)
        if meant is None:
            return None
        if intent in FIELDS:
            return field_reply(intent, (Hit(meant, meant.newest, 0.0),), language)
        if intent == "similar":
            named = self.corpus.named_in(question.topic)
            return similar_reply(meant, "" if named else question.topic, self.corpus, language)
        if intent == "fact" and question.has_topic:
            return self._fact_of(question, meant)
        whole = intent == "summary" or (not question.has_topic and intent in ("fact", "find"))
        return summary_reply(meant, language) if whole else None

    def _fact_of(self, question: Question, paper: Paper) -> Reply:
        found = self.corpus.search(question.topic, limit=_MOST_PAPERS)
        others = tuple(other for other in found.hits if other.paper.arxiv_id != paper.arxiv_id)
        results = Results((Hit(paper, paper.newest, 0.0), *others), found.query)
        return fact_reply(question.text, results, self.corpus, question.language)

    def _described(self, question: Question) -> Paper | None:
        """Return the paper that a description means beyond doubt: one that lacks nothing of it that tells."""
        results = self.corpus.search(question.topic, _filters(question), limit=1)
        if not results.hits or any(word.name and not word.known for word in results.query.words):
            return None
        if len(_TITLE_WORDS.findall(question.topic)) >= _TITLE_LIKE:
            return self.corpus.named(question.topic.strip(" ?!.\"'“”"))
        hit = results.hits[0]
        on_it = bearing(results.query, hit.paper, self.corpus) == "on it"
        return hit.paper if on_it and hit.coverage >= _DESCRIBED else None

    def _compared(self, question: Question, meant: Paper | None) -> list[Paper] | None:
        papers = self.corpus.named_in(question.text)
        if len(papers) == 1 and meant is not None and self.turn is not None and self.turn.focus:
            focus = self.corpus.paper(self.turn.focus)
            papers += [focus] if focus is not None and focus.arxiv_id != papers[0].arxiv_id else []
        if not papers and self.turn is not None:
            shown = (self.corpus.paper(arxiv_id) for arxiv_id in self.turn.shown[:2])
            papers = [paper for paper in shown if paper is not None]
        return papers if len(papers) > 1 else None

    def _listing(self, question: Question) -> Reply | None:
        """Answer what names no topic: a day's papers, how many they are, the last topic in another period."""
        language, filters = question.language, _filters(question)
        narrows = question.period is not None or question.min_votes is not None
        if self.turn is not None and self.turn.topic and narrows and question.intent in ("find", "fact"):
            return self._search(replace(question, topic=self.turn.topic, intent="find"))
        if question.intent == "count" and question.period is not None:
            return count_reply(self.corpus, question.period, self.today, language)
        wants_papers = WANTS_PAPERS.search(question.text) is not None
        if question.intent in ("top", "newest") or question.period is not None or wants_papers:
            count = _MOST_PAPERS if question.count is None else question.count
            return top_reply(self.corpus, question.period, self.today, language, count, filters)
        return None

    def _of_author(self, question: Question) -> Reply | None:
        """Answer a request for an author's papers: one that says so, or one that is a full name and little else."""
        people = self.corpus.authors.named_in(question.topic)
        typed = " ".join(term.surface for term in terms(question.topic))
        if question.intent == "find" and not (people and len(typed) <= len(people[0].name) + _NAME_SLACK):
            return None
        name = people[0].name if people else typed
        if not self.corpus.authors.find(name).people:
            return None
        return author_reply(name, _filters(question), self.corpus, question.language)

    def _search(self, question: Question) -> Reply:
        topic = question.topic if question.has_topic else question.text
        if not any(terms(topic)):
            raise InputError(phrases.NO_WORD)
        sort = _SORTS.get(question.intent, "relevance")
        results = self.corpus.search(topic, _filters(question), without=question.without)
        best = results.hits[0].paper if results.hits else None
        bears = bearing(results.query, best, self.corpus) if best else "elsewhere"
        if bears != "on it":
            nearest = results.hits[:_NEAREST] if bears == "near it" else ()
            return not_found_reply(results, question.language, nearest)
        if sort != "relevance":
            fitting = results.hits.at_least(coverage=results.hits.best[1] * _TOPICAL_SHARE).by(sort)
        else:
            fitting = results.hits.at_least(score=results.hits.best[0] * _NEAR_SHARE)
        results = Results(fitting[: question.count or _MOST_PAPERS], results.query, len(fitting))
        if question.intent == "fact":
            return fact_reply(question.text, results, self.corpus, question.language)
        return papers_reply(results, self.corpus, question.language, question.without, sort)


def _filters(question: Question) -> Filters:
    period = question.period
    return Filters(None, period.since if period else None, period.until if period else None, question.min_votes)

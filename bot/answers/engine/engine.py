"""A complete request -> its result on one immutable corpus."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.answers import phrases
from bot.answers.engine.answerability import answerability
from bot.answers.engine.facts import fact_of
from bot.answers.engine.result import Days, Result
from bot.answers.engine.selection import days_of, filters_of, select, topical
from bot.answers.engine.tables import compared
from bot.answers.request import FIELDS, SAME_PEOPLE, Request
from bot.corpus.paper import Paper
from bot.errors import InputError, NotFoundError
from bot.search.corpus import Corpus
from bot.search.hits import Filters, Hit, sorted_hits

__all__ = ["Engine"]

_NEAREST = 5
# Minimum match of a description with the paper whose authors, votes or link are asked for.
_DESCRIBED = 0.5
_RIVALS = 3
# This many capitalised words are a title: match it exactly or not at all.
_TITLE_LIKE = 3
_TITLE_WORDS = re.compile(r"\b[A-Z][a-z]+")


@dataclass(frozen=True, slots=True)
class Engine:
    """Execute requests on one corpus as of `today`.

    Raises InputError for incomplete requests, NotFoundError for unknown days and people.
    """

    corpus: Corpus
    today: date

    def answer(self, request: Request) -> Result:
        """Return the result of `request`."""
        if request.act in ("help", "about", "greeting", "thanks", "ack"):
            return Result(request, "talk")
        if request.act == "off":
            return Result(request, "nothing")
        if request.act == "papers":
            return self._absent(request) if request.absent and not request.papers else self._list(request)
        if request.act == "count":
            return self._count(request)
        return self._of_paper(request)

    def _hit(self, paper: Paper) -> Hit:
        return Hit(paper, paper.newest, 0.0)

    def _papers(self, ids: Sequence[str]) -> list[Paper]:
        return [paper for arxiv_id in ids if (paper := self.corpus.paper(arxiv_id)) is not None]

    def _days(self, request: Request) -> Days | None:
        if request.period is not None:
            return days_of(request.period, self.corpus, self.today)
        bounded = request.least_votes is not None or request.most_votes is not None
        bounded = bounded or request.least_authors is not None or request.most_authors is not None
        bounded = bounded or request.without.period is not None
        anywhere = request.topic or request.people or request.organizations or request.among is not None
        anywhere = anywhere or request.of_all_days or bounded
        return None if anywhere and self.corpus.days else days_of(None, self.corpus, self.today)

    def _list(self, request: Request) -> Result:
        if request.detail == SAME_PEOPLE:
            return self._by_same_people(request)
        if request.papers and not request.topic:
            return self._of_paper(replace(request, act="summary"))
        found = self._selected(request)
        if request.papers and found.kind == "nothing":
            # A paper was named, and what was said beside it finds none.
            return self._of_paper(replace(request, act="summary"))
        return found

    def _selected(self, request: Request) -> Result:
        """Return the papers a list request selects, or the nearest ones."""
        people = None
        for name in request.people:
            people = self.corpus.authors.find(name)
            if not people.people:
                raise NotFoundError(phrases.NO_AUTHOR.fill(typed=name[:100]))
        if request.topic and not self.corpus.read(request.topic).words:
            # Search for it even if analysis drops it (one syllable, signs).
            return Result(request, "nothing", missing=(request.topic,))
        days = self._days(request)
        selection = select(request, self.corpus, filters_of(request, self.corpus, days))
        missing = selection.query.missing if selection.query else ()
        hits = selection.hits
        if not len(hits) and days is not None and days.stands_in and request.topic:
            anywhere = self._selected(replace(request, period=None))
            return replace(anywhere, request=request, days=replace(days, all_days=True))
        if not len(hits) and people is not None and request.topic:
            # If none of an author's papers has the topic, say so and show the papers anyway.
            return replace(self._list(replace(request, topic="")), missing=missing, not_on=request.topic)
        if not len(hits) or (selection.bears != "on it" and not _is_bound(request)):
            near = hits[:_NEAREST] if selection.bears == "near it" else self._near_all_of(request)
            return Result(request, "nothing", near, selection.query, days, nearest=bool(near), missing=missing)
        if request.offset >= len(hits):
            return Result(request, "no_more", hits, selection.query, days, missing=missing, people=people)
        return Result(
            request, "list", hits, selection.query, days, missing=missing, people=people, left_out=selection.left_out
        )

    def _near_all_of(self, request: Request) -> Sequence[Hit]:
        """Return the papers nearest to all that was said, of which the topic may be too small a part."""
        if not request.question or _is_framed(request):
            return ()
        found = topical(request.question, self.corpus, Filters())
        return found.hits[:_NEAREST] if len(found.hits) and found.bears != "elsewhere" else ()

    def _by_same_people(self, request: Request) -> Result:
        """Return other papers by the authors of a paper."""
        papers = self._papers(request.papers)
        if not papers:
            raise InputError(phrases.WHICH_PAPER)
        found = {number for person in self.corpus.authors.of_paper(papers[0]) for number in person.papers} - set(
            self.corpus.numbers(request.without.papers)
        )
        if not found:
            raise NotFoundError(phrases.NO_OTHER_BY.fill(title=papers[0].title))
        hits = self.corpus.by_authors(found, filters_of(replace(request, papers=()), self.corpus, None))
        return Result(replace(request, papers=()), "list", hits)

    def _absent(self, request: Request) -> Result:
        """Return that a named work is not in the corpus, with the nearest papers by name and topic."""
        found = topical(f"{request.absent} {request.topic}".strip(), self.corpus, Filters())
        near = found.hits[:_RIVALS] if found.bears != "elsewhere" else ()
        return Result(request, "nothing", near, found.query, nearest=bool(near))

    def _count(self, request: Request) -> Result:
        found = self._list(request)
        return replace(found, kind="count") if found.kind in ("list", "no_more") else found

    def _of_paper(self, request: Request) -> Result:
        """Answer a question about one paper, or two."""
        papers = self._papers(request.papers)
        if not papers and request.absent:
            return self._absent(request)
        if not papers and request.order != "relevance" and request.act in (*FIELDS, "fact", "summary"):
            return self._of_ranked(request)
        if request.act == "compare":
            if len(papers) < 2:
                raise InputError(phrases.WHICH_PAPER)
            return self._compare(request, papers)
        if request.act == "fact":
            return self._fact(request, papers)
        if request.act == "organization" and len(papers) == 1 and papers[0].organization is None and request.question:
            return self._unlisted(request, papers[0])
        return self._asked_of(papers, request) if papers else self._described(request)

    def _of_ranked(self, request: Request) -> Result:
        """Answer about the paper at one place of a ranking."""
        found = self._selected(replace(request, act="papers"))
        if found.kind != "list":
            return found
        arxiv_id = found.hits[request.offset].paper.arxiv_id
        one = replace(request, papers=(arxiv_id,), topic="", order="relevance", count=None, offset=0)
        return replace(self._of_paper(one), days=found.days)

    def _compare(self, request: Request, papers: Sequence[Paper]) -> Result:
        """Return what several papers state, and others of their list that state it."""
        others = self._papers([one for one in request.among or () if one not in request.papers])
        table = compared(request, papers, others, self.corpus)
        return Result(request, "compare", tuple(self._hit(line.paper) for line in table.lines), compared=table)

    def _asked_of(self, papers: Sequence[Paper], request: Request) -> Result:
        """Return a paper's summary, similar papers, or one of its fields."""
        if request.act == "summary":
            return Result(request, "one", (self._hit(papers[0]),))
        if request.act == "place":
            return Result(request, "place", (self._hit(papers[0]),))
        if request.act == "similar":
            found = self.corpus.similar(papers[0], request.topic)
            return Result(request, "similar", sorted_hits(found.hits, request.order), found.query)
        confirmed = request.act == "authors" and request.people
        return Result(request, "confirmed" if confirmed else "field", tuple(map(self._hit, papers)))

    def _described(self, request: Request) -> Result:
        """Answer about a paper that is only described: it must contain every distinctive word of the description."""
        if not request.topic:
            raise InputError(phrases.WHICH_PAPER)
        days = days_of(request.period, self.corpus, self.today) if request.period else None
        results = self.corpus.search(request.topic, filters_of(request, self.corpus, days))
        if not results.hits:
            return Result(request, "nothing", query=results.query, missing=results.query.missing)
        hit = results.hits[0]
        if len(_TITLE_WORDS.findall(request.topic)) >= _TITLE_LIKE:
            paper = self.corpus.named(request.topic.strip(" ?!.\"'"))
            if paper is None:
                return Result(request, "nothing", results.hits[:_RIVALS], results.query, nearest=True)
            hit = self._hit(paper)
        elif answerability(results.query, hit.paper, self.corpus) != "on it" or hit.coverage < _DESCRIBED:
            near = results.hits[:_RIVALS] if answerability(results.query, hit.paper, self.corpus) != "elsewhere" else ()
            missing = results.query.missing
            return Result(request, "nothing", near, results.query, nearest=bool(near), missing=missing)
        meant = replace(request, papers=(hit.paper.arxiv_id,), topic="", described=True)
        found = self._of_paper(meant)
        return replace(found, hits=(*found.hits, *self._others(results.hits, hit))) if request.act in FIELDS else found

    def _others(self, hits: Sequence[Hit], first: Hit) -> tuple[Hit, ...]:
        return tuple(hit for hit in hits[:_NEAREST] if hit.paper.arxiv_id != first.paper.arxiv_id)

    def _unlisted(self, request: Request, paper: Paper) -> Result:
        """Answer from the summary what the listing does not state; if neither does, say so."""
        found = self._fact_of(request, (self._hit(paper),))
        return found if found.stated and found.passages else Result(request, "field", found.hits)

    def _fact(self, request: Request, papers: list[Paper]) -> Result:
        if papers:
            return self._fact_of(request, (self._hit(papers[0]),))
        if not request.topic and not request.people and not request.organizations:
            raise InputError(phrases.WHICH_PAPER)
        days = days_of(request.period, self.corpus, self.today) if request.period else None
        found = topical(request.topic or request.question, self.corpus, filters_of(request, self.corpus, days))
        if not len(found.hits) or (found.bears != "on it" and request.among is None):
            near = found.hits[:_NEAREST] if found.bears == "near it" else ()
            missing = found.query.missing if found.query else ()
            return Result(request, "nothing", near, found.query, nearest=bool(near), missing=missing)
        fact = self._fact_of(replace(request, described=True), found.hits[:10])
        if request.perhaps_papers and not fact.stated:
            # Show the candidate papers rather than say that one paper does not state it.
            return self._list(replace(request, act="papers", topic=request.topic or request.question))
        return fact

    def _fact_of(self, request: Request, hits: Sequence[Hit]) -> Result:
        fact = fact_of(request.question, hits[0].paper, self.corpus)
        query = self.corpus.read(request.question)
        return Result(request, "fact", hits, query, passages=fact.passages, stated=fact.stated)


def _is_framed(request: Request) -> bool:
    """Tell whether more than a topic is asked for, so that no other papers stand in for what was not found."""
    return bool(
        request.period or request.people or request.organizations or request.among is not None or request.without
    )


def _is_bound(request: Request) -> bool:
    """Tell whether a list is limited to certain papers, any of which may be wanted."""
    return bool(request.people or request.organizations) or request.among is not None

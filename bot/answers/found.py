"""Replies made of papers and quotes."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers import phrases
from bot.answers.aspects import unstated
from bot.answers.evidence import Evidence, answering, telling
from bot.answers.reply import Quote, Reply, checked
from bot.corpus.paper import Paper
from bot.errors import NotFoundError
from bot.search.authors import AuthorMatch
from bot.search.corpus import Corpus, Filters, Hit, Results, Sort
from bot.texts import Language, Text, joined

__all__ = [
    "author_reply",
    "compare_reply",
    "fact_reply",
    "not_found_reply",
    "papers_reply",
    "similar_reply",
    "summary_reply",
]

_QUOTED_PAPERS = 10
_PEOPLE_NAMED = 8
_ANSWER_SENTENCES = 5
_ANSWER_CHARACTERS = 400
# What a further sentence must have of the first one's score to be worth reading.
_NEXT_SHARE = 0.25


def papers_reply(
    results: Results, corpus: Corpus, language: Language, without: str = "", sort: Sort = "relevance"
) -> Reply:
    """Return the ranked papers, each with the sentence that shows why; or what was not found."""
    if not results.hits:
        return not_found_reply(results, language)
    parts = [_counted(results, sort)]
    if without:
        parts.append(phrases.WITHOUT.fill(topic=without))
    if results.query.missing:
        parts.append(phrases.ALSO_UNKNOWN.fill(words=", ".join(results.query.missing)))
    lead = joined(parts, " ").in_(language)
    return Reply("papers", language, lead, results.hits, _why(results, corpus), bridges=_bridges(results, corpus))


def not_found_reply(results: Results, language: Language, nearest: Sequence[Hit] = ()) -> Reply:
    """Say which words no paper has, and offer the nearest papers as such."""
    words = ", ".join(results.query.missing)
    lead = phrases.NOT_FOUND.fill(words=words) if words else phrases.NOT_IN_CORPUS
    if nearest:
        lead = joined([lead, phrases.NEAREST], " ")
    return Reply("not_found", language, lead.in_(language), tuple(nearest))


def fact_reply(question: str, results: Results, corpus: Corpus, language: Language) -> Reply:
    """Return the sentences of the first paper's summary that answer, or say that it does not state this."""
    paper = results.hits[0].paper
    evidence = answering(question, results.query, paper, corpus)
    quotes = checked(_chosen(evidence), corpus)
    if not quotes or evidence[0].share == 0 or unstated(question, paper.summary):
        lead = phrases.NOT_STATED.fill(title=paper.title).in_(language)
        nearest = checked([item.quote for item in evidence[:2]], corpus)
        return Reply("papers", language, lead, results.hits[:1], nearest)
    return Reply("answered", language, "", results.hits, quotes, bridges=_bridges(results, corpus))


def summary_reply(paper: Paper, language: Language) -> Reply:
    """Return one paper whole, its sections as quotes."""
    quotes = tuple(Quote(paper.arxiv_id, section.heading, section.text) for section in paper.sections if section.text)
    return Reply("answered", language, "", (Hit(paper, paper.newest, 0.0),), quotes, paper)


def similar_reply(paper: Paper, topic: str, corpus: Corpus, language: Language) -> Reply:
    """Return the papers most like `paper`, those on `topic` first."""
    results = corpus.similar(paper, topic)
    if not results.hits:
        return Reply("not_found", language, phrases.NOTHING_SIMILAR.fill(title=paper.title).in_(language))
    count = phrases.papers(len(results.hits))
    lead = phrases.SIMILAR.fill(papers=count, title=paper.title).in_(language)
    query = results.query if results.query.words else corpus.read(paper.title)
    return Reply("papers", language, lead, results.hits, _why(Results(results.hits, query), corpus))


def compare_reply(papers: Sequence[Paper], corpus: Corpus, language: Language) -> Reply:
    """Return, for each of two papers, the sentences on what both state."""
    quotes: list[Quote] = []
    for paper, other in ((papers[0], papers[1]), (papers[1], papers[0])):
        query = corpus.read(f"{other.title}\n{other.summary}")
        quotes += [item.quote for item in telling(query, paper, corpus)[:2]]
    hits = tuple(Hit(paper, paper.newest, 0.0) for paper in papers[:2])
    return Reply("answered", language, phrases.COMPARED.in_(language), hits, checked(quotes, corpus))


def author_reply(name: str, filters: Filters, corpus: Corpus, language: Language) -> Reply:
    """Return the papers of the people whom `name` may mean, and who they are where it may be several."""
    match = corpus.authors.find(name)
    if not match.people:
        raise NotFoundError(phrases.NO_AUTHOR.fill(typed=name[:100]))
    hits = corpus.by_authors((number for person in match.people for number in person.papers), filters)
    if not hits:
        raise NotFoundError(phrases.NO_PAPER_OF.fill(name=match.people[0].name))
    return Reply("papers", language, _people(name, match, hits).in_(language), hits)


def _counted(results: Results, sort: Sort) -> Text:
    total = phrases.papers(max(results.total, len(results.hits)))
    if results.total > len(results.hits):
        return phrases.FIRST_OF[sort].fill(count=len(results.hits), papers=total)
    return (phrases.ONE_OF_THEM if len(results.hits) == 1 else phrases.ALL_OF[sort]).fill(papers=total)


def _bridges(results: Results, corpus: Corpus) -> tuple[tuple[str, str], ...]:
    return corpus.bridges(results.query, results.hits[0].paper)


def _why(results: Results, corpus: Corpus) -> tuple[Quote, ...]:
    quotes = [telling(results.query, hit.paper, corpus)[:1] for hit in results.hits[:_QUOTED_PAPERS]]
    return checked((item.quote for found in quotes for item in found), corpus)


def _chosen(evidence: list[Evidence]) -> list[Quote]:
    """Return the sentence that answers, and the few others that may, within a length that people still read."""
    if not evidence or evidence[0].score <= 0:
        return []
    chosen, length = [evidence[0].quote], len(evidence[0].quote.text)
    for item in evidence[1:_ANSWER_SENTENCES]:
        fits = length + len(item.quote.text) <= _ANSWER_CHARACTERS
        if fits and item.score >= evidence[0].score * _NEXT_SHARE:
            length += len(item.quote.text)
            chosen.append(item.quote)
    return chosen


def _people(name: str, match: AuthorMatch, hits: Sequence[Hit]) -> Text:
    if len(match.people) == 1:
        text = phrases.BY_LIKENESS if match.kind in ("likeness", "sound") else phrases.BY_AUTHOR
        return text.fill(papers=phrases.papers(len(hits)), name=match.people[0].name, typed=name)
    names: str | Text = ", ".join(f"{person.name} ({len(person.papers)})" for person in match.people[:_PEOPLE_NAMED])
    if len(match.people) > _PEOPLE_NAMED:
        names = phrases.MORE_PEOPLE.fill(names=names, count=len(match.people) - _PEOPLE_NAMED)
    return phrases.SEVERAL_PEOPLE.fill(typed=name, count=len(match.people), names=names)

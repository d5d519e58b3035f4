"""Replies about one paper, or a field of several."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers import field_phrases, phrases
from bot.answers.engine.result import Result
from bot.answers.replies.bridges import telling_bridges
from bot.answers.replies.fields import field_text
from bot.answers.reply import Quote, Reply, checked
from bot.answers.request import Request
from bot.corpus.paper import Paper
from bot.search.corpus import Corpus
from bot.search.hits import Hit
from bot.texts import Language, Text, joined, language_of

__all__ = ["confirmed_reply", "fact_reply", "field_reply", "summary_reply"]

# Papers shown below an answer if a list may have been meant.
_BESIDE = 4


def fact_reply(result: Result, corpus: Corpus) -> Reply:
    """Return the answering sentences, or a reply that the summary does not state it."""
    paper, language = result.hits[0].paper, result.request.language
    quotes = checked((item.quote for item in result.passages), corpus)
    if not quotes or not result.stated:
        lead = phrases.NOT_STATED.fill(title=paper.title).in_(language)
        return Reply("papers", language, lead, result.hits[:1], shown=1)
    beside = _beside(result, 1)
    note = _note(quotes, language, phrases.KOREAN_SUMMARY, phrases.ENGLISH_SUMMARY)
    parts = [*([note] if note else []), *([phrases.OTHERS_FOLLOW] if beside else [])]
    bridges = telling_bridges(result.query, paper, corpus)
    lead = joined(parts, " ").in_(language)
    return Reply("answered", language, lead, result.hits, quotes, bridges=bridges, shown=1, beside=beside)


def field_reply(result: Result) -> Reply:
    """Return one field of the papers asked about."""
    request, language = result.request, result.request.language
    meant = len(request.papers)
    texts = [field_text(request.act, hit.paper) for hit in result.hits[:meant]]
    beside = _beside(result, meant)
    texts += [phrases.OTHERS_FOLLOW] if beside else []
    lead = joined(texts, " ").in_(language)
    return Reply("answered", language, lead, result.hits, shown=meant, beside=beside)


def _beside(result: Result, meant: int) -> int:
    """Return how many papers to show below those an answer is about."""
    request = result.request
    return min(len(result.hits) - meant, _BESIDE) if request.described and request.perhaps_papers else 0


def confirmed_reply(result: Result, corpus: Corpus) -> Reply:
    """Return whether a person is among the authors of a paper."""
    request, language, paper = result.request, result.request.language, result.hits[0].paper
    people = [person for name in request.people for person in corpus.authors.find(name).people]
    found = [person.name for person in people if corpus.is_by(paper, person)]
    text = phrases.IS_AUTHOR if found else phrases.IS_NO_AUTHOR
    lead = text.fill(name=found[0] if found else request.people[0], title=paper.title)
    return Reply("answered", language, lead.in_(language), result.hits[:1], shown=1)


def place_reply(result: Result, corpus: Corpus) -> Reply:
    """Return the place of a paper by votes among those listed on its day."""
    hit = result.hits[0]
    listing, language = hit.listing, result.request.language
    if listing.votes is None:
        lead = field_phrases.VOTES_UNKNOWN.fill(title=hit.paper.title)
    else:
        same_day = corpus.top(listing.day, listing.day)
        before = sum(1 for votes in map(_votes_of, same_day) if votes > listing.votes)
        equal = sum(1 for votes in map(_votes_of, same_day) if votes == listing.votes)
        text = field_phrases.PLACED if equal == 1 else field_phrases.PLACED_LEVEL
        lead = text.fill(
            title=hit.paper.title, place=before + 1, count=len(same_day), day=listing.day, votes=listing.votes
        )
    return Reply("answered", language, lead.in_(language), result.hits[:1], shown=1)


def _votes_of(hit: Hit) -> int:
    return -1 if hit.listing.votes is None else hit.listing.votes


def summary_reply(paper: Paper, request: Request) -> Reply:
    """Return one full paper, its sections as quotes."""
    quotes = tuple(Quote(paper.arxiv_id, section.heading, section.text) for section in paper.sections if section.text)
    return Reply("answered", request.language, "", (Hit(paper, paper.newest, 0.0),), quotes, paper, shown=1)


def _note(quotes: Sequence[Quote], language: Language, korean: Text, english: Text) -> Text | None:
    """Return the note on quotes in another language than the reply, or None."""
    languages = {language_of(quote.text) for quote in quotes}
    if language == "en":
        return korean if "ko" in languages else None
    # A sentence of a Korean summary may be a formula or a name.
    return english if quotes and "ko" not in languages else None

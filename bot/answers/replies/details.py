"""Replies about one paper, or two."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers import phrases
from bot.answers.engine.passages import answer_passages, matching_passages
from bot.answers.engine.result import Result
from bot.answers.replies.bridges import telling_bridges
from bot.answers.replies.fields import field_text
from bot.answers.reply import Quote, Reply, checked
from bot.answers.request import Request
from bot.answers.wording import any_of
from bot.corpus.paper import Paper
from bot.search.corpus import Corpus
from bot.search.hits import Hit
from bot.texts import Language, Text, joined, language_of

__all__ = ["compare_reply", "confirmed_reply", "fact_reply", "field_reply", "summary_reply"]

# Papers shown below an answer if a list may have been meant.
_BESIDE = 4
# Words that only compare two papers ask for nothing a summary states.
_COMPARING = any_of(
    r"\b(?:compar\w{0,8}|versus|vs|differ\w{0,8}|contrast|between|which|one|of|the|two|these|them|is|are|do|does|has|have|"
    r"got|what|how|about|and|or|with|to|it|in|more|better)\b",
    r"(?:비교|차이)[가-힣]{0,8}|다[른름르를]\S{0,4}|달라\S{0,3}|뭐가|어느\s?(?:쪽|게|것)|둘\s?중에?(?:서)?|(?<!\S)(?:더|이?랑|하고|와|과|좀)(?!\S)",
)


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


def summary_reply(paper: Paper, request: Request) -> Reply:
    """Return one full paper, its sections as quotes."""
    quotes = tuple(Quote(paper.arxiv_id, section.heading, section.text) for section in paper.sections if section.text)
    return Reply("answered", request.language, "", (Hit(paper, paper.newest, 0.0),), quotes, paper, shown=1)


def compare_reply(result: Result, corpus: Corpus) -> Reply:
    """Return, for each of two papers, the sentence on the question about both, else on its novelty."""
    first, second = result.hits[0].paper, result.hits[1].paper
    asked = " ".join(_COMPARING.sub(" ", result.request.question).split())
    quotes = [quote for paper in (first, second) for quote in _on(asked, paper, corpus)] if asked else []
    stating = {quote.arxiv_id for quote in quotes}
    if len(stating) < len(result.hits[:2]):
        for paper, other in ((first, second), (second, first)):
            if paper.arxiv_id not in stating:
                quotes += _new_beside(paper, other, corpus)
    language, good = result.request.language, checked(quotes, corpus)
    good = tuple(sorted(good, key=lambda quote: quote.arxiv_id != first.arxiv_id))
    text = _note(good, language, phrases.COMPARED_IN_KOREAN, phrases.COMPARED_IN_ENGLISH) or phrases.COMPARED
    return Reply("answered", language, text.in_(language), result.hits[:2], good, shown=2)


def _on(asked: str, paper: Paper, corpus: Corpus) -> list[Quote]:
    """Return the sentence of a paper that best answers a question about two, empty if no word matches."""
    query = corpus.read(asked)
    found = answer_passages(asked, query, paper, corpus) if any(word.known for word in query.words) else []
    return [item.quote for item in found[:1] if item.share > 0]


def _new_beside(paper: Paper, other: Paper, corpus: Corpus) -> list[Quote]:
    """Return a paper's sentence on the same subject as another one, preferably from its first section."""
    found = matching_passages(corpus.read(f"{other.title}\n{other.summary}", as_written=True), paper, corpus)
    new = [item for item in found if paper.sections and item.quote.section == paper.sections[0].heading]
    return [item.quote for item in (new or found)[:1]]


def _note(quotes: Sequence[Quote], language: Language, korean: Text, english: Text) -> Text | None:
    """Return the note on quotes in another language than the reply, or None."""
    languages = {language_of(quote.text) for quote in quotes}
    if language == "en":
        return korean if "ko" in languages else None
    # A sentence of a Korean summary may be a formula or a name.
    return english if quotes and "ko" not in languages else None

"""Recognise the typed spans of a text; the surest and longest of overlapping ones win."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache, partial
from itertools import islice

from bot.answers.understand.author_bounds import find_author_bounds
from bot.answers.understand.counts import find_counts, find_ranks
from bot.answers.understand.days import find_periods
from bot.answers.understand.exclusion_reach import within_reach
from bot.answers.understand.exclusions import find_exclusions
from bot.answers.understand.fields import find_fields
from bot.answers.understand.fillers import is_filler
from bot.answers.understand.meanings import Absent, More, People, When, Work
from bot.answers.understand.orders import find_orders, find_scopes
from bot.answers.understand.pointers import find_more, find_pointers
from bot.answers.understand.reach import reach_of
from bot.answers.understand.spans import Span, believed, blanked, covered
from bot.answers.understand.vote_bounds import find_bounds
from bot.search.corpus import Corpus
from bot.search.ids import find_ids
from bot.search.unknown_works import title_like_spans

__all__ = ["recognise"]

# Scores of works: certainly a name, and a name if nothing else explains the words.
_SURE = 0.75
_LIKELY = 0.6
_VERY_ALIKE = 0.92
_SHARED = 2
_LONG_DESCRIPTION = 6
_LONG_WITH_EXCLUSION = 5
_MARKS = ".,;:!?()\"'"
_LOOSE = ("order", "more", "count", "scope", "rank")
_PAPERS = re.compile(r"\b(?:papers?|articles?|ones|votes?|upvoted)\b|논문|페이퍼|추천|투표|표\b", re.IGNORECASE)
_OF_PAPERS = re.compile(r"\s{0,9}+(?:ones?|papers?|stuff|things|articles)\b", re.IGNORECASE)
# Papers are picked, whatever describes them: "… stuff but not X", "… X 같은거 말고 …".
_PICKS = re.compile(
    r"\b(?:papers?|ones?|stuff|things?|works?|articles?|anything|something)[\s,]{0,3}(?:but\s+)?(?:not|no)\s|"
    r"(?:같은\s?|이런\s?|그런\s?)(?:거|것|건|걸|류)\s?(?:는|은|들)?\s?(?:말고|빼고|제외하고|제외)|(?:논문|쪽|계열|분야)(?:들|은|는)?\s?(?:말고|빼고|제외하고|제외)",
    re.IGNORECASE,
)
_VERSIONED = re.compile(
    r"(?P<work>(?<![\w-])(?P<name>[A-Za-z]{3,20})[ -]?(?P<number>[A-Za-z]?\d(?:\.\d{1,2})?[A-Za-z]{0,2})(?![\w.]))"
    r"(?=\s+(?:(?:technical|tech)\s+)?(?:papers?|reports?|논문|페이퍼|보고서|리포트|테크니컬))",
    re.IGNORECASE,
)
_ET_AL = re.compile(r",? et\.? al\b\.?", re.IGNORECASE)
# Several names at once are not a name.
_LIST = re.compile(r",|\band\b|&")
_SHORT_WITHOUT = 2
# A text with more names or requests is pasted.
_MOST_ABSENT, _MOST_ASKED = 12, 40
_TITLE_CASE = re.compile(r"[A-Z][\w-]{0,40}(?: [A-Z][\w-]{0,40}){1,20}")
_ALL = 0.99
_NEAR = 16
# A two-syllable word always sounds like somebody.
_LEAST_SYLLABLES = 3
_VERB = re.compile(r"(?:는|던|[한된할될]|[는은을]지|려고|면서|지만|거나|도록|하게|에서)$")


def recognise(text: str, corpus: Corpus, today: date, terms: Sequence[tuple[int, int]] | None = None) -> list[Span]:
    """Return the spans of `text` in order; exclusions come in addition to the spans inside them.

    `terms` are the spans of its multi-word terms, if already found.
    """
    listed = [day for day in corpus.days if day <= today]
    candidates = [*_ids(text, corpus), *_works(text, corpus), *_people(text, corpus)]
    candidates += [
        (1, Span(found.start, found.end, "period", When(found.period, found.others)))
        for found in find_periods(text, today, listed)
    ]
    candidates += [
        (1, span) for span in (*find_bounds(text), *find_author_bounds(text), *find_ranks(text), *find_scopes(text))
    ]
    candidates += [(2, span) for span in find_counts(text)]
    terms = corpus.phrases_in(text) if terms is None else terms
    candidates += list(_soft(text, terms))
    if _words_outside(text, candidates) >= _LONG_DESCRIPTION:
        candidates = [(order, span) for order, span in candidates if _is_anchored(span, text)]
    described = cache(partial(_is_described, corpus=corpus))
    candidates += [
        (6, Span(start, end, "absent", Absent(text[start:end].strip(_MARKS))))
        for start, end in islice(_behind_what_asks(_unknown_works(text, corpus), text, candidates), _MOST_ABSENT)
        if not _LIST.search(text[start:end]) and not described(text[start:end])
    ]
    kept = believed(candidates)
    return sorted([*kept, *_exclusions(text, kept, terms)], key=lambda span: span.start)


def _behind_what_asks(
    works: Iterable[tuple[int, int]], text: str, candidates: Iterable[tuple[int, Span]]
) -> Iterator[tuple[int, int]]:
    """Yield the works without leading request words: "who wrote" is not part of a title."""
    asked = [span for _, span in candidates if span.kind == "field"][:_MOST_ASKED]
    for start, end in works:
        begin = max((span.end for span in asked if span.start <= start < span.end < end), default=start)
        yield begin + len(text[begin:end]) - len(text[begin:end].lstrip()), end


def _words_outside(text: str, candidates: Iterable[tuple[int, Span]]) -> int:
    """Return how many possibly topical words are outside all candidates."""
    rest = blanked(text, [span for _, span in candidates])
    return sum(not is_filler(word.strip(_MARKS)) for word in rest.split())


def _is_anchored(span: Span, text: str) -> bool:
    """Tell whether common words of a long description are about papers and not part of the description."""
    if span.kind not in _LOOSE:
        return True
    return _PAPERS.search(text[max(span.start - _NEAR, 0) : span.end + _NEAR]) is not None


def _exclusions(text: str, kept: list[Span], terms: Sequence[tuple[int, int]]) -> Iterator[Span]:
    """Yield exclusions; in a long description "not" and "without" are descriptive, unless a name or day follows."""
    found = list(find_exclusions(text))
    outside = _words_outside(text, [(0, span) for span in (*found, *kept)])
    names = covered(len(text), (span for span in kept if span.kind in ("work", "person", "period")))
    for span in found:
        named = names.find(1, span.start, span.end) >= 0
        how = text[span.start : span.start + 4].lower().startswith(("with", "w/o"))
        short = outside <= (_SHORT_WITHOUT if how else _LONG_WITH_EXCLUSION - 1)
        picks = _OF_PAPERS.match(text, span.end) or _PICKS.search(text, max(0, span.start - _NEAR), span.end)
        if short or named or picks:
            yield within_reach(span, text, kept, terms)


def _is_described(name: str, corpus: Corpus) -> bool:
    """Tell whether capitalised words describe a paper with another title."""
    if not _TITLE_CASE.fullmatch(name):
        return False
    found = corpus.search(name, limit=1)
    # One leftover word of a title ("Attention Is All You Need") describes nothing.
    return len(found.query.words) > 1 and bool(len(found.hits)) and found.hits[0].coverage > _ALL


def _unknown_works(text: str, corpus: Corpus) -> list[tuple[int, int]]:
    return [*_versions(text, corpus), *title_like_spans(text, lambda word: is_filler(word) or corpus.knows(word))]


def _versions(text: str, corpus: Corpus) -> list[tuple[int, int]]:
    """Return the named and numbered works (DeepSeek R1, GPT-5) that are asked for as papers and stand in no title."""
    found: list[tuple[int, int]] = []
    for match in islice(_VERSIONED.finditer(text), _MOST_ABSENT):
        name, number = match["name"].lower(), match["number"].lower()
        if (
            not is_filler(name)
            and not corpus.titles.complete(f"{name} {number}", 1)
            and not corpus.titles.complete(f"{name}{number}", 1)
        ):
            found.append(match.span("work"))
    return found


def _ids(text: str, corpus: Corpus) -> Iterator[tuple[int, Span]]:
    for found in find_ids(text):
        here = corpus.paper(found.arxiv_id) is not None
        meaning = Work(found.arxiv_id) if here else Absent(found.arxiv_id)
        yield 0, Span(found.start, found.end, "work" if here else "absent", meaning)


def _works(text: str, corpus: Corpus) -> Iterator[tuple[int, Span]]:
    @cache
    def means(word: str) -> bool:
        return is_filler(word) or (corpus.holding(word) >= _SHARED and not corpus.is_torn(word))

    for found in corpus.titles.works_in(text, means):
        if found.score < _LIKELY or (found.how == "sound" and _VERB.search(text[found.start : found.end])):
            continue
        # 롱리워드 sounds like a name, but its end is a word too: require a very close match.
        if found.how == "sound" and found.score < _VERY_ALIKE and corpus.is_torn(text[found.start : found.end]):
            continue
        sure = found.how in ("id", "title", "system") and found.score >= _SURE
        weak = found.how == "sound" or found.score < _SURE
        yield (
            (1 if sure else 5 if weak else 3),
            Span(found.start, found.end, "work", Work(found.arxiv_id, sure, found.others)),
        )


def _people(text: str, corpus: Corpus) -> Iterator[tuple[int, Span]]:
    @cache
    def means(word: str) -> bool:
        return is_filler(word) or corpus.uses(word)

    for found in corpus.authors.people_in(text, means):
        sure = found.how in ("full", "initials") or (found.cued and found.how == "part")
        if found.how == "sound" and not _sounds_like_somebody(found.typed):
            continue
        end = more.end() if (more := _ET_AL.match(text, found.end)) else found.end
        yield (2 if sure else 5), Span(found.start, end, "person", People(found.people, found.typed, sure))


def _sounds_like_somebody(typed: str) -> bool:
    words = typed.split()
    return len(typed) >= _LEAST_SYLLABLES and not any(is_filler(word) or _VERB.search(word) for word in words)


def _soft(text: str, terms: Sequence[tuple[int, int]]) -> Iterator[tuple[int, Span]]:
    """Yield spans of common words, unless they are part of a term ("chain of thought", "best-of-n")."""
    reach = reach_of(len(text), terms)
    for order, found in (
        (4, find_orders(text)),
        (4, find_fields(text)),
        (4, find_more(text)),
    ):
        for span in found:
            if reach[span.start] < span.end:
                numbered = isinstance(span.meaning, More) and span.meaning.number is not None
                yield (1 if numbered else order), span
    for order, span in find_pointers(text):
        yield order + 3, span

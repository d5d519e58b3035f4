"""Spans about data that only listings have: organisations, and questions for such fields.

The act and topic models do not know these spans, so they are recognised afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from bot.answers.request import FIELDS, Act, Field
from bot.answers.understand.listed_fields import find_listed_fields, find_sites
from bot.answers.understand.meanings import FieldAsked, People
from bot.answers.understand.organizations import find_organizations
from bot.answers.understand.spans import Span
from bot.answers.understand.words import Word
from bot.search.corpus import Corpus

__all__ = ["Told", "with_listed"]

# Acts that may turn out to ask for a field; a list only if nothing else is asked for.
_MAY_ASK: tuple[Act, ...] = (*FIELDS, "fact", "summary")
_OF_BOT: tuple[Act, ...] = ("about", "help")


@dataclass(frozen=True, slots=True)
class Told:
    """The spans, words and act of a text, including listing fields."""

    spans: tuple[Span, ...]
    words: tuple[Word, ...]
    act: Act


def with_listed(text: str, spans: Sequence[Span], words: Sequence[Word], act: Act, corpus: Corpus) -> Told:
    """Return the reading of a text with the spans about listing fields."""
    fields = (*find_listed_fields(text), *(span for span in find_sites(text) if _is_asked(span, spans, words)))
    found = [span for span in (*find_organizations(text, corpus), *fields) if _holds(span, spans)]
    if not found:
        return Told(tuple(spans), tuple(words), act)
    kept = [span for span in spans if span.kind == "without" or not any(span.overlaps(one) for one in found)]
    read = tuple(
        replace(word, role="span") if any(one.start < word.end and word.start < one.end for one in found) else word
        for word in words
    )
    merged = tuple(sorted((*kept, *found), key=attrgetter("start")))
    return Told(merged, read, _act(act, found, merged, read))


def _holds(found: Span, spans: Sequence[Span]) -> bool:
    """Tell whether no surer span covers this one: a paper, or a person's certain name."""
    return all(_gives_way(span) for span in spans if span.overlaps(found))


def _gives_way(span: Span) -> bool:
    if isinstance(span.meaning, People):
        return not span.meaning.sure
    return span.kind in ("absent", "field", "without", "pointer")


def _act(act: Act, found: Sequence[Span], spans: Sequence[Span], words: Sequence[Word]) -> Act:
    field: Field | None = next((span.meaning.field for span in found if isinstance(span.meaning, FieldAsked)), None)
    if field is None:
        return "papers" if act == "off" else act
    alone = all(word.role in ("span", "filler") for word in words)
    if act in _OF_BOT:
        return field if _is_named(spans) else act
    asks: bool = act in _MAY_ASK or alone or _is_named(spans) or (field != "organization" and act == "papers")
    return field if asks else act


def _is_asked(site: Span, spans: Sequence[Span], words: Sequence[Word]) -> bool:
    """Tell whether a paper is named or referred to, or nothing else is said."""
    others = (word for word in words if word.end <= site.start or word.start >= site.end)
    return _is_named(spans) or all(word.role in ("span", "filler") for word in others)


def _is_named(spans: Sequence[Span]) -> bool:
    return any(span.kind in ("work", "absent", "pointer") for span in spans)

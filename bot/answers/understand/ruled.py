"""A text as the rules read it: the models' input, in training too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from bot.answers.request import Act
from bot.answers.understand.about_bot import Subject, subject_of
from bot.answers.understand.about_listings import is_tally
from bot.answers.understand.acts import decide
from bot.answers.understand.meanings import Ordering, Pointer, Work
from bot.answers.understand.mood import is_mood
from bot.answers.understand.recognise import recognise
from bot.answers.understand.references import held_against
from bot.answers.understand.settle import settled
from bot.answers.understand.small_talk import small_talk
from bot.answers.understand.spans import Span, exclusions_reach
from bot.answers.understand.words import Word, read_words
from bot.search.corpus import Corpus

__all__ = ["Ruled", "by_rules"]


@dataclass(frozen=True, slots=True)
class Ruled:
    """A text, its spans and words, the act by rules, and the subject of a question about the bot."""

    text: str
    spans: tuple[Span, ...]
    words: tuple[Word, ...]
    act: Act
    subject: Subject | None


def by_rules(text: str, corpus: Corpus, today: date) -> Ruled:
    """Return the rules' reading of `text`, which has passed the length check."""
    terms = corpus.phrases_in(text)
    found = recognise(text, corpus, today, terms)
    spans = tuple(sorted(settled(text, found, corpus), key=attrgetter("start")))
    words = read_words(text, spans, corpus.knows, [*terms, *corpus.glossary.sayings.spans_in(text, corpus.knows)])
    named = any(span.kind in ("work", "absent") or _points_at_one(span) for span in spans)
    asks = any(span.kind not in ("pointer", "without", "scope") or _points_at_one(span) for span in spans)
    talk = "ack" if not named and is_mood(text) else None if named or asks else small_talk(text)
    subject = subject_of(text)
    if subject in ("help", "size", "model") and (named or any(span.kind == "period" for span in spans)):
        subject = None
    if subject in ("newest", "days") and any(_ranks(span) for span in spans):
        # "The top 2 of the newest day" asks for papers.
        subject = None
    if is_tally(subject) and (named or any(span.kind == "person" for span in spans)):
        subject = None
    outside = _outside(spans)
    act: Act = talk or ("help" if subject == "help" else "about" if subject else decide(text, outside, words))
    if act in ("papers", "fact", "summary") and _names_two(outside) and held_against(text):
        act = "compare"
    return Ruled(text, spans, words, act, None if subject == "help" else subject)


def _ranks(span: Span) -> bool:
    return span.kind in ("count", "rank") or (isinstance(span.meaning, Ordering) and span.meaning.order != "newest")


def _outside(spans: Sequence[Span]) -> list[Span]:
    """Return the spans outside exclusions."""
    reach = exclusions_reach(spans)
    return [span for span in spans if reach(span.start) < span.end]


def _names_two(spans: Sequence[Span]) -> bool:
    return len({span.meaning.arxiv_id for span in spans if isinstance(span.meaning, Work)}) > 1


def _points_at_one(span: Span) -> bool:
    return isinstance(span.meaning, Pointer) and span.meaning.to in ("place", "other", "pair", "day")

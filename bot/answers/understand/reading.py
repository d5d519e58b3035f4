"""A text as read by itself: its spans, the roles of its words, and the act."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from bot.answers.request import Act
from bot.answers.understand.fillers import bare_word, is_filler, is_noise
from bot.answers.understand.models import Leaning, leaning
from bot.answers.understand.ruled import by_rules
from bot.answers.understand.small_talk import Subject
from bot.answers.understand.spans import Excluded, Kind, Meaning, Span
from bot.answers.understand.words import Word
from bot.search.corpus import Corpus
from bot.texts import Language, language_of

__all__ = ["Reading", "read"]

M = TypeVar("M", bound=Meaning)
# What these say is no word to search by, whatever is asked.
_HARD: frozenset[Kind] = frozenset(("work", "absent", "person", "period", "pointer", "field", "without"))
_LONG = 6
_KOREAN = re.compile(r"[가-힣]+")
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold a text that has passed the door, what is read in it, and the act that it asks for."""

    text: str
    language: Language
    spans: tuple[Span, ...]
    words: tuple[Word, ...]
    act: Act
    subject: Subject | None = None
    lean: Leaning = Leaning("papers", 0.0, 0.0, ())

    def of(self, meaning: type[M], *, excluded: bool = False) -> list[M]:
        """Return the meanings of one type, in order: those left out, or (the default) the others."""
        return [
            span.meaning
            for span in self.spans
            if isinstance(span.meaning, meaning) and self.is_excluded(span) == excluded
        ]

    def has(self, kind: Kind) -> bool:
        """Tell whether a span of this kind stands outside of every exclusion."""
        return any(span.kind == kind and not self.is_excluded(span) for span in self.spans)

    def is_excluded(self, span: Span) -> bool:
        """Tell whether `span` stands in what is to be left out."""
        return span.kind != "without" and any(
            part.start <= span.start and span.end <= part.end for part in self._exclusions
        )

    @property
    def _exclusions(self) -> list[Excluded]:
        return [span.meaning for span in self.spans if isinstance(span.meaning, Excluded)]

    @property
    def topic(self) -> str:
        """The words by which papers are searched: no spans, no fillers, nothing that is left out."""
        return self._joined(iter(self.topic_words))

    @property
    def topic_words(self) -> tuple[Word, ...]:
        """The words of the topic."""
        return tuple(self._described([span for span in self.spans if span.kind != "without"]))

    @property
    def description(self) -> str:
        """The words that describe a paper or ask of it: what means an order or a number in a list is only a word here."""
        return self._joined(self._described([span for span in self.spans if span.kind in _HARD]))

    @property
    def question(self) -> str:
        """The words in which a fact is asked for: spans that are only words here stay."""
        cut = [span for span in self.spans if span.kind in ("work", "person", "period", "without", "absent")]
        return _KOREAN.sub(lambda word: bare_word(word[0]), _BLANKS.sub(" ", _without(self.text, cut)).strip())

    @property
    def left_out(self) -> str:
        """The words of what is left out, that no span covers."""
        parts = self._exclusions
        words = (
            word.typed
            for word in self.words
            if word.role in ("known", "unknown") and any(p.start <= word.start < p.end for p in parts)
        )
        return " ".join(words)

    def _described(self, cut: Sequence[Span]) -> Iterator[Word]:
        """Yield the words that say what is meant; a long description keeps all but noise."""
        cut = [*cut, *(span for span in self.spans if span.kind == "without")]
        long = sum(word.role in ("known", "unknown") for word in self.words) >= _LONG
        for word in self.words:
            if any(span.start < word.end and word.start < span.end for span in cut):
                continue
            drops = is_noise if long else is_filler
            if word.in_term or not drops(word.typed):
                yield word

    def _joined(self, words: Iterator[Word]) -> str:
        """Return words with what stands between neighbours, so that terms of several words stay whole."""
        parts: list[str] = []
        before: Word | None = None
        for word in words:
            if before is not None:
                between = self.text[before.end : word.start]
                parts.append(between if len(between) <= 1 else " ")
            parts.append(bare_word(word.typed))
            before = word
        return "".join(parts)


def _without(text: str, spans: Sequence[Span]) -> str:
    for span in spans:
        text = f"{text[: span.start]}{' ' * span.length}{text[span.end :]}"
    return text


def read(text: str, corpus: Corpus, today: date, fallback: Language) -> Reading:
    """Return how `text`, which has passed the door, is read by itself."""
    ruled = by_rules(text, corpus, today)
    lean = leaning(text, ruled.spans, ruled.words, ruled.act)
    language = language_of(text) or fallback
    about = ruled.subject if lean.act == "about" else None
    return Reading(text, language, ruled.spans, ruled.words, lean.act, about, lean)

"""The reading of a text without context: its spans, the roles of its words, and the act."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import TypeVar

from bot.answers.request import Act
from bot.answers.understand.about_bot import Subject
from bot.answers.understand.about_listings import is_tally
from bot.answers.understand.acts import asking_words
from bot.answers.understand.asides import plain_question, says_nothing
from bot.answers.understand.door import brief
from bot.answers.understand.fillers import bare_word, is_filler, is_noise
from bot.answers.understand.listed import with_listed
from bot.answers.understand.meanings import Meaning
from bot.answers.understand.models import Leaning, leaning
from bot.answers.understand.ruled import by_rules
from bot.answers.understand.spans import Kind, Span, blanked, covered, exclusions_reach
from bot.answers.understand.words import Word, joined
from bot.search.corpus import Corpus
from bot.texts import Language, language_of

__all__ = ["Reading", "read"]

M = TypeVar("M", bound=Meaning)
# Spans of these types are never search words.
_HARD: frozenset[Kind] = frozenset(
    ("work", "absent", "person", "organization", "period", "pointer", "field", "without")
)
# Spans that identify the papers a question is about.
_NAMES: frozenset[Kind] = frozenset(("work", "absent", "person", "organization", "period", "without"))
_SENTENCE_END = re.compile(r"(?<![.!?])[.!?]++(?=\s|$)\s*|[ㅋㅎㅠㅜ]{2,}\s*")
_SENTENCES = 2
_ASKS_PAPERS = re.compile(
    r"\b(?:papers?|articles?|recommend|suggest|looking\s+for|anything|something|any|find|show|read)\b|논문|페이퍼|"
    r"자료|찾|추천|있(?:어|음|나|냐|을까)|알려|보여|(?:걸|것으|거|쪽으)로(?:요|만)?\W{0,9}$|면\s?좋",
    re.IGNORECASE,
)
_TALK: tuple[Act, ...] = ("greeting", "thanks", "ack")
_SHORT_TALK = 3
_LONG = 6
_EITHER = re.compile(r"[/,]|\b(?:or|and)\b|이나|랑|하고|및")
_CARRIES = 0.3
_FILLER_CARRIES = 0.15
_NEAR = 16
_BEFORE_PAPERS = re.compile(r"\s?(?:papers?\b|articles?\b|논문|페이퍼|관련|분야)", re.IGNORECASE)
_BEHIND_ABOUT = re.compile(r"\b(?:about|on|regarding)\s(?:the\s)?$", re.IGNORECASE)
# "Any zebrafish detection ones".
_BEHIND_ANY = re.compile(r"\bany\s$", re.IGNORECASE)
_OF_ONES = re.compile(r"(?:\s[\w-]{1,30})?\s(?:ones?|stuff|work|papers?|articles?)\b", re.IGNORECASE)
_RANKED = re.compile(r"\b(?:best|top|greatest|hottest|coolest|newest|latest)\s$", re.IGNORECASE)
_NAMES_PAPERS = re.compile(r"\b(?:papers?|articles?|ones?|votes?|upvotes?|listings?)\b|논문|페이퍼", re.IGNORECASE)
# Evaluative words ("개쩌는 논문") are not a topic.
_DESCRIBING = re.compile(r"[가-힣](?:[는은한된던운을를]|같은)$")
_SURE = 0.6
_CLAUSE_END = re.compile(r"[,;.?!]\s+|(?:어서|아서|라서|니까|는데|은데|인데|건데)\s+")
# Requests for similar papers have no topic of their own.
_LIKENESS = re.compile(
    r"(?:similar|alike|like|akin|comparable|related|any|some|every)(?:thing|ly)?$|"
    r"(?:비슷|유사|닮|같|연관|관련)[가-힣]{0,4}$",
    re.IGNORECASE,
)
_BLANKS = re.compile(r"\s+")
# No output of the models.
_NO_LEANING = Leaning("papers", ())


@dataclass(frozen=True)
class Reading:
    """A checked text, its spans and words, and the act it asks for; `afresh` leaves what was said before."""

    text: str
    language: Language
    spans: tuple[Span, ...]
    words: tuple[Word, ...]
    act: Act
    subject: Subject | None = None
    lean: Leaning = _NO_LEANING
    afresh: bool = False

    def of(self, meaning: type[M], *, excluded: bool = False) -> list[M]:
        """Return the meanings of one type, in order: the excluded ones, or (the default) the others."""
        return [
            span.meaning
            for span in self.spans
            if isinstance(span.meaning, meaning) and self.is_excluded(span) == excluded
        ]

    def has(self, kind: Kind) -> bool:
        """Tell whether there is a span of this kind outside every exclusion."""
        return any(span.kind == kind and not self.is_excluded(span) for span in self.spans)

    def is_excluded(self, span: Span) -> bool:
        """Tell whether `span` is inside an exclusion."""
        return span.kind != "without" and self._left_out_until(span.start) >= span.end

    @cached_property
    def _left_out_until(self) -> Callable[[int], int]:
        return exclusions_reach(self.spans)

    def typed(self, kind: Kind) -> list[str]:
        """Return the pieces of the text that were read as spans of this kind."""
        return [self.text[span.start : span.end] for span in self.spans if span.kind == kind]

    @cached_property
    def topic(self) -> str:
        """The search words: no spans, no fillers, no exclusions."""
        return joined(self.text, self.topic_words)

    @cached_property
    def topic_words(self) -> tuple[Word, ...]:
        """The words of the topic."""
        cut = [span for span in self.spans if span.kind != "without"]
        found = self._asking(list(self._described(cut)))
        kept = tuple(word for place, word in found if word.in_term or not self._is_aside(place))
        # Unknown words are dropped only next to something understood; alone they are the topic.
        says = any(word.in_term or not says_nothing(word.typed) for word in kept)
        return kept if says or self._is_framed() else tuple(word for _, word in found)

    def _is_framed(self) -> bool:
        """Tell whether more than a topic selects the papers; a day alone does not count."""
        if any(span.kind not in ("period", "scope", "pointer", "without") for span in self.spans):
            return True
        return bool(self.spans) and _ASKS_PAPERS.search(self.text) is not None

    @cached_property
    def description(self) -> str:
        """The words that describe a paper or ask about it; orders and counts are ordinary words here."""
        if self.act == "similar":
            return self.topic
        described = self._described([span for span in self.spans if span.kind in _HARD])
        return joined(self.text, (word for _, word in described))

    @property
    def question(self) -> str:
        """The words that ask for a fact; some spans are ordinary words here."""
        cut = [span for span in self.spans if span.kind in _NAMES]
        return plain_question(_BLANKS.sub(" ", blanked(self.text, cut)).strip())

    def only_asks(self, act: Act) -> bool:
        """Tell whether the text describes nothing and only asks for `act`."""
        asking = asking_words(self.text, act)
        # "Similar ones, just two" gives a count but no topic.
        words = self._described([span for span in self.spans if span.kind in _HARD or act == "similar"])
        return all(any(start < word.end and word.start < end for start, end in asking) for _, word in words)

    @property
    def left_out(self) -> str:
        """The excluded words that no span covers."""
        found: list[str] = []
        before: Word | None = None
        for word in self.words:
            if word.role not in ("known", "unknown") or self._left_out_until(word.start) <= word.start:
                continue
            # "Vision / video ones" are two topics; a paper on either is excluded.
            apart = before is not None and _EITHER.search(self.text, before.end, word.start) is not None
            found.append(f", {bare_word(word.typed)}" if apart else f" {bare_word(word.typed)}")
            before = word
        return "".join(found).strip()

    def _described(self, cut: Sequence[Span]) -> Iterator[tuple[int, Word]]:
        """Yield the content words, each with its position; a long description keeps all but noise."""
        spanned = covered(len(self.text), (*cut, *(span for span in self.spans if span.kind == "without")))
        long = sum(word.role in ("known", "unknown") for word in self.words) >= _LONG
        for place, word in enumerate(self.words):
            if spanned.find(1, word.start, word.end) >= 0:
                continue
            if self.act == "similar" and _LIKENESS.match(word.typed):
                continue
            if word.in_term or not self._is_dropped(place, long=long):
                yield place, word

    def _is_dropped(self, place: int, *, long: bool) -> bool:
        """Tell whether to drop a word: in a long description a filler stays if the model considers it topical."""
        typed = self.words[place].typed
        return is_noise(typed) or (is_filler(typed) and not (long and self._carries(place) >= _FILLER_CARRIES))

    def _asking(self, found: list[tuple[int, Word]]) -> list[tuple[int, Word]]:
        """Return the words of the sentences that ask for papers, if others only give reasons."""
        ends = [match.end() for match in _SENTENCE_END.finditer(self.text)]
        if not ends or ends[-1] < len(self.text):
            ends.append(len(self.text))
        if len(ends) < _SENTENCES:
            return self._beside_frame(found)
        starts = [0, *ends[:-1]]
        asking = [
            (start, end) for start, end in zip(starts, ends, strict=True) if _ASKS_PAPERS.search(self.text, start, end)
        ]
        kept = [
            (place, word)
            for place, word in found
            if any(start <= word.start < end for start, end in asking) or self._carries(place) >= _SURE
        ]
        return kept if any(word.role == "known" for _, word in kept) else self._beside_frame(found)

    def _beside_frame(self, found: list[tuple[int, Word]]) -> list[tuple[int, Word]]:
        """Return the words of the clauses that ask for a ranking, and the likely topical words of others."""
        frames = [span for span in self.spans if span.kind in ("order", "rank", "count")]
        if not frames:
            return found
        ends = [match.end() for match in _CLAUSE_END.finditer(self.text)]
        clause_of = partial(bisect_right, ends)
        framed = {clause_of(span.start) for span in frames}
        return [
            (place, word) for place, word in found if clause_of(word.start) in framed or self._carries(place) >= _SURE
        ]

    def _is_aside(self, place: int) -> bool:
        """Tell whether the word at `place` is unknown and most likely not topical."""
        word = self.words[place]
        if word.role != "unknown":
            return False
        # "개쩌는 논문" is evaluative, whatever the model says.
        describes = _DESCRIBING.search(word.typed) is not None and _BEFORE_PAPERS.match(self.text, word.end) is not None
        return describes or (self._carries(place) < _CARRIES and not self._is_named_topic(word))

    def _is_named_topic(self, word: Word) -> bool:
        """Tell whether a word is in the position of a topic ("블록체인 논문", "papers about X"), known or not."""
        if _DESCRIBING.search(word.typed):
            return False
        before = self.text[max(0, word.start - _NEAR) : word.start]
        named = _BEFORE_PAPERS.match(self.text, word.end) is not None or _BEHIND_ABOUT.search(before) is not None
        named = named or (_BEHIND_ANY.search(before) and _OF_ONES.match(self.text, word.end)) is not None
        # "Best schnitzel in munich" ranks no papers.
        return named or (_RANKED.search(before) is not None and not _NAMES_PAPERS.search(self.text))

    def _carries(self, place: int) -> float:
        return self.lean.carries[place] if place < len(self.lean.carries) else 1.0


def read(text: str, corpus: Corpus, today: date, fallback: Language) -> Reading:
    """Return the reading of `text` without context; it must have passed the length check."""
    text = brief(text)
    ruled = by_rules(text, corpus, today)
    lean = leaning(text, ruled.spans, ruled.words, ruled.act)
    language = language_of(text) or fallback
    if ruled.act in _TALK and len(ruled.words) <= _SHORT_TALK:
        return Reading(text, language, ruled.spans, ruled.words, ruled.act)
    if is_tally(ruled.subject) and ruled.act == "about":
        # The act model was fitted to questions about the bot and about papers only.
        return Reading(text, language, ruled.spans, ruled.words, "about", ruled.subject)
    told = with_listed(text, ruled.spans, ruled.words, lean.act, corpus)
    about = ruled.subject if told.act == "about" else None
    return Reading(text, language, told.spans, told.words, told.act, about, lean)

"""How far an exclusion reaches among the other spans: which of its words belong to the request instead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answers.understand.fillers import is_filler
from bot.answers.understand.meanings import Excluded
from bot.answers.understand.spans import Kind, Span

__all__ = ["within_reach"]

# What is left out may be a name or another day, too ("not from Meta or November").
_BEFORE_DAY = re.compile(
    r"(.{1,60}\w)(?<!\bor)(?<!\band)(?<!\bnor)(?<!\bnot)\s{1,9}(?:(?:on|in|at|during|since|for|of)\s{1,9}(?:the\s{1,9})?)?",
    re.IGNORECASE,
)
# In front of a Korean exclusion these say which papers are wanted: "상위 5개 비전 빼고".
_FRAMING: frozenset[Kind] = frozenset(("count", "order", "rank", "scope", "period", "bound"))
_WORD = re.compile(r"\S+")


def within_reach(span: Span, text: str, kept: Sequence[Span], terms: Sequence[tuple[int, int]]) -> Span:
    """Return an exclusion without words that are not left out: a day behind it, a count, an order or a topic before.

    `terms` are the spans of the multi-word terms of `text`.
    """
    meaning = span.meaning
    if not isinstance(meaning, Excluded):
        return span
    if meaning.end == span.end:
        return _before_its_day(span, meaning, text, kept)
    return _behind_its_topic(_behind_its_frame(span, text, kept), text, terms)


def _before_its_day(span: Span, meaning: Excluded, text: str, kept: Sequence[Span]) -> Span:
    """Return an English exclusion without the day behind what is left out: "not from Meta on 1 December"."""
    days = [day for day in kept if day.kind == "period" and meaning.start < day.start and day.end <= span.end]
    for day in days:
        if (what := _BEFORE_DAY.fullmatch(text, meaning.start, day.start)) is not None:
            return replace(span, end=what.end(1), meaning=Excluded(meaning.start, what.end(1)))
    return span


def _behind_its_frame(span: Span, text: str, kept: Sequence[Span]) -> Span:
    """Return a Korean exclusion without the count, order or day in front of what is left out."""
    if not isinstance(meaning := span.meaning, Excluded):
        return span
    start = meaning.start
    for frame in kept:
        if frame.kind in _FRAMING and start <= frame.start and frame.end < meaning.end:
            words = _WORD.finditer(text, frame.end, meaning.end)
            first = next((word.start() for word in words if _says_what(word[0])), None)
            start = start if first is None else first
    return replace(span, start=start, meaning=Excluded(start, meaning.end)) if start > meaning.start else span


def _behind_its_topic(span: Span, text: str, terms: Sequence[tuple[int, int]]) -> Span:
    """Return a Korean exclusion that is the whole text without the term in front of it: "이미지 생성 디퓨전 빼고"."""
    if not isinstance(meaning := span.meaning, Excluded) or _says_more(text[: span.start] + text[span.end :]):
        return span
    for start, end in terms:
        if start == meaning.start and _WORD.search(text, end, meaning.end) is not None and text[end] == " ":
            return replace(span, start=end + 1, meaning=Excluded(end + 1, meaning.end))
    return span


def _says_more(rest: str) -> bool:
    return any(_says_what(word) for word in rest.split())


def _says_what(word: str) -> bool:
    return not is_filler(word.strip(".,!?"))

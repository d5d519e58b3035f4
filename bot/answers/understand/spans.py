"""Spans of a text, each with its meaning, and the choice between overlapping ones."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from bot.answers.understand.meanings import Excluded, Meaning

__all__ = [
    "Kind",
    "Span",
    "believed",
    "blanked",
    "covered",
    "exclusions_reach",
    "outside_exclusions",
]

Kind = Literal[
    "work",
    "absent",
    "person",
    "organization",
    "period",
    "scope",
    "count",
    "rank",
    "bound",
    "order",
    "field",
    "without",
    "pointer",
    "more",
]


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the text and its meaning."""

    start: int
    end: int
    kind: Kind
    meaning: Meaning

    @property
    def length(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


def outside_exclusions(spans: Sequence[Span]) -> list[Span]:
    """Return the spans outside exclusions."""
    reach = exclusions_reach(spans)
    return [span for span in spans if span.kind == "without" or reach(span.start) <= span.start]


def exclusions_reach(spans: Sequence[Span]) -> Callable[[int], int]:
    """Return the end of the last exclusion that starts at or before an offset, else -1."""
    parts = sorted((span.meaning.start, span.meaning.end) for span in spans if isinstance(span.meaning, Excluded))
    starts = [start for start, _ in parts]
    ends = [-1, *accumulate((end for _, end in parts), max)]
    return lambda place: ends[bisect_right(starts, place)]


def believed(candidates: Iterable[tuple[int, Span]]) -> list[Span]:
    """Return the accepted spans, in order: of two that overlap the surer (lower number), then the longer."""
    kept: list[Span] = []
    ranked = sorted(candidates, key=lambda one: (one[0], -one[1].length, one[1].start))
    taken = bytearray(max((span.end for _, span in ranked), default=0))
    for _, span in ranked:
        if taken.find(1, span.start, span.end) < 0:
            taken[span.start : span.end] = b"\1" * span.length
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)


def covered(length: int, spans: Iterable[Span]) -> bytearray:
    """Return, for each offset of a text, whether a span covers it."""
    places = bytearray(length)
    for span in spans:
        places[span.start : span.end] = b"\1" * span.length
    return places


def blanked(text: str, spans: Sequence[Span]) -> str:
    """Return `text` with the spans blanked out, offsets unchanged."""
    places = list(text)
    for span in spans:
        places[span.start : span.end] = " " * span.length
    return "".join(places)

"""Features of the act model: the text with its spans replaced by types, its letters, and the rules' signs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from bot.answers.request import Act
from bot.answers.understand.acts import cues
from bot.answers.understand.meanings import FieldAsked, Ordering, Pointer
from bot.answers.understand.spans import Span
from bot.answers.understand.words import Word

__all__ = ["Features", "act_features", "is_korean", "symbols", "type_of"]

# A message says what it wants in its first words; this bounds the work on long ones.
_LETTERS = 400
_WORDS = 80
_MARKS = re.compile(r"[?!~]+|\.{2,}")


@dataclass(frozen=True, slots=True)
class Features:
    """Features of three kinds with equal total weight: shape, letters, signs."""

    shape: tuple[str, ...]
    letters: tuple[str, ...]
    signs: tuple[str, ...]


def act_features(
    text: str, spans: Sequence[Span], words: Sequence[Word], ruled: Act, vocabulary: frozenset[str]
) -> Features:
    """Return the features of a text with this reading, whose act is `ruled` by the rules."""
    words = words[:_WORDS]
    shape = {*_of_symbols(symbols(text, spans, words, vocabulary)), *_of_words(words), *_of_counts(text, spans, words)}
    letters = {f"r{part}" for part in _grams(f"^{text[:_LETTERS].lower()}$", (2, 3, 4))}
    letters.update(f"rw{word.typed.lower()}" for word in words)
    signs = list(_signs(text[:_LETTERS], spans, words, ruled))
    pairs = (f"{one}&{other}" for one, other in combinations(signs, 2))
    return Features(tuple(sorted(shape)), tuple(sorted(letters)), (*signs, *pairs))


def type_of(span: Span) -> str:
    """Return the type of a span, with its value if there are only a few."""
    match span.meaning:
        case Ordering(order):
            return f"order:{order}"
        case FieldAsked(field):
            return f"field:{field}"
        case Pointer(to):
            return f"pointer:{to}"
        case _:
            return span.kind


def is_korean(word: str) -> bool:
    """Tell whether a word ends in a syllable of Hangul."""
    return "가" <= word[-1] <= "힣"


def symbols(text: str, spans: Sequence[Span], words: Sequence[Word], vocabulary: frozenset[str]) -> list[str]:
    """Return `text` as types of spans, words of `vocabulary` and fillers as typed, and <T> or <U> for the rest."""
    typed = [span for span in spans if span.kind != "without"]
    placed = [(span.start, f"<{type_of(span)}>") for span in typed]
    placed += [(span.end, "<without>") for span in spans if span.kind == "without"]
    for word in words:
        if word.role == "span":
            placed += _tail(text, word, typed)
        elif word.role == "filler" or word.typed.lower() in vocabulary:
            placed.append((word.start, word.typed.lower()))
        else:
            known, script = ("T" if word.role == "known" else "U"), ("k" if is_korean(word.typed) else "")
            placed.append((word.start, f"<{known}{script}>"))
    placed += [(match.start(), match[0][0]) for match in _MARKS.finditer(text, 0, _LETTERS)]
    ordered = [symbol for _, symbol in sorted(placed)]
    return [
        symbol
        for number, symbol in enumerate(ordered)
        if number == 0 or symbol != ordered[number - 1] or not symbol.startswith(("<T", "<U"))
    ]


def _tail(text: str, word: Word, spans: Sequence[Span]) -> Iterator[tuple[int, str]]:
    """Yield the particle or ending that follows the span in a word."""
    span = next((span for span in spans if span.start < word.end and word.start < span.end), None)
    if span is not None and span.start <= word.start and span.end < word.end:
        yield span.end, text[span.end : word.end].lower()


def _of_symbols(line: Sequence[str]) -> Iterator[str]:
    marked = ["^", *line, "$"]
    yield from (f"w{symbol}" for symbol in marked)
    yield from (f"w{one} {other}" for one, other in pairwise(marked))
    letters = ["^"]
    for symbol in line:
        letters.append(" ")
        letters += [symbol] if symbol.startswith("<") else list(symbol)
    letters = [*letters[:_LETTERS], " ", "$"]
    yield from (f"c{part}" for part in _grams(letters, (2, 3, 4)))


def _of_words(words: Sequence[Word]) -> Iterator[str]:
    if not words:
        return
    first, last = words[0].typed.lower(), words[-1].typed.lower()
    yield f"f{first}"
    yield from (f"l{last[-size:]}" for size in (1, 2, 3))
    for word in words:
        if word.role in ("known", "unknown") and is_korean(word.typed):
            yield from (f"e{word.typed[-size:]}" for size in (1, 2, 3) if len(word.typed) >= size)


def _of_counts(text: str, spans: Sequence[Span], words: Sequence[Word]) -> Iterator[str]:
    kinds = Counter(span.kind for span in spans)
    yield from (f"s{kind}" for kind in kinds)
    yield from (f"ss{kind}" for kind, count in kinds.items() if count > 1)
    yield from (f"p{one}{other}" for one, other in combinations(sorted(kinds), 2))
    content = sum(word.role in ("known", "unknown") for word in words)
    unknown = sum(word.role == "unknown" for word in words)
    yield from (f"n{min(content, 4)}", f"u{min(unknown, 3)}", f"len{min(len(words), 12) // 2}")
    if not kinds:
        yield from ("bare", f"bare{min(content, 3)}")
    if "?" in text:
        yield from ("?", f"?{min(content, 3)}")
    yield "ko" if any("가" <= letter <= "힣" for letter in text) else "en"


def _signs(text: str, spans: Sequence[Span], words: Sequence[Word], ruled: Act) -> Iterator[str]:
    yield f"rule:{ruled}"
    yield from cues(text)
    yield from sorted({type_of(span) for span in spans})
    content = min(sum(word.role in ("known", "unknown") for word in words), 3)
    named = any(span.kind in ("work", "absent") for span in spans)
    yield from (f"content{content}", f"content{content}{named}")


def _grams(line: Sequence[str], sizes: Sequence[int]) -> Iterator[str]:
    for size in sizes:
        for start in range(len(line) - size + 1):
            yield "".join(line[start : start + size])

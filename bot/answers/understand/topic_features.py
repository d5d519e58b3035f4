"""Features of the topic model: a word's letters, its role, and its neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.answers.request import Act
from bot.answers.understand.act_features import type_of
from bot.answers.understand.spans import Span
from bot.answers.understand.words import Word

__all__ = ["topic_features"]

_LONGEST = 16


def topic_features(text: str, spans: Sequence[Span], words: Sequence[Word], ruled: Act) -> list[list[str]]:
    """Return the features of every word of a text with this reading, whose act is `ruled` by the rules."""
    typed = [word.typed.lower() for word in words]
    roles = [_role(word, spans) for word in words]
    whole = [f"act={ruled}", f"n={min(len(words), 8)}", *(f"k={kind}" for kind in sorted({s.kind for s in spans}))]
    content = min(sum(word.role in ("known", "unknown") for word in words), 3)
    found: list[list[str]] = []
    for place, word in enumerate(words):
        features = ["b", *whole, *_own(word, typed[place], roles[place], ruled), f"content={content}{roles[place]}"]
        features += _around(place, words, typed, roles)
        following = text[word.end : word.end + 2].strip()[:1]
        if following and not following.isalnum():
            features.append(f"mark={following}")
        found.append(features)
    return found


def _role(word: Word, spans: Sequence[Span]) -> str:
    if word.role != "span":
        return f"{word.role}+" if word.in_term else word.role
    return next(
        (type_of(s) for s in spans if s.kind != "without" and s.start < word.end and word.start < s.end), "span"
    )


def _own(word: Word, typed: str, role: str, ruled: Act) -> Iterator[str]:
    yield from (f"r0={role}", f"shape={_shape(word.typed)}", f"act={ruled}{role}", f"w0={typed}")
    for size in range(1, min(len(typed), 4) + 1):
        yield from (f"suffix={typed[-size:]}", f"prefix={typed[:size]}")
    marked = f"^{typed[:_LONGEST]}$"
    for size in (2, 3, 4):
        yield from (f"c{marked[start : start + size]}" for start in range(len(marked) - size + 1))


def _around(place: int, words: Sequence[Word], typed: Sequence[str], roles: Sequence[str]) -> Iterator[str]:
    last = len(words) - 1
    yield from (f"from={min(place, 3)}", f"to={min(last - place, 3)}")
    for step in (-2, -1, 1, 2):
        if 0 <= place + step <= last:
            near = typed[place + step]
            yield from (f"w{step}={near}", f"r{step}={roles[place + step]}", f"suffix{step}={near[-2:]}")
        else:
            yield f"edge{step}"
    if place > 0:
        yield from (f"ww-1={typed[place - 1]} {typed[place]}", f"rr-1={roles[place - 1]}{roles[place]}")
        yield "glued" if words[place - 1].end == words[place].start else "apart"
    if place < last:
        yield from (f"ww1={typed[place]} {typed[place + 1]}", f"rr1={roles[place]}{roles[place + 1]}")
    if 0 < place < last:
        yield f"rrr={roles[place - 1]}{roles[place]}{roles[place + 1]}"


def _shape(word: str) -> str:
    if any(letter.isdigit() for letter in word):
        return "0" if word.isdigit() else "a0"
    if not word[0].isascii():
        return "가" if "가" <= word[0] <= "힣" else "ㅋ" if "\u3131" <= word[0] <= "\u318e" else "*"
    return "AA" if word.isupper() and len(word) > 1 else "Aa" if word[0].isupper() else "aa"

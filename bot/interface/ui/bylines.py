"""Authors in one line, however many there are."""

from __future__ import annotations

from collections.abc import Sequence

from bot.interface.ui.markup import inline, size
from bot.texts import Language, Text

__all__ = ["byline"]

_MORE = Text("and {count:,} more", "외 {count:,}명")
_MORE_OR_SO = Text("and at least {count:,} more", "외 {count:,}명 이상")
_OTHERS = Text("and others", "외")
_NO_AUTHORS = Text("authors not listed", "저자 정보 없음")


def byline(authors: Sequence[str], language: Language, limit: int, *, others: int = 0, more: bool = False) -> str:
    """Return as many authors as fit in `limit` units, escaped, and how many there are besides.

    `others` is the number of listed people missing from `authors`; with `more` the listing omits further ones.
    """
    people = [name for name in authors if name.strip()]
    if not people:
        return _NO_AUTHORS.in_(language)
    # No more can fit: a name and its comma take at least three units.
    names = [inline(name, 100) for name in people[: limit // 3]]
    for shown in range(len(names), 0, -1):
        line = _cut(names[:shown], len(people) - shown + others, language, more)
        if size(line) <= limit:
            return line
    return _cut([inline(people[0], limit // 2)], len(people) - 1 + others, language, more)


def _cut(names: Sequence[str], hidden: int, language: Language, more: bool) -> str:
    if not hidden and not more:
        return ", ".join(names)
    rest = (_MORE_OR_SO if more else _MORE).fill(count=hidden) if hidden else _OTHERS
    return f"{', '.join(names)} {rest.in_(language)}"

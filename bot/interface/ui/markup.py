"""Plain text of papers and people -> Discord markdown that shows just that text, cut to Discord's limits."""

from __future__ import annotations

import re
from collections.abc import Callable

from discord.utils import escape_mentions

from bot.corpus.characters import visible

__all__ = ["inline", "link", "plain", "shorten", "size"]

_URL = re.compile(r"https?://[^\s<]+")
_MARKUP = re.compile(r"[\\`*_~|\[\]<>#]|:(?=[\w+-]+:)")
_LIST_MARK = re.compile(r"^([^\S\n]*+)([-+])(?=\s)", re.MULTILINE)
_NUMBER_MARK = re.compile(r"^([^\S\n]*+\d++)\.(?=\s|$)", re.MULTILINE)
_SENTENCE_END = re.compile(r"[.!?。](?=\s)")
# What takes effect in a link's text: paired marks, brackets, a final backslash, Discord's own marks, and a URL, which
# disables the link.
_IN_LINK = re.compile(r"[\[\]]|\\(?=\W|$)|<(?=[@#:/\w][^\s<>]*>)|:(?=[\w+-]+:)|:(?=//)")
_PAIRS = "*_~|`"
# From "!" to "~" every character has a full-width form so far behind it (Unicode, U+FF01 to U+FF5E).
_TO_FULL_WIDTH = 0xFEE0
_ELLIPSIS = "…"


def size(text: str) -> int:
    """Return the length of `text` in UTF-16 units, the widest of the ways in which Discord may count."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def shorten(text: str, limit: int) -> str:
    """Cut `text` to `limit` units at the end of a sentence, else of a word, and mark the cut with "…"."""
    if size(text) <= limit:
        return text
    kept = text[: max(limit - 1, 0)]
    while kept and size(kept) > limit - 1:
        kept = kept[:-1]
    sentences = [match.end() for match in _SENTENCE_END.finditer(kept)]
    if sentences and sentences[-1] >= len(kept) // 2:
        return kept[: sentences[-1]] + _ELLIPSIS
    head, space, _ = kept.rpartition(" ")
    return (head if space and len(head) >= len(kept) // 2 else kept).rstrip() + _ELLIPSIS


def plain(text: str, limit: int) -> str:
    """Escape `text`, so that no markdown, mention, emoji or turned direction of it takes effect, within `limit` units.

    Web addresses stay as they are: Discord reads them whole, and a backslash would break them.
    """
    return _within(visible(text).strip(), limit, _escaped)


def inline(text: str, limit: int) -> str:
    """Escape `text` as one line."""
    return plain(" ".join(text.split()), limit)


def link(text: str, url: str, limit: int) -> str:
    """Return a link to `url` that reads `text`, within `limit` units.

    In a link's text Discord's clients interpret marks but display escaping backslashes (discord-api-docs #6185). So
    such characters are replaced by their full-width forms, which look similar and which NFKC, and so a search for the
    copied title, treats as equal.
    """
    return f"[{_within(' '.join(visible(text).split()), limit - size(url) - 4, _link_text)}]({url})"


def _within(text: str, limit: int, escape: Callable[[str], str]) -> str:
    room = limit
    while size(escaped := escape(shorten(text, room))) > limit and room > 1:
        room -= max(1, (size(escaped) - limit) // 2)
    return escaped


def _escaped(text: str) -> str:
    parts: list[str] = []
    end = 0
    for match in _URL.finditer(text):
        parts += [_MARKUP.sub(r"\\\g<0>", text[end : match.start()]), match[0]]
        end = match.end()
    joined = "".join(parts) + _MARKUP.sub(r"\\\g<0>", text[end:])
    return escape_mentions(_NUMBER_MARK.sub(r"\1\\.", _LIST_MARK.sub(r"\1\\\2", joined)))


def _link_text(text: str) -> str:
    text = _IN_LINK.sub(_full_width, text)
    for mark in _PAIRS:
        if text.count(mark) > 1:
            text = text.replace(mark, chr(ord(mark) + _TO_FULL_WIDTH))
    return escape_mentions(text)


def _full_width(mark: re.Match[str]) -> str:
    return chr(ord(mark[0]) + _TO_FULL_WIDTH)

"""The text of a listing -> its lines: which are code, and which are one heading that was broken over several."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from bot.corpus.characters import visible
from bot.corpus.links import is_open_link, read_link
from bot.corpus.metadata import metadata_line
from bot.normal import normal
from bot.texts import Text

__all__ = ["Excess", "Line", "excess_of", "read_lines"]

_MOST_CHARACTERS = 100_000
_MOST_LINES = 200_000
_MOST_HEADINGS = 20_000

_LINE_END = re.compile(r"\r\n|\n|\r")
_HEADING = re.compile(r"(?:^|(?<=[\r\n]))[ \t]*+#")
_FENCE = re.compile(
    r"\A\s*+(?P<bullet>(?:(?:[-*+•]|[0-9]{1,3}[.)])\s++)*+)(?P<mark>`{3,}|~{3,})\s*+(?P<info>.*)$", re.DOTALL
)
# No fence needs more; without a bound, ever shorter ones would be compared with each other.
_LONGEST_FENCE = 40
_MOST_TABS = 20
_UNDERLINE = re.compile(r"={2,}|-{2,}")
_DAILY = re.compile(r"[*_]{0,3}daily\s+papers?\b", re.IGNORECASE)
# What begins a line of its own, so that no heading goes on in it.
_OWN_LINE = re.compile(
    r"(?:[-*+•]|[0-9]{1,3}[.)])\s|[*_]*(?:votes?|authors?)[*_]*\s?[:：]|!\[|\[\s?watch video|</?[a-z]", re.IGNORECASE
)
_FURTHER_LINES = 3

_TOO_LONG = Text(
    "this line is longer than {most:,} characters, so nothing of the file is read: break it or take it out",
    "이 줄이 {most:,}자보다 길어 파일 전체를 읽지 않았습니다. 줄을 나누거나 빼 주세요",
)
_TOO_MANY = Text(
    "the file has more than {most:,} lines, so nothing of it is read: split it",
    "파일이 {most:,}줄보다 길어 읽지 않았습니다. 여러 파일로 나누어 주세요",
)
_TOO_MANY_HEADINGS = Text(
    "the file has more than {most:,} headings, so nothing of it is read: split it",
    "파일에 제목이 {most:,}개보다 많아 읽지 않았습니다. 여러 파일로 나누어 주세요",
)


class Excess(NamedTuple):
    """Say what a file has too much of; the line counts from 1, None means the whole file."""

    line: int | None
    reason: Text


class Line(NamedTuple):
    """One line, or a heading of several lines joined by line feeds, numbered by its first.

    "code" stands in a fence that was opened and is closed; "unclosed" would open one that is not.
    """

    number: int
    text: str
    kind: Literal["text", "opening", "code", "unclosed"] = "text"


class _Fence(NamedTuple):
    line: int
    sign: str
    size: int
    info: str
    in_bullet: bool


def excess_of(text: str) -> Excess | None:
    """Return what `text` has too much of to be read, in time and memory that do not grow with it."""
    if len(text) <= _MOST_CHARACTERS and text.count("#") <= _MOST_HEADINGS:
        return None
    start = 0
    for number, end in enumerate(_LINE_END.finditer(text), start=1):
        if end.start() - start > _MOST_CHARACTERS:
            return Excess(number, _TOO_LONG.fill(most=_MOST_CHARACTERS))
        if number >= _MOST_LINES:
            return Excess(None, _TOO_MANY.fill(most=_MOST_LINES))
        start = end.end()
    if len(text) - start > _MOST_CHARACTERS:
        return Excess(sum(1 for _ in _LINE_END.finditer(text)) + 1, _TOO_LONG.fill(most=_MOST_CHARACTERS))
    if text.count("#") > _MOST_HEADINGS and sum(1 for _ in _HEADING.finditer(text)) > _MOST_HEADINGS:
        return Excess(None, _TOO_MANY_HEADINGS.fill(most=_MOST_HEADINGS))
    return None


def read_lines(text: str) -> Iterator[Line]:
    """Yield the lines of a text that has nothing in excess."""
    lines = [_cleaned(line) for line in _LINE_END.split(text)]
    blocks = _code_blocks(lines)
    at = 0
    while at < len(lines):
        if at in blocks:
            closing = blocks[at]
            yield Line(at + 1, lines[at], "opening" if closing else "unclosed")
            for inside in range(at + 1, (closing or at) + 1):
                yield Line(inside + 1, lines[inside], "code")
            at = (closing or at) + 1
            continue
        heading, used = _broken_heading(lines, at, blocks)
        yield Line(at + 1, heading)
        at += used


def _cleaned(line: str) -> str:
    seen = visible(normal("NFC", line))
    # A file of nothing but tabs would become four times as large.
    return (seen if seen.count("\t") <= _MOST_TABS else seen.replace("\t", " ")).expandtabs(4)


def _code_blocks(lines: Sequence[str]) -> dict[int, int | None]:
    """Return the lines that open a fence and those that close it, None where nothing does.

    One that stays open where the next is opened, or at the end, would swallow the papers behind it.
    """
    fences = [fence for number, line in enumerate(lines) if (fence := _fence(number, line))]
    blocks: dict[int, int | None] = {}
    at = 0
    while at < len(fences):
        closing = _closing(fences, at)
        blocks[fences[at].line] = None if closing is None else fences[closing].line
        at = (at if closing is None else closing) + 1
    return blocks


def _fence(number: int, line: str) -> _Fence | None:
    if "```" not in line and "~~~" not in line:
        return None
    match = _FENCE.match(line)
    if match is None or (match["mark"][0] == "`" and "`" in match["info"]):
        return None
    size = min(len(match["mark"]), _LONGEST_FENCE)
    return _Fence(number, match["mark"][0], size, match["info"].strip(), bool(match["bullet"]))


def _closing(fences: Sequence[_Fence], at: int) -> int | None:
    opening = fences[at]
    for place in range(at + 1, len(fences)):
        fence = fences[place]
        if fence.sign == opening.sign and fence.size >= opening.size:
            return None if fence.info or fence.in_bullet else place
    return None


def _broken_heading(lines: Sequence[str], at: int, blocks: Mapping[int, int | None]) -> tuple[str, int]:
    """Return the heading that begins in a line, and how many lines it takes; else the line itself."""
    first = lines[at].strip()
    if first.startswith("#"):
        return _wrapped(lines, at, blocks) or (lines[at], 1)
    if first and ("[" in first or _DAILY.match(first)):
        is_free = at == 0 or not (before := lines[at - 1].strip()) or before.startswith("#")
        return (is_free and _underlined(lines, at, blocks)) or (lines[at], 1)
    return lines[at], 1


def _wrapped(lines: Sequence[str], at: int, blocks: Mapping[int, int | None]) -> tuple[str, int] | None:
    """Return a heading whose link is complete only in one of the next lines."""
    whole = lines[at].strip()
    marks = whole[: len(whole) - len(whole.lstrip("#"))]
    title = whole.lstrip("#").strip()
    if read_link(title) is not None:
        return None
    for used in range(2, _FURTHER_LINES + 2):
        following = _following(lines, at + used - 1, blocks)
        if following.startswith(marks) and not following[len(marks) :].lstrip().startswith(("#", "[")):
            following = following[len(marks) :].lstrip()
        if not following or following.startswith("#") or not is_open_link(title, following):
            return None
        title = f"{title}\n{following}"
        if read_link(title) is not None:
            return f"{marks} {title}", used
    return None


def _underlined(lines: Sequence[str], at: int, blocks: Mapping[int, int | None]) -> tuple[str, int] | None:
    """Return a heading that is marked by a line of = or - below it, where it names a paper or a day."""
    title = lines[at].strip()
    for used in range(2, _FURTHER_LINES + 3):
        following = lines[at + used - 1].strip() if at + used <= len(lines) else ""
        if _UNDERLINE.fullmatch(following):
            is_meant = read_link(title) is not None or _DAILY.match(title)
            return (f"{'#' if following[0] == '=' else '##'} {title}", used) if is_meant else None
        following = _following(lines, at + used - 1, blocks)
        if not following or following.startswith("#"):
            return None
        title = f"{title}\n{following}"
    return None


def _following(lines: Sequence[str], at: int, blocks: Mapping[int, int | None]) -> str:
    """Return a line with which a heading may go on, empty where there is none."""
    text = lines[at].strip() if at < len(lines) and at not in blocks else ""
    return "" if _OWN_LINE.match(text) or metadata_line(text) else text

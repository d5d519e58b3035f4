"""One listing file -> papers, rejected entries, warnings. Never raises, whatever the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from bot.corpus import reasons
from bot.corpus.entry import Entry, is_decoration
from bot.corpus.lines import Line, excess_of, read_lines
from bot.corpus.links import Linked, read_link
from bot.corpus.paper import Paper
from bot.corpus.problem import Problem
from bot.normal import normal
from bot.texts import Text

__all__ = ["ParsedFile", "parse_listing"]

_DAY = re.compile(r"daily\s+papers?\b\W*(\d{4})\s*[-./]\s*(\d{1,2})\s*[-./]\s*(\d{1,2})\b", re.IGNORECASE)
# A day's heading without its day: nothing but the name follows, or what is no day.
_UNDATED = re.compile(r"daily\s+papers?\W*", re.IGNORECASE)
_DATED = re.compile(r"\A(?:daily\s+papers?\b(?:\s*+\(|.*\d)|\W*\d{4}\s?[-./]\s?\d{1,2}\b)", re.IGNORECASE)
_TAIL = re.compile(
    r"(?<!\W)\W*+(?:licen[cs]e|citations?|cit(?:e|ing)(?: us| this)?|star history|acknowledge?ments?"
    r"|contribut(?:ing|ors?|ions?)|contact(?: us)?|references?|project description)\W*",
    re.IGNORECASE,
)
_ANY_DATE = re.compile(r"\b(?:19|20)\d\d\s?[-./]\s?\d{1,2}\s?[-./]\s?\d{1,2}\b")
_MOST_WARNINGS = 1_000
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """The papers of one file, with one listing each, in listed order.

    Where there is too much in it, nothing of it is read, and `rejected` says why.
    """

    papers: tuple[Paper, ...]
    rejected: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    is_read: bool = True


def parse_listing(text: str, file: str, day: date | None = None) -> ParsedFile:
    """Read the text of one listing file named `file`; entries before any heading belong to `day`, if there is one.

    An entry without link, id, title or day is rejected; the rest of the file loads. A line that nothing
    understands becomes a warning. Text outside of days and entries (blurb, licence, citation) is passed over.
    """
    if (excess := excess_of(text)) is not None:
        return ParsedFile((), (Problem(file, excess.line, excess.reason),), (), is_read=False)
    reader = _Reader(file, day)
    for line in read_lines(text):
        reader.read(line)
    return reader.finish()


class _Reader:
    """Follow the headings of a file: days, entries, and the parts that hold no papers."""

    def __init__(self, file: str, day: date | None = None) -> None:
        self._file = file
        self._papers: list[Paper] = []
        self._rejected: list[Problem] = []
        self._warnings: list[Problem] = []
        self._unsaid = 0
        self._day = day
        self._day_level = 0
        # The heading that took an earlier day away and names none itself.
        self._undated: tuple[int, str] | None = None
        self._positions: dict[date, int] = {}
        self._entry: Entry | None = None
        # Between a day's heading and its first entry a line means nothing to anybody; elsewhere outside of
        # entries it is a blurb, a tail, or the rest of an entry that was rejected already.
        self._expects_entry = False
        self._in_papers = False
        self._opening = 0
        self._in_code: list[int] = []

    def read(self, line: Line) -> None:
        number, text = line.number, line.text.strip()
        if not text:
            return
        if line.kind in ("opening", "code"):
            self._code(number, text, opens=line.kind == "opening")
            return
        self._leave_code()
        if line.kind == "unclosed":
            self._warn(number, reasons.UNCLOSED)
            if _begins_citation(text):
                self._leave_papers()
            if text[0] in "`~":
                return
        if text[0] == "#" and self._heading(number, text):
            return
        if self._entry is not None:
            self._entry.read(number, line.text)
        elif self._expects_entry and not is_decoration(text):
            self._warn(number, reasons.BEFORE_PAPERS.fill(line=repr(text[:_SHOWN])))

    def finish(self) -> ParsedFile:
        self._leave_code()
        self._close()
        if not (self._papers or self._rejected):
            self._warn(None, reasons.NO_PAPER)
        if self._unsaid:
            self._warnings.append(Problem(self._file, None, reasons.FURTHER.fill(count=self._unsaid)))
        return ParsedFile(tuple(self._papers), tuple(self._rejected), tuple(self._warnings))

    def _heading(self, number: int, text: str) -> bool:
        rest = text.lstrip("#")
        level, title = len(text) - len(rest), rest.strip().rstrip("#").rstrip()
        if (linked := read_link(title)) is not None:
            self._open_entry(number, linked)
        elif found := _day(title):
            self._open_day(number, text, found, level)
        elif level == 1 and title and not rest[0].isspace():
            # Text such as "#1 of the leaderboard".
            return False
        elif level <= 2 or _TAIL.fullmatch(title) or not self._in_papers or _UNDATED.fullmatch(title):
            self._leave(number, title, level)
        elif level > 3 and self._entry is not None:
            self._warn(number, reasons.INNER_HEADING.fill(line=repr(title[:_SHOWN])))
        else:
            self._close()
            self._reject(number, _why_no_entry(title))
        return True

    def _open_day(self, number: int, text: str, found: re.Match[str], level: int) -> None:
        self._close()
        self._in_papers = self._expects_entry = True
        self._day_level, self._undated = level, None
        try:
            self._day = date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            self._day = None
            self._warn(number, reasons.NO_SUCH_DAY.fill(line=repr(text[:_SHOWN])))

    def _open_entry(self, number: int, linked: Linked) -> None:
        self._close()
        self._in_papers = True
        if not linked.title:
            self._reject(number, reasons.NO_TITLE)
        elif self._day is None:
            self._reject(number, self._why_no_day())
        else:
            position = self._positions.get(self._day, 0)
            self._positions[self._day] = position + 1
            self._entry = Entry(linked.arxiv_id, linked.title, self._day, position, self._file)
            if linked.rest:
                self._warn(number, reasons.BEHIND_LINK.fill(line=repr(linked.rest[:_SHOWN])))

    def _why_no_day(self) -> Text:
        if self._undated is None:
            return reasons.NO_DAY
        line, heading = self._undated
        return reasons.HEADING_NAMES_NO_DAY.fill(line=line, heading=repr(heading[:_SHOWN]))

    def _leave(self, number: int, title: str, level: int) -> None:
        """Enter a part that holds no papers, or a day of which nothing is known: no day is passed on to it.

        Only a heading below that of the day may stand within it.
        """
        self._close()
        # "# Daily Papers 2024" on top of a file is a blurb's title; below a day it begins something else.
        dated = _DATED.match(title) or (self._day is not None and _ANY_DATE.search(title))
        self._in_papers = bool(dated) and (self._day is not None or "(" in title)
        if self._in_papers:
            self._day = self._undated = None
            self._warn(number, reasons.UNREAD_DAY.fill(line=repr(title[:_SHOWN])))
        elif level <= self._day_level or _UNDATED.fullmatch(title):
            self._day, self._undated = None, (number, title)

    def _code(self, number: int, text: str, *, opens: bool) -> None:
        if opens:
            self._leave_code()
            self._opening = number
            if _begins_citation(text):
                self._leave_papers()
        elif text[0] == "#" and ((title := text.lstrip("#").strip()) and (read_link(title) or _day(title))):
            self._in_code.append(number)
        if self._entry is not None and not self._entry.continue_bullet(text):
            self._warn(number, reasons.FENCED.fill(line=repr(text[:_SHOWN])))

    def _leave_code(self) -> None:
        if self._in_code:
            self._warn(self._opening, reasons.ENTRIES_IN_CODE.fill(count=len(self._in_code), first=self._in_code[0]))
            self._in_code = []

    def _leave_papers(self) -> None:
        self._close()
        self._in_papers = False

    def _close(self) -> None:
        entry, self._entry = self._entry, None
        self._expects_entry = False
        if entry is not None:
            self._papers.append(entry.paper())
            for number, reason in entry.warnings:
                self._warn(number, reason)

    def _reject(self, number: int, reason: Text) -> None:
        self._rejected.append(Problem(self._file, number, reason))

    def _warn(self, number: int | None, reason: Text) -> None:
        if len(self._warnings) < _MOST_WARNINGS:
            self._warnings.append(Problem(self._file, number, reason))
        else:
            self._unsaid += 1


def _day(title: str) -> re.Match[str] | None:
    return _DAY.match(normal("NFKC", title).lstrip("*_ "))


def _why_no_entry(title: str) -> Text:
    if "](" not in title:
        return reasons.NO_LINK
    return reasons.WORDS_BEFORE if read_link(title[title.find("[") :]) else reasons.NO_ID


def _begins_citation(text: str) -> bool:
    return text.lstrip("`~ ").lower().startswith("bib")

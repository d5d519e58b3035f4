"""One listing file -> papers, rejected entries, warnings. Never raises, whatever the text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from bot.corpus.entry import Entry, is_decoration
from bot.corpus.paper import Paper
from bot.texts import Text

__all__ = ["ParsedFile", "Problem", "parse_listing"]

_DAY = re.compile(r"daily\s+papers?\b\W*(\d{4})\s*[-./]\s*(\d{1,2})\s*[-./]\s*(\d{1,2})\b", re.IGNORECASE)
_DATED = re.compile(r"\A(?:daily\s+papers?\b(?:\s*+\(|.*\d)|\W*\d{4}\s?[-./]\s?\d{1,2}\b)", re.IGNORECASE)
_LINKED = re.compile(
    r"\A\[(?P<title>.*?)\]\(\s*+<?(?P<url>https?://(?:\w+\.)*(?:arxiv\.org|huggingface\.co)/[^\s()\[\]<>]*)>?\s*+\)",
    re.IGNORECASE,
)
_ID = re.compile(r"/(?P<id>\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?(?:\.pdf)?/?(?:[?#].*)?$")
_TAIL = re.compile(
    r"(?<!\W)\W*+(?:licen[cs]e|citations?|cit(?:e|ing)(?: us| this)?|star history|acknowledge?ments?"
    r"|contribut(?:ing|ors?|ions?)|contact(?: us)?|references?|project description)\W*",
    re.IGNORECASE,
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_ANY_DATE = re.compile(r"\b(?:19|20)\d\d\s?[-./]\s?\d{1,2}\s?[-./]\s?\d{1,2}\b")
_INVISIBLE = re.compile("[\ufeff\u200b]")
_LINE_END = re.compile(r"\r\n|\n|\r")
_SHOWN = 80

_NO_LINK = Text("the entry has no link", "항목에 링크가 없습니다")
_NO_ID = Text("the entry's link holds no arXiv id", "항목의 링크에 arXiv 번호가 없습니다")
_NO_TITLE = Text("the entry has no title", "항목에 제목이 없습니다")
_NO_DAY = Text(
    "no valid day stands above the entry, such as '## Daily Papers (2024-11-22)'",
    "항목 위에 '## Daily Papers (2024-11-22)' 같은 올바른 날짜가 없습니다",
)
_NO_SUCH_DAY = Text(
    "this heading names a day that does not exist: {line}", "이 제목의 날짜는 달력에 없는 날짜입니다: {line}"
)
_UNREAD_DAY = Text("the day of this heading cannot be read: {line}", "이 제목의 날짜를 읽을 수 없습니다: {line}")
_NO_PAPER = Text("no paper stands in this file", "이 파일에는 논문이 없습니다")
_BEFORE_PAPERS = Text(
    "nothing is known of this line, which stands before any paper: {line}",
    "첫 논문 앞에 있는 이 줄을 이해하지 못했습니다: {line}",
)
_INNER_HEADING = Text(
    "nothing is known of this heading inside an entry: {line}", "항목 안의 이 제목을 이해하지 못했습니다: {line}"
)
_BEHIND_LINK = Text(
    "nothing is known of the text behind the link: {line}", "링크 뒤의 이 글을 이해하지 못했습니다: {line}"
)
_FENCED = Text("nothing is known of this fenced line: {line}", "코드 블록의 이 줄을 이해하지 못했습니다: {line}")


@dataclass(frozen=True, slots=True)
class Problem:
    """Point at what could not be read; the line counts from 1, None means the whole file."""

    file: str
    line: int | None
    reason: Text

    @property
    def text(self) -> Text:
        """The place and the reason."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return Text(f"{place}: {self.reason.en}", f"{place}: {self.reason.ko}")

    def __str__(self) -> str:
        return self.text.en


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """Hold what one file gives: papers with one listing each, in listed order."""

    papers: tuple[Paper, ...]
    rejected: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def parse_listing(text: str, file: str) -> ParsedFile:
    """Read the text of one listing file named `file`.

    An entry without link, id, title or day is rejected; the rest of the file loads. A line that nothing
    understands becomes a warning. Text outside of days and entries (blurb, licence, citation) is passed over.
    """
    reader = _Reader(file)
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    for number, line in enumerate(_LINE_END.split(_INVISIBLE.sub("", text)), start=1):
        reader.read(number, _CONTROL.sub(" ", line).expandtabs(4))
    return reader.finish()


class _Reader:
    """Follow the headings of a file: days, entries, and the parts that hold no papers."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._papers: list[Paper] = []
        self._rejected: list[Problem] = []
        self._warnings: list[Problem] = []
        self._day: date | None = None
        self._positions: dict[date, int] = {}
        self._entry: Entry | None = None
        # Between a day's heading and its first entry a line means nothing to anybody; elsewhere outside of
        # entries it is a blurb, a tail, or the rest of an entry that was rejected already.
        self._expects_entry = False
        self._in_papers = False
        self._in_fence = False

    def read(self, number: int, line: str) -> None:
        text = line.strip()
        if not text or (text[0] == "#" and self._heading(number, text)):
            return
        if self._in_fence or text.startswith("```"):
            self._fenced(number, text)
        elif self._entry is not None:
            self._entry.read(number, line)
        elif self._expects_entry and not is_decoration(text):
            self._warn(number, _BEFORE_PAPERS.fill(line=repr(text[:_SHOWN])))

    def finish(self) -> ParsedFile:
        self._close()
        if not (self._papers or self._rejected):
            self._warn(None, _NO_PAPER)
        return ParsedFile(tuple(self._papers), tuple(self._rejected), tuple(self._warnings))

    def _heading(self, number: int, text: str) -> bool:
        rest = text.lstrip("#")
        level, title = len(text) - len(rest), rest.strip().rstrip("#").rstrip()
        linked = _LINKED.match(title)
        if linked is not None and _ID.search(linked["url"]):
            self._open_entry(number, linked, title[linked.end() :].strip())
        elif found := _DAY.match(title.lstrip("*_ ")):
            self._open_day(number, text, found)
        elif self._in_fence or (level == 1 and title and not rest[0].isspace()):
            # A comment in a program, or text such as "#1 of the leaderboard".
            return False
        elif level <= 2 or _TAIL.fullmatch(title) or not self._in_papers:
            self._leave(number, title)
        elif level > 3 and self._entry is not None:
            self._warn(number, _INNER_HEADING.fill(line=repr(title[:_SHOWN])))
        else:
            self._close()
            self._reject(number, _NO_ID if "](" in title else _NO_LINK)
        return True

    def _open_day(self, number: int, text: str, found: re.Match[str]) -> None:
        self._close()
        self._in_papers = self._expects_entry = True
        try:
            self._day = date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            self._day = None
            self._warn(number, _NO_SUCH_DAY.fill(line=repr(text[:_SHOWN])))

    def _open_entry(self, number: int, linked: re.Match[str], rest: str) -> None:
        self._close()
        self._in_papers = True
        title, found = " ".join(linked["title"].split()), _ID.search(linked["url"])
        if not title or found is None:
            self._reject(number, _NO_TITLE)
        elif self._day is None:
            self._reject(number, _NO_DAY)
        else:
            position = self._positions.get(self._day, 0)
            self._positions[self._day] = position + 1
            self._entry = Entry(found["id"], title, self._day, position, self._file)
            if rest:
                self._warn(number, _BEHIND_LINK.fill(line=repr(rest[:_SHOWN])))

    def _leave(self, number: int, title: str) -> None:
        """Enter a part that holds no papers; a day's heading that cannot be read must not pass its day on."""
        self._close()
        # "# Daily Papers 2024" on top of a file is a blurb's title; below a day it begins something else.
        dated = _DATED.match(title) or (self._day is not None and _ANY_DATE.search(title))
        self._in_papers = bool(dated) and (self._day is not None or "(" in title)
        if self._in_papers:
            self._day = None
            self._warn(number, _UNREAD_DAY.fill(line=repr(title[:_SHOWN])))

    def _fenced(self, number: int, text: str) -> None:
        opens = not self._in_fence
        self._in_fence = "```" not in text[3:] if opens else not text.startswith("```")
        if opens and text[3:].strip().lower().startswith("bib"):
            self._close()
            self._in_fence, self._in_papers = True, False
        if self._entry is not None and not self._entry.continue_bullet(text):
            self._warn(number, _FENCED.fill(line=repr(text[:_SHOWN])))

    def _close(self) -> None:
        entry, self._entry = self._entry, None
        self._in_fence = self._expects_entry = False
        if entry is not None:
            self._papers.append(entry.paper())
            for number, reason in entry.warnings:
                self._warn(number, reason)

    def _reject(self, number: int, reason: Text) -> None:
        self._rejected.append(Problem(self._file, number, reason))

    def _warn(self, number: int | None, reason: Text) -> None:
        self._warnings.append(Problem(self._file, number, reason))

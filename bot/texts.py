"""Texts for people, each in English and in Korean."""

from __future__ import annotations

import errno
import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from string import Formatter
from typing import Literal, NamedTuple

from bot.particles import NOTATION, particle_after

__all__ = ["Language", "Text", "day_text", "joined", "language_of", "span_text", "system_text"]

Language = Literal["en", "ko"]

_HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
# A particle of the template right after a value and the marks that close around it.
_PARTICLE = re.compile(rf"\A(?P<marks>[”’\"'」』》〉»›)\]）］*_`~]*+)(?P<particle>{NOTATION.pattern})")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Text(NamedTuple):
    """One sentence in both languages; a text without either cannot be created."""

    en: str
    ko: str

    def in_(self, language: Language) -> str:
        """Return the sentence in `language`."""
        return self.ko if language == "ko" else self.en

    def fill(self, **values: object) -> Text:
        """Fill `values` into the named placeholders of both sentences.

        Texts and days are written in the language of the sentence. A particle written right after a place, such as
        `“{title}”을(를)`, takes the form that fits the value. Only the places and particles of the text itself are
        read: what stands inside a value stays as it is. Raises TypeError for a moment without a format.
        """
        return Text(_filled(self.en, values, "en"), _filled(self.ko, values, "ko"))


_SINCE = Text("the days since {since}", "{since} 이후")
_UNTIL = Text("the days until {until}", "{until} 이전")
_ALL_DAYS = Text("all days", "전체 기간")
_IN_A_MONTH = Text("{month} {first}–{last}, {year}", "{year}년 {month} {first}일~{last}일")
_FROM_TO = Text("{since} – {until}", "{since} ~ {until}")

# What people meet with files and folders; the rest is said in the system's own words only.
_SYSTEM: Mapping[int, str] = {
    errno.ENOENT: "파일이나 폴더가 없습니다",
    errno.EACCES: "접근 권한이 없습니다",
    errno.EPERM: "접근 권한이 없습니다",
    errno.EISDIR: "파일이 아니라 폴더입니다",
    errno.ENOTDIR: "폴더가 아닙니다",
    errno.EIO: "장치에서 읽지 못했습니다",
}


def language_of(text: str) -> Language | None:
    """Return the language a person writes in: Korean with any Hangul, English with any Latin letter, else None."""
    if _HANGUL.search(text):
        return "ko"
    return "en" if re.search(r"[A-Za-z]", text) else None


def day_text(day: date, language: Language) -> str:
    """Return a day as the language writes it: `Nov 22, 2024`, `2024년 11월 22일`."""
    if language == "ko":
        return f"{day.year}년 {day.month}월 {day.day}일"
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def span_text(since: date | None, until: date | None) -> Text:
    """Return the days from `since` to `until`, both inclusive; None is an open end."""
    if since is None or until is None:
        text = _SINCE if since else _UNTIL if until else _ALL_DAYS
        return text.fill(since=since, until=until)
    if since == until:
        return joined([since])
    if (whole := _whole(since, until)) is not None:
        return whole
    if (since.year, since.month) != (until.year, until.month):
        return _FROM_TO.fill(since=since, until=until)
    month = Text(_MONTHS[since.month - 1], f"{since.month}월")
    return _IN_A_MONTH.fill(month=month, first=since.day, last=until.day, year=since.year)


def _whole(since: date, until: date) -> Text | None:
    """Return whole years or a whole month by their names."""
    if since.day != 1 or until.day != monthrange(until.year, until.month)[1]:
        return None
    if (since.month, until.month) == (1, 12):
        years = f"{since.year}" if since.year == until.year else f"{since.year}–{until.year}"
        return Text(years, f"{years}년".replace("–", "~"))
    if (since.year, since.month) == (until.year, until.month):
        return Text(f"{_MONTHS[since.month - 1]} {since.year}", f"{since.year}년 {since.month}월")
    return None


def joined(values: Iterable[object], between: str = ", ") -> Text:
    """Return values, each written as in `fill`, with `between` between them."""
    listed = tuple(values)
    return Text(
        between.join(_written(value, "", "en") for value in listed),
        between.join(_written(value, "", "ko") for value in listed),
    )


def system_text(error: OSError) -> Text:
    """Return why the operating system refused a file or folder."""
    said = error.strerror or str(error) or type(error).__name__
    return Text(said, _SYSTEM.get(error.errno or 0, said))


def _filled(template: str, values: Mapping[str, object], language: Language) -> str:
    parts: list[str] = []
    before: str | None = None
    for literal, name, spec, _ in Formatter().parse(template):
        parts.append(literal if before is None else _with_particle(before, literal))
        before = None
        if name is not None:
            before = _written(values[name], spec or "", language)
            parts.append(before)
    return "".join(parts)


def _with_particle(value: str, literal: str) -> str:
    match = _PARTICLE.match(literal)
    if match is None:
        return literal
    return f"{match['marks']}{particle_after(value, match['particle'])}{literal[match.end() :]}"


def _written(value: object, spec: str, language: Language) -> str:
    if isinstance(value, Text):
        return format(value.in_(language), spec)
    if isinstance(value, date) and not spec:
        if isinstance(value, datetime):
            message = "a moment has no one way to be written: give its format, or a stamp that the reader's clock shows"
            raise TypeError(message)
        return day_text(value, language)
    return format(value, spec)

"""Times of day and time zones as people type them."""

from __future__ import annotations

import re
import unicodedata
from datetime import time
from functools import lru_cache
from zoneinfo import available_timezones

from bot.errors import InputError
from bot.texts import Text

__all__ = ["complete_timezones", "parse_time", "parse_timezone"]

_TIME = re.compile(
    r"(?P<before>새벽|아침|오전|낮|오후|저녁|밤|am|pm)?\s*"
    r"(?P<hour>\d{1,2})(?:\s*[:.시h]\s*(?P<minute>\d{1,2}|반)?\s*분?|(?P<together>(?<=\d\d)\d\d))?\s*(?P<after>am|pm)?",
    re.IGNORECASE,
)
_WORDS = {"자정": time(0), "midnight": time(0), "정오": time(12), "noon": time(12)}
# The hours of the clock face that a word puts into the afternoon; "밤 1시" is after midnight, "낮 11시" before noon.
_AFTERNOON = {
    "pm": range(12),
    "오후": range(12),
    "낮": range(6),
    "저녁": range(1, 12),
    "밤": range(5, 12),
}
_NAMES = {
    "gmt": "UTC",
    "kst": "Asia/Seoul",
    "korea": "Asia/Seoul",
    "한국": "Asia/Seoul",
    "서울": "Asia/Seoul",
    "도쿄": "Asia/Tokyo",
    "일본": "Asia/Tokyo",
    "jst": "Asia/Tokyo",
    "뉴욕": "America/New_York",
    "런던": "Europe/London",
    "파리": "Europe/Paris",
    "베를린": "Europe/Berlin",
    "시드니": "Australia/Sydney",
    "pacific": "America/Los_Angeles",
    "eastern": "America/New_York",
}

_NO_TIME = Text(
    "“{typed}” was not understood as a time of day: write it like 09:00, 9am or 오전 9시.",
    "“{typed}”을(를) 시각으로 이해하지 못했습니다. 09:00, 오전 9시, 9am처럼 적어 주세요.",
)
_NO_ZONE = Text(
    "No time zone is named “{typed}”: pick one from the list, such as Asia/Seoul or Europe/Berlin.",
    "“{typed}”(이)라는 시간대는 없습니다. Asia/Seoul이나 Europe/Berlin처럼 목록에서 골라 주세요.",
)


def parse_time(typed: str) -> time:
    """Read a time of day, such as 9, 09:30, 9pm or 오후 9시 반; raises InputError."""
    plain = unicodedata.normalize("NFKC", typed).strip().lower().replace("a.m.", "am").replace("p.m.", "pm")
    match = _TIME.fullmatch(plain)
    if match is None and plain in _WORDS:
        return _WORDS[plain]
    if match is None or (match["before"] and match["after"]):
        raise InputError(_NO_TIME.fill(typed=typed[:40]))
    hour, minutes = int(match["hour"]), match["minute"] or match["together"] or 0
    minute = 30 if minutes == "반" else int(minutes)
    half = match["before"] or match["after"]
    if hour > 24 or minute > 59 or (hour == 24 and minute) or (half and not 1 <= hour <= 12):
        raise InputError(_NO_TIME.fill(typed=typed[:40]))
    if half:
        hour = hour % 12 + (12 if hour % 12 in _AFTERNOON.get(half, ()) else 0)
    return time(hour % 24, minute)


def parse_timezone(typed: str) -> str:
    """Return the IANA name that is meant; raises InputError."""
    known = _NAMES.get(typed.strip().lower()) or _by_folded_name().get(_folded(typed)) or _place(_folded(typed))
    if known is None:
        raise InputError(_NO_ZONE.fill(typed=typed[:40]))
    return known


def complete_timezones(typed: str, limit: int = 25) -> list[str]:
    """Return IANA names that hold the typed words, those of the place's own name first."""
    wanted = _folded(typed)
    alias = [zone for name, zone in _NAMES.items() if wanted and name.startswith(typed.strip().lower())]
    fitting = [name for folded, name in _by_folded_name().items() if wanted in folded]
    fitting.sort(key=lambda name: (not _folded(name.rsplit("/", 1)[-1]).startswith(wanted), name))
    return list(dict.fromkeys((*alias, *fitting)))[:limit]


@lru_cache(maxsize=1)
def _by_folded_name() -> dict[str, str]:
    names = sorted(name for name in available_timezones() if "/" in name or name == "UTC")
    return {_folded(name): name for name in names if not name.startswith(("posix/", "right/", "Etc/", "SystemV/"))}


def _place(wanted: str) -> str | None:
    """Return the only zone whose last part is `wanted`, or None."""
    zones = [name for name in _by_folded_name().values() if _folded(name.rsplit("/", 1)[-1]) == wanted]
    return zones[0] if len(zones) == 1 else None


def _folded(name: str) -> str:
    return re.sub(r"[\s_/]+", " ", name.strip().lower())

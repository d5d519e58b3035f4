"""Time zones as people type them: places, offsets such as UTC+9, abbreviations such as EST, and Korean names."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from bot.errors import InputError
from bot.normal import normal
from bot.texts import Text

__all__ = ["complete_timezones", "parse_timezone", "timezone_text"]

_SEOUL, _TOKYO, _SHANGHAI, _NEW_YORK = "Asia/Seoul", "Asia/Tokyo", "Asia/Shanghai", "America/New_York"
_CHICAGO, _DENVER, _LOS_ANGELES = "America/Chicago", "America/Denver", "America/Los_Angeles"
_LONDON, _BERLIN, _PARIS, _SYDNEY, _KOLKATA = (
    "Europe/London", "Europe/Berlin", "Europe/Paris", "Australia/Sydney", "Asia/Kolkata",
)  # fmt: skip
# Zones by name; some names are ambiguous. EST means New York, also in summer, and not Panama, to which the zone "EST"
# has been linked since 2024.
_NAMES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("utc", "gmt", "z", "zulu", "세계협정시", "협정세계시", "그리니치", "그리니치표준시"), ("UTC",)),
    **dict.fromkeys(("kst", "korea", "korean", "southkorea", "한국", "대한민국", "서울"), (_SEOUL,)),
    **dict.fromkeys(("jst", "japan", "도쿄", "동경", "일본", "오사카"), (_TOKYO,)),
    **dict.fromkeys(("china", "beijing", "중국", "베이징", "북경", "상하이"), (_SHANGHAI,)),
    **dict.fromkeys(("est", "edt", "et", "eastern", "useastern", "뉴욕", "boston"), (_NEW_YORK,)),
    **dict.fromkeys(("미국동부", "동부", "미동부"), (_NEW_YORK,)),
    **dict.fromkeys(("cdt", "central", "uscentral", "시카고", "미국중부", "중부", "미중부"), (_CHICAGO,)),
    **dict.fromkeys(("mst", "mdt", "mountain", "usmountain", "덴버", "미국산악"), (_DENVER,)),
    **dict.fromkeys(("pst", "pdt", "pt", "pacific", "uspacific", "la", "sanfrancisco"), (_LOS_ANGELES,)),
    **dict.fromkeys(("로스앤젤레스", "샌프란시스코", "미국서부", "서부", "미서부"), (_LOS_ANGELES,)),
    **dict.fromkeys(("uk", "britain", "england", "런던", "영국"), (_LONDON,)),
    **dict.fromkeys(("cet", "cest", "germany", "centraleuropean", "독일", "베를린"), (_BERLIN,)),
    **dict.fromkeys(("france", "파리", "프랑스"), (_PARIS,)),
    **dict.fromkeys(("eet", "eest", "easterneuropean"), ("Europe/Helsinki",)),
    **dict.fromkeys(("wet", "west", "westerneuropean"), ("Europe/Lisbon",)),
    **dict.fromkeys(("msk", "russia", "모스크바"), ("Europe/Moscow",)),
    **dict.fromkeys(("aest", "aedt", "시드니"), (_SYDNEY,)),
    **dict.fromkeys(("india", "mumbai", "delhi", "bangalore", "인도", "뭄바이", "델리"), (_KOLKATA,)),
    **dict.fromkeys(("hkt", "홍콩"), ("Asia/Hong_Kong",)),
    **dict.fromkeys(("sgt", "싱가포르"), ("Asia/Singapore",)),
    **dict.fromkeys(("taiwan", "대만", "타이베이"), ("Asia/Taipei",)),
    **dict.fromkeys(("ict", "vietnam", "hanoi", "베트남", "하노이"), ("Asia/Ho_Chi_Minh",)),
    "cst": (_CHICAGO, _SHANGHAI),
    "ist": (_KOLKATA, "Europe/Dublin", "Asia/Jerusalem"),
    "bst": (_LONDON, "Asia/Dhaka"),
    "미국": (_NEW_YORK, _CHICAGO, _DENVER, _LOS_ANGELES),
    "usa": (_NEW_YORK, _CHICAGO, _DENVER, _LOS_ANGELES),
    "us": (_NEW_YORK, _CHICAGO, _DENVER, _LOS_ANGELES),
    "호주": (_SYDNEY, "Australia/Brisbane", "Australia/Adelaide", "Australia/Perth"),
    "australia": (_SYDNEY, "Australia/Brisbane", "Australia/Adelaide", "Australia/Perth"),
    "캐나다": ("America/Toronto", "America/Winnipeg", "America/Edmonton", "America/Vancouver"),
    "canada": ("America/Toronto", "America/Winnipeg", "America/Edmonton", "America/Vancouver"),
}  # fmt: skip
# Zones with a fixed offset that is not a whole hour; whole hours have a zone of their own (Etc/GMT-9 is UTC+9).
_UNEVEN = {
    270: "Asia/Kabul", 210: "Asia/Tehran", 330: _KOLKATA, 345: "Asia/Kathmandu", 390: "Asia/Yangon",
    525: "Australia/Eucla", 570: "Australia/Darwin", -570: "Pacific/Marquesas",
}  # fmt: skip
_FIXED = re.compile(r"Etc/GMT([+-])(\d{1,2})")
_OFFSET = re.compile(r"(?P<prefix>utc|gmt)?(?P<sign>[+-])?(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?")
_BEHIND = re.compile(r"(?:표준시간대|표준시|시간대|시각|시간|standardtime|daylighttime|summertime|timezone|time)$")
_EASTMOST, _WESTMOST = 14, 12
_LONGEST = 60
_NEAR = 0.75

_NO_ZONE = Text(
    "No time zone is named “{typed}”: pick one from the list, such as Asia/Seoul or Europe/Berlin.",
    "“{typed}”(이)라는 시간대는 없습니다. Asia/Seoul이나 Europe/Berlin처럼 목록에서 골라 주세요.",
)
_NEARLY = Text(
    "No time zone is named “{typed}”: did you mean {zone}?",
    "“{typed}”(이)라는 시간대는 없습니다. {zone}을(를) 쓰려고 하셨나요?",
)
_SEVERAL = Text(
    "“{typed}” can be one of several time zones: pick {zones} from the list.",
    "“{typed}”에 해당하는 시간대가 여럿입니다. {zones} 중에서 골라 주세요.",
)


def parse_timezone(typed: str) -> str:
    """Return the IANA name a text means; raises InputError, listing the candidates."""
    wanted = _folded(typed)
    found = typed.strip() if _FIXED.fullmatch(typed.strip()) else _by_folded_name().get(wanted)
    if found in _known():
        return found
    meant = _meant(wanted)
    if len(meant) == 1:
        return meant[0]
    if meant:
        raise InputError(_SEVERAL.fill(typed=typed[:40], zones=" / ".join(meant)))
    near = get_close_matches(wanted, _by_place(), 1, _NEAR) if len(wanted) <= _LONGEST else ()
    if near:
        raise InputError(_NEARLY.fill(typed=typed[:40], zone=_by_place()[near[0]][0]))
    raise InputError(_NO_ZONE.fill(typed=typed[:40]))


def complete_timezones(typed: str, now: datetime, limit: int = 25) -> list[str]:
    """Return IANA names for the typed words: their meanings, then the zones whose names contain them.

    For an offset such as UTC+9, the places whose clocks show it `now`, populous ones first.
    """
    wanted = _folded(typed[:_LONGEST])
    plain = _plain(wanted)
    begun = [zone for name, zones in _NAMES.items() if plain and name.startswith(plain) for zone in zones]
    exact = [] if _offset(wanted) is None else [*_at_offset(wanted, now), *_meant(wanted)]
    fitting = [name for folded, name in _by_folded_name().items() if wanted in folded]
    fitting.sort(key=lambda name: (not _folded(name.rsplit("/", 1)[-1]).startswith(wanted), name))
    return list(dict.fromkeys((*exact, *_meant(wanted), *begun, *fitting)))[:limit]


def timezone_text(name: str) -> str:
    """Return a zone for display: Etc/GMT-9 uses POSIX signs and means UTC+9."""
    fixed = _FIXED.fullmatch(name)
    return name if fixed is None else f"UTC{'-' if fixed[1] == '+' else '+'}{fixed[2]}"


def _meant(wanted: str) -> tuple[str, ...]:
    """Return the zones that a folded text may mean."""
    offset = _offset(wanted)
    if offset is not None:
        return _of_offset(offset)
    for name in (_plain(wanted), _BEHIND.sub("", _plain(wanted))):
        if name in _NAMES:
            return _NAMES[name]
    for name in (wanted, _BEHIND.sub("", wanted).strip()):
        if name in _by_place():
            return _by_place()[name]
    return ()


def _offset(wanted: str) -> int | None:
    """Return the minutes east of UTC of a text such as `utc+9`, `+09:00` or `gmt -3:30`, or None."""
    match = _OFFSET.fullmatch(_BEHIND.sub("", wanted).replace(" ", "").replace("−", "-"))
    if match is None or not (match["prefix"] or match["sign"]):
        return None
    hours, minutes = int(match["hours"]), int(match["minutes"] or 0)
    most = _WESTMOST if match["sign"] == "-" else _EASTMOST
    if minutes > 59 or hours * 60 + minutes > most * 60:
        return None
    return (hours * 60 + minutes) * (-1 if match["sign"] == "-" else 1)


def _of_offset(minutes: int) -> tuple[str, ...]:
    if minutes == 0:
        return ("UTC",)
    if minutes % 60:
        return (_UNEVEN[minutes],) if minutes in _UNEVEN else ()
    return (f"Etc/GMT{'-' if minutes > 0 else '+'}{abs(minutes) // 60}",)


def _at_offset(wanted: str, now: datetime) -> list[str]:
    """Return the places with this offset from UTC `now`, those with names in the table first."""
    offset = timedelta(minutes=_offset(wanted) or 0)
    named = (zone for zones in _NAMES.values() for zone in zones)
    moment = now.astimezone(UTC)
    return [zone for zone in dict.fromkeys(named) if moment.astimezone(ZoneInfo(zone)).utcoffset() == offset]


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    # It reads folders of files, which is no work for each command.
    return frozenset(available_timezones())


@lru_cache(maxsize=1)
def _by_folded_name() -> dict[str, str]:
    names = sorted(name for name in _known() if "/" in name or name == "UTC")
    return {_folded(name): name for name in names if not name.startswith(("posix/", "right/", "Etc/", "SystemV/"))}


@lru_cache(maxsize=1)
def _by_place() -> dict[str, tuple[str, ...]]:
    """Return the zones by the last part of their names."""
    found: dict[str, tuple[str, ...]] = {}
    for name in _by_folded_name().values():
        place = _folded(name.rsplit("/", 1)[-1])
        found[place] = (*found.get(place, ()), name)
    return found


def _folded(name: str) -> str:
    return re.sub(r"[\s_/]+", " ", normal("NFKC", name).strip().lower())


def _plain(folded: str) -> str:
    return re.sub(r"[ .()]+", "", folded)

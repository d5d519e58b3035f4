"""Whether several processes read the same listings, fetched days and glossary, for `check --cluster`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.operating.lease import shards_of
from bot.storage.leases import Holder
from bot.storage.process_readings import ProcessReading
from bot.texts import Text

__all__ = ["reading_notes"]

_DIFFER = Text(
    "Not all processes read the same {what} (shards {groups}): let it be the same everywhere, as a reload takes what "
    "its own process reads.",
    "프로세스마다 읽는 {what}이(가) 다릅니다(샤드 {groups}). 다시 불러올 때는 그 프로세스가 읽는 내용이 쓰이므로 모든 "
    "곳에서 같게 해 주세요.",
)
_WHAT = {
    "seeds": Text("listings", "목록"),
    "feed": Text("fetched days", "가져온 날짜"),
    "glossary": Text("glossary", "용어집"),
}


def reading_notes(readings: Mapping[str, ProcessReading], bots: Sequence[Holder]) -> list[Text]:
    """Return a note for each kind of file that not all living processes have alike."""
    shards = {str(shards_of(one.name)) for one in bots}
    known = {name: reading for name, reading in sorted(readings.items()) if name in shards}
    return [note for kind in _WHAT if (note := _note(kind, known)) is not None]


def _note(kind: str, known: Mapping[str, ProcessReading]) -> Text | None:
    groups: dict[str, list[str]] = {}
    for shards, reading in known.items():
        groups.setdefault(getattr(reading, kind), []).append(shards)
    if len(groups) < 2:
        return None
    return _DIFFER.fill(what=_WHAT[kind], groups="; ".join(", ".join(group) for group in groups.values()))

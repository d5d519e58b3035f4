"""Health of the running bot, and its faults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import cast

from bot.feed.report import abstracts_facts, feed_facts, feed_fault, feed_note
from bot.operating.database import Database
from bot.operating.gateway import Gateway, Servers, gateway_faults, gateway_notes
from bot.operating.versions import versions
from bot.storage.digests.unsent import Unsent
from bot.storage.enrichment import Abstracts
from bot.storage.feed import FeedState
from bot.texts import Text

__all__ = ["LONGEST_LAG", "Feeding", "Present", "Pulse", "Vitals", "faults", "health_row", "is_stuck", "notes"]

# Two missed beats of the digest clock plus one; even a long beat makes progress within that time.
_LONGEST_PAUSE = 180.0
LONGEST_LAG = 900.0

_NO_TICK = Text(
    "The daily posts have not been checked for {age:.0f} s.", "{age:.0f}초 동안 일일 소식을 확인하지 않았습니다."
)
_STANDS_STILL = Text(
    "The daily posts have made no progress for {age:.0f} s.",
    "일일 소식 작업이 {age:.0f}초째 진행되지 않고 있습니다.",
)
_LATE = Text(
    "A daily post has been due and untried for {age:.0f} s.", "일일 소식 하나가 {age:.0f}초째 시도되지 않았습니다."
)
_NO_PAPERS = Text("No papers are loaded.", "불러온 논문이 없습니다.")
_UNAVAILABLE = Text(
    "Discord says that {count} of the bot's {servers} servers are unavailable.",
    "봇이 있는 서버 {servers}곳 중 {count}곳은 Discord에서 이용할 수 없는 상태입니다.",
)
_DAMAGE = Text("The database is damaged: {reason}", "데이터베이스가 손상되었습니다: {reason}")


@dataclass(frozen=True, slots=True)
class Pulse:
    """Seconds since the digest clock last made progress, and since the running beat started.

    Progress is each post sent or failed, each look and each good beat; waiting out an outage counts too.
    """

    since_last: float | None = None
    running: float | None = None


@dataclass(frozen=True, slots=True)
class Feeding:
    """The source of new days, its state, and the moment of observation."""

    source: str
    state: FeedState
    now: datetime


@dataclass(frozen=True, slots=True)
class Vitals:
    """Health of a running bot; `commands` says why Discord lacks the current commands, if so.

    Without `feed` it is off.
    """

    uptime: float
    gateway: Gateway
    pulse: Pulse
    unsent: Unsent
    papers: int
    generation: int
    newest_day: str | None = None
    servers: Servers = field(default_factory=Servers)
    database: Database = field(default_factory=Database)
    commands: Text | None = None
    feed: Feeding | None = None
    abstracts: Abstracts | None = None


@dataclass(frozen=True, slots=True)
class Present:
    """Current values for metrics; without `feed` it is off."""

    papers: int
    generation: int
    gateway: Gateway
    servers: Servers
    database: Database
    feed: FeedState | None = None
    abstracts: Abstracts | None = None


def faults(vitals: Vitals) -> tuple[Text, ...]:
    """Return the faults, one sentence each; empty means healthy."""
    untried, database = vitals.unsent.untried, vitals.database
    found = [*gateway_faults(vitals.gateway, vitals.uptime), *_of_pulse(vitals.pulse)]
    if untried is not None and untried > LONGEST_LAG:
        found.append(_LATE.fill(age=untried))
    if not vitals.papers:
        found.append(_NO_PAPERS)
    if vitals.feed is not None and (failing := feed_fault(vitals.feed.state, vitals.feed.now)) is not None:
        found.append(failing)
    return (*found, *(_DAMAGE.fill(reason=reason) for reason in database.damage), *database.troubles)


def notes(vitals: Vitals) -> tuple[Text, ...]:
    """Return notes, one sentence each: not faults, but worth knowing."""
    found = list(gateway_notes(vitals.gateway, vitals.uptime))
    if vitals.commands is not None:
        found.append(vitals.commands)
    if vitals.feed is not None and (failed := feed_note(vitals.feed.state, vitals.feed.now)) is not None:
        found.append(failed)
    if vitals.servers.unavailable:
        found.append(_UNAVAILABLE.fill(count=vitals.servers.unavailable, servers=vitals.servers.count))
    return tuple(found)


def is_stuck(pulse: Pulse) -> bool:
    """Whether a restart would help; not during an outage of Discord."""
    return bool(_of_pulse(pulse))


def health_row(vitals: Vitals) -> Mapping[str, object]:
    """Return the health for JSON, with versions, faults and notes in both languages."""
    found, database = faults(vitals), vitals.database
    facts = {
        "uptime": vitals.uptime,
        "gateway": {"ready": vitals.gateway.ready, **asdict(vitals.gateway)},
        "servers": asdict(vitals.servers),
        "pulse": asdict(vitals.pulse),
        "unsent": asdict(vitals.unsent),
        "papers": vitals.papers,
        "generation": vitals.generation,
        "newest_day": vitals.newest_day,
        "feed": None if vitals.feed is None else feed_facts(vitals.feed.source, vitals.feed.state),
        "abstracts": None if vitals.abstracts is None else abstracts_facts(vitals.abstracts),
        "database": {"checked": database.checked, "damage": database.damage, "writable": not database.troubles},
    }
    return {
        "ok": not found,
        **versions(),
        **cast("dict[str, object]", _rounded(facts)),
        "faults": [{"en": fault.en, "ko": fault.ko} for fault in found],
        "notes": [{"en": note.en, "ko": note.ko} for note in notes(vitals)],
    }


def _of_pulse(pulse: Pulse) -> list[Text]:
    if pulse.since_last is None or pulse.since_last <= _LONGEST_PAUSE:
        return []
    return [(_NO_TICK if pulse.running is None else _STANDS_STILL).fill(age=pulse.since_last)]


def _rounded(value: object) -> object:
    if isinstance(value, float):
        return round(value, 3)
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in cast("dict[str, object]", value).items()}
    return value

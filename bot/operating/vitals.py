"""What the running bot knows of its health, and which of it is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import cast

from bot.corpus.store import Store
from bot.operating.versions import versions
from bot.texts import Text

__all__ = ["Gateway", "Present", "Pulse", "Unsent", "Vitals", "faults", "is_stuck", "row_of", "unsent"]

# Two missed beats of the digest clock, and one more; however long a beat takes, it gets on within that time.
_LONGEST_PAUSE = 180.0
_MISSED_BEATS = 2
_START_SECONDS = 60.0
_LONGEST_LAG = 900.0
_WINDOW = timedelta(hours=24)

_NOT_READY = Text(
    "The bot is not connected to Discord ({uptime:.0f} s after its start).",
    "봇이 Discord에 연결되어 있지 않습니다(시작한 지 {uptime:.0f}초).",
)
_STARTING = Text("The bot is still starting ({uptime:.0f} s).", "봇이 아직 시작하는 중입니다({uptime:.0f}초).")
_NO_HEARTBEAT = Text(
    "Discord has not answered a heartbeat for {age:.0f} s.", "{age:.0f}초 동안 Discord의 하트비트 응답이 없습니다."
)
_NO_TICK = Text(
    "The daily posts have not been looked at for {age:.0f} s.", "{age:.0f}초 동안 일일 소식을 확인하지 않았습니다."
)
_STANDS_STILL = Text(
    "The daily posts are being worked on, but have not got on for {age:.0f} s.",
    "일일 소식 작업이 {age:.0f}초째 진행되지 않고 있습니다.",
)
_LATE = Text(
    "A daily post has been due and untried for {age:.0f} s.", "일일 소식 하나가 {age:.0f}초째 시도되지 않았습니다."
)
_NO_PAPERS = Text("No papers are loaded.", "불러온 논문이 없습니다.")
_DAMAGE = Text("The database is damaged: {reason}", "데이터베이스가 손상되었습니다: {reason}")

# Of channels that are paused, and of people who want no more, nothing is due.
_UNSENT = """
SELECT count(*), min(claimed_at), min(CASE WHEN error_en IS NULL THEN claimed_at END) FROM digest_delivery AS one
WHERE message_id IS NULL AND claimed_at >= ?
AND (EXISTS (SELECT 1 FROM digest_subscription AS own WHERE own.channel_id = one.channel_id AND paused_at IS NULL)
     OR EXISTS (SELECT 1 FROM follower AS own WHERE own.channel_id = one.channel_id AND stopped_at IS NULL))
"""


@dataclass(frozen=True, slots=True)
class Gateway:
    """Hold how the connection to Discord is; of several shards the worst. Seconds, None where not known yet."""

    ready: bool
    heartbeat_age: float | None = None
    heartbeat_interval: float | None = None
    latency: float | None = None


@dataclass(frozen=True, slots=True)
class Pulse:
    """Hold the seconds since the digest clock last got on, and since the beat began that is not over.

    It gets on with each post that is sent or fails, with each look and with each good beat; an outage that is sat out
    is no standstill.
    """

    since_last: float | None = None
    running: float | None = None


@dataclass(frozen=True, slots=True)
class Unsent:
    """Hold how many daily posts are due and not sent, and the age of the oldest: of all, and of those never tried."""

    count: int = 0
    lag: float | None = None
    untried: float | None = None


@dataclass(frozen=True, slots=True)
class Vitals:
    """Hold the health of a running bot; `damage` is what SQLite's quick check finds, nothing when all is well."""

    uptime: float
    gateway: Gateway
    pulse: Pulse
    unsent: Unsent
    papers: int
    generation: int
    damage: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Present:
    """Hold what figures tell of this very moment; the latency is NaN while nothing is known of it."""

    papers: int
    generation: int
    latency: float


def faults(vitals: Vitals) -> tuple[Text, ...]:
    """Return what is wrong, each as a sentence; nothing means healthy."""
    found: list[Text] = []
    gateway, untried = vitals.gateway, vitals.unsent.untried
    if not gateway.ready:
        found.append((_STARTING if vitals.uptime < _START_SECONDS else _NOT_READY).fill(uptime=vitals.uptime))
    elif _is_silent(gateway):
        found.append(_NO_HEARTBEAT.fill(age=gateway.heartbeat_age))
    found += _of_pulse(vitals.pulse)
    if untried is not None and untried > _LONGEST_LAG:
        found.append(_LATE.fill(age=untried))
    if not vitals.papers:
        found.append(_NO_PAPERS)
    return (*found, *(_DAMAGE.fill(reason=reason) for reason in vitals.damage))


def is_stuck(pulse: Pulse) -> bool:
    """Whether something is wrong that a restart mends; an outage of Discord's is not."""
    return bool(_of_pulse(pulse))


def row_of(vitals: Vitals) -> Mapping[str, object]:
    """Return the health as JSON has it, with the versions and what is wrong, in both languages."""
    found = faults(vitals)
    rounded = cast("dict[str, object]", _rounded(asdict(vitals)))
    return {
        "ok": not found,
        **versions(),
        **rounded,
        "faults": [{"en": fault.en, "ko": fault.ko} for fault in found],
    }


async def unsent(store: Store, now: datetime) -> Unsent:
    """Return the daily posts that are due and not sent."""
    ((count, oldest, untried),) = await store.rows(_UNSENT, ((now - _WINDOW).astimezone(UTC).isoformat(),))
    return Unsent(count, _age(oldest, now), _age(untried, now))


def _is_silent(gateway: Gateway) -> bool:
    age, interval = gateway.heartbeat_age, gateway.heartbeat_interval
    return age is not None and interval is not None and age > _MISSED_BEATS * interval + 1


def _of_pulse(pulse: Pulse) -> list[Text]:
    if pulse.since_last is None or pulse.since_last <= _LONGEST_PAUSE:
        return []
    return [(_NO_TICK if pulse.running is None else _STANDS_STILL).fill(age=pulse.since_last)]


def _age(moment: str | None, now: datetime) -> float | None:
    return None if moment is None else (now - datetime.fromisoformat(moment)).total_seconds()


def _rounded(value: object) -> object:
    if isinstance(value, float):
        return round(value, 3)
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in cast("dict[str, object]", value).items()}
    return value

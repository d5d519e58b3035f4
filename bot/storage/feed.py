"""The SQL of the feed: when each day was fetched, the last success, and since when it fails."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from bot.storage.database import Store, Value
from bot.storage.moments import stamp_seconds
from bot.storage.retention import FETCHED_DAYS
from bot.texts import Text

__all__ = ["FeedLedger", "FeedState"]

_STATE = "SELECT tried_at, succeeded_at, failing_since, error_en, error_ko, told_at FROM feed_state"
_NOTE = """
INSERT INTO feed_state (id, tried_at, succeeded_at, failing_since, error_en, error_ko, told_at)
VALUES (1, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET tried_at = excluded.tried_at,
succeeded_at = excluded.succeeded_at, failing_since = excluded.failing_since, error_en = excluded.error_en,
error_ko = excluded.error_ko, told_at = excluded.told_at
"""
_FETCHED = """
INSERT INTO feed_day (day, fetched_at) VALUES (?, ?) ON CONFLICT (day) DO UPDATE SET fetched_at = excluded.fetched_at
"""
# The newest of the old days stays: without it the days that an outage cost would look like days before the first start.
_OLD = "DELETE FROM feed_day WHERE day < ?1 AND day <> (SELECT max(day) FROM feed_day WHERE day < ?1)"


@dataclass(frozen=True, slots=True)
class FeedState:
    """State of the feed: the last attempt, the last success, and since when and why it fails.

    With a `fault` but no `failing_since`, new days come in, but something older does not. `told_at` is when the bot's
    owners were told of the failure, None if they were not.
    """

    tried_at: datetime | None = None
    succeeded_at: datetime | None = None
    failing_since: datetime | None = None
    fault: Text | None = None
    told_at: datetime | None = None

    def after(self, now: datetime, fault: Text | None, *, in_part: bool = False) -> FeedState:
        """Return the state after an attempt at `now`, with or without a fault; `in_part` if new days came anyway."""
        if fault is None or in_part:
            return replace(self, tried_at=now, succeeded_at=now, failing_since=None, fault=fault)
        return replace(self, tried_at=now, failing_since=self.failing_since or now, fault=fault)


class FeedLedger:
    """The state of the feed in a Store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def state(self) -> FeedState:
        """Return the state of the feed."""
        rows = await self._store.rows(_STATE)
        if not rows:
            return FeedState()
        tried_at, succeeded_at, failing_since, error_en, error_ko, told_at = rows[0]
        fault = None if error_en is None else Text(error_en, error_ko)
        return FeedState(_moment(tried_at), _moment(succeeded_at), _moment(failing_since), fault, _moment(told_at))

    async def note(self, state: FeedState) -> None:
        """Store the state of the feed."""
        said = (None, None) if state.fault is None else state.fault
        moments = map(_stamp, (state.tried_at, state.succeeded_at, state.failing_since))
        values: tuple[Value, ...] = (*moments, *said, _stamp(state.told_at))
        async with self._store.transaction() as transaction:
            await transaction.execute(_NOTE, values)

    async def fetched(self) -> dict[date, datetime]:
        """Return when each of the last days was last fetched."""
        rows = await self._store.rows("SELECT day, fetched_at FROM feed_day")
        return {date.fromisoformat(day): datetime.fromisoformat(fetched_at) for day, fetched_at in rows}

    async def note_fetched(self, days: Sequence[date], now: datetime) -> None:
        """Record that some days were fetched, and delete old entries."""
        async with self._store.transaction() as transaction:
            await transaction.execute_many(_FETCHED, [(day.isoformat(), _stamp(now)) for day in days])
            await transaction.execute(_OLD, ((now.astimezone(UTC) - FETCHED_DAYS).date().isoformat(),))


def _stamp(moment: datetime | None) -> str | None:
    return None if moment is None else stamp_seconds(moment)


def _moment(written: str | None) -> datetime | None:
    return None if written is None else datetime.fromisoformat(written)

"""How the feed does, as sentences and as JSON, for the operator."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from bot.storage.enrichment import Abstracts
from bot.storage.feed import FeedState
from bot.texts import Text

__all__ = ["TOO_LONG", "abstracts_facts", "feed_facts", "feed_fault", "feed_note"]

# A source is down for a day now and then; after two, somebody should look.
TOO_LONG = timedelta(days=2)

_FAILING = Text(
    "No new days have come for {days:.0f} days: {reason}", "{days:.0f}일 동안 새 날짜를 가져오지 못했습니다. {reason}"
)
_FAILED = Text("The last fetch of new days failed: {reason}", "최근에 새 날짜를 가져오지 못했습니다. {reason}")

_NOT_ALL = Text("New days come in, but not all of them: {reason}", "새 날짜는 들어오지만 일부가 빠졌습니다. {reason}")


def feed_fault(state: FeedState, now: datetime) -> Text | None:
    """Return what is wrong with a feed that has failed for days, None where it has not."""
    if state.failing_since is None or state.fault is None or now - state.failing_since < TOO_LONG:
        return None
    return _FAILING.fill(days=(now - state.failing_since) / timedelta(days=1), reason=state.fault)


def feed_note(state: FeedState, now: datetime) -> Text | None:
    """Return what failed lately, None where nothing did or it is a fault already."""
    if state.fault is None or feed_fault(state, now) is not None:
        return None
    return (_NOT_ALL if state.failing_since is None else _FAILED).fill(reason=state.fault)


def feed_facts(source: str, state: FeedState) -> Mapping[str, object]:
    """Return how the feed does as JSON has it; moments are in UTC."""
    moments = {"tried_at": state.tried_at, "succeeded_at": state.succeeded_at, "failing_since": state.failing_since}
    return {
        "source": source,
        **{name: None if at is None else at.astimezone(UTC).isoformat() for name, at in moments.items()},
        "fault": None if state.fault is None else state.fault.en,
    }


def abstracts_facts(found: Abstracts) -> Mapping[str, object]:
    """Return how many papers have an abstract as JSON has it; the moment is in UTC."""
    return {
        "present": found.present,
        "lacking": found.lacking,
        "asked_at": None if found.asked_at is None else found.asked_at.astimezone(UTC).isoformat(),
        "fault": None if found.fault is None else found.fault.en,
    }

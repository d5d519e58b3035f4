"""The SQL of direct messages to a person, as they are kept: where they go, recent ones, papers of older ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from bot.storage.connections import Reading
from bot.storage.packing import unpacked

__all__ = ["KeptDelivery", "KeptFeed", "KeptMonth", "read_deliveries", "read_feed", "read_months", "unpacked_or"]

_POSTED = (
    "SELECT month, papers FROM follower JOIN digest_posted USING (channel_id) "
    "WHERE user_id = ? AND guild_id = 0 ORDER BY month DESC"
)
_DELIVERIES = (
    "SELECT kind, day, claimed_at, sent_at, message_id, arxiv_id, reason FROM follower "
    "JOIN digest_delivery USING (channel_id) LEFT JOIN digest_delivery_paper USING (channel_id, kind, day) "
    "WHERE user_id = ? AND guild_id = 0 ORDER BY day DESC, kind, position"
)


@dataclass(frozen=True, slots=True)
class KeptFeed:
    """Where matches are sent; ids are text, because they exceed the numbers of some programs."""

    channel_id: str
    language: str
    since: datetime
    stopped_at: datetime | None
    refused_at: datetime | None = None
    told_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class KeptDelivery:
    """A direct message: the papers' arXiv ids, each with the followed topic or author it fits."""

    day: date
    claimed_at: datetime
    sent_at: datetime | None
    message_id: str | None
    papers: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True)
class KeptMonth:
    """The arXiv ids of papers in a month's older messages to the person, kept to avoid repeats."""

    month: str
    papers: tuple[str, ...]


async def read_feed(reading: Reading, user_id: int) -> KeptFeed | None:
    """Return where a person's messages go, None where none were wanted."""
    rows = await reading.rows(
        "SELECT channel_id, language, since, stopped_at, refused_at, told_at FROM follower WHERE user_id = ?",
        (user_id,),
    )
    if not rows:
        return None
    channel_id, language, since, *moments = rows[0]
    read = (datetime.fromisoformat(moment) if moment else None for moment in moments)
    return KeptFeed(str(channel_id), language, datetime.fromisoformat(since), *read)


async def read_deliveries(reading: Reading, user_id: int) -> tuple[KeptDelivery, ...]:
    """Return the recent messages to a person, newest first."""
    rows = await reading.rows(_DELIVERIES, (user_id,))
    return tuple(
        KeptDelivery(
            date.fromisoformat(day),
            datetime.fromisoformat(claimed_at),
            datetime.fromisoformat(sent_at) if sent_at else None,
            str(message_id) if message_id else None,
            tuple((row[5], row[6]) for row in papers if row[5]),
        )
        for (_, day, claimed_at, sent_at, message_id), papers in groupby(rows, key=lambda row: row[:5])
    )


async def read_months(reading: Reading, user_id: int) -> tuple[KeptMonth, ...]:
    """Return the papers of a person's older messages, by month."""
    return tuple(
        KeptMonth(month, tuple(unpacked_or("", papers).split()))
        for month, papers in await reading.rows(_POSTED, (user_id,))
    )


def unpacked_or(content: str, kept: bytes | None) -> str:
    """Decompress, or return `content`: damage must not prevent showing and deleting a person's data."""
    try:
        return content if kept is None else unpacked(kept)
    except ValueError:
        return content

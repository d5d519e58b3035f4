"""The history of channels: recent posts in full, older ones as paper ids packed by month."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import AsyncGenerator, Mapping, Sequence
from datetime import datetime

from bot.storage.connections import EachOwn, Row, Transaction
from bot.storage.database import Store
from bot.storage.moments import stamp
from bot.storage.packing import packed, unpacked
from bot.storage.retention import DELIVERIES, DELIVERIES_OF_CHANNEL, NEWEST_DELIVERY

__all__ = ["forget_deliveries", "posted"]

# A slice takes some milliseconds, during which writers wait.
_SLICE = 20

_NEWEST = """
kind <> 'highlights' AND day = (SELECT max(newest.day) FROM digest_delivery AS newest
WHERE newest.channel_id = old.channel_id AND newest.kind = old.kind)
"""
_FOLLOWS = "EXISTS (SELECT 1 FROM follower JOIN follow USING (user_id) WHERE follower.channel_id = old.channel_id)"
_SUBSCRIBED = """
EXISTS (SELECT 1 FROM digest_subscription AS own WHERE own.guild_id = old.guild_id AND own.channel_id = old.channel_id)
"""
# The inner LIMIT bounds the count.
_LATER = f"""
(SELECT count(*) FROM (SELECT 1 FROM digest_delivery AS later WHERE later.channel_id = old.channel_id
AND later.claimed_at > old.claimed_at LIMIT {DELIVERIES_OF_CHANNEL}))
"""  # noqa: S608 - an own number
# Oldest first, from where the last slice ended, each with whether to keep it.
_OLD = f"""
SELECT channel_id, kind, day, guild_id, claimed_at, CASE
    WHEN guild_id = 0 THEN {_NEWEST} AND {_FOLLOWS}
    WHEN {_SUBSCRIBED} THEN {_NEWEST} OR {_LATER} < {DELIVERIES_OF_CHANNEL}
    ELSE {_NEWEST} AND claimed_at >= ?6 END
FROM digest_delivery AS old
WHERE (claimed_at, channel_id, kind, day) > (?1, ?2, ?3, ?4) AND claimed_at < ?5
ORDER BY claimed_at, channel_id, kind, day LIMIT ?7
"""  # noqa: S608 - own words
_PAPERS = EachOwn(
    """
SELECT paper.channel_id, paper.kind, paper.day, paper.arxiv_id FROM json_each(?) AS gone
CROSS JOIN digest_delivery_paper AS paper ON paper.channel_id = gone.value ->> 0 AND paper.kind = gone.value ->> 1
AND paper.day = gone.value ->> 2
""",
    """
SELECT paper.channel_id, paper.kind, paper.day, paper.arxiv_id FROM json_array_elements(?::json) AS gone (value)
JOIN digest_delivery_paper AS paper ON paper.channel_id = (gone.value ->> 0)::bigint
AND paper.kind = gone.value ->> 1 AND paper.day = gone.value ->> 2
""",
)
_KNOWN = "SELECT papers FROM digest_posted WHERE channel_id = ? AND guild_id = ? AND month = ?"
_KEEP = """
INSERT INTO digest_posted (channel_id, guild_id, month, papers) VALUES (?, ?, ?, ?)
ON CONFLICT (channel_id, guild_id, month) DO UPDATE SET papers = excluded.papers
"""
_FORGET = "DELETE FROM digest_delivery WHERE channel_id = ? AND kind = ? AND day = ?"


async def posted(store: Store, channel_id: int) -> frozenset[str]:
    """Return the ids of the papers posted to a channel in at least the last year."""
    async with store.reading() as transaction:
        recent = await transaction.rows(
            "SELECT DISTINCT arxiv_id FROM digest_delivery_paper WHERE channel_id = ?", (channel_id,)
        )
        before = await transaction.rows("SELECT papers FROM digest_posted WHERE channel_id = ?", (channel_id,))
    return frozenset((*(row[0] for row in recent), *(arxiv_id for row in before for arxiv_id in _ids(row[0]))))


async def forget_deliveries(store: Store, now: datetime) -> AsyncGenerator[int]:
    """Delete deliveries no longer needed, except their papers' ids; yield the number after each slice.

    Active channels keep their last ones, others the newest listing day and review for a year.
    """
    limits = stamp(now - DELIVERIES), stamp(now - NEWEST_DELIVERY), _SLICE
    place: Row = ("", 0, "", "")
    while True:
        async with store.transaction() as transaction:
            rows = await transaction.rows(_OLD, (*place, *limits))
            gone = [row[:5] for row in rows if not row[5]]
            if gone:
                await _keep_papers(transaction, gone)
                await transaction.execute_many(_FORGET, [row[:3] for row in gone])
        yield len(gone)
        if len(rows) < _SLICE:
            return
        place = (rows[-1][4], *rows[-1][:3])


async def _keep_papers(transaction: Transaction, gone: Sequence[Row]) -> None:
    """Add the papers of deliveries to those of their channels' months."""
    months: Mapping[Row, Row] = {row[:3]: (row[0], row[3], row[4][:7]) for row in gone}
    papers = await transaction.rows(_PAPERS, (json.dumps(list(months)),))
    added: defaultdict[Row, list[str]] = defaultdict(list)
    for *key, arxiv_id in papers:
        added[months[tuple(key)]].append(arxiv_id)
    for month, ids in added.items():
        known = await transaction.rows(_KNOWN, month)
        both = dict.fromkeys((*(_ids(known[0][0]) if known else ()), *ids))
        await transaction.execute(_KEEP, (*month, packed(" ".join(both))))


def _ids(papers: bytes) -> list[str]:
    try:
        return unpacked(papers).split()
    except ValueError:
        # Damaged: repeating a paper is better than posting nothing.
        return []

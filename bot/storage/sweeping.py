"""Deletion of expired rows, in slices small enough that nobody waits."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.storage.database import Store
from bot.storage.moments import stamp_seconds
from bot.storage.retention import (
    AUDIT,
    DISCUSSIONS,
    DRAFTS,
    GREETINGS,
    LISTS,
    POSTED_PAPERS,
    READ_PAPERS,
    REVISIONS,
    STOPPED_FOLLOWERS,
    UPLOADS,
    VOTES,
)

__all__ = ["RULES", "Rule", "forget_followers", "sweep"]

# So few that a slice takes some milliseconds, also of lists as version 0.1.0 kept them, of 30 kB each.
_SLICE = 25
# Of each follower three tables are asked.
_FOLLOWERS = 200


@dataclass(frozen=True, slots=True)
class Rule:
    """A statement that deletes at most ?2 rows older than `age`; ?1 is the cut-off."""

    age: timedelta
    sql: str


RULES: Mapping[str, Rule] = {
    "lists": Rule(
        LISTS,
        "DELETE FROM shown_list WHERE id IN (SELECT id FROM shown_list WHERE shown_at < ?1 ORDER BY shown_at LIMIT ?2)",
    ),
    "threads": Rule(
        DISCUSSIONS,
        "DELETE FROM discussion WHERE thread_id IN "
        "(SELECT thread_id FROM discussion WHERE coalesce(used_at, opened_at) < ?1 LIMIT ?2)",
    ),
    "acts": Rule(AUDIT, "DELETE FROM audit WHERE id IN (SELECT id FROM audit WHERE at < ?1 ORDER BY at LIMIT ?2)"),
    "greetings": Rule(
        GREETINGS,
        "DELETE FROM greeting WHERE guild_id IN (SELECT guild_id FROM greeting WHERE joined_at < ?1 LIMIT ?2)",
    ),
    "drafts": Rule(
        DRAFTS,
        "DELETE FROM digest_draft WHERE id IN (SELECT id FROM digest_draft WHERE updated_at < ?1 LIMIT ?2)",
    ),
    "read": Rule(
        READ_PAPERS,
        "DELETE FROM reading_list WHERE (guild_id, arxiv_id) IN "
        "(SELECT guild_id, arxiv_id FROM reading_list WHERE done_at < ?1 ORDER BY done_at LIMIT ?2)",
    ),
    "uploads": Rule(
        UPLOADS, "DELETE FROM corpus_upload WHERE id IN (SELECT id FROM corpus_upload WHERE uploaded_at < ?1 LIMIT ?2)"
    ),
    "votes": Rule(
        VOTES,
        "DELETE FROM member_vote WHERE (guild_id, arxiv_id, user_id) IN "
        "(SELECT guild_id, arxiv_id, user_id FROM member_vote WHERE voted_at < ?1 ORDER BY voted_at LIMIT ?2)",
    ),
    "months": Rule(
        POSTED_PAPERS,
        "DELETE FROM digest_posted WHERE (channel_id, guild_id, month) IN (SELECT channel_id, guild_id, month "
        "FROM digest_posted WHERE month < substr(?1, 1, 7) ORDER BY month LIMIT ?2)",
    ),
    # Those whose changes are known can be taken back, and one that was taken back is named by the one that did so.
    "revisions": Rule(
        REVISIONS,
        "DELETE FROM corpus_revision WHERE id IN (SELECT id FROM corpus_revision WHERE loaded_at < ?1 "
        "AND id < (SELECT min(revision_id) FROM corpus_change) "
        "AND id NOT IN (SELECT undoes FROM corpus_revision WHERE undoes IS NOT NULL) ORDER BY id LIMIT ?2)",
    ),
}

_STOPPED = "SELECT user_id, channel_id FROM follower WHERE stopped_at < ? LIMIT ?"
# Nothing is sent to them any more, and nothing that was sent is kept.
_IDLE = """
SELECT user_id, max(user_id) OVER (), channel_id, since < ?3
AND NOT EXISTS (SELECT 1 FROM follow WHERE follow.user_id = these.user_id)
AND NOT EXISTS (SELECT 1 FROM digest_delivery WHERE channel_id = these.channel_id AND guild_id = 0)
AND NOT EXISTS (SELECT 1 FROM digest_posted WHERE channel_id = these.channel_id AND guild_id = 0)
FROM (SELECT user_id, channel_id, since FROM follower WHERE user_id > ?1 ORDER BY user_id LIMIT ?2) AS these
"""
_OF_FOLLOWER = (
    ("DELETE FROM follow WHERE user_id = ?", 0),
    ("DELETE FROM digest_delivery WHERE channel_id = ? AND guild_id = 0", 1),
    ("DELETE FROM digest_posted WHERE channel_id = ? AND guild_id = 0", 1),
    ("DELETE FROM follower WHERE user_id = ?", 0),
)


async def sweep(store: Store, now: datetime, rule: Rule) -> AsyncGenerator[int]:
    """Delete the rows of a rule; yield their number after each slice."""
    gone = _SLICE
    while gone == _SLICE:
        async with store.transaction() as transaction:
            gone = await transaction.execute(rule.sql, (stamp_seconds(now - rule.age), _SLICE))
        yield gone


async def forget_followers(store: Store, now: datetime) -> AsyncGenerator[int]:
    """Delete followers who were stopped long ago, with their follows, and those without any other data.

    Saved papers stay. Yields the number after each slice.
    """
    stopped = stamp_seconds(now - STOPPED_FOLLOWERS), _SLICE
    while rows := await store.rows(_STOPPED, stopped):
        async with store.transaction() as transaction:
            # Read again: one of them may have begun anew.
            rows = await transaction.rows(_STOPPED, stopped)
            for sql, place in _OF_FOLLOWER:
                await transaction.execute_many(sql, [(row[place],) for row in rows])
        yield len(rows)
    after = -1
    while True:
        async with store.transaction() as transaction:
            some = await transaction.rows(_IDLE, (after, _FOLLOWERS, stamp_seconds(now - LISTS)))
            idle = [(row[0],) for row in some if row[3]]
            await transaction.execute_many("DELETE FROM follower WHERE user_id = ?", idle)
        yield len(idle)
        if len(some) < _FOLLOWERS:
            return
        after = some[0][1]

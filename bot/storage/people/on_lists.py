"""The SQL of a person's traces on the reading lists of servers: read, or taken away while the papers stay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.storage.connections import Reading

__all__ = ["LEAVE_LISTS", "KeptListed", "KeptRead", "read_listed", "read_read"]

# The papers are the server's; the name and the words are the person's.
LEAVE_LISTS = (
    "UPDATE reading_list SET added_by = NULL, note = '' WHERE added_by = ?",
    "UPDATE reading_list SET done_by = NULL WHERE done_by = ?",
)
_LISTED = (
    "SELECT guild_id, arxiv_id, title, note, added_at FROM reading_list WHERE added_by = ? "
    "ORDER BY added_at DESC, guild_id, arxiv_id"
)
_READ = (
    "SELECT guild_id, arxiv_id, title, done_at FROM reading_list WHERE done_by = ? "
    "ORDER BY done_at DESC, guild_id, arxiv_id"
)


@dataclass(frozen=True, slots=True)
class KeptListed:
    """A paper that the person put on a server's reading list, with their note."""

    guild_id: str
    arxiv_id: str
    title: str
    note: str
    added_at: datetime


@dataclass(frozen=True, slots=True)
class KeptRead:
    """A paper of a server's reading list that the person marked as read."""

    guild_id: str
    arxiv_id: str
    title: str
    done_at: datetime


async def read_listed(reading: Reading, user_id: int) -> tuple[KeptListed, ...]:
    """Return what a person put on servers' lists, newest first."""
    return tuple(
        KeptListed(str(guild), arxiv_id, title, note, datetime.fromisoformat(at))
        for guild, arxiv_id, title, note, at in await reading.rows(_LISTED, (user_id,))
    )


async def read_read(reading: Reading, user_id: int) -> tuple[KeptRead, ...]:
    """Return what a person marked as read on servers' lists, latest first."""
    return tuple(
        KeptRead(str(guild), arxiv_id, title, datetime.fromisoformat(at))
        for guild, arxiv_id, title, at in await reading.rows(_READ, (user_id,))
    )

"""The SQL of all data about a person: read in one snapshot, or deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from bot.storage.connections import Reading
from bot.storage.database import Store
from bot.storage.packing import unpacked
from bot.storage.people.follows import Followed, read_follows
from bot.storage.people.saved import SavedPaper, read_saved
from bot.storage.votes import KeptVote, read_votes

__all__ = ["Kept", "KeptAct", "KeptDelivery", "KeptDigest", "KeptDraft", "KeptFeed", "KeptList", "KeptMonth", "Privacy"]

# Papers and lists are found by user, messages by the channel in the follower's row, so delete that last.
_DELETIONS = (
    "DELETE FROM saved_paper WHERE user_id = ?",
    "DELETE FROM follow WHERE user_id = ?",
    "DELETE FROM shown_list WHERE user_id = ?",
    "DELETE FROM digest_draft WHERE user_id = ?",
    "DELETE FROM member_vote WHERE user_id = ?",
    *(
        f"DELETE FROM {table} "  # noqa: S608 - own words
        "WHERE guild_id = 0 AND channel_id = (SELECT channel_id FROM follower WHERE user_id = ?)"
        for table in ("digest_delivery", "digest_posted")
    ),
    "DELETE FROM follower WHERE user_id = ?",
)
_POSTED = (
    "SELECT month, papers FROM follower JOIN digest_posted USING (channel_id) "
    "WHERE user_id = ? AND guild_id = 0 ORDER BY month DESC"
)
_DRAFTS = "SELECT guild_id, updated_at, settings FROM digest_draft WHERE user_id = ? ORDER BY updated_at DESC, id"
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
class KeptList:
    """A list of papers shown to the person: its content as JSON, parsed only for export."""

    shown_at: datetime
    content: str


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


@dataclass(frozen=True, slots=True)
class KeptDigest:
    """A server's daily post that the person set; it stays when their data are deleted."""

    guild_id: str
    channel_id: str
    set_at: datetime


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """Unsaved settings of a server's daily post that the person entered, as JSON."""

    guild_id: str
    updated_at: datetime
    settings: str


@dataclass(frozen=True, slots=True)
class KeptAct:
    """What the person did as an admin; it stays when their data are deleted."""

    at: datetime
    guild_id: str | None
    action: str
    detail: str


@dataclass(frozen=True, slots=True)
class Kept:
    """All data kept about a person."""

    saved: tuple[SavedPaper, ...]
    follows: tuple[Followed, ...]
    feed: KeptFeed | None
    shown_lists: tuple[KeptList, ...]
    deliveries: tuple[KeptDelivery, ...]
    digests_set: tuple[KeptDigest, ...]
    acts: tuple[KeptAct, ...] = ()
    months: tuple[KeptMonth, ...] = ()
    drafts: tuple[KeptDraft, ...] = ()
    votes: tuple[KeptVote, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to delete."""
        lists = self.shown_lists or self.deliveries or self.months or self.drafts
        return not (self.saved or self.follows or self.feed or self.votes or lists)

    @property
    def stays(self) -> bool:
        """Whether something stays when the rest is deleted."""
        return bool(self.digests_set or self.acts)


class Privacy:
    """A person's data in a Store, to show and delete."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def kept(self, user_id: int) -> Kept:
        """Return all data about a person, from one snapshot."""
        async with self._store.reading() as reading:
            return await _read(reading, user_id)

    async def delete(self, user_id: int) -> Kept:
        """Delete all data about a person, except what is not theirs, and return what was there."""
        async with self._store.transaction() as transaction:
            kept = await _read(transaction, user_id)
            for deletion in _DELETIONS:
                await transaction.execute(deletion, (user_id,))
        return kept


async def _read(reading: Reading, user_id: int) -> Kept:
    lists = await reading.rows(
        "SELECT shown_at, content, packed FROM shown_list WHERE user_id = ? ORDER BY shown_at DESC, id", (user_id,)
    )
    digests = await reading.rows(
        "SELECT guild_id, channel_id, set_at FROM digest_subscription WHERE set_by = ? ORDER BY guild_id, channel_id",
        (user_id,),
    )
    acts = await reading.rows(
        "SELECT at, guild_id, action, detail FROM audit WHERE user_id = ? ORDER BY id DESC", (user_id,)
    )
    return Kept(
        saved=tuple(await read_saved(reading, user_id)),
        follows=tuple(await read_follows(reading, user_id)),
        feed=await _feed(reading, user_id),
        shown_lists=tuple(
            KeptList(datetime.fromisoformat(at), _unpacked(content, kept)) for at, content, kept in lists
        ),
        deliveries=await _deliveries(reading, user_id),
        digests_set=tuple(
            KeptDigest(str(guild), str(channel), datetime.fromisoformat(at)) for guild, channel, at in digests
        ),
        acts=tuple(
            KeptAct(datetime.fromisoformat(at), None if guild is None else str(guild), action, detail)
            for at, guild, action, detail in acts
        ),
        months=tuple(
            KeptMonth(month, tuple(_unpacked("", papers).split()))
            for month, papers in await reading.rows(_POSTED, (user_id,))
        ),
        drafts=tuple(
            KeptDraft(str(guild), datetime.fromisoformat(at), settings)
            for guild, at, settings in await reading.rows(_DRAFTS, (user_id,))
        ),
        votes=tuple(await read_votes(reading, user_id)),
    )


def _unpacked(content: str, kept: bytes | None) -> str:
    """Decompress, or return `content`: damage must not prevent showing and deleting a person's data."""
    try:
        return content if kept is None else unpacked(kept)
    except ValueError:
        return content


async def _feed(reading: Reading, user_id: int) -> KeptFeed | None:
    rows = await reading.rows(
        "SELECT channel_id, language, since, stopped_at, refused_at, told_at FROM follower WHERE user_id = ?",
        (user_id,),
    )
    if not rows:
        return None
    channel_id, language, since, *moments = rows[0]
    read = (datetime.fromisoformat(moment) if moment else None for moment in moments)
    return KeptFeed(str(channel_id), language, datetime.fromisoformat(since), *read)


async def _deliveries(reading: Reading, user_id: int) -> tuple[KeptDelivery, ...]:
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

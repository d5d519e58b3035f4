"""The SQL of all data about a person: read in one snapshot, or deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.storage.connections import Reading
from bot.storage.database import Store
from bot.storage.model_choices import read_model_off
from bot.storage.people.folders import KeptFolder, read_kept_folders
from bot.storage.people.follows import Followed, read_follows
from bot.storage.people.kept_messages import (
    KeptDelivery,
    KeptFeed,
    KeptMonth,
    read_deliveries,
    read_feed,
    read_months,
    unpacked_or,
)
from bot.storage.people.on_lists import LEAVE_LISTS, KeptListed, KeptRead, read_listed, read_read
from bot.storage.people.saved import SavedPaper, read_saved
from bot.storage.votes import KeptVote, read_votes

__all__ = ["Kept", "KeptAct", "KeptDigest", "KeptDraft", "KeptList", "Privacy"]

# Papers and lists are found by user, messages by the channel in the follower's row, so delete that last.
_DELETIONS = (
    "DELETE FROM saved_paper WHERE user_id = ?",
    "DELETE FROM saved_folder WHERE user_id = ?",
    *LEAVE_LISTS,
    "DELETE FROM follow WHERE user_id = ?",
    "DELETE FROM shown_list WHERE user_id = ?",
    "DELETE FROM digest_draft WHERE user_id = ?",
    "DELETE FROM member_vote WHERE user_id = ?",
    "DELETE FROM model_off_person WHERE user_id = ?",
    *(
        f"DELETE FROM {table} "  # noqa: S608 - own words
        "WHERE guild_id = 0 AND channel_id = (SELECT channel_id FROM follower WHERE user_id = ?)"
        for table in ("digest_delivery", "digest_posted")
    ),
    "DELETE FROM follower WHERE user_id = ?",
)
_DRAFTS = "SELECT guild_id, updated_at, settings FROM digest_draft WHERE user_id = ? ORDER BY updated_at DESC, id"


@dataclass(frozen=True, slots=True)
class KeptList:
    """A list of papers shown to the person: its content as JSON, parsed only for export."""

    shown_at: datetime
    content: str


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
    folders: tuple[KeptFolder, ...] = ()
    listed: tuple[KeptListed, ...] = ()
    marked_read: tuple[KeptRead, ...] = ()
    votes: tuple[KeptVote, ...] = ()
    model_off: datetime | None = None

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to delete."""
        lists = self.shown_lists or self.deliveries or self.months or self.drafts
        own = self.saved or self.folders or self.listed or self.marked_read or self.votes or self.model_off
        return not (own or self.follows or self.feed or lists)

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
        feed=await read_feed(reading, user_id),
        shown_lists=tuple(
            KeptList(datetime.fromisoformat(at), unpacked_or(content, kept)) for at, content, kept in lists
        ),
        deliveries=await read_deliveries(reading, user_id),
        digests_set=tuple(
            KeptDigest(str(guild), str(channel), datetime.fromisoformat(at)) for guild, channel, at in digests
        ),
        acts=tuple(
            KeptAct(datetime.fromisoformat(at), None if guild is None else str(guild), action, detail)
            for at, guild, action, detail in acts
        ),
        months=await read_months(reading, user_id),
        drafts=tuple(
            KeptDraft(str(guild), datetime.fromisoformat(at), settings)
            for guild, at, settings in await reading.rows(_DRAFTS, (user_id,))
        ),
        folders=await read_kept_folders(reading, user_id),
        listed=await read_listed(reading, user_id),
        marked_read=await read_read(reading, user_id),
        votes=tuple(await read_votes(reading, user_id)),
        model_off=await read_model_off(reading, user_id),
    )

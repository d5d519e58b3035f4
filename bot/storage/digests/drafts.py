"""The SQL of daily posts that admins are setting up and have not saved yet."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.storage.connections import Reading, Transaction
from bot.storage.database import Store
from bot.storage.digests.rows import (
    PERIOD_COLUMNS,
    SUBSCRIPTION_COLUMNS,
    period_row,
    subscription_from_row,
    subscription_row,
)
from bot.storage.digests.values import Subscription
from bot.storage.moments import stamp_seconds
from bot.storage.retention import DRAFTS, DRAFTS_OF_PERSON

__all__ = ["Draft", "Drafts"]

_COLUMNS = f"{SUBSCRIPTION_COLUMNS}, {PERIOD_COLUMNS}".split(", ")
_DRAFT = "SELECT guild_id, user_id, settings, before, changed FROM digest_draft WHERE id = ? AND updated_at >= ?"
_SURPLUS = (
    "DELETE FROM digest_draft WHERE user_id = ? AND id NOT IN "
    "(SELECT id FROM digest_draft WHERE user_id = ? ORDER BY updated_at DESC, id LIMIT ?)"
)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a panel shows; the channel in `settings` is 0 until one is chosen.

    `before` is what was in force for that channel when the panel was opened or the channel chosen, None where nothing
    was. `changed` says whether something was entered that is not saved.
    """

    guild_id: int
    user_id: int
    settings: Subscription
    before: Subscription | None = None
    changed: bool = False

    def entered(self, settings: Subscription) -> Draft:
        """Return the draft with other settings, which are not saved."""
        return replace(self, settings=settings, changed=True)


class Drafts:
    """Keep drafts in a Store for a day after their last change, the newest few of a person."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def open(self, draft: Draft, now: datetime) -> str:
        """Keep a new draft and return its id."""
        draft_id = secrets.token_hex(8)
        async with self._store.transaction() as transaction:
            await transaction.execute(_SURPLUS, (draft.user_id, draft.user_id, DRAFTS_OF_PERSON - 1))
            await transaction.execute(
                "INSERT INTO digest_draft (id, guild_id, user_id, settings, before, changed, updated_at) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (draft_id, draft.guild_id, draft.user_id, *_written(draft), stamp_seconds(now)),
            )
        return draft_id

    async def find(self, draft_id: str, now: datetime) -> Draft | None:
        """Return a draft, None where it is too old or was deleted."""
        return await _find(self._store, draft_id, now)

    async def change(self, draft_id: str, change: Callable[[Draft], Draft], now: datetime) -> Draft | None:
        """Put what `change` makes of a draft in its place and return it; None where there is no such draft.

        Two presses in quick succession do not undo each other: both are changes of what is kept.
        """
        async with self._store.transaction() as transaction:
            found = await _find(transaction, draft_id, now)
            if found is None:
                return None
            changed = change(found)
            await transaction.execute(
                "UPDATE digest_draft SET settings = ?, before = ?, changed = ?, updated_at = ? WHERE id = ?",
                (*_written(changed), stamp_seconds(now), draft_id),
            )
        return changed


async def _find(source: Store | Reading | Transaction, draft_id: str, now: datetime) -> Draft | None:
    rows = await source.rows(_DRAFT, (draft_id, stamp_seconds(now - DRAFTS)))
    if not rows:
        return None
    guild_id, user_id, settings, before, changed = rows[0]
    return Draft(guild_id, user_id, _read(settings), _read(before) if before else None, bool(changed))


def _written(draft: Draft) -> tuple[str, str | None, int]:
    before = None if draft.before is None else _json(draft.before)
    return _json(draft.settings), before, int(draft.changed)


def _json(subscription: Subscription) -> str:
    values = (*subscription_row(subscription), *period_row(subscription))
    return json.dumps(dict(zip(_COLUMNS, values, strict=True)), ensure_ascii=False)


def _read(written: str) -> Subscription:
    # A draft that was kept by an earlier version lacks the newest columns.
    values = json.loads(written)
    return subscription_from_row(tuple(values.get(column) for column in _COLUMNS))

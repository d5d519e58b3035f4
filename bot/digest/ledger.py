"""The SQL of the daily post: subscriptions, and what was claimed, sent or refused."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from bot.corpus.store import Row, Store
from bot.digest.schedule import Delivery, Due, Subscription
from bot.texts import Text

__all__ = ["DigestLedger"]

_SUBSCRIPTION = (
    "SELECT guild_id, channel_id, post_time, timezone, count, language, when_nothing_new, set_by, set_at "
    "FROM digest_subscription"
)
_DELIVERY = (
    "SELECT guild_id, channel_id, kind, day, claimed_at, attempts, retry_at, error_en, error_ko, message_id, "
    "attempted_at FROM digest_delivery"
)
_PAPER = "SELECT kind, day, arxiv_id FROM digest_delivery_paper JOIN digest_delivery USING (channel_id, kind, day)"
_RECENT = (
    "WHERE channel_id = ?1 AND (claimed_at >= ?2 OR (kind = 'listing' AND day = "
    "(SELECT max(day) FROM digest_delivery WHERE channel_id = ?1 AND kind = 'listing')))"
)


class DigestLedger:
    """Keep the truth about daily posts in a Store; moments are written in UTC."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def subscriptions(self) -> list[Subscription]:
        """Return every guild's subscription."""
        return [_subscription(row) for row in await self._store.rows(f"{_SUBSCRIPTION} ORDER BY guild_id, channel_id")]

    async def subscription(self, guild_id: int) -> Subscription | None:
        """Return a guild's subscription, or None."""
        rows = await self._store.rows(f"{_SUBSCRIPTION} WHERE guild_id = ?", (guild_id,))
        return _subscription(rows[0]) if rows else None

    async def subscribe(self, new: Subscription) -> None:
        """Put `new` in the place of the guild's subscription; what was delivered stays known."""
        async with self._store.transaction() as transaction:
            await transaction.execute("DELETE FROM digest_subscription WHERE guild_id = ?", (new.guild_id,))
            await transaction.execute(
                "INSERT INTO digest_subscription (guild_id, channel_id, post_time, timezone, count, language, "
                "when_nothing_new, set_by, set_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    new.guild_id,
                    new.channel_id,
                    new.post_time.strftime("%H:%M"),
                    new.timezone,
                    new.count,
                    new.language,
                    new.when_nothing_new,
                    new.set_by,
                    _stamp(new.set_at),
                ),
            )

    async def unsubscribe(self, guild_id: int) -> bool:
        """End a guild's subscription; return whether there was one."""
        async with self._store.transaction() as transaction:
            return await transaction.execute("DELETE FROM digest_subscription WHERE guild_id = ?", (guild_id,)) > 0

    async def deliveries(self, channel_id: int, since: datetime | None = None) -> list[Delivery]:
        """Return what was claimed for a channel after `since` (None: ever) and the newest listing day, oldest first."""
        values = (channel_id, _stamp(since) if since else "")
        async with self._store.transaction("DEFERRED") as transaction:
            rows = await transaction.rows(f"{_DELIVERY} {_RECENT} ORDER BY claimed_at, day", values)
            shown = await transaction.rows(f"{_PAPER} {_RECENT} ORDER BY position", values)
        papers: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for kind, day, arxiv_id in shown:
            papers[kind, day].append(arxiv_id)
        return [_delivery(row, tuple(papers[row[2], row[3]])) for row in rows]

    async def shown(self, channel_id: int) -> frozenset[str]:
        """Return the ids of all papers that a channel was ever given."""
        rows = await self._store.rows(
            "SELECT DISTINCT arxiv_id FROM digest_delivery_paper WHERE channel_id = ?", (channel_id,)
        )
        return frozenset(row[0] for row in rows)

    async def claim(
        self, subscription: Subscription, posts: Sequence[tuple[Due, Sequence[str]]], now: datetime
    ) -> None:
        """Claim posts with the papers they will show, in one transaction; what is claimed already stays as it is."""
        async with self._store.transaction() as transaction:
            for post, paper_ids in posts:
                key = (subscription.channel_id, post.kind, post.day.isoformat())
                claimed = await transaction.execute(
                    "INSERT INTO digest_delivery (channel_id, kind, day, guild_id, claimed_at) VALUES (?, ?, ?, ?, ?) "
                    "ON CONFLICT DO NOTHING",
                    (*key, subscription.guild_id, _stamp(now)),
                )
                if claimed == 1:
                    await transaction.execute_many(
                        "INSERT INTO digest_delivery_paper (channel_id, kind, day, position, arxiv_id) "
                        "VALUES (?, ?, ?, ?, ?)",
                        [(*key, position, arxiv_id) for position, arxiv_id in enumerate(paper_ids)],
                    )

    async def attempt(self, delivery: Delivery, now: datetime) -> None:
        """Note, before anything is sent, that sending is tried."""
        await self._update(delivery, "attempts = ?, attempted_at = ?", delivery.attempts + 1, _stamp(now))

    async def sent(self, delivery: Delivery, message_id: int, now: datetime) -> None:
        """Record the message of a delivery, which is thereby done."""
        values = (message_id, _stamp(now))
        await self._update(
            delivery, "message_id = ?, sent_at = ?, retry_at = NULL, error_en = NULL, error_ko = NULL", *values
        )

    async def failed(self, delivery: Delivery, reason: Text, retry_at: datetime) -> None:
        """Record why a delivery could not be sent or searched for, and when to try again."""
        values = (delivery.attempts + 1, *reason, _stamp(retry_at))
        await self._update(delivery, "attempts = ?, error_en = ?, error_ko = ?, retry_at = ?", *values)

    async def _update(self, delivery: Delivery, changes: str, *values: str | int) -> None:
        async with self._store.transaction() as transaction:
            await transaction.execute(
                f"UPDATE digest_delivery SET {changes} WHERE channel_id = ? AND kind = ? AND day = ?",  # noqa: S608 - own words
                (*values, delivery.channel_id, delivery.kind, delivery.day.isoformat()),
            )


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def _subscription(row: Row) -> Subscription:
    guild_id, channel_id, post_time, timezone, count, language, when_nothing_new, set_by, set_at = row
    return Subscription(
        guild_id,
        channel_id,
        time.fromisoformat(post_time),
        timezone,
        count,
        language,
        when_nothing_new,
        set_by,
        datetime.fromisoformat(set_at),
    )


def _delivery(row: Row, paper_ids: tuple[str, ...]) -> Delivery:
    guild_id, channel_id, kind, day, claimed_at, attempts, retry_at, error_en, error_ko, message_id, attempted_at = row
    return Delivery(
        guild_id,
        channel_id,
        kind,
        date.fromisoformat(day),
        datetime.fromisoformat(claimed_at),
        paper_ids,
        attempts,
        datetime.fromisoformat(retry_at) if retry_at else None,
        Text(error_en, error_ko) if error_en is not None else None,
        message_id,
        datetime.fromisoformat(attempted_at) if attempted_at else None,
    )

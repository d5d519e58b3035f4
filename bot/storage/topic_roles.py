"""The SQL of the roles that a server's members can take for topics."""

from __future__ import annotations

from dataclasses import dataclass

from bot.errors import InputError
from bot.storage.connections import EachOwn, Reading
from bot.storage.database import Store
from bot.texts import Text

__all__ = ["MOST_TOPIC_ROLES", "TopicRole", "TopicRoles"]

# As many as a menu of Discord offers.
MOST_TOPIC_ROLES = 25

# Topics differ by more than the case of their ASCII letters: on SQLite the column says so, on PostgreSQL its index.
_OF_GUILD = EachOwn(
    "SELECT role_id, topic FROM topic_role WHERE guild_id = ? ORDER BY topic",
    "SELECT role_id, topic FROM topic_role WHERE guild_id = ? ORDER BY lower(topic)",
)
_SAME = EachOwn(
    "SELECT role_id, topic FROM topic_role WHERE guild_id = ? AND (role_id = ? OR topic = ?)",
    "SELECT role_id, topic FROM topic_role "
    'WHERE guild_id = ? AND (role_id = ? OR lower(topic) = lower(?::text COLLATE "C"))',
)
_FOR_TOPIC = EachOwn(
    "SELECT role_id, topic FROM topic_role WHERE guild_id = ? AND topic = ?",
    'SELECT role_id, topic FROM topic_role WHERE guild_id = ? AND lower(topic) = lower(?::text COLLATE "C")',
)
_DELETE = "DELETE FROM topic_role WHERE guild_id = ? AND role_id = ?"
_TOO_MANY = Text(
    "A server can offer roles for {most} topics: end one with /roles remove first.",
    "한 서버에서는 주제 {most}개까지 역할을 둘 수 있습니다. 먼저 /역할 빼기로 하나를 빼 주세요.",
)


@dataclass(frozen=True, slots=True)
class TopicRole:
    """A role and the topic that it is for."""

    role_id: int
    topic: str


class TopicRoles:
    """The topic roles of servers, in a Store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def of(self, guild_id: int) -> tuple[TopicRole, ...]:
        """Return a server's topic roles, by topic."""
        return await _read(self._store, _OF_GUILD, guild_id)

    async def put(self, guild_id: int, new: TopicRole) -> tuple[TopicRole, ...]:
        """Offer a role for a topic, and return the topic roles that this replaced.

        Raises InputError if the server has too many.
        """
        async with self._store.transaction() as transaction:
            replaced = await _read(transaction, _SAME, guild_id, new.role_id, new.topic)
            for old in replaced:
                await transaction.execute(_DELETE, (guild_id, old.role_id))
            await transaction.execute(
                "INSERT INTO topic_role (guild_id, role_id, topic) VALUES (?, ?, ?)", (guild_id, new.role_id, new.topic)
            )
            ((count,),) = await transaction.rows("SELECT count(*) FROM topic_role WHERE guild_id = ?", (guild_id,))
            if count > MOST_TOPIC_ROLES:
                raise InputError(_TOO_MANY.fill(most=MOST_TOPIC_ROLES))
        return tuple(old for old in replaced if old != new)

    async def remove(self, guild_id: int, topic: str) -> TopicRole | None:
        """Offer no role for a topic any more; return the one that was offered, or None."""
        async with self._store.transaction() as transaction:
            found = await _read(transaction, _FOR_TOPIC, guild_id, topic)
            for old in found:
                await transaction.execute(_DELETE, (guild_id, old.role_id))
        return found[0] if found else None

    async def role_deleted(self, guild_id: int, role_id: int) -> bool:
        """Offer a role that is gone no more; return whether it was offered."""
        key = (guild_id, role_id)
        if not await self._store.rows("SELECT 1 FROM topic_role WHERE guild_id = ? AND role_id = ?", key):
            return False
        async with self._store.transaction() as transaction:
            return await transaction.execute(_DELETE, key) > 0


async def _read(source: Store | Reading, sql: str, *values: int | str) -> tuple[TopicRole, ...]:
    rows = await source.rows(sql, values)
    return tuple(TopicRole(role_id, topic) for role_id, topic in rows)

"""The SQL of who does not want a language model to write about answers."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, NamedTuple

from bot.storage.connections import Reading
from bot.storage.database import Store
from bot.storage.moments import stamp

__all__ = ["ModelChoices", "ModelOff", "Whose", "read_model_off"]

Whose = Literal["guild", "person"]

_BOTH = """
SELECT EXISTS (SELECT 1 FROM model_off_guild WHERE guild_id = ?1),
       EXISTS (SELECT 1 FROM model_off_person WHERE user_id = ?2)
"""
_OFF = {
    "guild": "INSERT INTO model_off_guild (guild_id, set_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
    "person": "INSERT INTO model_off_person (user_id, set_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
}
_ON = {
    "guild": "DELETE FROM model_off_guild WHERE guild_id = ?",
    "person": "DELETE FROM model_off_person WHERE user_id = ?",
}


class ModelOff(NamedTuple):
    """Whether a server and a person have turned the model off."""

    guild: bool
    person: bool


class ModelChoices:
    """Who has turned the language model off, in a Store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def off(self, guild_id: int | None, user_id: int) -> ModelOff:
        """Return whether a server and a person have turned it off; no server has not."""
        ((guild, person),) = await self._store.rows(_BOTH, (guild_id, user_id))
        return ModelOff(bool(guild), bool(person))

    async def turn(self, whose: Whose, key: int, *, on: bool, now: datetime) -> None:
        """Turn it on or off for a server or a person."""
        async with self._store.transaction() as transaction:
            if on:
                await transaction.execute(_ON[whose], (key,))
            else:
                await transaction.execute(_OFF[whose], (key, stamp(now)))


async def read_model_off(reading: Reading, user_id: int) -> datetime | None:
    """Return since when a person has turned it off, None where they have not."""
    rows = await reading.rows("SELECT set_at FROM model_off_person WHERE user_id = ?", (user_id,))
    return datetime.fromisoformat(rows[0][0]) if rows else None

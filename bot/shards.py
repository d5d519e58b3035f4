"""Shards: the connections among which Discord divides a bot's servers, and which of them are one process's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from bot.texts import Text

__all__ = ["Shards", "shard_of", "shards_named"]

# Two and a half million servers.
_MOST = 1_000
_NO_SHARDS = Text(
    "{text} does not name shards: write the first, the last and how many there are in all, such as 0-3/16",
    "{text}은(는) 샤드를 나타내지 않습니다. 0-3/16처럼 첫 번호, 끝 번호, 전체 개수를 적어 주세요",
)
_NO_SERVER = Text(
    "processes can only share a database on PostgreSQL: name one in BOT_DATABASE, or leave the shards out",
    "여러 프로세스는 PostgreSQL 데이터베이스만 함께 쓸 수 있습니다. BOT_DATABASE에 지정하거나 샤드를 비워 주세요",
)


@dataclass(frozen=True, slots=True)
class Shards:
    """The shards from `first` to `last` of `count`; as text `0-3/16`."""

    first: int
    last: int
    count: int

    def __str__(self) -> str:
        """Return them as they are written in the settings."""
        one = self.first == self.last
        return f"{self.first}/{self.count}" if one else f"{self.first}-{self.last}/{self.count}"

    @property
    def ids(self) -> range:
        """Their numbers."""
        return range(self.first, self.last + 1)

    def collide(self, other: Shards) -> bool:
        """Whether a server could belong to both: among other numbers of shards any one could."""
        return self.count != other.count or (self.first <= other.last and other.first <= self.last)


class _Validated(Protocol):
    @property
    def data(self) -> Mapping[str, Any]:
        """The settings before this one."""
        ...


def shard_of(guild_id: int, count: int) -> int:
    """Return the shard of a server, as Discord divides them."""
    return (guild_id >> 22) % count


def shards_named(value: object, others: _Validated) -> Shards | None:
    """Read `0-3/16` or `5/16`, an empty text as None; raises ValueError with a Text, also with a database in a file."""
    if value is None or value == "":
        return None
    match = re.fullmatch(r"\s*(\d{1,4})(?:\s*-\s*(\d{1,4}))?\s*/\s*(\d{1,4})\s*", str(value), re.ASCII)
    first, last, count = (int(part) for part in (match[1], match[2] or match[1], match[3])) if match else (0, 0, 0)
    if not first <= last < count <= _MOST:
        raise ValueError(_NO_SHARDS.fill(text=repr(value)))
    if isinstance(others.data.get("database"), Path):
        raise ValueError(_NO_SERVER)
    return Shards(first, last, count)

"""Shards: the connections among which Discord divides a bot's servers, and which of them are one process's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from bot.texts import Text

__all__ = ["Served", "Shards", "parse_shards", "shard_of", "shards_named"]

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


@dataclass(frozen=True, slots=True)
class Served:
    """The servers whose posts a process sees to, as shards of `count`, and whether it does to people's; or all."""

    shards: frozenset[int] = frozenset({0})
    count: int = 1
    people: bool = True

    def has(self, guild_id: int) -> bool:
        """Whether a server is one of them; 0 stands for people."""
        return shard_of(guild_id, self.count) in self.shards if guild_id else self.people


class _Validated(Protocol):
    @property
    def data(self) -> Mapping[str, Any]:
        """The settings before this one."""
        ...


def shard_of(guild_id: int, count: int) -> int:
    """Return the shard of a server, as Discord divides them."""
    return (guild_id >> 22) % count


def parse_shards(text: str) -> Shards | None:
    """Read `0-3/16` or `5/16`; None where a text is neither."""
    match = re.fullmatch(r"(\d{1,4})(?: ?- ?(\d{1,4}))? ?/ ?(\d{1,4})", text.strip(), re.ASCII)
    if match is None:
        return None
    first, last, count = (int(part) for part in (match[1], match[2] or match[1], match[3]))
    return Shards(first, last, count) if first <= last < count <= _MOST else None


def shards_named(value: object, others: _Validated) -> Shards | None:
    """Read the setting, an empty text as None; raises ValueError with a Text, also with a database in a file."""
    if value is None or value == "":
        return None
    if (shards := parse_shards(str(value))) is None:
        raise ValueError(_NO_SHARDS.fill(text=repr(value)))
    if isinstance(others.data.get("database"), Path):
        raise ValueError(_NO_SERVER)
    return shards

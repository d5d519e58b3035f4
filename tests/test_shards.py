"""Which shards are a process's, and which servers are a shard's."""

from __future__ import annotations

import pytest

from bot.shards import Shards, shard_of


def test_servers_are_divided_as_discord_divides_them() -> None:
    assert [shard_of(number << 22 | 77, 4) for number in range(6)] == [0, 1, 2, 3, 0, 1]
    assert shard_of(0, 4) == 0, "people's messages come to the first"


@pytest.mark.parametrize(
    ("one", "other", "collide"),
    [
        ((0, 1, 4), (2, 3, 4), False),
        ((0, 2, 4), (2, 3, 4), True),
        ((1, 1, 4), (0, 3, 4), True),
        ((0, 0, 4), (7, 7, 8), True),
    ],
)
def test_a_server_belongs_to_one_process(one: tuple[int, int, int], other: tuple[int, int, int], collide: bool) -> None:
    assert Shards(*one).collide(Shards(*other)) is collide
    assert Shards(*other).collide(Shards(*one)) is collide

"""Many servers: as Discord tells of them, and what they have set up in the bot's database."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.storage.database import Store
from bot.storage.digests.ledger import DigestLedger
from bot.storage.digests.values import Subscription
from tests.wire.payloads import GUILD_ID, ORDINARY, READ_HISTORY, Payload, channel, guild, role
from tests.wire.server import Wire

__all__ = ["Town", "settle", "subscribe"]

# What a server has is numbered behind it; its shard is told by the bits above.
_STEP = 1 << 22
_ROLES = 100


@dataclass(frozen=True, slots=True)
class Town:
    """Say how many servers there are, on how many shards, with how many channels for posts each, how large."""

    servers: int = 2500
    shards: int = 3
    posts: int = 2
    kilobytes: float = 2.0

    def guild(self, number: int) -> int:
        """Return the id of a server."""
        return (GUILD_ID // _STEP + number) * _STEP

    def chat(self, number: int) -> int:
        """Return the channel of a server in which people talk and nothing is posted."""
        return self.guild(number) + 1

    def channels(self, number: int) -> list[int]:
        """Return the channels of a server that have the daily post."""
        return [self.guild(number) + 2 + place for place in range(self.posts)]

    @property
    def all_channels(self) -> list[int]:
        """Every channel that has the daily post."""
        return [place for number in range(self.servers) for place in self.channels(number)]

    def some_channels(self, *shares: float) -> list[list[int]]:
        """Return for each share so many channels, the same ones each time, none of them twice."""
        mixed = random.Random(1).sample(places := self.all_channels, len(places))
        found: list[list[int]] = []
        for share in shares:
            count = round(share * len(places))
            found.append(mixed[:count])
            mixed = mixed[count:]
        return found


def settle(wire: Wire, town: Town) -> None:
    """Let the bot be in every server of a town."""
    wire.gateway.shards = town.shards
    for number in range(town.servers):
        wire.join(_server(town, number))


async def subscribe(database: Path, town: Town, due: datetime) -> None:
    """Let every server have set up its posts an hour before the minute at which all of them are due."""
    async with Store.open(database) as store:
        ledger = DigestLedger(store)
        for number in range(town.servers):
            for place in town.channels(number):
                await ledger.subscribe(
                    Subscription(
                        guild_id=town.guild(number),
                        channel_id=place,
                        post_time=due.time().replace(second=0, microsecond=0),
                        timezone="UTC",
                        count=5,
                        language=("en", "ko")[number % 2],
                        when_nothing_new="nothing",
                        set_by=number + 1,
                        set_at=due - timedelta(hours=1),
                    )
                )


def _server(town: Town, number: int) -> Payload:
    """Return a server with as many roles as make it large enough."""
    guild_id = town.guild(number)
    places = [channel(place, guild_id=guild_id) for place in (town.chat(number), *town.channels(number))]
    small = guild(ORDINARY | READ_HISTORY, guild_id, tuple(places))
    one = role(guild_id + _ROLES)
    missing = town.kilobytes * 1024 - len(json.dumps(small))
    roles = [role(guild_id + _ROLES + place) for place in range(max(round(missing / len(json.dumps(one))), 0))]
    return small | {"roles": [*small["roles"], *roles]}

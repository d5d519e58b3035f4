"""How a round of several processes begins: servers of all shards, a database, and a desk for each process."""

from __future__ import annotations

import asyncio
import random
import shutil
import signal
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.shards import Shards
from tests.faults.cluster.postgres import Postgres
from tests.faults.cluster.proxy import open_proxy
from tests.faults.cluster.scene import FOLLOWERS, GONE, SERVERS, SHARDS, Cluster, Desk, hour
from tests.faults.scene import MAY_ALL
from tests.stories.listings import add_listing
from tests.wire.nursery import Nursery
from tests.wire.payloads import TOKEN, Payload, channel, dm_id, guild
from tests.wire.server import open_wire

__all__ = ["TEMPLATE", "Furniture", "furnish", "open_cluster"]

TEMPLATE = "template_of_rounds"
_ROOT = Path(__file__).resolve().parents[3]
_GLOSSARY = _ROOT / "config" / "glossary.tsv"
_CHANNELS = 14
# Two have the shards, and two more wait to take them over.
_PARTS = {"a": "0-1", "b": "2-3"}


@dataclass(frozen=True, slots=True)
class Furniture:
    """What every round of a server begins with: listings, what is analysed of them, and the commands Discord has."""

    seeds: Path
    own: Path
    commands: list[Payload]


async def furnish(nursery: Nursery, postgres: Postgres, folder: Path) -> Furniture:
    """Let the bot itself make the database that others are copied from."""
    seeds, own = folder / "seeds", folder / "own"
    seeds.mkdir(parents=True)
    own.mkdir()
    for file in sorted((_ROOT / "seeds").iterdir())[-1:]:
        (seeds / file.name).write_bytes(file.read_bytes())
    add_listing(seeds, "2024-11-20", {"2502.90001": "Quokka pictures of old", "2502.90002": "Quokka films of old"})
    await postgres.make(TEMPLATE)
    async with open_wire(checks=False) as wire:
        environment = {
            "BOT_TOKEN": TOKEN, "BOT_DISCORD_API": wire.api, "BOT_DATABASE": postgres.url(TEMPLATE),
            "BOT_SEEDS": str(seeds), "BOT_GLOSSARY": str(_GLOSSARY), "BOT_DATA_FOLDER": str(own),
        }  # fmt: skip
        child = await nursery.start(["run"], environment, folder, folder / "stderr.log")
        await asyncio.wait_for(wire.gateway.identified.get(), 60)
        await wire.wait_for(lambda: wire.rest.commands or None, "the commands", 20)
        child.send(signal.SIGTERM)
        assert await child.ended == 0, (folder / "stderr.log").read_text("utf-8")
        return Furniture(seeds, own, wire.rest.commands)


@asynccontextmanager
async def open_cluster(
    nursery: Nursery, postgres: Postgres, furniture: Furniture, folder: Path, dice: random.Random
) -> AsyncGenerator[Cluster]:
    """Open a Discord of four shards beside a database of its own, and desks at which nobody sits yet."""
    database = f"round{folder.name}"
    await postgres.make(database, TEMPLATE)
    async with open_wire(checks=False) as wire, AsyncExitStack() as stack:
        environment = {
            "BOT_TOKEN": TOKEN, "BOT_DISCORD_API": wire.api, "BOT_SEEDS": str(furniture.seeds), "BOT_TIMEZONE": "UTC",
            "BOT_GLOSSARY": str(_GLOSSARY), "BOT_FOLLOW_TIME": hour(),
        }  # fmt: skip
        scene = Cluster(wire, folder, nursery, dice, postgres, database, environment)
        wire.rest.commands = furniture.commands
        wire.gateway.shards, wire.gateway.max_concurrency = SHARDS, SHARDS
        for name, part in _PARTS.items():
            for place in (name, f"{name}-spare"):
                own = folder / place
                shutil.copytree(furniture.own, own)
                desk = Desk(place, _shards(part), own, await stack.enter_async_context(open_proxy(postgres.socket)))
                (scene.desks if place == name else scene.spares).append(desk)
        _settle_servers(scene)
        await _follow(scene)
        try:
            yield scene
        finally:
            await _end(scene)
    await postgres.ready()
    await postgres.remove(database)


def _shards(part: str) -> Shards:
    first, _, last = part.partition("-")
    return Shards(int(first), int(last), SHARDS)


def _settle_servers(scene: Cluster) -> None:
    for server in SERVERS:
        ids = [server + 1 + number for number in range(_CHANNELS)]
        scene.wire.join(guild(MAY_ALL, server, tuple(channel(one, guild_id=server) for one in ids)))
        scene.free[server] = ids


async def _follow(scene: Cluster) -> None:
    """Let people be due for a message, and a server be set up that the bot has left meanwhile."""
    since = (datetime.now(UTC) - timedelta(days=1)).isoformat()
    for person in FOLLOWERS:
        place = int(scene.wire.messages.direct(person)["id"])
        assert place == dm_id(person)
        await scene.postgres.execute(
            scene.database,
            "INSERT INTO follower (user_id, channel_id, language, since) VALUES ($1, $2, 'en', $3)",
            person, place, since,
        )  # fmt: skip
        await scene.postgres.execute(
            scene.database, "INSERT INTO follow VALUES ($1, 'topic', 'diffusion', $2, '2024-11-22')", person, since
        )
        scene.expected.append(place)
    await scene.postgres.execute(
        scene.database,
        "INSERT INTO digest_subscription (guild_id, channel_id, post_time, timezone, count, language, "
        "when_nothing_new, set_by, set_at) VALUES ($1, $2, '09:00', 'UTC', 2, 'en', 'nothing', 1, $3)",
        GONE, GONE + 1, since,
    )  # fmt: skip


async def _end(scene: Cluster) -> None:
    for desk in (*scene.desks, *scene.spares):
        desk.proxy.flow()
        desk.kill()
        if desk.child is not None:
            await desk.child.ended

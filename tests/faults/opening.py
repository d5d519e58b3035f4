"""How a round begins: a server, and a database in which posts are due."""

from __future__ import annotations

import random
import shutil
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.faults.scene import CHANNELS, FOLLOWERS, FORUM, FREE, MAY_ALL, NEWS, SERVER, WEEKLY, Scene
from tests.faults.templates import Templates
from tests.wire.nursery import Nursery
from tests.wire.payloads import TOKEN, channel, dm_id, forum
from tests.wire.role_guilds import role_guild
from tests.wire.server import open_wire

__all__ = ["open_scene"]

_SINCE_THE_HOUR = timedelta(minutes=2)


@asynccontextmanager
async def open_scene(
    nursery: Nursery, templates: Templates, folder: Path, dice: random.Random, *, old: bool
) -> AsyncGenerator[Scene]:
    """Open a Discord beside a database in which posts are due, of an `old` schema or the present one."""
    shutil.copytree(templates.seeds, folder / "seeds")
    async with open_wire(checks=False) as wire:
        environment = {
            "BOT_TOKEN": TOKEN, "BOT_DISCORD_API": wire.api, "BOT_DATABASE": str(folder / "papers.db"),
            "BOT_SEEDS": str(folder / "seeds"), "BOT_TIMEZONE": "UTC", "BOT_FOLLOW_TIME": _hour(),
            "BOT_GLOSSARY": str(templates.glossary),
        }  # fmt: skip
        scene = Scene(wire, folder, nursery, dice, environment)
        wire.rest.commands = templates.commands
        _furnish(scene, templates, old)
        try:
            yield scene
        finally:
            scene.kill()
            if scene.child is not None:
                await scene.child.ended


def _furnish(scene: Scene, templates: Templates, old: bool) -> None:
    places = [channel(one, 5 if one == NEWS else 0, guild_id=SERVER) for one in (*CHANNELS, WEEKLY, *FREE)]
    places.append(forum(FORUM, guild_id=SERVER))
    server = role_guild(SERVER, MAY_ALL, len(FREE))
    scene.wire.join(server | {"channels": places})
    shutil.copyfile(templates.old if old else templates.new, scene.database)
    since = (datetime.now(UTC) - timedelta(days=1)).isoformat()
    columns = "guild_id, channel_id, post_time, timezone, count, language, when_nothing_new, set_by, set_at"
    for place, threads in (CHANNELS if old else CHANNELS | {FORUM: "papers"}).items():
        scene.change(
            f"INSERT INTO digest_subscription ({columns}) VALUES (?, ?, ?, 'UTC', 2, 'en', 'nothing', 1, ?)",
            SERVER, place, _hour(), since,
        )  # fmt: skip
        if place != FORUM:
            scene.expected.append(place)
        if not old:
            scene.change("UPDATE digest_subscription SET threads = ? WHERE channel_id = ?", threads, place)
    if not old:
        _subscribe_weekly(scene, since)
    for person in () if old else FOLLOWERS:
        place = int(scene.wire.messages.direct(person)["id"])
        assert place == dm_id(person)
        columns = "user_id, channel_id, language, since"
        scene.change(f"INSERT INTO follower ({columns}) VALUES (?, ?, 'en', ?)", person, place, since)
        scene.change("INSERT INTO follow VALUES (?, 'topic', 'diffusion', ?, '2024-11-22')", person, since)
        scene.expected.append(place)
    # A database that was served before keeps its log of changes; one that was copied may not.
    scene.change(f"PRAGMA journal_mode = {'DELETE' if scene.dice.random() < 0.3 else 'WAL'}")


def _subscribe_weekly(scene: Scene, since: str) -> None:
    """Let a review of the week be due: its papers are of long ago, so it shows highlights."""
    columns = "guild_id, channel_id, post_time, timezone, count, language, when_nothing_new, set_by, set_at"
    scene.change(
        f"INSERT INTO digest_subscription ({columns}) VALUES (?, ?, ?, 'UTC', 2, 'ko', 'highlights', 1, ?)",
        SERVER, WEEKLY, _hour(), since,
    )  # fmt: skip
    weekday = (datetime.now(UTC) - _SINCE_THE_HOUR).weekday()
    scene.change("INSERT INTO digest_period VALUES (?, ?, 'week', ?, ?)", SERVER, WEEKLY, weekday, since)
    scene.expected.append(WEEKLY)


def _hour() -> str:
    return f"{datetime.now(UTC) - _SINCE_THE_HOUR:%H:%M}"

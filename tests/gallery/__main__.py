"""Draw the README's pictures from what the bot really sends: `python -m tests.gallery [FOLDER]`

It needs Chromium and a font with emoji; nothing else of the project does.
"""

from __future__ import annotations

import asyncio
import importlib.util
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import AsyncGenerator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops

from tests.faults.scene import until
from tests.gallery.page import page
from tests.wire.payloads import ASKER_ID, BOT_ID, CHANNEL_ID, MANAGE_SERVER, Payload, channel, guild
from tests.wire.payloads import member as person
from tests.wire.people import Member
from tests.wire.process import run_process
from tests.wire.server import Wire, open_wire

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds"
_DATED = re.compile(r"\(\d{4}-\d\d-\d\d\)")
WIDTH, HEIGHT = 660, 4000
MARGIN = 18
NAMES = {str(CHANNEL_ID): "papers", str(ASKER_ID): "민지"}
# As a bot's permissions in a server: view, send, read history, threads.
GRANTED = (1 << 10) | (1 << 11) | (1 << 16) | (1 << 35) | (1 << 38)

Scene = Callable[[Member], Coroutine[Any, Any, list[Payload]]]


async def search(member: Member) -> list[Payload]:
    """Ask for papers in Korean."""
    question = "@papers-bot 긴 문맥을 다루는 논문 알려줘"
    return [said("민지", question), await member.but(locale="ko").says(question.split(maxsplit=1)[1], mention=True)]


async def answer(member: Member) -> list[Payload]:
    """Ask for a fact, then go on about it."""
    first, then = "UltraMem은 MoE보다 몇 배 빨라?", "who wrote it?"
    shown = await member.says(first, mention=True)
    return [said("민지", first), shown, said("민지", then), await member.says(then, mention=True)]


async def digest(member: Member) -> list[Payload]:
    """Look at a server's daily post."""
    admin = member.but(permissions=MANAGE_SERVER, locale="ko")
    await admin.slash("digest set", channel=CHANNEL_ID, time="09:00", count=4, topics="긴 문맥")
    return [dict(await admin.slash("digest preview")) | {"flags": 1 << 15}]


async def welcome(member: Member) -> list[Payload]:
    """Read what the bot writes when it joins a server."""
    wire, first = member.door.wire, int(CHANNEL_ID) + 10_000
    place = channel(first + 1, guild_id=first)
    joined = guild(GRANTED, first, (place,)) | {"system_channel_id": place["id"]}
    joined["members"] = [person(BOT_ID) | {"joined_at": datetime.now(UTC).isoformat()}]
    del joined["unavailable"]
    before = len(wire.shown)
    wire.join(joined)
    await until(lambda: len(wire.shown) > before)
    return [wire.shown[-1]]


async def panel(member: Member) -> list[Payload]:
    """Set the daily post up in its panel."""
    admin = member.but(permissions=MANAGE_SERVER, locale="ko")
    opened = await admin.slash("digest set")
    return [await admin.choose(opened, "채널", str(CHANNEL_ID))]


async def weekly(member: Member) -> list[Payload]:
    """Look at a server's weekly post."""
    liked = await member.slash("paper", id_or_title="ChunkKV")
    await member.press(liked, "👍")
    # The post that comes next covers the vote just given; today's may be over.
    admin, weekday = member.but(permissions=MANAGE_SERVER), str((today().weekday() + 1) % 7)
    how = {"every": "week", "weekday": weekday, "count": 3, "language": "en"}
    await admin.slash("digest set", channel=CHANNEL_ID, time="09:00", **how)
    return [dict(await admin.slash("digest preview")) | {"flags": 1 << 15}]


SCENES: Sequence[Scene] = (search, answer, panel, digest, welcome)
# On listings of the last days.
RECENT_SCENES: Sequence[Scene] = (weekly,)


def today() -> date:
    """Return the day, as the listings count it."""
    return datetime.now(UTC).date()


def said(name: str, content: str) -> Payload:
    """Return a person's message."""
    return {"name": name, "content": content}


def dated_anew(folder: Path) -> Path:
    """Write the seeds as listings of yesterday, of the days and of the weeks before; return their folder."""
    folder.mkdir()
    texts = {path.name: path.read_text("utf-8") for path in SEEDS.iterdir()}
    newest_first = sorted(texts, key=lambda name: _DATED.findall(texts[name])[0], reverse=True)
    for back, name in zip((1, 3, 9, 16, 23), newest_first, strict=True):
        day = today() - timedelta(days=back)
        folder.joinpath(name).write_text(_DATED.sub(f"({day})", texts[name]), "utf-8")
    return folder


@asynccontextmanager
async def stage(seeds: Path) -> AsyncGenerator[tuple[Member, Wire]]:
    """Give a member of a server in which the bot runs on a folder of listings."""
    with tempfile.TemporaryDirectory() as folder:
        async with open_wire() as wire:
            wire.guilds.append(guild(GRANTED))
            async with run_process(wire, Path(folder), seeds=seeds) as process:
                yield process.member(), wire


def shot(messages: Sequence[Payload], wire: Wire, target: Path) -> None:
    """Show messages in Chromium and keep the picture."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("Chromium is not installed.")
    files = {upload.filename: upload.data for request in wire.requests for upload in request.files}
    with tempfile.TemporaryDirectory() as folder:
        shown = Path(folder, "page.html")
        shown.write_text(page(messages, NAMES, files), "utf-8")
        options = "--headless --no-sandbox --disable-gpu --hide-scrollbars".split()
        options += [f"--window-size={WIDTH},{HEIGHT}", f"--screenshot={folder}/page.png", f"--user-data-dir={folder}/u"]
        Path(folder, "fonts").symlink_to(fonts())
        environment = {**os.environ, "XDG_DATA_HOME": folder}
        subprocess.run([chromium, *options, shown.as_uri()], check=True, capture_output=True, env=environment)
        picture = Image.open(io.BytesIO(Path(folder, "page.png").read_bytes())).convert("RGB")
    empty = Image.new("RGB", picture.size, picture.getpixel((0, HEIGHT - 1)))
    box = ImageChops.difference(picture, empty).getbbox() or (0, 0, WIDTH, HEIGHT)
    cut = picture.crop((0, 0, WIDTH, min(box[3] + MARGIN, HEIGHT)))
    cut.quantize(128).save(target, optimize=True)


def fonts() -> Path:
    """Return the folder of Korean fonts that installs with the bot."""
    found = importlib.util.find_spec("koreanize_matplotlib")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "fonts"


async def main(folder: Path) -> None:
    """Play every scene and draw it into `folder`."""
    with tempfile.TemporaryDirectory() as recent:
        for seeds, scenes in ((SEEDS, SCENES), (dated_anew(Path(recent, "seeds")), RECENT_SCENES)):
            async with stage(seeds) as (member, wire):
                for scene in scenes:
                    shot(await scene(member), wire, folder / f"{scene.__name__}.png")
                assert wire.faults == []


if __name__ == "__main__":
    into = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "config" / "assets"
    into.mkdir(parents=True, exist_ok=True)
    asyncio.run(main(into))

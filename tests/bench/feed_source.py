"""A source of daily papers in a process of its own, so that it takes no time from what is measured.

`python -m tests.bench.feed_source FILE DAY` serves the lists of a JSON file, by day, up to DAY, and prints its address.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

from bot.corpus.paper import Paper
from tests.bench.corpora import ROOT
from tests.wire.hub import item, open_hub

__all__ = ["Lists", "entries", "open_source"]

Lists = Mapping[str, Sequence[dict[str, Any]]]


def entries(papers: Iterable[Paper], month: str) -> list[dict[str, Any]]:
    """Return papers as the source lists them, with new ids of a month (YYMM)."""
    return [
        item(
            f"{month}.{number:05}", paper.title, paper.newest.votes or 0,
            summary=" ".join(section.text for section in paper.sections),
            authors=[{"name": name} for name in paper.authors],
        )
        for number, paper in enumerate(papers)
    ]  # fmt: skip


@asynccontextmanager
async def open_source(lists: Lists, file: Path) -> AsyncGenerator[str]:
    """Serve lists, which go through a file, and give the address."""
    await asyncio.to_thread(file.write_text, json.dumps(lists), "utf-8")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench.feed_source", str(file), max(lists), cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        yield (await process.stdout.readline()).decode().strip()
    finally:
        process.kill()
        await process.wait()


async def _serve(lists: Lists, today: date) -> None:
    async with open_hub(lists) as hub:
        hub.today = today
        print(hub.url, flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_serve(json.loads(Path(sys.argv[1]).read_bytes()), date.fromisoformat(sys.argv[2])))

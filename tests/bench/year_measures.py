"""What is measured of a year, and the papers and lists that it begins with."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from asyncio.subprocess import DEVNULL
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.answers.reply import Reply
from bot.corpus.difference import compare
from bot.corpus.report import LoadReport
from bot.interface.app.janitor import Janitor
from bot.interface.papers.shown_list import freeze
from bot.interface.papers.shown_lists import ShownLists
from bot.search.corpus import Corpus
from bot.storage.connections import Row
from bot.storage.database import Store
from bot.storage.papers import PaperStore
from tests.bench.corpora import Recombined

__all__ = ["SUBJECTS", "checked", "cleaned", "corpus_and_lists", "sizes"]

SUBJECTS = ("diffusion", "강화학습", "retrieval", "multimodal", "reasoning", "robot", "speech", "graph")
_TABLES = "SELECT name, sum(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC LIMIT 12"


async def checked(path: Path, options: Sequence[str]) -> float:
    """Return what looking at the database takes, as somebody types it."""
    began = time.perf_counter()
    program = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "check", *options, env={**os.environ, "BOT_DATABASE": str(path)}, stdout=DEVNULL
    )
    assert await program.wait() == 0
    return time.perf_counter() - began


async def sizes(store: Store) -> list[Row]:
    """Return the largest tables and indexes with their bytes, nothing where SQLite cannot tell."""
    try:
        return await store.rows(_TABLES)
    except Exception:
        return []


async def corpus_and_lists(store: Store, count: int) -> list[bytes]:
    """Load a corpus, and return the lists that real searches in it leave, as they are kept."""
    papers = {paper.arxiv_id: paper for paper in Recombined(count).papers()}
    report = LoadReport(1, len(papers), len(papers), 0, 0, 0, len(papers), 0, (), (), 0.0)
    await PaperStore(store).apply(compare({}, papers), report, datetime.now(UTC))
    corpus, lists = Corpus(papers.values()), ShownLists(store)
    for subject in SUBJECTS:
        hits = corpus.search(subject).hits
        await lists.keep(1, freeze(Reply("papers", "ko", f"{subject} 논문입니다.", hits)), datetime.now(UTC))
    kept = await store.rows("SELECT packed FROM shown_list")
    async with store.transaction() as transaction:
        await transaction.execute("DELETE FROM shown_list")
    return [row[0] for row in kept]


async def cleaned(store: Store, now: datetime) -> tuple[float, float]:
    """Let the janitor clean up; return how long that took, and how long a writer waited at most."""
    waits = [0.0]

    async def write() -> None:
        while True:
            began = time.perf_counter()
            async with store.transaction() as transaction:
                waits.append(time.perf_counter() - began)
                await transaction.execute("DELETE FROM left_guild")
            await asyncio.sleep(0.01)

    writer = asyncio.create_task(write())
    began = time.perf_counter()
    # The class asks its bot for nothing here.
    await Janitor(None, store, lambda: now, 0.0).clean(now)  # pyright: ignore[reportArgumentType]
    took = time.perf_counter() - began
    writer.cancel()
    await asyncio.wait({writer})
    return took, max(waits)

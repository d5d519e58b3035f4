"""One start on a loaded database: open the library, answer a question, say how long it took and in how much memory.

`python -m tests.bench.restart STARTED`, with the moment of the start on the monotonic clock, prints one line of JSON.
"""

from __future__ import annotations

import asyncio
import sys
import time
from dataclasses import dataclass

from pydantic import TypeAdapter

from bot.answers.query_service import QueryService
from bot.library.library import Library
from bot.operating.runtime_tuning import tune
from bot.settings import Settings, load_settings
from bot.storage.database import Store
from tests.bench.machine import memory

__all__ = ["QUESTION", "Start"]

QUESTION = "KV 캐시 압축 논문 알려줘"


@dataclass(frozen=True, slots=True)
class Start:
    """Hold the seconds from the process' start to the open library and to the answer, and its memory in MB."""

    open: float
    answer: float
    resident: float
    highest: float


async def _started(settings: Settings, began: float) -> Start:
    async with Store.open(settings.database) as store:
        library = Library(store, settings.seeds, settings.glossary)
        await library.open()
        is_open = time.monotonic() - began
        QueryService(library.corpus, settings.now(), settings.language).ask(QUESTION)
        answered, held = time.monotonic() - began, memory()
    return Start(is_open, answered, held.resident, held.highest)


if __name__ == "__main__":
    tune()
    found = asyncio.run(_started(load_settings(), float(sys.argv[1])))
    print(TypeAdapter(Start).dump_json(found).decode())

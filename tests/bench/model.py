"""How a language model is felt: seconds to its first sentence, the check, and how late the event loop is meanwhile.

`python -m tests.bench.model` serves a scripted model with 50 ms a token, a Discord on loopback and the seeds.
"""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from pydantic import SecretStr

from bot.interface.app.client import PapersBot
from bot.library.library import Library
from bot.model.check import Check
from bot.settings import Settings
from bot.storage.database import Store
from tests.bench.heartbeat import heartbeat
from tests.conftest import SEEDS
from tests.model.lies import cases
from tests.model.server import ModelServer, model_server
from tests.wire.interactions import option, slash
from tests.wire.payloads import TOKEN
from tests.wire.server import Wire, open_wire

_GLOSSARY = SEEDS.parent / "config" / "glossary.tsv"
_ASKED = "How much faster is UltraMem than MoE?"
_ANSWER = (
    "UltraMem is up to 6 times faster than MoE. [1] It reaches up to 6 times faster inference speed. [1] "
    "UltraMem is up to 60 times faster than Mamba. [1]"
)
_PACE = 0.05


async def main() -> None:
    """Print the figures."""
    with TemporaryDirectory() as folder:
        async with open_wire() as wire, model_server() as model:
            model.answer, model.pace = _ANSWER, _PACE
            database = Path(folder) / "papers.db"
            settings = Settings(
                database=database,
                glossary=_GLOSSARY,
                seeds=SEEDS,
                discord_api=wire.api,
                token=SecretStr(TOKEN),
                model_url=model.url,
                model="scripted",
            )
            async with Store.open(database) as store:
                library = Library(store, SEEDS, _GLOSSARY)
                await library.open()
                async with PapersBot(settings, library, store) as bot:
                    await bot.login(TOKEN)
                    await _ask(bot, wire, "warm up: who wrote Hymba?")
                    await _felt(bot, wire, model)
                _checked(library)


async def _felt(bot: PapersBot, wire: Wire, model: ModelServer) -> None:
    quotes: list[float] = []
    firsts: list[float] = []
    async with heartbeat() as late:
        for number in range(10):
            seconds = await _ask(bot, wire, f"{_ASKED} {'!' * number}")
            quotes.append(seconds[0])
            firsts.append(seconds[1])
    print(f"quotes after {median(quotes) * 1000:.0f} ms, first sentence after {min(firsts):.2f} to {max(firsts):.2f} s")
    print(f"the event loop was at most {max(late) * 1000:.0f} ms late; {len(model.requests)} requests to the model")


async def _ask(bot: PapersBot, wire: Wire, question: str) -> tuple[float, float]:
    """Return the seconds until the quotes and until the first sentence were shown."""
    edits, answers = "/webhooks/.*/messages/@original", "/interactions/.*/callback"
    before = len(wire.sent("PATCH", edits)), len(wire.sent("POST", answers))
    began = time.perf_counter()
    payload = wire.interactions.open(slash("ask", option("question", question)))
    bot._connection.parsers["INTERACTION_CREATE"](payload)  # pyright: ignore[reportPrivateUsage]
    await wire.wait_for(lambda: len(wire.sent("POST", answers)) > before[1] or None, "an answer", 10)
    answered = time.perf_counter() - began
    if "warm" not in question:
        await wire.wait_for(lambda: len(wire.sent("PATCH", edits)) > before[0] or None, "a sentence", 10)
    first = time.perf_counter() - began
    writing = [task for task in asyncio.all_tasks() if task.get_name() == "sentences"]
    await asyncio.gather(*writing)
    return answered, first


def _checked(library: Library) -> None:
    glossary = library.corpus.glossary
    taken: list[float] = []
    shown = true = 0
    for case in cases(library.corpus, 2_000):
        check = Check((case.quote,), case.language, glossary)
        # What others do on this machine is no part of it.
        began = time.thread_time()
        shown += check(case.lie).sentence is not None
        taken.append(time.thread_time() - began)
        true += check(case.true).sentence is not None
    taken.sort()
    print(f"lies shown: {shown} of {len(taken)}; sentences of the quotes shown: {true} of {len(taken)}")
    print(f"the check: {median(taken) * 1000:.2f} ms of CPU, 99 % under {taken[len(taken) * 99 // 100] * 1000:.2f} ms")


if __name__ == "__main__":
    asyncio.run(main())

"""How one person's flood feels to another. `python -m tests.bench.crowd [--seconds S] [--papers N ...] [--only NAME]`

The bot's own process stands behind a Discord on loopback. One person sends each of the attacks at once, another asks,
saves, types and chats meanwhile, one of these every 100 ms. Printed are median and p99, in ms from sending to the final
answer, of what the other person did, and how much of it was lost: unanswered after ten seconds, or put off.

Both people and the Discord between them are in this process, and the bot in another: on two cores the sender's work
takes nothing from the bot's. What it does take from the figures, by answering late itself, is in the last column.
Lengths are not enforced here: a client of somebody's own can send anything.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from itertools import count, cycle
from pathlib import Path

from tests.bench.attacks import ATTACKS, QUESTIONS, Attack
from tests.bench.corpora import SEEDS, Recombined
from tests.wire.look import options, texts
from tests.wire.payloads import ASKER_ID, BOT_ID, STRANGER_ID, Payload, guild
from tests.wire.people import Member
from tests.wire.process import BotProcess
from tests.wire.server import open_wire

__all__ = ["Felt", "felt", "main", "standing"]

SIZES = (159, 5_500)
SECONDS = 8.0
PAUSE = 0.1
PATIENCE = 10.0
STARTING = 180.0
BEAT = 0.005

_PUT_OFF = "One at a time"


@dataclass
class Felt:
    """Hold how long what another person did took, in seconds by kind, what was lost, and how late the sender was."""

    took: dict[str, list[float]] = field(default_factory=dict[str, list[float]])
    lost: int = 0
    late: float = 0.0

    def quantile(self, kind: str, share: float) -> float:
        """Return what a share of one kind took at most, in ms."""
        took = sorted(self.took.get(kind, [])) or [0.0]
        return took[min(int(len(took) * share), len(took) - 1)] * 1000


def main() -> None:
    """Print a table for each corpus."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.crowd")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="of each attack")
    parser.add_argument("--papers", type=int, nargs="+", default=SIZES)
    parser.add_argument("--only", nargs="+", default=list(ATTACKS), choices=list(ATTACKS), metavar="NAME")
    given = parser.parse_args()
    for papers in given.papers:
        asyncio.run(_table(papers, given.only, given.seconds))


async def _table(papers: int, names: Sequence[str], seconds: float) -> None:
    _print(f"\n{papers:,} papers · p50 / p99 in ms", "ask", "save", "suggestions", "chat", "lost", "sender late")
    async with standing(papers) as bot:
        # The first of everything takes longer: imports, caches, connections.
        await felt(bot, ATTACKS["nobody"], 2.0)
        for name in names:
            found = await felt(bot, ATTACKS[name], seconds)
            kinds = (f"{found.quantile(kind, 0.5):.0f} / {found.quantile(kind, 0.99):.0f}" for kind in _ACTS)
            _print(name, *kinds, str(found.lost), f"{found.late * 1000:.0f}")


def _print(name: str, *cells: str) -> None:
    sys.stdout.write(f"{name:<38}" + "".join(f"{cell:>14}" for cell in cells) + "\n")
    sys.stdout.flush()


@asynccontextmanager
async def standing(papers: int) -> AsyncGenerator[BotProcess]:
    """Give the bot's process with so many papers: those of the seeds, or a larger corpus made of them."""
    with tempfile.TemporaryDirectory() as folder:
        seeds = SEEDS
        if papers > SIZES[0]:
            seeds = Path(folder, "seeds")
            Recombined(papers).write_listings(seeds)
        async with open_wire(checks=False) as wire:
            wire.guilds.append(guild())
            bot = BotProcess(wire, Path(folder), {"seeds": seeds, "log_level": "ERROR"}, STARTING)
            try:
                await bot.start()
                yield bot
            finally:
                if bot.running:
                    await bot.stop()


async def felt(bot: BotProcess, attack: Attack, seconds: float) -> Felt:
    """Return what a person felt who used the bot for `seconds` while another one attacked it."""
    person = Member(bot, user_id=ASKER_ID, seconds=PATIENCE)
    shown = await person.slash("top", count=10)
    found, tasks, chance = Felt(), list[asyncio.Task[None]](), random.Random(2)
    beating = asyncio.create_task(_beat(found))
    start = time.perf_counter()
    for number, kind in zip(count(), cycle(_ACTS)):
        moment = start + number * PAUSE
        if moment - start > seconds:
            break
        await asyncio.sleep(max(moment - time.perf_counter(), 0))
        tasks.append(asyncio.create_task(_timed(found, kind, _ACTS[kind](person, shown, chance))))
        if number == len(_ACTS):
            tasks.append(asyncio.create_task(_send(bot, attack(shown))))
    await asyncio.gather(*tasks)
    beating.cancel()
    with suppress(asyncio.CancelledError):
        await beating
    return found


async def _send(bot: BotProcess, sent: Sequence[Payload]) -> None:
    """Send all at once, and wait for no answer."""
    bot.wire.messages.direct(STRANGER_ID)
    for payload in sent:
        if "application_id" in payload:
            await bot.deliver("INTERACTION_CREATE", bot.wire.interactions.open(payload))
        else:
            await bot.deliver("MESSAGE_CREATE", payload)
        # What comes meanwhile is not to be seen late: Discord has more than one hand.
        await asyncio.sleep(0.001)


async def _timed(found: Felt, kind: str, act: Awaitable[str]) -> None:
    started = time.perf_counter()
    try:
        said = await act
    except TimeoutError:
        found.lost += 1
        return
    found.lost += said.startswith(_PUT_OFF)
    found.took.setdefault(kind, []).append(time.perf_counter() - started)


async def _beat(found: Felt) -> None:
    while True:
        due = time.perf_counter() + BEAT
        await asyncio.sleep(BEAT)
        found.late = max(found.late, time.perf_counter() - due)


async def _ask(person: Member, _: Payload, chance: random.Random) -> str:
    return texts(await person.slash("ask", question=chance.choice(QUESTIONS)))


async def _save(person: Member, shown: Payload, chance: random.Random) -> str:
    return texts(await person.slash("save", paper=chance.choice(list(options(shown).values()))))


async def _type(person: Member, _: Payload, chance: random.Random) -> str:
    return " ".join(await person.suggestions("author", "name", chance.choice(("ya", "kai", "w", "zhang y"))))


async def _chat(person: Member, _: Payload, chance: random.Random) -> str:
    wire = person.door.wire
    own = await person.but(guild_id=None).write(chance.choice(QUESTIONS))

    def reply() -> Payload | None:
        later = wire.messages.listed(own["channel_id"], {"after": own["id"]})
        ours = (one for one in later if one["author"]["id"] == str(BOT_ID))
        return next((one for one in ours if one.get("message_reference", {}).get("message_id") == own["id"]), None)

    return texts(await wire.wait_for(reply, "a reply", PATIENCE))


_ACTS: Mapping[str, Callable[[Member, Payload, random.Random], Awaitable[str]]] = {
    "ask": _ask,
    "save": _save,
    "suggestions": _type,
    "chat": _chat,
}


if __name__ == "__main__":
    main()

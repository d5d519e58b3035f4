"""People who go on talking to the bot, and how long they wait."""

from __future__ import annotations

import asyncio
import json
import math
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.servers_town import Town
from tests.wire.people import Member
from tests.wire.process import BotProcess

__all__ = ["Answer", "Talk", "p99", "talk"]

_QUESTIONS = Path(__file__).resolve().parents[1] / "quality" / "questions.dev.jsonl"
_FIRST_PERSON = 1300000000000000000
# A mention costs two of the requests that a bot may make in a second: typing and the reply. /ask costs none.
_MENTIONS = 4
_PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold how a question came, "mention" or "/ask", when it was asked (monotonic), and the seconds to its answer."""

    kind: str
    asked: float
    took: float


@dataclass
class Talk:
    """Keep the answers that came, and the questions that had none."""

    answers: list[Answer] = field(default_factory=list[Answer])
    unanswered: list[str] = field(default_factory=list[str])

    def took(self, since: float, until: float, kind: str = "") -> list[float]:
        """Return the seconds that answers of a span of time took, of one kind or all."""
        return [one.took for one in self.answers if since <= one.asked < until and kind in ("", one.kind)]


async def talk(bot: BotProcess, town: Town, rate: float, over: asyncio.Event, heard: Talk) -> None:
    """Ask `rate` questions a second, each by somebody else elsewhere, until it is over; wait for all answers."""
    lines = _QUESTIONS.read_text("utf-8").splitlines()
    questions = [str(json.loads(line)["question"]) for line in lines]
    start, number = time.monotonic(), 0
    async with asyncio.TaskGroup() as group:
        while not over.is_set():
            server = number * 7 % town.servers
            person = bot.member(
                user_id=_FIRST_PERSON + number,
                guild_id=town.guild(server),
                channel_id=town.chat(server),
                seconds=_PATIENCE,
            )
            kind = "mention" if number % _MENTIONS == 0 else "/ask"
            group.create_task(_ask(person, kind, questions[number % len(questions)], heard))
            number += 1
            await asyncio.sleep(max(start + number / rate - time.monotonic(), 0))


async def _ask(person: Member, kind: str, question: str, heard: Talk) -> None:
    asked = time.monotonic()
    try:
        await (person.says(question, mention=True) if kind == "mention" else person.slash("ask", question=question))
    except TimeoutError:
        heard.unanswered.append(f"{kind}: no answer within {_PATIENCE:.0f} s")
    except AssertionError as error:
        heard.unanswered.append(f"{kind}: {error}")
    else:
        heard.answers.append(Answer(kind, asked, time.monotonic() - asked))


def p99(seconds: Sequence[float]) -> float:
    """Return what 99 of 100 stay within; NaN where there are none."""
    return sorted(seconds)[math.ceil(len(seconds) * 0.99) - 1] if seconds else math.nan

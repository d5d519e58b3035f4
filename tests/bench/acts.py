"""What people do with the bot, each as often as people do it."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from tests.wire.look import options
from tests.wire.payloads import Payload
from tests.wire.people import Member

__all__ = ["Act", "Acts", "acts"]

TOPICS = ("diffusion", "reinforcement learning", "강화학습", "video generation", "LLM")


@dataclass(frozen=True, slots=True)
class Act:
    """Hold something that a person does, and how often it comes against the others."""

    name: str
    weight: float
    act: Callable[[Member, random.Random], Awaitable[Payload]]


Acts = Sequence[Act]


def acts(questions: Sequence[str], shown: Payload) -> Acts:
    """Return what people do, with these questions and the papers of the list `shown`."""
    papers = list(options(shown).values())

    async def type_into(member: Member, chance: random.Random) -> Payload:
        typed = chance.choice(("diff", "lang", "a", "video g", "확산"))
        return {"content": " ".join(await member.suggestions("paper", "id_or_title", typed))}

    return (
        Act("ask", 4, lambda member, chance: member.slash("ask", question=chance.choice(questions))),
        Act("search", 3, lambda member, chance: member.slash("search", query=chance.choice(questions))),
        Act("paper", 1, lambda member, chance: member.slash("paper", id_or_title=chance.choice(papers))),
        Act("top", 1, lambda member, _: member.slash("top", count=20)),
        Act("open", 2, lambda member, chance: member.choose(shown, "open", chance.choice(papers))),
        Act("help", 1, lambda member, _: member.slash("help")),
        Act("suggestions", 2, type_into),
        Act("chat", 1, lambda member, chance: member.but(guild_id=None).says(chance.choice(questions))),
        Act("similar", 0.5, lambda member, chance: member.slash("similar", paper=chance.choice(papers))),
        Act("save", 0.3, lambda member, chance: member.slash("save", paper=chance.choice(papers))),
        Act("saved", 0.3, lambda member, _: member.slash("saved")),
        Act("stats", 0.2, lambda member, _: member.slash("stats")),
        Act("trends", 0.1, lambda member, chance: member.slash("trends", topic=chance.choice(TOPICS))),
    )

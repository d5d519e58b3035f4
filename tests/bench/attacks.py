"""What one person can send to the bot at once, to keep it from others; a modified client keeps to no length."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import cycle, islice

from tests.interface.chatting import message
from tests.wire.interactions import Who, apply, choose, option, slash
from tests.wire.look import options
from tests.wire.payloads import STRANGER_ID, Payload

__all__ = ["ATTACKS", "QUESTIONS", "Attack"]

# What one person sends at once; `shown` is a list of papers that the bot has sent.
Attack = Callable[[Payload], Sequence[Payload]]

QUESTIONS = (
    "Marco-o1은 어떤 방법을 사용하나요?",
    "KV cache compression papers",
    "강화학습 논문 3편 추천해 줘",
    "who wrote Hymba?",
    "latest papers about video generation",
    "확산 모델로 이미지를 만드는 논문 있어?",
)

_WHO = Who(user_id=STRANGER_ID)
_LONG = "Zhang Yu-Kai's diffusion O'Brien 강화학습을 " * 200
_DASHES = "a-" * 3_000


def _times(count: int, texts: Iterable[str]) -> Iterable[str]:
    return islice(cycle(texts), count)


def _many(times: int, command: str, name: str, typed: Sequence[str]) -> Attack:
    return lambda _: [slash(command, option(name, text), **_WHO) for text in _times(times, typed)]


def _typing(_: Payload) -> list[Payload]:
    return [slash("author", option("name", _LONG[:6_000], focused=True), autocomplete=True, **_WHO) for _ in range(30)]


def _pressing(shown: Payload) -> list[Payload]:
    return [choose(shown, "open", paper, **_WHO) for paper in _times(100, options(shown).values())]


def _chatting(_: Payload) -> list[Payload]:
    typed = _times(100, (*QUESTIONS, _LONG[:2_000]))
    return [message(text, guild_id=None, user_id=STRANGER_ID) for text in typed]


def _finding(_: Payload) -> list[Payload]:
    return [apply("Find papers", message(_DASHES[:4_000]), **_WHO) for _ in range(3)]


_SINGLE: Mapping[str, Attack] = {
    "30 /author of 6,000 characters": _many(30, "author", "name", [_LONG[:6_000]]),
    "30 suggestions of 6,000 characters": _typing,
    "60 /ask of 2,000 characters": _many(60, "ask", "question", [_LONG[:2_000]]),
    "/paper a-a-a-… (6,000)": _many(3, "paper", "id_or_title", [_DASHES]),
    "Find papers on a-a-a-… (4,000)": _finding,
    "100 /ask": _many(100, "ask", "question", QUESTIONS),
    "100 /search": _many(100, "search", "query", QUESTIONS),
    "100 /similar": _many(100, "similar", "paper", ["Marco-o1", "Hymba"]),
    "100 presses": _pressing,
    "100 messages": _chatting,
}


def _all(shown: Payload) -> list[Payload]:
    sent = [payload for attack in _SINGLE.values() for payload in attack(shown)]
    random.Random(1).shuffle(sent)
    return sent


ATTACKS: Mapping[str, Attack] = {"nobody": lambda _: [], **_SINGLE, "all at once": _all}

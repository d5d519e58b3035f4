"""Sentences over the quotes of a reply: asked for, checked one by one, and kept for whoever asks the same."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import AsyncGenerator, Callable, Hashable, Sequence
from contextlib import aclosing
from datetime import datetime
from time import monotonic
from typing import Literal

from bot.model.breaker import Breaker, Budget
from bot.model.client import Message, ModelClient
from bot.model.drafts import Asked, drafts, translation_of
from bot.model.faults import ModelError
from bot.model.quotes import Sentence

__all__ = ["Outcome", "Writer"]

_log = logging.getLogger(__name__)

Outcome = Literal["written", "rewritten", "cached", "cut", "failed", "paused", "spent"]

Note = Callable[[Outcome, float | None], object]

_KEPT = 500
# Where so much was cut, what follows is no better.
_MOST_CUT = 6


class Writer:
    """Write over quotes with a model; a failure costs nothing but the sentences.

    `note` is told each outcome, and the seconds until the first sentence where there is one.
    """

    def __init__(
        self,
        client: ModelClient,
        now: Callable[[], datetime],
        note: Note | None = None,
        *,
        breaker: Breaker | None = None,
        budget: Budget | None = None,
    ) -> None:
        self._client = client
        self._now = now
        self._note: Note = note or _unnoted
        self._breaker = breaker or Breaker()
        self._budget = budget or Budget()
        self._kept: OrderedDict[Hashable, tuple[Sentence, ...]] = OrderedDict()

    async def open(self) -> None:
        """Import the client, so that no question waits for it; a failure is logged."""
        try:
            await self._client.open()
        except ModelError as error:
            _log.warning("the language model is not used: %s", error)

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()

    async def sentences(self, asked: Asked) -> AsyncGenerator[Sentence]:
        """Yield the sentences that the quotes carry, each as soon as it is written and checked."""
        if (kept := self._kept.get(asked.key)) is not None:
            self._kept.move_to_end(asked.key)
            self._note("cached", 0.0 if kept else None)
            for sentence in kept:
                yield sentence
            return
        if not self._admits(asked.user_id, asked.guild_id):
            return
        began, first = monotonic(), None
        found: list[Sentence] = []
        try:
            async with aclosing(self._written(asked)) as written:
                async for sentence in written:
                    first = monotonic() - began if first is None else first
                    found.append(sentence)
                    yield sentence
        except ModelError as error:
            self._failed(error, first)
            return
        self._breaker.answered()
        self._note("written" if found else "cut", first)
        self._keep(asked.key, tuple(found))

    async def translations(self, asked: Asked) -> dict[str, str]:
        """Return by its text what is carried of a translation of each quote in another language."""
        about = None if self._breaker.is_failing else translation_of(asked)
        if about is None:
            return {}
        said: dict[int, list[str]] = {}
        async with aclosing(self.sentences(about)) as sentences:
            async for sentence in sentences:
                # One that belongs to two quotes could stand below neither.
                if len(sentence.cites) == 1:
                    said.setdefault(sentence.cites[0], []).append(sentence.text)
        return {quote.text: " ".join(said[quote.number]) for quote in about.quotes if quote.number in said}

    async def raw(self, prompt: Sequence[Message], user_id: int, guild_id: int | None) -> AsyncGenerator[str]:
        """Yield an answer as it is written, unchecked and not to be shown; nothing while the model is not asked.

        Raises ModelError. An end that comes from outside, such as a time limit, is a failure too.
        """
        if not self._admits(user_id, guild_id):
            return
        done = False
        try:
            async with aclosing(self._client.stream(prompt)) as stream:
                async for text in stream:
                    done = True
                    yield text
            self._note("rewritten", None)
            self._breaker.answered()
        except ModelError as error:
            self._failed(error, None)
            raise
        except BaseException:
            if not done:
                self._breaker.failed()
            raise

    def _admits(self, user_id: int, guild_id: int | None) -> bool:
        if not self._breaker.admits():
            self._note("paused", None)
            return False
        if not self._budget.take(guild_id, user_id, self._now().date()):
            self._note("spent", None)
            return False
        return True

    def _failed(self, error: ModelError, first: float | None) -> None:
        self._breaker.failed()
        self._note("failed", first)
        _log.warning("the language model failed: %s", error)

    async def _written(self, asked: Asked) -> AsyncGenerator[Sentence]:
        said: set[str] = set()
        cut = 0
        async with aclosing(drafts(self._client, asked)) as written:
            async for draft in written:
                sentence = draft.verdict.sentence
                if sentence is None:
                    cut += 1
                    _log.info("a sentence of the language model was cut: %s", draft.verdict.reason)
                elif sentence.text not in said:
                    said.add(sentence.text)
                    yield sentence
                if len(said) == asked.most_sentences or cut == _MOST_CUT:
                    return

    def _keep(self, key: Hashable, found: tuple[Sentence, ...]) -> None:
        self._kept[key] = found
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)


def _unnoted(_outcome: Outcome, _seconds: float | None) -> None:
    """Note nothing."""

"""Trends as pictures, drawn one at a time in a thread, and cached."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from datetime import date

from bot.discovery.rising import Rising, rising
from bot.discovery.trends import Trend, trend
from bot.discovery.weeks import MOST_WEEKS
from bot.errors import InputError
from bot.search.corpus import Corpus
from bot.texts import Language, Text

__all__ = ["TrendPicture", "TrendPictures", "TrendRequest", "draw_trend", "try_to_draw"]

_log = logging.getLogger(__name__)

_KEPT = 32
_MOST_WAITING = 20
_TIMES_BEFORE = 4

_YOURS = Text(
    "One at a time, please: I am still drawing the trends that you asked for.",
    "한 번에 하나씩 부탁드립니다. 먼저 요청하신 동향을 아직 그리고 있습니다.",
)
_BUSY = Text(
    "Many people are asking for trends right now. Please try again in a minute.",
    "지금 동향을 찾는 사람이 많습니다. 잠시 뒤에 다시 시도해 주세요.",
)


@dataclass(frozen=True, slots=True)
class TrendRequest:
    """A request for a trend: a topic (None for all papers), the number of weeks up to a day, a language."""

    topic: str | None
    weeks: int
    today: date
    language: Language


@dataclass(frozen=True, slots=True)
class TrendPicture:
    """A trend, the rising terms, and both as a PNG, which is empty if it could not be drawn."""

    trend: Trend
    rising: Rising
    png: bytes


def draw_trend(corpus: Corpus, request: TrendRequest) -> TrendPicture:
    """Compute and draw, in a worker thread; raises UserError if there is nothing to draw."""
    found, terms = _computed(corpus, request)
    return TrendPicture(found, terms, _drawn(found, terms, request.language))


def try_to_draw(corpus: Corpus, request: TrendRequest) -> TrendPicture:
    """Do as `draw_trend`, but without a picture where drawing fails or its library is missing."""
    found, terms = _computed(corpus, request)
    try:
        png = _drawn(found, terms, request.language)
    except Exception:
        _log.exception("a trend could not be drawn")
        png = b""
    return TrendPicture(found, terms, png)


def _computed(corpus: Corpus, request: TrendRequest) -> tuple[Trend, Rising]:
    found = trend(corpus, request.topic, request.weeks, request.today)
    # A third of the weeks shown, compared with a long enough time before.
    recent = max(request.weeks // 3, 1)
    return found, rising(corpus, recent, min(recent * _TIMES_BEFORE, MOST_WEEKS), request.today)


def _drawn(found: Trend, terms: Rising, language: Language) -> bytes:
    # matplotlib takes the better part of a second to import: not at start-up, and never in the event loop's thread.
    from bot.discovery.chart import draw  # noqa: PLC0415

    return draw(found, terms, language)


class TrendPictures:
    """Pictures of trends; the last ones are cached as long as the corpus lives."""

    def __init__(self, draw: Callable[[Corpus, TrendRequest], TrendPicture] = draw_trend) -> None:
        self._draw = draw
        self._drawn: OrderedDict[tuple[int, TrendRequest], TrendPicture] = OrderedDict()
        self._pen = asyncio.Lock()
        # matplotlib keeps font files open for each thread that has drawn, so draw in a single thread.
        self._thread = ThreadPoolExecutor(1, "trends")
        # People whose picture is being drawn or queued.
        self._waiting = set[int]()

    async def draw(self, corpus: Corpus, request: TrendRequest, user_id: int) -> TrendPicture:
        """Return the picture that `request` asks for.

        Raises UserError if there is none, one is already being drawn for this person, or too many wait.
        """
        key = (corpus.generation, request)
        if (known := self._find(key)) is not None:
            return known
        if user_id in self._waiting:
            raise InputError(_YOURS)
        if len(self._waiting) >= _MOST_WAITING:
            raise InputError(_BUSY)
        self._waiting.add(user_id)
        try:
            async with self._pen:
                picture = self._find(key) or await self._drawn_anew(corpus, request)
        finally:
            self._waiting.discard(user_id)
        self._forget_before(corpus.generation)
        self._drawn[key] = picture
        while len(self._drawn) > _KEPT:
            self._drawn.popitem(last=False)
        return picture

    async def _drawn_anew(self, corpus: Corpus, request: TrendRequest) -> TrendPicture:
        context = copy_context()
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, lambda: context.run(self._draw, corpus, request))

    def _forget_before(self, generation: int) -> None:
        """Drop the pictures of replaced corpora: each would keep its papers alive."""
        for key in [key for key in self._drawn if key[0] < generation]:
            del self._drawn[key]

    def _find(self, key: tuple[int, TrendRequest]) -> TrendPicture | None:
        if key in self._drawn:
            self._drawn.move_to_end(key)
        return self._drawn.get(key)

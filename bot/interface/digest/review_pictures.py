"""The rising terms of a weekly or monthly post, and the chart as in /trends."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import date

from bot.digest.post import DigestPost
from bot.errors import UserError
from bot.interface.papers.trend_pictures import TrendPicture, TrendPictures, TrendRequest, try_to_draw
from bot.interface.papers.trends import WEEKS
from bot.search.corpus import Corpus
from bot.texts import Language

__all__ = ["ReviewPictures"]

_log = logging.getLogger(__name__)

# The bot itself asks.
_NOBODY = 0
_PATIENCE = 30.0
_READY = 8


class ReviewPictures:
    """Charts of reviews: one for each last day and language, however many channels show it."""

    def __init__(
        self,
        corpus: Callable[[], Corpus],
        draw: Callable[[Corpus, TrendRequest], TrendPicture] = try_to_draw,
        patience: float = _PATIENCE,
    ) -> None:
        self._corpus = corpus
        self._pictures = TrendPictures(draw)
        self._patience = patience
        self._turn = asyncio.Lock()
        self._ready: dict[tuple[date, Language], TrendPicture] = {}

    def ready(self, post: DigestPost) -> TrendPicture | None:
        """Return the chart for a review that `prepare` has made, or None."""
        return None if post.until is None else self._ready.get((post.until, post.language))

    async def prepare(self, post: DigestPost) -> None:
        """Make the chart for a review; a failure is logged, and the post goes out without."""
        if post.until is None:
            return
        request = TrendRequest(None, WEEKS, post.until, post.language)
        try:
            async with asyncio.timeout(self._patience), self._turn:
                drawn = await self._pictures.draw(self._corpus(), request, _NOBODY)
        except UserError as error:
            _log.info("a review has no chart: %s", error)
        except TimeoutError:
            _log.warning("the chart of a review takes too long: posting without it")
        except Exception:
            _log.exception("a review has no chart")
        else:
            self._ready[post.until, post.language] = drawn
            while len(self._ready) > _READY:
                del self._ready[next(iter(self._ready))]

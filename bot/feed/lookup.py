"""Papers that the corpus lacks, by their ids: asked for at the feed's source, then at arXiv, and kept for a day."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import math
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from datetime import UTC, date, datetime, timedelta
from weakref import WeakValueDictionary

from bot.corpus.markdown import parse_listing
from bot.corpus.paper import Paper
from bot.errors import UserError
from bot.feed.client import Pace
from bot.feed.enriching import merged, says_nothing
from bot.feed.entries import FeedEntry, read_paper
from bot.feed.faults import FeedError
from bot.feed.listing import day_listing
from bot.feed.sources import Sources
from bot.texts import Text

__all__ = ["Looked", "PaperLookup"]

_log = logging.getLogger(__name__)

# A person waits for the answer: nothing is tried twice, and the first source leaves time for the second.
_SECONDS = 8.0
_FEED_PACE = Pace(limit=3.0, attempts=1)
_ARXIV_PACE = Pace(limit=_SECONDS, attempts=1)
_KEPT = timedelta(days=1)
_MOST_KEPT = 500

_UNKNOWN = Text(
    "{arxiv_id} is not in the corpus, and neither {source} nor arXiv knows it: check the number.",
    "{arxiv_id}은(는) 이 봇의 목록에 없고 {source}와(과) arXiv에서도 찾지 못했습니다. 번호를 확인해 주세요.",
)
_WITHDRAWN = Text(
    "{arxiv_id} is not in the corpus, and it has been withdrawn, so there is no abstract to show. "
    "Its history is at https://arxiv.org/abs/{arxiv_id}.",
    "{arxiv_id}은(는) 이 봇의 목록에 없고 철회된 논문이라 보여 드릴 초록이 없습니다. "
    "이력은 https://arxiv.org/abs/{arxiv_id} 에서 볼 수 있습니다.",
)
_UNREACHABLE = Text(
    "{arxiv_id} is not in the corpus, and it cannot be looked up right now because arXiv does not answer: ask again "
    "in a few minutes, or see https://arxiv.org/abs/{arxiv_id}.",
    "{arxiv_id}은(는) 이 봇의 목록에 없고, arXiv가 응답하지 않아 지금은 찾아볼 수 없습니다. 몇 분 뒤에 다시 "
    "물어보시거나 https://arxiv.org/abs/{arxiv_id} 를 확인해 주세요.",
)
_RESTING = Text(
    "{arxiv_id} is not in the corpus, and arXiv takes no more requests for now: ask again in {minutes} min, or see "
    "https://arxiv.org/abs/{arxiv_id}.",
    "{arxiv_id}은(는) 이 봇의 목록에 없고, 지금은 arXiv가 요청을 받지 않습니다. {minutes}분 뒤에 다시 물어보시거나 "
    "https://arxiv.org/abs/{arxiv_id} 를 확인해 주세요.",
)

# A paper, or why there is none.
Looked = Paper | Text
Json = Mapping[str, object]


class PaperLookup:
    """Look up papers that people name, each paper once a day, at most `seconds` for one request; `now` is the clock.

    What was found is kept in memory: after a restart it is asked for again.
    """

    def __init__(self, sources: Sources, now: Callable[[], datetime], seconds: float = _SECONDS) -> None:
        self._sources = sources
        self._now = now
        self._seconds = seconds
        self._kept: OrderedDict[str, tuple[datetime, Looked]] = OrderedDict()
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def find(self, arxiv_ids: Sequence[str]) -> dict[str, Looked]:
        """Return each of some papers, or why it cannot be had; a few ids in the form of ids, each once.

        A paper's listing is the day on which arXiv published it.
        """
        failure: Callable[[str], Text] = _unreachable
        try:
            async with asyncio.timeout(self._seconds), AsyncExitStack() as stack:
                # What two people ask for at once is asked for once; in one order, so that nobody waits for ever.
                for arxiv_id in sorted(arxiv_ids):
                    await stack.enter_async_context(self._locks.setdefault(arxiv_id, asyncio.Lock()))
                unknown = [arxiv_id for arxiv_id in arxiv_ids if self._remembered(arxiv_id) is None]
                if unknown:
                    await self._ask(unknown)
        except TimeoutError:
            _log.warning("%s could not be looked up in %.0f s", ", ".join(arxiv_ids), self._seconds)
        except FeedError as error:
            _log.warning("%s could not be looked up: %s", ", ".join(arxiv_ids), error)
            if error.wait is not None:
                failure = _resting(error.wait)
        return {arxiv_id: self._remembered(arxiv_id) or failure(arxiv_id) for arxiv_id in arxiv_ids}

    def _remembered(self, arxiv_id: str) -> Looked | None:
        at, found = self._kept.get(arxiv_id, (None, None))
        if at is None or self._now() - at > _KEPT:
            self._kept.pop(arxiv_id, None)
            return None
        return found

    def _keep(self, arxiv_id: str, found: Looked) -> None:
        self._kept[arxiv_id] = self._now(), found
        self._kept.move_to_end(arxiv_id)
        while len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)

    async def _ask(self, arxiv_ids: Sequence[str]) -> None:
        """Ask for some papers and keep what comes of it; raises FeedError for what arXiv had to be asked for."""
        known = await self._at_feed(arxiv_ids)
        rest = [one for one in arxiv_ids if (entry := known.get(one)) is None or says_nothing(entry[0])]
        for arxiv_id in arxiv_ids:
            if arxiv_id not in rest:
                self._keep(arxiv_id, await self._read(arxiv_id, *known[arxiv_id]))
        if not rest:
            return
        async with self._sources.arxiv(_ARXIV_PACE) as arxiv:
            found = await arxiv.papers(rest)
        for arxiv_id in rest:
            entry, day = known.get(arxiv_id, (None, None))
            answer = found.get(arxiv_id)
            both = merged(entry, read_paper(answer))
            self._keep(arxiv_id, await self._read(arxiv_id, both, day or _day(answer)))

    async def _at_feed(self, arxiv_ids: Sequence[str]) -> dict[str, tuple[FeedEntry, date | None]]:
        """Return what the feed's source knows; where it fails, arXiv may answer all the same."""
        known: dict[str, tuple[FeedEntry, date | None]] = {}
        try:
            async with self._sources.feed(_FEED_PACE) as source:
                # It has papers of the new form only.
                for arxiv_id in (one for one in arxiv_ids if "/" not in one):
                    answer = await source.paper(arxiv_id)
                    entry = read_paper(answer)
                    if entry is not None and entry.arxiv_id == arxiv_id:
                        known[arxiv_id] = entry, _day(answer)
        except UserError as error:
            _log.info("%s could not be asked for papers: %s", self._sources.feed_host, error)
        return known

    async def _read(self, arxiv_id: str, entry: FeedEntry | None, day: date | None) -> Looked:
        """Return a paper as its listing would be read."""
        if entry is not None and entry.withdrawn:
            return _WITHDRAWN.fill(arxiv_id=arxiv_id)
        if entry is not None:
            text = day_listing(day or self._now().date(), [entry]).text
            if papers := (await asyncio.to_thread(parse_listing, text, "")).papers:
                return papers[0]
        return _UNKNOWN.fill(arxiv_id=arxiv_id, source=self._sources.feed_host)


def _unreachable(arxiv_id: str) -> Text:
    return _UNREACHABLE.fill(arxiv_id=arxiv_id)


def _resting(seconds: float) -> Callable[[str], Text]:
    return lambda arxiv_id: _RESTING.fill(arxiv_id=arxiv_id, minutes=max(math.ceil(seconds / 60), 1))


def _day(answer: Json | None) -> date | None:
    """Return the day on which arXiv published a paper, None where that is not said."""
    said = answer.get("publishedAt") if answer else None
    with contextlib.suppress(ValueError, OverflowError):
        if isinstance(said, str):
            moment = datetime.fromisoformat(said)
            return (moment if moment.tzinfo is None else moment.astimezone(UTC)).date()
    return None

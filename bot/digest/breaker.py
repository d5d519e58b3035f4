"""Does Discord answer at all? What fails for everybody is nobody's own failure."""

from __future__ import annotations

import logging

__all__ = ["Breaker"]

_log = logging.getLogger(__name__)

_IN_A_ROW = 8
# Where no more than these were tried, all of them count.
_OF_A_ROUND = 2
_PAUSE = 15.0
_LONG_PAUSE = 40.0
# The first quarter of an hour; nobody waits longer than a minute for the end of an outage.
_SOON = 60

Key = tuple[int, int]


class Breaker:
    """Rest after so many channels in a row that Discord did not answer for; one answer is enough to go on.

    `openings` counts the rests: what began before the last one and fails after it tells of that one.
    """

    def __init__(self) -> None:
        self.is_open = False
        self.openings = 0
        self._row: dict[Key, None] = {}
        self._others: dict[Key, None] = {}
        self._probes = 0

    @property
    def pause(self) -> float:
        """The seconds until the next try."""
        return _PAUSE if self._probes < _SOON else _LONG_PAUSE

    def failed(self, key: Key, *, is_news: bool = True) -> None:
        """Note that Discord did not answer for a channel, or answered with an error of its own.

        Of one that had failed before that is no news: it alone tells nothing of the others.
        """
        if self.is_open:
            return
        if not is_news:
            self._others[key] = None
            return
        self._row[key] = None
        if len(self._row) >= _IN_A_ROW:
            self._open()

    def answered(self) -> None:
        """Note that Discord took a post, or refused it for a reason."""
        self._row.clear()
        self._others.clear()
        self._probes = 0
        if self.is_open:
            self.is_open = False
            _log.info("Discord answers again: resuming the daily posts")

    def round_ended(self) -> None:
        """Note that all were tried: a bot in few servers has no long rows."""
        if len(self._row) >= _OF_A_ROUND:
            self._open()

    def probed(self) -> None:
        """Note a try during the rest."""
        self._probes += 1

    def blamed(self) -> list[Key]:
        """Return, once, the channels whose failures were those of the whole."""
        if not self.is_open:
            return []
        blamed = list(self._row | self._others)
        self._row.clear()
        self._others.clear()
        return blamed

    def _open(self) -> None:
        if not self.is_open:
            self.is_open = True
            self.openings += 1
            _log.warning("Discord did not answer for %d channels in a row: pausing the daily posts", len(self._row))

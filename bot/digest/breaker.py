"""A circuit breaker: an outage of Discord is no channel's own failure."""

from __future__ import annotations

import logging

__all__ = ["Breaker"]

_log = logging.getLogger(__name__)

_IN_A_ROW = 8
# If at most this many were tried, all of them count.
_OF_A_ROUND = 2
_PAUSE = 15.0
_LONG_PAUSE = 40.0
# For the first 15 minutes; afterwards the end of an outage is noticed within a minute.
_SOON = 60

Key = tuple[int, int]


class Breaker:
    """Pause after several channels in a row got no answer from Discord; one answer resumes.

    `openings` counts the pauses: a failure of an attempt started before the last pause belongs to that outage.
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
        """Record that Discord did not answer for a channel, or answered with a server error.

        A channel that failed before is ignored: it says nothing about the others.
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
        """Record that Discord accepted a post, or refused it for a reason."""
        self._row.clear()
        self._others.clear()
        self._probes = 0
        if self.is_open:
            self.is_open = False
            _log.info("Discord answers again: resuming the daily posts")

    def round_ended(self) -> None:
        """Record the end of a round: a bot in few servers has no long runs of failures."""
        if len(self._row) >= _OF_A_ROUND:
            self._open()

    def probed(self) -> None:
        """Record an attempt during the pause."""
        self._probes += 1

    def blamed(self) -> list[Key]:
        """Return, once, the channels whose failures were due to the outage."""
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

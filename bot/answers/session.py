"""Conversation state: what was shown to a person in a channel."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.answers.request import Request

__all__ = ["Exchange", "Session", "Sessions"]

_LASTS = timedelta(minutes=15)
_MOST_SESSIONS = 10_000
_EXCHANGES = 10
_MATCHED = 250
_MENTIONED = 60
_LISTS = ("papers", "count", "similar")


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request, and the papers its reply displayed, in order."""

    request: Request
    shown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Session:
    """The last requests with the papers displayed.

    `listed` is the list displayed last, of `matched` papers in total, in reply to `list_request`; `focus` is the paper
    "it" means, `pair` the last two compared, `mentioned` all that were shown, latest first.
    """

    at: datetime
    exchanges: tuple[Exchange, ...] = ()
    listed: tuple[str, ...] = ()
    matched: tuple[str, ...] = ()
    list_request: Request | None = None
    focus: str | None = None
    pair: tuple[str, str] | None = None
    mentioned: tuple[str, ...] = ()

    @property
    def last(self) -> Request | None:
        """The last request that was answered with papers."""
        return self.exchanges[-1].request if self.exchanges else None

    def after(self, request: Request, shown: Sequence[str], matched: Sequence[str], now: datetime) -> Session:
        """Return the session after `request` was answered by the papers `shown`, out of `matched`."""
        if request.act == "count" and matched and not self._is_of_list(request):
            # Papers that were counted can be listed next.
            base = replace(request, act="papers")
            return replace(self, at=now, listed=(), matched=tuple(matched[:_MATCHED]), list_request=base)
        if not shown:
            return replace(self, at=now)
        shown = tuple(shown)
        exchanges = (*self.exchanges, Exchange(request, shown))[-_EXCHANGES:]
        mentioned = tuple(dict.fromkeys((*shown, *self.mentioned)))[:_MENTIONED]
        after = replace(self, at=now, exchanges=exchanges, mentioned=mentioned)
        if request.act in _LISTS and not self._picks_from_pair(request) and not self._picks_from_list(request, shown):
            # The paper that others are similar to is still "it"; "the second one" is one of the others.
            focus = request.papers[0] if request.act == "similar" and request.papers else shown[0]
            pair = (shown[0], shown[1]) if len(shown) == 2 else None
            if len(shown) == 1:
                pair = self._pair_with(request, shown)
            base, before = self._gone_on(request)
            return replace(
                after,
                focus=focus,
                pair=pair,
                listed=(*before, *shown),
                matched=(*before, *matched)[:_MATCHED],
                list_request=base,
            )
        return replace(after, focus=shown[0], pair=self._pair_with(request, shown))

    def _is_of_list(self, request: Request) -> bool:
        """Tell whether a count is about the displayed list."""
        base = self.list_request
        if base is None:
            return False
        kept = {"act": base.act, "count": base.count, "offset": base.offset, "language": base.language}
        return replace(request, **kept, question=base.question) == base

    def _gone_on(self, request: Request) -> tuple[Request, tuple[str, ...]]:
        """Return the request for the whole list that `request` may continue, and the part displayed before.

        Numbering continues too: "the second one" is the one with that number.
        """
        base = self.list_request
        if base is None or not request.offset or request.offset != base.offset + len(self.listed):
            return request, ()
        begun = replace(request, offset=base.offset)
        same = replace(begun, count=base.count, language=base.language, question=base.question) == base
        return (begun, self.listed) if same else (request, ())

    def _picks_from_list(self, request: Request, shown: Sequence[str]) -> bool:
        """Tell whether one paper of the displayed list was asked for: "number one" is still the list's."""
        return len(shown) == 1 < len(self.listed) and request.among is not None and shown[0] in self.listed

    def _picks_from_pair(self, request: Request) -> bool:
        return request.among is not None and self.pair is not None and set(request.among) == set(self.pair)

    def _pair_with(self, request: Request, shown: Sequence[str]) -> tuple[str, str] | None:
        if request.act == "compare" and len(shown) > 1:
            return (shown[0], shown[1]) if len(shown) == 2 else None
        if self.focus is None or self.focus == shown[0] or (self.pair is not None and shown[0] in self.pair):
            return self.pair
        return self.focus, shown[0]


class Sessions:
    """Sessions by key: the 10,000 latest, each for 15 minutes."""

    def __init__(self, most: int = _MOST_SESSIONS) -> None:
        self._sessions: OrderedDict[Hashable, Session] = OrderedDict()
        self._most = most
        self._lock = threading.Lock()

    def find(self, key: Hashable, now: datetime) -> Session | None:
        """Return the session of `key`, or None if there is none or it has expired."""
        with self._lock:
            session = self._sessions.get(key)
            if session is not None and now - session.at > _LASTS:
                del self._sessions[key]
                return None
            return session

    def record(
        self, key: Hashable, request: Request, shown: Sequence[str], matched: Sequence[str], now: datetime
    ) -> None:
        """Record that `request` was answered by the papers `shown`, out of `matched`."""
        session = self.find(key, now) or Session(now)
        self._keep(key, session.after(request, shown, matched, now))

    def refer(self, key: Hashable, arxiv_ids: Sequence[str], now: datetime) -> None:
        """Make at least one paper the subject of a person's next request; they may already be shown."""
        session = self.find(key, now) or Session(now)
        ids = tuple(arxiv_ids)
        if not set(ids) <= set(session.listed):
            session = replace(session, listed=ids, matched=ids, list_request=None)
        focus = session.focus if session.focus in ids else ids[0]
        mentioned = tuple(dict.fromkeys((*ids, *session.mentioned)))[:_MENTIONED]
        self._keep(key, replace(session, at=now, focus=focus, mentioned=mentioned))

    def turned(self, key: Hashable, arxiv_ids: Sequence[str], now: datetime) -> None:
        """Record that a list is now displayed up to the last of these papers; the first ones were displayed before."""
        session = self.find(key, now)
        ids = tuple(arxiv_ids)
        if session is None or session.listed[: len(ids)] != ids[: len(session.listed)]:
            self.refer(key, ids, now)
        elif len(ids) > len(session.listed):
            mentioned = tuple(dict.fromkeys((*ids, *session.mentioned)))[:_MENTIONED]
            self._keep(key, replace(session, at=now, listed=ids, mentioned=mentioned))

    def forget(self, is_theirs: Callable[[Hashable], bool]) -> None:
        """End the sessions of a person."""
        with self._lock:
            for key in [key for key in self._sessions if is_theirs(key)]:
                del self._sessions[key]

    def _keep(self, key: Hashable, session: Session) -> None:
        with self._lock:
            self._sessions[key] = session
            self._sessions.move_to_end(key)
            while len(self._sessions) > self._most:
                self._sessions.popitem(last=False)

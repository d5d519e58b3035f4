"""What the tests of reading messages share: one day, and what a text asks for in few words."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from bot.answers.query_service import QueryService
from bot.answers.reply import Reply, displayed
from bot.answers.request import Request
from bot.answers.session import Sessions
from bot.answers.understand.days import Period
from bot.answers.understand.reading import Reading
from bot.search.corpus import Corpus
from bot.texts import Language

__all__ = ["NOW", "Talk", "reading", "said", "shown", "understood", "written"]

NOW = datetime(2025, 2, 7, 9, tzinfo=UTC)  # a Friday; the newest listing is of the 5th
_COMPARED = ("topic", "papers", "absent", "people", "least_votes", "most_votes", "order", "count", "offset", "detail")


def reading(corpus: Corpus, text: str, language: Language = "en") -> Reading:
    """Return how a text is read by itself."""
    return QueryService(corpus, NOW, language).reading(text)


def understood(corpus: Corpus, text: str, sessions: Sessions | None = None) -> Request:
    """Return the complete request of a text, with what was said before in `sessions`."""
    return QueryService(corpus, NOW, "en", sessions).understood(text, None if sessions is None else "somebody")


def said(request: Request) -> dict[str, Any]:
    """Return the parts of a request that are asked for; a topic where papers are searched by it."""
    plain = Request(request.act, request.language)
    found: dict[str, Any] = {
        name: getattr(request, name) for name in _COMPARED if getattr(request, name) != getattr(plain, name)
    }
    if request.act not in ("papers", "count"):
        found.pop("topic", None)
    if request.act == "about":
        found = {"detail": request.detail}
    without = request.without
    parts: dict[str, Any] = {
        "topic": without.topic,
        "papers": without.papers,
        "people": without.people,
        "period": written(without.period),
    }
    if left_out := {name: value for name, value in parts.items() if value}:
        found["without"] = left_out
    if request.period is not None:
        found["period"] = written(request.period)
    return {"act": request.act, **found}


def written(period: Period | None) -> str:
    """Return a period as one day, or as since/until."""
    if period is None:
        return ""
    return str(period.day) if period.day else f"{period.since or ''}/{period.until or ''}"


class Talk:
    """Say one message after the other; `sessions` is what the bot remembers of them."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self.sessions = Sessions()

    def say(self, *texts: str) -> tuple[Request, Reply]:
        """Return what the last of the messages asks for, and its answer."""
        service = QueryService(self._corpus, NOW, "en", self.sessions)
        for text in texts[:-1]:
            service.ask(text, "somebody")
        request = service.understood(texts[-1], "somebody")
        return request, service.answer(request, "somebody")


def shown(reply: Reply) -> tuple[str, ...]:
    """Return the papers that a reply displays, in order."""
    return tuple(hit.paper.arxiv_id for hit in displayed(reply))

"""arXiv's own interface, for papers that the feed's source does not know: many ids a request, and few requests."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import asynccontextmanager
from xml.etree import ElementTree

from yarl import URL

from bot.corpus.links import arxiv_id
from bot.feed.asking import Asker, Pace, web_session
from bot.feed.faults import NotOpenError, Source, not_papers
from bot.feed.turns import Turns

__all__ = ["MOST_IDS", "ArxivClient", "arxiv_client"]

# As many ids as the address of a request holds easily.
MOST_IDS = 100
_PACE = Pace(limit=20.0, attempts=2, pause=10.0, patience=60.0)
_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"
_ABSTRACT_PAGE = re.compile(r"https?://arxiv\.org/abs/\S+")
# What would be replaced by the parser; no answer of arXiv has it.
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class ArxivClient:
    """Ask arXiv for papers by their ids."""

    def __init__(self, asker: Asker, base: str) -> None:
        self._asker = asker
        self._url = URL(base) / "api" / "query"

    async def papers(self, arxiv_ids: Sequence[str]) -> dict[str, dict[str, object]]:
        """Return those of some papers that arXiv knows, by id, each as a JSON object in the form of the feed's source.

        At most MOST_IDS, each in the form of an id. Raises FeedError.
        """
        if not arxiv_ids:
            return {}
        url = self._url.with_query(id_list=",".join(map(_asked, arxiv_ids)), max_results=len(arxiv_ids))
        try:
            found = await self._asker.patiently(url, self._read)
        except NotOpenError:
            # One id that has the form of an id and is none spoils the request for all.
            if len(arxiv_ids) == 1:
                return {}
            half = len(arxiv_ids) // 2
            return await self.papers(arxiv_ids[:half]) | await self.papers(arxiv_ids[half:])
        wanted = {_asked(one): one for one in arxiv_ids}
        return {wanted[key]: paper | {"id": wanted[key]} for key, paper in found.items() if key in wanted}

    def _read(self, body: bytes) -> dict[str, dict[str, object]]:
        if _DECLARES.search(body):
            raise not_papers(self._asker.source, body)
        try:
            feed = ElementTree.fromstring(body)  # noqa: S314 - what declares entities was refused
        except (ElementTree.ParseError, ValueError, LookupError):
            raise not_papers(self._asker.source, body) from None
        if feed.tag != f"{_ATOM}feed":
            raise not_papers(self._asker.source, body)
        return dict(_papers(feed))


@asynccontextmanager
async def arxiv_client(base: str, turns: Turns, pace: Pace | None = None) -> AsyncGenerator[ArxivClient]:
    """Give a client, whose connections are closed at the end; `turns` are those of the whole bot."""
    source = Source(URL(base).host or base, "BOT_ARXIV_URL")
    async with web_session() as session:
        headers = {"Accept": "application/atom+xml"}
        yield ArxivClient(Asker(session, source, pace or _PACE, headers, turns), base)


def _papers(feed: ElementTree.Element) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield each entry by its id; what has no abstract's page for an id is an error's entry."""
    for entry in feed.iterfind(f"{_ATOM}entry"):
        page = _text(entry, f"{_ATOM}id")
        found = arxiv_id(page) if _ABSTRACT_PAGE.fullmatch(page) else None
        if found is not None:
            yield (
                _asked(found),
                {
                    "title": _text(entry, f"{_ATOM}title"),
                    "summary": _text(entry, f"{_ATOM}summary"),
                    "authors": [{"name": _text(author, f"{_ATOM}name")} for author in entry.iterfind(f"{_ATOM}author")],
                    "comment": _text(entry, f"{_ARXIV}comment"),
                    "publishedAt": _text(entry, f"{_ATOM}published"),
                },
            )


def _text(entry: ElementTree.Element, name: str) -> str:
    return (entry.findtext(name) or "").strip()


def _asked(arxiv_id: str) -> str:
    """Return an id as arXiv's interface takes it: of an old one without the subject class."""
    return re.sub(r"\.[A-Za-z]{2}/", "/", arxiv_id)

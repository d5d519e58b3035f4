"""The SQL of papers: all of them out, a difference in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from bot.corpus.loader import Difference, LoadReport
from bot.corpus.paper import Listing, Paper, Section
from bot.corpus.store import Row, Store, Transaction
from bot.errors import StoreError
from bot.texts import Text

__all__ = ["PaperStore", "Revision"]

_PARTS = ("listing", "author", "section")

_MOVED = Text(
    "Another program loaded listings at the same moment: load again.",
    "같은 순간에 다른 프로그램이 목록을 불러왔습니다. 다시 불러와 주세요.",
)


@dataclass(frozen=True, slots=True)
class Revision:
    """Hold one load that changed something."""

    id: int
    loaded_at: datetime
    papers: int
    added: int
    updated: int
    removed: int
    rejected: int


_CONTRADICTION = Text("its rows contradict its schema", "행의 내용이 스키마와 맞지 않습니다")


class PaperStore:
    """Read and write the papers of a Store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def papers(self) -> dict[str, Paper]:
        """Return every stored paper by its id, from one committed state."""
        async with self._store.transaction("DEFERRED") as transaction:
            papers = await transaction.rows(
                "SELECT arxiv_id, title, more_authors, thumbnail_url, video_url FROM paper ORDER BY arxiv_id"
            )
            sections = await transaction.rows("SELECT arxiv_id, heading, text FROM section ORDER BY arxiv_id, position")
            authors = await transaction.rows("SELECT arxiv_id, name FROM author ORDER BY arxiv_id, position")
            listings = await transaction.rows(
                "SELECT arxiv_id, day, votes, position, source_file FROM listing ORDER BY arxiv_id, day DESC"
            )
        try:
            return {paper.arxiv_id: paper for paper in _assembled(papers, sections, authors, listings)}
        except (TypeError, ValueError) as error:
            # The schema keeps such rows out; only a file that was damaged gives them.
            raise self._store.damaged(_CONTRADICTION) from error

    async def apply(self, difference: Difference, report: LoadReport, base: int | None = None) -> None:
        """Write `difference` and its revision in one transaction; nothing at all where it is empty.

        `base` is the revision that `difference` was made from (0 for none); raises StoreError where another program
        has written a newer one since.
        """
        if not difference:
            return
        async with self._store.transaction() as transaction:
            newest = (await transaction.rows("SELECT coalesce(max(id), 0) FROM corpus_revision"))[0][0]
            if base is not None and newest != base:
                raise StoreError(_MOVED)
            removed = [(arxiv_id,) for arxiv_id in difference.removed]
            await transaction.execute_many("DELETE FROM paper WHERE arxiv_id = ?", removed)
            await _write(transaction, (*difference.added, *difference.updated))
            await transaction.execute(
                "INSERT INTO corpus_revision (loaded_at, papers, listings, added, updated, removed, rejected) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    datetime.now(UTC).isoformat(timespec="seconds"),
                    report.papers,
                    report.listings,
                    report.added,
                    report.updated,
                    report.removed,
                    len(report.rejected),
                ),
            )

    async def revision(self) -> Revision | None:
        """Return the newest revision, None before the first load."""
        rows = await self._store.rows(
            "SELECT id, loaded_at, papers, added, updated, removed, rejected FROM corpus_revision "
            "ORDER BY id DESC LIMIT 1"
        )
        if not rows:
            return None
        number, loaded_at, *counts = rows[0]
        return Revision(number, datetime.fromisoformat(loaded_at), *counts)


def _assembled(
    papers: Iterable[Row], sections: Iterable[Row], authors: Iterable[Row], listings: Iterable[Row]
) -> Iterator[Paper]:
    sections_of: defaultdict[str, list[Section]] = defaultdict(list)
    for arxiv_id, heading, text in sections:
        sections_of[arxiv_id].append(Section(heading, text))
    authors_of: defaultdict[str, list[str]] = defaultdict(list)
    for arxiv_id, name in authors:
        authors_of[arxiv_id].append(name)
    listings_of: defaultdict[str, list[Listing]] = defaultdict(list)
    for arxiv_id, day, votes, position, source_file in listings:
        listings_of[arxiv_id].append(Listing(date.fromisoformat(day), votes, position, source_file))
    for arxiv_id, title, more_authors, thumbnail_url, video_url in papers:
        if arxiv_id not in listings_of:
            message = f"paper {arxiv_id} has no listing"
            raise ValueError(message)
        yield Paper(
            arxiv_id=arxiv_id,
            title=title,
            authors=tuple(authors_of[arxiv_id]),
            sections=tuple(sections_of[arxiv_id]),
            listings=tuple(listings_of[arxiv_id]),
            more_authors=bool(more_authors),
            thumbnail_url=thumbnail_url,
            video_url=video_url,
        )


async def _write(transaction: Transaction, papers: Iterable[Paper]) -> None:
    """Write papers, new or known. A known one keeps its row: what people hung on it would go with the row."""
    papers = tuple(papers)
    ids = [(p.arxiv_id,) for p in papers]
    for table in _PARTS:
        await transaction.execute_many(f"DELETE FROM {table} WHERE arxiv_id = ?", ids)  # noqa: S608 - own names
    await transaction.execute_many(
        "INSERT INTO paper (arxiv_id, title, more_authors, thumbnail_url, video_url) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (arxiv_id) DO UPDATE SET title = excluded.title, more_authors = excluded.more_authors, "
        "thumbnail_url = excluded.thumbnail_url, video_url = excluded.video_url",
        [(p.arxiv_id, p.title, int(p.more_authors), p.thumbnail_url, p.video_url) for p in papers],
    )
    await transaction.execute_many(
        "INSERT INTO section (arxiv_id, position, heading, text) VALUES (?, ?, ?, ?)", list(_section_rows(papers))
    )
    await transaction.execute_many(
        "INSERT INTO author (arxiv_id, position, name) VALUES (?, ?, ?)",
        [(p.arxiv_id, position, name) for p in papers for position, name in enumerate(p.authors)],
    )
    await transaction.execute_many(
        "INSERT INTO listing (arxiv_id, day, votes, position, source_file) VALUES (?, ?, ?, ?, ?)",
        [(p.arxiv_id, x.day.isoformat(), x.votes, x.position, x.source_file) for p in papers for x in p.listings],
    )


def _section_rows(papers: Iterable[Paper]) -> Iterator[tuple[str, int, str | None, str]]:
    for paper in papers:
        for position, section in enumerate(paper.sections):
            yield paper.arxiv_id, position, section.heading, section.text

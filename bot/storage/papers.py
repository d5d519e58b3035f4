"""The SQL of papers: reading all, writing a difference, and the changes of the last revisions."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import NamedTuple, TypeVar

from bot.corpus.difference import Difference
from bot.corpus.paper import Paper
from bot.corpus.report import LoadReport
from bot.corpus.revision import Revision, Stored
from bot.errors import StoreError
from bot.storage.connections import EachOwn, Reading
from bot.storage.database import Store
from bot.storage.moments import stamp_seconds
from bot.storage.paper_rows import (
    CONTRADICTION,
    SELECTIONS,
    PaperTables,
    papers_as_they_were,
    papers_from_rows,
    statements,
)
from bot.storage.retention import REVISIONS_CHANGED
from bot.texts import Text

__all__ = ["KEPT_REVISIONS", "Counts", "PaperStore"]

R = TypeVar("R")
T = TypeVar("T")

KEPT_REVISIONS = REVISIONS_CHANGED
# Looked up pair by pair, because the key begins with the revision.
_FORMER = EachOwn(
    """
SELECT change.arxiv_id, change.before FROM json_each(?) AS wanted
CROSS JOIN (SELECT id FROM corpus_revision ORDER BY id DESC LIMIT ?) AS kept CROSS JOIN corpus_change AS change
ON change.revision_id = kept.id AND change.arxiv_id = wanted.value
WHERE change.before IS NOT NULL ORDER BY kept.id
""",
    """
SELECT change.arxiv_id, change.before FROM json_array_elements_text(?::json) AS wanted (value)
CROSS JOIN (SELECT id FROM corpus_revision ORDER BY id DESC LIMIT ?) AS kept
JOIN corpus_change AS change ON change.revision_id = kept.id AND change.arxiv_id = wanted.value
WHERE change.before IS NOT NULL ORDER BY kept.id
""",
)

_COUNTS = """
SELECT (SELECT count(*) FROM paper), count(*), count(DISTINCT day), max(day) FROM listing
"""

_REVISION = """
INSERT INTO corpus_revision (id, loaded_at, papers, listings, added, updated, removed, rejected, undoes, state)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""

_MOVED = Text(
    "The papers were changed by somebody else in the meantime: look at what would change and try again.",
    "그사이 다른 곳에서 논문 자료가 바뀌었습니다. 바뀌는 내용을 다시 확인한 뒤 시도해 주세요.",
)


class Counts(NamedTuple):
    """Counts of the stored papers; without papers there is no newest day."""

    papers: int
    listings: int
    days: int
    newest: date | None


_GLOSSARY = (
    "INSERT INTO corpus_glossary (id, digest) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET digest = excluded.digest"
)


class PaperStore:
    """The papers of a Store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def papers(self) -> dict[str, Paper]:
        """Return every stored paper by its id, from one committed state."""
        return (await self.stored()).papers

    async def stored(self) -> Stored:
        """Return every stored paper and the newest revision, from one committed state."""
        async with self._store.reading() as reading:
            revision = await _newest(reading)
            tables = PaperTables(*[await reading.rows(sql) for sql in SELECTIONS])
        return Stored(revision, await self._understood(papers_from_rows, tables))

    async def changes(self, revision: int) -> dict[str, Paper | None]:
        """Return the papers a revision changed as they were before, None for those it added.

        Empty if no longer known: the changes of the last ten revisions are kept.
        """
        rows = await self._store.rows("SELECT arxiv_id, before FROM corpus_change WHERE revision_id = ?", (revision,))
        return await self._understood(papers_as_they_were, rows)

    async def former(self, arxiv_ids: Sequence[str]) -> dict[str, Paper]:
        """Return those papers the last ten revisions removed or changed, as they were before the last change."""
        rows = await self._store.rows(_FORMER, (json.dumps(list(arxiv_ids)), KEPT_REVISIONS))
        # Of several revisions the newest comes last.
        found = await self._understood(papers_as_they_were, rows)
        return {arxiv_id: paper for arxiv_id, paper in found.items() if paper is not None}

    async def apply(
        self,
        difference: Difference,
        report: LoadReport,
        now: datetime,
        base: int | None = None,
        undoes: int | None = None,
        state: str | None = None,
    ) -> int:
        """Write `difference` and its revision in one transaction and return the newest revision's number.

        An empty difference writes nothing. `base` is the revision it was computed from (0 for none); raises StoreError
        if a newer one exists.
        """
        prepared = await asyncio.to_thread(statements, difference)
        async with self._store.transaction() as transaction:
            newest = (await transaction.rows("SELECT coalesce(max(id), 0) FROM corpus_revision"))[0][0]
            if base is not None and newest != base:
                raise StoreError(_MOVED)
            if not difference:
                return newest
            counts = report.papers, report.listings, report.added, report.updated, report.removed, len(report.rejected)
            await transaction.execute(_REVISION, (newest + 1, stamp_seconds(now), *counts, undoes, state))
            for sql, rows in prepared:
                await transaction.execute_many(sql, rows)
            await transaction.execute(
                "DELETE FROM corpus_change WHERE revision_id <= ?", (newest + 1 - KEPT_REVISIONS,)
            )
            return newest + 1

    async def glossary(self) -> str | None:
        """Return the digest of the glossary that the last load was done with, None before the first."""
        rows = await self._store.rows("SELECT digest FROM corpus_glossary")
        return rows[0][0] if rows else None

    async def note_glossary(self, digest: str) -> None:
        """Store the digest of the glossary in use; raises StoreError."""
        async with self._store.transaction() as transaction:
            await transaction.execute(_GLOSSARY, (digest,))

    async def note_state(self, revision: int, state: str) -> None:
        """Store the digest of the papers after a revision; raises StoreError."""
        async with self._store.transaction() as transaction:
            await transaction.execute("UPDATE corpus_revision SET state = ? WHERE id = ?", (state, revision))

    async def revision(self) -> Revision | None:
        """Return the newest revision, None before the first load."""
        async with self._store.reading() as reading:
            return await _newest(reading)

    async def counts(self) -> Counts:
        """Count the papers and their listings without reading them."""
        ((papers, listings, days, newest),) = await self._store.rows(_COUNTS)
        return Counts(papers, listings, days, date.fromisoformat(newest) if newest else None)

    async def _understood(self, read: Callable[[R], T], rows: R) -> T:
        try:
            return await asyncio.to_thread(read, rows)
        except (TypeError, ValueError) as error:
            # The schema prevents such rows; only a damaged file has them.
            raise self._store.damaged(CONTRADICTION) from error


async def _newest(reading: Reading) -> Revision | None:
    rows = await reading.rows(
        "SELECT id, loaded_at, papers, added, updated, removed, rejected, undoes, state FROM corpus_revision "
        "ORDER BY id DESC LIMIT 1"
    )
    if not rows:
        return None
    number, loaded_at, *counts = rows[0]
    return Revision(number, datetime.fromisoformat(loaded_at), *counts)

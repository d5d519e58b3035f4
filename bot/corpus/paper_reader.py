"""Papers one by one out of the database, as they were at one revision. Synchronous, for any thread."""

from __future__ import annotations

import json
import sqlite3
import weakref
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from bot.corpus.damage import OTHER_SCHEMA, damaged, explained
from bot.corpus.paper import Paper
from bot.corpus.paper_rows import CONTRADICTION, PaperTables, papers_as_they_were, papers_of, selections
from bot.errors import StoreError
from bot.texts import Text

__all__ = ["OUT_OF_REACH", "PaperReader"]

_REVISIONS = "SELECT coalesce(max(id), 0), (SELECT min(revision_id) FROM corpus_change) FROM corpus_revision"
# Each paper's first change since. The key begins with the revision: CROSS JOIN looks up pair by pair instead of
# reading all that the revisions changed.
_CHANGED_SINCE = """
SELECT change.arxiv_id, change.before FROM json_each(?) AS wanted CROSS JOIN corpus_change AS change
ON change.arxiv_id = wanted.value AND change.revision_id = (
    SELECT revision.id FROM corpus_revision AS revision CROSS JOIN corpus_change AS later
    ON later.revision_id = revision.id AND later.arxiv_id = wanted.value
    WHERE revision.id > ? ORDER BY revision.id LIMIT 1
)
"""
_OF_THESE = selections("WHERE arxiv_id IN (SELECT value FROM json_each(?))")

OUT_OF_REACH = Text(
    "The listings were changed many times, or the database was replaced, since they were last read: "
    "read them again with `/corpus reload`.",
    "마지막으로 읽은 뒤에 논문 목록이 여러 번 바뀌었거나 데이터베이스가 교체되었습니다. "
    "`/자료 다시읽기`로 다시 읽어 주세요.",
)


class PaperReader:
    """Read papers as they were at `revision` (0 before the first), whatever is written since.

    Safe to use from several threads: one connection, which cannot write, behind a lock. The first look-up opens it;
    `close`, or the end of this object, closes it. What the last ten revisions changed is known, no more.
    """

    def __init__(self, database: Path, revision: int) -> None:
        self._path = database
        self._address = f"{database.absolute().as_uri()}?mode=ro"
        self._revision = revision
        self._lock = Lock()
        self._connection: sqlite3.Connection | None = None
        self._is_closed = False

    def papers(self, ids: Sequence[str]) -> dict[str, Paper]:
        """Return those of `ids` that were there, in that order, all from one committed state.

        Raises StoreError when the database is damaged, gone or locked, or too many revisions have passed.
        """
        if not ids:
            return {}
        with self._understood(), self._lock:
            before, tables = self._rows(ids)
        try:
            found = {**papers_of(tables), **papers_as_they_were(before.items())}
        except (TypeError, ValueError) as error:
            raise damaged(self._path, CONTRADICTION) from error
        return {arxiv_id: paper for arxiv_id in ids if (paper := found.get(arxiv_id)) is not None}

    def close(self) -> None:
        """Close the connection, if there is one; a closed reader reads no more."""
        with self._lock:
            self._is_closed = True
            if self._connection is not None:
                self._connection.close()

    def _rows(self, ids: Sequence[str]) -> tuple[dict[str, str | None], PaperTables]:
        """Return those of `ids` that have changed since, as they were before, and the rows of the others."""
        connection = self._opened()
        try:
            connection.execute("BEGIN")
            before: dict[str, str | None] = {}
            if self._has_passed(connection):
                before.update(connection.execute(_CHANGED_SINCE, (json.dumps(ids), self._revision)))
            others = json.dumps([arxiv_id for arxiv_id in ids if arxiv_id not in before])
            return before, PaperTables(*[connection.execute(sql, (others,)).fetchall() for sql in _OF_THESE])
        finally:
            # Only read: there is nothing to commit.
            connection.rollback()

    def _has_passed(self, connection: sqlite3.Connection) -> bool:
        """Return whether newer revisions were written; raises StoreError where what they changed is not all known."""
        newest, kept = connection.execute(_REVISIONS).fetchone()
        if newest == self._revision:
            return False
        if newest < self._revision or kept is None or kept > self._revision + 1:
            raise StoreError(OUT_OF_REACH)
        return True

    def _opened(self) -> sqlite3.Connection:
        if self._is_closed:
            message = "this reader is closed"
            raise ValueError(message)
        if self._connection is None:
            self._connection = sqlite3.connect(self._address, uri=True, isolation_level=None, check_same_thread=False)
            # The connection alone: with a method of its own the reader would never end.
            weakref.finalize(self, self._connection.close)
        return self._connection

    @contextmanager
    def _understood(self) -> Generator[None]:
        """Explain errors; what looks like a defect of these statements is a schema that is not ours."""
        try:
            with explained(self._path):
                yield
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_ERROR:
                raise damaged(self._path, OTHER_SCHEMA) from error
            raise

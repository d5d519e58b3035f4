"""A load or a rollback as the database records it, and the papers that it left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.corpus.paper import Paper

__all__ = ["Revision", "Stored"]


@dataclass(frozen=True, slots=True)
class Revision:
    """A load, or a rollback of the revision `undoes`, that changed something.

    `state` is a digest of the papers that it left, None where it was not worked out.
    """

    id: int
    loaded_at: datetime
    papers: int
    added: int
    updated: int
    removed: int
    rejected: int
    undoes: int | None = None
    state: str | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """The papers by id, and the revision that produced them, None before the first."""

    revision: Revision | None
    papers: dict[str, Paper]

    @property
    def base(self) -> int:
        """The revision's number, 0 before the first."""
        return self.revision.id if self.revision else 0

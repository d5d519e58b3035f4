"""What papers that people keep have in common, and what was written down about them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Protocol

__all__ = ["KeptPaper", "NotedPaper", "Remark", "Remarks"]


class KeptPaper(Protocol):
    """A paper by its title at the time it was kept; the corpus may have lost it since."""

    @property
    def arxiv_id(self) -> str:
        """Its arXiv id."""
        ...

    @property
    def title(self) -> str:
        """Its title at the time."""
        ...

    @property
    def url(self) -> str:
        """The abstract's page on arXiv."""
        ...


class NotedPaper(KeptPaper, Protocol):
    """A kept paper with a note, which may be empty."""

    @property
    def note(self) -> str:
        """What was written down about it."""
        ...


class Remark(NamedTuple):
    """A note on a paper and the name of the folder it is in; either may be empty."""

    note: str = ""
    folder: str = ""


# By arXiv id.
Remarks = Mapping[str, Remark]

"""Papers as values: what a listing says of a paper, frozen."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

__all__ = ["MACHINE_WRITTEN", "Listing", "Paper", "Section", "heading_parts"]

# The source of what a language model has written.
MACHINE_WRITTEN = "machine-written"

_SOURCED = re.compile(r"(.{1,60}\S)\s\((Hugging Face|arXiv|machine-written)\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Section:
    """One bullet of a summary: its heading, if any, and its text."""

    heading: str | None
    text: str

    @property
    def name(self) -> str:
        """The heading in small letters, without the source that it names."""
        return heading_parts(self.heading or "")[0].strip().casefold()

    @property
    def is_machine_written(self) -> bool:
        """Whether a language model has written it here; so its heading says."""
        return heading_parts(self.heading or "")[1].lower() == MACHINE_WRITTEN


@dataclass(frozen=True, slots=True)
class Listing:
    """One appearance of a paper on a day; votes are None if the file does not give them."""

    day: date
    votes: int | None
    position: int
    source_file: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper, identified by its arXiv id without version; listings are newest first, at least one.

    `code` and `project` are https addresses that people may be led to.
    """

    arxiv_id: str
    title: str
    authors: tuple[str, ...]
    sections: tuple[Section, ...]
    listings: tuple[Listing, ...]
    more_authors: bool = False
    thumbnail_url: str | None = None
    video_url: str | None = None
    code: str | None = None
    project: str | None = None
    organization: str | None = None
    keywords: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        """The abstract's page on arXiv."""
        return f"https://arxiv.org/abs/{self.arxiv_id}"

    @property
    def summary(self) -> str:
        """The texts of all sections, a line each."""
        return "\n".join(section.text for section in self.sections)

    @property
    def newest(self) -> Listing:
        """The newest listing."""
        return self.listings[0]

    def listed_in(self, since: date | None, until: date | None) -> Listing | None:
        """Return the newest listing within `since` and `until` (both inclusive, None for open), or None."""
        for listing in self.listings:
            if (until is None or listing.day <= until) and (since is None or listing.day >= since):
                return listing
        return None


def heading_parts(heading: str) -> tuple[str, str]:
    """Return a heading without the source that it names, and that: "Abstract (arXiv)"."""
    found = _SOURCED.fullmatch(heading.strip())
    return (found[1], found[2]) if found else (heading, "")

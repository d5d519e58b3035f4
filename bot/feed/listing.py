"""Entries of a day -> the text of its listing file; nothing that stands in an entry becomes structure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.corpus.links import read_link
from bot.feed.entries import FeedEntry

__all__ = ["DayListing", "day_listing", "entry_text"]

# Behind a bracket that closes, one that opens would begin the address of another paper, or the number of this one.
_BRACKETS = re.compile(r"\](?=\s*[\[(])")
_ROUND = str.maketrans("[]", "()")
# What a plain line of names is divided at, or reads as something else than a name.
_DIVIDES = re.compile(r"[,;，&+\[\]\"'\\]|\band\b|\bet\.? al\b", re.IGNORECASE)
_MOST_OF_AUTHORS = 60_000
_VOTE = re.compile(r"^Vote: (\d+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class DayListing:
    """The text of a day's file with the number of its papers, and whether and how it differs from the one before.

    What the source does not list any more stays in it.
    """

    text: str
    papers: int
    new: int
    votes_changed: int
    is_changed: bool


def day_listing(day: date, entries: Sequence[FeedEntry], before: str = "") -> DayListing:
    """Return the listing of a day; `before` is the text of its present file."""
    former = dict(_parts(before))
    parts = {entry.arxiv_id: _part(entry) for entry in entries}
    stayed = {arxiv_id: part for arxiv_id, part in former.items() if arxiv_id not in parts}
    text = "\n\n".join((f"## Daily Papers ({day.isoformat()})", *parts.values(), *stayed.values())) + "\n"
    changed = sum(_votes(parts[key]) != _votes(former[key]) for key in parts.keys() & former.keys())
    papers, new = len(parts) + len(stayed), len(parts.keys() - former.keys())
    return DayListing(text, papers, new, changed, papers > 0 and text != before)


def entry_text(entry: FeedEntry) -> str:
    """Return what is known of a paper besides the days that list it: an entry without votes, picture and video."""
    return "\n\n".join(_paragraphs(replace(entry, thumbnail_url=None, video_url=None), voted=False)) + "\n"


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """Yield the id and the text of each entry of a file that was written here."""
    for part in re.split(r"^(?=### )", text, flags=re.MULTILINE)[1:]:
        heading, _, _ = part.partition("\n")
        if (linked := read_link(heading.removeprefix("### "))) is not None:
            yield linked.arxiv_id, part.strip()


def _part(entry: FeedEntry) -> str:
    return "\n\n".join(_paragraphs(entry))


def _paragraphs(entry: FeedEntry, *, voted: bool = True) -> Iterator[str]:
    title = entry.title
    if _BRACKETS.search(title):
        title = title.translate(_ROUND)
    yield f"### [{title}](https://arxiv.org/abs/{entry.arxiv_id})"
    if entry.thumbnail_url:
        yield f"![]({entry.thumbnail_url})"
    if voted:
        yield f"Vote: {'-' if entry.votes is None else entry.votes}"
    if entry.authors:
        yield f"Authors: {_authors(entry.authors)}"
    described = (
        ("Code", entry.code_url),
        ("Project", entry.project_url),
        ("Organization", entry.organization),
        ("Keywords", ", ".join(entry.keywords)),
        ("Video", entry.video_url),
    )
    if lines := [f"{label}: {value}" for label, value in described if value]:
        yield "\n".join(lines)
    told = (("Summary", entry.summary), ("Abstract", entry.abstract))
    if lines := [f"- **{heading}**: {value}" for heading, value in told if value]:
        yield "\n".join(lines)


def _authors(names: Sequence[str]) -> str:
    """Return names as a listing has them: with commas between, or quoted where one of them would be divided."""
    kept = list(_fitting(names))
    if not any(_DIVIDES.search(name) for name in kept):
        return ", ".join(kept)
    return f"[{', '.join(map(_quoted, kept))}]"


def _fitting(names: Iterable[str]) -> Iterator[str]:
    """Yield as many names as a line may hold; behind them a sign says that there are others."""
    size = 0
    for name in names:
        size += 2 * len(name) + 4
        if size > _MOST_OF_AUTHORS:
            yield "+"
            return
        yield name


def _quoted(name: str) -> str:
    escaped = name.replace("\\", "\\\\")
    if "'" not in escaped:
        return f"'{escaped}'"
    # At its ends, or around a comma, a quotation mark would divide the names.
    return '"' + re.sub(r"^'|'$|'(?=\s*,)|(?<=,)(\s*)'", r"\1’", escaped.replace('"', "”")) + '"'


def _votes(part: str) -> str | None:
    found = _VOTE.search(part)
    return found[1] if found else None

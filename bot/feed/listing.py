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
# Where a paper's heading leads, and how the line of each field begins; a blank line stands between the groups.
_PAGE = "https://arxiv.org/abs/"
_BEGINNINGS = {
    "thumbnail_url": "![](",
    "votes": "Vote: ",
    "authors": "Authors: ",
    "code_url": "Code: ",
    "project_url": "Project: ",
    "organization": "Organization: ",
    "keywords": "Keywords: ",
    "video_url": "Video: ",
    "summary": "- **Summary**: ",
    "abstract": "- **Abstract**: ",
}
_GROUPS = (
    ("thumbnail_url",),
    ("votes",),
    ("authors",),
    ("code_url", "project_url", "organization", "keywords", "video_url"),
    ("summary", "abstract"),
)
_SOURCED = re.compile(r"- \*\*Abstract \([A-Za-z ]+\)\*\*: ")
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
    """Return the listing of a day; `before` is the text of its present file.

    What that says of a paper stays where the entry says nothing of it.
    """
    former = dict(_parts(before))
    parts = {entry.arxiv_id: _part(entry, former.get(entry.arxiv_id, "")) for entry in entries}
    stayed = {arxiv_id: part for arxiv_id, part in former.items() if arxiv_id not in parts}
    text = "\n\n".join((f"## Daily Papers ({day.isoformat()})", *parts.values(), *stayed.values())) + "\n"
    changed = sum(_votes(parts[key]) != _votes(former[key]) for key in parts.keys() & former.keys())
    papers, new = len(parts) + len(stayed), len(parts.keys() - former.keys())
    return DayListing(text, papers, new, changed, papers > 0 and text != before)


def entry_text(entry: FeedEntry, before: str = "") -> str:
    """Return what is known of a paper besides the days that list it: an entry without votes, picture and video.

    `before` is the text of its present file, of which stays what the entry says nothing of.
    """
    former = dict(_parts(before)).get(entry.arxiv_id, "")
    return _part(replace(entry, thumbnail_url=None, video_url=None), former, without=("thumbnail_url", "votes")) + "\n"


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """Yield the id and the text of each entry of a file that was written here."""
    for part in re.split(r"^(?=### )", text, flags=re.MULTILINE)[1:]:
        heading, _, _ = part.partition("\n")
        if (linked := read_link(heading.removeprefix("### "))) is not None:
            yield linked.arxiv_id, part.strip()


def _part(entry: FeedEntry, former: str, without: Sequence[str] = ()) -> str:
    """Return the text of an entry, with the lines of its `former` text that it neither replaces nor empties."""
    lines = {name: line for name, line in _lines(former) if name not in entry.emptied}
    lines = {"votes": "Vote: -", **lines, **_said(entry)}
    groups = ([lines[name] for name in group if name in lines and name not in without] for group in _GROUPS)
    return "\n\n".join((_heading(entry), *("\n".join(group) for group in groups if group)))


def _heading(entry: FeedEntry) -> str:
    title = entry.title
    linked = read_link(f"[{title}]({_PAGE}{entry.arxiv_id})")
    if _BRACKETS.search(title) or linked is None or _brackets(linked.title) != _brackets(title):
        title = title.translate(_ROUND)
    return f"### [{title}]({_PAGE}{entry.arxiv_id})"


def _brackets(text: str) -> list[str]:
    return [letter for letter in text if letter in "[]"]


def _said(entry: FeedEntry) -> dict[str, str]:
    """Return the lines of what an entry says, by the names of its fields."""
    values: dict[str, object] = {
        **{name: getattr(entry, name) for name in _BEGINNINGS},
        "authors": _authors(entry.authors),
        "keywords": ", ".join(entry.keywords),
        "thumbnail_url": f"{entry.thumbnail_url})" if entry.thumbnail_url else None,
    }
    beginnings = dict(_BEGINNINGS)
    if entry.abstract_from:
        beginnings["abstract"] = f"- **Abstract ({entry.abstract_from})**: "
    return {name: f"{beginnings[name]}{value}" for name, value in values.items() if value not in (None, "")}


def _lines(part: str) -> Iterator[tuple[str, str]]:
    """Yield the lines of an entry's text by the names of the fields."""
    for line in part.split("\n")[1:]:
        for name, beginning in _BEGINNINGS.items():
            if line.startswith(beginning) or (name == "abstract" and _SOURCED.match(line)):
                yield name, line


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

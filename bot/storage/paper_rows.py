"""Papers as table rows, and back. Pure and slow: run it in a thread for thousands of papers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from bot.corpus.difference import Difference
from bot.corpus.paper import Listing, Paper, Section
from bot.corpus.paper_json import paper_of_json, paper_to_json
from bot.storage.connections import Row
from bot.texts import Text

__all__ = [
    "CONTRADICTION",
    "SELECTIONS",
    "PaperTables",
    "Statement",
    "papers_as_they_were",
    "papers_from_rows",
    "statements",
]

# The schema prevents rows that make no paper, so they mean damage.
CONTRADICTION = Text("its rows contradict its schema", "행의 내용이 스키마와 맞지 않습니다")

_COLUMNS = ("arxiv_id", "title", "more_authors", "thumbnail_url", "video_url", "code", "project", "organization")
# What selects the rows of PaperTables, in its order.
SELECTIONS = (
    f"SELECT {', '.join(_COLUMNS)} FROM paper ORDER BY arxiv_id",  # noqa: S608 - own names
    "SELECT arxiv_id, heading, text FROM section ORDER BY arxiv_id, position",
    "SELECT arxiv_id, name FROM author ORDER BY arxiv_id, position",
    "SELECT arxiv_id, day, votes, position, source_file FROM listing ORDER BY arxiv_id, day DESC",
    "SELECT arxiv_id, keyword FROM keyword ORDER BY arxiv_id, position",
)
_INSERT_PAPER = (
    f"INSERT INTO paper ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))}) "  # noqa: S608 - own names
    f"ON CONFLICT (arxiv_id) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in _COLUMNS[1:])}"
)
_PARTS = ("listing", "author", "section", "keyword")


class Statement(NamedTuple):
    """A statement and the rows to run it with."""

    sql: str
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class PaperTables:
    """The rows of the tables: papers, sections, authors, listings and keywords, each in its order."""

    papers: Sequence[Row]
    sections: Sequence[Row]
    authors: Sequence[Row]
    listings: Sequence[Row]
    keywords: Sequence[Row]


def papers_from_rows(tables: PaperTables) -> dict[str, Paper]:
    """Return the papers by id; raises TypeError or ValueError for rows this program cannot have written."""
    return {paper.arxiv_id: paper for paper in _assembled(tables)}


def papers_as_they_were(changes: Iterable[Row]) -> dict[str, Paper | None]:
    """Return each changed paper of a revision as it was before, None if it was added; raises ValueError."""
    return {arxiv_id: None if before is None else paper_of_json(before) for arxiv_id, before in changes}


def statements(difference: Difference) -> list[Statement]:
    """Return the statements that write a difference and record it for the newest revision.

    A known paper keeps its row, because people's data refer to it.
    """
    papers = (*difference.added, *(update.after for update in difference.updated))
    ids = [(paper.arxiv_id,) for paper in papers]
    return [
        Statement("DELETE FROM paper WHERE arxiv_id = ?", [(paper.arxiv_id,) for paper in difference.removed]),
        *(Statement(f"DELETE FROM {table} WHERE arxiv_id = ?", ids) for table in _PARTS),  # noqa: S608 - own names
        Statement(
            _INSERT_PAPER,
            [tuple(getattr(p, name) for name in _COLUMNS) for p in papers],
        ),
        Statement(
            "INSERT INTO section (arxiv_id, position, heading, text) VALUES (?, ?, ?, ?)",
            [(p.arxiv_id, position, x.heading, x.text) for p in papers for position, x in enumerate(p.sections)],
        ),
        Statement(
            "INSERT INTO author (arxiv_id, position, name) VALUES (?, ?, ?)",
            [(p.arxiv_id, position, name) for p in papers for position, name in enumerate(p.authors)],
        ),
        Statement(
            "INSERT INTO keyword (arxiv_id, position, keyword) VALUES (?, ?, ?)",
            [(p.arxiv_id, position, keyword) for p in papers for position, keyword in enumerate(p.keywords)],
        ),
        Statement(
            "INSERT INTO listing (arxiv_id, day, votes, position, source_file) VALUES (?, ?, ?, ?, ?)",
            [(p.arxiv_id, x.day.isoformat(), x.votes, x.position, x.source_file) for p in papers for x in p.listings],
        ),
        Statement(
            "INSERT INTO corpus_change (revision_id, arxiv_id, before) "
            "VALUES ((SELECT max(id) FROM corpus_revision), ?, ?)",
            list(_before(difference)),
        ),
    ]


def _before(difference: Difference) -> Iterator[tuple[str, str | None]]:
    for paper in difference.added:
        yield paper.arxiv_id, None
    for paper in (*difference.removed, *(update.before for update in difference.updated)):
        yield paper.arxiv_id, paper_to_json(paper).decode()


def _assembled(tables: PaperTables) -> Iterator[Paper]:
    sections: defaultdict[str, list[Section]] = defaultdict(list)
    for arxiv_id, heading, text in tables.sections:
        sections[arxiv_id].append(Section(heading, text))
    authors, keywords = _by_paper(tables.authors), _by_paper(tables.keywords)
    listings: defaultdict[str, list[Listing]] = defaultdict(list)
    for arxiv_id, day, votes, position, source_file in tables.listings:
        listings[arxiv_id].append(Listing(date.fromisoformat(day), votes, position, source_file))
    for arxiv_id, title, more_authors, thumbnail_url, video_url, code, project, organization in tables.papers:
        if arxiv_id not in listings:
            message = f"paper {arxiv_id} has no listing"
            raise ValueError(message)
        yield Paper(
            arxiv_id=arxiv_id,
            title=title,
            authors=tuple(authors.get(arxiv_id, ())),
            sections=tuple(sections[arxiv_id]),
            listings=tuple(listings[arxiv_id]),
            more_authors=bool(more_authors),
            thumbnail_url=thumbnail_url,
            video_url=video_url,
            code=code,
            project=project,
            organization=organization,
            keywords=tuple(keywords.get(arxiv_id, ())),
        )


def _by_paper(rows: Iterable[Row]) -> dict[str, list[str]]:
    """Return the texts of rows (arxiv_id, text) by paper, in their order."""
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for arxiv_id, text in rows:
        texts[arxiv_id].append(text)
    return texts

"""What is known of papers besides their listings: files of one entry each, such as `feed/enriched/2411/2411.14384.md`.

Such a file has the form of a listing's entry and names no day, so it adds to a paper that is listed and makes none.
What a language model has written of the paper is in a file beside it: `2411.14384.written.md`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePosixPath

from bot.corpus.listing_files import Closed, ListingFile, listing_files, name_below, parse_files
from bot.corpus.paper import Paper
from bot.corpus.problem import Problem
from bot.normal import normal
from bot.texts import Text

__all__ = [
    "ENRICHED",
    "Enrichments",
    "enriched",
    "enriched_path",
    "enrichments_of",
    "read_enrichments",
    "with_written",
    "written_path",
]

# The folder of these files within that of the feed.
ENRICHED = "enriched"
# What a listing of the feed has itself.
_TOLD = frozenset(("summary", "abstract"))
_LISTED = ("code", "project", "organization", "keywords")

_FOREIGN = Text(
    "this file is read only for the one paper whose id is its name: {name}",
    "이 파일은 파일 이름과 같은 id의 논문 한 편만 담을 수 있습니다: {name}",
)


@dataclass(frozen=True, slots=True)
class Enrichments:
    """What the files say of each paper, what was `written` of it, and what could not be read.

    `closed` names files and folders.
    """

    feed: Path
    told: Mapping[str, Paper] = field(default_factory=dict[str, Paper])
    written: Mapping[str, Paper] = field(default_factory=dict[str, Paper])
    rejected: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    closed: frozenset[str] = frozenset()

    def applied(self, papers: Mapping[str, Paper], stored: Mapping[str, Paper]) -> dict[str, Paper]:
        """Return the papers with what the files say; where one cannot be read, with what `stored` has of it."""
        found = dict(papers)
        for arxiv_id in (*self.told, *self._kept(stored, enriched_path)):
            if arxiv_id in found:
                told = self.told.get(arxiv_id) or _as_told(stored[arxiv_id])
                found[arxiv_id] = enriched(found[arxiv_id], told)
        for arxiv_id in (*self.written, *self._kept(stored, written_path)):
            if arxiv_id in found:
                found[arxiv_id] = with_written(found[arxiv_id], self.written.get(arxiv_id) or stored[arxiv_id])
        return found

    def _kept(self, stored: Mapping[str, Paper], path_of: Callable[[Path, str], Path]) -> list[str]:
        """Return the papers whose files cannot be read this time."""
        return [one for one in stored if self._is_closed(path_of(self.feed, one))] if self.closed else []

    def _is_closed(self, path: Path) -> bool:
        name = name_below(self.feed.parent, path)
        return not self.closed.isdisjoint((name, *map(str, PurePosixPath(name).parents)))


def enriched_path(feed: Path, arxiv_id: str) -> Path:
    """Return the file of a paper below the folder of the feed: `enriched/2411/2411.14384.md`."""
    number = arxiv_id.rpartition("/")[2]
    return feed / ENRICHED / number[:4] / f"{arxiv_id.replace('/', '_')}.md"


def written_path(feed: Path, arxiv_id: str) -> Path:
    """Return the file of what a language model has written: `enriched/2411/2411.14384.written.md`."""
    return enriched_path(feed, arxiv_id).with_suffix(".written.md")


def with_written(paper: Paper, told: Paper) -> Paper:
    """Return a paper with what a language model has written of it, behind the sections that others have written.

    A section is left out where the paper has one with the same heading: what people wrote stays.
    """
    own = tuple(section for section in paper.sections if not section.is_machine_written)
    headings = {section.name for section in own}
    written = (part for part in told.sections if part.is_machine_written and part.name not in headings)
    return replace(paper, sections=(*own, *written))


def enriched(paper: Paper, told: Paper) -> Paper:
    """Return a paper with what is known besides its listings.

    Sections come behind those that are there, and in the place of those with the same heading. A listing's own code,
    project page, organisation and keywords stay. The order of the authors is taken where the names are the same.
    """
    headings = {section.name for section in told.sections}
    sections = [section for section in paper.sections if section.name not in headings]
    said = {name: getattr(paper, name) or getattr(told, name) for name in _LISTED}
    return replace(paper, sections=(*sections, *told.sections), authors=_in_order(paper, told), **said)


def read_enrichments(feed: Path | None) -> Enrichments | None:
    """Read all files below the folder of the feed; None where there are none."""
    if feed is None or not (feed / ENRICHED).exists():
        return None
    files, closed = listing_files(feed / ENRICHED, feed.parent)
    return _read(feed, files, closed)


def enrichments_of(feed: Path, arxiv_ids: Iterable[str]) -> Enrichments:
    """Read the files of some papers; what is not there says nothing."""
    paths = [path_of(feed, arxiv_id) for arxiv_id in arxiv_ids for path_of in (enriched_path, written_path)]
    return _read(feed, [ListingFile(path, name_below(feed.parent, path)) for path in paths if path.exists()], {})


def _read(feed: Path, files: list[ListingFile], closed: Closed) -> Enrichments:
    parsed, unreadable = parse_files(files, None, date.min)
    told: dict[str, Paper] = {}
    written: dict[str, Paper] = {}
    rejected = [*closed.values(), *unreadable.values()]
    warnings: list[Problem] = []
    for file in parsed:
        rejected += file.rejected
        warnings += file.warnings
        for paper in file.papers:
            name = paper.newest.source_file
            for path_of, into in ((enriched_path, told), (written_path, written)):
                if name == name_below(feed.parent, path_of(feed, paper.arxiv_id)) and paper.arxiv_id not in into:
                    into[paper.arxiv_id] = paper
                    break
            else:
                rejected.append(Problem(name, None, _FOREIGN.fill(name=paper.arxiv_id)))
    return Enrichments(feed, told, written, tuple(rejected), tuple(warnings), frozenset((*closed, *unreadable)))


def _as_told(stored: Paper) -> Paper:
    return replace(stored, sections=tuple(part for part in stored.sections if part.name in _TOLD))


def _in_order(paper: Paper, told: Paper) -> tuple[str, ...]:
    """Return a listing's names, as it spells them, in the true order."""
    names = {_same(name): name for name in paper.authors}
    order = [_same(name) for name in told.authors]
    if told.more_authors or paper.more_authors or len(names) != len(paper.authors) or sorted(order) != sorted(names):
        return paper.authors
    return tuple(names[name] for name in order)


def _same(name: str) -> str:
    return " ".join(normal("NFKC", name).casefold().split())

"""A folder of listing files -> its papers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath

from bot.corpus.enriching import (
    ENRICHED,
    Enrichments,
    enriched_path,
    enrichments_of,
    read_enrichments,
    written_path,
)
from bot.corpus.folder import require_folder
from bot.corpus.listing_files import (
    Closed,
    ListingFile,
    Progress,
    fetched_path,
    listing_files,
    name_below,
    parse_files,
)
from bot.corpus.merging import merge
from bot.corpus.paper import Paper
from bot.corpus.problem import Problem
from bot.corpus.report import NothingReadError
from bot.errors import CorpusError
from bot.texts import Text

__all__ = [
    "Reading",
    "fingerprint",
    "read_files",
    "read_folder",
]

_NO_PAPER = Text(
    "No paper could be read from {folder} ({found}): "
    "put listings in whose entries look like '### [title](https://arxiv.org/abs/ID)'. {then}",
    "{folder}에서 읽을 수 있는 논문이 없습니다({found}). "
    "'### [제목](https://arxiv.org/abs/ID)' 형식의 목록을 넣어 주세요. {then}",
)
_STAYS = Text("The database stays as it was.", "데이터베이스는 그대로입니다.")
_NOT_YET = Text(
    "Nothing is loaded yet: the next start reads the folder again.",
    "아직 불러온 논문이 없으며, 다음에 시작할 때 폴더를 다시 읽습니다.",
)
_NO_FILE_THERE = Text("no *.txt or *.md file is there", "*.txt나 *.md 파일이 없습니다")
_NO_ENTRY = Text("files: {files}, rejected: 0", "파일 {files}개, 거부 0건")
_REJECTED = Text(
    "files: {files}, rejected: {rejected}, the first: {first}", "파일 {files}개, 거부 {rejected}건, 처음: {first}"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """The papers of a folder by id, and what could not be read.

    `unreadable` names the files, and the folders of files, that are there but could not be read this time.
    """

    papers: dict[str, Paper]
    files: int
    rejected: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    unreadable: frozenset[str]


def read_folder(
    folder: Path, stored: Mapping[str, Paper], progress: Progress | None = None, feed: Path | None = None
) -> Reading:
    """Parse every *.txt and *.md file below `folder`, then those below `feed`, each in the order of their paths.

    A file or folder that is there but cannot be read is rejected by name and keeps the listings that `stored` has
    of it: a passing fault must not delete papers. Raises NothingReadError where no paper could be read.
    """
    files, closed = _all_files(folder, feed, stored)
    parsed, unreadable = parse_files(files, progress)
    rejected = (*closed.values(), *unreadable.values(), *(problem for file in parsed for problem in file.rejected))
    warnings = tuple(problem for file in parsed for problem in file.warnings)
    entries = [paper for file in parsed for paper in file.papers]
    if not entries:
        then = _STAYS if stored else _NOT_YET
        said = _NO_PAPER.fill(folder=folder, found=_found(len(files), rejected), then=then)
        raise NothingReadError(said, len(files), rejected, warnings)
    kept = _listed_in(stored, lambda name: name in unreadable or not closed.keys().isdisjoint(_folders(name)))
    more = read_enrichments(feed) or Enrichments(feed or folder, closed=frozenset(closed))
    papers = more.applied(merge([*kept, *entries]), stored)
    return Reading(
        papers,
        len(files),
        (*rejected, *more.rejected),
        (*warnings, *more.warnings),
        frozenset((*closed, *unreadable, *more.closed)),
    )


def read_files(folder: Path, feed: Path, paths: Sequence[Path], stored: Mapping[str, Paper]) -> Reading:
    """Parse some files below `feed` and leave every other listing as `stored` has it, files that are gone too.

    What other files say of the papers of these is parsed as well, so that the same is made of them as by a full load.
    """
    days = [path for path in paths if (feed / ENRICHED) not in path.parents]
    beside = {*paths}.difference(days)
    # Only where there are such files: thousands of paths take a tenth of a second.
    told_of = (
        [one for one in stored if not beside.isdisjoint((enriched_path(feed, one), written_path(feed, one)))]
        if beside
        else []
    )
    files = [ListingFile(path, name_below(feed.parent, path)) for path in days]
    parsed, unreadable = parse_files(files, None)
    anew = {file.name for file in files} - unreadable.keys()
    entries = [paper for file in parsed for paper in file.papers]
    kept = _listed_in(stored, lambda name: name not in anew)
    touched = {*told_of, *(entry.arxiv_id for entry in entries)}
    more = enrichments_of(feed, touched)
    entries += _beside(feed, [entry for entry in kept if entry.arxiv_id in touched], anew)
    again = {(entry.arxiv_id, entry.newest.day) for entry in entries}
    plain = _as_listed(folder, feed, [entry for entry in kept if entry.arxiv_id in touched], again)
    papers = merge([*(plain.get((entry.arxiv_id, entry.newest.day), entry) for entry in kept), *entries])
    return Reading(
        more.applied(papers, stored),
        len(files),
        (*unreadable.values(), *(problem for file in parsed for problem in file.rejected), *more.rejected),
        (*(problem for file in parsed for problem in file.warnings), *more.warnings),
        frozenset((*unreadable, *more.closed)),
    )


def fingerprint(folder: Path, feed: Path | None = None) -> str:
    """Return what changes whenever a listing in either folder does, by names, sizes and times; raises OSError."""
    own = folder.stat()
    files, closed = _all_files(folder, feed, {})
    if feed is not None and (feed / ENRICHED).exists():
        more, shut = listing_files(feed / ENRICHED, feed.parent)
        files, closed = [*files, *more], closed | shut
    seen = [f"{own.st_dev}:{own.st_ino}", *closed]
    for path, name in files:
        try:
            status = path.stat()
        except OSError as error:
            seen.append(f"{name}: {error.errno}")
        else:
            seen.append(f"{name}: {status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}")
    return hashlib.sha256("\n".join(seen).encode()).hexdigest()


def _found(files: int, rejected: Sequence[Problem]) -> Text:
    """Return what was there instead of papers."""
    if rejected:
        return _REJECTED.fill(files=files, rejected=len(rejected), first=rejected[0].text)
    return _NO_ENTRY.fill(files=files) if files else _NO_FILE_THERE


def _listed_in(stored: Mapping[str, Paper], wanted: Callable[[str], bool]) -> list[Paper]:
    """Return the stored listings of the files that are `wanted`, as entries."""
    return [
        replace(paper, listings=(listing,))
        for paper in stored.values()
        for listing in paper.listings
        if wanted(listing.source_file)
    ]


def _beside(feed: Path, kept: Sequence[Paper], anew: Collection[str]) -> list[Paper]:
    """Return what fetched listings, but for those read `anew`, say of papers whose stored day names another file."""
    stored = {(entry.arxiv_id, entry.newest.day): entry.newest.source_file for entry in kept}
    paths = sorted({fetched_path(feed, day) for _, day in stored})
    files = [ListingFile(path, name_below(feed.parent, path)) for path in paths if path.is_file()]
    parsed, _ = parse_files([file for file in files if file.name not in anew], None)
    return [
        paper
        for paper in (paper for file in parsed for paper in file.papers)
        if stored.get((paper.arxiv_id, paper.newest.day), paper.newest.source_file) != paper.newest.source_file
    ]


def _as_listed(
    folder: Path, feed: Path, entries: Sequence[Paper], again: Collection[tuple[str, date]]
) -> dict[tuple[str, date], Paper]:
    """Return stored entries by paper and day as their files have them now, without what was added to them.

    Where another file lists the paper on the same day `again`, its count is in the stored one, and the file's own is
    returned.
    """
    wanted = {(entry.arxiv_id, entry.newest.day): entry for entry in entries}
    names = {entry.newest.source_file for entry in entries}
    files = [ListingFile(_place(folder, feed, name), name) for name in sorted(names)]
    parsed, _ = parse_files(files, None)
    found: dict[tuple[str, date], Paper] = {}
    for paper in (paper for file in parsed for paper in file.papers):
        key = paper.arxiv_id, paper.newest.day
        if key in wanted and wanted[key].newest.source_file == paper.newest.source_file:
            found.setdefault(key, paper if key in again else replace(paper, listings=wanted[key].listings))
    return found


def _place(folder: Path, feed: Path, name: str) -> Path:
    """Return where the file of that name is: among the listings, or among those that were fetched."""
    path = folder / name
    return path if path.exists() or not name.startswith(f"{feed.name}/") else feed.parent / name


def _all_files(folder: Path, feed: Path | None, stored: Mapping[str, Paper]) -> tuple[list[ListingFile], Closed]:
    """Return the listing files of both folders, and what cannot be looked into. Raises NothingReadError.

    Where all that is stored was fetched, `folder` may be missing; where nothing was, `feed` may.
    """
    closed: Closed = {}
    enriched = feed / ENRICHED if feed is not None else None
    fetched = feed if feed is not None and not feed.resolve().is_relative_to(folder.resolve()) else None
    names = [listing.source_file for paper in stored.values() for listing in paper.listings]
    prefix = f"{fetched.name}/" if fetched else ""
    try:
        require_folder(folder)
    except CorpusError as error:
        if fetched is None or not fetched.is_dir() or not all(name.startswith(prefix) for name in names):
            raise NothingReadError(error.text, rejected=(Problem(".", None, error.text),)) from error
        files: list[ListingFile] = []
    else:
        files, closed = listing_files(folder, folder, enriched)
    if fetched is None or not (fetched.is_dir() or any(name.startswith(prefix) for name in names)):
        return files, closed
    more, shut = listing_files(fetched, fetched.parent, enriched)
    return [*files, *more], closed | shut


def _folders(name: str) -> list[str]:
    """Return the folders around a file, the outermost being `.`."""
    return [str(parent) for parent in PurePosixPath(name).parents]

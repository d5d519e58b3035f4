"""The files of a folder that are named like listings, and each as what it says."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from bot.corpus.folder import why_unread
from bot.corpus.markdown import ParsedFile, parse_listing
from bot.corpus.problem import Problem
from bot.errors import CorpusError
from bot.texts import Text

__all__ = [
    "SUFFIXES",
    "Closed",
    "ListingFile",
    "Progress",
    "fetched_path",
    "listing_files",
    "name_below",
    "parse_files",
]

MAX_FILE_BYTES = 16 * 1024 * 1024
SUFFIXES = (".txt", ".md")

# What could not be read, by the name of the file or folder.
Closed = dict[str, Problem]
Progress = Callable[[int, int], None]

_FOLDER = Text("this is a folder, not a listing file", "목록 파일이 아니라 폴더입니다")
_NO_FILE = Text("this is not an ordinary file", "일반 파일이 아닙니다")
_TOO_LARGE = Text("the file is larger than {most} MiB", "파일이 {most} MiB보다 큽니다")


class ListingFile(NamedTuple):
    """A file's path, and its name below the folder of listings."""

    path: Path
    name: str


def listing_files(folder: Path, root: Path, without: Path | None = None) -> tuple[list[ListingFile], Closed]:
    """Return what is named like a listing, in a stable order, and the folders that cannot be looked into.

    A folder that is named like a listing is among the former too, to be rejected by name. Names start from `root`;
    what lies in the folder `without` is passed over.
    """
    paths: list[Path] = []
    closed: Closed = {}

    def reject(error: OSError) -> None:
        name = name_below(root, Path(error.filename))
        closed[name] = Problem(name, None, why_unread(error))

    for place, folders, files in os.walk(folder, onerror=reject):
        if without is not None and without.name in folders and Path(place).resolve() == without.parent.resolve():
            folders.remove(without.name)
        named = [name for name in (*folders, *files) if name.lower().endswith(SUFFIXES)]
        paths += [Path(place, name) for name in named]
    listed = sorted(paths, key=lambda path: path.relative_to(folder).as_posix())
    return [ListingFile(path, name_below(root, path)) for path in listed], closed


def parse_files(
    files: Sequence[ListingFile], progress: Progress | None, day: date | None = None
) -> tuple[list[ParsedFile], Closed]:
    """Return what each file says, and why some could not be read; entries below no heading belong to `day`."""
    parsed: list[ParsedFile] = []
    unreadable: Closed = {}
    for done, (path, name) in enumerate(files, start=1):
        try:
            read = parse_listing(_text(path), name, day)
            if read.is_read:
                parsed.append(read)
            else:
                unreadable[name] = read.rejected[0]
        except (CorpusError, OSError, ValueError) as error:
            unreadable[name] = Problem(name, None, why_unread(error))
        if progress is not None:
            progress(done, len(files))
    return parsed, unreadable


def fetched_path(feed: Path, day: date) -> Path:
    """Return the listing of a fetched day below the folder of the feed: `2026/09/10.md`."""
    return feed / f"{day:%Y}" / f"{day:%m}" / f"{day:%d}.md"


def name_below(folder: Path, path: Path) -> str:
    """Return the path below `folder` as text; a name that is not UTF-8 could be neither stored nor printed."""
    return os.fsencode(path.relative_to(folder).as_posix()).decode("utf-8", "backslashreplace")


def _text(path: Path) -> str:
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise CorpusError(_FOLDER)
    if not stat.S_ISREG(status.st_mode):
        raise CorpusError(_NO_FILE)
    if status.st_size > MAX_FILE_BYTES:
        raise CorpusError(_TOO_LARGE.fill(most=MAX_FILE_BYTES // 1024**2))
    return path.read_bytes().decode("utf-8")

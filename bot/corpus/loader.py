"""A folder of listing files -> its papers."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from bot.corpus.markdown import ParsedFile, Problem, parse_listing
from bot.corpus.merging import merge
from bot.corpus.paper import Paper
from bot.corpus.report import LoadReport, NothingReadError
from bot.errors import CorpusError
from bot.texts import Text, system_text

__all__ = [
    "SUFFIXES",
    "LoadReport",
    "Problem",
    "Progress",
    "Reading",
    "fingerprint",
    "read_files",
    "read_folder",
    "require_folder",
]

Progress = Callable[[int, int], None]

MAX_FILE_BYTES = 16 * 1024 * 1024
SUFFIXES = (".txt", ".md")

_NO_FOLDER = Text(
    "There is no folder of listings at {folder}: "
    "create it and put *.txt or *.md listings in, or name another one in BOT_SEEDS.",
    "{folder}에 목록 폴더가 없습니다. "
    "폴더를 만들어 *.txt 또는 *.md 목록을 넣거나 BOT_SEEDS에 다른 폴더를 지정해 주세요.",
)
_CLOSED = Text(
    "The folder of listings {folder} cannot be read ({reason}): "
    "let this user read it or name another one in BOT_SEEDS.",
    "목록 폴더 {folder}을(를) 읽을 수 없습니다({reason}). "
    "이 사용자에게 읽기 권한을 주거나 BOT_SEEDS에 다른 폴더를 지정해 주세요.",
)
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

_FOLDER = Text("this is a folder, not a listing file", "목록 파일이 아니라 폴더입니다")
_NO_FILE = Text("this is no ordinary file", "일반 파일이 아닙니다")
_TOO_LARGE = Text("the file is larger than {most} MiB", "파일이 {most} MiB보다 큽니다")
_NOT_UTF8 = Text("the file is not UTF-8 (byte {byte})", "UTF-8 파일이 아닙니다(바이트 {byte})")
_UNREADABLE = Text("the file cannot be read: {reason}", "파일을 읽을 수 없습니다: {reason}")


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold what a folder gives: papers by id, and what could not be read.

    `unreadable` names the files, and the folders of files, that are there but could not be read this time.
    """

    papers: dict[str, Paper]
    files: int
    rejected: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    unreadable: frozenset[str]


class _File(NamedTuple):
    path: Path
    name: str


def read_folder(
    folder: Path, stored: Mapping[str, Paper], progress: Progress | None = None, feed: Path | None = None
) -> Reading:
    """Parse every *.txt and *.md file below `folder`, then those below `feed`, each in the order of their paths.

    A file or folder that is there but cannot be read is rejected by name and keeps the listings that `stored` has
    of it: a passing fault must not delete papers. Raises NothingReadError where no paper could be read.
    """
    files, closed = _all_files(folder, feed, stored)
    parsed, unreadable = _parse(files, progress)
    rejected = (*closed.values(), *unreadable.values(), *(problem for file in parsed for problem in file.rejected))
    warnings = tuple(problem for file in parsed for problem in file.warnings)
    entries = [paper for file in parsed for paper in file.papers]
    if not entries:
        then = _STAYS if stored else _NOT_YET
        said = _NO_PAPER.fill(folder=folder, found=_found(len(files), rejected), then=then)
        raise NothingReadError(said, len(files), rejected, warnings)
    kept = _listed_in(stored, lambda name: name in unreadable or not closed.keys().isdisjoint(_folders(name)))
    return Reading(merge([*kept, *entries]), len(files), rejected, warnings, frozenset((*closed, *unreadable)))


def read_files(feed: Path, paths: Sequence[Path], stored: Mapping[str, Paper]) -> Reading:
    """Parse some files below `feed` and leave every other listing as `stored` has it, files that are gone too."""
    files = [_File(path, _name(feed.parent, path)) for path in paths]
    parsed, unreadable = _parse(files, None)
    anew = {file.name for file in files} - unreadable.keys()
    entries = [paper for file in parsed for paper in file.papers]
    return Reading(
        merge([*_listed_in(stored, lambda name: name not in anew), *entries]),
        len(files),
        (*unreadable.values(), *(problem for file in parsed for problem in file.rejected)),
        tuple(problem for file in parsed for problem in file.warnings),
        frozenset(unreadable),
    )


def require_folder(folder: Path) -> None:
    """Raise CorpusError where there is no such folder or this user may not read it."""
    try:
        os.scandir(folder).close()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise CorpusError(_NO_FOLDER.fill(folder=folder)) from error
    except (OSError, ValueError) as error:
        raise CorpusError(_CLOSED.fill(folder=folder, reason=_reason(error))) from error


def fingerprint(folder: Path, feed: Path | None = None) -> str:
    """Return what changes whenever a listing in either folder does, by names, sizes and times; raises OSError."""
    own = folder.stat()
    files, closed = _all_files(folder, feed, {})
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


def _all_files(folder: Path, feed: Path | None, stored: Mapping[str, Paper]) -> tuple[list[_File], dict[str, Problem]]:
    """Return the listing files of both folders, and what cannot be looked into. Raises NothingReadError.

    Where all that is stored was fetched, `folder` may be missing; where nothing was, `feed` may.
    """
    closed: dict[str, Problem] = {}
    fetched = feed if feed is not None and not feed.resolve().is_relative_to(folder.resolve()) else None
    names = [listing.source_file for paper in stored.values() for listing in paper.listings]
    prefix = f"{fetched.name}/" if fetched else ""
    try:
        require_folder(folder)
    except CorpusError as error:
        if fetched is None or not fetched.is_dir() or not all(name.startswith(prefix) for name in names):
            raise NothingReadError(error.text, rejected=(Problem(".", None, error.text),)) from error
        files: list[_File] = []
    else:
        files, closed = _listing_files(folder, folder)
    if fetched is None or not (fetched.is_dir() or any(name.startswith(prefix) for name in names)):
        return files, closed
    more, shut = _listing_files(fetched, fetched.parent)
    return [*files, *more], closed | shut


def _listing_files(folder: Path, root: Path) -> tuple[list[_File], dict[str, Problem]]:
    """Return what is named like a listing, in a stable order, and the folders that cannot be looked into.

    A folder that is named like a listing is among the former too, to be rejected by name. Names start from `root`.
    """
    paths: list[Path] = []
    closed: dict[str, Problem] = {}

    def reject(error: OSError) -> None:
        name = _name(root, Path(error.filename))
        closed[name] = Problem(name, None, _reason(error))

    for place, folders, files in os.walk(folder, onerror=reject):
        named = [name for name in (*folders, *files) if name.lower().endswith(SUFFIXES)]
        paths += [Path(place, name) for name in named]
    listed = sorted(paths, key=lambda path: path.relative_to(folder).as_posix())
    return [_File(path, _name(root, path)) for path in listed], closed


def _parse(files: Sequence[_File], progress: Progress | None) -> tuple[list[ParsedFile], dict[str, Problem]]:
    parsed: list[ParsedFile] = []
    unreadable: dict[str, Problem] = {}
    for done, (path, name) in enumerate(files, start=1):
        try:
            read = parse_listing(_read(path), name)
            if read.is_read:
                parsed.append(read)
            else:
                unreadable[name] = read.rejected[0]
        except (CorpusError, OSError, ValueError) as error:
            unreadable[name] = Problem(name, None, _reason(error))
        if progress is not None:
            progress(done, len(files))
    return parsed, unreadable


def _name(folder: Path, path: Path) -> str:
    """Return the path below `folder` as text; a name that is not UTF-8 could be neither stored nor printed."""
    return os.fsencode(path.relative_to(folder).as_posix()).decode("utf-8", "backslashreplace")


def _folders(name: str) -> list[str]:
    """Return the folders around a file, the outermost being `.`."""
    return [str(parent) for parent in PurePosixPath(name).parents]


def _read(path: Path) -> str:
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise CorpusError(_FOLDER)
    if not stat.S_ISREG(status.st_mode):
        raise CorpusError(_NO_FILE)
    if status.st_size > MAX_FILE_BYTES:
        raise CorpusError(_TOO_LARGE.fill(most=MAX_FILE_BYTES // 1024**2))
    return path.read_bytes().decode("utf-8")


def _reason(error: CorpusError | OSError | ValueError) -> Text:
    match error:
        case CorpusError():
            return error.text
        case OSError():
            return system_text(error)
        case UnicodeDecodeError():
            return _NOT_UTF8.fill(byte=error.start)
        case _:
            return _UNREADABLE.fill(reason=error)

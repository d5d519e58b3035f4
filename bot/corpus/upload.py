"""A listing that somebody sends -> a file in the folder: checked before it is written, written whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from bot.corpus.file_names import safe_name
from bot.corpus.folder import require_folder
from bot.corpus.markdown import ParsedFile, parse_listing
from bot.errors import CorpusError, InputError
from bot.normal import normal
from bot.texts import Text, joined, system_text

__all__ = [
    "MAX_UPLOAD_BYTES",
    "Upload",
    "content_mark",
    "ensure_folder",
    "mark_of",
    "put_in_place",
    "read_upload",
    "remove_leftovers",
    "require_size",
    "temporary_beside",
    "write_upload",
]

TemporaryKind = Literal["upload", "backup", "feed"]

MAX_UPLOAD_BYTES = 8 * 1024 * 1024
_SHOWN_PROBLEMS = 3

_LEFT_SECONDS = 3600.0
_TEMPORARY = re.compile(
    r"\.(?P<kind>upload|backup|feed)-(?:(?P<machine>[0-9a-f]{8})-(?P<process>\d{1,9})-)?[0-9a-f]{16}\.part"
    r"(?:-journal|-wal|-shm)?"
)

_TOO_LARGE = Text(
    "The file is larger than {most} MiB: split it and upload the parts.",
    "파일이 {most} MiB보다 큽니다. 나누어 올려 주세요.",
)
_NOT_UTF8 = Text(
    "The file is not UTF-8 (byte {byte}): save it as UTF-8 and upload it again.",
    "UTF-8 파일이 아닙니다(바이트 {byte}). UTF-8로 저장해 다시 올려 주세요.",
)
_NO_PAPER = Text(
    "No paper could be read from the file, so it was not kept ({problems}): "
    "entries look like '### [title](https://arxiv.org/abs/ID)' below '## Daily Papers (2024-11-22)'.",
    "파일에서 읽을 수 있는 논문이 없어 보관하지 않았습니다({problems}). "
    "'## Daily Papers (2024-11-22)' 아래에 '### [제목](https://arxiv.org/abs/ID)' 형식으로 적어 주세요.",
)
_TOO_MUCH = Text("The file was not kept: {problem}.", "파일을 보관하지 않았습니다: {problem}.")
_NO_PROBLEM = Text("it names no day and no entry", "날짜와 항목이 없습니다")
_OCCUPIED = Text(
    "“{name}” is taken by something that is not a file: rename yours and upload it again.",
    "“{name}”은(는) 파일이 아닌 것이 이미 쓰고 있는 이름입니다. 이름을 바꿔 다시 올려 주세요.",
)
_MOVED = Text(
    "“{name}” has changed in the folder since you were asked: upload the file again.",
    "물어본 뒤에 폴더의 “{name}”이(가) 바뀌었습니다. 파일을 다시 올려 주세요.",
)
_UNWRITABLE = Text(
    "The file cannot be written into the folder of listings ({reason}): ask the person who runs this bot to fix that.",
    "목록 폴더에 파일을 쓸 수 없습니다({reason}). 봇을 운영하는 사람에게 알려 주세요.",
)


@dataclass(frozen=True, slots=True)
class Upload:
    """An uploaded listing: a safe name, its content and what was read from it."""

    name: str
    content: bytes
    parsed: ParsedFile


def read_upload(name: str, content: bytes) -> Upload:
    """Return a listing that can be kept; raises InputError where it is too large, no text or without any paper."""
    safe = safe_name(name)
    require_size(len(content))
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(_NOT_UTF8.fill(byte=error.start)) from None
    parsed = parse_listing(text, safe)
    if not parsed.is_read:
        raise InputError(_TOO_MUCH.fill(problem=parsed.rejected[0].text))
    if not parsed.papers:
        problems = [problem.text for problem in (*parsed.rejected, *parsed.warnings)[:_SHOWN_PROBLEMS]]
        raise InputError(_NO_PAPER.fill(problems=joined(problems or [_NO_PROBLEM], "; ")))
    return Upload(safe, content, parsed)


def require_size(size: int) -> None:
    """Raise InputError where a file has too many bytes."""
    if size > MAX_UPLOAD_BYTES:
        raise InputError(_TOO_LARGE.fill(most=MAX_UPLOAD_BYTES // 1024**2))


def ensure_folder(folder: Path) -> None:
    """Make the folder of listings where it is missing, for the first one; raises CorpusError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        require_folder(folder)
    except OSError as error:
        raise CorpusError(_UNWRITABLE.fill(reason=system_text(error))) from error


def content_mark(folder: Path, name: str) -> str | None:
    """Return a fingerprint of the content of the file `name` in `folder`, None where there is no such file.

    Raises CorpusError where the folder is missing, something else has that name, or the file cannot be read.
    """
    require_folder(folder)
    path = _place(folder, name)
    try:
        if path.is_symlink() or (path.exists() and not path.is_file()):
            raise InputError(_OCCUPIED.fill(name=name))
        return mark_of(path.read_bytes()) if path.exists() else None
    except OSError as error:
        raise CorpusError(_UNWRITABLE.fill(reason=system_text(error))) from error


def mark_of(content: bytes) -> str:
    """Return the fingerprint of a content."""
    return hashlib.sha256(content).hexdigest()


def write_upload(folder: Path, name: str, content: bytes, replaces: str | None = None) -> None:
    """Write a file into `folder`: after power loss there is the old one, or the new one, or none, but no part of one.

    It replaces a file only if `replaces` is the fingerprint of that file's content. Raises InputError where another
    file has the name, CorpusError where the folder cannot be written to.
    """
    if content_mark(folder, name) != replaces:
        raise InputError(_MOVED.fill(name=name))
    path = _place(folder, name)
    temporary = temporary_beside(path, "upload")
    try:
        try:
            temporary.write_bytes(content)
            put_in_place(temporary, path, replace=replaces is not None)
        finally:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
    except FileExistsError:
        raise InputError(_MOVED.fill(name=name)) from None
    except OSError as error:
        raise CorpusError(_UNWRITABLE.fill(reason=system_text(error))) from error


def temporary_beside(path: Path, kind: TemporaryKind) -> Path:
    """Return a new name in the folder of `path`, which is no listing's and tells whose it is, should it be left."""
    return path.with_name(f".{kind}-{_machine()}-{os.getpid()}-{secrets.token_hex(8)}.part")


def remove_leftovers(folder: Path, kind: TemporaryKind, now: datetime) -> None:
    """Remove temporary files in `folder` that are an hour old, or whose process on this machine is dead."""
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if (found := _TEMPORARY.fullmatch(path.name)) and found["kind"] == kind:
                is_left = found["machine"] == _machine() and _is_dead(int(found["process"]))
                if is_left or now.timestamp() - path.lstat().st_mtime > _LEFT_SECONDS:
                    path.unlink(missing_ok=True)


def put_in_place(temporary: Path, path: Path, *, replace: bool = False) -> None:
    """Give a whole file its name, for good: both outlive a loss of power; the temporary name may stay.

    Raises FileExistsError where the name is taken and `replace` is not set, OSError where it cannot be done.
    """
    _sync(temporary)
    if replace:
        temporary.replace(path)
    else:
        _put(temporary, path)
    if os.name != "nt":
        _sync(path.parent)


def _put(temporary: Path, path: Path) -> None:
    try:
        # Unlike a renaming, this fails where somebody has taken the name meanwhile.
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:
        # Some file systems have no such links.
        if path.exists():
            raise FileExistsError from None
        temporary.replace(path)


def _machine() -> str:
    """Return an identifier of this machine: a process id means nothing on another one."""
    return hashlib.sha256(platform.node().encode()).hexdigest()[:8]


def _is_dead(process: int) -> bool:
    if os.name == "nt":
        return False  # there the question itself would end the process
    try:
        os.kill(process, 0)
    except OSError as error:
        return isinstance(error, ProcessLookupError)
    return False


def _place(folder: Path, name: str) -> Path:
    """Return the path of a name in `folder`, in the spelling of a file that has it already."""
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if normal("NFC", path.name) == name:
                return path
    return folder / name


def _sync(path: Path) -> None:
    """Let a file's content, or the names in a folder, outlive a loss of power."""
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

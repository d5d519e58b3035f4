"""Files that somebody uploads: any name, any content, whatever has the name already."""

from __future__ import annotations

import tempfile
import unicodedata
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from bot.corpus.file_names import safe_name
from bot.corpus.listing_files import SUFFIXES
from bot.corpus.loader import read_folder
from bot.corpus.upload import Upload, content_mark, mark_of, read_upload, write_upload
from bot.errors import CorpusError, InputError
from tests.fuzz.listings import contents
from tests.fuzz.questions import is_sentence
from tests.fuzz.target import Target, within
from tests.fuzz.texts import texts

__all__ = ["names", "targets"]

_STEMS = (
    "a", "2024-11-22", "..", ".", "", " ", "con", "NUL .x", "com1", "lpt¹", "../../etc/passwd", "C:\\x", "/a/b", "~",
    "-rf", "a\x00b", "a\nb", "a\u202eb", "\u200d", "한글 목록", "한글", "👩\u200d👩", "e\u0301", "\ud800", "a" * 300,
    "가" * 90, "a.md", ".upload-x", "%2e%2e%2f", "a:b", 'q"?*|<>', "papers.db", "aux.", "$(x)", "`x`", "[x](y)",
)  # fmt: skip
_ENDS = (
    ".md",
    ".txt",
    ".MD",
    ".Txt",
    ".md ",
    ".md.",
    ".md/",
    ".md\x00",
    ".txt\u200b",
    ".md\u202e",
    ".part",
    "",
    ".ｍd",
)
_PRESENT = ("nothing", "same", "other", "folder", "link", "decomposed", "changed", "missing")
# What a file system takes, in bytes.
_LONGEST_NAME = 255
_OUTSIDE = b"nobody may change this"


def names() -> st.SearchStrategy[str]:
    """Return names of files as somebody's machine may send them."""
    stem = st.one_of(st.sampled_from(_STEMS), texts(200), st.text(st.characters(), max_size=200))
    return st.builds("".join, st.tuples(stem, st.sampled_from(_STEMS) | st.just(""), st.sampled_from(_ENDS)))


def targets() -> list[Target]:
    """Return what is fuzzed here."""
    case = st.fixed_dictionaries({"name": names(), "content": contents(), "present": st.sampled_from(_PRESENT)})
    return [Target("upload", case, _is_kept_or_refused)]


def _is_kept_or_refused(case: dict[str, Any]) -> None:
    """Hold that a listing is kept as it came or not at all, under a name that does no harm."""
    _is_safe(case["name"])
    content = case["content"].encode("latin-1")
    with within(1.0):
        try:
            upload = read_upload(case["name"], content)
        except InputError as error:
            is_sentence(error)
            return
    assert upload.parsed.papers
    assert upload.content == content
    with tempfile.TemporaryDirectory() as root:
        _is_written(Path(root), upload, case["present"])


def _is_safe(name: str) -> None:
    try:
        safe = safe_name(name)
    except InputError as error:
        is_sentence(error)
        return
    assert safe == safe_name(safe)
    assert safe == unicodedata.normalize("NFC", safe)
    assert len(safe.encode()) <= 101
    assert Path(safe).name == safe
    assert not safe.startswith((".", " "))
    assert Path(safe).suffix in SUFFIXES
    assert not any(unicodedata.category(letter)[0] in "CZ" and letter != " " for letter in safe)


def _is_written(root: Path, upload: Upload, present: str) -> None:
    folder = root / "seeds"
    if present != "missing":
        folder.mkdir()
    (root / "outside.md").write_bytes(_OUTSIDE)
    old = _put(root, folder, upload, present)
    try:
        mark = content_mark(folder, upload.name)
        assert mark == (None if old is None else mark_of(old))
        # Somebody else was quicker than the one who was asked.
        seen = mark_of(b"as it was") if present == "changed" else mark
        write_upload(folder, upload.name, upload.content, seen)
    except (InputError, CorpusError) as error:
        is_sentence(error)
        assert present in ("folder", "link", "changed", "missing")
        assert old is None or _found(folder, upload.name).read_bytes() == old
    else:
        assert present not in ("folder", "link", "changed", "missing")
        assert _found(folder, upload.name).read_bytes() == upload.content
        assert {paper.arxiv_id for paper in upload.parsed.papers} == set(read_folder(folder, {}).papers)
    assert (root / "outside.md").read_bytes() == _OUTSIDE
    assert len(list(root.iterdir())) == (1 if present == "missing" else 2)
    assert not folder.exists() or len(list(folder.iterdir())) == 1


def _put(root: Path, folder: Path, upload: Upload, present: str) -> bytes | None:
    """Let something have the name already; return its content where it is a file."""
    path = folder / upload.name
    match present:
        case "same":
            path.write_bytes(upload.content)
            return upload.content
        case "other" | "changed":
            path.write_bytes(b"other")
            return b"other"
        case "decomposed" if len((name := unicodedata.normalize("NFD", upload.name)).encode()) <= _LONGEST_NAME:
            (folder / name).write_bytes(b"other")
            return b"other"
        case "folder":
            path.mkdir()
        case "link":
            path.symlink_to(root / "outside.md")
        case _:
            pass
    return None


def _found(folder: Path, name: str) -> Path:
    return next(path for path in folder.iterdir() if unicodedata.normalize("NFC", path.name) == name)

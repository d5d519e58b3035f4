"""What is uploaded gets a safe name, is read before it is written, and is written whole or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.file_names import safe_name
from bot.corpus.upload import (
    MAX_UPLOAD_BYTES,
    content_mark,
    mark_of,
    read_upload,
    remove_leftovers,
    temporary_beside,
    write_upload,
)
from bot.errors import CorpusError, InputError
from tests.corpus.samples import entry, listing

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2024, 11, 25, 9, tzinfo=UTC)
CONTENT = listing(entry("2411.00001"), "### no link").encode()


@pytest.mark.parametrize(
    ("given_name", "expected"),
    [
        ("2024-11-22.md", "2024-11-22.md"),
        ("Papers.TXT", "Papers.txt"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\lists\\a.md", "a.md"),
        ("C:a.md", "C_a.md"),
        ("a\x00b\nc\x7f\u202e.txt", "abc.txt"),
        ("..hidden.txt", "hidden.txt"),
        ("a. .md", "a.md"),
        ("con.md", "_con.md"),
        ("NUL.2024.txt", "_NUL.2024.txt"),
        ("com1.md", "_com1.md"),
        ("con" + " " * 120 + "x.md", "_con.md"),
        ("console.md", "console.md"),
        ('a<b>|"?*.md', "a_b_____.md"),
        (unicodedata.normalize("NFD", "논문.md"), "논문.md"),
        ("논" * 60 + ".md", "논" * 32 + ".md"),
    ],
)
def test_a_name_is_made_safe(given_name: str, expected: str) -> None:
    assert safe_name(given_name) == expected


@pytest.mark.parametrize(
    "name", ["", "a", "a.py", "a.md.exe", ".md", " .txt", "...md", "/", "a.md/", "\u202e.md", "md"]
)
def test_a_name_of_which_nothing_is_left_or_that_is_no_listings_is_refused(name: str) -> None:
    with pytest.raises(InputError, match=r"is not a (name for a )?listing"):
        safe_name(name)


@given(st.text(max_size=150).map(lambda text: f"{text}.md") | st.text())
def test_whatever_the_name_a_safe_one_stays_in_its_folder(name: str) -> None:
    try:
        safe = safe_name(name)
    except InputError:
        return
    assert safe_name(safe) == safe == unicodedata.normalize("NFC", safe)
    assert Path(safe).name == safe
    assert len(safe.encode()) <= 100
    assert not safe.startswith(".")
    assert all(letter == " " or letter.isprintable() for letter in safe)


def test_a_listing_is_read_and_what_cannot_be_read_of_it_is_known() -> None:
    upload = read_upload("x/a.MD", CONTENT)
    assert (upload.name, upload.content, len(upload.parsed.papers)) == ("a.md", CONTENT, 1)
    assert [str(problem) for problem in upload.parsed.rejected] == ["a.md:11: the entry has no link"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "there is no paper in this file"),
        (b"hello", "there is no paper in this file"),
        (listing("### no link").encode(), "a.md:3: the entry has no link"),
        (b"\xff\xfe#", "not UTF-8 (byte 0)"),
        (b" " * (MAX_UPLOAD_BYTES + 1), "larger than 8 MiB"),
    ],
)
def test_a_file_without_papers_is_refused_with_the_reason(content: bytes, said: str) -> None:
    with pytest.raises(InputError) as caught:
        read_upload("a.md", content)
    assert said in str(caught.value)
    assert str(caught.value) != caught.value.in_("ko")


def test_a_file_is_written_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    write_upload(tmp_path, "a.md", CONTENT)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.md": CONTENT}
    assert content_mark(tmp_path, "a.md") == mark_of(CONTENT)
    assert content_mark(tmp_path, "b.md") is None


def test_a_file_takes_the_place_of_that_content_only_which_it_is_meant_to_replace(tmp_path: Path) -> None:
    old = tmp_path / "a.md"
    old.write_bytes(b"old")
    for replaces in (None, mark_of(b"something else")):
        with pytest.raises(InputError, match="has changed in the folder since"):
            write_upload(tmp_path, "a.md", CONTENT, replaces)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]
    write_upload(tmp_path, "a.md", CONTENT, mark_of(b"old"))
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [CONTENT]
    old.unlink()
    with pytest.raises(InputError, match="has changed in the folder since"):
        write_upload(tmp_path, "a.md", CONTENT, mark_of(CONTENT))


def test_a_file_that_appears_in_the_last_moment_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fsync = os.fsync

    def meanwhile(descriptor: int) -> None:
        (tmp_path / "a.md").write_bytes(b"another's")
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", meanwhile)
    with pytest.raises(InputError, match="has changed in the folder since"):
        write_upload(tmp_path, "a.md", CONTENT)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"another's"]


def test_where_files_cannot_be_linked_they_are_renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    write_upload(tmp_path, "a.md", CONTENT)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.md": CONTENT}


def test_a_name_in_another_spelling_of_unicode_is_the_same_file(tmp_path: Path) -> None:
    (tmp_path / unicodedata.normalize("NFD", "논문.md")).write_bytes(b"old")
    mark = content_mark(tmp_path, "논문.md")
    assert mark == mark_of(b"old")
    write_upload(tmp_path, "논문.md", CONTENT, mark)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [CONTENT]


def test_what_is_no_file_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.md").mkdir()
    (tmp_path / "b.md").symlink_to(tmp_path / "nowhere")
    for name in ("a.md", "b.md"):
        with pytest.raises(InputError, match="is taken by something that is not a file"):
            write_upload(tmp_path, name, CONTENT)


def test_a_folder_that_is_missing_or_closed_is_said(bound_folder: Path) -> None:
    with pytest.raises(CorpusError, match="There is no folder of listings"):
        write_upload(bound_folder / "none", "a.md", CONTENT)
    inside = bound_folder / "closed" / "inside"
    inside.mkdir(parents=True)
    inside.parent.chmod(0)
    with pytest.raises(CorpusError, match=r"cannot be read \(Permission denied\)"):
        write_upload(inside, "a.md", CONTENT)
    inside.parent.chmod(0o755)
    inside.rmdir()
    inside.parent.rmdir()
    bound_folder.chmod(0o555)
    with pytest.raises(CorpusError, match="cannot be written into the folder"):
        write_upload(bound_folder, "a.md", CONTENT)
    bound_folder.chmod(0o755)
    assert list(bound_folder.iterdir()) == []


def dead_process() -> int:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        return process.pid


def left(folder: Path, machine: str, process: int, kind: str = "upload", seconds: float = 0.0, end: str = "") -> Path:
    """Make a file as a kill leaves it, so many seconds old at NOW."""
    path = folder / f".{kind}-{machine}-{process}-{'0' * 16}.part{end}"
    path.touch()
    at = NOW.timestamp() - seconds
    os.utime(path, (at, at))
    return path


def test_what_kills_left_is_removed_and_nothing_else(tmp_path: Path) -> None:
    own = temporary_beside(tmp_path / "a.md", "upload").name.split("-")[1]
    dead = dead_process()
    stays = [
        left(tmp_path, own, os.getpid(), seconds=3000),
        left(tmp_path, "0" * 8, dead, seconds=3000),
        left(tmp_path, own, dead, kind="backup", seconds=9000),
    ]
    for name in ("a.md", ".upload-x.part", ".upload-notes.part", "upload.part"):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (0, 0))
        stays.append(tmp_path / name)
    left(tmp_path, own, dead)
    left(tmp_path, "1" * 8, dead, seconds=3700)
    left(tmp_path, own, os.getpid(), seconds=3700, end="-journal")
    old = tmp_path / f".upload-{'a' * 16}.part"
    old.touch()
    os.utime(old, (0, 0))
    remove_leftovers(tmp_path, "upload", NOW)
    assert sorted(tmp_path.iterdir()) == sorted(stays)
    remove_leftovers(tmp_path / "none", "upload", NOW)


def test_a_kill_while_a_file_is_written_leaves_only_what_is_removed_later(tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; import bot.corpus.upload as upload\n"
        f"os.fsync = lambda _: os.kill(os.getpid(), {int(signal.SIGKILL)})\n"
        "upload.write_upload(Path(sys.argv[1]), 'a.md', b'x')"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    (part,) = tmp_path.iterdir()
    assert part.name.startswith(".upload-")
    remove_leftovers(tmp_path, "upload", NOW)
    assert list(tmp_path.iterdir()) == []

"""A folder of listings is read whole, in a stable order, and what cannot be read is named."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from bot.corpus.folder import require_folder
from bot.corpus.loader import Reading, fingerprint, read_folder
from bot.corpus.merging import merge
from bot.corpus.paper import Paper
from bot.errors import CorpusError
from tests.corpus.samples import DAY, SEEDS, entry, listing, paper

NEXT_DAY = date(2024, 11, 25)
NEXT_HEADING = "## Daily Papers (2024-11-25)"


def write(folder: Path, **files: str | bytes) -> Path:
    """Write files, `a__b_txt` being a/b.txt."""
    for name, content in files.items():
        stem, _, suffix = name.replace("__", "/").rpartition("_")
        path = folder / f"{stem}.{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def rejected(reading: Reading) -> list[str]:
    return [str(problem) for problem in reading.rejected]


def stored_as(reading: Reading) -> dict[str, Paper]:
    return dict(reading.papers)


def test_the_seeds_give_all_their_papers() -> None:
    reading = read_folder(SEEDS, {})
    assert (reading.files, len(reading.papers)) == (5, 159)
    assert (reading.rejected, reading.warnings, reading.unreadable) == ((), (), frozenset())


def test_listings_are_read_at_any_depth_in_the_order_of_their_paths(tmp_path: Path) -> None:
    one = {
        name: listing(entry(f"2411.0000{number}")) for number, name in enumerate(["a_txt", "b__a_md", "b__z__a_txt"])
    }
    reading = read_folder(write(tmp_path, **dict(reversed(one.items()))), {})
    assert list(reading.papers) == ["2411.00000", "2411.00001", "2411.00002"]
    assert [p.newest.source_file for p in reading.papers.values()] == ["a.txt", "b/a.md", "b/z/a.txt"]


def test_only_txt_and_md_files_are_read_in_any_case(tmp_path: Path) -> None:
    write(tmp_path, a_txt=listing(entry("2411.00001")), b_MD=listing(entry("2411.00002")))
    write(tmp_path, c_py=listing(entry("2411.00003")), d_markdown=b"\xff")
    reading = read_folder(tmp_path, {})
    assert (reading.files, list(reading.papers), reading.rejected) == (2, ["2411.00001", "2411.00002"], ())


def test_progress_is_told_after_every_file(tmp_path: Path) -> None:
    write(tmp_path, a_txt=listing(entry("2411.00001")), b_txt=b"\xff", c_txt=listing(entry("2411.00003")))
    steps: list[tuple[int, int]] = []
    read_folder(tmp_path, {}, lambda done, total: steps.append((done, total)))
    assert steps == [(1, 3), (2, 3), (3, 3)]


def test_a_file_that_cannot_be_read_is_rejected_by_name_and_the_others_load(tmp_path: Path) -> None:
    write(
        tmp_path, good_txt=listing(entry("2411.00001")), latin_txt="## caf\xe9".encode("latin-1"), wide_txt=b"\xff\xfe#"
    )
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(16 * 1024**2 + 1)
    (tmp_path / "folder.md").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "link.txt").symlink_to(tmp_path / "nowhere")
    reading = read_folder(tmp_path, {})
    assert rejected(reading) == [
        "folder.md: this is a folder, not a listing file",
        "huge.txt: the file is larger than 16 MiB",
        "latin.txt: the file is not UTF-8 (byte 6)",
        "link.txt: No such file or directory",
        "pipe.txt: this is not an ordinary file",
        "wide.txt: the file is not UTF-8 (byte 0)",
    ]
    assert (reading.files, list(reading.papers)) == (7, ["2411.00001"])


def test_a_folder_that_is_named_like_a_listing_is_still_looked_into(tmp_path: Path) -> None:
    reading = read_folder(write(tmp_path, **{"x.md__a_txt": listing(entry("2411.00001"))}), {})
    assert rejected(reading) == ["x.md: this is a folder, not a listing file"]
    assert [p.newest.source_file for p in reading.papers.values()] == ["x.md/a.txt"]


def test_a_name_that_is_not_utf8_is_spelled_out(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text(listing(entry("2411.00001"), "### no link"), "utf-8")
    reading = read_folder(tmp_path, {})
    assert reading.papers["2411.00001"].newest.source_file == r"caf\xe9.txt"
    assert rejected(reading) == [r"caf\xe9.txt:11: the entry has no link"]


def test_rejected_files_stand_before_rejected_entries_and_warnings_name_their_files(tmp_path: Path) -> None:
    write(tmp_path, a_txt=listing("### no link"), b_txt=listing(entry("2411.00001"), "#### what"), c_txt=b"\xff")
    reading = read_folder(tmp_path, {})
    assert [problem.text for problem in reading.rejected] == [
        ("c.txt: the file is not UTF-8 (byte 0)", "c.txt: UTF-8 파일이 아닙니다(바이트 0)"),
        ("a.txt:3: the entry has no link", "a.txt:3: 항목에 링크가 없습니다"),
    ]
    assert [str(problem) for problem in reading.warnings] == [
        "b.txt:11: this heading inside an entry was not understood: 'what'"
    ]


def test_a_file_that_cannot_be_read_this_time_keeps_its_stored_papers(tmp_path: Path) -> None:
    write(tmp_path, a_txt=listing(entry("2411.00001")), b_txt=listing(entry("2411.00002")))
    stored = stored_as(read_folder(tmp_path, {}))
    write(tmp_path, b_txt=b"\xff")
    reading = read_folder(tmp_path, stored)
    assert stored_as(reading) == stored
    assert reading.unreadable == {"b.txt"}
    (tmp_path / "b.txt").unlink()
    assert list(read_folder(tmp_path, stored).papers) == ["2411.00001"]


def test_only_the_listings_of_an_unreadable_file_are_kept(tmp_path: Path) -> None:
    write(tmp_path, a_txt=listing(entry("2411.00001", votes="1")))
    write(tmp_path, b_txt=listing(entry("2411.00001", votes="2", text="새 요약"), heading=NEXT_HEADING))
    stored = stored_as(read_folder(tmp_path, {}))
    write(tmp_path, a_txt=listing(entry("2411.00001", votes="7")), b_txt=b"\xff")
    (read,) = read_folder(tmp_path, stored).papers.values()
    assert [(x.day, x.votes) for x in read.listings] == [(NEXT_DAY, 2), (DAY, 7)]
    assert read.sections[0].text == "새 요약"


def test_a_file_without_permission_is_rejected_and_keeps_its_papers(bound_folder: Path) -> None:
    write(bound_folder, a_txt=listing(entry("2411.00001")), b_txt=listing(entry("2411.00002")))
    stored = stored_as(read_folder(bound_folder, {}))
    (bound_folder / "b.txt").chmod(0)
    reading = read_folder(bound_folder, stored)
    assert rejected(reading) == ["b.txt: Permission denied"]
    assert stored_as(reading) == stored


def test_a_folder_without_permission_is_rejected_and_keeps_its_papers(bound_folder: Path) -> None:
    write(bound_folder, a_txt=listing(entry("2411.00001")), b__c__a_txt=listing(entry("2411.00002")))
    stored = stored_as(read_folder(bound_folder, {}))
    (bound_folder / "b").chmod(0)
    reading = read_folder(bound_folder, stored)
    assert rejected(reading) == ["b: Permission denied"]
    assert stored_as(reading) == stored
    assert reading.unreadable == {"b"}


def test_a_paper_of_several_days_is_one_with_its_newest_text(tmp_path: Path) -> None:
    write(tmp_path, b_txt=listing(entry("2411.00001", "Old title", "9")))
    write(tmp_path, a_txt=listing(entry("2411.00001v2", "New title", "-"), heading=NEXT_HEADING))
    (read,) = read_folder(tmp_path, {}).papers.values()
    assert read.title == "New title"
    assert [(x.day, x.votes, x.source_file) for x in read.listings] == [(NEXT_DAY, None, "a.txt"), (DAY, 9, "b.txt")]


def test_a_later_listing_without_metadata_takes_none_away(tmp_path: Path) -> None:
    said = "\n\nCode: https://a.org/1\nProject: https://a.org/p\nOrganization: Acme\nKeywords: a b, c d"
    first = f"{entry('2411.00001')}{said}\nVideo: https://a.org/v.mp4"
    later = f"{entry('2411.00001')}\n\nCode: https://a.org/2"
    write(tmp_path, a_md=listing(first), b_md=listing(later, heading=NEXT_HEADING))
    (read,) = read_folder(tmp_path, {}).papers.values()
    assert (read.code, read.project, read.organization) == ("https://a.org/2", "https://a.org/p", "Acme")
    assert (read.keywords, read.video_url) == (("a b", "c d"), "https://a.org/v.mp4")


@pytest.mark.parametrize(("votes", "larger"), [(("3", "5"), 5), (("5", "3"), 5), (("-", "0"), 0), (("-", "-"), None)])
def test_a_paper_listed_twice_on_a_day_has_one_listing_with_the_larger_count(
    tmp_path: Path, votes: tuple[str, str], larger: int | None
) -> None:
    first, second = (entry("2411.00001", f"Title {place}", count) for place, count in enumerate(votes))
    (read,) = (
        read_folder(write(tmp_path, a_txt=listing(entry("2411.00009"), first), b_txt=listing(second)), {})
        .papers["2411.00001"]
        .listings
    )
    assert (read.votes, read.position, read.source_file) == (larger, 1, "a.txt")


def test_entries_of_different_papers_are_left_alone() -> None:
    papers = [paper("2411.00002"), paper("2411.00001")]
    assert merge(papers) == {"2411.00002": papers[0], "2411.00001": papers[1]}


@pytest.mark.parametrize(
    "content", [{}, {"a_txt": ""}, {"a_txt": b"\xff"}, {"a_txt": "### [x](y)"}, {"a_py": entry("1")}]
)
def test_a_folder_without_a_readable_paper_is_refused(tmp_path: Path, content: dict[str, str | bytes]) -> None:
    with pytest.raises(CorpusError, match="No paper could be read") as refusal:
        read_folder(write(tmp_path, **content), {"2411.14384": paper()})
    assert str(tmp_path) in refusal.value.in_("ko")


def test_what_is_stored_does_not_make_an_unreadable_folder_readable(tmp_path: Path) -> None:
    write(tmp_path, a_txt=listing(entry("2411.00001")))
    stored = stored_as(read_folder(tmp_path, {}))
    write(tmp_path, a_txt=b"\xff")
    with pytest.raises(CorpusError, match=r"\(files: 1, rejected: 1, the first: a\.txt: the file is not UTF-8"):
        read_folder(tmp_path, stored)


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="There is no folder of listings at"):
        read_folder(tmp_path / "none", {})
    (tmp_path / "file").write_text(listing(entry("2411.00001")), "utf-8")
    with pytest.raises(CorpusError, match="There is no folder of listings at"):
        read_folder(tmp_path / "file", {})


@pytest.mark.parametrize("closed", [".", "inside"])
def test_a_closed_folder_is_refused(bound_folder: Path, closed: str) -> None:
    folder = bound_folder / "inside" / "seeds"
    write(folder, a_txt=listing(entry("2411.00001")))
    (folder if closed == "." else folder.parent).chmod(0)
    with pytest.raises(CorpusError) as refusal:
        read_folder(folder, {"2411.14384": paper()})
    assert "cannot be read (Permission denied)" in str(refusal.value)
    assert "접근 권한이 없습니다" in refusal.value.in_("ko")


def test_a_folder_whose_name_no_system_takes_is_refused(tmp_path: Path) -> None:
    for name in ("x" * 5000, "a\0b"):
        with pytest.raises(CorpusError, match="cannot be read"):
            require_folder(tmp_path / name)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({}, "(no *.txt or *.md file is there)"),
        ({"a_txt": "hello"}, "(files: 1, rejected: 0)"),
        ({"a_txt": "## Daily Papers (2024-11-22)\n\n### [x](y)"}, "(files: 1, rejected: 1, the first: a.txt:3: "),
    ],
)
def test_what_was_there_instead_of_papers_is_said(tmp_path: Path, content: dict[str, str], said: str) -> None:
    with pytest.raises(CorpusError) as refusal:
        read_folder(write(tmp_path, **content), {})
    assert said in str(refusal.value)
    assert "Nothing is loaded yet" in str(refusal.value)
    with pytest.raises(CorpusError, match=r"The database stays as it was\.$"):
        read_folder(tmp_path, {"2411.14384": paper()})


def test_the_fingerprint_of_a_folder_changes_with_every_listing_and_with_nothing_else(tmp_path: Path) -> None:
    write(tmp_path, a_txt=listing(entry("2411.00001")), b__c_md=listing(entry("2411.00002")))
    seen = [fingerprint(tmp_path)]
    write(tmp_path, notes_py="nothing that is read")
    assert fingerprint(tmp_path) == seen[0]
    write(tmp_path, a_txt=listing(entry("2411.00001", votes="12")))
    seen.append(fingerprint(tmp_path))
    (tmp_path / "b" / "c.md").rename(tmp_path / "b" / "d.md")
    seen.append(fingerprint(tmp_path))
    (tmp_path / "a.txt").unlink()
    seen.append(fingerprint(tmp_path))
    (tmp_path / "e.txt").symlink_to(tmp_path / "nowhere")
    seen.append(fingerprint(tmp_path))
    assert len(set(seen)) == len(seen)
    with pytest.raises(FileNotFoundError):
        fingerprint(tmp_path / "none")

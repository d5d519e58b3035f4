"""An entry is put on the day that stands above it, and on no other: a heading without a day borrows none."""

from __future__ import annotations

import pytest

from bot.corpus.markdown import ParsedFile, parse_listing
from tests.corpus.samples import DAY_HEADING, entry, listing


def read(text: str) -> ParsedFile:
    return parse_listing(text, "a.txt")


def ids(parsed: ParsedFile) -> list[str]:
    return [paper.arxiv_id for paper in parsed.papers]


@pytest.mark.parametrize(
    "heading",
    [
        "## Daily Papers", "##Daily Papers##", "## Daily Papers ()", "## Daily Papers (   )", "## **Daily Papers**",
        "# Daily Papers", "### Daily Papers", "### Daily Papers:", "#### Daily Paper", "## Daily Papers (TBD)",
        "## Daily Papers (2024-02-30)", "## Daily Papers (0000-00-00)", "## Daily Papers (2024-11)",
        "## daily papers -",
        "## Papers", "## 오늘의 논문", "# November", "## Computer Vision", "##", "Daily Papers\n===",
    ],
)  # fmt: skip
def test_a_heading_without_a_day_borrows_none_and_its_entries_are_rejected(heading: str) -> None:
    text = listing(entry("2411.00001")) + "\n" + listing(entry("2411.00002"), entry("2411.00003"), heading=heading)
    parsed = read(text)
    assert ids(parsed) == ["2411.00001"]
    assert len(parsed.rejected) == 2
    for problem, number in zip(parsed.rejected, ("2411.00002", "2411.00003"), strict=True):
        assert problem.line is not None
        assert number in text.splitlines()[problem.line - 1]
        assert "day" in problem.reason.en
        assert "날짜" in problem.reason.ko


def test_the_heading_without_a_day_is_named() -> None:
    text = listing(entry("2411.00001")) + "\n" + listing(entry("2411.00002"), heading="## Daily Papers")
    assert [str(problem) for problem in read(text).rejected] == [
        "a.txt:13: the heading above the entry names no day (line 11: 'Daily Papers')"
    ]


def test_the_next_day_is_a_day_again() -> None:
    parts = (entry("2411.00001"), "## Daily Papers", entry("2411.00002"), DAY_HEADING, entry("2411.00003"))
    assert ids(read("\n\n".join((DAY_HEADING, *parts)))) == ["2411.00001", "2411.00003"]


def test_a_heading_below_that_of_the_day_is_part_of_the_day() -> None:
    parts = ("## Vision", entry("2411.00001"), "## Language", entry("2411.00002"))
    parsed = read("\n\n".join((DAY_HEADING.removeprefix("#"), *parts)))
    assert ids(parsed) == ["2411.00001", "2411.00002"]
    assert parsed.rejected == ()


@pytest.mark.parametrize("day", ["２０２４-１１-２２", "２０２４－１１－２２", "2024．11．22", "（2024-11-22）"])
def test_a_day_in_full_width_characters_is_read(day: str) -> None:
    parsed = read(listing(entry("2411.00001"), heading=f"## Daily Papers ({day})"))
    assert [str(paper.newest.day) for paper in parsed.papers] == ["2024-11-22"]

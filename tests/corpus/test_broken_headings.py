"""A heading that is broken over several lines, or marked by a line below it, is one heading."""

from __future__ import annotations

import pytest

from bot.corpus.markdown import ParsedFile, parse_listing
from tests.corpus.samples import DAY, DAY_HEADING, entry, listing

BODY = "\n\nVote: 3\n\nAuthors: Ada Lovelace\n\n- text"
URL = "https://arxiv.org/abs/2411.14384"


def read(text: str) -> ParsedFile:
    return parse_listing(text, "a.txt")


@pytest.mark.parametrize(
    "heading",
    [
        f"### [A Title\nof two lines]({URL})",
        f"### [A Title\n   of two   \nlines]({URL})",
        f"### [A\nTitle\nof two\nlines]({URL})",
        f"### [A Title\n### of two lines]({URL})",
        f"###\n[A Title of two lines]({URL})",
        f"### 1.\n[A Title\nof two lines]({URL})",
        f"### **[A Title\nof two lines]({URL})**",
        f"### [A Title of two lines]\n({URL})",
        f"### [A Title of two lines](\n{URL})",
        f"### [A Title of two lines](\n{URL}\n)",
        "### [A Title of two lines](https://arxiv.org/\nabs/2411.14384)",
        "### [A Title\nof two lines](https://arxiv.org/abs/2411.\n14384)",
        f"[A Title of two lines]({URL})\n---",
        f"[A Title\nof two lines]({URL})\n=====",
        f"**[A\nTitle of\ntwo lines]({URL})**\n------",
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_broken_heading_is_one(heading: str, end: str) -> None:
    text = listing(entry("2411.00001"), heading + BODY, entry("2411.00002"))
    parsed = read(text.replace("\n", end))
    assert (parsed.rejected, parsed.warnings) == ((), ())
    assert [paper.title for paper in parsed.papers] == ["A Title", "A Title of two lines", "A Title"]
    broken = parsed.papers[1]
    assert (broken.arxiv_id, broken.newest.votes, broken.authors) == ("2411.14384", 3, ("Ada Lovelace",))
    assert [section.text for section in broken.sections] == ["text"]


def test_a_title_that_begins_with_a_bracket_may_be_broken_too() -> None:
    (paper,) = read(listing(f"### [[Re] On [0, 1)\nintervals]({URL}){BODY}")).papers
    assert paper.title == "[Re] On [0, 1) intervals"


@pytest.mark.parametrize("mark", ["===", "---"])
@pytest.mark.parametrize("day", ["Daily Papers (2024-11-22)", "**Daily Papers (2024-11-22)**"])
def test_a_day_may_be_marked_by_a_line_below_it(day: str, mark: str) -> None:
    parsed = read(f"{day}\n{mark}\n\n{entry('2411.00001')}")
    assert (parsed.rejected, parsed.warnings) == ((), ())
    assert [paper.newest.day for paper in parsed.papers] == [DAY]


def test_a_day_without_a_date_above_a_line_passes_no_day_on() -> None:
    parsed = read(listing(entry("2411.00001")) + f"\nDaily Papers\n---\n\n{entry('2411.00002')}")
    assert [paper.arxiv_id for paper in parsed.papers] == ["2411.00001"]
    assert [problem.line for problem in parsed.rejected] == [14]


@pytest.mark.parametrize(
    "following",
    ["Vote: 3", "- a bullet](https://arxiv.org/abs/2411.00009)", "```", "", "### no link", "![](https://a.org/b.png)"],
)
def test_what_begins_anew_does_not_complete_a_heading(following: str) -> None:
    parsed = read(listing(f"### [A broken title\n{following}\n\n- text", entry("2411.00002")))
    assert [paper.arxiv_id for paper in parsed.papers] == ["2411.00002"]
    assert parsed.rejected[0].line == 3


def test_a_link_below_a_whole_heading_is_not_its_title() -> None:
    parsed = read(listing(f"### [A Title]\n[Paper]({URL})\n\n- text", entry("2411.00002")))
    assert [paper.arxiv_id for paper in parsed.papers] == ["2411.00002"]


def test_no_heading_is_longer_than_four_lines() -> None:
    parsed = read(listing(f"### [A\nb\nc\nd\ne]({URL}){BODY}", entry("2411.00002")))
    assert [paper.arxiv_id for paper in parsed.papers] == ["2411.00002"]
    assert [problem.line for problem in parsed.rejected] == [3]


def test_a_rule_below_a_summary_is_no_heading() -> None:
    text = listing(
        "### [A Title](https://arxiv.org/abs/2411.14384)\n\n- see\n[this](https://arxiv.org/abs/1706.03762)\n---"
    )
    (paper,) = read(text).papers
    assert [section.text for section in paper.sections] == ["see\n[this](https://arxiv.org/abs/1706.03762)"]


def test_lines_are_counted_from_the_first_of_a_broken_heading() -> None:
    text = f"{DAY_HEADING}\n### [A\nTitle]({URL})\nVote: many\n### [B\nC]({URL}) (best)\n"
    assert [(problem.line, problem.reason.en) for problem in read(text).warnings] == [
        (4, "this is not a vote count: 'many'"),
        (5, "the text after the link was not understood: '(best)'"),
    ]

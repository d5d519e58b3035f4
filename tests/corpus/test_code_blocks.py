"""What stands in a code block is no entry; a block that is never closed takes nothing with it, and both are said."""

from __future__ import annotations

import pytest

from bot.corpus.markdown import ParsedFile, parse_listing
from tests.corpus.samples import BLURB, TAIL, entry, listing

ENTRY = "### [Not A Paper](https://arxiv.org/abs/2411.99999)"


def read(text: str) -> ParsedFile:
    return parse_listing(text, "a.txt")


def ids(parsed: ParsedFile) -> list[str]:
    return [paper.arxiv_id for paper in parsed.papers]


FENCES = [
    ("```", "```"),
    ("~~~", "~~~"),
    ("`````", "`````"),
    ("```", "`````"),
    ("~~~~", "~~~~~~"),
    ("```markdown", "```"),
    ("``` markdown title=x", "```  "),
    ("~~~ md `x`", "~~~"),
    ("  ```", "  ```"),
    ("      ```md", "    ```"),
    ("- ```md", "  ```"),
    ("1. ~~~", "~~~"),
    ("`" * 100, "`" * 100),
]


@pytest.mark.parametrize(("opening", "closing"), FENCES)
def test_entries_and_days_in_a_code_block_are_not_read_and_that_is_said(opening: str, closing: str) -> None:
    code = f"{opening}\n## Daily Papers (2020-01-01)\n\n{ENTRY}\n\nVote: 9\n{closing}"
    for text in (listing(code, entry("2411.00002")), listing(entry("2411.00001"), code, entry("2411.00002"))):
        parsed = read(text)
        assert "2411.99999" not in ids(parsed)
        assert ids(parsed)[-1] == "2411.00002"
        assert {str(paper.newest.day) for paper in parsed.papers} == {"2024-11-22"}
        assert parsed.rejected == ()
        (told,) = [str(problem) for problem in parsed.warnings if "look like days or entries" in str(problem)]
        assert "holds 2 lines" in told


def test_an_example_in_the_blurb_is_no_entry() -> None:
    parsed = read(f"{BLURB}```\n## Daily Papers (2024-01-01)\n{ENTRY}\n```\n\n{listing(entry('2411.00001'))}{TAIL}")
    assert ids(parsed) == ["2411.00001"]


@pytest.mark.parametrize("inside", ["~~~", "``", "```not` a fence", "````x"])
def test_only_its_own_sign_closes_a_code_block(inside: str) -> None:
    parsed = read(listing(entry("2411.00001"), f"`````\n{inside}\n{ENTRY}\n`````", entry("2411.00002")))
    assert ids(parsed) == ["2411.00001", "2411.00002"]


@pytest.mark.parametrize("opening", ["```", "~~~", "```python", "- ```", "  ~~~~ x", "````"])
def test_a_code_block_that_is_never_closed_takes_no_paper_with_it(opening: str) -> None:
    text = listing(entry("2411.00001", text=f"text\n{opening}\nx = 1"), entry("2411.00002"), entry("2411.00003"))
    parsed = read(text)
    assert ids(parsed) == ["2411.00001", "2411.00002", "2411.00003"]
    assert "x = 1" in parsed.papers[0].summary
    assert [(problem.line, problem.reason.en) for problem in parsed.warnings] == [
        (10, "this code block is never closed: what follows is read as if it did not begin")
    ]


def test_a_code_block_is_not_closed_by_a_citation_far_below() -> None:
    text = BLURB + listing(entry("2411.00001", text="text\n```\nx = 1"), entry("2411.00002")) + TAIL
    parsed = read(text)
    assert ids(parsed) == ["2411.00001", "2411.00002"]
    assert ["never closed" in str(problem) for problem in parsed.warnings] == [True]


@pytest.mark.parametrize("sign", ["```", "~~~"])
def test_a_citation_that_is_cut_off_is_no_summary(sign: str) -> None:
    parsed = read(listing(entry("2411.00001", text="text"), f"{sign}bibtex\n@misc{{a,\n  title = {{x}}"))
    assert [section.text for paper in parsed.papers for section in paper.sections] == ["text"]


def test_code_of_a_summary_stays_its_text() -> None:
    parsed = read(listing(entry("2411.00001", text="text\n```\n# a comment\nx = 1\n```\nmore")))
    assert [section.text for section in parsed.papers[0].sections] == ["text\n```\n# a comment\nx = 1\n```\nmore"]
    assert parsed.warnings == ()

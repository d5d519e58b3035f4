"""What cannot be read is named with its place and reason, costs little, and the rest of the file loads."""

from __future__ import annotations

import re
import time

import pytest

from bot.corpus.markdown import ParsedFile, parse_listing
from bot.corpus.problem import Problem
from bot.texts import Text
from tests.corpus.samples import BLURB, DAY_HEADING, ENTRY_HEADING, entry, listing


def read(text: str) -> ParsedFile:
    return parse_listing(text, "a.txt")


def ids(parsed: ParsedFile) -> list[str]:
    return [paper.arxiv_id for paper in parsed.papers]


def rejected(text: str) -> list[str]:
    return [str(problem) for problem in read(text).rejected]


def rejected_at(parsed: ParsedFile) -> list[tuple[str, int | None, str]]:
    return [(problem.file, problem.line, problem.reason.en) for problem in parsed.rejected]


def warned(text: str) -> list[str]:
    return [str(problem) for problem in read(text).warnings]


def test_lines_are_counted_in_every_end_of_line() -> None:
    for end in ("\r\n", "\r", "\n"):
        assert rejected(listing("### no link").replace("\n", end)) == ["a.txt:3: the entry has no link"]


@pytest.mark.parametrize(
    ("heading", "reason"),
    [
        ("### A Title", "the entry has no link"),
        ("### [A Title]", "the entry has no link"),
        ("###", "the entry has no link"),
        ("### Contact-rich manipulation needs references", "the entry has no link"),
        ("### [](https://arxiv.org/abs/2411.14384)", "the entry has no title"),
        ("### [  ](https://arxiv.org/abs/2411.14384)", "the entry has no title"),
        ("### [A Title]()", "the entry's link holds no arXiv id"),
        ("### [A Title](https://example.org/2411.14384)", "the entry's link holds no arXiv id"),
        ("### [A Title](https://arxiv.org.example.org/abs/2411.14384)", "the entry's link holds no arXiv id"),
        ("### [A Title](https://arxiv.org/abs/)", "the entry's link holds no arXiv id"),
        ("### [A Title](https://arxiv.org/abs/2411.1)", "the entry's link holds no arXiv id"),
        ("### [A Title](https://arxiv.org/abs/2411.143845)", "the entry's link holds no arXiv id"),
        ("### [A Title](https://arxiv.org/abs/2411.14384", "the entry's link holds no arXiv id"),
    ],
)
def test_an_entry_that_cannot_be_read_is_rejected_and_the_others_load(heading: str, reason: str) -> None:
    parsed = read(listing(entry("2411.00001"), f"{heading}\n\nVote: 3\n\n- 버려질 글", entry("2411.00002")))
    assert rejected_at(parsed) == [("a.txt", 11, reason)]
    assert parsed.warnings == ()
    assert ids(parsed) == ["2411.00001", "2411.00002"]
    assert "버려질" not in str(parsed.papers)
    assert [paper.newest.position for paper in parsed.papers] == [0, 1]


def test_an_entry_without_a_day_is_rejected() -> None:
    reason = "a.txt:1: there is no valid day above the entry, such as '## Daily Papers (2024-11-22)'"
    assert rejected(entry("2411.00001")) == [reason]


def test_a_day_that_does_not_exist_is_named_and_never_replaced_by_the_day_before() -> None:
    text = listing(entry("2411.00001")) + listing(entry("2411.00002"), heading="## Daily Papers (2024-13-01)")
    assert ids(read(text)) == ["2411.00001"]
    assert warned(text) == ["a.txt:10: this heading names a day that does not exist: '## Daily Papers (2024-13-01)'"]
    assert rejected(text) == ["a.txt:12: there is no valid day above the entry, such as '## Daily Papers (2024-11-22)'"]


@pytest.mark.parametrize(
    "heading", ["## Daily Papers (soon)", "## Daily Papers - Nov 25, 2024", "## 2024-11-25", "# [2024. 11. 25] Papers"]
)
def test_a_day_that_cannot_be_read_is_never_replaced_by_the_day_before(heading: str) -> None:
    text = listing(entry("2411.00001")) + listing(entry("2411.00002"), "### no link", heading=heading)
    assert ids(read(text)) == ["2411.00001"]
    assert warned(text) == [f"a.txt:10: the day of this heading cannot be read: {heading.lstrip('# ')!r}"]
    assert len(rejected(text)) == 2


def test_text_behind_the_link_is_a_warning() -> None:
    text = listing(f"{ENTRY_HEADING} (best paper)\n\n- text")
    assert warned(text) == ["a.txt:3: the text after the link was not understood: '(best paper)'"]


def test_a_line_between_a_day_and_its_first_paper_is_a_warning() -> None:
    text = f"{DAY_HEADING}\n\nhello\n\n---\n<br>\n\n{entry('2411.00001')}"
    assert warned(text) == ["a.txt:3: this line before any paper was not understood: 'hello'"]


def test_a_fence_before_the_summary_is_a_warning() -> None:
    text = listing(f"{ENTRY_HEADING}\n\n```\nx = 1\n```\n\n- text")
    assert [problem.line for problem in read(text).warnings] == [5, 6, 7]


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff", "hello", BLURB, DAY_HEADING])
def test_a_file_without_papers_says_so(text: str) -> None:
    reason = Text("there is no paper in this file", "이 파일에는 논문이 없습니다")
    assert read(text) == ParsedFile((), (), (Problem("a.txt", None, reason),))


def test_a_problem_reads_as_file_line_reason() -> None:
    why = Text("why", "이유")
    assert Problem("a/b.txt", 7, why).text == Text("a/b.txt:7: why", "a/b.txt:7: 이유")
    assert Problem("a/b.txt", None, why).text == Text("a/b.txt: why", "a/b.txt: 이유")
    assert str(Problem("a/b.txt", 7, why)) == "a/b.txt:7: why"


def test_every_problem_is_told_in_korean_too() -> None:
    text = listing(
        "### no link", "### [](https://arxiv.org/abs/2411.14384)", f"{ENTRY_HEADING} x\n\nVote: y\n\nz\n\n- a"
    )
    parsed = read(text + "\n## Daily Papers (2024-13-01)\n\n## Daily Papers (soon)\n\n### [A](https://arxiv.org/abs/1)")
    problems = (*parsed.rejected, *parsed.warnings)
    assert len(problems) == 8
    assert [problem for problem in problems if not re.search("[가-힣]", problem.reason.ko)] == []


LENGTH = 30_000
HOSTILE = {
    "a heading of spaces": f"### x{' ' * LENGTH}y",
    "a heading of marks": f"### x{'#' * LENGTH}y",
    "a day of spaces": f"## Daily{' ' * LENGTH}x",
    "links without end": f"### [{'](https://arxiv.org/' * (LENGTH // 20)}",
    "an image of spaces": f"![]({' ' * LENGTH}x",
    "a video of spaces": f"[Watch Video]({' ' * LENGTH}x",
    "tags without end": f"<video>{'<video src' * (LENGTH // 10)}",
    "authors of spaces": f"Authors: A{' ' * LENGTH}B",
    "bold without end": f"- **{' ' * LENGTH}x",
    "stars": "*" * LENGTH + "x",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_line_costs_no_more_than_its_length(name: str) -> None:
    started = time.perf_counter()
    read(listing(ENTRY_HEADING, HOSTILE[name]))
    assert time.perf_counter() - started < 0.3

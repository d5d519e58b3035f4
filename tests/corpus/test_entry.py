"""An entry gives its paper, in every form in which listings were written."""

from __future__ import annotations

import time
from datetime import date

import pytest

from bot.corpus.entry import Entry, is_decoration
from bot.corpus.markdown import parse_listing
from bot.corpus.paper import Paper, Section
from tests.corpus.samples import DAY, DAY_HEADING, ENTRY_HEADING, listing, read_one

VIDEO = "https://cdn.example.org/demo.mp4"


def sections(body: str) -> list[tuple[str | None, str]]:
    return [(section.heading, section.text) for section in read_one(body).sections]


def warnings(body: str) -> list[tuple[int | None, str]]:
    parsed = parse_listing(listing(ENTRY_HEADING, body), "a.txt")
    assert len(parsed.papers) == 1
    return [(problem.line, problem.reason.en) for problem in parsed.warnings]


def test_an_entry_gives_its_paper_with_one_listing() -> None:
    read = read_one("![](https://example.org/a.png)\n\nVote: 12\n\nAuthors: Ada Lovelace, +\n\n- **What's New**: 요약")
    assert read == Paper(
        arxiv_id="2411.14384",
        title="A Title",
        authors=("Ada Lovelace",),
        sections=(Section("What's New", "요약"),),
        listings=read.listings,
        more_authors=True,
        thumbnail_url="https://example.org/a.png",
    )
    (only,) = read.listings
    assert (only.day, only.votes, only.position, only.source_file) == (DAY, 12, 0, "a.txt")
    assert read.url == "https://arxiv.org/abs/2411.14384"
    assert read.newest is only


def test_a_listing_is_found_by_its_range_of_days() -> None:
    read = read_one("Vote: 1")
    assert read.listed_in(DAY, DAY) is read.newest
    assert read.listed_in(None, None) is read.newest
    assert read.listed_in(date(2024, 11, 23), None) is None
    assert read.listed_in(None, date(2024, 11, 21)) is None


def test_an_entry_may_have_nothing_but_its_heading() -> None:
    read = read_one("")
    assert (read.authors, read.sections, read.newest.votes) == ((), (), None)


@pytest.mark.parametrize(
    ("line", "votes"),
    [
        ("Vote: 12", 12),
        ("Votes: 12", 12),
        ("vote : 12", 12),
        ("Vote：12", 12),
        ("**Vote**: 12", 12),
        ("**Vote:** 12", 12),
        ("Vote: 0", 0),
        ("Vote: 007", 7),
        ("Vote: 1,234", 1234),
        ("Vote: 999999999", 999_999_999),
        ("Vote: -", None),
        ("Vote: –", None),
        ("Vote: ?", None),
        ("Vote: N/A", None),
        ("Vote: None", None),
        ("Vote:", None),
        ("", None),
    ],
)
def test_votes_are_a_count_or_unknown_and_unknown_is_not_zero(line: str, votes: int | None) -> None:
    assert read_one(f"{line}\n\n- text").newest.votes == votes


@pytest.mark.parametrize("value", ["many", "-3", "1.5", "12 (up)", "1e9", "9" * 10, "9" * 5000])
def test_votes_that_are_no_count_are_unknown_with_a_warning(value: str) -> None:
    body = f"Vote: {value}\n\n- text"
    ((line, reason),) = warnings(body)
    assert (line, reason) == (5, f"this is not a vote count: {value[:80]!r}")
    assert parse_listing(listing(ENTRY_HEADING, body), "a.txt").papers[0].newest.votes is None


def test_votes_and_authors_may_follow_the_summary() -> None:
    read = read_one("- text\n\nAuthors: A, B\n\nVote: 3")
    assert (read.authors, read.newest.votes, read.sections) == (("A", "B"), 3, (Section(None, "text"),))


@pytest.mark.parametrize("line", ["Vote: 2", "Authors: B"])
def test_a_field_that_comes_twice_keeps_its_first_value_with_a_warning(line: str) -> None:
    body = f"Vote: 1\nAuthors: A\n{line}\n\n- text"
    assert warnings(body) == [(7, f"this line was not understood: {line!r}")]
    (only,) = parse_listing(listing(ENTRY_HEADING, body), "a.txt").papers
    assert (only.newest.votes, only.authors) == (1, ("A",))


@pytest.mark.parametrize(
    "image",
    [
        "![](https://example.org/a.png)",
        "![a thumbnail](https://example.org/a.png)",
        '![](https://example.org/a.png "a title")',
        "![]( <https://example.org/a.png> )",
        '<img src="https://example.org/a.png" width="10">',
    ],
)
def test_a_thumbnail_is_read_with_and_without_a_blank_line_above(image: str) -> None:
    for gap in ("\n", "\n\n"):
        parsed = parse_listing(f"{DAY_HEADING}\n{ENTRY_HEADING}{gap}{image}\n\n- text", "a.txt")
        assert [paper.thumbnail_url for paper in parsed.papers] == ["https://example.org/a.png"]
        assert parsed.warnings == ()


@pytest.mark.parametrize(
    "lines",
    [
        f"[Watch Video]({VIDEO})",
        f'[Watch Video]({VIDEO})\n<div><video controls src="{VIDEO}" muted="false"></video></div>',
        f'<div><video controls src="{VIDEO}"></video></div>',
        f"<video src='{VIDEO}'></video>",
        f"<video src={VIDEO} muted></video>",
        f'<iframe width="560" src="{VIDEO}" allowfullscreen></iframe>',
        f'<div>\n<video controls>\n<source src="{VIDEO}">\n</video>\n</div>',
    ],
)
def test_a_video_takes_the_place_of_the_thumbnail(lines: str) -> None:
    read = read_one(f"{lines}\n\nVote: 1\n\n- text")
    assert (read.video_url, read.thumbnail_url) == (VIDEO, None)


@pytest.mark.parametrize(
    "line",
    [
        "![](javascript:alert(1))",
        "[Watch Video](file:///etc/passwd)",
        '<iframe src="data:text/html,x"></iframe>',
        "![]()",
    ],
)
def test_an_address_that_no_browser_should_fetch_is_dropped(line: str) -> None:
    read = read_one(f"{line}\n\n- text")
    assert (read.thumbnail_url, read.video_url) == (None, None)


def test_the_first_picture_and_the_first_video_are_kept() -> None:
    read = read_one(f"![](https://a.org/1)\n![](https://a.org/2)\n[Watch Video]({VIDEO})\n<video src='https://b.org'>")
    assert (read.thumbnail_url, read.video_url) == ("https://a.org/1", VIDEO)


def test_a_line_that_nobody_understands_is_a_warning_with_its_place() -> None:
    assert warnings("Vote: 1\n\nhello there\n\n- text") == [(7, "this line was not understood: 'hello there'")]


def test_text_inside_markup_is_not_passed_over() -> None:
    assert warnings("<p>hello</p>\n\n- text") == [(5, "this line was not understood: '<p>hello</p>'")]
    assert sections("- text\n<br>more") == [(None, "text\n<br>more")]


def test_a_heading_inside_an_entry_is_a_warning() -> None:
    assert warnings("#### Details\n\n- text") == [(5, "this heading inside an entry was not understood: 'Details'")]


def test_a_long_line_is_quoted_in_part() -> None:
    ((_, reason),) = warnings(f"{'x' * 1000}\n\n- text")
    assert len(reason) < 150


@pytest.mark.parametrize("line", ["---", "* * *", "<br>", "</div>", "![c](https://api.star-history.com/svg?repos=x)"])
def test_decoration_is_known_as_such(line: str) -> None:
    assert is_decoration(line)


def test_an_entry_reads_line_by_line() -> None:
    reading = Entry("2411.14384", "A Title", DAY, 3, "a.txt")
    assert not reading.continue_bullet("nothing is open yet")
    reading.read(7, "  - **A**: text")
    assert reading.continue_bullet("more")
    assert reading.paper().sections == (Section("A", "text\nmore"),)
    assert reading.paper().newest.position == 3


def test_a_rule_ends_a_bullet() -> None:
    assert warnings("- text\n\n---\n\nstray") == [(9, "this line was not understood: 'stray'")]


@pytest.mark.parametrize("garbage", ["x" * 5_000, "lorem ipsum " * 800, "1, 2, 3"])
def test_authors_that_cannot_be_names_are_left_out_with_a_warning(garbage: str) -> None:
    body = f"Vote: 1\n\nAuthors: Ada Lovelace, {garbage}\n\n- text"
    ((line, reason),) = warnings(body)
    assert line == 7
    assert "of the authors cannot be names" in reason
    assert len(reason) < 250
    (only,) = parse_listing(listing(ENTRY_HEADING, body), "a.txt").papers
    assert only.authors == ("Ada Lovelace",)


def test_an_author_list_of_many_lines_is_read_in_time_that_grows_with_it() -> None:
    names = [f"Author Number{number}" for number in range(4_000)]
    lines = ",\n".join(names)
    started = time.perf_counter()
    read = read_one(f"Authors: {lines}\n\n- text")
    assert time.perf_counter() - started < 0.5
    assert read.authors == tuple(names)


def test_bullets_beyond_any_summary_are_text_of_the_last_one() -> None:
    lines = [f"- bullet {number}" for number in range(1_000)]
    parsed = parse_listing(listing(ENTRY_HEADING, "\n".join(lines)), "a.txt")
    (only,) = parsed.papers
    assert len(only.sections) == 300
    assert only.sections[-1].text.endswith("- bullet 999")
    assert [(problem.line, "more than 300 bullets" in problem.reason.en) for problem in parsed.warnings] == [
        (305, True)
    ]

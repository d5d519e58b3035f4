"""A listing file gives papers, rejected entries and warnings; it never fails as a whole."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

import pytest

from bot.corpus.markdown import ParsedFile, parse_listing
from tests.corpus.samples import BLURB, DAY, TAIL, entry, listing, seed_texts


def read(text: str) -> ParsedFile:
    return parse_listing(text, "a.txt")


def understood(text: str) -> ParsedFile:
    parsed = read(text)
    assert (parsed.rejected, parsed.warnings) == ((), ())
    return parsed


def ids(parsed: ParsedFile) -> list[str]:
    return [paper.arxiv_id for paper in parsed.papers]


def test_every_paper_of_the_seeds_is_read_without_complaint() -> None:
    counts: dict[str, int] = {}
    for name, text in seed_texts().items():
        parsed = parse_listing(text, name)
        assert (parsed.rejected, parsed.warnings) == ((), ())
        assert all(paper.sections and paper.authors and paper.thumbnail_url for paper in parsed.papers)
        assert all(paper.newest.votes is not None and paper.newest.source_file == name for paper in parsed.papers)
        for paper in parsed.papers:
            counts[str(paper.newest.day)] = counts.get(str(paper.newest.day), 0) + 1
    assert counts == {"2024-11-22": 16, "2024-10-25": 31, "2024-10-23": 12, "2024-10-21": 50, "2025-02-05": 50}


@pytest.mark.parametrize(
    "heading",
    [
        "## Daily Papers (2024-11-22)",
        "##   Daily  Papers  (2024-11-22)  ##",
        "##Daily Papers (2024-11-22)",
        "# Daily Papers (2024-11-22)",
        "### Daily Papers (2024-11-22)",
        "## Daily Paper (2024-11-22)",
        "## daily papers 2024.11.22",
        "## Daily Papers: 2024/11/22",
    ],
)
def test_a_day_is_read_from_its_heading(heading: str) -> None:
    (paper,) = understood(listing(entry("2411.14384"), heading=heading)).papers
    assert paper.newest.day == DAY


@pytest.mark.parametrize(
    ("link", "arxiv_id"),
    [
        ("https://arxiv.org/abs/2411.14384", "2411.14384"),
        ("http://arxiv.org/abs/2411.14384", "2411.14384"),
        ("https://www.arxiv.org/abs/2411.14384", "2411.14384"),
        ("HTTPS://ARXIV.ORG/abs/2411.14384", "2411.14384"),
        ("https://arxiv.org/abs/2411.14384v2", "2411.14384"),
        ("https://arxiv.org/abs/2411.14384v12/", "2411.14384"),
        ("https://arxiv.org/pdf/2411.14384", "2411.14384"),
        ("https://arxiv.org/pdf/2411.14384v1.pdf#page=3", "2411.14384"),
        ("https://arxiv.org/html/2411.14384v1", "2411.14384"),
        ("https://huggingface.co/papers/2411.14384", "2411.14384"),
        ("https://huggingface.co/papers/2411.14384?date=2024-11-22", "2411.14384"),
        (" <https://arxiv.org/abs/2411.14384> ", "2411.14384"),
        ("https://arxiv.org/abs/0704.0001", "0704.0001"),
        ("https://arxiv.org/abs/hep-th/9901001", "hep-th/9901001"),
        ("https://arxiv.org/abs/math.GT/0309136v1", "math.GT/0309136"),
    ],
)
def test_the_id_is_read_from_every_link_without_its_version(link: str, arxiv_id: str) -> None:
    assert ids(understood(listing(f"### [A Title]({link})\n\n- text"))) == [arxiv_id]


@pytest.mark.parametrize(
    "title",
    [
        "γ-MoD: Exploring Mixture-of-Depth",
        "[Re] A study [v1] of (many) things",
        "A [linked](https://example.org) thing",
        "Learning $O(n^{2})$ and $\\gamma$-nets",
        "C#: a language",
        "100% of *bold* `claims` & <tags> | pipes",
        "확산 모델(Diffusion Model)",
        "x" * 202,
    ],
)
def test_a_title_is_kept_as_written(title: str) -> None:
    (paper,) = understood(listing(entry("2411.14384", title))).papers
    assert paper.title == title


def test_white_space_in_a_title_is_one_space() -> None:
    (paper,) = understood(listing(entry("2411.14384", "  A\t  Title "))).papers
    assert paper.title == "A Title"


def test_two_headings_of_one_day_count_on() -> None:
    text = listing(entry("2411.00001"), entry("2411.00002")) + "\n" + listing(entry("2411.00003"))
    assert [(p.arxiv_id, p.newest.position) for p in understood(text).papers] == [
        ("2411.00001", 0),
        ("2411.00002", 1),
        ("2411.00003", 2),
    ]


def test_two_days_in_one_file_are_counted_each() -> None:
    text = listing(entry("2411.00001")) + listing(entry("2411.00002"), heading="## Daily Papers (2024-11-25)")
    assert [(p.newest.day, p.newest.position) for p in understood(text).papers] == [(DAY, 0), (date(2024, 11, 25), 0)]


def test_blurb_and_tail_are_passed_over_without_complaint() -> None:
    text = BLURB + listing(entry("2411.00001", text="마지막")) + TAIL
    (paper,) = understood(text).papers
    assert [section.text for section in paper.sections] == ["마지막"]


def test_files_that_were_joined_are_read_one_after_the_other() -> None:
    first = BLURB + listing(entry("2411.00001")) + TAIL
    second = BLURB + listing(entry("2411.00002"), heading="## Daily Papers (2024-11-25)") + TAIL
    assert ids(understood(first + second)) == ["2411.00001", "2411.00002"]


@pytest.mark.parametrize("heading", ["### License", "### Citation", "#### Star History", "### Acknowledgements"])
def test_a_tail_may_stand_under_small_headings(heading: str) -> None:
    (paper,) = understood(listing(entry("2411.00001", text="마지막"), heading, "not a summary")).papers
    assert [section.text for section in paper.sections] == ["마지막"]


def test_a_citation_may_follow_without_a_heading() -> None:
    text = listing(
        entry("2411.00001", text="마지막"), "```bibtex\n@misc{a}\n```", "[![c](https://star-history.com)](x)"
    )
    (paper,) = understood(text).papers
    assert [section.text for section in paper.sections] == ["마지막"]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_every_end_of_line_and_a_byte_order_mark_are_understood(end: str, mark: str) -> None:
    text = listing(entry("2411.00001"), entry("2411.00002"))
    assert understood(mark + text.replace("\n", end)) == understood(text)


def test_decomposed_hangul_is_the_same_text() -> None:
    text = listing(entry("2411.00001", "확산 모델", text="한글 요약: é"))
    assert understood(unicodedata.normalize("NFD", text)) == understood(text)


@pytest.mark.parametrize("control", ["\x00", "\x1b", "\x7f", "\x85", "\x9b", "\x0b", "\x0c", "\u2028", "\u2029"])
def test_a_control_character_is_a_space(control: str) -> None:
    (paper,) = understood(listing(entry("2411.00001", f"A{control}B", text=f"x{control}y"))).papers
    assert (paper.title, paper.sections[0].text) == ("A B", "x y")


def test_a_project_named_after_a_year_is_a_blurb() -> None:
    understood("# Daily Papers 2024\n\nAll of them.\n\n" + listing(entry("2411.00001")))


def test_a_fence_that_is_never_closed_ends_with_its_entry() -> None:
    assert ids(read(listing(entry("2411.00001", text="text\n```\nx = 1"), entry("2411.00002")))) == [
        "2411.00001",
        "2411.00002",
    ]


@pytest.mark.parametrize("seed", seed_texts())
def test_the_title_of_every_seed_entry_is_kept(seed: str) -> None:
    text = seed_texts()[seed]
    titles = re.findall(r"^### \[(.*)\]\(https://arxiv\.org/abs/[\d.]+\)$", text, re.MULTILINE)
    assert [paper.title for paper in parse_listing(text, seed).papers] == titles

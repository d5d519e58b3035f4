"""An entry is read from every link that people write, with whatever stands around it."""

from __future__ import annotations

import pytest

from bot.corpus.links import arxiv_id, read_link
from bot.corpus.markdown import ParsedFile, parse_listing
from tests.corpus.samples import listing


def read(heading: str) -> ParsedFile:
    return parse_listing(listing(f"{heading}\n\nVote: 3\n\n- text"), "a.txt")


def only(heading: str) -> tuple[str, str]:
    parsed = read(heading)
    assert (parsed.rejected, parsed.warnings) == ((), ())
    (paper,) = parsed.papers
    return paper.arxiv_id, paper.title


@pytest.mark.parametrize(
    "address",
    [
        "https://doi.org/10.48550/arXiv.2411.14384",
        "https://doi.org/10.48550/ARXIV.2411.14384v2",
        "https://dx.doi.org/10.48550%2FarXiv.2411.14384",
        "doi:10.48550/arXiv.2411.14384",
        "10.48550/arXiv.2411.14384",
        "arXiv:2411.14384v3",
        "https://www.alphaxiv.org/abs/2411.14384",
        "https://alphaxiv.org/overview/2411.14384v1",
        "https://www.alphaxiv.org/ko/overview/2411.14384?chatId=1#top",
        "https://hf.co/papers/2411.14384",
        "https://huggingface.co/papers/2411.14384#community",
        "https://huggingface.co/papers/2411.14384/discussions/1",
        "https://arxiv.org/pdf/2411.14384.pdf",
        "https://arxiv.org/pdf/2411.14384v12.pdf?download=1",
        "https://arxiv.org/html/2411.14384v1#S3.T1",
        "https://arxiv.org/html/2411.14384v1/index.html",
        "https://ar5iv.org/abs/2411.14384",
        "https://ar5iv.labs.arxiv.org/html/2411.14384",
        "http://export.arxiv.org/abs/2411.14384?context=cs.LG",
        "HTTP://WWW.ARXIV.ORG/ABS/2411.14384",
        "//arxiv.org/abs/2411.14384",
        "arxiv.org/abs/2411.14384",
        "https://arxiv.org:443/abs/2411.14384/",
        "https://arxiv.org./abs/2411.14384.",
        "https://arxiv.org/abs/２４１１．１４３８４",
        "https://arxiv.org/abs/２４１１.１４３８４ｖ２",
        "https://arxiv.org/abs/2411%2E14384",
    ],
)
def test_every_address_of_a_paper_gives_its_id(address: str) -> None:
    assert only(f"### [A Title]({address})") == ("2411.14384", "A Title")
    assert only(f"### [A Title](<{address}>)") == ("2411.14384", "A Title")
    assert only(f'### [A Title]({address} "on arXiv")') == ("2411.14384", "A Title")


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://doi.org/10.48550/arXiv.hep-th/9901001", "hep-th/9901001"),
        ("https://arxiv.org/abs/HEP-TH/9901001v2", "hep-th/9901001"),
        ("https://arxiv.org/pdf/math.GT/0309136v1.pdf", "math.GT/0309136"),
        ("https://ar5iv.org/abs/0704.0001", "0704.0001"),
    ],
)
def test_ids_of_every_age_are_read(address: str, found: str) -> None:
    assert arxiv_id(address) == found


@pytest.mark.parametrize(
    "address",
    [
        "https://doi.org/10.1109/2411.14384",
        "https://example.org/abs/2411.14384",
        "https://arxiv.org@example.org/abs/2411.14384",
        "https://example.org/?u=https://arxiv.org/abs/2411.14384",
        "https://notarxiv.org/abs/2411.14384",
        "https://arxiv.org.example.org/abs/2411.14384",
        "https://huggingface.co/datasets/2411.14384",
        "https://arxiv.org/list/cs.CL/2411",
        "https://arxiv.org/abs/2411.143845",
        "https://arxiv.org/abs/12411.14384",
        "https://arxiv.org/abs/2413807",
        "https://arxiv.org/pdf/2413807",
        "2411.14384",
        "javascript:arxiv.org/abs/2411.14384",
        "https://[arxiv.org/abs/2411.14384",
        "",
    ],
)
def test_what_only_looks_like_an_address_of_a_paper_gives_none(address: str) -> None:
    assert arxiv_id(address) is None


LINK = "[A Title](https://arxiv.org/abs/2411.14384)"


@pytest.mark.parametrize(
    "around",
    [
        "1. {}", "1) {}", "(3) {}", "#4 {}", "12: {}", "[3] {}", "No. 7 {}", "① {}", "1️⃣ {}", "3위 {}", "제 3편 {}",
        "**{}**", "*{}*", "***{}***", "__{}__", "_{}_", "~~{}~~", "**1. {}**", "1. **{}**", "**#2** {}", "**1.** {}",
        "🔥 {}", "{} 🔥🔥", "👩‍🔬 {} ⭐", "🔥 **{}** 🔥", "- {}", "• {}", "→ {}", "{} ##", "{}.", "\u202e{}",
    ],
)  # fmt: skip
def test_numbering_emphasis_and_signs_may_stand_around_the_link(around: str) -> None:
    assert only("### " + around.format(LINK)) == ("2411.14384", "A Title")


@pytest.mark.parametrize("mark", ["**", "***", "__", "~~"])
def test_emphasis_of_the_whole_title_is_not_part_of_it(mark: str) -> None:
    assert only(f"### [{mark}A Title{mark}](https://arxiv.org/abs/2411.14384)")[1] == "A Title"
    assert only(f"### [{mark}A{mark} and {mark}B{mark}](https://arxiv.org/abs/2411.14384)")[1] == (
        f"{mark}A{mark} and {mark}B{mark}"
    )


@pytest.mark.parametrize("title", ["[Re] A study", "1. x", "3D", "[1] x", "A](b", "(1) [x] y", "[[a]] b"])
def test_numbers_and_brackets_of_a_title_stay(title: str) -> None:
    assert only(f"### [{title}](https://arxiv.org/abs/2411.14384)")[1] == title


@pytest.mark.parametrize("heading", ["See LINK", "Paper of the day: LINK", "!LINK", "논문이 있다 LINK", "1. A LINK"])
def test_a_link_behind_words_is_no_entry_and_that_is_said(heading: str) -> None:
    parsed = read("### " + heading.replace("LINK", LINK))
    assert parsed.papers == ()
    assert [problem.line for problem in parsed.rejected] == [3]
    assert parsed.rejected[0].reason.en == "there are words before the entry's link"


def test_the_first_link_to_a_paper_is_the_entrys() -> None:
    text = "[A [site](https://example.org) thing](https://arxiv.org/abs/2411.14384) [code](https://github.com/a/b)"
    found = read_link(text)
    assert found is not None
    assert (found.title, found.arxiv_id) == ("A [site](https://example.org) thing", "2411.14384")
    assert found.rest == "[code](https://github.com/a/b)"

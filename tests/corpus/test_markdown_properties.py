"""Whatever the papers and the form, they are read back; whatever the text, nothing is raised."""

from __future__ import annotations

import random
import re
import unicodedata
from dataclasses import replace

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.corpus.markdown import ParsedFile, parse_listing
from bot.corpus.paper import Paper
from tests.corpus.forms import FORMS, PAPERS, Form, render
from tests.corpus.samples import DAY_HEADING, ENTRY_HEADING, seed_texts

SEEDS = seed_texts()
SEED = SEEDS["000_d02baf11db6bb5f8.txt"]
ENTRY_LINE = re.compile(r"^### \[.*\]\(.*\)$", re.MULTILINE)
FRAGMENTS = [
    DAY_HEADING,
    ENTRY_HEADING,
    "## Daily Papers (2024-13-41)",
    "### [A](https://arxiv.org/abs/2411.14384v2) x",
    "### no link",
    "### [](https://arxiv.org/abs/2411.14384)",
    "## License",
    "```bibtex",
    "```",
    "~~~~ md",
    "- ```",
    "### 1. **[A",
    "B](https://doi.org/10.48550/arXiv.2411.14384)**",
    "## Daily Papers",
    "&lt;&#x202e;&amp;amp;",
    "Vote: 3",
    "Vote: ٣",
    "Authors: ['A', 'B",
    "Authors: A, Jr., +",
    "- **A**: b",
    "  - c",
    "1. d",
    "-",
    "![](https://a.org/b)",
    "<div><video src=",
    "<!--",
    "$$",
    "---",
    "text",
    "\ufeff",
    "\r",
    "",
]


def numbered(papers: list[Paper]) -> list[Paper]:
    return [replace(p, listings=(replace(p.newest, position=place),)) for place, p in enumerate(papers)]


def check(text: str, parsed: ParsedFile) -> None:
    """Hold what is true of every file."""
    lines = len(re.split(r"\r\n|\r|\n", text))
    assert len(parsed.papers) + len(parsed.rejected) <= text.count("#")
    assert all(problem.line is not None and 1 <= problem.line <= lines for problem in parsed.rejected)
    assert all(problem.line is None or 1 <= problem.line <= lines for problem in parsed.warnings)
    assert parsed.papers or parsed.rejected or parsed.warnings
    places = [(paper.newest.day, paper.newest.position) for paper in parsed.papers]
    assert len(set(places)) == len(places)
    for paper in parsed.papers:
        assert paper.title == paper.title.strip() != ""
        assert re.fullmatch(r"\d{4}\.\d{4,5}|[a-zA-Z.-]+/\d{7}", paper.arxiv_id)
        assert all(name.strip() for name in paper.authors)
        assert all(section.heading or section.text for section in paper.sections)


@settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(PAPERS, min_size=1, max_size=3), FORMS, st.sampled_from(["NFC", "NFD"]), st.sampled_from(["\n", "\r\n"])
)
def test_papers_written_in_any_form_are_read_back(papers: list[Paper], form: Form, unicode: str, end: str) -> None:
    text = form.gap.join((DAY_HEADING, *(render(paper, form) for paper in papers)))
    text = unicodedata.normalize("NFD", text) if unicode == "NFD" else text
    assert parse_listing(text.replace("\n", end), "a.txt") == ParsedFile(tuple(numbered(papers)), (), ())


@settings(deadline=None, max_examples=8)
@given(FORMS)
def test_the_seeds_written_in_any_form_are_read_back(form: Form) -> None:
    for name, text in SEEDS.items():
        parsed = parse_listing(text, name)
        day = f"## Daily Papers ({parsed.papers[0].newest.day})"
        again = "\n\n".join((day, *(render(paper, form) for paper in parsed.papers)))
        assert parse_listing(again, name) == parsed


@settings(deadline=None, max_examples=150)
@given(st.text())
@example("\ud800### [\udfff](https://arxiv.org/abs/2411.14384)")
def test_any_text_is_read_without_an_error(text: str) -> None:
    check(text, parse_listing(text, "a.txt"))


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_without_an_error(data: bytes) -> None:
    for text in (data.decode("utf-8", "replace"), data.decode("latin-1")):
        check(text, parse_listing(text, "a.txt"))


@settings(deadline=None, max_examples=250)
@given(st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=10), max_size=25), st.sampled_from(["\n", "\n\n"]))
def test_any_mixture_of_forms_is_read_without_an_error(lines: list[str], gap: str) -> None:
    text = gap.join(lines)
    check(text, parse_listing(text, "a.txt"))


@settings(deadline=None, max_examples=40)
@given(st.integers(0, len(SEED)))
def test_a_seed_cut_anywhere_gives_the_papers_before_the_cut(end: int) -> None:
    whole, cut = parse_listing(SEED, "a.txt"), parse_listing(SEED[:end], "a.txt")
    complete = len(ENTRY_LINE.findall(SEED[:end]))
    assert len(cut.papers) == complete
    assert len(cut.rejected) <= 1
    assert cut.papers[: complete - 1] == whole.papers[: max(0, complete - 1)]


@settings(deadline=None, max_examples=40)
@given(st.integers(1, len(SEED)))
def test_a_seed_that_lost_its_beginning_gives_no_paper_a_day_that_it_does_not_state(start: int) -> None:
    rest = SEED[start:]
    parsed = parse_listing(rest, "a.txt")
    assert parsed.papers == () or "Daily Papers (2024-11-22)" in rest
    if not parsed.papers:
        assert len(parsed.rejected) >= len(ENTRY_LINE.findall(rest))


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 2**32))
def test_shuffled_lines_of_a_seed_lose_no_entry_silently(seed: int) -> None:
    lines = SEED.splitlines()
    random.Random(seed).shuffle(lines)
    text = "\n".join(lines)
    parsed = parse_listing(text, "a.txt")
    check(text, parsed)
    assert len(parsed.papers) + len(parsed.rejected) == len(ENTRY_LINE.findall(SEED))


@settings(deadline=None, max_examples=25)
@given(st.randoms(use_true_random=False))
def test_damaged_characters_of_a_seed_raise_nothing(chance: random.Random) -> None:
    damaged = list(SEED[:6000])
    for _ in range(100):
        damaged[chance.randrange(len(damaged))] = chance.choice(["", "\n", "#", "[", "]", "(", ")", "`", "\x00", "한"])
    text = "".join(damaged)
    check(text, parse_listing(text, "a.txt"))

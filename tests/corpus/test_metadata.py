"""An entry's lines on code, project page, organisation, keywords and video are read in every form, and never more."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.corpus.difference import compare
from bot.corpus.markdown import parse_listing
from bot.corpus.paper import Paper
from bot.corpus.plan import plan_rollback
from bot.corpus.report import LoadReport
from bot.storage.database import Store
from bot.storage.papers import PaperStore
from tests.corpus.samples import DAY_HEADING, ENTRY_HEADING, entry, listing, read_one
from tests.corpus.samples import paper as made
from tests.storage.databases import MIGRATIONS, plain

CODE = "https://github.com/owner/name"
NOW = datetime(2025, 2, 6, tzinfo=UTC)
REPORT = LoadReport(1, 1, 1, 0, 0, 0, 1, 0, (), (), 0.1)
LABELS = ("Code", "Project", "Organization", "Keywords", "Video", "Vote")


def read(line: str) -> Paper:
    return read_one(f"Vote: 1\n\n{line}\n\n- **Summary**: text")


def complaint(line: str, body: str = "- **Summary**: text") -> tuple[Paper, list[str]]:
    parsed = parse_listing(listing(ENTRY_HEADING, "Vote: 1", line, body), "a.txt")
    assert parsed.rejected == ()
    (only,) = parsed.papers
    return only, [problem.reason.en for problem in parsed.warnings]


def test_a_fetched_entry_is_read_whole() -> None:
    paper = read_one(
        "![](https://cdn-thumbnails.huggingface.co/a.png)\n\nVote: 12\n\nAuthors: ['Ada Lovelace', 'Kim, Jr.']\n\n"
        f"Code: {CODE}\nProject: https://example.org/\nOrganization: Alibaba\nKeywords: diffusion, video generation\n"
        "Video: https://cdn-uploads.huggingface.co/x.mp4\n\n"
        "- **Summary**: One sentence.\n- **Abstract**: Code: none. Two sentences."
    )
    assert (paper.code, paper.project, paper.organization) == (CODE, "https://example.org/", "Alibaba")
    assert paper.keywords == ("diffusion", "video generation")
    assert paper.video_url == "https://cdn-uploads.huggingface.co/x.mp4"
    assert [(part.heading, part.text) for part in paper.sections] == [
        ("Summary", "One sentence."),
        ("Abstract", "Code: none. Two sentences."),
    ]


def test_the_lines_stand_in_any_order_also_behind_the_summary() -> None:
    paper = read_one(f"Keywords: a, b\n\n- **Summary**: text\n\nOrganization: Acme\n\nCode: {CODE}\n\nVote: 3")
    assert (paper.keywords, paper.organization, paper.code, paper.newest.votes) == (("a", "b"), "Acme", CODE, 3)
    assert paper.summary == "text"


@pytest.mark.parametrize(
    "line",
    [
        f"Code: {CODE}",
        f"code : {CODE}",
        f"CODE：{CODE}",
        f"**Code**: {CODE}",
        f"**Code:** {CODE}",
        f"**Code: {CODE}**",
        f"GitHub: {CODE}",
        f"Source code: {CODE}.",
        f"Code: <{CODE}>",
        f"Code: ({CODE})",
        f"Code: [{CODE}]({CODE})",
        f'Code: [owner/name]({CODE} "title")',
        f"Code: {CODE} (official)",
        f"[Code]({CODE})",
        f"**[GitHub]({CODE})**",
    ],
)
def test_an_address_is_read_in_every_form(line: str) -> None:
    assert read(line).code == CODE


@pytest.mark.parametrize("label", ["Project", "Project page", "Homepage", "**Website**"])
def test_a_project_page_has_several_names(label: str) -> None:
    assert read(f"{label}: https://example.org/a_(b)").project == "https://example.org/a_(b)"


@pytest.mark.parametrize(
    "value",
    [
        "owner/name",
        "http://github.com/owner/name",
        "javascript:alert(1)",
        "https://user@github.com/x",
        "https://127.0.0.1/x",
        "https://localhost/x",
        "https://github.com:8080/x",
        "https://github.com/" + "x" * 600,
        "[Code](http://github.com/x)",
        "https://github.com/한글",
        "soon",
    ],
)
def test_what_is_no_plain_https_address_is_left_out_with_a_warning(value: str) -> None:
    paper, said = complaint(f"Code: {value}")
    assert paper.code is None
    assert paper.summary == "text"
    assert len(said) == 1
    assert said[0].startswith("this is not an https address")


@pytest.mark.parametrize("label", LABELS[:5])
@pytest.mark.parametrize("value", ["", "-", "None", "n/a", "[]", "null"])
def test_a_value_that_is_missing_is_nothing_to_warn_of(label: str, value: str) -> None:
    paper = read(f"{label}: {value}")
    assert (paper.code, paper.project, paper.organization, paper.keywords, paper.video_url) == (
        None,
        None,
        None,
        (),
        None,
    )


@pytest.mark.parametrize(
    ("value", "keywords"),
    [
        ("diffusion, video generation", ("diffusion", "video generation")),
        ("['diffusion', \"Moore's law\"]", ("diffusion", "Moore's law")),
        ("[diffusion; 영상 생성]", ("diffusion", "영상 생성")),
        ("**a b**, `c`, #d, [e](https://a.org)", ("a b", "c", "d", "e")),
        ("Diffusion, diffusion,, DIFFUSION", ("Diffusion",)),
        ("search and rescue, R&amp;D", ("search and rescue", "R&D")),
    ],
)
def test_keywords_are_a_list_in_any_form(value: str, keywords: tuple[str, ...]) -> None:
    assert read(f"Keywords: {value}").keywords == keywords


def test_keywords_that_are_none_are_left_out_and_counted() -> None:
    paper, said = complaint(f"Keywords: 1, {'x' * 101}, {', '.join(f'word {number}' for number in range(60))}")
    assert paper.keywords == tuple(f"word {number}" for number in range(50))
    assert said[0].startswith("12 of the keywords cannot be used")


@pytest.mark.parametrize(
    ("value", "name"),
    [("Alibaba", "Alibaba"), ("[Tencent AI Lab](https://a.org)", "Tencent AI Lab"), ("AT&amp;T", "AT&T")],
)
def test_an_organisation_is_a_name(value: str, name: str) -> None:
    assert read(f"**Organization:** {value}").organization == name


@pytest.mark.parametrize("value", ["3", "x" * 121])
def test_what_is_no_name_is_left_out_with_a_warning(value: str) -> None:
    paper, said = complaint(f"Organisation: {value}")
    assert paper.organization is None
    assert said[0].startswith("this is not the name of an organisation")


def test_the_first_of_two_lines_counts_and_the_other_is_named() -> None:
    paper, said = complaint(f"Code: {CODE}\n\nCode: https://a.org/b")
    assert (paper.code, paper.summary) == (CODE, "text")
    assert said == ["the entry says this twice, and the first line counts: 'https://a.org/b'"]


def test_prose_in_a_summary_stays_prose() -> None:
    paper = read_one("Vote: 1\n\n- **Summary**: text\n  Code: is released soon\n  Video: models fail")
    assert paper.summary == "text\nCode: is released soon\nVideo: models fail"


def test_metadata_ends_an_open_list_of_authors_and_an_open_heading() -> None:
    paper = read_one(f"Authors: Ada Lovelace,\nCode: {CODE}")
    assert (paper.authors, paper.code) == (("Ada Lovelace",), CODE)
    parsed = parse_listing(listing("### [A\nKeywords: B](https://arxiv.org/abs/2411.00002)", entry("2411.00001")), "a")
    assert [one.arxiv_id for one in parsed.papers] == ["2411.00001"]


HOSTILE = st.one_of(
    st.text(),
    st.lists(
        st.sampled_from(
            [
                DAY_HEADING,
                ENTRY_HEADING,
                "### [X](https://arxiv.org/abs/2609.00000)",
                "](https://arxiv.org/abs/2609.00000)",
                "Vote: 999",
                "- **Summary**: x",
                "```",
                "---",
                "<@1>",
                "@everyone",
                "[",
                "<!--",
                CODE,
                "\x0b",
                "\u2028",
                "## License",
                "Authors: Eve",
            ]
        ),
        max_size=6,
    ).map(" ".join),
)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(LABELS[:5]), HOSTILE, max_size=5))
@example({"Keywords": "### [X](https://arxiv.org/abs/2609.00000)", "Code": "](https://arxiv.org/abs/2609.00000)"})
def test_whatever_stands_in_the_lines_nothing_becomes_structure(values: dict[str, str]) -> None:
    lines = [f"{label}: {' '.join(value.splitlines())}" for label, value in values.items()]
    entries = [
        "\n\n".join((f"### [Title {number}](https://arxiv.org/abs/2411.0000{number})", "Vote: 7", *lines, "- text"))
        for number in range(2)
    ]
    parsed = parse_listing(listing(*entries), "a.txt")
    assert parsed.rejected == ()
    assert [one.arxiv_id for one in parsed.papers] == ["2411.00000", "2411.00001"]
    for number, one in enumerate(parsed.papers):
        assert (one.title, one.newest.votes, one.authors, one.summary) == (f"Title {number}", 7, (), "text")
        assert all(url is None or url.startswith("https://") for url in (one.code, one.project, one.video_url))
        assert all("\n" not in word and word.strip() == word != "" for word in one.keywords)


@pytest.mark.parametrize("piece", ["[", "[](", "[a](", '[](a "', "https://", "a, ", "https://a.org/(", "**", "['a', "])
@pytest.mark.parametrize("label", LABELS[:4])
def test_lines_made_to_be_slow_are_read_in_time_that_grows_with_them(label: str, piece: str) -> None:
    line = f"{label}: {piece * (9_000 // len(piece))}"
    text = listing(ENTRY_HEADING, "- text", *[line] * 100)
    started = time.perf_counter()
    (one,) = parse_listing(text, "a.txt").papers
    assert time.perf_counter() - started < 3.0
    assert one.arxiv_id == "2411.14384"


async def test_a_database_of_before_keeps_its_papers_and_takes_metadata(tmp_path: Path) -> None:
    path = tmp_path / "papers.db"
    with plain(path) as connection:
        for step in MIGRATIONS[:12]:
            connection.executescript(step.read_text("utf-8"))
        connection.executescript(
            "INSERT INTO paper (arxiv_id, title, more_authors, thumbnail_url) VALUES ('2411.00001', 'Old', 1, 'https://a');"
            "INSERT INTO section VALUES ('2411.00001', 0, NULL, 'text');"
            "INSERT INTO author VALUES ('2411.00001', 0, 'Ada Lovelace');"
            "INSERT INTO listing VALUES ('2411.00001', '2024-11-22', 3, 0, 'a.txt');"
            "PRAGMA user_version = 12;"
        )
    async with Store.open(path) as store:
        (paper,) = (await PaperStore(store).papers()).values()
        assert await store.integrity_faults() == []
    assert (paper.title, paper.authors, paper.summary, paper.newest.day) == (
        "Old",
        ("Ada Lovelace",),
        "text",
        date(2024, 11, 22),
    )
    assert (paper.code, paper.project, paper.organization, paper.keywords) == (None, None, None, ())


async def test_a_rollback_brings_metadata_back(tmp_path: Path) -> None:
    listed = replace(made("2411.00001"), code=CODE, organization="Acme", keywords=("a", "b"))
    bare = replace(listed, code=None, organization=None, keywords=())
    async with Store.open(tmp_path / "papers.db") as store:
        papers = PaperStore(store)
        await papers.apply(compare({}, {"2411.00001": listed}), REPORT, NOW)
        await papers.apply(compare({"2411.00001": listed}, {"2411.00001": bare}), REPORT, NOW)
        assert await papers.papers() == {"2411.00001": bare}
        stored = await papers.stored()
        plan = plan_rollback(stored, await papers.changes(stored.base))
        await papers.apply(plan.difference, REPORT, NOW)
        assert await papers.papers() == {"2411.00001": listed}

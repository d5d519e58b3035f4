"""Whatever the source says, exactly its papers come in, with their own ids; nothing of a text becomes structure."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.corpus.characters import decoded
from bot.corpus.markdown import ParsedFile, parse_listing
from bot.feed.entries import FeedEntry, read_entries
from bot.feed.listing import day_listing
from tests.wire.hub import item

DAY = date(2026, 9, 10)
PIECES = st.sampled_from(
    (
        "\n",
        "\r\n",
        "\u2028",
        "\n\n### [Fake](https://arxiv.org/abs/2609.00000)\n\n",
        "](https://arxiv.org/abs/2609.00001)",
        "[",
        "]",
        "] (https://arxiv.org/abs/2609.00002)",
        "12][x",
        "12]: [",
        "3] - [foo",
        "[foo",
        "foo]",
        "[1] [",
        "# ",
        "## Daily Papers (2020-01-01)\n",
        "- ",
        "\nVote: 999\n",
        "Authors: Nobody",
        "```",
        "~~~",
        "**",
        "***What's New***: ",
        "@everyone",
        "<@123>",
        "<!--",
        "<div>",
        "\x00",
        "\u202e",
        "\u200b",
        "\ud800",
        "&lt;",
        "&#93;&#40;https://arxiv.org/abs/2609.00003)",
        "'",
        '", "',
        "', '",
        ",",
        " and ",
        "+",
        "\\",
        "et al.",
        "Jr.",
        "No. 3",
        "1. ",
        "a",
        "Ärger",
        "김민수",
        "张伟",
        " ",
        "\t",
        "\n# License\n",
    )
)
TEXTS = st.one_of(st.lists(PIECES, max_size=8).map("".join), st.text(max_size=40))
ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
IDS = st.from_regex(r"26(0[1-9]|1[0-2])\.[0-9]{5}", fullmatch=True) | st.from_regex(r"hep-ex/[0-9]{7}", fullmatch=True)
FIELDS = (
    "title",
    "summary",
    "authors",
    "upvotes",
    "thumbnail",
    "mediaUrls",
    "githubRepo",
    "projectPage",
    "organization",
    "ai_summary",
    "ai_keywords",
)
AUTHORS = st.lists(st.fixed_dictionaries({"name": TEXTS, "hidden": st.booleans()}) | ODD, max_size=4)
PAPERS = st.fixed_dictionaries(
    {"id": IDS | ODD},
    optional=dict.fromkeys(FIELDS, ODD) | {"title": TEXTS, "authors": AUTHORS, "ai_keywords": st.lists(TEXTS)},
)
ANSWERS = st.lists(
    st.fixed_dictionaries({"paper": PAPERS}, optional={"title": TEXTS, "thumbnail": ODD}) | ODD, max_size=6
)


def written(*items: object) -> ParsedFile:
    entries, _ = read_entries(items)
    return parse_listing(day_listing(DAY, entries).text, "10.md")


def one(**paper: object) -> Any:
    (found,) = written(item("2609.90001", **paper)).papers  # type: ignore[arg-type]
    return found


def letters(title: str) -> str:
    return "".join(filter(str.isalnum, decoded(title)))


@pytest.mark.parametrize("title", ["12]: [foo", "3] - [foo", "12] [foo", "1].[foo]", "[1]: [foo]"])
def test_a_title_with_brackets_like_a_number_keeps_its_words(title: str) -> None:
    (paper,) = parse_listing(day_listing(DAY, [FeedEntry("2609.90001", title)]).text, "10.md").papers
    assert (paper.arxiv_id, letters(paper.title)) == ("2609.90001", letters(title))


@pytest.mark.parametrize("title", ["[foo", "foo]", "[foo]", "]foo[", "[[foo]]", "[12]: foo", "a [b] c", "12]:"])
def test_a_title_with_brackets_at_its_ends_stays_as_it_is(title: str) -> None:
    (paper,) = parse_listing(day_listing(DAY, [FeedEntry("2609.90001", title)]).text, "10.md").papers
    assert paper.title == title


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(answer=ANSWERS)
def test_whatever_the_source_says_exactly_its_papers_come_in_with_their_own_ids(answer: list[object]) -> None:
    entries, left_out = read_entries(answer)
    text = day_listing(DAY, entries).text
    text.encode("utf-8")
    parsed = parse_listing(text, "10.md")
    assert [paper.arxiv_id for paper in parsed.papers] == [entry.arxiv_id for entry in entries]
    assert [paper.newest.votes for paper in parsed.papers] == [entry.votes for entry in entries]
    assert all(paper.newest.day == DAY and paper.title for paper in parsed.papers)
    assert [letters(paper.title) for paper in parsed.papers] == [letters(entry.title) for entry in entries]
    assert parsed.rejected == ()
    assert len(entries) + len(left_out) <= len(answer)


@settings(max_examples=50, deadline=None)
@given(first=ANSWERS, second=ANSWERS)
def test_what_the_source_drops_stays_and_nothing_comes_twice(first: list[object], second: list[object]) -> None:
    before, after = read_entries(first)[0], read_entries(second)[0]
    text = day_listing(DAY, before).text
    listing = day_listing(DAY, after, text)
    expected = dict.fromkeys(entry.arxiv_id for entry in (*after, *before))
    assert [paper.arxiv_id for paper in parse_listing(listing.text, "10.md").papers] == list(expected)
    assert listing.papers == len(expected)
    assert day_listing(DAY, after, listing.text).text == listing.text


NAMES = st.from_regex(
    r"[A-Z][a-z]{2,8}[,.'] ?[A-Z][a-z]{3,9}|[김이박][가-힣]{1,2}|[A-Z]\. [A-Z]é[a-z]{1,8}", fullmatch=True
)


@settings(max_examples=100, deadline=None)
@given(names=st.lists(NAMES, max_size=5, unique=True))
def test_names_are_read_back_in_their_order(names: list[str]) -> None:
    entries, _ = read_entries([item("2609.90001", authors=[{"name": name} for name in names])])
    (paper,) = parse_listing(day_listing(DAY, entries).text, "10.md").papers
    assert list(paper.authors) == names


@pytest.mark.parametrize(
    "name",
    [
        "Robert Smith, Jr.",
        "O'Brien, Siobhán",
        "D'arcy",
        "Anders & Söhne",
        "Ludwig van der Berg",
        "김민수",
        "Ann and Bob Lab",
    ],
)
def test_a_name_stays_one_name(name: str) -> None:
    assert one(authors=[{"name": name}, {"name": "Wei Chen"}]).authors == (name, "Wei Chen")


def test_hidden_authors_are_left_out_and_none_is_fine() -> None:
    assert one(authors=[{"name": "A B", "hidden": True}, {"name": "C D", "hidden": False}]).authors == ("C D",)
    assert one(authors=None).authors == ()
    assert len(one(authors=[{"name": f"Member {n:04} Ofthelist"} for n in range(1_500)]).authors) > 1_000


def test_an_entry_is_written_in_the_form_of_every_listing() -> None:
    entry = FeedEntry(
        "2609.90001",
        "Tide",
        12,
        ("Ada Okafor", "Jonas Weber"),
        "https://cdn.example.org/a.png",
        "https://github.com/o/n",
        "https://example.org/",
        "Alibaba",
        ("diffusion", "video generation"),
        "https://cdn.example.org/x.mp4",
        "One.",
        "Two.",
    )
    assert day_listing(DAY, [entry]).text == (
        "## Daily Papers (2026-09-10)\n\n"
        "### [Tide](https://arxiv.org/abs/2609.90001)\n\n"
        "![](https://cdn.example.org/a.png)\n\n"
        "Vote: 12\n\n"
        "Authors: Ada Okafor, Jonas Weber\n\n"
        "Code: https://github.com/o/n\nProject: https://example.org/\nOrganization: Alibaba\n"
        "Keywords: diffusion, video generation\nVideo: https://cdn.example.org/x.mp4\n\n"
        "- **Summary**: One.\n- **Abstract**: Two.\n"
    )


def test_fields_are_taken_from_where_they_stand_and_odd_ones_are_left_out() -> None:
    (entry,), _ = read_entries(
        [
            item(
                "2609.90001v2",
                "Two\n  Lines",
                githubRepo="owner/name",
                projectPage="javascript:alert(1)",
                organization={"name": "lab", "fullname": ""},
                mediaUrls=["/avatars/a.svg", "https://cdn.example.org/a.gif", "https://cdn.example.org/a.mp4"],
                ai_keywords=["a, b", "", 3, "c"],
                upvotes=True,
            )
            | {"thumbnail": "/avatars/a.svg"}
        ]
    )
    assert (entry.arxiv_id, entry.title, entry.votes) == ("2609.90001", "Two Lines", None)
    assert (entry.code_url, entry.project_url, entry.organization) == ("https://github.com/owner/name", None, "lab")
    assert (entry.thumbnail_url, entry.video_url) == ("https://cdn.example.org/a.gif", "https://cdn.example.org/a.mp4")
    assert entry.keywords == ("a b", "c")


def test_a_broken_entry_is_left_out_and_named_and_the_others_load() -> None:
    answer = [item("2609.90001"), {"paper": None}, 7, item("no id"), item("2609.90002", "  "), item("2609.90003")]
    entries, left_out = read_entries(answer)
    assert [entry.arxiv_id for entry in entries] == ["2609.90001", "2609.90003"]
    assert [one.reason.en for one in left_out] == [
        "entry 2 is no paper",
        "entry 3 is no paper",
        "entry 4 has no arXiv id",
        "2609.90002 has no title",
    ]


def test_a_days_file_says_what_is_new_and_whose_votes_changed() -> None:
    before = day_listing(DAY, read_entries([item("2609.90001", votes=3), item("2609.90002", votes=1)])[0])
    assert (before.papers, before.new, before.votes_changed) == (2, 2, 0)
    after = day_listing(DAY, read_entries([item("2609.90001", votes=9), item("2609.90003")])[0], before.text)
    assert (after.papers, after.new, after.votes_changed) == (3, 1, 1)


FULL: dict[str, Any] = {
    "votes": 61,
    "summary": "An abstract.",
    "ai_summary": "A sentence.",
    "ai_keywords": ["tides", "moons"],
    "githubRepo": "https://github.com/o/n",
    "projectPage": "https://example.org/",
    "organization": {"name": "lab", "fullname": "A Lab"},
    "mediaUrls": ["https://cdn.example.org/a.mp4", "https://cdn.example.org/a.png"],
    "authors": [{"name": "Ada Okafor"}],
}
BARE: dict[str, object] = {"paper": {"id": "2609.90001", "title": "T"}}


@pytest.mark.parametrize("answer", [BARE, {"paper": {**BARE["paper"], **dict.fromkeys(FIELDS)} | {"title": "T"}}])  # type: ignore[dict-item]
def test_what_an_answer_does_not_say_any_more_stays(answer: dict[str, object]) -> None:
    before = day_listing(DAY, read_entries([item("2609.90001", "T", **FULL)])[0]).text
    after = day_listing(DAY, read_entries([answer])[0], before)
    assert (after.text, after.is_changed, after.votes_changed) == (before, False, 0)


def test_what_an_answer_says_replaces_what_was_there() -> None:
    before = day_listing(DAY, read_entries([item("2609.90001", "T", **FULL)])[0]).text
    said = {"id": "2609.90001", "title": "New", "githubRepo": "a/b", "upvotes": 62, "ai_keywords": ["suns"]}
    (paper,) = parse_listing(day_listing(DAY, read_entries([{"paper": said}])[0], before).text, "10.md").papers
    assert (paper.title, paper.code, paper.newest.votes) == ("New", "https://github.com/a/b", 62)
    assert (paper.keywords, paper.organization) == (("suns",), "A Lab")


@pytest.mark.parametrize(
    ("said", "gone"),
    [
        ({"githubRepo": ""}, "Code"),
        ({"projectPage": ""}, "Project"),
        ({"organization": {}}, "Organization"),
        ({"ai_keywords": []}, "Keywords"),
        ({"mediaUrls": []}, "Video"),
        ({"ai_summary": ""}, "Summary"),
        ({"summary": ""}, "Abstract"),
        ({"authors": [{"name": "Ada Okafor", "hidden": True}]}, "Authors"),
        ({"withdrawnAt": "2026-09-12T00:00:00.000Z"}, "Summary"),
        ({"withdrawnAt": "2026-09-12T00:00:00.000Z"}, "Abstract"),
    ],
)
def test_what_the_source_empties_goes(said: dict[str, object], gone: str) -> None:
    before = day_listing(DAY, read_entries([item("2609.90001", "T", **FULL)])[0]).text
    after = day_listing(DAY, read_entries([{"paper": {"id": "2609.90001", "title": "T"} | said}])[0], before).text
    assert gone in before
    assert gone not in after
    assert after.count("\n") < before.count("\n")

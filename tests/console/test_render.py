from __future__ import annotations

import io
import json
import sys
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text as Line

from bot.answers.reply import Quote, Reply
from bot.console.output import output_console, print_json, show_line
from bot.console.render import show_reply, show_report
from bot.corpus.problem import Problem
from bot.corpus.report import LoadReport
from bot.search.hits import Hit
from bot.texts import Language, Text
from tests.conftest import MakePaper

LONG = "Scaling 언어 모델 with $\\mathcal{O}(n)$ [draft] " * 5


def _shown(reply: Reply, limit: int = 10, width: int = 80, style: bool = False) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, markup=False, highlight=False, force_terminal=style)
    show_reply(console, replace(reply, shown=min(limit, reply.shown), total=len(reply.hits)))
    lines = out.getvalue().splitlines()
    if not style:
        assert max((cell_len(line) for line in lines), default=0) <= width
        assert [line for line in lines if line != line.rstrip()] == []
    return out.getvalue()


def _reply(*hits: Hit, language: Language = "en", lead: str = "", quotes: tuple[Quote, ...] = ()) -> Reply:
    return Reply("papers", language, lead, hits, quotes, shown=1_000)


@pytest.mark.parametrize(
    ("votes", "language", "said"),
    [
        (None, "en", "Oct 25, 2024 · votes unknown · https"),
        (None, "ko", "2024년 10월 25일 · 추천 수 모름 · https"),
        (0, "en", "Oct 25, 2024 · 0 votes · https"),
        (1, "en", "Oct 25, 2024 · 1 vote · https"),
        (1, "ko", "2024년 10월 25일 · 추천 1 · https"),
        (1_234, "en", "Oct 25, 2024 · 1,234 votes · https"),
    ],
)
def test_votes_are_counted_in_words(make_paper: MakePaper, votes: int | None, language: Language, said: str) -> None:
    paper = make_paper(votes=votes)
    assert said in _shown(_reply(Hit(paper, paper.newest, 1.0), language=language))


@pytest.mark.parametrize("width", [80, 40, 23])
def test_long_titles_and_quotes_are_wrapped_below_their_beginning(make_paper: MakePaper, width: int) -> None:
    paper = make_paper(title=LONG.strip(), text=LONG)
    quote = Quote(paper.arxiv_id, "What's New", LONG.strip())
    shown = _shown(_reply(Hit(paper, paper.newest, 1.0), lead=LONG, quotes=(quote,)), width=width)
    first, *further = shown[shown.index("\n 1. ") + 1 :].splitlines()
    assert first.startswith(" 1. Scaling")
    assert all(line.startswith("    ") and line[4] != " " for line in further)
    words = " ".join(line.strip() for line in further)
    assert words.replace(" ", "").endswith(f"“{LONG}”—What'snew".replace(" ", ""))


def test_lists_of_a_thousand_stay_aligned(make_paper: MakePaper) -> None:
    papers = [make_paper(f"2401.{number:05}", "T" * 78) for number in range(1_000)]
    shown = _shown(_reply(*(Hit(paper, paper.newest, 1.0) for paper in papers)), 1_000)
    assert "\n  9. " not in shown
    for number in ("\n 9. ", "\n10. ", "\n100. ", "\n1000. "):
        at = shown.index(number) + 1
        title, credit = shown[at:].splitlines()[0], shown[at:].splitlines()[2]
        assert title.index("T") == len(number) - 1 == credit.index("Oct")


@pytest.mark.parametrize(("language", "more"), [("en", "… and 35 more; ask more narrowly"), ("ko", "… 그 밖에 35편.")])
def test_what_a_list_leaves_out_is_counted(make_paper: MakePaper, language: Language, more: str) -> None:
    papers = [make_paper(f"2401.{number:05}") for number in range(45)]
    reply = _reply(*(Hit(paper, paper.newest, 1.0) for paper in papers), language=language)
    assert more in _shown(reply)
    assert "…" not in _shown(reply, 45)


def test_a_quote_stands_below_its_paper_with_the_figure_in_bold(make_paper: MakePaper) -> None:
    one, other = make_paper("2401.00001", "One"), make_paper("2401.00002", "Other")
    quotes = (
        Quote("2401.00002", None, "[red]Not markup[/red] :smile: **6배**", None),
        Quote("2401.00001", "What's New", "최대 6배 빠르다.", "6배"),
    )
    reply = _reply(*(Hit(paper, paper.newest, 1.0) for paper in (one, other)), quotes=quotes)
    lines = _shown(reply).splitlines()
    assert lines[2] == "    “최대 6배 빠르다.” — What's new"
    assert lines[5] == "    “[red]Not markup[/red] :smile: **6배**”"
    assert "최대 \x1b[1m6배\x1b[0m 빠르다." in _shown(reply, style=True)


def test_an_answer_shows_only_the_papers_that_it_quotes(make_paper: MakePaper) -> None:
    papers = [make_paper(f"2401.{number:05}", f"Paper {number}") for number in range(3)]
    hits = tuple(Hit(paper, paper.newest, 1.0) for paper in papers)
    quotes = (Quote("2401.00000", None, "Text."),)
    reply = Reply("answered", "en", "", hits, quotes, bridges=(("캐시", "cache"),), shown=1)
    assert _shown(reply).splitlines() == [
        " 1. Paper 0",
        "    Oct 25, 2024 · 1 vote · https://arxiv.org/abs/2401.00000",
        "    “Text.”",
        "캐시 → cache",
    ]


@pytest.mark.parametrize(
    ("count", "others", "language", "end"),
    [
        (300, False, "en", "Author 11, and 288 more"),
        (300, True, "ko", "Author 11 외 288명"),
        (2, True, "en", "Author 0, Author 1, and others"),
        (2, True, "ko", "Author 0, Author 1 외"),
        (12, False, "en", "Author 10, Author 11"),
    ],
)
def test_a_whole_paper_names_twelve_authors_and_counts_the_rest(
    make_paper: MakePaper, count: int, others: bool, language: Language, end: str
) -> None:
    paper = make_paper(authors=tuple(f"Author {number}" for number in range(count)), text="긴 글. " * 60)
    paper = replace(paper, more_authors=others)
    shown = _shown(Reply("answered", language, "", (Hit(paper, paper.newest, 0.0),), paper=paper))
    heading = "새로운 점" if language == "ko" else "What's new"
    head, body = shown.split(f"\n\n{heading}\n")
    assert " ".join(head.split()).endswith(end)
    assert body.split() == ["긴", "글."] * 60


@pytest.mark.parametrize(
    ("language", "labels"), [("en", ("Code", "Project page")), ("ko", ("코드", "프로젝트 페이지"))]
)
def test_a_whole_paper_says_whose_it_is_and_where_its_code_is(
    make_paper: MakePaper, language: Language, labels: tuple[str, str]
) -> None:
    code, project = "https://github.com/acme/a", "https://acme.example.org/"
    paper = replace(make_paper(), organization="Acme", keywords=("a b", "c"), code=code, project=project)
    reply = Reply("answered", language, "", (Hit(paper, paper.newest, 0.0),), paper=paper)
    assert _shown(reply).splitlines()[2:] == ["Acme · a b, c", f"{labels[0]}: {code}", f"{labels[1]}: {project}"]


def test_a_paper_without_authors_or_headings_is_shown_too(make_paper: MakePaper) -> None:
    paper = make_paper(votes=None)
    paper = replace(paper, sections=(replace(make_paper(text="Only text.").sections[0], heading=None),))
    assert _shown(Reply("answered", "en", "", (Hit(paper, paper.newest, 0.0),), paper=paper)).splitlines() == [
        "A Paper",
        "Oct 25, 2024 · votes unknown · https://arxiv.org/abs/2401.00001",
        "",
        "Only text.",
    ]


@pytest.mark.parametrize(
    ("language", "said", "more"),
    [
        ("en", ("Rejected:", "the entry has no link"), "… and 5 more (--json lists all)"),
        ("ko", ("거부한 항목:", "링크가 없습니다"), "… 그 밖에 5건(--json"),
    ],
)
def test_a_report_names_twenty_problems_of_a_kind(language: Language, said: tuple[str, str], more: str) -> None:
    problems = tuple(
        Problem(f"{'folder/' * 12}a.txt", number, Text("the entry has no link", "링크가 없습니다"))
        for number in range(25)
    )
    report = LoadReport(1, 2, 2, 0, 0, 0, 2, 0, problems, problems[:1], 0.1)
    out = io.StringIO()
    show_report(Console(file=out, width=80, markup=False), report, language)
    lines = out.getvalue().splitlines()
    assert said[0] in lines
    assert any(said[1] in line for line in lines)
    assert sum("a.txt:" in line for line in lines) >= 21
    assert any(line.strip().startswith(more) for line in lines)
    assert all(cell_len(line) <= 80 and line == line.rstrip() for line in lines)


def test_a_line_hangs_below_its_mark() -> None:
    out = io.StringIO()
    show_line(Console(file=out, width=20), Line("one two three four five"), 4, hang=2, mark="  - ")
    assert out.getvalue() == "  - one two three\n      four five\n"


def test_json_is_escaped_only_where_the_output_cannot_take_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for encoding, value, expected in (
        ("utf-8", "한국어", '"한국어"'),
        ("ascii", "한국어", '"\\ud55c\\uad6d\\uc5b4"'),
        ("cp949", "한국어", '"한국어"'),
        ("utf-8", "\ud800", '"\\ud800"'),
    ):
        out = io.BytesIO()
        with io.TextIOWrapper(out, encoding) as stream, monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", stream)
            print_json(value)
            assert out.getvalue().decode(encoding) == f"{expected}\n"
            assert json.loads(out.getvalue().decode(encoding)) == value


def test_where_nothing_tells_the_width_there_are_80_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    assert output_console().width == 80

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from bot.answers.reply import Quote, Reply
from bot.console.rows import hit_rows, paper_row, reply_row, report_row
from bot.corpus.paper import Listing
from bot.corpus.problem import Problem
from bot.corpus.report import LoadReport
from bot.search.hits import Hit
from bot.texts import Text
from tests.conftest import MakePaper


def test_a_hit_is_shown_with_the_listing_in_range(make_paper: MakePaper) -> None:
    paper = make_paper("2401.00001", "가", authors=("A B", "C D"))
    older = Listing(date(2024, 1, 2), None, 3, "b.txt")
    paper = replace(paper, listings=(*paper.listings, older))
    assert hit_rows([Hit(paper, older, 1.23456789)]) == [
        {
            "arxiv_id": "2401.00001",
            "title": "가",
            "authors": ["A B", "C D"],
            "day": "2024-01-02",
            "votes": None,
            "url": "https://arxiv.org/abs/2401.00001",
            "score": 1.2346,
        }
    ]
    assert hit_rows([]) == []


def test_a_paper_is_shown_with_its_sections_and_listings(make_paper: MakePaper) -> None:
    row = paper_row(make_paper(text="한 줄\n두 줄", votes=0))
    assert list(row)[:7] == ["arxiv_id", "title", "authors", "day", "votes", "url", "score"]
    assert list(row)[7:] == ["organization", "keywords", "code", "project", "sections", "listings"]
    assert (row["organization"], row["keywords"], row["code"], row["project"]) == (None, [], None, None)
    assert row["votes"] == 0
    assert row["sections"] == [{"heading": "What's New", "text": "한 줄\n두 줄"}]
    assert row["listings"] == [{"day": "2024-10-25", "votes": 0, "file": "a.txt"}]


def test_a_reply_is_shown_with_ten_papers_at_most_and_every_quote(make_paper: MakePaper) -> None:
    papers = [make_paper(f"2401.{number:05}", f"Paper {number}", "Text.") for number in range(12)]
    hits = tuple(Hit(paper, paper.newest, 12.0 - number) for number, paper in enumerate(papers))
    quote = Quote("2401.00000", "What's New", "Text.", figure="6배")
    row = reply_row(Reply("papers", "en", "12 papers.", hits, (quote,)), "q")
    assert list(row) == ["id", "status", "text", "papers", "quotes"]
    assert row["papers"][0] == {"arxiv_id": "2401.00000", "score": 12.0}
    assert [paper["arxiv_id"] for paper in row["papers"]] == [f"2401.{number:05}" for number in range(10)]
    assert row["quotes"] == [{"arxiv_id": "2401.00000", "section": "What's New", "text": "Text."}]
    assert row["text"].startswith("12 papers.\n1. Paper 0\n")
    assert "10. Paper 9" in row["text"]
    assert f" {hits[0].listing.day.isoformat()} · " in row["text"]
    assert "Paper 10" not in row["text"]


def test_a_report_is_shown_whole() -> None:
    rejected = Problem("a.txt", 3, Text("the entry has no link", "항목에 링크가 없습니다"))
    warned = Problem("b.txt", None, Text("there is no paper in this file", "이 파일에는 논문이 없습니다"))
    row = report_row(LoadReport(2, 10, 3, 2, 1, 5, 11, 2, (rejected,), (warned,), 0.25))
    assert json.loads(json.dumps(row)) == {
        "files": 2,
        "papers": 10,
        "added": 3,
        "updated": 2,
        "removed": 1,
        "unchanged": 5,
        "listings": 11,
        "votes_changed": 2,
        "rejected": [{"file": "a.txt", "line": 3, "reason": "the entry has no link"}],
        "warnings": [{"file": "b.txt", "line": None, "reason": "there is no paper in this file"}],
        "seconds": 0.25,
    }

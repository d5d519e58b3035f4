"""A load's report is one line that reads well in both languages."""

from __future__ import annotations

import pytest

from bot.corpus.problem import Problem
from bot.corpus.report import LoadReport
from bot.texts import Text

PROBLEM = Problem("a.txt", 7, Text("the entry has no {link}", "항목에 {링크}가 없습니다"))


def report(
    papers: int = 159,
    added: int = 0,
    updated: int = 0,
    removed: int = 0,
    votes_changed: int = 0,
    rejected: int = 0,
    warnings: int = 0,
) -> LoadReport:
    unchanged = papers - added - updated
    return LoadReport(
        5,
        papers,
        added,
        updated,
        removed,
        unchanged,
        papers,
        votes_changed,
        (PROBLEM,) * rejected,
        (PROBLEM,) * warnings,
        0.1,
    )


@pytest.mark.parametrize(
    ("numbers", "english", "korean"),
    [
        (
            report(added=14, updated=3, votes_changed=3, rejected=2),
            "159 papers, +14 −0, 3 votes changed, 2 entries rejected: a.txt:7: the entry has no {link}",
            "논문 159편, +14 −0, 추천 수가 바뀐 논문 3편, 거부된 항목 2건: a.txt:7: 항목에 {링크}가 없습니다",
        ),
        (report(), "159 papers, nothing changed", "논문 159편, 변경 없음"),
        (report(papers=1, added=1), "1 paper, +1 −0, 0 votes changed", "논문 1편, +1 −0, 추천 수가 바뀐 논문 0편"),
        (
            report(updated=3, removed=2, votes_changed=1),
            "159 papers, +0 −2, 1 vote changed, 2 otherwise updated",
            "논문 159편, +0 −2, 추천 수가 바뀐 논문 1편, 그 밖에 바뀐 논문 2편",
        ),
        (
            report(rejected=1, warnings=1),
            f"159 papers, nothing changed, 1 entry rejected: {PROBLEM}, 1 warning: {PROBLEM}",
            f"논문 159편, 변경 없음, 거부된 항목 1건: {PROBLEM.text.ko}, 경고 1건: {PROBLEM.text.ko}",
        ),
        (
            report(papers=110_000, added=5_487, warnings=1_200),
            "110,000 papers, +5,487 −0, 0 votes changed, 1,200 warnings: a.txt:7: the entry has no {link}",
            "논문 110,000편, +5,487 −0, 추천 수가 바뀐 논문 0편, 경고 1,200건: a.txt:7: 항목에 {링크}가 없습니다",
        ),
    ],
)
def test_a_report_is_one_line(numbers: LoadReport, english: str, korean: str) -> None:
    assert (numbers.summary("en"), numbers.summary("ko")) == (english, korean)

"""Thousands of papers are analysed by several processes; what they find is what one finds."""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from bot.corpus.paper import Paper
from bot.search import analysts
from bot.search.catalog import catalogued
from bot.search.findings import Findings, found_in
from bot.search.glossary import Concept, Glossary
from tests.search.shelf import random_papers

GLOSSARY = Glossary([Concept("§diffusion", ("diffusion",), ("확산 모델", "확산"))])


@pytest.fixture
def papers(monkeypatch: pytest.MonkeyPatch) -> list[Paper]:
    """Give papers that are enough to be shared out, in parts of four."""
    monkeypatch.setattr(analysts, "_MANY", 30)
    monkeypatch.setattr(analysts, "_AT_ONCE", 4)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    return random_papers(random.Random(1), 30)


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Note how many papers this process analyses at a time."""
    sizes: list[int] = []

    def noted(papers: Sequence[Paper], glossary: Glossary) -> Findings:
        sizes.append(len(papers))
        return found_in(papers, glossary)

    monkeypatch.setattr(analysts, "found_in", noted)
    return sizes


def assert_found(papers: Sequence[Paper]) -> None:
    """Compare what is found with what this process would have found, part by part."""
    found = analysts.findings(papers, GLOSSARY)
    assert len(found) == 8
    for number, part in enumerate(found):
        alone = found_in(papers[number * 4 : number * 4 + 4], GLOSSARY)
        for one, other in zip(part[:4], alone[:4], strict=True):
            assert one.values == other.values
            for name in ("starts", "numbers", "counts"):
                assert np.array_equal(getattr(one, name), getattr(other, name))
        assert (part.systems, part.scripts.tolist(), part.sure.tolist()) == (
            alone.systems,
            alone.scripts.tolist(),
            alone.sure.tolist(),
        )


def test_other_processes_find_what_this_one_would(papers: list[Paper], own: list[int]) -> None:
    assert_found(papers)
    assert own == []


def test_few_papers_are_analysed_here(papers: list[Paper], own: list[int]) -> None:
    assert len(analysts.findings(papers[:29], GLOSSARY)) == 8
    assert own == [4] * 7 + [1]
    assert analysts.findings([], GLOSSARY) == []


@pytest.mark.parametrize("program", ["no such program", "false", "cat"])
def test_where_no_process_can_help_the_work_is_done_here(
    papers: list[Paper], own: list[int], program: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    python = tmp_path / "python"
    if program != "no such program":
        # What comes back from `cat` is no answer.
        python.write_text(f"#!/bin/sh\nexec {program}\n" if program == "false" else "#!/bin/sh\necho nonsense\ncat\n")
        python.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(python))
    assert_found(papers)
    assert own == [4] * 7 + [2]


def test_a_catalog_of_many_is_that_of_the_same_papers_one_after_the_other(papers: list[Paper]) -> None:
    many = catalogued(papers, GLOSSARY)
    few = catalogued(papers, GLOSSARY, catalogued(papers[:7], GLOSSARY))
    assert (many.ids, many.systems, many.state) == (few.ids, few.systems, few.state)
    assert [sorted(many.terms.of_paper(number)) for number in range(30)] == [
        sorted(few.terms.of_paper(number)) for number in range(30)
    ]

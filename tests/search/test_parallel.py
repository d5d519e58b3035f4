"""Thousands of papers are analysed by several processes; what they find is what one finds."""

from __future__ import annotations

import gc
import os
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.corpus.paper import Paper
from bot.search import parallel
from bot.search.document_features import DocumentFeatures, features_of
from bot.search.document_table import build_table
from bot.search.glossary import Concept, Glossary
from tests.conftest import SEEDS
from tests.search.shelf import random_papers
from tests.search.test_forward_index import counters

ROOT = SEEDS.parent

GLOSSARY = Glossary([Concept("§diffusion", ("diffusion",), ("확산 모델", "확산"))])


@pytest.fixture
def papers(monkeypatch: pytest.MonkeyPatch) -> list[Paper]:
    """Give papers that are enough to be shared out, in parts of four."""
    monkeypatch.setattr(parallel, "_MANY", 30)
    monkeypatch.setattr(parallel, "_AT_ONCE", 4)
    monkeypatch.setattr(parallel, "_cores", lambda: 2)
    return random_papers(random.Random(1), 30)


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Note how many papers this process analyses at a time."""
    sizes: list[int] = []

    def noted(papers: Sequence[Paper], glossary: Glossary) -> DocumentFeatures:
        sizes.append(len(papers))
        return features_of(papers, glossary)

    monkeypatch.setattr(parallel, "features_of", noted)
    return sizes


def children() -> list[str]:
    """Return the processes that this one has started and that are not gone."""
    return Path(f"/proc/self/task/{os.getpid()}/children").read_text("ascii").split()


def open_files() -> int:
    """Count this process's files; those that tests before left behind are closed first."""
    gc.collect()
    return len(list(Path("/proc/self/fd").iterdir()))


def running(process: Path) -> bool:
    """Tell whether a process runs; one that nobody has waited for does not."""
    try:
        return process.joinpath("stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def assert_found(papers: Sequence[Paper]) -> None:
    """Compare what is found with what this process would have found, part by part."""
    found = parallel.document_features(papers, GLOSSARY)
    assert len(found) == 8
    for number, part in enumerate(found):
        alone = features_of(papers[number * 4 : number * 4 + 4], GLOSSARY)
        for one, other in ((getattr(found, name) for found in (part, alone)) for name in ("terms", "names", "glosses")):
            assert one.values == other.values
            for name in ("starts", "numbers", "counts"):
                assert np.array_equal(getattr(one, name), getattr(other, name))
        assert (part.aliases, part.languages.tolist()) == (alone.aliases, alone.languages.tolist())


def test_other_processes_find_what_this_one_would(papers: list[Paper], own: list[int]) -> None:
    assert_found(papers)
    assert own == []


def test_few_papers_are_analysed_here(papers: list[Paper], own: list[int]) -> None:
    assert len(parallel.document_features(papers[:29], GLOSSARY)) == 8
    assert own == [4] * 7 + [1]
    assert parallel.document_features([], GLOSSARY) == []


@pytest.mark.parametrize(
    "program",
    ["", "#!/bin/false\n", "#!/bin/cat\n", "#!/bin/sh\necho nonsense\n", "#!/bin/sh\nprintf '\\200\\004K\\001.'\n"],
)
def test_where_no_process_can_help_the_work_is_done_here(
    papers: list[Paper], own: list[int], program: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    python = tmp_path / "python"
    if program:
        python.write_text(program)
        python.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(python))
    before, running_before = open_files(), children()
    assert_found(papers)
    assert sorted(own) == [2] + [4] * 7
    assert open_files() == before
    assert children() == running_before


def test_a_process_that_is_killed_in_the_middle_loses_nothing(
    papers: list[Paper], own: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = parallel._Worker._answer  # pyright: ignore[reportPrivateUsage]
    killed: list[int] = []

    def killing(self: Any, process: subprocess.Popen[bytes], part: Sequence[Paper]) -> DocumentFeatures:
        found = answer(self, process, part)
        if len(killed) < 1:
            killed.append(process.pid)
            process.kill()
            process.wait()
        return found

    monkeypatch.setattr(parallel._Worker, "_answer", killing)  # pyright: ignore[reportPrivateUsage]
    before = children()
    assert_found(papers)
    assert 0 < len(own) < 8
    assert children() == before


def test_analysts_end_with_the_program_that_asked_them(tmp_path: Path) -> None:
    program = (
        "import time; from bot.search import parallel; from bot.search.glossary import Glossary\n"
        "kept = [parallel._Worker(()) for _ in range(2)]\n"
        "print(*(one.features_of([]) and one._process.pid for one in kept), flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        helping = [Path("/proc", pid) for pid in process.stdout.readline().split()]
        assert len(helping) == 2
        assert all(path.exists() for path in helping)
        process.kill()
    end = time.monotonic() + 10
    while any(running(path) for path in helping) and time.monotonic() < end:
        time.sleep(0.02)
    assert not any(running(path) for path in helping)


def test_another_program_in_the_working_directory_is_not_run(
    papers: list[Paper], own: list[int], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("bot", "queue", "numpy"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(1)")
    monkeypatch.chdir(tmp_path)
    assert_found(papers)
    assert own == []


def test_a_glossary_larger_than_a_pipe_is_handed_over(papers: list[Paper], own: list[int]) -> None:
    concepts = [Concept(f"§{number}", (f"term{number}",), (f"용어{number}",)) for number in range(9_000)]
    assert len(parallel.document_features(papers, Glossary(concepts))) == 8
    assert own == []


def test_a_catalog_of_many_is_that_of_the_same_papers_one_after_the_other(papers: list[Paper]) -> None:
    many = build_table(papers, GLOSSARY)
    few = build_table(papers, GLOSSARY, build_table(papers[:7], GLOSSARY))
    assert (many.ids, many.aliases, many.state) == (few.ids, few.aliases, few.state)
    assert counters(many.terms)[:30] == counters(few.terms)[:30]

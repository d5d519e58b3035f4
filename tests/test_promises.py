"""The promises in tests/README.md: each names tests, and the tests are there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
_ROW = re.compile(r"^\| (?P<promise>[^|]+) \| (?P<tests>`tests/[^|]+) \|$", re.MULTILINE)
_TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def promises() -> dict[str, list[tuple[str, str]]]:
    section = (ROOT / "tests" / "README.md").read_text("utf-8").partition("## Promises")[2].partition("\n## ")[0]
    return {row["promise"]: _TEST.findall(row["tests"]) for row in _ROW.finditer(section)}


def test_there_are_promises_and_each_has_a_test() -> None:
    assert len(promises()) >= 10
    assert all(promises().values())


@pytest.mark.parametrize(("file", "name"), sorted({test for tests in promises().values() for test in tests}))
def test_what_a_promise_names_is_a_test(file: str, name: str) -> None:
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}

"""The shape of the program: the import contracts of pyproject.toml, and what no import linter can check."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULES = {path.relative_to(ROOT).as_posix(): path for path in sorted((ROOT / "bot").rglob("*.py"))}

# Whole statements and pieces of them, as f-strings have them.
SQL = re.compile(
    r"\b(SELECT\s|INSERT\s+(OR|INTO)\b|UPDATE\s+\w+\s+SET\b|UPDATE\s*$|DELETE\s+FROM\b|PRAGMA\s|ON\s+CONFLICT\b"
    r"|(CREATE|ALTER|DROP)\s+(TABLE|INDEX|TRIGGER|VIEW)\b|REPLACE\s+INTO\b|BEGIN\s+(IMMEDIATE|DEFERRED|EXCLUSIVE)\b"
    r"|WHERE\s+\w+\s*(=|<|>|IN|IS)|ORDER\s+BY\b|WITH\s+(RECURSIVE|\w+\s+AS)\b)"
)
# What runs statements: outside of storage its stores are asked.
RUNNING = {"execute", "execute_many", "executemany", "executescript", "reading", "rows", "transaction"}


def tree(name: str) -> ast.Module:
    return ast.parse(MODULES[name].read_text("utf-8"))


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Check the contracts of pyproject.toml on the program in a folder."""
    linter = Path(sys.executable).with_name("lint-imports")
    return subprocess.run([linter, "--no-cache", "--no-logo"], cwd=folder, capture_output=True, text=True, check=False)


def test_imports_keep_to_the_contracts() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the program and its contracts, to break them in."""
    folder = tmp_path_factory.mktemp("layers")
    shutil.copytree(ROOT / "bot", folder / "bot", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


@pytest.mark.parametrize(
    ("name", "line", "broken"),
    [
        ("bot/corpus/paper.py", "import bot.search.corpus", "Packages import downwards only"),
        ("bot/feed/listing.py", "import bot.search.corpus", "Loading, the feed and operating"),
        ("bot/answers/query_service.py", "import bot.storage.papers", "Answers and discovery read a corpus"),
        ("bot/answers/reply.py", "import bot.answers.query_service", "A text becomes a request"),
        ("bot/answers/wording.py", "import bot.answers.reply", "A text becomes a request"),
        ("bot/interface/ui/components.py", "import bot.interface.papers.chat", "The rooms of the interface"),
        ("bot/interface/papers/chat.py", "import bot.interface.discordpy.events", "Only the app and the shared"),
        ("bot/digest/schedule.py", "import discord", "A library is used in one place"),
        ("bot/interface/papers/chat.py", "def later():\n    import sqlite3", "A library is used in one place"),
        ("bot/search/index.py", "from rank_bm25 import BM25Okapi", "A library is used in one place"),
    ],
)
def test_an_import_against_the_contracts_is_noticed(copied: Path, name: str, line: str, broken: str) -> None:
    file = copied / name
    before = file.read_text("utf-8")
    file.write_text(f"{before}\n\n{line}\n", "utf-8")
    try:
        done = lint(copied)
    finally:
        file.write_text(before, "utf-8")
    assert done.returncode == 1
    assert re.search(rf"^{re.escape(broken)}.* BROKEN", done.stdout, re.MULTILINE)


def test_no_import_is_relative() -> None:
    relative = [
        f"{name}:{node.lineno}"
        for name in MODULES
        for node in ast.walk(tree(name))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert relative == []


def test_a_package_says_what_it_is_for() -> None:
    folders = {path.parent for path in MODULES.values()}
    silent = {folder for folder in folders if not _docstring(folder / "__init__.py")}
    assert silent == set()


def _docstring(file: Path) -> str | None:
    return ast.get_docstring(ast.parse(file.read_text("utf-8"))) if file.exists() else None


def test_the_environment_is_read_in_the_settings_only() -> None:
    names = {"environ", "environb", "getenv", "getenvb", "putenv"}
    readers = {
        name
        for name in MODULES
        for node in ast.walk(tree(name))
        if (isinstance(node, ast.Attribute) and node.attr in names)
        or (isinstance(node, ast.alias) and node.name in names)
    }
    assert readers == {"bot/settings.py"}


def docstrings(module: ast.Module) -> set[ast.AST]:
    """Return the texts of a module that are there for readers."""
    bodies = [
        node.body
        for node in ast.walk(module)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    return {body[0].value for body in bodies if body and isinstance(body[0], ast.Expr)}


def sql_in(module: ast.Module) -> list[int]:
    """Return the lines of the texts that look like SQL."""
    said = docstrings(module)
    texts = [node for node in ast.walk(module) if isinstance(node, ast.Constant) and node not in said]
    return [node.lineno for node in texts if isinstance(node.value, str) and SQL.search(node.value)]


@pytest.mark.parametrize(
    "line",
    [
        'rows("SELECT 1")',
        'table = "paper"; sql = f"DELETE FROM {table}"',
        'columns = "a"; sql = f"SELECT {columns} FROM paper"',
        'where = "WHERE user_id = ?"',
        'table = "paper"; sql = f"UPDATE {table} SET votes = 1"',
        'sql = "PRAGMA user_version"',
        'sql = "INSERT OR REPLACE INTO paper VALUES (1)"',
    ],
)
def test_sql_is_seen_in_every_form(line: str) -> None:
    assert sql_in(ast.parse(line)) == [1]


def test_what_only_speaks_of_sql_is_none() -> None:
    module = '"""The SELECT x of it."""\ntext = "Select some, update others, where it is written; DELETE"  # SELECT 1\n'
    assert sql_in(ast.parse(module)) == []


def test_sql_stands_in_the_storage_only() -> None:
    elsewhere = [name for name in MODULES if not name.startswith("bot/storage/")]
    texts = [f"{name}:{line}" for name in elsewhere for line in sql_in(tree(name))]
    calls = [
        f"{name}:{node.lineno}"
        for name in elsewhere
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Call) and _runs_statements(node)
    ]
    assert (texts, calls) == ([], [])


def _runs_statements(call: ast.Call) -> bool:
    """Whether what is called is a method of a store's or a transaction's that takes a statement."""
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in RUNNING:
        return False
    owner = call.func.value
    name = owner.attr if isinstance(owner, ast.Attribute) else owner.id if isinstance(owner, ast.Name) else ""
    return name.strip("_") in {"connection", "cursor", "database", "reading", "store", "transaction"}


def test_the_storage_reads_no_clock() -> None:
    clocks = {"now", "utcnow", "today", "time", "time_ns", "monotonic", "perf_counter"}
    readers = [
        f"{name}:{node.lineno}"
        for name in MODULES
        if name.startswith("bot/storage/")
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in clocks
    ]
    assert readers == []


def test_a_module_says_what_it_exports() -> None:
    for name in MODULES:
        if not name.endswith("__init__.py"):
            defined, exported = _names(tree(name))
            assert exported is not None, name
            assert set(exported) <= defined, name
            assert not [word for word in exported if word.startswith("_")], name


def _names(module: ast.Module) -> tuple[set[str], list[str] | None]:
    """Return the names at the top of a module, and those in its `__all__`."""
    exported: list[str] | None = None
    defined: set[str] = set()
    for node in module.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            defined.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            defined |= {target.id for target in targets if isinstance(target, ast.Name)}
            if "__all__" in {target.id for target in targets if isinstance(target, ast.Name)} and node.value:
                exported = ast.literal_eval(node.value)
        elif isinstance(node, ast.ImportFrom):
            defined |= {alias.asname or alias.name for alias in node.names}
    return defined, exported


def test_files_and_functions_stay_short() -> None:
    long = [name for name, path in MODULES.items() if len(path.read_text("utf-8").splitlines()) > 300]
    assert long == []
    functions = [
        f"{name}:{node.lineno}: {node.name} has {length} lines"
        for name in MODULES
        for node in ast.walk(tree(name))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > 50
    ]
    assert functions == []


def test_modules_keep_no_state() -> None:
    rebound = [
        f"{name}:{node.lineno}" for name in MODULES for node in ast.walk(tree(name)) if isinstance(node, ast.Global)
    ]
    assert rebound == []


def test_importing_anything_prints_nothing_and_makes_nothing(tmp_path: Path) -> None:
    modules = [name.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for name in MODULES]
    program = (
        f"import importlib, logging, sys, threading; sys.path.insert(0, {str(ROOT)!r})\n"
        f"for name in {modules!r}: importlib.import_module(name)\n"
        "assert threading.active_count() == 1\n"
        "assert logging.root.handlers == []\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="only a clone knows which files belong to the project")
def test_the_top_level_is_what_it_is_meant_to_be() -> None:
    files = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    top = {file.split("/")[0] for file in files}
    assert {name for name in top if not name.startswith(".")} == {
        "README.md",
        "bot",
        "config",
        "pyproject.toml",
        "seeds",
        "tests",
    }

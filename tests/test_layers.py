"""The shape of the program: which way imports point, who may use what, and how long things may be."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULES = {path.relative_to(ROOT).as_posix(): path for path in sorted((ROOT / "bot").rglob("*.py"))}

# What each part may import besides itself. bot/__main__.py puts all of them together.
BASE = {"errors", "normal", "settings", "texts"}
MAY_IMPORT = {
    "normal": set[str](),
    "particles": {"normal"},
    "texts": {"particles"},
    "errors": {"texts"},
    "settings": {"errors", "texts"},
    "corpus": BASE,
    "storage": BASE | {"corpus"},
    "search": BASE | {"corpus", "storage"},
    "library": BASE | {"corpus", "storage", "search"},
    "answers": BASE | {"corpus", "search"},
    "digest": BASE | {"corpus", "storage", "search"},
    "personal": BASE | {"corpus", "storage", "search", "digest"},
    "discovery": BASE | {"corpus", "search"},
    "feed": BASE | {"corpus", "storage"},
    "operating": BASE | {"corpus", "storage", "feed"},
    "interface": BASE
    | {"operating", "corpus", "storage", "feed", "search", "library", "answers", "digest", "personal", "discovery"},
    "console": BASE | {"operating", "corpus", "storage", "feed", "search", "library", "answers", "digest"},
}
# Inside of answers: a text becomes a request, the engine answers it, replies say so; the desk puts them together.
INSIDE_ANSWERS = {
    "wording": set[str](),
    "phrases": set[str](),
    "request": {"understand.days"},
    "session": {"request"},
    "reply": {"listed_facts", "request"},
    "understand": {
        "engine.answer_type",
        "engine.answerability",
        "engine.aspects",
        "phrases",
        "request",
        "session",
        "wording",
    },
    "engine": {"phrases", "reply", "request", "understand.days", "understand.fillers", "wording"},
    "replies": {"engine", "phrases", "reply", "request", "understand.about_bot", "understand.small_talk", "wording"},
}
ONLY_IN = {
    "discord": "bot/interface/",
    "aiosqlite": "bot/storage/",
    "sqlite3": "bot/storage/",
    "rank_bm25": "bot/search/bm25.py",
    "watchfiles": "bot/corpus/watching.py",
    "matplotlib": "bot/discovery/",
    "prometheus_client": "bot/operating/metrics.py",
}
# Whole statements and pieces of them, as f-strings have them.
SQL = re.compile(
    r"\b(SELECT\s|INSERT\s+(OR|INTO)\b|UPDATE\s+\w+\s+SET\b|UPDATE\s*$|DELETE\s+FROM\b|PRAGMA\s|ON\s+CONFLICT\b"
    r"|(CREATE|ALTER|DROP)\s+(TABLE|INDEX|TRIGGER|VIEW)\b|REPLACE\s+INTO\b|BEGIN\s+(IMMEDIATE|DEFERRED|EXCLUSIVE)\b"
    r"|WHERE\s+\w+\s*(=|<|>|IN|IS)|ORDER\s+BY\b|WITH\s+(RECURSIVE|\w+\s+AS)\b)"
)
# What runs statements: outside of storage its stores are asked.
RUNNING = {"execute", "execute_many", "executemany", "executescript", "reading", "rows", "transaction"}


def part(name: str) -> str:
    """Return the part of bot/ that a file belongs to."""
    return name.split("/")[1].removesuffix(".py")


def tree(name: str) -> ast.Module:
    return ast.parse(MODULES[name].read_text("utf-8"))


def imports(name: str) -> Iterator[str]:
    """Return every module that a file imports, at whatever depth it stands."""
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}:{node.lineno}: a relative import"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names if node.module == "bot")


def test_the_walk_sees_every_part_and_what_it_guards() -> None:
    assert {part(name) for name in MODULES} == {*MAY_IMPORT, "__init__", "__main__"}
    for package, place in ONLY_IN.items():
        assert any(
            used.split(".")[0] == package for name in MODULES if name.startswith(place) for used in imports(name)
        )


@pytest.mark.parametrize("name", [name for name in MODULES if part(name) in MAY_IMPORT])
def test_imports_point_one_way(name: str) -> None:
    own = part(name)
    used = {module.split(".")[1] for module in imports(name) if module.startswith("bot.")}
    assert used <= MAY_IMPORT[own] | {own}


@pytest.mark.parametrize("name", [name for name in MODULES if name.startswith("bot/answers/")])
def test_imports_inside_of_answers_point_one_way(name: str) -> None:
    own = name.split("/")[2].removesuffix(".py")
    inside = {module.removeprefix("bot.answers.") for module in imports(name) if module.startswith("bot.answers.")}
    others = {module for module in inside if module.split(".")[0] != own}
    allowed = INSIDE_ANSWERS.get(own)
    assert (
        allowed is None
        or [module for module in others if module not in allowed and module.split(".")[0] not in allowed] == []
    )


def test_no_modules_import_each_other_in_a_circle() -> None:
    known = {name.removesuffix(".py").removesuffix("/__init__").replace("/", "."): name for name in MODULES}
    reached: dict[str, bool] = {}

    def walk(module: str, path: tuple[str, ...]) -> None:
        assert module not in path, f"{' -> '.join(path[path.index(module) :])} -> {module}"
        if module not in reached:
            for used in sorted(set(imports(known[module])) & known.keys() - {"bot"}):
                walk(used, (*path, module))
            reached[module] = True

    for module in known:
        walk(module, ())


@pytest.mark.parametrize("package", ONLY_IN)
def test_a_library_is_used_in_one_place(package: str) -> None:
    users = [name for name in MODULES if any(module.split(".")[0] == package for module in imports(name))]
    assert [name for name in users if not name.startswith(ONLY_IN[package])] == []


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


@pytest.mark.parametrize("name", [name for name in MODULES if not name.startswith("bot/storage/")])
def test_sql_stands_in_the_storage_only(name: str) -> None:
    assert sql_in(tree(name)) == []
    stores = [node for node in ast.walk(tree(name)) if isinstance(node, ast.Call) and _runs_statements(node)]
    assert [node.lineno for node in stores] == []


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


@pytest.mark.parametrize("name", [name for name in MODULES if not name.endswith("__init__.py")])
def test_a_module_says_what_it_exports(name: str) -> None:
    exported: list[str] | None = None
    defined: set[str] = set()
    for node in tree(name).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            defined.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            defined |= {target.id for target in targets if isinstance(target, ast.Name)}
            if "__all__" in {target.id for target in targets if isinstance(target, ast.Name)} and node.value:
                exported = ast.literal_eval(node.value)
        elif isinstance(node, ast.ImportFrom):
            defined |= {alias.asname or alias.name for alias in node.names}
    assert exported is not None
    assert set(exported) <= defined
    assert not [word for word in exported if word.startswith("_")]


@pytest.mark.parametrize("name", MODULES)
def test_a_file_and_its_functions_stay_short(name: str) -> None:
    assert len(MODULES[name].read_text("utf-8").splitlines()) <= 300
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= 50, f"{name}:{node.lineno}: {node.name} has {length} lines"


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

"""Whatever a person reads comes from a Text: no words of one language only are handed to what shows text."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

BOT = Path(__file__).resolve().parents[1] / "bot"
HANGUL = re.compile(r"[가-힣]")
ENGLISH = re.compile(r"[A-Za-z]{2,}")

# What shows text: the function, and which of its arguments are shown.
SHOWN_ARGUMENTS = {
    "send": {"content"},
    "send_message": {"content"},
    "edit_message": {"content"},
    "edit": {"content"},
    "say": {"markdown"},
    "panel": set[str](),
    "TextDisplay": {"content"},
    "Section": {"content"},
    "picture": {"markdown"},
    "small": {"text"},
    "button": {"label"},
    "link_button": {"label"},
    "outward_button": {"label"},
    "Line": {"text"},
    "print": set[str](),
    "add_row": set[str](),
    "append": set[str](),
    "Table": {"title", "caption"},
    "SelectOption": set[str](),
    "Modal": {"title"},
}
# The first argument of `say` is the interaction; of these all arguments are shown.
ALL_SHOWN = {"panel", "add_row", "print", "Table"}
EVERYWHERE = {"label", "placeholder", "title", "header", "footer"}
# These hand on what they are given.
PASSING = {"join", "inline", "plain", "shorten", "small", "link", "Line"}
# The names of sites and file formats read the same in every language.
NAMES = {"arXiv", "PDF", "Hugging Face", "BibTeX", "Markdown"}
# BibTeX's own word for further authors.
KEYWORDS = {"others"}


def trees(*parts: str) -> Iterator[tuple[str, ast.Module]]:
    for part in parts:
        for path in sorted((BOT / part).rglob("*.py")):
            yield path.relative_to(BOT).as_posix(), ast.parse(path.read_text("utf-8"))


def called(node: ast.Call) -> str:
    """Return the last name of what is called, through `x[Any]` too."""
    function = node.func.value if isinstance(node.func, ast.Subscript) else node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def literals(node: ast.expr) -> Iterator[str]:
    """Yield the strings that an expression shows, through what only hands them on."""
    match node:
        case ast.Constant(value=str(value)):
            yield value
        case ast.JoinedStr(values=parts) | ast.List(elts=parts) | ast.Tuple(elts=parts) | ast.BoolOp(values=parts):
            for part in parts:
                yield from literals(part)
        case ast.FormattedValue(value=part) | ast.Starred(value=part):
            yield from literals(part)
        case ast.BinOp(left=left, right=right) | ast.IfExp(body=left, orelse=right):
            yield from literals(left)
            yield from literals(right)
        case ast.Call(args=arguments) if called(node) in PASSING:
            for part in arguments[:1]:
                yield from literals(part)
        case _:
            return


def shown(node: ast.Call) -> Iterator[ast.expr]:
    """Yield the arguments of a call that a person reads."""
    name = called(node)
    yield from (keyword.value for keyword in node.keywords if keyword.arg in EVERYWHERE)
    if name in SHOWN_ARGUMENTS:
        yield from (keyword.value for keyword in node.keywords if keyword.arg in SHOWN_ARGUMENTS[name] - EVERYWHERE)
        yield from node.args if name in ALL_SHOWN else node.args[1:2] if name == "say" else node.args[:1]


def one_language_only(name: str, tree: ast.Module) -> Iterator[str]:
    """Yield each place where words of one language are handed to what shows text."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            expressions = list(shown(node))
        elif isinstance(node, ast.ClassDef):
            expressions = [keyword.value for keyword in node.keywords if keyword.arg == "title"]
        else:
            continue
        for expression in expressions:
            for text in literals(expression):
                # What ends so is the name of a feature that a model weighs.
                if text.endswith("=") or text.strip() in NAMES | KEYWORDS:
                    continue
                if ENGLISH.search(text) or HANGUL.search(text):
                    yield f"{name}:{node.lineno}: {text}"


@pytest.mark.parametrize(
    "code",
    [
        "say(interaction, 'Stopped.')",
        "await channel.send('Hello there')",
        "await channel.send(content=f'{count} papers')",
        "ui.TextDisplay[Any]('저장했습니다')",
        "ui.Button(label='Save' if new else 'Remove')",
        "ui.Select(placeholder=' '.join(['Pick', name]))",
        "button('Save', language, 'save', paper)",
        "console.print(Line('Wrong: ' + fault))",
        "panel(head, f'## {inline(\"Papers\", 30)}')",
        "class Window(ui.Modal, title='Search'):\n    pass",
    ],
)
def test_the_guard_sees_words_of_one_language(code: str) -> None:
    assert list(one_language_only("code", ast.parse(code)))


@pytest.mark.parametrize(
    "code",
    [
        "say(interaction, _STOPPED.fill(name='x').in_(language))",
        "button(_SAVE, language, 'save', paper)",
        "link_button('arXiv', url)",
        "console.print(Line(f'{name}: ', style='bold'), style='dim')",
        "ui.TextDisplay(f'-# {text}')",
    ],
)
def test_the_guard_lets_texts_pass(code: str) -> None:
    assert list(one_language_only("code", ast.parse(code))) == []


def test_nothing_is_shown_in_one_language_only() -> None:
    assert [x for name, tree in trees(".") for x in one_language_only(name, tree)] == []


# What may hold English words without being shown in one language: texts themselves, logs, patterns, what is translated
# elsewhere or is typer's help, metrics, and messages of defects.
UNSHOWN = {
    "Text", "debug", "info", "warning", "error", "exception", "compile", "sub", "cast", "describe", "command", "Group",
    "Choice", "Option", "Argument", "Typer", "create_task", "IsADirectoryError", "Counter", "Gauge", "Histogram",
}  # fmt: skip
SENTENCE = re.compile(r"[A-Za-z]{2,},? (?:an? )?[a-z]{2,}")
SQL = r"\b(SELECT|INSERT|UPDATE|DELETE|PRAGMA|FROM|VALUES|WHERE|ORDER BY|IS NULL)\b|= [?N]|_at\b"
NO_SENTENCE = re.compile(rf'{SQL}|\\|\||^\n|^/|^discord|^, "')
# States, styles, units, names, headings of listings, and words that are read.
WORDS = {
    "on it", "near it", "bold cyan", "italic dim", "dim italic", "offset points", "Find papers", "not set",
    "digest tick", "the answer to message ", ": row without its ", "same people", "but without", "but not", "but no",
    "same list", "part of a question",
    "technical details", "performance highlights",
}  # fmt: skip


def sentences_outside_of_texts(name: str, tree: ast.Module) -> Iterator[str]:
    """Yield each string of several English words that stands in no Text and is not known to be unshown."""

    def walk(node: ast.AST) -> Iterator[ast.Constant]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
                continue
            if isinstance(child, ast.Call) and called(child) in UNSHOWN:
                continue
            if isinstance(child, ast.Attribute) and child.attr == "split":
                continue
            if isinstance(child, ast.Assign) and ast.unparse(child.targets[0]) == "message":
                continue
            if isinstance(child, ast.Constant) and isinstance(child.value, str):
                yield child
            yield from walk(child)

    for constant in walk(tree):
        text = str(constant.value)
        if SENTENCE.search(text) and not NO_SENTENCE.search(text) and text not in WORDS:
            yield f"{name}:{constant.lineno}: {text[:80]}"


def test_every_sentence_stands_in_a_text() -> None:
    # The former is what translations are of, the latter is for operators.
    skipped = {"interface/ui/translations.py", "interface/ui/translated_names.py", "operating/metrics.py"}
    found = [x for name, tree in trees(".") if name not in skipped for x in sentences_outside_of_texts(name, tree)]
    assert found == []


@pytest.mark.parametrize(
    "code",
    [
        "return Reply('papers', language, 'Nothing was found')",
        "raise InputError('That is too long')",
        "lines += [f'{count} papers were listed']",
        "axes.text(0, 0, 'papers a week')",
        "yield 'No listing today'",
    ],
)
def test_a_sentence_outside_of_a_text_is_seen(code: str) -> None:
    assert list(sentences_outside_of_texts("code", ast.parse(code)))

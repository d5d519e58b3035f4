"""Every pattern of `bot`, wherever it is compiled, and texts that cost a pattern most: its own parts, over and over."""

from __future__ import annotations

import ast
import importlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from time import thread_time
from typing import Any

__all__ = ["Found", "hostile", "literals", "patterns", "slowest"]

# `re` parses with these; they are stable, but not public.
_PARSER: Any = importlib.import_module("re._parser")
_ROOT = Path(__file__).resolve().parents[1]
_CALLS = frozenset("compile match fullmatch search sub subn split findall finditer".split())
_MOST_FRAGMENTS = 16
_SHOWN = 100
_GROWTH, _SUSPECT, _FAR = 8, 6, 10
_SHORTER = 8
_TRIES = 4
_FOREIGN = ("a", "가", "1", " ", "-", "?", "ㅋ", "(", "a-", "1.", "a ", "가 ", "A", "aA", "\n")
_TAILS = ("", "\x00")
# Run in a process of its own, so that no module has compiled anything before: what is compiled is written down.
_WATCH = """
import importlib, json, pkgutil, re, sys
seen, real = {}, re._compile
def watched(pattern, flags):
    made, frame = real(pattern, flags), sys._getframe(1)
    while frame and frame.f_code.co_filename == re.__file__:
        frame = frame.f_back
    place = frame.f_code.co_filename.replace("\\\\", "/") if frame else ""
    if "/bot/" in place and isinstance(made.pattern, str):
        seen.setdefault((made.pattern, made.flags), f"{place.rpartition('/bot/')[2]}:{frame.f_lineno}")
    return made
re._compile = watched
import bot
for module in pkgutil.walk_packages(bot.__path__, "bot."):
    importlib.import_module(module.name)
print(json.dumps([[place, *key] for key, place in seen.items()]))
"""


@dataclass(frozen=True, slots=True)
class Found:
    """Hold a pattern and where it is compiled."""

    place: str
    pattern: re.Pattern[str]


@cache
def patterns() -> tuple[Found, ...]:
    """Return the patterns that the modules of `bot` compile while they are imported, and those in their functions."""
    ran = subprocess.run(
        [sys.executable, "-c", _WATCH], capture_output=True, text=True, check=True, cwd=_ROOT, timeout=120
    )
    imported = [Found(place, re.compile(typed, flags)) for place, typed, flags in json.loads(ran.stdout)]
    known = {one.pattern.pattern for one in imported}
    return (*imported, *(one for one in literals(_ROOT / "bot") if one.pattern.pattern not in known))


def literals(folder: Path) -> Iterator[Found]:
    """Yield the patterns that are written out in calls such as `re.sub("…", …)`; what is put in counts as a letter."""
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _CALLS:
                of_re = isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
                typed = _written(node.args[0]) if of_re and node.args else None
                if typed is not None:
                    yield Found(f"{path.relative_to(folder)}:{node.lineno}", re.compile(typed))


def _written(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "a" for part in node.values)
    return None


def hostile(pattern: re.Pattern[str], length: int) -> Iterator[str]:
    """Yield texts of `length`: fragments of what `pattern` matches, alone and in pairs, with tails that do not fit."""
    parsed = _PARSER.parse(pattern.pattern, pattern.flags & ~re.UNICODE)
    own = [part for part in dict.fromkeys(_fragments(parsed)) if part]
    pairs = [first + second for first, second in pairwise(own)]
    step = max(1, len(own) // _MOST_FRAGMENTS)
    for fragment in dict.fromkeys((*own[::step], *pairs[:: 2 * step], *_FOREIGN)):
        for piece in (fragment, f"{fragment} "):
            for tail in _TAILS:
                yield (piece * (length // len(piece) + 1))[: length - len(tail)] + tail
    for opening in own[: _MOST_FRAGMENTS // 2 : max(1, step // 2)]:
        for filling in (" ", "a", "1", "가"):
            yield (opening + filling * length)[:length]


def slowest(pattern: re.Pattern[str], length: int, limit: float) -> tuple[float, str]:
    """Return the seconds above `limit` that a text of `length` takes, and how it begins; (0, "") where none does.

    Time that grows with the square of the length is far less for a shorter text, and grows there already: what does
    not is passed over.
    """
    for short in hostile(pattern, length // _SHORTER):
        taken = _seconds(pattern, short)
        if taken < limit / _SHORTER**2 or taken < _SUSPECT * _seconds(pattern, _quarter(short)):
            continue
        text = (short[:-1] * (_SHORTER + 1))[: length - 1] + short[-1:]
        longest = short[:-1] + short[len(short) // 2] * (length - len(short)) + short[-1:]
        for one in (text, longest):
            taken = _seconds(pattern, one)
            if taken > _FAR * limit or (taken > limit and _grows(pattern, one, limit)):
                return taken, text[:_SHOWN]
    return 0.0, ""


def _grows(pattern: re.Pattern[str], text: str, limit: float) -> bool:
    """Tell whether four times the text takes sixteen times as long, and not four times, whatever a machine does."""
    short = _quarter(text)
    tries = [(_seconds(pattern, text), _seconds(pattern, short)) for _ in range(_TRIES)]
    taken, shortest = (min(times) for times in zip(*tries, strict=True))
    return taken > limit and taken > _GROWTH * shortest


def _quarter(text: str) -> str:
    """Return the beginning of a text with its last character."""
    return text[: len(text) // 4 - 1] + text[-1:]


def _seconds(pattern: re.Pattern[str], text: str) -> float:
    began = thread_time()
    for _ in pattern.finditer(text):
        pass
    whole = thread_time() - began
    began = thread_time()
    pattern.fullmatch(text)
    return max(whole, thread_time() - began)


def _fragments(parsed: Any) -> Iterator[str]:
    """Yield each beginning and each part of what a parsed pattern matches, with every branch and member once."""
    before = ""
    for code, value in parsed:
        yield from _members(str(code), value)
        for inner in _inner(str(code), value):
            for part in _fragments(inner):
                yield part
                yield before + part
        sample = _sample(str(code), value)
        before += sample
        yield sample
        yield before


def _members(code: str, value: Any) -> Iterator[str]:
    if code == "IN":
        yield from (chr(one) for kind, one in value if str(kind) == "LITERAL")
        yield from (chr(one[0]) for kind, one in value if str(kind) == "RANGE")
        yield _member(value)


def _inner(code: str, value: Any) -> list[Any]:
    """Return the parsed parts inside of one part."""
    match code:
        case "BRANCH":
            return list(value[1])
        case "SUBPATTERN":
            return [value[3]]
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return [value[2]]
        case "ASSERT" | "ASSERT_NOT":
            return [value[1]]
        case "ATOMIC_GROUP":
            return [value]
        case _:
            return []


def _sample(code: str, value: Any) -> str:
    """Return something that a part of a pattern matches: the first branch, what repeats at least once."""
    match code:
        case "LITERAL":
            return chr(value)
        case "NOT_LITERAL" | "ANY":
            return "a"
        case "IN":
            return _member(value)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return _whole(value[2]) * max(value[0], 1)
        case "ASSERT" | "ASSERT_NOT":
            return ""
        case _:
            inner = _inner(code, value)
            return _whole(inner[0]) if inner else ""


def _whole(parsed: Any) -> str:
    return "".join(_sample(str(code), value) for code, value in parsed)


def _member(members: Any) -> str:
    """Return a character of a set."""
    negated = str(members[0][0]) == "NEGATE"
    candidates = [*(chr(value[0]) for code, value in members if str(code) == "RANGE"), *"a1 가-.?ㅋ"]
    candidates += [chr(value) for code, value in members if str(code) == "LITERAL"]
    return next((one for one in candidates if _is_in(one, members) != negated), "")


def _is_in(character: str, members: Any) -> bool:
    return any(_fits(character, str(code), value) for code, value in members)


def _fits(character: str, code: str, value: Any) -> bool:
    match code:
        case "LITERAL":
            return character == chr(value)
        case "RANGE":
            return value[0] <= ord(character) <= value[1]
        case "CATEGORY":
            return _of_category(character, str(value))
        case _:
            return False


def _of_category(character: str, category: str) -> bool:
    word = character.isalnum() or character == "_"
    kinds = {"DIGIT": character.isdecimal(), "SPACE": character.isspace(), "WORD": word}
    holds = kinds[category.rsplit("_", 1)[-1]]
    return holds != ("NOT" in category)

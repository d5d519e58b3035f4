"""Texts that cost a pattern most: what its own parts match, over and over, up to where it fails."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from time import thread_time
from typing import Any, cast

import bot.answers.understand

__all__ = ["hostile", "patterns", "slowest"]

# `re` parses with these; they are stable, but not public.
_PARSER: Any = importlib.import_module("re._parser")
_MOST_OF_ONE = 100
# Four times the text takes four times as long, or sixteen times; machines differ in what four times is.
_GROWTH = 8
_FAR = 10


def patterns() -> dict[str, re.Pattern[str]]:
    """Return every compiled pattern of the package under its place, those in tuples and tables too."""
    found: dict[str, re.Pattern[str]] = {}
    package = bot.answers.understand
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        place = module.name.removeprefix(f"{package.__name__}.").replace(".", "/")
        for name, value in vars(importlib.import_module(module.name)).items():
            for number, pattern in enumerate(_patterns_in(value)):
                found.setdefault(f"{place}.{name}.{number}", pattern)
    return found


def _patterns_in(value: Any) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, Mapping):
        for part in cast(Mapping[Any, Any], value).values():
            yield from _patterns_in(part)
    elif isinstance(value, tuple | list):
        for part in cast(list[Any] | tuple[Any, ...], value):
            yield from _patterns_in(part)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _patterns_in(getattr(value, field.name))


def hostile(pattern: re.Pattern[str], length: int) -> Iterator[str]:
    """Yield texts of `length` made of the beginnings of what `pattern` matches; blanks are single behind the door."""
    fragments = dict.fromkeys(_beginnings(_PARSER.parse(pattern.pattern, pattern.flags & ~re.UNICODE)))
    for fragment in (*fragments, "a", "가", "1", "ㅋ", "-", "?", ".", "a.", "가 "):
        for piece in (fragment, f"{fragment} "):
            text = re.sub(r"\s+", " ", piece * (length // max(len(piece), 1) + 1)) if piece.strip() else ""
            if text.strip():
                yield text[:length]


def _beginnings(parsed: Any) -> Iterator[str]:
    """Yield each beginning of what a parsed pattern matches, up to a branch or a repeat and with every branch once."""
    before = ""
    for code, value in parsed:
        for inner in _inner(str(code), value):
            yield from (before + part for part in _beginnings(inner))
        before += _sample(str(code), value)
        if str(code) != "LITERAL":
            yield before
    yield before


def _inner(code: str, value: Any) -> list[Any]:
    """Return the parsed parts inside of one part."""
    match code:
        case "BRANCH":
            return list(value[1])
        case "SUBPATTERN":
            return [value[3]]
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return [value[2]]
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


def slowest(pattern: re.Pattern[str], length: int, limit: float) -> tuple[float, str]:
    """Return the seconds beyond `limit` that a text of `length` takes for more than its length, and what it repeats.

    Where the time grows with the square of the length, a quarter of the text takes a sixteenth: what takes less of
    `limit` than that keeps it, and only the others are tried at full length.
    """
    for short in hostile(pattern, length // 4):
        if _seconds(pattern, short) < limit / 16:
            continue
        text = (short * 5)[:length]
        whole = min(_seconds(pattern, text) for _ in range(3))
        if whole > _FAR * limit or (
            whole > limit and whole > _GROWTH * min(_seconds(pattern, short) for _ in range(3))
        ):
            return whole, text[:_MOST_OF_ONE]
    return 0.0, ""


def _seconds(pattern: re.Pattern[str], text: str) -> float:
    began = thread_time()
    for _ in pattern.finditer(text):
        pass
    return thread_time() - began

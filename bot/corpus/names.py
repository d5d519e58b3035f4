"""The authors line of an entry: one line of text -> names."""

from __future__ import annotations

import re

__all__ = ["LONGEST_NAME", "literal_items", "parse_authors"]

# Of 46,000 names in real listings the longest has 38 characters; those of collaborations may be longer.
LONGEST_NAME = 100

_LITERAL_GAP = re.compile(r"""['"]\s*,\s*['"]""")
_LITERAL_ENDS = re.compile(r"""^['"]|['"]\s?,?$""")
_COMMA_GAP = re.compile(
    r"(?:(?<!\s)\s++)?[,;，]\s*(?:and\s+|&\s*)?|(?<!\s)\s++(?:and|&)\s+|(?<!\s)\s++(?=et\.? al\b|\+)"
)
_AND = re.compile(r"^\s*(?:and|&)\s+")
_OTHERS = re.compile(r"\+\s*\d*(?:\s*(?:more|authors?|others))*|et\.?\s*al\.?|(?:and\s+)?others", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|II|III|IV", re.IGNORECASE)
_NOBODY = {"", "-", "none", "n/a", "unknown", "[]"}


def parse_authors(value: str, dropped: list[str] | None = None) -> tuple[tuple[str, ...], bool]:
    """Return the names in listed order, each once, and whether the line says that there are others.

    Reads `A, B and C`, `['A', "D'arcy"]`, and `+` or `et al.` for "and others". What is too long for a name, or has
    no letter, is added to `dropped` instead.
    """
    value = " ".join(value.split())
    if value.casefold() in _NOBODY:
        return (), False
    names: dict[str, None] = {}
    others = False
    for part in _parts(value):
        name = part.strip()
        if not name or name.casefold() in _NOBODY:
            continue
        if _OTHERS.fullmatch(name):
            others = True
        elif names and _SUFFIX.fullmatch(name) and len(last := next(reversed(names))) < LONGEST_NAME - len(name) - 1:
            del names[last]
            names[f"{last}, {name}"] = None
        elif _is_name(name):
            names[name] = None
        elif dropped is not None:
            dropped.append(name)
    return tuple(names), others


def _is_name(text: str) -> bool:
    return len(text) <= LONGEST_NAME and any(letter.isalpha() for letter in text)


def literal_items(value: str) -> list[str] | None:
    """Return the items of a line such as `['A', "D'arcy"]`, None where it is no list in that form."""
    inside = value.removeprefix("[").removesuffix("]").strip()
    if not value.startswith("[") or inside[:1] not in ("'", '"'):
        return None
    # Not ast.literal_eval: a name such as 'O'Brien' breaks the literal, and a cut line must still give its names.
    return [re.sub(r"\\(.)", r"\1", part) for part in _LITERAL_GAP.split(_LITERAL_ENDS.sub("", inside))]


def _parts(value: str) -> list[str]:
    parts = literal_items(value)
    if parts is None:
        inside = value.removeprefix("[").removesuffix("]").strip()
        parts = _COMMA_GAP.split(inside if value.startswith("[") else value)
    return [_AND.sub("", part) for part in parts]

"""The part of YAML that this project writes: mappings, lists, one-line values, and one anchor merged into mappings."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

__all__ = ["read_yaml"]

_KEY = re.compile(r"(?P<key>[\w.<-]+):(?: (?P<value>\S.*))?")
# What would be something else than a text, or not be YAML at all.
_PLAIN = re.compile(r"(?!(?:yes|no|on|off|true|false|null|~|\d[\d.]*)$)[\w./:-][^#{}\[\]&*!|>'\"%@`]*")


def read_yaml(text: str) -> Any:
    """Read a document; raises ValueError for anything that is not in this part of YAML."""
    lines = [
        (number, len(line) - len(line.lstrip(" ")), line.strip())
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip() and not line.lstrip().startswith("#")
    ]
    reader = _Reader(lines)
    found = reader.block(0)
    if reader.at < len(lines):
        reader.fail("stands at no level that is open")
    return found


class _Reader:
    def __init__(self, lines: list[tuple[int, int, str]]) -> None:
        self._lines = lines
        self._anchors: dict[str, Any] = {}
        self.at = 0

    def fail(self, why: str) -> None:
        number, _, line = self._lines[min(self.at, len(self._lines) - 1)]
        message = f"line {number} {why}: {line}"
        raise ValueError(message)

    def block(self, indent: int) -> Any:
        """Read what stands at one level."""
        is_list = self._lines[self.at][2].startswith("- ")
        return [*self._items(indent)] if is_list else self._mapping(indent)

    def _items(self, indent: int) -> Iterator[Any]:
        while self._is_at(indent):
            line = self._lines[self.at][2]
            if not line.startswith("- "):
                self.fail("is no item")
            yield self._value(line[2:])
            self.at += 1

    def _mapping(self, indent: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while self._is_at(indent):
            match = _KEY.fullmatch(self._lines[self.at][2])
            if match is None or match["key"] in found:
                self.fail("is no key, or one for the second time")
                break
            key, value = match["key"], match["value"] or ""
            if key == "<<":
                found |= self._anchors[value.removeprefix("*")]
                self.at += 1
                continue
            anchor = value.removeprefix("&") if value.startswith("&") else None
            found[key] = self._below(indent) if not value or anchor else self._value(value)
            if anchor:
                self._anchors[anchor] = found[key]
            elif value:
                self.at += 1
        return found

    def _below(self, indent: int) -> Any:
        self.at += 1
        deeper = self.at < len(self._lines) and self._lines[self.at][1] > indent
        return self.block(self._lines[self.at][1]) if deeper else None

    def _is_at(self, indent: int) -> bool:
        return self.at < len(self._lines) and self._lines[self.at][1] == indent

    def _value(self, text: str) -> Any:
        if text.startswith(('"', "[")) or text in ("true", "false") or text.isdecimal():
            return json.loads(text)
        if _PLAIN.fullmatch(text) is None or ": " in text:
            self.fail("has a value that is to be quoted")
        return text

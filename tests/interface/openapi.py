"""Discord's own description of its API, where it is at hand: what the client sends is held against it."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

__all__ = ["description", "faults"]

_BESIDE = Path(__file__).parents[2] / ".." / "shared" / "discord" / "openapi.json"
_KINDS: dict[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "integer": (int,), "number": (int, float),
    "boolean": (bool,), "null": (type(None),),
}  # fmt: skip

Schema = dict[str, Any]


@cache
def description() -> Schema | None:
    """Return the description that DISCORD_OPENAPI names, or the one beside the project, or None."""
    path = Path(os.environ.get("DISCORD_OPENAPI", _BESIDE))
    return json.loads(path.read_text("utf-8")) if path.is_file() else None


@lru_cache(maxsize=64)
def faults(method: str, path: str, text: str) -> list[str]:
    """Return what is wrong with a request of the JSON `text`; nothing where no description is at hand."""
    whole = description()
    if whole is None or not text:
        return []
    body = json.loads(text)
    for template, operations in whole["paths"].items():
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), path) and method.lower() in operations:
            content = operations[method.lower()].get("requestBody", {}).get("content", {})
            schema = content.get("application/json", {}).get("schema", {})
            return [f"{method} {path}: {fault}" for fault in _faults(schema, body, "body", whole)]
    return [f"{method} {path}: Discord has no such address"]


def _faults(schema: Schema, value: Any, place: str, whole: Schema) -> Iterator[str]:
    if reference := schema.get("$ref"):
        yield from _faults(whole["components"]["schemas"][reference.rpartition("/")[2]], value, place, whole)
    for part in schema.get("allOf", []):
        yield from _faults(part, value, place, whole)
    options = [list(_faults(part, value, place, whole)) for key in ("oneOf", "anyOf") for part in schema.get(key, [])]
    if options and all(options):
        yield from min(options, key=len)
    kinds = schema.get("type", [])
    allowed = tuple(kind for name in ([kinds] if isinstance(kinds, str) else kinds) for kind in _KINDS[name])
    if allowed and (not isinstance(value, allowed) or (isinstance(value, bool) and bool not in allowed)):
        yield f"{place} is {type(value).__name__}, not {kinds}"
    else:
        yield from _limits(schema, value, place)
        yield from _parts(schema, value, place, whole)


def _limits(schema: Schema, value: Any, place: str) -> Iterator[str]:
    if "enum" in schema and value not in schema["enum"]:
        yield f"{place} is {value!r}, not one of {schema['enum']}"
    if isinstance(value, (str, list)):
        most, least = ("maxLength", "minLength") if isinstance(value, str) else ("maxItems", "minItems")
        if not schema.get(least, 0) <= len(value) <= schema.get(most, len(value)):  # pyright: ignore[reportUnknownArgumentType]
            yield f"{place} has the length {len(value)}"  # pyright: ignore[reportUnknownArgumentType]
    if isinstance(value, (int, float)) and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        yield f"{place} is {value}"


def _parts(schema: Schema, value: Any, place: str, whole: Schema) -> Iterator[str]:
    if isinstance(value, list):
        for number, item in enumerate(value):  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
            yield from _faults(schema.get("items", {}), item, f"{place}[{number}]", whole)
    if isinstance(value, dict):
        known, others = schema.get("properties", {}), schema.get("additionalProperties")
        for name in schema.get("required", []):
            if name not in value:
                yield f"{place} lacks {name}"
        for name, item in value.items():  # pyright: ignore[reportUnknownVariableType]
            part = known.get(name, others if isinstance(others, dict) else {})
            yield from _faults(part, item, f"{place}.{name}", whole)

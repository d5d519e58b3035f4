"""Discord's OpenAPI description, reduced to what is checked: addresses, and the bodies that they take.

`python -m tests.wire.reduced openapi.json` makes the copy of this folder anew from Discord's published file.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from tests.wire.schema import DESCRIPTION, Schema

__all__ = ["reduced"]

_METHODS = ("get", "post", "put", "patch", "delete")
# What is there for readers only.
_SAID = frozenset({"title", "description", "example", "examples", "deprecated", "default", "externalDocs"})


def reduced(whole: Schema) -> Schema:
    """Return a description with the addresses and JSON bodies of `whole`, and the schemas that those refer to."""
    paths = {
        path: {method: _operation(known[method]) for method in _METHODS if method in known}
        for path, known in whole["paths"].items()
    }
    schemas: Schema = {}
    left = set(_references(paths))
    while left:
        name = left.pop()
        schemas[name] = _bare(whole["components"]["schemas"][name])
        left |= set(_references(schemas[name])) - schemas.keys()
    info = {key: whole["info"][key] for key in ("title", "license", "version")}
    components = {"schemas": dict(sorted(schemas.items()))}
    return {"openapi": whole["openapi"], "info": info, "paths": paths, "components": components}


def _operation(known: Schema) -> Schema:
    content = known.get("requestBody", {}).get("content", {}).get("application/json")
    if content is None:
        return {}
    return {"requestBody": {"content": {"application/json": {"schema": _bare(content["schema"])}}}}


def _bare(part: Any, *, are_names: bool = False) -> Any:
    """Return a schema without what is said to readers; the keys of `properties` are names, whatever they are."""
    if isinstance(part, list):
        return [_bare(one) for one in cast("list[Any]", part)]
    if not isinstance(part, dict):
        return part
    return {
        key: _bare(value, are_names=key == "properties" and not are_names)
        for key, value in cast("Schema", part).items()
        if are_names or key not in _SAID
    }


def _references(part: Any) -> Iterator[str]:
    """Yield the names of the schemas that a part of a description refers to."""
    if isinstance(part, list):
        for one in cast("list[Any]", part):
            yield from _references(one)
    elif isinstance(part, dict):
        schema = cast("Schema", part)
        if isinstance(schema.get("$ref"), str):
            yield schema["$ref"].rpartition("/")[2]
        for one in schema.values():
            yield from _references(one)


if __name__ == "__main__":
    smaller = reduced(json.loads(Path(sys.argv[1]).read_text("utf-8")))
    DESCRIPTION.write_text(json.dumps(smaller, separators=(",", ":"), ensure_ascii=False) + "\n", "utf-8")

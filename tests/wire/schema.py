"""Discord's own description of its API: what the client sends is checked against it.

`discord_openapi.json` is a copy reduced to addresses and request bodies, under the MIT licence beside it;
`python -m tests.wire.reduced FILE` makes it anew from Discord's openapi.json.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, cast

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend  # pyright: ignore[reportUnknownVariableType]

__all__ = ["DESCRIPTION", "Schema", "faults"]

DESCRIPTION = Path(__file__).with_name("discord_openapi.json")

_SNOWFLAKE = "SnowflakeType"

Schema = dict[str, Any]


@lru_cache(maxsize=256)
def faults(method: str, path: str, text: str) -> tuple[str, ...]:
    """Return what is wrong with a request of the JSON `text`."""
    operations = [one for pattern, one in _operations(method.lower()) if pattern.fullmatch(path)]
    if not operations:
        return (f"{method} {path}: Discord has no such address",)
    if not text:
        return ()
    validator = _validator(operations[0], method.lower())
    if validator is None:
        return (f"{method} {path}: Discord expects no body",)
    errors = validator.iter_errors(json.loads(text))
    return tuple(f"{method} {path}: {_place(error)}: {error.message[:300]}" for error in errors)


def _place(error: ValidationError) -> str:
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in error.absolute_path)
    return "body" + "".join(steps)


@cache
def _description() -> Schema:
    return json.loads(DESCRIPTION.read_text("utf-8"))


@cache
def _operations(method: str) -> list[tuple[re.Pattern[str], str]]:
    """Return the addresses that a method has; fixed ones before those with variables in them."""
    templates = [template for template, known in _description()["paths"].items() if method in known]
    templates.sort(key=lambda template: template.count("{"))
    return [(re.compile(re.sub(r"\{\w+\}", "[^/]+", template)), template) for template in templates]


@cache
def _validator(template: str, method: str) -> Validator | None:
    whole = _description()
    content = whole["paths"][template][method].get("requestBody", {}).get("content", {})
    if "application/json" not in content:
        return None
    schema = _inlined(content["application/json"]["schema"], whole["components"]["schemas"], {})
    return _checking()(schema)


def _inlined(part: Any, schemas: Schema, done: dict[str, Schema]) -> Any:
    """Return a schema with what it refers to in its place, which is quicker to check; it may contain itself."""
    if isinstance(part, list):
        return [_inlined(one, schemas, done) for one in cast("list[Any]", part)]
    if not isinstance(part, dict):
        return part
    schema = cast("Schema", part)
    rest = {key: _inlined(value, schemas, done) for key, value in schema.items() if key != "$ref"}
    if not isinstance(schema.get("$ref"), str):
        return rest
    name = schema["$ref"].rpartition("/")[2]
    if name not in done:
        done[name] = {}
        done[name].update(_inlined(schemas[name], schemas, done))
        if name == _SNOWFLAKE:
            # Discord takes numbers too, which discord.py sends in some places.
            done[name]["type"] = ["string", "integer"]
    return {"allOf": [done[name]], **rest} if rest else done[name]


@cache
def _checking() -> type[Validator]:
    """Return the validator whose faults in unions name what is wrong with the alternative that was meant."""
    return cast("type[Validator]", extend(Draft202012Validator, {"oneOf": _one_of, "anyOf": _any_of}))


def _one_of(validator: Validator, options: list[Schema], value: Any, schema: Schema) -> Iterator[ValidationError]:
    return _alternatives("oneOf", validator, options, value, schema)


def _any_of(validator: Validator, options: list[Schema], value: Any, schema: Schema) -> Iterator[ValidationError]:
    return _alternatives("anyOf", validator, options, value, schema)


def _alternatives(
    keyword: str, validator: Validator, options: list[Schema], value: Any, schema: Schema
) -> Iterator[ValidationError]:
    meant = [option for option in options if _is_meant(option, value)]
    if len(meant) == 1:
        yield from cast("Any", validator).descend(value, meant[0])
    else:
        usual = cast("Any", Draft202012Validator).VALIDATORS[keyword]
        yield from usual(validator, options, value, schema)


def _is_meant(option: Schema, value: Any) -> bool:
    """Tell whether a value is of the kind that an alternative is for: null, or an object of a `type`."""
    if option.get("type") == "null" or value is None:
        return option.get("type") == "null" and value is None
    kinds = option.get("properties", {}).get("type", {}).get("enum")
    return kinds is None or (isinstance(value, dict) and cast("Schema", value).get("type") in kinds)

"""A stream of questions: one JSON object a line in, one a line out, in the same order."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from bot.answers.query_service import QueryService
from bot.answers.reply import Reply
from bot.console.rows import Row, reply_row
from bot.errors import UserError
from bot.texts import Language, language_of

__all__ = ["Asked", "answer_lines", "answered", "read_lines"]

_MOST_DIGITS = 300


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the stream; `name` is its id, whatever that is."""

    name: object
    conversation: str | None
    question: str


def answer_lines(lines: Iterable[bytes], service: QueryService, fallback: Language) -> Iterator[Row]:
    """Yield the reply to each line of `lines`, from what `service` has."""
    for asked in read_lines(lines):
        yield answered(asked, service, fallback) if isinstance(asked, Asked) else asked


def read_lines(lines: Iterable[bytes]) -> Iterator[Asked | Row]:
    """Yield the question of each line of `lines`, `{"id", "conversation", "question"}`.

    Any other line gives `{"id": null, "error": "line 3: …"}`, and the stream continues.
    """
    for number, line in enumerate(lines, start=1):
        try:
            yield _read(line)
        except ValueError as error:
            yield {"id": None, "error": f"line {number}: {error}"}


def answered(asked: Asked, service: QueryService, fallback: Language) -> Row:
    """Return the reply to a question as a row."""
    try:
        reply = service.ask(asked.question, asked.conversation)
    except UserError as error:
        language = language_of(asked.question) or fallback
        reply = Reply("not_found", language, error.in_(language))
    return reply_row(reply, asked.name)


def _read(line: bytes) -> Asked:
    value = _parsed(line)
    if not isinstance(value, dict):
        message = "not a JSON object"
        raise ValueError(message)
    fields = cast("dict[str, Any]", value)
    if not isinstance(fields.get("question"), str):
        message = 'no text under "question"'
        raise ValueError(message)
    for name in ("id", "conversation"):
        if not _is_plain(fields.get(name)):
            message = f'neither text nor a number under "{name}"'
            raise ValueError(message)
    conversation = fields.get("conversation")
    return Asked(fields.get("id"), None if conversation is None else str(conversation), fields["question"])


def _is_plain(value: object) -> bool:
    """Tell whether a value can be echoed: not a list or object, nor a number such as 1e999."""
    return not isinstance(value, (dict, list)) and not (isinstance(value, float) and math.isinf(value))


def _parsed(line: bytes) -> object:
    try:
        return json.loads(line.decode("utf-8-sig"), parse_constant=_constant, parse_int=_integer)
    except UnicodeDecodeError:
        message = "not UTF-8"
    except json.JSONDecodeError as error:
        message = f"not JSON ({error.msg})"
    except RecursionError:
        message = "not JSON (nested too deep)"
    raise ValueError(message)


def _constant(text: str) -> object:
    message = f"not JSON ({text} is no number)"
    raise ValueError(message)


def _integer(text: str) -> int | float:
    # Python refuses to read an integer of thousands of digits.
    return int(text) if len(text) <= _MOST_DIGITS else float(text)

"""A stream of questions: one JSON object a line in, one a line out, in the same order."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from typing import Any, cast

from bot.answers.query_service import QueryService
from bot.answers.reply import Reply
from bot.console.rows import Row, reply_row
from bot.errors import UserError
from bot.texts import Language, language_of

__all__ = ["answer_lines"]

_MOST_DIGITS = 300


def answer_lines(lines: Iterable[bytes], service: QueryService, fallback: Language) -> Iterator[Row]:
    """Yield the reply to each line of `lines`, `{"id", "conversation", "question"}`.

    Any other line gives `{"id": null, "error": "line 3: …"}`, and the stream continues.
    """
    for number, line in enumerate(lines, start=1):
        try:
            name, conversation, question = _read(line)
        except ValueError as error:
            yield {"id": None, "error": f"line {number}: {error}"}
            continue
        try:
            reply = service.ask(question, conversation)
        except UserError as error:
            language = language_of(question) or fallback
            reply = Reply("not_found", language, error.in_(language))
        yield reply_row(reply, name)


def _read(line: bytes) -> tuple[object, str | None, str]:
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
    return fields.get("id"), None if conversation is None else str(conversation), fields["question"]


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

"""A stream of questions: one JSON object a line in, one a line out, in the same order."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, cast

from bot.answers.desk import Desk
from bot.answers.reply import Reply
from bot.console.rows import reply_row
from bot.errors import UserError
from bot.texts import Language, language_of

__all__ = ["answer_lines"]


def answer_lines(lines: Iterable[bytes], desk: Desk, fallback: Language) -> Iterator[str]:
    """Yield the reply to each line of `lines`, `{"id", "conversation", "question"}`.

    A line that is no such object gives `{"id": null, "error": "line 3: …"}`, and the stream goes on.
    """
    for number, line in enumerate(lines, start=1):
        try:
            name, question = _read(line)
        except ValueError as error:
            yield json.dumps({"id": None, "error": f"line {number}: {error}"}, ensure_ascii=False)
            continue
        try:
            reply = desk.ask(question)
        except UserError as error:
            language = language_of(question) or fallback
            reply = Reply("not_found", language, error.in_(language))
        yield json.dumps(reply_row(reply, name), ensure_ascii=False)


def _read(line: bytes) -> tuple[object, str]:
    try:
        value = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        message = "not UTF-8"
        raise ValueError(message) from None
    except (json.JSONDecodeError, RecursionError) as error:
        message = f"not JSON ({error.msg if isinstance(error, json.JSONDecodeError) else 'nested too deep'})"
        raise ValueError(message) from None
    if not isinstance(value, dict):
        message = "not a JSON object"
        raise ValueError(message)
    fields = cast("dict[str, Any]", value)
    if not isinstance(fields.get("question"), str):
        message = 'no text under "question"'
        raise ValueError(message)
    return fields.get("id"), fields["question"]

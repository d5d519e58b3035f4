"""A stream of questions: one JSON object a line in, one a line out, in the same order."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, cast

from bot.answers.desk import Desk
from bot.answers.reply import Reply
from bot.console.rows import Row, reply_row
from bot.errors import UserError
from bot.texts import Language, language_of

__all__ = ["answer_lines"]


def answer_lines(lines: Iterable[bytes], desk: Desk, fallback: Language) -> Iterator[str]:
    """Yield the reply to each line of `lines`, `{"id", "conversation", "question"}`.

    A line that is no such object gives `{"id": null, "error": "line 3: …"}`, and the stream goes on.
    """
    for number, line in enumerate(lines, start=1):
        try:
            name, conversation, question = _read(line)
        except ValueError as error:
            yield _line({"id": None, "error": f"line {number}: {error}"})
            continue
        try:
            reply = desk.ask(question, conversation)
        except UserError as error:
            language = language_of(question) or fallback
            reply = Reply("not_found", language, error.in_(language))
        yield _line(reply_row(reply, name))


def _line(row: Row) -> str:
    text = json.dumps(row, ensure_ascii=False)
    # Half of a surrogate pair, which JSON can spell and UTF-8 cannot, goes out as it came in: escaped.
    return text if _is_utf8(text) else json.dumps(row)


def _is_utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _no_number(text: str) -> float:
    message = f"{text} is no JSON"
    raise ValueError(message)


def _read(line: bytes) -> tuple[object, str | None, str]:
    try:
        value = json.loads(line.decode("utf-8-sig"), parse_constant=_no_number)
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
    conversation = fields.get("conversation")
    return fields.get("id"), None if conversation is None else str(conversation), fields["question"]

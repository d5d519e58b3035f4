"""The command `ask`: one question for a person, or a stream of them for a program."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterable

from bot.console.elsewhere import Elsewhere
from bot.console.explaining import show_explanation
from bot.console.jsonl import Asked, answered, read_lines
from bot.console.lookups import show
from bot.console.output import output_console, print_json
from bot.console.reading_text import show_reading
from bot.console.session import Session, with_session
from bot.console.writing import opened_writer, searched_or, show_written
from bot.errors import InputError, UserError
from bot.settings import Settings
from bot.texts import Text

__all__ = ["answer_questions"]

_NO_QUESTION = Text(
    "Write one question after `ask`, or pipe a stream of them to `ask --jsonl`.",
    "`ask` 뒤에 질문 하나를 적거나 `ask --jsonl`의 표준 입력으로 질문 목록을 넘겨 주세요.",
)


def answer_questions(settings: Settings, question: str | None, *, jsonl: bool, explain: bool) -> None:
    """Answer one question, or with `jsonl` those on standard input; raises InputError for both or neither."""
    if jsonl == (question is not None):
        raise InputError(_NO_QUESTION)

    async def work(session: Session) -> None:
        if question is None:
            await _ask_lines(sys.stdin.buffer, session)
        else:
            await _ask(question, session, explain=explain)

    with_session(settings, work)


async def _ask(question: str, session: Session, *, explain: bool) -> None:
    """Print the answer to a question; before it, with `explain`, how it was read and scored."""
    session.require_papers()
    service = await Elsewhere.of(session.settings).service(session.query_service(), question)
    reply = service.ask(question)
    if explain:
        corpus, console = service.corpus, output_console()
        show_reading(console, service.reading(question), service.understood(question), corpus)
        show_explanation(console, corpus, question, reply)
    async with opened_writer(session.settings) as writer:
        reply = await searched_or(writer, question, reply, service)
        show(reply)
        await show_written(output_console(), writer, question, reply, service)


async def _ask_lines(lines: Iterable[bytes], session: Session) -> None:
    """Print the answer to each line of JSON as a line of JSON."""
    here, elsewhere = session.query_service(), Elsewhere.of(session.settings)
    for asked in read_lines(lines):
        if not isinstance(asked, Asked):
            print_json(asked)
            continue
        service = here
        # What cannot be read is answered below.
        with contextlib.suppress(UserError):
            service = await elsewhere.service(here, asked.question, asked.conversation)
        print_json(answered(asked, service, session.settings.language))

"""Sentences of a language model in the terminal, below the reply that they are about."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Hashable
from contextlib import aclosing, asynccontextmanager

from rich.console import Console
from rich.text import Text as Line

from bot.answers.query_service import QueryService
from bot.answers.reply import Reply
from bot.console.output import show_line
from bot.model.client import client_of
from bot.model.drafts import asked_of
from bot.model.rewriting import searched_again
from bot.model.writer import Writer
from bot.settings import Settings
from bot.texts import Text

__all__ = ["opened_writer", "searched_or", "show_written"]

_HANG = 2
_QUOTE_CHARACTERS = 24
_TRANSLATION = Text("Translation of “{quote}…”: {text}", "“{quote}…” 번역: {text}")
_MARK = Text(
    "Written by a language model; each sentence was checked against the quotes above.",
    "언어 모델이 쓴 문장입니다. 문장마다 위 인용문과 대조했습니다.",
)


@asynccontextmanager
async def opened_writer(settings: Settings) -> AsyncGenerator[Writer | None]:
    """Yield what writes with the model that is set, None where none is."""
    client = client_of(settings)
    if client is None:
        yield None
        return
    writer = Writer(client, settings.now)
    try:
        yield writer
    finally:
        await writer.close()


async def searched_or(
    writer: Writer | None, question: str, reply: Reply, service: QueryService, conversation: Hashable = None
) -> Reply:
    """Return what a model's words for a question find where the question itself found nothing, else its reply."""
    if writer is None:
        return reply
    return await searched_again(writer, question, reply, service, asyncio.to_thread, conversation) or reply


async def show_written(
    console: Console, writer: Writer | None, question: str, reply: Reply, service: QueryService
) -> None:
    """Print what a language model writes about a reply and its quotes carry, each sentence as soon as it is there."""
    asked = asked_of(question, reply, service.corpus) if writer else None
    if writer is None or asked is None:
        return
    found = False
    async with aclosing(writer.sentences(asked)) as sentences:
        async for sentence in sentences:
            show_line(console, Line(asked.labelled(sentence)), hang=_HANG, mark="✎ ")
            found = True
    for quote, text in (await writer.translations(asked)).items():
        shown = _TRANSLATION.fill(quote=quote[:_QUOTE_CHARACTERS], text=text)
        show_line(console, Line(shown.in_(reply.language)), hang=_HANG, mark="✎ ")
        found = True
    if found:
        show_line(console, Line(_MARK.in_(reply.language), style="dim"), hang=_HANG, mark="  ")

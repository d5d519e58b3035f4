"""The terminal chat: commands and plain questions, no account needed."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import TextIO

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from rich.console import Console
from rich.text import Text as Line

from bot.answers.conversation import Conversations
from bot.answers.desk import Desk
from bot.answers.reply import Reply
from bot.console.commands import COMMANDS, SHOWN_PAPERS, run_command
from bot.console.render import show_line, show_reply, show_report
from bot.errors import UserError
from bot.search.corpus import Corpus
from bot.search.library import Library
from bot.texts import Language, Text, language_of

__all__ = ["ChatCompleter", "chat"]

_WELCOME = Text(
    "{papers:,} papers, {days} days, the newest {newest}. Ask in English or Korean; /help lists commands, /quit ends.",
    "논문 {papers:,}편, {days}일치, 최신 목록은 {newest}입니다. "
    "한국어나 영어로 물어보세요. /help 명령 목록, /quit 종료.",
)
_BYE = Text("Goodbye.", "안녕히 가세요.")
_OTHER_COMMANDS: dict[str, Text] = {
    "/corpus reload": Text("read the listings again", "목록 다시 읽기"),
    "/corpus status": Text("what the corpus holds", "자료 현황"),
    "/help": Text("this list", "이 목록"),
    "/quit": Text("end the chat (also Ctrl-D)", "끝내기(Ctrl-D도 됩니다)"),
}
_PLAIN = Text(
    "Anything else is a question, such as “who wrote Hymba?” or “KV 캐시 압축 논문 알려줘”.",
    "그 밖의 입력은 모두 질문입니다. 예: “KV 캐시 압축 논문 알려줘”, “who wrote Hymba?”",
)


class ChatCompleter(Completer):
    """Complete command names, then authors and titles."""

    def __init__(self, corpus: Callable[[], Corpus]) -> None:
        self._corpus = corpus

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """Yield what may follow the text before the cursor."""
        del complete_event
        typed = document.text_before_cursor
        command, space, rest = typed.partition(" ")
        if typed.startswith("/") and (not space or command == "/corpus"):
            names = [name for name in (*COMMANDS, *_OTHER_COMMANDS) if name.startswith(typed)]
            yield from (Completion(name, start_position=-len(typed)) for name in names)
        elif command == "/author":
            yield from (Completion(name, start_position=-len(rest)) for name in self._corpus().complete_authors(rest))
        elif command == "/paper":
            papers = self._corpus().complete_titles(rest)
            yield from (Completion(paper.title, start_position=-len(rest)) for paper in papers)


async def chat(
    library: Library, now: Callable[[], datetime], language: Language, console: Console, history: Path
) -> None:
    """Answer line by line until the input ends; a terminal gets history and completion."""
    corpus = library.corpus
    newest = corpus.days[0] if corpus.days else "-"
    welcome = _WELCOME.fill(papers=len(corpus.papers), days=len(corpus.days), newest=newest)
    show_line(console, Line(welcome.in_(language), style="dim"))
    conversations = Conversations()
    async for line in _lines(library, history):
        if not line.strip():
            continue
        if line.strip().lower() in ("/quit", "/exit", "quit", "exit", "종료"):
            break
        spoken = language_of(line) if not line.startswith("/") else None
        try:
            desk = Desk(library.corpus, now(), spoken or language, conversations)
            await _answer(line.strip(), library, desk, spoken or language, console)
        except UserError as error:
            show_line(console, Line(error.in_(spoken or language), style="yellow"))
        console.print()
    show_line(console, Line(_BYE.in_(language), style="dim"))


async def _answer(line: str, library: Library, desk: Desk, language: Language, console: Console) -> None:
    if line.lower() in ("/help", "/corpus"):
        _show_help(console, language)
    elif line.lower() == "/corpus reload":
        show_report(console, await library.reload(), language)
    elif line.lower() == "/corpus status":
        corpus = library.corpus
        status = _WELCOME.fill(papers=len(corpus.papers), days=len(corpus.days), newest=max(corpus.days, default="-"))
        show_line(console, Line(status.in_(language)))
    else:
        reply, limit = await asyncio.to_thread(run_command if line.startswith("/") else _ask, line, desk)
        show_reply(console, reply, limit)


def _ask(line: str, desk: Desk) -> tuple[Reply, int]:
    return desk.ask(line, "chat"), SHOWN_PAPERS


def _show_help(console: Console, language: Language) -> None:
    rows = {command.usage: command.purpose for command in COMMANDS.values()} | _OTHER_COMMANDS
    for usage, purpose in rows.items():
        show_line(console, Line(usage, style="cyan"))
        show_line(console, Line(purpose.in_(language)), 4)
    show_line(console, Line(_PLAIN.in_(language)))


async def _lines(library: Library, history: Path) -> AsyncIterator[str]:
    if not sys.stdin.isatty():
        async for line in _piped(sys.stdin):
            yield line
        return
    completer = ChatCompleter(lambda: library.corpus)
    session: PromptSession[str] = PromptSession(
        "papers> ", history=_history(history), completer=completer, complete_while_typing=False
    )
    while True:
        try:
            yield await session.prompt_async()
        except KeyboardInterrupt:
            continue
        except EOFError:
            return


async def _piped(stream: TextIO) -> AsyncIterator[str]:
    while line := await asyncio.to_thread(stream.readline):
        yield line


def _history(path: Path) -> History:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    except OSError:
        return InMemoryHistory()
    return FileHistory(str(path))

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

from bot.answers.phrases import papers
from bot.answers.query_service import QueryService
from bot.answers.reply import Reply
from bot.answers.session import Sessions
from bot.console.commands import COMMANDS, CONVERSATION, run_command
from bot.console.elsewhere import Elsewhere
from bot.console.health import rolled_back
from bot.console.output import show_line
from bot.console.render import show_reply, show_report
from bot.console.writing import searched_or, show_written
from bot.corpus.private import make_folder, narrow, take_place
from bot.errors import InputError, UserError
from bot.library.library import Library
from bot.model.writer import Writer
from bot.search.corpus import Corpus
from bot.texts import Language, Text, language_of

__all__ = ["ChatCompleter", "chat"]

_WELCOME = Text(
    "{holdings} Ask in English or Korean; /help lists commands, /quit ends.",
    "{holdings} 한국어나 영어로 물어보세요. /help 명령 목록, /quit 종료.",
)
_HOLDING = Text(
    "{papers} of {days:,} days, the newest {newest}.", "{papers}, {days:,}일치, 최신 목록은 {newest}입니다."
)
_EMPTY = Text(
    "No papers are loaded yet: put listings into {folder} and type /corpus reload.",
    "아직 불러온 논문이 없습니다. {folder} 폴더에 목록을 넣고 /corpus reload를 입력해 주세요.",
)
_HOLDING_ONE_DAY = Text(
    "{papers} of {days} day, the newest {newest}.", "{papers}, {days}일치, 최신 목록은 {newest}입니다."
)
_STATUS = Text(
    "{holdings} Index builds since the start: {generation:,}.",
    "{holdings} 시작한 뒤 색인을 {generation:,}번 만들었습니다.",
)
_CORPUS = Text("Type /corpus reload or /corpus status.", "/corpus reload 또는 /corpus status를 입력해 주세요.")
_ENDS = ("/quit", "/exit", "quit", "exit", "종료")
# The commands that may name a paper which is not here.
_OF_PAPERS = ("/ask", "/paper")
_NOWHERE = Elsewhere()
_HELP_INDENT, _HELP_HANG = 4, 6
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
    """Completion of command names, then authors and titles."""

    def __init__(self, corpus: Callable[[], Corpus]) -> None:
        self._corpus = corpus

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """Yield completions of the text before the cursor."""
        del complete_event
        typed = document.text_before_cursor
        command, space, rest = typed.partition(" ")
        if typed.startswith("/") and (not space or command == "/corpus"):
            names = [name for name in (*COMMANDS, *_OTHER_COMMANDS) if name.startswith(typed)]
            yield from (Completion(name, start_position=-len(typed)) for name in names)
        elif command == "/author":
            yield from (Completion(name, start_position=-len(rest)) for name in self._corpus().complete_authors(rest))
        elif command == "/paper":
            titles = [title for _, title in self._corpus().complete_titles(rest)]
            yield from (Completion(title, start_position=-len(rest)) for title in titles)


async def chat(
    library: Library,
    now: Callable[[], datetime],
    language: Language,
    console: Console,
    history: Path,
    writer: Writer | None = None,
    elsewhere: Elsewhere = _NOWHERE,
) -> None:
    """Answer line by line until the input ends; a terminal gets history and completion.

    `writer` gives a model's words, `elsewhere` the papers that the corpus lacks.
    """
    welcome = _WELCOME.fill(holdings=_holdings(library))
    show_line(console, Line(welcome.in_(language), style="dim"))
    sessions = Sessions()
    async for typed in _lines(library, history):
        line = typed.strip()
        if not line:
            continue
        if line.lower() in _ENDS:
            break
        spoken = _spoken(line) or language
        try:
            service = QueryService(library.corpus, now(), spoken, sessions)
            if _may_name_papers(line):
                service = await elsewhere.service(service, line, CONVERSATION)
            await _answer(line, library, service, spoken, console, writer)
        except UserError as error:
            show_line(console, Line(error.in_(spoken), style="yellow"))
        console.print()
    show_line(console, Line(_BYE.in_(language), style="dim"))


def _may_name_papers(line: str) -> bool:
    return not line.startswith("/") or line.split(maxsplit=1)[0].lower() in _OF_PAPERS


def _spoken(line: str) -> Language | None:
    """Return the language of a question, None for commands."""
    command, _, question = line.partition(" ") if line.startswith("/") else ("/ask", "", line)
    return language_of(question) if command.lower() == "/ask" else None


async def _answer(
    line: str, library: Library, service: QueryService, language: Language, console: Console, writer: Writer | None
) -> None:
    command, _, rest = line.lower().partition(" ")
    if command in ("/", "/help"):
        _show_help(console, language)
    elif command != "/corpus":
        reply = await asyncio.to_thread(run_command if line.startswith("/") else _ask, line, service)
        if not line.startswith("/"):
            reply = await searched_or(writer, line, reply, service, CONVERSATION)
        show_reply(console, reply, goes_on=True)
        if not line.startswith("/"):
            await show_written(console, writer, line, reply, service)
    elif rest.strip() == "reload":
        show_report(console, await library.reload(), language)
    elif rest.strip() == "status":
        status = _STATUS.fill(holdings=_holdings(library), generation=library.corpus.generation)
        show_line(console, Line(status.in_(language)))
        if (said := rolled_back(await library.revision())) is not None:
            show_line(console, Line(said.in_(language)))
    else:
        raise InputError(_CORPUS)


def _ask(line: str, service: QueryService) -> Reply:
    return service.ask(line, CONVERSATION)


def _holdings(library: Library) -> Text:
    corpus = library.corpus
    if not corpus.papers:
        return _EMPTY.fill(folder=library.seeds)
    text = _HOLDING_ONE_DAY if len(corpus.days) == 1 else _HOLDING
    newest = max(corpus.days)
    return text.fill(papers=papers(len(corpus.papers)), days=len(corpus.days), newest=newest)


def _show_help(console: Console, language: Language) -> None:
    rows = {command.usage: command.purpose for command in COMMANDS.values()} | _OTHER_COMMANDS
    for usage, purpose in rows.items():
        show_line(console, Line(usage, style="cyan"), hang=_HELP_HANG)
        show_line(console, Line(purpose.in_(language)), _HELP_INDENT)
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
        make_folder(path.parent)
        take_place(path)
        narrow(path)
        path.open("ab").close()
    except OSError:
        return InMemoryHistory()
    return FileHistory(str(path))

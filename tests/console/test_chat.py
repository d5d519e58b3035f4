from __future__ import annotations

import fcntl
import os
import pty
import select
import sqlite3
import struct
import subprocess
import sys
import termios
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from rich.cells import cell_len

from bot.console.chat import ChatCompleter, chat
from bot.console.output import output_console
from bot.library.library import Library
from bot.settings import Settings
from bot.storage.database import Store
from tests.conftest import SEEDS
from tests.console.program import Program

NOW = datetime(2026, 11, 21, tzinfo=UTC)

Talk = Callable[..., str]


@pytest.fixture
def talk(program: Program) -> Talk:
    """Return a function that pipes lines into the chat and returns what it says between greeting and goodbye."""

    def lines_in(*lines: str) -> str:
        outcome = program("chat", stdin="".join(f"{line}\n" for line in lines).encode())
        assert outcome.code == 0
        said = outcome.out.splitlines()
        assert max(cell_len(line) for line in said) <= 80
        assert not [line for line in said if line != line.rstrip()]
        return "\n".join(said[2:-1])

    return lines_in


def _joined(text: str) -> str:
    return " ".join(text.split())


def test_real_questions_are_answered_within_80_columns(program: Program, talk: Talk) -> None:
    program.set(seeds=SEEDS, glossary=SEEDS.parent / "config" / "glossary.tsv")
    said = _joined(
        talk(
            "2024-10-25 top 3",
            "KV 캐시 압축 논문 알려줘",
            "who wrote Hymba?",
            "/paper 2411.13676",
            "/help",
            "",
            "   ",
            "diffusion transformer 말고 autoregressive image generation 논문",
            "/search vlm --since 2024-11-01",
            "/author Wang",
        )
    )
    for part in (
        "2502.01068",
        "Pavlo Molchanov",
        "3 of 31 papers (Oct 25, 2024 · most votes first)",
        "Performance",
        "Fluid",
        "42 people",
    ):
        assert part in said


def test_greeting_and_goodbye_are_in_the_configured_language(program: Program) -> None:
    assert program("chat").text == (
        "3 papers of 2 days, the newest Oct 25, 2024. Ask in English or Korean; /help lists commands, /quit ends. "
        "Goodbye."
    )
    program.set(language="ko")
    assert program("chat").text == (
        "논문 3편, 2일치, 최신 목록은 2024년 10월 25일입니다. 한국어나 영어로 물어보세요. "
        "/help 명령 목록, /quit 종료. 안녕히 가세요."
    )


@pytest.mark.parametrize("end", ["/quit", "/EXIT", "quit", "exit", "종료", "  /quit  "])
def test_the_chat_ends_where_it_is_told_to(talk: Talk, end: str) -> None:
    assert talk(end, "who wrote Mamba?") == ""


def test_each_question_is_answered_in_its_own_language(talk: Talk) -> None:
    said = talk(
        "who wrote Mamba?", "Mamba 저자가 누구야?", "/ask Mamba 저자가 누구야?", "저자가 누구야", "/ask 오늘 날씨"
    )
    assert said.count("Authors of “Mamba") == 1
    assert said.count("”의 저자 2명: Albert Gu, Tri Dao.") == 3
    assert "그건 도와드릴 수 없습니다" in said


def test_questions_go_on_about_what_was_shown_also_behind_ask(talk: Talk) -> None:
    said = _joined(talk("/ask Mamba 요약해줘", "저자가 누구야?", "/ask link?"))
    assert "의 저자 2명: Albert Gu, Tri Dao" in said
    assert "“Mamba: Linear-Time Sequence Modeling”: https://arxiv.org/abs/2312.00752" in said


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("/serach mamba", "There is no command /serach; /help lists them."),
        ("/search", "/search needs something to look for: /search QUERY"),
        ("/search mamba --colour red", "/search has no option --colour; it is used as /search QUERY"),
        ("/search mamba --since", "--since needs a value"),
        ("/search mamba --min-votes many", "--min-votes takes a whole number from 0, not “many”."),
        ("/search mamba --sort best", "--sort takes relevance, votes or newest."),
        ("/top --count 0", "--count takes a whole number from 1, not “0”."),
        ("/top 2024-13-01", "not a calendar day"),
        ("/author Quentin Tarantino", "check the spelling"),
        ("/paper 9999.99999", "give an arXiv id"),
        ("/corpus", "Type /corpus reload or /corpus status."),
        ("/corpus nothing", "Type /corpus reload or /corpus status."),
        ("???", "nothing to search for"),
        ("...", "nothing to search for"),
        ("x" * 4_000, "too long"),
    ],
)
def test_a_slip_is_one_sentence_and_the_chat_goes_on(talk: Talk, line: str, said: str) -> None:
    answer = _joined(talk(line, "who wrote Mamba?"))
    assert said in answer
    assert "Tri Dao" in answer


def test_help_shows_every_command_and_what_it_is_for(program: Program, talk: Talk) -> None:
    english = talk("/help")
    assert english == talk("/HELP top") == talk("/")
    usages = [line for line in english.splitlines() if line.startswith("/")]
    assert [usage.split()[0] for usage in usages] == [
        *("/top", "/search", "/author", "/paper", "/ask", "/corpus", "/corpus", "/help", "/quit"),
    ]
    assert "\n      [--sort relevance|votes|newest]" in english
    program.set(language="ko")
    korean = talk("/help")
    assert "\n    주제로 논문 찾기\n" in korean
    assert [line for line in korean.splitlines() if line.startswith("/")] == usages


def test_the_corpus_is_read_again_and_described(program: Program, talk: Talk, tmp_path: Path) -> None:
    assert talk("/corpus reload") == "3 papers, nothing changed\n"
    assert talk("/Corpus  Status") == (
        "3 papers of 2 days, the newest Oct 25, 2024. Index builds since the start: 1.\n"
    )
    (tmp_path / "seeds" / "b.txt").write_text("## Daily Papers (2024-10-26)\n\n### no link\n", "utf-8")
    said = talk("/corpus reload")
    assert said.endswith("Rejected:\n    b.txt:3: the entry has no link\n")
    (tmp_path / "seeds" / "a.txt").unlink()
    said = talk("/corpus reload", "who wrote Mamba?")
    assert said.startswith("No paper could be read")
    assert "Tri Dao" in said


@pytest.fixture
async def library(settings: Settings) -> AsyncGenerator[Library]:
    async with Store.open(settings.database) as store:
        library = Library(store, settings.seeds, settings.glossary)
        await library.open()
        yield library


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("/to", ["/top"]),
        ("/corpus", ["/corpus reload", "/corpus status"]),
        ("/corpus re", ["/corpus reload"]),
        ("/author tri", ["Tri Dao"]),
        ("/author gu al", ["Albert Gu"]),
        ("/paper logo wh", ['LOGO -- What\'s "Next" for Long Context']),
        ("/search mam", []),
        ("who wrote", []),
    ],
)
async def test_commands_authors_and_titles_are_completed(library: Library, before: str, expected: list[str]) -> None:
    completer = ChatCompleter(lambda: library.corpus)
    document = Document(before)
    found = [
        before[: len(before) + item.start_position] + item.text
        for item in completer.get_completions(document, CompleteEvent())
    ]
    command, _, _ = before.partition(" ")
    assert found == [text if text.startswith("/") else f"{command} {text}" for text in expected]


def test_a_completed_title_names_its_paper(talk: Talk) -> None:
    said = talk('/paper LOGO -- What\'s "Next" for Long Context', '/paper "Mamba"')
    assert "Oct 25, 2024 · 1 vote · https://arxiv.org/abs/2410.18533" in said
    assert "Oct 25, 2024 · 12 votes · https://arxiv.org/abs/2312.00752" in said


@pytest.mark.parametrize("place", ["history", "folder", "file/history"])
async def test_a_history_that_cannot_be_kept_does_not_matter(
    library: Library,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    place: str,
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("x", "utf-8")
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
        keys.send_text("who wrote Mamba?\r/quit\r")
        await chat(library, lambda: NOW, "en", output_console(), tmp_path / place)
    assert "Albert Gu, Tri Dao" in capsys.readouterr().out
    if place == "history":
        assert "+who wrote Mamba?" in (tmp_path / place).read_text("utf-8")


def test_a_terminal_has_a_prompt_completion_and_history(program: Program, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 80, 0, 0))
    environment = {**os.environ, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"}
    command = [sys.executable, "-m", "bot", "chat"]
    with subprocess.Popen(
        command, cwd=SEEDS.parent, env=environment, stdin=theirs, stdout=theirs, stderr=theirs
    ) as process:
        os.close(theirs)
        screen = _Screen(ours)
        try:
            screen.type("/author tri\t", after="papers>")
            screen.type("\r", after="Tri Dao")
            screen.show("1 paper by Tri Dao.")
            screen.type("unfinished\x03", after="papers>")
            screen.type("\x1b[A", after="papers>")
            screen.type("\r", after="/author Tri Dao")
            screen.show("1 paper by Tri Dao.")
            screen.type("\x04", after="papers>")
            screen.show("Goodbye.")
            assert process.wait(timeout=10) == 0
        finally:
            process.kill()
            os.close(ours)
    assert "+/author Tri Dao" in (tmp_path / "chat_history").read_text("utf-8")


class _Screen:
    """Read and type at the other end of a program's terminal."""

    def __init__(self, terminal: int) -> None:
        self._terminal = terminal
        self._unread = ""

    def show(self, expected: str, seconds: float = 20.0) -> None:
        """Read until `expected` has come."""
        end = time.monotonic() + seconds
        while expected not in self._unread:
            ready, _, _ = select.select([self._terminal], [], [], max(0.0, end - time.monotonic()))
            assert ready, f"{expected!r} did not come; the terminal shows {self._unread!r}"
            self._unread += os.read(self._terminal, 4096).decode(errors="replace")
        self._unread = self._unread.partition(expected)[2]

    def type(self, keys: str, after: str) -> None:
        """Type `keys` when `after` has come."""
        self.show(after)
        os.write(self._terminal, keys.encode())


def test_status_says_that_it_was_rolled_back(loaded: Program, database: Path) -> None:
    assert "Rolled back" not in loaded("chat", stdin=b"/corpus status\n").text
    with closing(sqlite3.connect(database)) as opened, opened:
        opened.execute("UPDATE corpus_revision SET undoes = id")
    assert "Rolled back: revision 1" in loaded("chat", stdin=b"/corpus status\n").text

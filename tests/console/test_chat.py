from __future__ import annotations

import io
import sys
from collections.abc import AsyncGenerator, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from rich.cells import cell_len
from rich.console import Console

from bot.console.chat import ChatCompleter, chat
from bot.corpus.store import Store
from bot.search.library import Library
from bot.texts import Language
from tests.conftest import SEEDS

NOW = datetime(2026, 11, 21, tzinfo=UTC)
Talk = Callable[..., "str"]


@pytest.fixture
async def library(tmp_path: Path) -> AsyncGenerator[Library]:
    async with Store.open(tmp_path / "papers.db") as store:
        library = Library(store, SEEDS, SEEDS.parent / "config" / "glossary.tsv")
        await library.open()
        yield library


async def _talk(library: Library, tmp_path: Path, language: Language, *lines: str) -> str:
    out = io.StringIO()
    console = Console(file=out, width=80, markup=False, highlight=False, emoji=False)
    await chat(library, lambda: NOW, language, console, tmp_path / "history")
    return out.getvalue()


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    return lambda text: monkeypatch.setattr(sys, "stdin", io.StringIO(text))


async def test_piped_lines_are_answered_within_80_columns(
    library: Library, tmp_path: Path, typed: Callable[[str], None]
) -> None:
    typed(
        "KV 캐시 압축 논문 알려줘\nwho wrote Hymba?\n2024-10-25 top 3\n/paper 2411.13676\n/help\n\n"
        "diffusion transformer 말고 autoregressive image generation\n/corpus status\n"
    )
    text = await _talk(library, tmp_path, "en")
    assert max(cell_len(line) for line in text.splitlines()) <= 80
    assert not [line for line in text.splitlines() if line != line.rstrip()]
    for said in (
        "2502.01068",
        "Pavlo Molchanov",
        "Top 3 of 31 papers",
        "Performance Highlights",
        "/search QUERY",
        "Fluid",
    ):
        assert said in text
    assert text.rstrip().endswith("Goodbye.")


async def test_questions_go_on_about_what_was_shown(
    library: Library, tmp_path: Path, typed: Callable[[str], None]
) -> None:
    typed("Hymba 요약해줘\n저자가 누구야?\nlink?\n")
    text = await _talk(library, tmp_path, "en")
    assert "저자: Yonggan Fu" in " ".join(text.split())
    assert text.count("https://arxiv.org/abs/2411.13676") >= 3


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("/serach mamba", "no command /serach"),
        ("/search", "needs something to look for"),
        ("/search mamba --colour red", "has no option --colour"),
        ("/search mamba --since", "--since needs a value"),
        ("/search mamba --min-votes many", "takes a whole number"),
        ("/search mamba --sort best", "relevance, votes or newest"),
        ("/top 2024-13-01", "no day of the calendar"),
        ("/author Quentin Tarantino", "check the spelling"),
        ("???", "no word"),
    ],
)
async def test_a_slip_is_one_sentence_and_the_chat_goes_on(
    library: Library, tmp_path: Path, typed: Callable[[str], None], line: str, said: str
) -> None:
    typed(f"{line}\n/quit\nwho wrote Hymba?\n")
    text = await _talk(library, tmp_path, "en")
    assert said in " ".join(text.split())
    assert "Molchanov" not in text


async def test_commands_take_options_and_apostrophes(
    library: Library, tmp_path: Path, typed: Callable[[str], None]
) -> None:
    typed('/search vlm --since 2024-11-01 --sort=votes\n/top --date "25 October 2024" --count 2\n/ask what\'s Hymba\n')
    text = await _talk(library, tmp_path, "ko")
    assert "상위 2편" in text
    assert "2024-10-21 ·" not in text
    assert text.rstrip().endswith("안녕히 가세요.")


async def test_reload_reports_in_the_chat(library: Library, tmp_path: Path, typed: Callable[[str], None]) -> None:
    typed("/corpus reload\n")
    assert "159 papers, nothing changed" in await _talk(library, tmp_path, "en")


async def test_a_terminal_gets_a_prompt_and_history(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", terminal)
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        keys.send_text("who wrote Hymba?\r/quit\r")
        text = await _talk(library, tmp_path, "en")
    assert "Molchanov" in text
    assert "+who wrote Hymba?" in (tmp_path / "history").read_text("utf-8")


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("/to", "/top"),
        ("/corpus re", "/corpus reload"),
        ("/author kaim", "Kaiming He"),
        ("/paper hymb", "Hymba: A Hybrid"),
    ],
)
async def test_commands_authors_and_titles_are_completed(library: Library, before: str, expected: str) -> None:
    completer = ChatCompleter(lambda: library.corpus)
    found = [item.text for item in completer.get_completions(Document(before), CompleteEvent())]
    assert any(text.startswith(expected) for text in found)
    assert list(completer.get_completions(Document("who wrote"), CompleteEvent())) == []

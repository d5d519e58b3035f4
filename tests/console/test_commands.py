from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.answers.query_service import QueryService
from bot.answers.reply import Reply, shown_hits
from bot.console.commands import COMMANDS, run_command
from bot.corpus.loader import read_folder
from bot.errors import InputError, NotFoundError
from bot.search.corpus import Corpus
from tests.console.program import make_world

NOW = datetime(2024, 11, 21, tzinfo=UTC)


@pytest.fixture
def service(tmp_path: Path) -> QueryService:
    make_world(tmp_path)
    return QueryService(Corpus(read_folder(tmp_path / "seeds", {}).papers.values(), 1), NOW, "en")


def _ids(reply: Reply) -> list[str]:
    return [hit.paper.arxiv_id for hit in shown_hits(reply)]


def _refusal(line: str, service: QueryService) -> str:
    with pytest.raises(InputError) as caught:
        run_command(line, service)
    assert caught.value.in_("ko") != str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("line", "ids"),
    [
        ("/top", ["2312.00752", "2410.18533"]),
        ("  /TOP  2024-10-23  ", ["2411.13676"]),
        ("/top 25 October 2024", ["2312.00752", "2410.18533"]),
        ('/top --date "25 October 2024"', ["2312.00752", "2410.18533"]),
        ("/top --since 2024-10-01 --until=2024-10-24", ["2411.13676"]),
        ("/search 상태 공간", ["2312.00752"]),
        ("/search hybrid --since 2024-10-01", ["2411.13676"]),
        ('/search attention --author "Xin Dong"', ["2411.13676"]),
        ("/search attention --author='Xin Dong'", ["2411.13676"]),
        ("/search attention --author “Xin Dong”", ["2411.13676"]),
        ("/search --author Gu mamba", ["2312.00752"]),
        ("/search mamba --min-votes 12", ["2312.00752"]),
        ("/author gu", ["2312.00752", "2410.18533"]),
        ("/paper 2411.13676", ["2411.13676"]),
        ("/paper https://arxiv.org/abs/2411.13676v3", ["2411.13676"]),
        ("/ask who wrote Hymba?", ["2411.13676"]),
    ],
)
def test_a_line_is_a_command_with_words_and_options(service: QueryService, line: str, ids: list[str]) -> None:
    reply = run_command(line, service)
    assert sorted(_ids(reply)) == sorted(ids)


def test_options_sort_and_count(service: QueryService) -> None:
    assert run_command("/top", service).shown == 2
    reply = run_command("/top --count 1", service)
    assert (_ids(reply), reply.shown) == (["2312.00752"], 1)
    reply = run_command("/search hybrid scans --sort newest --count=2", service)
    assert (_ids(reply), reply.shown) == (["2312.00752", "2411.13676"], 2)
    assert run_command("/search hybrid --min-votes 0", service).hits == ()


@pytest.mark.parametrize(
    "line",
    [
        "/search what's next in long context",
        "/search what's next --until 2024-10-26",
        "/search authors' next --since 2024-10-01 readers'",
        "/search 'tis the next --author 'Zecheng Tang'",
        '/search "next" long',
        '/search "next long',
        "/search next \\alpha \\",
        "/search next -- long",
        "/search next - long -x",
    ],
)
def test_apostrophes_and_lone_quotes_are_part_of_the_words(service: QueryService, line: str) -> None:
    assert "2410.18533" in _ids(run_command(line, service))


def test_quoted_words_are_no_option(service: QueryService) -> None:
    assert "--context" not in COMMANDS["/search"].options
    assert _ids(run_command('/search long "--context"', service)) == ["2410.18533"]


@pytest.mark.parametrize(
    "title",
    [
        'LOGO -- What\'s "Next" for Long Context',
        '"LOGO -- What\'s "Next" for Long Context"',
        "'LOGO -- What's \"Next\" for Long Context'",
        "logo -- what's next for long context",
    ],
)
def test_a_title_is_taken_as_it_is_with_dashes_and_quotes(service: QueryService, title: str) -> None:
    reply = run_command(f"/paper {title}", service)
    assert reply.paper is not None
    assert reply.paper.arxiv_id == "2410.18533"


@pytest.mark.parametrize("name", [name for name, command in COMMANDS.items() if command.needs_words])
def test_a_command_that_looks_for_something_says_so_where_nothing_is_given(service: QueryService, name: str) -> None:
    for line in (name, f"{name}   ", f'{name} ""'):
        said = _refusal(line, service)
        assert said in (
            f"{name} needs something to look for: {COMMANDS[name].usage}",
            "There is nothing to search for in this: write a topic, a paper's name, an author or a day.",
        )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("/nothing", "There is no command /nothing;"),
        ("/" + "x" * 500, f"There is no command /{'x' * 39};"),
        ("/search a --colour red", "/search has no option --colour;"),
        ("/top --" + "y" * 500, f"/top has no option --{'y' * 38};"),
        ("/search mamba --since", "--since needs a value:"),
        ("/search mamba --since=", "--since needs a value:"),
        ("/search mamba --since --until 2024-10-25", "--since needs a value:"),
        ('/search mamba --author ""', "--author needs a value:"),
        ("/search mamba --min-votes 1.5", "--min-votes takes a whole number from 0, not “1.5”."),
        ("/search mamba --min-votes -3", "--min-votes takes a whole number from 0, not “-3”."),
        ("/search mamba --count 0", "--count takes a whole number from 1, not “0”."),
        ("/top --count 9999999999", "--count takes a whole number from 1, not “9999999999”."),
        ("/search mamba --sort votest", "--sort takes relevance, votes or newest."),
        ("/top 2024-10-25 --since 2024-10-23", "Give a day, or a range"),
        ("/{0} %s", "There is no command /{0};"),
    ],
)
def test_what_cannot_be_understood_is_said(service: QueryService, line: str, said: str) -> None:
    assert _refusal(line, service).startswith(said)


def test_what_is_not_there_is_said(service: QueryService) -> None:
    for line in ("/author Tarantino", "/paper 9999.99999", "/top 2024-10-24"):
        with pytest.raises(NotFoundError):
            run_command(line, service)


@pytest.mark.parametrize("command", COMMANDS.values(), ids=lambda command: command.usage.split()[0])
def test_the_usage_names_every_option_but_the_day_of_top(command: object) -> None:
    shown = next(value for value in COMMANDS.values() if value is command)
    missing = [option for option in shown.options if f"[--{option} " not in shown.usage]
    assert missing in ([], ["date"])

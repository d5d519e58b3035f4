"""Every text that a command takes has a length, which is held whoever sends it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.answers.query_service import QueryService
from tests.interface.conftest import Stage
from tests.wire.interactions import option, slash
from tests.wire.payloads import MANAGE_SERVER, Payload

_TEXT = 3
_SUBCOMMANDS = (1, 2)


def texts(options: list[Payload], path: str) -> Iterator[tuple[str, Payload]]:
    """Yield every option that takes a text of a person's own, with the command that has it."""
    for one in options:
        if one["type"] in _SUBCOMMANDS:
            yield from texts(one.get("options") or [], f"{path} {one['name']}")
        elif one["type"] == _TEXT and not one.get("choices"):
            yield path, one


def declared(stage: Stage) -> list[tuple[str, Payload]]:
    """Return the text options of all commands, as Discord was told of them."""
    commands = [one for one in stage.wire.rest.commands if one.get("type", 1) == 1]
    return [found for one in commands for found in texts(one.get("options") or [], one["name"])]


async def test_every_text_option_of_every_command_has_a_length(stage: Stage) -> None:
    found = declared(stage)
    assert len(found) >= 18
    endless = [f"/{path} {one['name']}" for path, one in found if not 0 < (one.get("max_length") or 0) <= 1_000]
    assert endless == []


async def test_what_ignores_the_length_is_refused_in_one_sentence_in_both_languages(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def worked(*_: object) -> None:
        message = "nothing is to be worked on"
        raise AssertionError(message)

    for name in ("ask", "search", "author", "paper", "similar", "named", "top"):
        monkeypatch.setattr(QueryService, name, worked)
    for path, one in declared(stage):
        most, before = one["max_length"], len(stage.wire.requests)
        for locale, said in (("en-US", f"may have at most {most:,} characters"), ("ko", f"{most:,}자까지")):
            typed = option(one["name"], "x" * 6_000)
            answer = await stage.answer(slash(path, typed, locale=locale, permissions=MANAGE_SERVER))
            assert said in answer["content"], path
            assert "6,000" in answer["content"]
            assert answer["flags"] == 64
        assert len(stage.wire.requests) == before + 2


async def test_the_longest_text_that_is_allowed_is_read(stage: Stage) -> None:
    question = ("KV cache compression " * 60)[:1_000]
    await stage.send(slash("ask", option("question", question)))
    assert "2411.00002" in str(stage.wire.callbacks()[-1])

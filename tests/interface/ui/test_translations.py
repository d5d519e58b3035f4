"""Everything that Discord shows of the commands is there in Korean, and within Discord's limits."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from discord import app_commands

from bot.interface.ui.translations import korean
from tests.interface.conftest import Offered, Stage
from tests.wire.payloads import Payload

_NAME = re.compile(r"[-_'\w]{1,32}")
_BOT = Path(__file__).resolve().parents[3] / "bot"


@pytest.fixture
def offered() -> Offered:
    """Let every start send its commands."""
    return Offered()


def walk(items: list[Payload], path: str = "") -> Iterator[tuple[str, Payload]]:
    """Yield commands, subcommands and options with their path."""
    for item in items:
        here = f"{path}/{item['name']}"
        yield here, item
        yield from walk(item.get("options", []), here)


@pytest.fixture
def commands(stage: Stage) -> list[Payload]:
    (sync,) = stage.wire.sent("PUT", "/applications/.*/commands")
    return [command for command in sync.body if command.get("type", 1) == 1]


def test_every_message_command_has_its_korean_and_works_everywhere(stage: Stage) -> None:
    (sync,) = stage.wire.sent("PUT", "/applications/.*/commands")
    menus = [command for command in sync.body if command.get("type") == 3]
    assert menus
    for menu in menus:
        assert set(menu["name_localizations"]) == {"ko"}
        assert 1 <= len(menu["name"]) <= 32
        assert 1 <= len(menu["name_localizations"]["ko"]) <= 32
        assert (menu["contexts"], menu["integration_types"]) == ([0, 1, 2], [0, 1])


def test_every_command_is_there(commands: list[Payload]) -> None:
    assert {command["name"] for command in commands} >= {
        "top", "search", "author", "paper", "ask", "corpus", "digest", "help",
    }  # fmt: skip


def test_every_name_and_description_has_its_korean(commands: list[Payload]) -> None:
    for path, item in walk(commands):
        for key in ("name", "description"):
            assert set(item.get(f"{key}_localizations") or {}) == {"ko"}, f"{path}: no Korean {key} for {item[key]!r}"


def test_names_and_descriptions_keep_the_limits(commands: list[Payload]) -> None:
    for path, item in walk(commands):
        for name in (item["name"], item["name_localizations"]["ko"]):
            assert _NAME.fullmatch(name), f"{path}: {name}"
            assert name == name.lower(), f"{path}: {name}"
        for description in (item["description"], item["description_localizations"]["ko"]):
            assert 1 <= len(description) <= 100, f"{path}: {description}"


def test_every_choice_has_its_korean_and_keeps_the_limits(commands: list[Payload]) -> None:
    found = 0
    for path, item in walk(commands):
        choices = item.get("choices", [])
        assert len(choices) <= 25
        for choice in choices:
            found += 1
            assert set(choice.get("name_localizations", {})) == {"ko"}, f"{path}: {choice['name']}"
            for name in (choice["name"], choice["name_localizations"]["ko"], str(choice["value"])):
                assert 1 <= len(name) <= 100
    assert found >= 5


def test_no_two_siblings_share_a_korean_name(commands: list[Payload]) -> None:
    groups = [commands, *(item.get("options", []) for _, item in walk(commands))]
    for group in groups:
        names = [item["name_localizations"]["ko"] for item in group]
        assert len(names) == len(set(names)), names


def test_contexts_and_installations_are_declared(commands: list[Payload]) -> None:
    declared = {x["name"]: (x["contexts"], x["integration_types"], x["default_member_permissions"]) for x in commands}
    anywhere = ([0, 1, 2], [0, 1], None)
    for name in ("top", "search", "author", "paper", "ask", "help"):
        assert declared[name] == anywhere
    assert declared["corpus"] == ([0, 1], [0], 1 << 3)
    assert declared["digest"] == ([0], [0], 1 << 5)


def test_an_unknown_text_has_no_korean() -> None:
    assert korean("no such text") is None


def test_korean_sentences_name_commands_as_korean_discord_shows_them(stage: Stage) -> None:
    commands = [x.qualified_name for x in stage.bot.tree.walk_commands() if not isinstance(x, app_commands.Group)]
    named = re.compile(rf"(?<![\w/])/({'|'.join(map(re.escape, commands))})(?![\w/])")
    places = [
        f"{path}:{node.lineno}"
        for folder in ("interface", "digest", "personal", "discovery")
        for path in sorted((_BOT / folder).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if re.search("[가-힣]", node.value) and named.search(node.value)
    ]
    assert places == []

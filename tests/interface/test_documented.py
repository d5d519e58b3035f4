"""The README's table of commands is what the bot registers at Discord."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.interface.conftest import Offered, Stage
from tests.wire.payloads import Payload

_README = Path(__file__).resolve().parents[2] / "README.md"
_SUBCOMMAND, _GROUP = 1, 2


@pytest.fixture
def offered() -> Offered:
    """Let every start send its commands."""
    return Offered()


def registered(items: list[Payload], path: str = "") -> Iterator[tuple[str, list[Payload]]]:
    """Yield the paths of commands, subcommands rather than their groups, each with its options."""
    for item in items:
        options: list[Payload] = item.get("options") or []
        inner = [option for option in options if option["type"] in (_SUBCOMMAND, _GROUP)]
        if inner:
            yield from registered(inner, f"{path}{item['name']} ")
        else:
            yield f"{path}{item['name']}", options


def documented() -> list[str]:
    """Return what the table shows of each slash command, without the slash."""
    section = _README.read_text("utf-8").partition("| on Discord |")[2].partition("\n\n")[0]
    cells = re.findall(r"^\| ([^|]+) \|", section, re.MULTILINE)
    return [shown for cell in cells for shown in re.findall(r"`/([^`]+)`", cell)]


def test_the_readme_shows_every_command_with_its_options(stage: Stage) -> None:
    (sync,) = stage.wire.sent("PUT", "/applications/.*/commands")
    commands = dict(registered([command for command in sync.body if command.get("type", 1) == 1]))
    shown: dict[str, str] = {}
    for text in documented():
        name = max((name for name in commands if f"{text} ".startswith(f"{name} ")), key=len, default=None)
        assert name is not None, f"/{text} is no command"
        shown[name] = text.removeprefix(name).strip()
    assert set(shown) == set(commands)
    in_groups = {name for name in commands if " " in name}
    for name in set(commands) - in_groups:
        options = [option["name"] if option.get("required") else f"[{option['name']}]" for option in commands[name]]
        assert shown[name] == " ".join(options), name


def test_the_readme_shows_the_message_command(stage: Stage) -> None:
    (sync,) = stage.wire.sent("PUT", "/applications/.*/commands")
    for menu in (command for command in sync.body if command.get("type") == 3):
        assert f"Apps → *{menu['name']}*" in _README.read_text("utf-8")

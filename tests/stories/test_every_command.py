"""The guard: every command that the bot registers has its story."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stories.town import Town
from tests.wire.payloads import Payload

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_every_command_is_used_in_a_story(town: Town, used: set[str], request: pytest.FixtureRequest) -> None:
    ran = {item.path for item in request.session.items}
    missing = {path.name for path in Path(__file__).parent.glob("test_*.py") if path not in ran}
    if missing or request.config.option.keyword:
        pytest.skip("only where all stories are told")
    assert set(commands(town.wire.rest.commands)) == used


def commands(registered: list[Payload], path: str = "") -> Iterator[str]:
    """Yield the paths of commands, subcommands rather than their groups."""
    for one in registered:
        name = f"{path} {one['name']}".strip()
        options: list[Payload] = one.get("options") or []
        inner = [option for option in options if option["type"] in (1, 2)]
        if inner:
            yield from commands(inner, name)
        else:
            yield name

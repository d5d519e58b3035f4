"""What is used inside discord.py is looked for before anything is patched."""

from __future__ import annotations

import importlib.metadata
import tomllib
from pathlib import Path

import discord
import pytest
from discord import gateway, http, shard
from packaging.requirements import Requirement

from bot.errors import UserError
from bot.interface.discordpy.internals import require_internals

ROOT = Path(__file__).parents[3]


def test_the_installed_discord_py_has_all_of_it() -> None:
    require_internals()


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        (shard, "DiscordWebSocket"),
        (gateway.DiscordWebSocket, "received_message"),
        (http.HTTPClient, "_try_clear_expired_ratelimits"),
        (discord.app_commands.CommandTree, "_call"),
    ],
)
def test_what_is_missing_is_named_with_what_to_do(owner: object, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(owner, name)
    with pytest.raises(UserError) as caught:
        require_internals()
    shown = f"{getattr(owner, '__name__', '')}.{name}"
    for sentence in (caught.value.in_("en"), caught.value.in_("ko")):
        assert shown in sentence
        assert discord.__version__ in sentence
        assert "pip install -c config/constraints.txt discord.py" in sentence


def test_what_only_instances_have_is_looked_for_in_their_constructor(monkeypatch: pytest.MonkeyPatch) -> None:
    def bare(_: http.HTTPClient) -> None:
        """Set nothing."""

    monkeypatch.setattr(http.HTTPClient, "__init__", bare)
    with pytest.raises(UserError, match=r"HTTPClient\._global_over, HTTPClient\._buckets"):
        require_internals()


def test_releases_that_nobody_tried_are_not_installed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    (pin,) = [one for line in project["dependencies"] if (one := Requirement(line)).name == "discord.py"]
    assert importlib.metadata.version("discord.py") in pin.specifier
    assert "2.8.0" not in pin.specifier

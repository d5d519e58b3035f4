"""Descriptions and choices of the options that filter and sort papers, for every command that has them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from discord import app_commands

__all__ = ["describe_filters"]

F = TypeVar("F", bound=Callable[..., Any])


def describe_filters(command: F) -> F:
    """Describe the filters and the orders of `command`."""
    # A decorator of discord.py may decorate only one command: it keeps what is added to it later.
    described = app_commands.describe(
        author="Only papers of this author",
        since="Only papers listed on this day or later, such as 2024-11-01",
        until="Only papers listed on this day or earlier, such as 2024-11-30",
        min_votes="Only papers with at least this many votes",
        sort="In which order",
    )
    orders = app_commands.choices(
        sort=[
            app_commands.Choice(name="Relevance", value="relevance"),
            app_commands.Choice(name="Most votes", value="votes"),
            app_commands.Choice(name="Newest", value="newest"),
        ]
    )
    return described(orders(command))

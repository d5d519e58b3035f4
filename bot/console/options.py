"""Options shared by several commands of the command line."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

__all__ = ["AsJson", "Cluster", "Config", "Day", "Enrich", "IdOrTitle", "Limit", "MinVotes", "Order", "Since", "Until"]


class Order(StrEnum):
    """How `search` sorts."""

    relevance = "relevance"
    votes = "votes"
    newest = "newest"


Config = Annotated[Path | None, typer.Option("--config", help="Settings file; default config/bot.toml or BOT_CONFIG.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Cluster = Annotated[bool, typer.Option("--cluster", help="Show which process has which shards.")]
IdOrTitle = Annotated[str, typer.Argument(metavar="ID")]
Limit = Annotated[int, typer.Option("--limit", min=1, max=1000, help="Most papers to show.")]
Since = Annotated[str | None, typer.Option("--since", help="First day, such as 2024-10-25.")]
Until = Annotated[str | None, typer.Option("--until", help="Last day.")]
MinVotes = Annotated[int | None, typer.Option("--min-votes", min=0, help="Only papers with at least this many votes.")]
Day = Annotated[str | None, typer.Option("--day", help="One day; default what is new, and the last week again.")]
Enrich = Annotated[bool, typer.Option("--enrich", help="Also fetch the English abstracts of papers that lack one.")]

"""Discord's events: one that cannot be read is passed over, and the bot goes on."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import Any

__all__ = ["guard"]

_log = logging.getLogger(__name__)

Parser = Callable[[Any], None]


def guard(parsers: dict[str, Parser]) -> None:
    """Make each of discord.py's parsers one that raises nothing: what a parser raises ends the connection for good."""
    for name, parse in parsers.items():
        parsers[name] = partial(_parse, name, parse)


def _parse(name: str, parse: Parser, data: object) -> None:
    try:
        parse(data)
    except Exception:
        _log.exception("an event %s of Discord's cannot be read and is passed over", name)

"""Audit log of admin actions: one log line and one row each, with who, when, where, what, and the outcome."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

import discord
from discord import app_commands

from bot.errors import DatabaseFileError, StoreError, UserError
from bot.interface.ui.language import Interaction
from bot.storage.audit import AuditStore
from bot.storage.database import Store
from bot.storage.moments import stamp_seconds

__all__ = ["ITSELF", "Actor", "Audit", "AuditedAction"]

_log = logging.getLogger(__name__)

T = TypeVar("T")

_LONGEST_VALUE = 300


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and in which server; None means the bot itself, or no server."""

    user_id: int | None
    guild_id: int | None

    @classmethod
    def of(cls, interaction: Interaction) -> Actor:
        """Return who sent an interaction."""
        return cls(interaction.user.id, interaction.guild_id)


ITSELF = Actor(None, None)


@dataclass(slots=True)
class AuditedAction:
    """An action in progress, which collects its outcome."""

    result: str = "done"
    details: dict[str, object] = field(default_factory=dict[str, object])

    def note(self, result: str | None = None, **details: object) -> None:
        """Record the outcome and further facts."""
        self.result = result or self.result
        self.details |= details


class Audit:
    """Log of admin actions, kept in a Store for a year, at most the last 10,000."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._kept = AuditStore(store)
        self._now = now

    @asynccontextmanager
    async def act(self, action: str, actor: Actor, **details: object) -> AsyncGenerator[AuditedAction]:
        """Record an action when it ends, also if refused or failed."""
        act = AuditedAction(details=details)
        try:
            yield act
        except (UserError, app_commands.AppCommandError) as error:
            act.note("failed" if isinstance(error, DatabaseFileError) else "refused", reason=error)
            raise
        except BaseException:
            act.note("failed")
            raise
        finally:
            await self.record(action, actor, act.result, **act.details)

    async def of_command(self, interaction: Interaction, work: Awaitable[T], **details: object) -> T:
        """Run a command's work, and record it with the given options."""
        given = {name: value for name, value in interaction.namespace if value is not None}
        name = interaction.command.qualified_name.replace(" ", ".") if interaction.command else "unknown"
        async with self.act(name, Actor.of(interaction), **(given | details)):
            return await work

    async def record(self, action: str, actor: Actor, result: str, **details: object) -> None:
        """Record a finished action; a storage failure is logged and stops nothing."""
        now = self._now()
        detail = " ".join(f"{name}={_written(value)}" for name, value in {"result": result, **details}.items())
        _log.info(
            "audit at=%s user=%s guild=%s action=%s %s",
            stamp_seconds(now),
            actor.user_id,
            actor.guild_id,
            action,
            detail,
        )
        try:
            await self._kept.keep(actor.user_id, actor.guild_id, action, detail, now)
        except StoreError as error:
            _log.error("could not record an admin's action in the database: %s", error)


def _written(value: object) -> str:
    """Return a value as one word, or as a JSON text on one line."""
    if isinstance(value, discord.abc.Snowflake):
        value = value.id
    text = str(value)[:_LONGEST_VALUE]
    return text if text.isascii() and text.isprintable() and text and not set(text) & set(' "=') else json.dumps(text)

"""Slash commands are sent to Discord only when they changed."""

from __future__ import annotations

import hashlib
import json
import logging
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
from discord import app_commands

if TYPE_CHECKING:
    from bot.corpus.store import Store

__all__ = ["sync_if_changed"]

_log = logging.getLogger(__name__)

_REMEMBERED = "SELECT hash FROM command_tree WHERE application_id = ?"
_REMEMBER = """
INSERT INTO command_tree (application_id, hash) VALUES (?, ?)
ON CONFLICT (application_id) DO UPDATE SET hash = excluded.hash
"""

# Refusals, an outage, and answers that make no sense.
_FAILURES = (
    discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError, LookupError, TypeError, ValueError,
    AttributeError, RecursionError,
)  # fmt: skip


async def sync_if_changed(tree: app_commands.CommandTree[Any], store: Store) -> bool:
    """Send the commands to Discord unless it has this very version; tell whether they were sent.

    A failure is logged: the commands that Discord has keep working, and the next start tries again.
    """
    application_id = tree.client.application_id
    if application_id is None:
        raise app_commands.MissingApplicationID
    version = await _version(tree)
    if await store.rows(_REMEMBERED, (application_id,)) == [(version,)]:
        return False
    try:
        await tree.sync()
    except _FAILURES:
        _log.exception("the slash commands could not be sent to Discord")
        return False
    async with store.transaction() as transaction:
        await transaction.execute(_REMEMBER, (application_id, version))
    return True


async def _version(tree: app_commands.CommandTree[Any]) -> str:
    """Return the hash of what a sync would send."""
    translator = tree.translator
    payload: list[dict[str, Any]] = []
    for command in sorted(tree.get_commands(), key=lambda command: command.name):
        if translator is None:
            payload.append(command.to_dict(tree))
        else:
            payload.append(await command.get_translated_payload(tree, translator))
    return hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()

"""Membership of the bot in a server, queried from Discord."""

from __future__ import annotations

import asyncio
import logging

import discord

__all__ = ["Membership"]

_log = logging.getLogger(__name__)

_PATIENCE = 10.0
# Unknown server, and one that the bot may not look into.
_NOT_IN_IT = frozenset((10004, 50001))


class Membership:
    """A check before a server's data are removed."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client

    async def is_over(self, guild_id: int) -> bool:
        """Tell whether the bot has certainly left a server."""
        if self._client.get_guild(guild_id) is not None:
            return False
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._client.fetch_guild(guild_id, with_counts=False)
        except (discord.NotFound, discord.Forbidden) as error:
            return error.code in _NOT_IN_IT
        except Exception as error:
            # An answer that cannot be read is none.
            _log.warning("cannot tell whether the bot is in server %s: %r", guild_id, error)
            return False
        return False

"""Exceptions a request to Discord may raise."""

from __future__ import annotations

import aiohttp
import discord

__all__ = ["REQUEST_ERRORS"]

# A refusal or an outage, a limit that is too long to wait for, a broken connection; a time-out is an OSError.
REQUEST_ERRORS = (discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError)

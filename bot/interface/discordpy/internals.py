"""discord.py internals used by the bot: any release may move them, so check for them at start-up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import discord
from discord import app_commands, gateway, http, shard, state
from discord.webhook import async_ as webhook

from bot.errors import UserError
from bot.texts import Text

__all__ = ["require_internals"]

_CHANGED = Text(
    "discord.py {version} lacks what this bot needs ({missing}): "
    "install the tested version with pip install -c config/constraints.txt discord.py.",
    "discord.py {version}에 이 봇이 쓰는 기능이 없습니다({missing}). "
    "pip install -c config/constraints.txt discord.py로 검증된 버전을 설치해 주세요.",
)
_SHOWN = 3


def require_internals() -> None:
    """Check that discord.py has everything that is used inside it; raises UserError that names what is missing."""
    missing = [
        f"{getattr(owner, '__name__', owner)}.{name}"
        for owner, names in _used()
        for name in names
        if not _has(owner, name)
    ]
    if missing:
        named = ", ".join(missing[:_SHOWN]) + (", …" if len(missing) > _SHOWN else "")
        raise UserError(_CHANGED.fill(version=discord.__version__, missing=named))


def _used() -> Iterator[tuple[Any, tuple[str, ...]]]:
    """Yield modules and classes of discord.py with the names that are replaced, overridden or read in them."""
    yield gateway, ("KeepAliveHandler", "ReconnectWebSocket")
    yield gateway.DiscordWebSocket, ("DEFAULT_GATEWAY", "HEARTBEAT", "send_as_json", "send_heartbeat")
    yield gateway.DiscordWebSocket, ("received_message", "session_id", "sequence", "_keep_alive", "_rate_limiter")
    yield gateway.KeepAliveHandler, ("ack", "ws", "interval", "_last_send")
    yield shard, ("DiscordWebSocket",)
    yield shard.Shard, ("ws",)
    yield shard.ShardInfo, ("_parent",)
    yield shard.AutoShardedClient, ("launch_shard", "launch_shards", "before_identify_hook", "_connection")
    yield state.ConnectionState, ("parsers",)
    yield http.Route, ("BASE",)
    yield http.HTTPClient, ("request", "get_ratelimit", "max_ratelimit_timeout")
    yield http.HTTPClient, ("_global_over", "_buckets", "_try_clear_expired_ratelimits")
    yield http, ("handle_message_parameters",)
    yield discord.File, ("reset",)
    yield http.Ratelimit, ("update", "reset", "limit", "reset_after")
    yield app_commands.CommandTree, ("_call", "_get_app_command_options")
    yield app_commands.Command, ("_invoke_autocomplete", "get_translated_payload", "to_dict")
    yield webhook, ("async_context",)
    yield webhook.AsyncWebhookAdapter, ("request",)


def _has(owner: Any, name: str) -> bool:
    """Whether a module or class has `name`, or its constructor or a base's sets it on the instance."""
    if hasattr(owner, name):
        return True
    bases: tuple[type, ...] = getattr(owner, "__mro__", ())
    codes = [getattr(vars(base).get("__init__"), "__code__", None) for base in bases]
    return any(name in code.co_names for code in codes if code is not None)

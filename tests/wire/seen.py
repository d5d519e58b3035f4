"""Which events of the gateway a bot sees, and what of them: its intents decide."""

from __future__ import annotations

from tests.wire.payloads import BOT_ID, Payload

__all__ = ["as_seen"]

GUILDS, GUILD_MESSAGES, DIRECT_MESSAGES, MESSAGE_CONTENT = 1 << 0, 1 << 9, 1 << 12, 1 << 15
_NEEDS_GUILDS = ("GUILD_", "CHANNEL_", "THREAD_")
_MESSAGES = ("MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE")


def as_seen(name: str, data: Payload, intents: int) -> Payload | None:
    """Return an event as a bot with these intents gets it, None where it gets none."""
    if name in _MESSAGES:
        needed = GUILD_MESSAGES if data.get("guild_id") else DIRECT_MESSAGES
        if not intents & needed:
            return None
        return data if name == "MESSAGE_DELETE" or _shows_content(data, intents) else data | _BLANK
    if name.startswith(_NEEDS_GUILDS) and not intents & GUILDS:
        return None
    return data


_BLANK: Payload = {"content": "", "embeds": [], "attachments": [], "components": []}


def _shows_content(message: Payload, intents: int) -> bool:
    """Tell whether the bot may read a message: its own, a direct one, or one that mentions it."""
    mentioned = str(BOT_ID) in {person["id"] for person in message.get("mentions", [])}
    own = message.get("author", {}).get("id") == str(BOT_ID)
    return own or mentioned or not message.get("guild_id") or bool(intents & MESSAGE_CONTENT)

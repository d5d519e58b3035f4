"""Messages of people as Discord sends them, and what the bot answers to them."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from itertools import count
from typing import Any

from tests.interface.conftest import Stage
from tests.wire.payloads import ASKER_ID, BOT_ID, CHANNEL_ID, GUILD_ID, Payload, dm_id, member, snowflake, user

__all__ = ["answers", "message", "say"]

_NUMBERS = count(snowflake(datetime(2024, 11, 25, tzinfo=UTC)))


def message(
    content: str,
    *,
    guild_id: int | None = GUILD_ID,
    user_id: int = ASKER_ID,
    replied: Payload | None = None,
    **further: Any,
) -> Payload:
    """Return a message; it mentions the bot where it says so or replies, `further` are fields of it."""
    place = dm_id(user_id) if guild_id is None else CHANNEL_ID
    mentions = [user(BOT_ID, bot=True)] if replied or f"<@{BOT_ID}>" in content else []
    made: Payload = {
        "id": str(next(_NUMBERS)), "channel_id": str(place), "author": user(user_id), "content": content,
        "timestamp": "2024-11-25T00:00:00+00:00", "edited_timestamp": None, "tts": False, "mention_everyone": False,
        "mentions": mentions, "mention_roles": [], "attachments": [], "embeds": [], "pinned": False, "type": 0,
        "flags": 0, "components": [],
    }  # fmt: skip
    if guild_id is not None:
        made |= {"guild_id": str(guild_id), "member": member(user_id)}
    if replied:
        reference = {"message_id": replied["id"], "channel_id": str(place), "type": 0}
        made |= {"type": 19, "message_reference": reference, "referenced_message": replied}
    return made | further


async def say(stage: Stage, *messages: Payload) -> list[Payload]:
    """Let people write at once; return what the bot writes about it."""
    earlier = len(answers(stage))
    for payload in messages:
        if "guild_id" not in payload:
            stage.wire.messages.direct(int(payload["author"]["id"]))
    await asyncio.gather(*(stage.deliver("MESSAGE_CREATE", payload) for payload in messages))
    return answers(stage)[earlier:]


def answers(stage: Stage) -> list[Payload]:
    """Return what the bot wrote into channels."""
    return [request.body for request in stage.wire.sent("POST", "/channels/.*/messages")]

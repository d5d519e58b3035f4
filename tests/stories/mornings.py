"""Daily posts over the days: a day goes by in the database while the bot is stopped."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterable

from tests.stories.town import Server, Town, minutes_ago
from tests.wire.payloads import Payload
from tests.wire.people import Member

__all__ = ["next_morning", "pass_a_day", "subscribe"]

_MOMENTS = ("claimed_at", "attempted_at", "sent_at", "retry_at")
_DELIVERIES = ", ".join(f"{moment} = earlier({moment})" for moment in _MOMENTS)
# The other posts of that minute are on their way when the last one comes.
_SETTLING = 0.2


async def subscribe(admin: Member, channel_id: int, **further: object) -> Payload:
    """Ask for a daily post whose hour has just passed: the first one comes tomorrow."""
    return await admin.slash("digest set", channel=channel_id, time=minutes_ago(2), **({"timezone": "UTC"} | further))


async def next_morning(
    town: Town,
    *servers: Server,
    people: Iterable[Member] = (),
    number: signal.Signals = signal.SIGTERM,
    again: bool = False,
) -> tuple[Server, Payload]:
    """Stop the bot, let a day go by for some servers and followers, and start the bot.

    `again`: the failed posts of the servers are due again instead.

    Wait until it has seen to all posts, which a post alone can show: return a server that got its first one, and that.
    """
    other = town.server()
    await subscribe(other.admin(), other.channels[0])
    await town.bot.stop(number)
    pass_a_day(town, other)
    for person in people:
        assert town.change("UPDATE follower SET since = earlier(since) WHERE user_id = ?", person.user_id)
    for server in servers:
        if again:
            _retry_now(town, server)
        else:
            pass_a_day(town, server)
    await town.bot.start()
    post = await town.post_in(other.channels[0])
    await asyncio.sleep(_SETTLING)
    return other, post


def pass_a_day(town: Town, server: Server) -> None:
    """Let a day go by for a server."""
    assert town.change("UPDATE digest_subscription SET set_at = earlier(set_at) WHERE guild_id = ?", server.id)
    town.change("UPDATE digest_period SET since = earlier(since) WHERE guild_id = ?", server.id)
    town.change(f"UPDATE digest_delivery SET {_DELIVERIES} WHERE guild_id = ?", server.id)


def _retry_now(town: Town, server: Server) -> None:
    assert town.change("UPDATE digest_delivery SET retry_at = earlier(retry_at) WHERE guild_id = ?", server.id)
    assert town.change("UPDATE digest_look SET look_at = '' WHERE guild_id = ?", server.id)

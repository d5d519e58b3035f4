"""Which commands Discord has is known of each application."""

from __future__ import annotations

from bot.storage.command_tree import SyncedCommands
from bot.storage.database import Store


async def test_the_version_that_was_sent_last_is_known_of_each_application(store: Store) -> None:
    synced = SyncedCommands(store)
    assert await synced.version(1) is None
    await synced.remember(1, "a")
    await synced.remember(2, "b")
    await synced.remember(1, "c")
    assert (await synced.version(1), await synced.version(2)) == ("c", "b")

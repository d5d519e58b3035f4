"""Servers and people turn the language model off, each for themselves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.storage.database import Store
from bot.storage.digests.guilds import LeftGuilds
from bot.storage.model_choices import ModelChoices

NOW = datetime(2026, 9, 12, tzinfo=UTC)
LAB, OTHER, ME = 5, 6, 7


async def test_it_is_on_until_somebody_turns_it_off_and_on_again(store: Store) -> None:
    choices = ModelChoices(store)
    assert await choices.off(LAB, ME) == (False, False)
    await choices.turn("guild", LAB, on=False, now=NOW)
    await choices.turn("guild", LAB, on=False, now=NOW)
    await choices.turn("person", ME, on=False, now=NOW)
    assert await choices.off(LAB, ME) == (True, True)
    assert await choices.off(OTHER, ME) == await choices.off(None, ME) == (False, True)
    assert await choices.off(LAB, ME + 1) == (True, False)
    await choices.turn("guild", LAB, on=True, now=NOW)
    await choices.turn("person", ME, on=True, now=NOW)
    assert await choices.off(LAB, ME) == (False, False)


async def test_a_server_that_was_left_long_ago_is_forgotten(store: Store) -> None:
    choices, left = ModelChoices(store), LeftGuilds(store)
    await choices.turn("guild", LAB, on=False, now=NOW)
    await left.present([OTHER], NOW)
    later = NOW + timedelta(days=31)
    assert await left.forget(await left.long_left(later), later) == [LAB]
    assert await choices.off(LAB, ME) == (False, False)

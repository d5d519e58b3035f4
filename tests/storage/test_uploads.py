"""Uploads wait for an admin for a day, and the last offer is remembered."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import NotFoundError
from bot.storage.database import Store
from bot.storage.uploads import Offers, Waiting, WaitingUploads

NOW = datetime(2024, 11, 25, 9, tzinfo=UTC)
CONTENT = b"### no link"


async def test_the_newest_five_uploads_wait_for_a_day(tmp_path: Path) -> None:
    async with Store.open(tmp_path / "papers.db") as store:
        waiting = WaitingUploads(store)
        meant = [Waiting(f"{number}.md", CONTENT, "old") for number in range(7)]
        ids = [await waiting.keep(one, NOW + timedelta(minutes=number)) for number, one in enumerate(meant)]
        assert [await waiting.find(one) for one in ids[2:]] == meant[2:]
        for gone in ids[:2]:
            with pytest.raises(NotFoundError, match="does not wait any more"):
                await waiting.find(gone)
        await waiting.drop(ids[-1])
        with pytest.raises(NotFoundError):
            await waiting.find(ids[-1])
        last = await waiting.keep(meant[0], NOW + timedelta(days=2))
        assert await store.rows("SELECT id FROM corpus_upload") == [(last,)]


async def test_the_last_offer_is_remembered(tmp_path: Path) -> None:
    async with Store.open(tmp_path / "papers.db") as store:
        offers = Offers(store)
        assert await offers.last() is None
        for digest in ("one", "other"):
            await offers.note(digest, NOW)
            assert await Offers(store).last() == digest

"""Saved papers, made and read without the commands."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.storage.people.saved import SavedPapers
from tests.interface.conftest import NOW, Stage
from tests.interface.look import text
from tests.wire.payloads import ASKER_ID, Payload
from tests.wire.requests import Upload

__all__ = ["MARCO", "REMOVE", "listed", "save", "save_many", "upload"]

MARCO = "2411.14405"
REMOVE = "Remove from your saved papers"


async def save(stage: Stage, *arxiv_ids: str, user_id: int = ASKER_ID) -> None:
    """Save papers of the corpus, the last one last."""
    for minute, arxiv_id in enumerate(arxiv_ids):
        known = stage.library.corpus.paper(arxiv_id)
        assert known is not None
        await SavedPapers(stage.store).save(user_id, known, NOW + timedelta(minutes=minute))


async def save_many(stage: Stage, count: int, title: str = "Lost paper", user_id: int = ASKER_ID) -> None:
    """Save papers that the corpus does not hold."""
    async with stage.store.transaction() as transaction:
        for number in range(count):
            row = (user_id, f"2301.{number:05}", f"{title} {number}", (NOW + timedelta(seconds=number)).isoformat())
            await transaction.execute(
                "INSERT INTO saved_paper (user_id, arxiv_id, title, saved_at) VALUES (?, ?, ?, ?)", row
            )


def listed(message: Payload) -> list[str]:
    """Return the papers of a list, in their order."""
    return re.findall(r"\(https://arxiv\.org/abs/([^)]+)\)", text(message))


def upload(stage: Stage) -> Upload:
    """Return the file that was sent last."""
    return next(request.files[0] for request in stage.wire.requests[::-1] if request.files)

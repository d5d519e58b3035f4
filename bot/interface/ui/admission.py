"""Admission of commands and component interactions: Discord waits three seconds for a first answer, so nobody waits
longer here."""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from bot.errors import InputError
from bot.interface.ui.defer import note_arrival
from bot.interface.ui.language import Interaction
from bot.interface.ui.throttle import Throttle
from bot.operating.activities import note_outcome
from bot.texts import Text

__all__ = ["BUSY", "admitted"]

_log = logging.getLogger(__name__)

# Of the three seconds; work admitted this late is deferred at once if slow.
_SECONDS = 1.5

BUSY = Text(
    "One at a time, please: I am still working on your earlier requests. Please try again in a moment.",
    "한 번에 하나씩 부탁드립니다. 먼저 보내신 요청을 아직 처리하고 있습니다. 잠시 뒤에 다시 시도해 주세요.",
)


@asynccontextmanager
async def admitted(throttle: Throttle, interaction: Interaction) -> AsyncGenerator[bool]:
    """Wait for the person's turn; yield False for excess requests, which stay unanswered.

    Raises InputError if the person should be told that the wait failed.
    """
    note_arrival(interaction)
    async with throttle.turn(interaction.user.id, seconds=_SECONDS) as place:
        if place in ("late", "full"):
            raise InputError(BUSY)
        if place == "ignored":
            note_outcome("refused")
            _log.info("not answering interaction %s: its sender has too many requests waiting", interaction.id)
        yield place == "next"

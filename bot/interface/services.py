"""What the commands work with."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.answers.conversation import Conversations
from bot.answers.desk import Desk
from bot.answers.reply import Reply
from bot.interface.language import Interaction, language_for
from bot.interface.replies import show
from bot.interface.waiting import in_time
from bot.search.library import Library

__all__ = ["Services"]


@dataclass(frozen=True, slots=True)
class Services:
    """Hold the library, the clock and its zone, the admins' servers, and the seconds before an answer is deferred."""

    library: Library
    now: Callable[[], datetime]
    timezone: str
    admin_guild_ids: frozenset[int]
    patience: float = 1.5
    conversations: Conversations = field(default_factory=Conversations)

    async def answer(self, interaction: Interaction, question: Callable[[Desk], Reply]) -> None:
        """Ask the desk in a thread and show what it replies."""
        desk = Desk(self.library.corpus, self.now(), language_for(interaction), self.conversations)
        await show(interaction, await in_time(interaction, asyncio.to_thread(question, desk), self.patience))

"""What the commands work with, and how they answer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from bot.answers.conversation import Conversations, Turn
from bot.answers.desk import Desk
from bot.answers.reply import Reply
from bot.interface.components import Layout
from bot.interface.discussions import Discussions
from bot.interface.language import Interaction, language_for
from bot.interface.list_card import list_card, page_count
from bot.interface.paper_card import paper_card
from bot.interface.replies import send
from bot.interface.shown import ShownLists, freeze
from bot.interface.waiting import in_time
from bot.search.library import Library
from bot.texts import Language

__all__ = ["Services"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Services:
    """Hold the library, the clock and its zone, the admins' servers, and the seconds before an answer is deferred."""

    library: Library
    shown: ShownLists
    discussions: Discussions
    now: Callable[[], datetime]
    timezone: str
    admin_guild_ids: frozenset[int]
    patience: float = 1.5
    conversations: Conversations = field(default_factory=Conversations)

    def desk(self, language: Language) -> Desk:
        """Return the desk over the current corpus, as of now."""
        return Desk(self.library.corpus, self.now(), language, self.conversations)

    async def in_time(self, interaction: Interaction, work: Coroutine[Any, Any, T], *, private: bool = False) -> T:
        """Return the result of `work`; ask Discord to wait where it takes long and was not asked yet."""
        if interaction.response.is_done():
            return await work
        return await in_time(interaction, work, self.patience, private=private)

    async def answer(
        self, interaction: Interaction, question: Callable[[Desk], Reply], *, private: bool = False
    ) -> None:
        """Ask the desk in a thread and show what it replies; the person may go on about it."""
        desk = self.desk(language_for(interaction))

        key = (interaction.channel_id, interaction.user.id)
        before = self.conversations.last(key, self.now())

        async def answered() -> Layout:
            reply = await asyncio.to_thread(question, desk)
            if self.conversations.last(key, self.now()) is before:
                self.remember(key, reply)
            return await self.layout(reply, interaction.user.id, interaction.guild_id)

        await send(interaction, await self.in_time(interaction, answered(), private=private), private=private)

    def remember(self, key: Hashable, reply: Reply) -> None:
        """Let a person's next question go on about what was shown; a question's own reply is remembered by the desk."""
        ids = tuple(hit.paper.arxiv_id for hit in reply.hits)
        if not ids:
            return
        turn = self.conversations.last(key, self.now())
        opened = turn is not None and len(ids) == 1 and ids[0] in turn.shown
        shown = turn.shown if turn is not None and opened else ids
        self.conversations.keep(key, Turn(self.now(), shown, ids[0]))

    async def layout(
        self,
        reply: Reply,
        user_id: int,
        guild_id: int | None,
        notes: Mapping[str, str] | None = None,
    ) -> Layout:
        """Return the message that shows a reply; a list of several pages is kept, so that they can be turned."""
        if reply.paper is not None:
            return paper_card(
                reply.paper,
                reply.language,
                lead=reply.lead,
                discussion=await self.discussions.find(guild_id, reply.paper.arxiv_id),
                in_guild=guild_id is not None,
            )
        shown = freeze(reply, notes)
        list_id = await self.shown.keep(user_id, shown, self.now()) if page_count(shown) > 1 else None
        return list_card(shown, list_id=list_id)

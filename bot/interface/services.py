"""What the commands work with, and how they answer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeVar, cast

from bot.answers.conversation import Conversations, Turn
from bot.answers.desk import Desk
from bot.answers.reply import MOST_SHOWN, Reply
from bot.interface.components import Layout, Row
from bot.interface.discussions import Discussions
from bot.interface.language import Interaction, guild_of, language_for
from bot.interface.list_card import list_card, page_count, paged
from bot.interface.paper_card import paper_card
from bot.interface.replies import send
from bot.interface.shown import ShownLists, freeze
from bot.interface.waiting import in_time
from bot.operating.acts import note_status
from bot.search.library import Library
from bot.texts import Language

__all__ = ["Below", "Services"]

T = TypeVar("T")

# A reply and who asked -> the rows below it.
Below = Callable[[Reply, int], Sequence[Row]]


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
        self,
        interaction: Interaction,
        question: Callable[[Desk], Reply],
        *,
        private: bool = False,
        below: Below | None = None,
    ) -> None:
        """Ask the desk in a thread and show what it replies; the person may go on about it.

        `below` says, in the thread too, which rows follow.
        """
        desk = self.desk(language_for(interaction))
        key = (interaction.channel_id, interaction.user.id)
        before = self.conversations.last(key, self.now())

        async def answered() -> Layout:
            reply, further = await self.worked(lambda: question(desk), interaction.user.id, below)
            if self.conversations.last(key, self.now()) is before:
                self.remember(key, reply)
            return await self.layout(reply, interaction.user.id, guild_of(interaction), further=further)

        await send(interaction, await self.in_time(interaction, answered(), private=private), private=private)

    async def worked(
        self, question: Callable[[], Reply], user_id: int, below: Below | None
    ) -> tuple[Reply, Sequence[Row]]:
        """Return what `question` gives in a worker thread, and the rows below it."""

        def work() -> tuple[Reply, Sequence[Row]]:
            reply = question()
            return reply, below(reply, user_id) if below else ()

        reply, rows = await asyncio.to_thread(work)
        note_status(reply.status)
        return reply, rows

    def refer(self, key: Hashable, arxiv_ids: Sequence[str]) -> None:
        """Make some papers, at least one, what a person's next question is about; they may be shown already."""
        turn = self.conversations.last(key, self.now())
        if turn is None or not set(arxiv_ids) <= set(turn.shown):
            turn = Turn(self.now(), tuple(arxiv_ids), arxiv_ids[0])
        elif turn.focus not in arxiv_ids:
            turn = replace(turn, at=self.now(), focus=arxiv_ids[0])
        self.conversations.keep(key, turn)

    def remember(self, key: Hashable, reply: Reply) -> None:
        """Let a person's next question go on about what was shown; a question's own reply is remembered by the desk."""
        ids = tuple(hit.paper.arxiv_id for hit in reply.hits[:MOST_SHOWN])
        if not ids:
            return
        turn = self.conversations.last(key, self.now())
        opened = turn is not None and len(ids) == 1 and ids[0] in turn.shown
        shown = turn.shown if turn is not None and opened else ids
        self.conversations.keep(key, Turn(self.now(), shown, ids[0]))

    def forget(self, user_id: int) -> None:
        """End a person's conversations in all channels."""
        self.conversations.forget(lambda key: isinstance(key, tuple) and cast("tuple[object, ...]", key)[-1] == user_id)

    async def layout(
        self,
        reply: Reply,
        user_id: int,
        guild_id: int | None,
        notes: Mapping[str, str] | None = None,
        further: Sequence[Row] = (),
    ) -> Layout:
        """Return the message that shows a reply; a list of several pages is kept, so that they can be turned."""
        if reply.paper is not None:
            return paper_card(
                reply.paper,
                reply.language,
                lead=reply.lead,
                discussion=await self.discussions.find(guild_id, reply.paper.arxiv_id),
                in_guild=guild_id is not None,
                further=further,
            )
        shown = await asyncio.to_thread(lambda: paged(freeze(reply, notes)))
        list_id = await self.shown.keep(user_id, shown, self.now()) if page_count(shown) > 1 else None
        return list_card(shown, list_id=list_id, further=further)

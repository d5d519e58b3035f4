"""Services of the commands, and how they answer."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar, cast

from bot.answers.query_service import QueryService
from bot.answers.reply import Reply
from bot.answers.session import Sessions
from bot.interface.papers.correction_rows import correcting, offers
from bot.interface.papers.elsewhere import Elsewhere
from bot.interface.papers.list_card import list_card, page_count
from bot.interface.papers.paper_card import paper_card
from bot.interface.papers.sentences import Sentences, interaction_edit
from bot.interface.papers.shown_list import freeze
from bot.interface.papers.shown_lists import ShownLists
from bot.interface.ui.autocomplete import Suggestions
from bot.interface.ui.components import Layout, Row
from bot.interface.ui.defer import run_or_defer
from bot.interface.ui.language import Interaction, guild_of, language_for
from bot.interface.ui.send import send
from bot.interface.ui.throttle import Throttle
from bot.interface.ui.workers import Workers
from bot.library.library import Library
from bot.model.drafts import Asked, asked_of
from bot.operating.activities import note_status
from bot.storage.discussions import Discussions
from bot.storage.votes import MemberVotes
from bot.texts import Language

__all__ = ["Below", "Key", "Services"]

T = TypeVar("T")

# More than one person's two concurrent requests, to leave some for others; the GIL runs one at a time.
_THREADS = 4

# A conversation: a person in a channel.
Key = tuple[int | None, int]
# A reply and who asked -> the rows below it.
Below = Callable[[Reply, int], Sequence[Row]]


@dataclass(frozen=True, slots=True)
class Services:
    """The library, the clock and its zone, the admins' servers, and the seconds before an answer is deferred.

    Answers are computed in the threads of `workers`; `throttle` admits requests; `elsewhere` looks up papers that the
    library lacks; `sentences` are those of a language model, None without one.
    """

    library: Library
    shown: ShownLists
    discussions: Discussions
    votes: MemberVotes
    now: Callable[[], datetime]
    timezone: str
    admin_guild_ids: frozenset[int]
    suggestions: Suggestions
    throttle: Throttle
    elsewhere: Elsewhere = field(default_factory=Elsewhere)
    sentences: Sentences | None = None
    defer_after: float = 1.5
    sessions: Sessions = field(default_factory=Sessions)
    workers: Workers = field(default_factory=lambda: Workers(_THREADS, "answers"))

    def query_service(self, language: Language) -> QueryService:
        """Return the query service over the current corpus, as of now."""
        return QueryService(self.library.corpus, self.now(), language, self.sessions)

    async def service_for(self, text: str, language: Language, key: Key | None = None) -> QueryService:
        """Return the query service for a text: where it is about papers that the corpus lacks, over those as well.

        With a `key` the text may go on about such a paper.
        """
        return await self.elsewhere.service(self.query_service(language), text, self.workers, key)

    async def run_or_defer(self, interaction: Interaction, work: Coroutine[Any, Any, T], *, private: bool = False) -> T:
        """Return the result of `work`; defer if it takes long and was not deferred yet."""
        if interaction.response.is_done():
            return await work
        return await run_or_defer(interaction, work, self.defer_after, private=private)

    async def answer(
        self,
        interaction: Interaction,
        question: Callable[[QueryService, Key], Reply],
        *,
        private: bool = False,
        below: Below | None = None,
        naming: str | None = None,
        typed: str | None = None,
    ) -> None:
        """Ask the query service in a thread and show its reply; the person may go on about it.

        Papers in the text `naming` that the corpus lacks are looked up first. `below` returns, also in the thread, the
        rows that follow; with it, the reading can be corrected. About a `typed` question a language model may write.
        """
        language, key = language_for(interaction), (interaction.channel_id, interaction.user.id)
        here, guild_id = self.query_service(language), guild_of(interaction)

        async def answered() -> tuple[Layout, Asked | None]:
            # Only what is read as a question goes on about what was shown before.
            before = key if below else None
            service = here if naming is None else await self.service_for(naming, language, before)
            reply, further = await self.run_in_thread(lambda: question(service, key), interaction.user.id, below)
            reply, further = await self.searched_again(typed, (reply, further), service, key, guild_id, below)
            was_read = below is not None
            layout = await self.layout(reply, interaction.user.id, guild_id, further=further, was_read=was_read)
            return layout, self.asked(typed, reply, service, interaction.user.id, guild_id)

        layout, asked = await self.run_or_defer(interaction, answered(), private=private)
        shown = await send(interaction, layout, private=private)
        if self.sentences is not None and asked is not None:
            self.sentences.begin(interaction.id, shown, interaction_edit(interaction), asked)

    async def searched_again(
        self,
        typed: str | None,
        first: tuple[Reply, Sequence[Row]],
        service: QueryService,
        key: Key,
        guild_id: int | None,
        below: Below | None,
    ) -> tuple[Reply, Sequence[Row]]:
        """Return what a model's words for a request find that found nothing, with the rows below it, else the first."""
        if self.sentences is None or typed is None:
            return first
        again = await self.sentences.again(typed, first[0], service, self.workers.run, key, guild_id)
        return first if again is None else await self.run_in_thread(lambda: again, key[1], below)

    def asked(
        self, typed: str | None, reply: Reply, service: QueryService, user_id: int, guild_id: int | None
    ) -> Asked | None:
        """Return what a language model is asked about a reply, None without one or without anything to write about."""
        if self.sentences is None or typed is None:
            return None
        return asked_of(typed, reply, service.corpus, user_id, guild_id)

    async def run_in_thread(
        self, question: Callable[[], Reply], user_id: int, below: Below | None
    ) -> tuple[Reply, Sequence[Row]]:
        """Return the result of `question`, run in a worker thread, and the rows below it."""

        def work() -> tuple[Reply, Sequence[Row]]:
            reply = question()
            return reply, below(reply, user_id) if below else ()

        reply, rows = await self.workers.run(work)
        note_status(reply.status)
        return reply, rows

    def refer(self, key: Key, arxiv_ids: Sequence[str]) -> None:
        """Make at least one paper the subject of a person's next question; they may already be shown."""
        self.sessions.refer(key, arxiv_ids, self.now())

    def turned(self, key: Key, arxiv_ids: Sequence[str]) -> None:
        """Let a person go on about the papers of a list up to the page that they turned to."""
        self.sessions.turned(key, arxiv_ids, self.now())

    def forget(self, user_id: int) -> None:
        """End a person's conversations in all channels."""
        self.sessions.forget(lambda key: isinstance(key, tuple) and cast("tuple[object, ...]", key)[-1] == user_id)

    async def layout(
        self,
        reply: Reply,
        user_id: int,
        guild_id: int | None,
        notes: Mapping[str, str] | None = None,
        further: Sequence[Row] = (),
        was_read: bool = False,
    ) -> Layout:
        """Return the message that shows a reply.

        A list with pages, or one that `was_read` from words and can be corrected, is stored under an id for its
        buttons.
        """
        shown = await self.workers.run(lambda: freeze(reply, notes, was_read=was_read and not reply.absent))
        kept = page_count(shown) > 1 or offers(shown)
        list_id = await self.shown.keep(user_id, shown, self.now()) if kept else None
        if reply.paper is None:
            return list_card(shown, list_id=list_id, further=further)
        # Threads and votes are about papers of the corpus.
        in_guild = guild_id is not None and not reply.absent
        return paper_card(
            reply.paper,
            reply.language,
            lead=reply.lead,
            discussion=await self.discussions.find(guild_id, reply.paper.arxiv_id),
            in_guild=in_guild,
            votes=await self.votes.count(guild_id, reply.paper.arxiv_id) if guild_id and in_guild else None,
            further=(*correcting(shown, list_id), *further),
        )

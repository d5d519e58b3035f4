"""Admin actions on the corpus: each checks first, asks if something would be lost, and is recorded."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal

from bot.corpus.plan import Plan
from bot.corpus.report import UnreadError
from bot.corpus.upload import content_mark, ensure_folder, mark_of, read_upload, remove_leftovers, write_upload
from bot.errors import CorpusError
from bot.interface.corpus.cards import (
    ask_to_load,
    ask_to_overwrite,
    ask_to_take_back,
    kept,
    loaded,
    offer,
    outdated,
    taken_back,
    unread,
)
from bot.interface.corpus.text import abstracts_lines, status_text
from bot.interface.ui.audit_log import ITSELF, Actor, Audit, AuditedAction
from bot.interface.ui.components import Layout, panel
from bot.library.library import Library
from bot.storage.enrichment import Abstracts
from bot.storage.feed import FeedLedger
from bot.storage.uploads import Offers, Waiting, WaitingUploads
from bot.texts import Language, Text

__all__ = ["CorpusAdmin"]


class CorpusAdmin:
    """Loads, rollbacks and uploads for admins; every answer is a message for them. Without `feed` it is off."""

    def __init__(
        self,
        library: Library,
        uploads: WaitingUploads,
        offers: Offers,
        audit: Audit,
        now: Callable[[], datetime],
        feed: FeedLedger | None = None,
        abstracts: Callable[[], Awaitable[Abstracts | None]] | None = None,
    ) -> None:
        self._library = library
        self._uploads = uploads
        self._offers = offers
        self._audit = audit
        self._now = now
        self._feed = feed
        self._abstracts = abstracts
        # One act sees what the one before it did: what an upload adds is not told of as somebody else's change.
        self._acting = asyncio.Lock()

    async def reload(self, actor: Actor, language: Language) -> Layout:
        """Load the listings if nothing would be lost, else ask."""
        async with self._acting, self._audit.act("corpus.reload", actor) as act:
            return await self._settle(await self._library.plan(), act, language)

    async def apply(self, actor: Actor, language: Language, base: int, digest: str) -> Layout:
        """Load the listings as the person was shown, or show what would change now."""
        async with self._acting, self._audit.act("corpus.apply", actor) as act:
            plan = await self._library.plan()
            if (plan.base, plan.difference.digest) == (base, digest):
                return await self._carried_out(plan, act, language)
            act.note("outdated")
            await self.told(plan.mark)
            return outdated(plan, language)

    async def upload(self, actor: Actor, language: Language, name: str, content: bytes) -> Layout:
        """Put a listing into the folder and load it; ask if it would replace another file.

        Raises InputError for an invalid listing, CorpusError if it cannot be written.
        """
        async with self._acting, self._audit.act("corpus.upload", actor, file=name, bytes=len(content)) as act:
            upload = await asyncio.to_thread(read_upload, name, content)
            act.note(file=upload.name)
            if not self._library.corpus.papers:
                # A folder that is missing later may be a disk that is not mounted, and is not made anew.
                await asyncio.to_thread(ensure_folder, self._library.seeds)
            present = await asyncio.to_thread(content_mark, self._library.seeds, upload.name)
            if present is not None and present != mark_of(content):
                act.note("asked")
                waiting = Waiting(upload.name, content, present)
                return ask_to_overwrite(upload, await self._uploads.keep(waiting, self._now()), language)
            if present is None:
                await asyncio.to_thread(self._write, upload.name, content)
            lead = kept(upload, was_there=present is not None)
            return await self._settle(await self._library.plan(), act, language, lead)

    async def overwrite(self, actor: Actor, language: Language, upload_id: int) -> Layout:
        """Replace the file the person was asked about by an upload, and load it."""
        async with self._acting, self._audit.act("corpus.overwrite", actor) as act:
            waiting = await self._uploads.find(upload_id)
            act.note(file=waiting.name)
            await asyncio.to_thread(self._write, waiting.name, waiting.content, waiting.replaces)
            await self._uploads.drop(upload_id)
            upload = await asyncio.to_thread(read_upload, waiting.name, waiting.content)
            return await self._settle(await self._library.plan(), act, language, kept(upload))

    async def rollback(self, actor: Actor, language: Language) -> Layout:
        """Show what rolling back the newest revision would change, and ask."""
        async with self._audit.act("corpus.rollback", actor) as act:
            act.note("asked")
            return ask_to_take_back(await self._library.plan_rollback(), language)

    async def undo(self, actor: Actor, language: Language, base: int) -> Layout:
        """Roll back the revision the person was asked about, or show what would change now."""
        async with self._acting, self._audit.act("corpus.undo", actor, revision=base) as act:
            plan = await self._library.plan_rollback()
            if plan.base != base:
                act.note("outdated")
                return ask_to_take_back(plan, language, anew=True)
            report = await self._library.carry_out(plan)
            act.note(papers=report.papers, added=report.added, removed=report.removed, updated=report.updated)
            return taken_back(plan, language)

    async def status(self, language: Language) -> Layout:
        """Show the state of the corpus."""
        plan: Plan | Text
        await self.catch_up()
        try:
            plan = await self._library.plan()
        except CorpusError as error:
            plan = error.text
        revision = await self._library.revision()
        feed = None if self._feed is None else await self._feed.state()
        lines = [status_text(self._library.corpus, revision, plan, feed, language)]
        if self._abstracts is not None and (found := await self._abstracts()) is not None:
            lines += abstracts_lines(found, language)
        return Layout(panel("\n".join(lines)))

    async def noticed(
        self, mode: Literal["offer", "auto"], language: Language, *, at_start: bool = False
    ) -> tuple[Layout, str] | None:
        """Return what to tell of a change of the listings, and its mark; None where nothing is to be told.

        That is so where the papers are the same and everything could be read, where admins heard of it already,
        where the mode is "auto" and the change takes nothing away, so that it is loaded at once, and at the start
        after a rollback, when only the change that was taken back may be found. Raises CorpusError or StoreError.
        """
        async with self._acting:
            await self._library.take_stored()
            plan = await self._library.plan()
            if at_start and plan.difference and plan.rolled_back:
                return None
            if mode == "auto" and plan.difference and plan.is_harmless:
                async with self._audit.act("corpus.reload", ITSELF) as act:
                    await self._carry_out(plan, act)
                plan = plan.settled
            if not (plan.difference or plan.rejected) or plan.mark == await self._offers.last():
                return None
            return (offer if plan.difference else unread)(plan, language), plan.mark

    async def load_fetched(self, paths: Sequence[Path]) -> bool:
        """Load listings that the feed has brought; return False where an admin is to decide, so that nothing is done.

        That is so where papers or days would be lost, and after a rollback. Raises UnreadError where some of them could
        not be read, once the others are loaded, and CorpusError or StoreError.
        """
        async with self._acting:
            await self._library.take_stored()
            plan = await self._library.plan_fetched(paths)
            difference = plan.difference
            if difference:
                if plan.rolled_back or difference.removed or any(update.lost_days for update in difference.updated):
                    return False
                async with self._audit.act("corpus.fetch", ITSELF) as act:
                    await self._carry_out(plan, act, spent=True)
            if plan.unread:
                raise UnreadError(plan.rejected[0].text, plan.unread)
            return True

    async def is_behind(self) -> bool:
        """Whether another program has loaded what is not served yet; raises StoreError."""
        return await self._library.is_behind()

    async def catch_up(self) -> bool:
        """Serve what another program has loaded; tell whether there was anything. Raises StoreError."""
        async with self._acting:
            return await self._library.take_stored()

    async def told(self, mark: str) -> None:
        """Record that admins were told of a change or of unreadable listings."""
        await self._offers.note(mark, self._now())

    async def _settle(self, plan: Plan, act: AuditedAction, language: Language, lead: Text | None = None) -> Layout:
        """Carry out a harmless plan, ask about others."""
        if plan.is_harmless:
            return await self._carried_out(plan, act, language, lead)
        act.note("asked")
        await self.told(plan.mark)
        return ask_to_load(plan, language, lead)

    async def _carried_out(
        self, plan: Plan, act: AuditedAction, language: Language, lead: Text | None = None
    ) -> Layout:
        await self._carry_out(plan, act)
        if plan.rejected:
            # The answer names them.
            await self.told(plan.settled.mark)
        return loaded(plan, language, lead)

    async def _carry_out(self, plan: Plan, act: AuditedAction, *, spent: bool = False) -> None:
        report = await self._library.carry_out(plan, spent=spent)
        act.note(
            papers=report.papers,
            added=report.added,
            removed=report.removed,
            updated=report.updated,
            rejected=len(report.rejected),
        )

    def _write(self, name: str, content: bytes, replaces: str | None = None) -> None:
        remove_leftovers(self._library.seeds, "upload", self._now())
        write_upload(self._library.seeds, name, content, replaces)

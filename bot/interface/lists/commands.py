"""/list: the reading list of a server, for its members."""

from __future__ import annotations

from functools import partial

from discord import app_commands
from discord.ext import commands

from bot.errors import ForbiddenError, NotFoundError
from bot.interface.lists.reading_card import added_text
from bot.interface.lists.reading_list import ReadingList, guild_id_of, removable_by
from bot.interface.papers.services import Services
from bot.interface.ui.autocomplete import Choices
from bot.interface.ui.language import Interaction, language_for
from bot.interface.ui.lengths import Named, Query, ShortNote
from bot.interface.ui.markup import inline
from bot.interface.ui.send import say, send
from bot.normal import normal
from bot.search.corpus import Corpus
from bot.storage.reading_lists import MOST_UNREAD, Added, Entry, ReadingLists
from bot.texts import Text

__all__ = ["ListCommands"]

_TITLE_UNITS = 500
_NOTE_UNITS = 450

_ADDED = Text(
    "📚 Added “{title}” to this server's reading list ({count:,} of at most {most:,}).",
    "📚 “{title}”을(를) 이 서버의 읽을 논문에 추가했습니다({count:,}편, 최대 {most:,}편).",
)
_AGAIN = Text(
    "📚 “{title}” had been read; it is on this server's reading list again ({count:,} of at most {most:,}).",
    "📚 읽은 논문 “{title}”을(를) 이 서버의 읽을 논문에 다시 올렸습니다({count:,}편, 최대 {most:,}편).",
)
_NOTED = Text(
    "📚 “{title}” is on this server's reading list; its note is the new one now.",
    "📚 이 서버의 읽을 논문 “{title}”의 메모를 바꿨습니다.",
)
_KNOWN = Text(
    "“{title}” is on this server's reading list already: {added}.",
    "“{title}”은(는) 이미 이 서버의 읽을 논문에 있습니다({added}).",
)
_NOTE_KEPT = Text(
    "Its note stays as it is: only who added the paper can change it.",
    "메모는 그대로입니다. 논문을 추가한 사람만 바꿀 수 있습니다.",
)
_SAID: dict[Added, Text] = {"new": _ADDED, "again": _AGAIN, "noted": _NOTED}
_DONE = Text("✅ Marked “{title}” as read.", "✅ “{title}”을(를) 읽었다고 표시했습니다.")
_WAS_DONE = Text("“{title}” was marked as read already.", "“{title}”은(는) 이미 읽었다고 표시되어 있습니다.")
_REMOVED = Text(
    "🗑️ Took “{title}” off this server's reading list.", "🗑️ “{title}”을(를) 이 서버의 읽을 논문에서 뺐습니다."
)
_OTHERS = Text(
    "Only who added “{title}”, or somebody with the permission Manage Messages, can take it off. /list done marks it "
    "as read.",
    "“{title}”은(는) 추가한 사람이나 메시지 관리하기 권한이 있는 사람만 뺄 수 있습니다. /읽을논문 완료로 읽었다고 "
    "표시할 수는 있습니다.",
)
_NOT_LISTED = Text(
    "“{typed}” is not on this server's reading list: pick a paper from the suggestions, or see /list show.",
    "“{typed}”은(는) 이 서버의 읽을 논문에 없습니다. 제안에서 고르거나 /읽을논문 보기를 확인해 주세요.",
)


class ListCommands(commands.Cog):
    """Answer /list: what changes the list publicly, the list itself to the asker only."""

    reading_list = app_commands.Group(
        name="list",
        description="The reading list of this server",
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    )

    def __init__(self, services: Services, lists: ReadingLists, shown: ReadingList) -> None:
        self._services = services
        self._lists = lists
        self._shown = shown

    @reading_list.command(description="Put a paper on this server's reading list")
    @app_commands.describe(
        paper="An arXiv id, a link or a title", note="Why it is worth reading; everyone here sees it"
    )
    async def add(self, interaction: Interaction, paper: Named, note: ShortNote | None = None) -> None:
        """Add `paper`, or tell who added it before."""
        guild_id, language = guild_id_of(interaction), language_for(interaction)
        written = normal("NFC", " ".join((note or "").split()))

        async def work() -> tuple[Added, Entry, int]:
            service = await self._services.service_for(paper, language)
            meant = await self._services.workers.run(lambda: service.named(paper))
            added, one = await self._lists.add(guild_id, meant, written, interaction.user.id, self._services.now())
            return added, one, len(await self._lists.entries(guild_id))

        added, one, count = await self._services.run_or_defer(interaction, work())
        title = inline(one.title, _TITLE_UNITS)
        if added == "known":
            lines = [_KNOWN.fill(title=title, added=added_text(one)).in_(language)]
            if written and written != one.note:
                lines.append(_NOTE_KEPT.in_(language))
        else:
            lines = [_SAID[added].fill(title=title, count=count, most=MOST_UNREAD).in_(language)]
            if one.note:
                lines.append(f"📝 {inline(one.note, _NOTE_UNITS)}")
        await say(interaction, "\n".join(lines), private=added == "known")

    @reading_list.command(description="Show this server's reading list, to you only")
    @app_commands.describe(
        done="Whether to show the papers that were read",
        query="What the papers should be about; all of them if left out",
    )
    async def show(self, interaction: Interaction, done: bool = False, query: Query | None = None) -> None:
        """Show the papers to read, newest first, or those that were read; with `query` those that fit."""
        work = self._shown.found(interaction, done, (query or "").strip())
        await send(interaction, await self._services.run_or_defer(interaction, work, private=True), private=True)

    @reading_list.command(description="Mark a paper of this server's reading list as read")
    @app_commands.describe(paper="A paper of the list")
    async def done(self, interaction: Interaction, paper: Named) -> None:
        """Mark `paper` as read."""
        guild_id, language = guild_id_of(interaction), language_for(interaction)

        async def work() -> Entry:
            one = await self._meant(guild_id, paper)
            before = await self._lists.finish(guild_id, one.arxiv_id, interaction.user.id, self._services.now())
            if before is None:
                raise NotFoundError(_NOT_LISTED.fill(typed=one.title))
            return before

        before = await self._services.run_or_defer(interaction, work())
        text = _DONE if before.done_at is None else _WAS_DONE
        said = text.fill(title=inline(before.title, _TITLE_UNITS)).in_(language)
        await say(interaction, said, private=before.done_at is not None)

    @reading_list.command(description="Take a paper off this server's reading list")
    @app_commands.describe(paper="A paper of the list")
    async def remove(self, interaction: Interaction, paper: Named) -> None:
        """Take `paper` off the list, if this person added it or manages messages."""
        guild_id, language = guild_id_of(interaction), language_for(interaction)

        async def work() -> Entry:
            one = await self._meant(guild_id, paper)
            removed = await self._shown.take_off(interaction, guild_id, one.arxiv_id)
            if removed == "others":
                raise ForbiddenError(_OTHERS.fill(title=one.title))
            if removed == "missing":
                raise NotFoundError(_NOT_LISTED.fill(typed=one.title))
            return one

        one = await self._services.run_or_defer(interaction, work())
        await say(interaction, _REMOVED.fill(title=inline(one.title, _TITLE_UNITS)).in_(language), private=False)

    @add.autocomplete("paper")
    async def titles(self, interaction: Interaction, typed: str) -> Choices:
        """Suggest papers."""
        return await self._services.suggestions.papers(interaction, typed)

    @done.autocomplete("paper")
    async def unread(self, interaction: Interaction, typed: str) -> Choices:
        """Suggest papers to read."""
        return await self._suggested(interaction, await self._lists.entries(interaction.guild_id or 0), typed)

    @remove.autocomplete("paper")
    async def removable(self, interaction: Interaction, typed: str) -> Choices:
        """Suggest papers that this person may take off."""
        guild_id, own = interaction.guild_id or 0, removable_by(interaction)
        entries = [*await self._lists.entries(guild_id), *await self._lists.entries(guild_id, done=True)]
        return await self._suggested(interaction, [one for one in entries if own in (None, one.added_by)], typed)

    async def _suggested(self, interaction: Interaction, entries: list[Entry], typed: str) -> Choices:
        pairs = [(one.title, one.arxiv_id) for one in entries]
        return await self._services.suggestions.among(interaction, pairs, typed)

    async def _meant(self, guild_id: int, typed: str) -> Entry:
        """Return the entry that a text means; raises NotFoundError."""
        entries = [*await self._lists.entries(guild_id), *await self._lists.entries(guild_id, done=True)]
        corpus = self._services.library.corpus
        found = await self._services.workers.run(partial(_entry_of, entries, typed, corpus))
        if found is None:
            raise NotFoundError(_NOT_LISTED.fill(typed=typed))
        return found


def _entry_of(entries: list[Entry], typed: str, corpus: Corpus) -> Entry | None:
    """Return the entry that `typed` names: by id, link or title, or by the only kept title that contains it."""
    by_id = {one.arxiv_id: one for one in entries}
    named = corpus.named(typed)
    if named is not None and named.arxiv_id in by_id:
        return by_id[named.arxiv_id]
    wanted = _folded(typed)
    of_id = [one for one in entries if one.arxiv_id in wanted]
    exact = [one for one in entries if _folded(one.title) == wanted]
    among = [one for one in entries if wanted and wanted in _folded(one.title)]
    return next((found[0] for found in (of_id, exact, among) if len(found) == 1), None)


def _folded(text: str) -> str:
    return normal("NFKC", " ".join(text.split())).casefold()

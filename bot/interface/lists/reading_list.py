"""A server's reading list as a private message: its pages, menus and files."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial

from discord import app_commands

from bot.errors import InputError, NotFoundError
from bot.interface.lists.reading_card import ListView, reading_card
from bot.interface.papers.services import Services
from bot.interface.papers.shown_list import ShownList, bare
from bot.interface.ui.audit_log import Actor, Audit
from bot.interface.ui.components import Layout
from bot.interface.ui.custom_ids import ComponentInteraction, Handler
from bot.interface.ui.edit_in_place import change, require_own
from bot.interface.ui.files import hand_out
from bot.interface.ui.language import Interaction, language_for
from bot.interface.ui.markup import inline
from bot.personal.bibtex import bibtex
from bot.personal.export import markdown, of_corpus
from bot.personal.kept import Remark
from bot.personal.saved import find
from bot.search.corpus import Corpus
from bot.storage.reading_lists import Entry, ReadingLists, Removed
from bot.texts import Language, Text

__all__ = ["ReadingList", "guild_id_of", "removable_by"]

_FORMS = {"bib": "BibTeX", "md": "Markdown"}
_NAME_UNITS = 300

_NOT_A_MEMBER = Text(
    "I am not a member of this server, so it has no reading list. Please ask an admin to add me to it.",
    "봇이 이 서버에 없어서 읽을 논문 목록을 쓸 수 없습니다. 서버 관리자에게 봇을 추가해 달라고 요청해 주세요.",
)
_NONE_FIT = Text(
    "None of the {count:,} papers of this list matches “{query}”. /list show alone shows them all.",
    "목록의 논문 {count:,}편 중에 “{query}”에 맞는 논문이 없습니다. 검색어를 빼면 모두 볼 수 있습니다.",
)
_FINISHED_ONE = Text("✅ Marked “{title}” as read.", "✅ “{title}”을(를) 읽었다고 표시했습니다.")
_FINISHED = Text("✅ Marked {count:,} papers as read.", "✅ 논문 {count:,}편을 읽었다고 표시했습니다.")
_REOPENED_ONE = Text("📚 “{title}” is on the list again.", "📚 “{title}”을(를) 다시 목록에 올렸습니다.")
_REOPENED = Text("📚 {count:,} papers are on the list again.", "📚 논문 {count:,}편을 다시 목록에 올렸습니다.")
_REMOVED_ONE = Text("🗑️ Took “{title}” off the list.", "🗑️ “{title}”을(를) 목록에서 뺐습니다.")
_REMOVED = Text("🗑️ Took {count:,} papers off the list.", "🗑️ 논문 {count:,}편을 목록에서 뺐습니다.")
_NOTHING_DONE = Text(
    "The list has changed meanwhile, so nothing was left to do.", "그사이 목록이 바뀌어 더 할 일이 없습니다."
)
_FILE = Text(
    "The reading list of this server ({count:,}) as {form}.",
    "이 서버의 읽을 논문 {count:,}편을 {form} 파일로 만들었습니다.",
)
_FILE_OF_READ = Text(
    "What this server has read ({count:,}) as {form}.",
    "이 서버에서 읽은 논문 {count:,}편을 {form} 파일로 만들었습니다.",
)
_NOTHING_TO_GIVE = Text(
    "None of these papers is on this list any more, so there is nothing to put into a file.",
    "이 목록에는 남은 논문이 없어 파일로 만들 것이 없습니다.",
)
_HEADING = Text("Papers to read: {count:,}", "읽을 논문 {count:,}편")
_HEADING_READ = Text("Papers that were read: {count:,}", "읽은 논문 {count:,}편")

# What a menu does with one paper; whether it was done.
_Act = Callable[[Interaction, int, str], Awaitable[bool]]


class ReadingList:
    """The message of /list show; all its state is in the custom ids and the database."""

    def __init__(self, services: Services, lists: ReadingLists, audit: Audit) -> None:
        self._services = services
        self._lists = lists
        self._audit = audit

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """What the buttons and menus of the list do."""
        acts: Mapping[str, Handler] = {
            "reading_done": partial(self._choose, act=self._finish, one=_FINISHED_ONE, many=_FINISHED),
            "reading_back": partial(self._choose, act=self._reopen, one=_REOPENED_ONE, many=_REOPENED),
            "reading_off": partial(self._choose, act=self._remove, one=_REMOVED_ONE, many=_REMOVED),
        }
        return {"reading": self._turn} | acts | {f"reading_{form}": partial(self._give, form=form) for form in _FORMS}

    async def found(self, interaction: Interaction, done: bool, query: str) -> Layout:
        """Return the list, or what of it fits `query`; the ids of results are stored, so that pages stay stable.

        Raises NotFoundError if nothing fits.
        """
        services, language = self._services, language_for(interaction)
        entries = await self._lists.entries(guild_id_of(interaction), done=done)
        corpus, list_id = services.library.corpus, 0
        if query and entries:
            found = await services.workers.run(lambda: find(entries, query, corpus))
            if not found:
                raise NotFoundError(_NONE_FIT.fill(count=len(entries), query=query))
            shown = ShownList(language, query, "", True, tuple(bare(one.arxiv_id) for one in found))
            entries, list_id = found, await services.shown.keep(interaction.user.id, shown, services.now())
        view = ListView(entries, done, _removable(interaction, entries), list_id, query)
        return reading_card(view, corpus, language)

    async def _again(self, interaction: Interaction, press: ComponentInteraction) -> ListView:
        """Return the papers of the interaction's message that are still on its list."""
        done, list_id = press.number(0) == 1, press.number(1)
        entries, query = await self._lists.entries(guild_id_of(interaction), done=done), ""
        if list_id:
            asker, shown = await self._services.shown.find(list_id)
            require_own(interaction, asker)
            by_id = {one.arxiv_id: one for one in entries}
            entries = [by_id[paper.arxiv_id] for paper in shown.papers if paper.arxiv_id in by_id]
            query = shown.lead
        return ListView(entries, done, _removable(interaction, entries), list_id, query)

    async def _turn(self, interaction: Interaction, press: ComponentInteraction) -> None:
        page = press.number(2)

        async def work() -> Layout:
            view = await self._again(interaction, press)
            return reading_card(view, self._services.library.corpus, language_for(interaction), page)

        await change(interaction, work(), self._services.defer_after)

    async def _choose(
        self, interaction: Interaction, press: ComponentInteraction, act: _Act, one: Text, many: Text
    ) -> None:
        """Do something with the chosen papers of a page, and show what is left."""
        page, guild_id, language = press.number(2), guild_id_of(interaction), language_for(interaction)

        async def work() -> Layout:
            before = await self._again(interaction, press)
            chosen = [entry for entry in before.entries if entry.arxiv_id in press.values]
            changed = [entry for entry in chosen if await act(interaction, guild_id, entry.arxiv_id)]
            view = await self._again(interaction, press)
            said = _said(changed, one, many).in_(language)
            return reading_card(view, self._services.library.corpus, language, page, said)

        await change(interaction, work(), self._services.defer_after)

    async def _finish(self, interaction: Interaction, guild_id: int, arxiv_id: str) -> bool:
        before = await self._lists.finish(guild_id, arxiv_id, interaction.user.id, self._services.now())
        return before is not None and before.done_at is None

    async def _reopen(self, _: Interaction, guild_id: int, arxiv_id: str) -> bool:
        return await self._lists.reopen(guild_id, arxiv_id)

    async def take_off(self, interaction: Interaction, guild_id: int, arxiv_id: str) -> Removed:
        """Take a paper off the list if this person may; what a moderator takes from another member is recorded."""
        removed, entry = await self._lists.remove(guild_id, arxiv_id, removable_by(interaction))
        if removed == "removed" and entry is not None and entry.added_by != interaction.user.id:
            # Not whose it was: that person may have their data deleted, the record stays.
            noted = "yes" if entry.note else "no"
            await self._audit.record("list.remove", Actor.of(interaction), "done", paper=arxiv_id, note=noted)
        return removed

    async def _remove(self, interaction: Interaction, guild_id: int, arxiv_id: str) -> bool:
        return await self.take_off(interaction, guild_id, arxiv_id) == "removed"

    async def _give(self, interaction: Interaction, press: ComponentInteraction, form: str) -> None:
        services, language = self._services, language_for(interaction)

        async def work() -> tuple[ListView, str]:
            view = await self._again(interaction, press)
            if not view.entries:
                raise NotFoundError(_NOTHING_TO_GIVE)
            return view, await services.workers.run(partial(_written, view, services.library.corpus, form, language))

        view, content = await services.run_or_defer(interaction, work(), private=True)
        said = (_FILE_OF_READ if view.done else _FILE).fill(count=len(view.entries), form=_FORMS[form])
        await hand_out(interaction, said.in_(language), f"{'read' if view.done else 'to-read'}.{form}", content)


def guild_id_of(interaction: Interaction) -> int:
    """Return the server; raises NoPrivateMessage or InputError where the bot has none there."""
    if interaction.guild_id is None:
        raise app_commands.NoPrivateMessage
    if not interaction.is_guild_integration():
        raise InputError(_NOT_A_MEMBER)
    return interaction.guild_id


def removable_by(interaction: Interaction) -> int | None:
    """Return by whom a paper must have been added for this person to take it off; None for anybody."""
    granted = interaction.permissions
    return None if granted.manage_messages or granted.administrator else interaction.user.id


def _removable(interaction: Interaction, entries: Sequence[Entry]) -> frozenset[str]:
    own = removable_by(interaction)
    return frozenset(one.arxiv_id for one in entries if own is None or one.added_by == own)


def _said(changed: Sequence[Entry], one: Text, many: Text) -> Text:
    if not changed:
        return _NOTHING_DONE
    title = inline(changed[0].title, _NAME_UNITS)
    return one.fill(title=title) if len(changed) == 1 else many.fill(count=len(changed))


def _written(view: ListView, corpus: Corpus, form: str, language: Language) -> str:
    known = of_corpus(view.entries, corpus)
    remarks = {one.arxiv_id: Remark(one.note) for one in view.entries}
    if form == "bib":
        return bibtex(known, remarks)
    return markdown(known, language, remarks, _HEADING_READ if view.done else _HEADING)

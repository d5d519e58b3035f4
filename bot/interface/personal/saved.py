"""/saved: a person's saved papers, to read, search, remove and export."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from zoneinfo import ZoneInfo

from discord import app_commands
from discord.ext import commands

from bot.errors import NotFoundError
from bot.interface.papers.services import Services
from bot.interface.papers.shown_list import ShownList, bare
from bot.interface.personal.saved_list import SavedView, saved_card
from bot.interface.ui.components import Layout
from bot.interface.ui.custom_ids import ComponentInteraction, Handler
from bot.interface.ui.edit_in_place import change, require_own
from bot.interface.ui.files import hand_out
from bot.interface.ui.language import Interaction, language_for
from bot.interface.ui.lengths import Query
from bot.interface.ui.markup import inline
from bot.interface.ui.send import send
from bot.personal.bibtex import bibtex
from bot.personal.export import markdown, of_corpus
from bot.personal.saved import find
from bot.search.corpus import Corpus
from bot.storage.people.saved import SavedPaper, SavedPapers
from bot.texts import Language, Text

__all__ = ["SavedCommand"]

_FORMS = {"bib": "BibTeX", "md": "Markdown"}
_NAME_UNITS = 300
_QUERY_UNITS = 200

_NONE_FIT = Text(
    "None of your {count:,} saved papers matches “{query}”. /saved alone shows them all.",
    "저장한 논문 {count:,}편 중에 “{query}”에 맞는 논문이 없습니다. 검색어를 빼면 모두 볼 수 있습니다.",
)
_REMOVED_ONE = Text("🗑️ Removed “{title}”.", "🗑️ “{title}”을(를) 삭제했습니다.")
_REMOVED = Text("🗑️ Removed {count:,} papers.", "🗑️ 논문 {count:,}편을 삭제했습니다.")
_WAS_REMOVED = Text("That was removed already.", "이미 삭제된 논문입니다.")
_FILE_OF_ALL = Text(
    "All your saved papers ({count:,}) as {form}.", "저장한 논문 전체({count:,}편)를 {form} 파일로 만들었습니다."
)
_FILE_OF_FOUND = Text(
    "Your saved papers that match “{query}” ({count:,}) as {form}.",
    "저장한 논문 중 “{query}”에 맞는 {count:,}편을 {form} 파일로 만들었습니다.",
)
_NOTHING_TO_GIVE = Text(
    "None of these papers is saved any more, so there is nothing to put into a file.",
    "이 목록에는 저장된 논문이 더 이상 없어 파일로 만들 것이 없습니다.",
)


class SavedCommand(commands.Cog):
    """The command /saved and the buttons of its lists, for the owner of the papers only."""

    def __init__(self, services: Services, saved: SavedPapers) -> None:
        self._services = services
        self._saved = saved

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """What the buttons and menus of the lists do."""
        return {"saved": self._turn, "unsave": self._remove} | {
            f"saved_{form}": partial(self._give, form=form) for form in _FORMS
        }

    @app_commands.command(description="Show the papers that you saved, to you only")
    @app_commands.describe(query="What the saved papers should be about; all of them if left out")
    async def saved(self, interaction: Interaction, query: Query | None = None) -> None:
        """Show the saved papers, newest first, or those that fit `query`."""
        language = language_for(interaction)

        async def work() -> Layout:
            view = await self._view(interaction.user.id, (query or "").strip(), language)
            return self._card(view, language)

        await send(interaction, await self._services.run_or_defer(interaction, work(), private=True), private=True)

    async def _view(self, user_id: int, query: str, language: Language) -> SavedView:
        """Return the view; the ids of results are stored, so that pages stay stable."""
        papers = await self._saved.saved(user_id)
        if not query or not papers:
            return SavedView(user_id, papers)
        corpus = self._services.library.corpus
        found = await self._services.workers.run(lambda: find(papers, query, corpus))
        if not found:
            raise NotFoundError(_NONE_FIT.fill(count=len(papers), query=query))
        shown = ShownList(language, query, "", True, tuple(bare(paper.arxiv_id) for paper in found))
        list_id = await self._services.shown.keep(user_id, shown, self._services.now())
        return SavedView(user_id, found, list_id, query)

    async def _again(self, interaction: Interaction, press: ComponentInteraction) -> SavedView:
        """Return the papers of the interaction's message that are still saved; raises ForbiddenError for others."""
        user_id, list_id = press.number(0), press.number(1)
        require_own(interaction, user_id)
        papers = await self._saved.saved(user_id)
        if not list_id:
            return SavedView(user_id, papers)
        asker, shown = await self._services.shown.find(list_id)
        require_own(interaction, asker)
        by_id = {paper.arxiv_id: paper for paper in papers}
        left = [by_id[paper.arxiv_id] for paper in shown.papers if paper.arxiv_id in by_id]
        return SavedView(user_id, left, list_id, shown.lead)

    def _card(self, view: SavedView, language: Language, page: int = 1, said: str = "") -> Layout:
        services = self._services
        return saved_card(view, services.library.corpus, language, ZoneInfo(services.timezone), page, said)

    async def _turn(self, interaction: Interaction, press: ComponentInteraction) -> None:
        page = press.number(2)

        async def work() -> Layout:
            return self._card(await self._again(interaction, press), language_for(interaction), page)

        await change(interaction, work(), self._services.defer_after)

    async def _remove(self, interaction: Interaction, press: ComponentInteraction) -> None:
        page, language = press.number(2), language_for(interaction)

        async def work() -> Layout:
            before = await self._again(interaction, press)
            chosen = [paper for paper in before.papers if paper.arxiv_id in press.values]
            gone = [paper for paper in chosen if await self._saved.remove(before.user_id, paper.arxiv_id)]
            return self._card(await self._again(interaction, press), language, page, _removed(gone).in_(language))

        await change(interaction, work(), self._services.defer_after)

    async def _give(self, interaction: Interaction, press: ComponentInteraction, form: str) -> None:
        services, language = self._services, language_for(interaction)

        async def work() -> tuple[SavedView, str]:
            view = await self._again(interaction, press)
            if not view.papers:
                raise NotFoundError(_NOTHING_TO_GIVE)
            corpus = services.library.corpus
            written = await services.workers.run(lambda: _written(view.papers, corpus, form, language))
            return view, written

        view, content = await services.run_or_defer(interaction, work(), private=True)
        text = _FILE_OF_FOUND if view.list_id else _FILE_OF_ALL
        said = text.fill(query=inline(view.query, _QUERY_UNITS), count=len(view.papers), form=_FORMS[form])
        await hand_out(interaction, said.in_(language), f"saved.{form}", content)


def _removed(gone: Sequence[SavedPaper]) -> Text:
    if not gone:
        return _WAS_REMOVED
    title = inline(gone[0].title, _NAME_UNITS)
    return _REMOVED_ONE.fill(title=title) if len(gone) == 1 else _REMOVED.fill(count=len(gone))


def _written(papers: Sequence[SavedPaper], corpus: Corpus, form: str, language: Language) -> str:
    known = of_corpus(papers, corpus)
    return bibtex(known) if form == "bib" else markdown(known, language)

"""/saved: a person's saved papers, to read, search, remove and export."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from discord import app_commands
from discord.ext import commands

from bot.errors import NotFoundError
from bot.interface.papers.filter_options import describe_filters
from bot.interface.papers.services import Services
from bot.interface.personal.save import suggested_folders
from bot.interface.personal.saved_list import SavedView
from bot.interface.personal.saved_views import SavedViews, Wanted
from bot.interface.ui.autocomplete import Choices
from bot.interface.ui.components import Layout
from bot.interface.ui.custom_ids import ComponentInteraction, Handler
from bot.interface.ui.edit_in_place import change
from bot.interface.ui.files import hand_out
from bot.interface.ui.language import Interaction, language_for
from bot.interface.ui.lengths import Day, FolderName, Name, Query
from bot.interface.ui.markup import inline
from bot.interface.ui.send import send
from bot.personal.bibtex import bibtex
from bot.personal.export import markdown, of_corpus
from bot.personal.kept import Remark
from bot.search.corpus import Corpus
from bot.search.hits import Sort
from bot.storage.people.folders import Folders
from bot.storage.people.saved import SavedPaper, SavedPapers
from bot.texts import Language, Text

__all__ = ["SavedCommand"]

_FORMS = {"bib": "BibTeX", "md": "Markdown"}
_NAME_UNITS = 300
_QUERY_UNITS = 200

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
_FILE_OF_PASSING = Text(
    "Your saved papers that match ({count:,}) as {form}.",
    "저장한 논문 중 조건에 맞는 {count:,}편을 {form} 파일로 만들었습니다.",
)
_FILE_OF_FOLDER = Text(
    "Your saved papers in “{folder}” ({count:,}) as {form}.",
    "“{folder}” 폴더의 논문 {count:,}편을 {form} 파일로 만들었습니다.",
)
_NOTHING_TO_GIVE = Text(
    "None of these papers is saved any more, so there is nothing to put into a file.",
    "이 목록에는 저장된 논문이 더 이상 없어 파일로 만들 것이 없습니다.",
)


class SavedCommand(commands.Cog):
    """The command /saved and the buttons of its lists, for the owner of the papers only."""

    def __init__(self, services: Services, saved: SavedPapers, folders: Folders, views: SavedViews) -> None:
        self._services = services
        self._saved = saved
        self._folders = folders
        self._views = views

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """What the buttons and menus of the lists do."""
        return {"saved": self._turn, "unsave": self._remove} | {
            f"saved_{form}": partial(self._give, form=form) for form in _FORMS
        }

    @app_commands.command(description="Show the papers that you saved, to you only")
    @app_commands.describe(
        query="What the saved papers should be about; all of them if left out",
        folder="Only papers in this folder of yours",
    )
    @describe_filters
    async def saved(
        self,
        interaction: Interaction,
        query: Query | None = None,
        folder: FolderName | None = None,
        author: Name | None = None,
        since: Day | None = None,
        until: Day | None = None,
        min_votes: app_commands.Range[int, 0] | None = None,
        sort: Sort = "relevance",
    ) -> None:
        """Show the saved papers, newest first, or those that fit."""
        language = language_for(interaction)
        wanted = Wanted((query or "").strip(), folder, author, since, until, min_votes, sort)

        async def work() -> Layout:
            service = self._services.query_service(language)
            return await self._views.card(await self._views.wanted(interaction.user.id, wanted, service), language)

        await send(interaction, await self._services.run_or_defer(interaction, work(), private=True), private=True)

    @saved.autocomplete("author")
    async def authors(self, interaction: Interaction, typed: str) -> Choices:
        """Suggest authors."""
        return await self._services.suggestions.authors(interaction, typed)

    @saved.autocomplete("folder")
    async def folders(self, interaction: Interaction, typed: str) -> Choices:
        """Suggest the person's folders."""
        return await suggested_folders(self._services, self._folders, interaction, typed)

    async def _turn(self, interaction: Interaction, press: ComponentInteraction) -> None:
        page = press.number(2)

        async def work() -> Layout:
            return await self._views.card(await self._views.again(interaction, press), language_for(interaction), page)

        await change(interaction, work(), self._services.defer_after)

    async def _remove(self, interaction: Interaction, press: ComponentInteraction) -> None:
        page, language = press.number(2), language_for(interaction)

        async def work() -> Layout:
            before = await self._views.again(interaction, press)
            chosen = [paper for paper in before.papers if paper.arxiv_id in press.values]
            gone = [paper for paper in chosen if await self._saved.remove(before.user_id, paper.arxiv_id)]
            view = await self._views.again(interaction, press)
            return await self._views.card(view, language, page, _removed(gone).in_(language))

        await change(interaction, work(), self._services.defer_after)

    async def _give(self, interaction: Interaction, press: ComponentInteraction, form: str) -> None:
        services, language = self._services, language_for(interaction)

        async def work() -> tuple[SavedView, str]:
            view = await self._views.again(interaction, press)
            if not view.papers:
                raise NotFoundError(_NOTHING_TO_GIVE)
            corpus = services.library.corpus
            written = await services.workers.run(lambda: _written(view.papers, corpus, form, language))
            return view, written

        view, content = await services.run_or_defer(interaction, work(), private=True)
        await hand_out(interaction, _given(view, _FORMS[form]).in_(language), f"saved.{form}", content)


def _removed(gone: Sequence[SavedPaper]) -> Text:
    if not gone:
        return _WAS_REMOVED
    title = inline(gone[0].title, _NAME_UNITS)
    return _REMOVED_ONE.fill(title=title) if len(gone) == 1 else _REMOVED.fill(count=len(gone))


def _given(view: SavedView, form: str) -> Text:
    if view.folder is not None:
        return _FILE_OF_FOLDER.fill(folder=inline(view.folder.name, _QUERY_UNITS), count=len(view.papers), form=form)
    text = (_FILE_OF_FOUND if view.query else _FILE_OF_PASSING) if view.list_id else _FILE_OF_ALL
    return text.fill(query=inline(view.query, _QUERY_UNITS), count=len(view.papers), form=form)


def _written(papers: Sequence[SavedPaper], corpus: Corpus, form: str, language: Language) -> str:
    known = of_corpus(papers, corpus)
    remarks = {paper.arxiv_id: Remark(paper.note, paper.folder) for paper in papers}
    return bibtex(known, remarks) if form == "bib" else markdown(known, language, remarks)

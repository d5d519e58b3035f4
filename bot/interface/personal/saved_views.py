"""Which saved papers a list shows: all, those of a folder, or the results of a search; the same after a restart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from zoneinfo import ZoneInfo

from bot.answers.query_service import QueryService
from bot.errors import InputError, NotFoundError
from bot.interface.papers.services import Services
from bot.interface.papers.shown_list import ShownList, bare
from bot.interface.personal.saved_list import SavedView, saved_card
from bot.interface.ui.components import Layout
from bot.interface.ui.custom_ids import ComponentInteraction
from bot.interface.ui.edit_in_place import require_own
from bot.interface.ui.language import Interaction
from bot.personal.saved import find
from bot.search.hits import Sort
from bot.storage.people.folders import Folder, Folders
from bot.storage.people.saved import SavedPaper, SavedPapers
from bot.texts import Language, Text, joined

__all__ = ["SavedViews", "Wanted"]

_FOLDER_ID = re.compile(r"f[0-9]{1,19}")

_NONE_FIT = Text(
    "None of your {count:,} saved papers matches “{query}”. /saved alone shows them all.",
    "저장한 논문 {count:,}편 중에 “{query}”에 맞는 논문이 없습니다. 검색어를 빼면 모두 볼 수 있습니다.",
)
_NONE_PASS = Text(
    "None of your {count:,} saved papers passes these filters. /saved alone shows them all.",
    "저장한 논문 {count:,}편 중에 조건에 맞는 논문이 없습니다. 조건을 빼면 모두 볼 수 있습니다.",
)
_NO_FOLDER = Text(
    "You have no folder named “{name}”: pick one from the suggestions, or press Folders below /saved.",
    "“{name}” 폴더가 없습니다. 제안에서 고르거나 /저장한논문 아래의 폴더 버튼을 눌러 주세요.",
)
_FOLDER_GONE = Text(
    "That folder was deleted meanwhile. /saved shows all your saved papers.",
    "그사이 폴더가 삭제되었습니다. /저장한논문에서 저장한 논문을 모두 볼 수 있습니다.",
)
_IN_FOLDER = Text("folder: {value}", "폴더: {value}")
_BY = Text("author: {value}", "저자: {value}")
_SINCE = Text("since {value}", "{value} 이후")
_UNTIL = Text("until {value}", "{value} 이전")
_VOTES = Text("{value} votes or more", "추천 {value} 이상")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person looks for among their saved papers, as typed."""

    query: str = ""
    folder: str | None = None
    author: str | None = None
    since: str | None = None
    until: str | None = None
    min_votes: int | None = None
    sort: Sort = "relevance"

    @property
    def is_search(self) -> bool:
        """Whether more than a folder is asked for."""
        return self != Wanted(folder=self.folder)

    def scope(self) -> Text:
        """Return the folder and the filters in words."""
        return joined(self._parts(), " · ")

    def _parts(self) -> Iterator[Text]:
        named = (_IN_FOLDER, self.folder), (_BY, self.author), (_SINCE, self.since), (_UNTIL, self.until)
        yield from (text.fill(value=value) for text, value in named if value)
        if self.min_votes is not None:
            yield _VOTES.fill(value=self.min_votes)


class SavedViews:
    """The views of saved papers, each for the owner of the papers only."""

    def __init__(self, services: Services, saved: SavedPapers, folders: Folders) -> None:
        self._services = services
        self._saved = saved
        self._folders = folders

    async def wanted(self, user_id: int, wanted: Wanted, service: QueryService) -> SavedView:
        """Return what a person looks for; the ids of results are stored, so that pages stay stable.

        Raises InputError or NotFoundError where a filter cannot be read or nothing fits.
        """
        papers = await self._saved.saved(user_id)
        folder = await self._named(user_id, wanted.folder) if wanted.folder else None
        view = SavedView(user_id, papers if folder is None else _inside(papers, folder), folder=folder)
        if not wanted.is_search or not view.papers:
            return view

        def searching() -> list[SavedPaper]:
            filters = service.filters(wanted.author, wanted.since, wanted.until, wanted.min_votes)
            return find(view.papers, wanted.query, service.corpus, filters, wanted.sort)

        found = await self._services.workers.run(searching)
        if not found:
            text = _NONE_FIT if wanted.query else _NONE_PASS
            raise NotFoundError(text.fill(count=len(view.papers), query=wanted.query))
        scope, ids = wanted.scope().in_(service.language), tuple(bare(paper.arxiv_id) for paper in found)
        shown = ShownList(service.language, wanted.query, scope, True, ids)
        list_id = await self._services.shown.keep(user_id, shown, service.now)
        return SavedView(user_id, found, list_id, wanted.query, scope)

    async def again(self, interaction: Interaction, press: ComponentInteraction) -> SavedView:
        """Return the papers of the interaction's message that are still saved; raises ForbiddenError for others."""
        user_id = press.number(0)
        require_own(interaction, user_id)
        papers = await self._saved.saved(user_id)
        source = "".join(press.arguments[1:2])
        if _FOLDER_ID.fullmatch(source):
            folder = await self._folders.find(user_id, int(source[1:]) % 2**63)
            if folder is None:
                raise InputError(_FOLDER_GONE)
            return SavedView(user_id, _inside(papers, folder), folder=folder)
        list_id = press.number(1)
        if not list_id:
            return SavedView(user_id, papers)
        asker, shown = await self._services.shown.find(list_id)
        require_own(interaction, asker)
        by_id = {paper.arxiv_id: paper for paper in papers}
        left = [by_id[paper.arxiv_id] for paper in shown.papers if paper.arxiv_id in by_id]
        return SavedView(user_id, left, list_id, shown.lead, shown.note)

    async def card(self, view: SavedView, language: Language, page: int = 1, said: str = "") -> Layout:
        """Return a page of a view; `said` is markdown, at most 400 units, about the action just done."""
        services = self._services
        shown = partial(saved_card, view, services.library.corpus, language, ZoneInfo(services.timezone), page, said)
        return await services.workers.run(shown)

    async def _named(self, user_id: int, name: str) -> Folder:
        folder = await self._folders.named(user_id, name.strip())
        if folder is None:
            raise NotFoundError(_NO_FOLDER.fill(name=name))
        return folder


def _inside(papers: list[SavedPaper], folder: Folder) -> list[SavedPaper]:
    return [paper for paper in papers if paper.folder == folder.name]

"""What the buttons of papers do: open one, find similar ones, list all authors."""

from __future__ import annotations

from collections.abc import Mapping

from bot.answers.query_service import QueryService
from bot.answers.reply import Reply
from bot.corpus.paper import Paper
from bot.errors import NotFoundError
from bot.interface.papers.paper_card import author_pages
from bot.interface.papers.services import Key, Services
from bot.interface.ui.components import Layout, panel
from bot.interface.ui.custom_ids import ComponentInteraction, Handler
from bot.interface.ui.language import Interaction, language_for
from bot.interface.ui.send import send
from bot.texts import Text

__all__ = ["PaperPresses", "looked_up", "paper_of"]

_NO_PAPER = Text(
    "This paper is no longer in the corpus. You can still find it at https://arxiv.org/abs/{arxiv_id}.",
    "이 논문은 이제 자료에 없습니다. https://arxiv.org/abs/{arxiv_id} 에서 볼 수 있습니다.",
)


def paper_of(services: Services, press: ComponentInteraction) -> Paper:
    """Return the interaction's paper; raises NotFoundError if it has left the corpus."""
    paper = services.library.corpus.paper(press.first)
    if paper is None:
        raise NotFoundError(_NO_PAPER.fill(arxiv_id=press.first))
    return paper


async def looked_up(
    services: Services, interaction: Interaction, press: ComponentInteraction, *, private: bool = True
) -> Paper:
    """Return the paper that was pressed, also one that the corpus lacks; raises NotFoundError where it is nowhere."""
    if services.library.corpus.paper(press.first) is not None:
        return paper_of(services, press)
    found = await services.run_or_defer(interaction, services.elsewhere.paper(press.first), private=private)
    return found or paper_of(services, press)


class PaperPresses:
    """Buttons and menus of papers, answered to the person who used them."""

    def __init__(self, services: Services) -> None:
        self._services = services

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """What each button and menu of a paper does."""
        return {"open": self._open, "authors": self._authors, "day": self._day}

    async def _open(self, interaction: Interaction, press: ComponentInteraction) -> None:
        services, paper = self._services, await looked_up(self._services, interaction, press)
        await services.answer(
            interaction,
            lambda service, key: service.paper(paper.arxiv_id, key),
            private=True,
            naming=paper.arxiv_id,
        )

    async def _day(self, interaction: Interaction, press: ComponentInteraction) -> None:
        """Show the papers of a day, or those of the days from the first argument to the second."""
        first, *last = press.arguments or (press.first,)

        def question(service: QueryService, key: Key) -> Reply:
            if last:
                return service.top(since=first, until=last[0], limit=None, conversation=key)
            return service.top(first, limit=None, conversation=key)

        await self._services.answer(interaction, question, private=True)

    async def _authors(self, interaction: Interaction, press: ComponentInteraction) -> None:
        paper = await looked_up(self._services, interaction, press)
        for page in author_pages(paper, language_for(interaction)):
            await send(interaction, Layout(panel(page)), private=True)

"""Paging of lists, for the person who asked only."""

from __future__ import annotations

from collections.abc import Mapping

from bot.errors import ForbiddenError
from bot.interface.papers.list_card import list_card, places_of, shown_until
from bot.interface.papers.services import Services
from bot.interface.ui.custom_ids import ComponentInteraction, Handler
from bot.interface.ui.language import Interaction
from bot.interface.ui.without_pictures import or_bare
from bot.texts import Text

__all__ = ["Pager"]

_NOT_YOURS = Text(
    "Only the person who asked can turn these pages. Send the command yourself to get your own.",
    "명령을 실행한 사람만 쪽을 넘길 수 있습니다. 직접 명령을 실행해 보세요.",
)


class Pager:
    """Pager; pages are fixed when the list is shown, so a reload never shifts them."""

    def __init__(self, services: Services) -> None:
        self._services = services

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """What each button and menu of a list does."""
        return {"page": self._turn, "jump": self._turn}

    async def _turn(self, interaction: Interaction, press: ComponentInteraction) -> None:
        list_id, page = press.number(0), press.number(1)
        lists = self._services.shown
        asker, shown = await lists.find(list_id)
        if interaction.user.id != asker:
            raise ForbiddenError(_NOT_YOURS)
        shown = await lists.read(shown, places_of(shown, page), self._services.library.corpus)
        await or_bare(list_card(shown, page, list_id), lambda card: interaction.response.edit_message(view=card))
        self._services.turned((interaction.channel_id, asker), shown_until(shown, page))

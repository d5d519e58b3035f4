"""Buttons that correct the reading of a message: only its author can use them."""

from __future__ import annotations

from collections.abc import Mapping

from bot.answers.replies.narrowing import without_part
from bot.answers.request import Request
from bot.errors import ForbiddenError, InputError
from bot.interface.papers.services import Below, Services
from bot.interface.papers.shown_list import ShownList
from bot.interface.ui.custom_ids import ComponentInteraction, Handler
from bot.interface.ui.language import Interaction
from bot.texts import Text

__all__ = ["Corrections"]

_NOT_YOURS = Text(
    "Only the person who asked can change the question. Ask it yourself to get your own answer.",
    "질문한 사람만 조건을 바꿀 수 있습니다. 직접 질문해 보세요.",
)
_OUTDATED = Text(
    "This cannot be changed any more. Please ask again in your own words.",
    "이 조건은 더 이상 바꿀 수 없습니다. 원하는 내용으로 다시 질문해 주세요.",
)


class Corrections:
    """Answers again without a part, or by another reading; the request is stored with the list, also across
    restarts."""

    def __init__(self, services: Services, below: Below) -> None:
        self._services = services
        self._below = below

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """What the buttons do."""
        return {"drop": self._drop, "meant": self._mean}

    async def _drop(self, interaction: Interaction, press: ComponentInteraction) -> None:
        shown = await self._own(interaction, press)
        part = press.arguments[1] if len(press.arguments) > 1 else ""
        await self._answer(interaction, without_part(shown.request, part) if shown.request else None)

    async def _mean(self, interaction: Interaction, press: ComponentInteraction) -> None:
        shown, place = await self._own(interaction, press), press.number(1)
        await self._answer(interaction, shown.others[place].request if place < len(shown.others) else None)

    async def _own(self, interaction: Interaction, press: ComponentInteraction) -> ShownList:
        """Return the interaction's list; raises ForbiddenError if somebody else asked for it."""
        asker, shown = await self._services.shown.find(press.number(0))
        if interaction.user.id != asker:
            raise ForbiddenError(_NOT_YOURS)
        return shown

    async def _answer(self, interaction: Interaction, request: Request | None) -> None:
        if request is None:
            raise InputError(_OUTDATED)
        private = interaction.message is not None and interaction.message.flags.ephemeral
        await self._services.answer(
            interaction, lambda service, key: service.answer(request, key), private=private, below=self._below
        )

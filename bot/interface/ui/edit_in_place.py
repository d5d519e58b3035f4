"""Messages that belong to one person: only they may use them, and they are edited in place."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any

from bot.errors import ForbiddenError
from bot.interface.ui.components import Layout
from bot.interface.ui.defer import finished, left
from bot.interface.ui.language import Interaction
from bot.interface.ui.without_pictures import or_bare
from bot.texts import Text

__all__ = ["change", "require_own"]

_NOT_YOURS = Text(
    "Only the person whom this belongs to may press it. Send the command yourself to see your own.",
    "본인만 누를 수 있습니다. 직접 명령을 실행하면 내 것을 볼 수 있습니다.",
)


def require_own(interaction: Interaction, user_id: int) -> None:
    """Raise ForbiddenError unless the interaction is from `user_id`."""
    if interaction.user.id != user_id:
        raise ForbiddenError(_NOT_YOURS)


async def change(interaction: Interaction, work: Coroutine[Any, Any, Layout], defer_after: float) -> None:
    """Replace the interaction's message by the result of `work`, however long it takes."""
    layout = await finished(work, left(interaction, defer_after), interaction.response.defer)

    async def show(shown: Layout) -> None:
        if interaction.response.is_done():
            await interaction.edit_original_response(view=shown)
        else:
            await interaction.response.edit_message(view=shown)

    await or_bare(layout, show)

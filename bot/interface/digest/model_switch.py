"""The option of /digest set that turns the bot's language model on or off for the server."""

from __future__ import annotations

from bot.errors import InputError
from bot.interface.digest.managed import managed_guild
from bot.interface.papers.services import Services
from bot.interface.ui.audit_log import Actor, Audit
from bot.interface.ui.language import Interaction, language_for
from bot.storage.model_choices import ModelChoices
from bot.texts import Text

__all__ = ["ModelSwitch"]

_NONE = Text(
    "This bot uses no language model, so there is none to turn on or off.",
    "이 봇은 언어 모델을 쓰지 않으므로 켜거나 끌 것이 없습니다.",
)
_TURNED = {
    True: Text(
        "✍️ The language model may write about answers on this server. /model shows what it is sent.",
        "✍️ 이 서버의 답변에 언어 모델이 문장을 쓸 수 있습니다. 모델에 보내는 내용은 /언어모델에서 볼 수 있습니다.",
    ),
    False: Text(
        "✍️ The language model is off on this server: nothing that is asked here is sent to it.",
        "✍️ 이 서버에서는 언어 모델을 껐습니다. 여기서 하는 질문은 모델에 보내지 않습니다.",
    ),
}


class ModelSwitch:
    """Turn the language model on or off for a server, as /model does."""

    def __init__(self, services: Services, choices: ModelChoices, audit: Audit) -> None:
        self._services = services
        self._choices = choices
        self._audit = audit

    def require(self, on: bool | None) -> None:
        """Raise InputError where a choice was made and the bot has no model."""
        if on is not None and self._services.sentences is None:
            raise InputError(_NONE)

    async def turned(self, interaction: Interaction, on: bool | None) -> str:
        """Turn it on or off, if a choice was made; return what to say of it. Raises InputError without a model."""
        self.require(on)
        if on is None:
            return ""
        work = self._turn(interaction, on=on)
        await self._services.run_or_defer(interaction, work, private=True)
        return _TURNED[on].in_(language_for(interaction))

    async def _turn(self, interaction: Interaction, *, on: bool) -> None:
        guild = managed_guild(interaction)
        async with self._audit.act("model", Actor.of(interaction), turn="on" if on else "off"):
            await self._choices.turn("guild", guild.id, on=on, now=self._services.now())

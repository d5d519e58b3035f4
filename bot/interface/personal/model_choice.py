"""/model: what a language model gets and writes, turned off for a person or a server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from discord import app_commands
from discord.ext import commands

from bot.errors import InputError
from bot.interface.papers.model_button import model_button
from bot.interface.papers.services import Services
from bot.interface.ui.audit_log import Actor, Audit
from bot.interface.ui.components import Button, Layout, Row, button, panel, rows
from bot.interface.ui.custom_ids import ComponentInteraction, Handler
from bot.interface.ui.edit_in_place import change
from bot.interface.ui.language import Interaction, guild_of, language_for
from bot.interface.ui.markup import inline
from bot.interface.ui.send import send
from bot.storage.model_choices import ModelChoices, ModelOff, Whose
from bot.texts import Language, Text

__all__ = ["ModelCommand", "ModelNamed", "model_row"]

_WHAT = Text(
    "### ✍️ Language model\nThe model {name} at {host} may write a few sentences above the quotes of an answer, "
    "translate quotes, and put a question that found nothing into other words. "
    "It is sent the question as you typed it, the quotes and the titles of their papers, and nothing else about you or "
    "the server. Each sentence is shown only if the quotes carry it.",
    "### ✍️ 언어 모델\n{host}의 {name} 모델이 답변의 인용문 위에 문장 몇 개를 쓰고 인용문을 번역하거나, "
    "결과가 없는 질문을 다른 말로 바꿀 수 있습니다. "
    "모델에는 입력하신 질문과 인용문, 해당 논문 제목만 보내며 그 밖의 개인이나 서버 정보는 보내지 않습니다. "
    "인용문이 뒷받침하는 문장만 보여 드립니다.",
)
_STATES: Mapping[tuple[Whose, bool], Text] = {
    ("person", False): Text("For you: on", "나: 켜짐"),
    ("person", True): Text("For you: off, also on other servers", "나: 꺼짐(다른 서버에서도)"),
    ("guild", False): Text("On this server: on", "이 서버: 켜짐"),
    ("guild", True): Text("On this server: off", "이 서버: 꺼짐"),
}
_TURNS: Mapping[tuple[Whose, bool], Text] = {
    ("person", False): Text("Turn off for me", "나에게는 끄기"),
    ("person", True): Text("Turn on for me", "나에게 켜기"),
    ("guild", False): Text("Turn off on this server", "이 서버에서 끄기"),
    ("guild", True): Text("Turn on on this server", "이 서버에서 켜기"),
}
_OUTDATED = Text("This button is out of date: send /model again.", "오래된 버튼입니다. /언어모델을 다시 실행해 주세요.")


@dataclass(frozen=True, slots=True)
class ModelNamed:
    """The model that is set: its name, and the host it is at."""

    name: str
    host: str


def model_row(language: Language) -> Row:
    """Return the row with the button that shows what the model gets."""
    return rows([model_button(language)])[0]


class ModelCommand(commands.Cog):
    """Answer /model; people decide for themselves, who manages a server for it."""

    def __init__(self, services: Services, choices: ModelChoices, named: ModelNamed, audit: Audit) -> None:
        self._services = services
        self._choices = choices
        self._named = named
        self._audit = audit

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """What the buttons do."""
        return {"model": self._press}

    @app_commands.command(description="What the language model of this bot gets and writes; turns it off")
    async def model(self, interaction: Interaction) -> None:
        """Show what the model gets, and whether it writes here."""
        await self._show(interaction)

    async def _show(self, interaction: Interaction) -> None:
        card = await self._services.run_or_defer(interaction, self._card(interaction), private=True)
        await send(interaction, card, private=True)

    async def _press(self, interaction: Interaction, press: ComponentInteraction) -> None:
        match press.arguments:
            case ("show",):
                await self._show(interaction)
            case ("person", "on" | "off" as turn):
                await self._turn(interaction, "person", interaction.user.id, turn)
            case ("guild", "on" | "off" as turn):
                guild_id = _managed(interaction)
                if guild_id is None:
                    raise app_commands.MissingPermissions(["manage_guild"])
                async with self._audit.act("model", Actor.of(interaction), turn=turn):
                    await self._turn(interaction, "guild", guild_id, turn)
            case _:
                raise InputError(_OUTDATED)

    async def _turn(self, interaction: Interaction, whose: Whose, key: int, turn: str) -> None:
        async def work() -> Layout:
            await self._choices.turn(whose, key, on=turn == "on", now=self._services.now())
            return await self._card(interaction)

        await change(interaction, work(), self._services.defer_after)

    async def _card(self, interaction: Interaction) -> Layout:
        language, guild_id = language_for(interaction), guild_of(interaction)
        off = await self._choices.off(guild_id, interaction.user.id)
        named = {"name": inline(self._named.name, 100), "host": inline(self._named.host, 200)}
        states = [_STATES["person", off.person], *([_STATES["guild", off.guild]] if guild_id is not None else [])]
        told = "\n".join(f"- {state.in_(language)}" for state in states)
        buttons = rows(_buttons(off, language, manages=_managed(interaction) is not None))
        return Layout(panel(_WHAT.fill(**named).in_(language), told, *buttons))


def _buttons(off: ModelOff, language: Language, *, manages: bool) -> list[Button]:
    whose: list[Whose] = ["person", "guild"] if manages else ["person"]
    states = {"person": off.person, "guild": off.guild}
    return [button(_TURNS[one, states[one]], language, "model", one, "on" if states[one] else "off") for one in whose]


def _managed(interaction: Interaction) -> int | None:
    """Return the server that the person manages and the bot is in, or None."""
    return guild_of(interaction) if interaction.permissions.manage_guild else None

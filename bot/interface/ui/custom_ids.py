"""Buttons and menus: all state is in the custom id, so that they work after a restart."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import cast

import discord
from discord.ext import commands

from bot.errors import InputError
from bot.interface.ui.admission import admitted
from bot.interface.ui.errors import report
from bot.interface.ui.instrumentation import activity_of, instrumented
from bot.interface.ui.language import Interaction
from bot.interface.ui.throttle import Throttle
from bot.texts import Text

__all__ = ["ComponentInteraction", "ComponentInteractions", "Handler", "custom_id", "parse"]

_LONGEST = 100
_ID = re.compile(r"[a-z_]{1,32}(:[^\x00-\x1f]*)?")
_PRESSABLE = (discord.InteractionType.component, discord.InteractionType.modal_submit)

_OUTDATED = Text(
    "This button is from an earlier version and does nothing any more. Please run the command again.",
    "이 버튼은 이전 버전의 것이라 더 이상 동작하지 않습니다. 명령을 다시 실행해 주세요.",
)


@dataclass(frozen=True, slots=True)
class ComponentInteraction:
    """A component interaction: the action, its arguments, and the choice if it is a menu."""

    action: str
    arguments: tuple[str, ...] = ()
    values: tuple[str, ...] = ()

    @property
    def first(self) -> str:
        """The first argument, or the choice; raises InputError if there is neither."""
        for value in (*self.arguments, *self.values):
            return value
        raise InputError(_OUTDATED)

    def number(self, place: int) -> int:
        """Return an argument that is a whole number, as SQLite and Discord have them; raises InputError otherwise."""
        given = (*self.arguments, *self.values)
        if place < len(given) and re.fullmatch(r"[0-9]{1,19}", given[place]) and int(given[place]) < 2**63:
            return int(given[place])
        raise InputError(_OUTDATED)


Handler = Callable[[Interaction, ComponentInteraction], Awaitable[None]]


def custom_id(action: str, *arguments: object) -> str:
    """Return the custom id of `action`; raises ValueError if it is too long, which is a bug."""
    written = ":".join((action, *map(str, arguments)))
    if len(written) > _LONGEST:
        message = f"a custom id has {len(written)} characters: {written}"
        raise ValueError(message)
    return written


class ComponentInteractions(commands.Cog):
    """Router of component interactions to the handlers of their actions; errors are reported like a command's."""

    def __init__(self, handlers: Mapping[str, Handler], throttle: Throttle) -> None:
        self._handlers = handlers
        self._throttle = throttle

    @commands.Cog.listener("on_interaction")
    async def route(self, interaction: Interaction) -> None:
        """Handle component interactions; the tree handles commands."""
        if interaction.type not in _PRESSABLE:
            return
        act = activity_of(interaction)
        with instrumented(interaction.client, act):
            try:
                press = _read(interaction)
                handler = self._handlers.get(press.action)
                if handler is None:
                    raise InputError(_OUTDATED)
                act.name = press.action
                async with admitted(self._throttle, interaction) as is_next:
                    if is_next:
                        await handler(interaction, press)
            except Exception as error:
                await report(interaction, error)


def parse(written: object, values: tuple[str, ...] = ()) -> ComponentInteraction | None:
    """Parse a custom id; None if it is not this bot's."""
    if not isinstance(written, str) or not _ID.fullmatch(written):
        return None
    action, *arguments = written.split(":")
    return ComponentInteraction(action, tuple(arguments), values)


def _read(interaction: Interaction) -> ComponentInteraction:
    data = cast("Mapping[str, object]", interaction.data or {})
    values = data.get("values")
    chosen = cast("list[object]", values) if isinstance(values, list) else []
    press = parse(data.get("custom_id"), tuple(map(str, chosen)))
    if press is None:
        raise InputError(_OUTDATED)
    return press

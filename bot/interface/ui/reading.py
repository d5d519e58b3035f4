"""Reading messages: all displayed text, and the papers in buttons and menus."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import discord

from bot.interface.ui.custom_ids import ComponentInteraction, parse

__all__ = ["has_button", "papers_shown_in", "texts_of"]

# The actions whose first argument is a paper.
_OF_A_PAPER = frozenset({"open", "similar", "save", "authors"})


def texts_of(message: discord.Message) -> Iterator[str]:
    """Yield every text that a message shows."""
    yield message.content
    for embed in message.embeds:
        yield from (text for text in (embed.title, embed.description, embed.footer.text) if text)
    for component in _walk(message.components):
        if isinstance(component, discord.TextDisplay):
            yield component.content


def has_button(message: discord.Message, action: str) -> bool:
    """Tell whether a message has a button of an action of this bot."""
    buttons = (component for component in _walk(message.components) if isinstance(component, discord.Button))
    return any((press := parse(one.custom_id)) is not None and press.action == action for one in buttons)


def papers_shown_in(message: discord.Message) -> tuple[str, ...]:
    """Return the arXiv ids of the papers that a message of this bot shows, in their order."""
    found: dict[str, None] = {}
    for component in _walk(message.components):
        if isinstance(component, discord.SelectMenu) and parse(component.custom_id) == ComponentInteraction("open"):
            found.update(dict.fromkeys(option.value for option in component.options))
        if isinstance(component, discord.Button):
            press = parse(component.custom_id)
            if press is not None and press.action in _OF_A_PAPER and press.arguments:
                found[press.arguments[0]] = None
    return tuple(found)


def _walk(components: Sequence[discord.Component]) -> Iterator[discord.Component]:
    for component in components:
        yield component
        if isinstance(component, discord.Container | discord.ActionRow | discord.SectionComponent):
            yield from _walk(component.children)

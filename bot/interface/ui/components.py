"""Message building with Discord's components v2."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import discord
from discord import ui

from bot.interface.ui.addresses import has_picture
from bot.interface.ui.custom_ids import custom_id
from bot.interface.ui.markup import inline, shorten, size
from bot.texts import Language, Text

__all__ = [
    "ACCENT",
    "SHOWN_UNITS",
    "Button",
    "Layout",
    "Row",
    "button",
    "link_button",
    "open_menu",
    "outward_button",
    "panel",
    "picture",
    "rows",
    "small",
]

# Of the 4,000 that Discord shows in a message.
SHOWN_UNITS = 3900
ACCENT = discord.Colour.blurple()

_MOST_COMPONENTS = 40
_LABEL_UNITS = 80
_OPTION_UNITS = 100
_OPEN = Text("Open a paper", "논문 자세히 보기")

Item = ui.Item[Any]
Row = ui.ActionRow[Any]
Button = ui.Button[Any]


class _Outward(ui.Button[Any]):
    """A link button to a URL from a listing; the only kind of button a message can drop."""


class _Heading(ui.TextDisplay[Any]):
    """A text that was put on top of a message later."""


class Layout(ui.LayoutView):
    """The components of one message.

    Markup only. Interactions are routed by custom id (custom_ids.py), so that they work after a restart; discord.py's
    own dispatch would forget them and keep every message in memory.
    """

    def __init__(self, *items: Item) -> None:
        super().__init__(timeout=None)
        for item in items:
            self.add_item(item)
        # discord.py does not keep finished views.
        self.stop()

    def without_media(self) -> Layout | None:
        """Return the same message without external pictures and links, None if it has none.

        Consumes this layout.
        """
        kept = [_bare(item) for item in self.children]
        if all(new is old for new, old in zip(kept, self.children, strict=True)):
            return None
        self.clear_items()
        return Layout(*(item for item in kept if item is not None))

    def headed(self, markdown: str) -> Layout | None:
        """Return the same message with a text on top, instead of an earlier one; None where it has no room.

        Consumes this layout, unless there is no room.
        """
        first, *others = self.children
        if not isinstance(first, ui.Container):
            return None
        inner = [item for item in first.children if not isinstance(item, _Heading)]
        replaced = sum(size(item.content) for item in first.children if isinstance(item, _Heading))
        more = len(inner) == len(first.children)
        full = self.content_length() - replaced + size(markdown) > SHOWN_UNITS
        if full or self.total_children_count + more > _MOST_COMPONENTS:
            return None
        self.clear_items()
        first.clear_items()
        return Layout(ui.Container[Any](_Heading(markdown), *inner, accent_colour=first.accent_colour), *others)


def panel(*items: Item | str, colour: discord.Colour = ACCENT) -> ui.Container[Any]:
    """Return a framed part of a message; strings are markdown."""
    parts = (ui.TextDisplay[Any](item) if isinstance(item, str) else item for item in items if item)
    return ui.Container(*parts, accent_colour=colour)


def picture(markdown: str, url: str | None) -> Item:
    """Return a text with the picture at `url` beside it, or the text alone if the URL is unusable."""
    if url is None or not has_picture(url):
        return ui.TextDisplay[Any](markdown)
    return ui.Section[Any](markdown, accessory=ui.Thumbnail[Any](url))


def button(
    label: Text | str,
    language: Language,
    action: str,
    *arguments: object,
    emoji: str | None = None,
    style: discord.ButtonStyle = discord.ButtonStyle.secondary,
    disabled: bool = False,
) -> Button:
    """Return a button that does `action`."""
    text = label if isinstance(label, str) else label.in_(language)
    return ui.Button(
        label=shorten(text, _LABEL_UNITS),
        emoji=emoji,
        style=style,
        custom_id=custom_id(action, *arguments),
        disabled=disabled,
    )


def link_button(label: str, url: str, emoji: str | None = None) -> Button:
    """Return a button that leads to `url`."""
    return ui.Button(label=shorten(label, _LABEL_UNITS), url=url, emoji=emoji)


def outward_button(label: str, url: str, emoji: str) -> Button:
    """Return a link button to a URL from a listing; Discord may refuse it."""
    return _Outward(label=shorten(label, _LABEL_UNITS), url=url, emoji=emoji)


def open_menu(
    papers: Sequence[tuple[str, str]], language: Language, first: int = 1, numbers: Sequence[int] = ()
) -> Row:
    """Return a menu that opens one of some papers, at most 25, given by arXiv id and title, numbered from `first`."""
    options: dict[str, discord.SelectOption] = {}
    for number, (arxiv_id, title) in zip(numbers or range(first, first + 25), papers[:25], strict=False):
        label = shorten(f"{number}. {' '.join(title.split())}", _OPTION_UNITS)
        options.setdefault(arxiv_id, discord.SelectOption(label=label, value=arxiv_id))
    menu: ui.Select[Any] = ui.Select(
        custom_id=custom_id("open"), placeholder=_OPEN.in_(language), options=list(options.values())
    )
    return ui.ActionRow(menu)


def rows(buttons: Iterable[Button]) -> list[Row]:
    """Return buttons in rows of at most five."""
    listed = list(buttons)
    return [ui.ActionRow(*listed[start : start + 5]) for start in range(0, len(listed), 5)]


def small(text: str, limit: int) -> str:
    """Return plain text as one small grey line."""
    return f"-# {inline(text, limit)}"


def _bare(item: Item) -> Item | None:
    """Return an item without external content: itself if it has none, None if nothing is left."""
    if isinstance(item, ui.Section) and isinstance(item.accessory, ui.Thumbnail):
        return ui.TextDisplay[Any](
            "\n".join(part.content for part in item.children if isinstance(part, ui.TextDisplay))
        )
    if isinstance(item, ui.ActionRow):
        buttons = [one for one in item.children if not isinstance(one, _Outward)]
        if len(buttons) == len(item.children):
            return item
        return ui.ActionRow[Any](*buttons) if buttons else None
    if isinstance(item, ui.Container):
        kept = [_bare(one) for one in item.children]
        if all(new is old for new, old in zip(kept, item.children, strict=True)):
            return item
        return ui.Container[Any](*(one for one in kept if one is not None), accent_colour=item.accent_colour)
    return None if isinstance(item, ui.MediaGallery) else item

"""What messages are built of: Discord's second components, as this bot uses them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlsplit

import discord
from discord import ui

from bot.interface.markup import inline, shorten
from bot.interface.presses import custom_id
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
    "panel",
    "picture",
    "rows",
    "shows",
    "small",
]

# Of the 4,000 that Discord shows in a message.
SHOWN_UNITS = 3900
ACCENT = discord.Colour.blurple()

_LABEL_UNITS = 80
_OPTION_UNITS = 100
_OPEN = Text("Open a paper", "논문 자세히 보기")

Item = ui.Item[Any]
Row = ui.ActionRow[Any]
Button = ui.Button[Any]


class Layout(ui.LayoutView):
    """Hold the components of one message.

    It is markup only. What is pressed is routed by its custom id (presses.py), so that it works after a restart;
    discord.py's own dispatch forgets everything then, and keeps every message in memory until then.
    """

    def __init__(self, *items: Item) -> None:
        super().__init__(timeout=None)
        for item in items:
            self.add_item(item)
        # discord.py does not keep what is finished.
        self.stop()


def panel(*items: Item | str, colour: discord.Colour = ACCENT) -> ui.Container[Any]:
    """Return a framed part of a message; strings are markdown."""
    parts = (ui.TextDisplay[Any](item) if isinstance(item, str) else item for item in items if item)
    return ui.Container(*parts, accent_colour=colour)


def picture(markdown: str, url: str | None) -> Item:
    """Return a text with the picture at `url` beside it; without a usable address the text alone."""
    if url is None or not shows(url):
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


def open_menu(papers: Sequence[tuple[str, str]], language: Language, first: int = 1) -> Row:
    """Return a menu that opens one of some papers, at most 25, given by arXiv id and title."""
    options: dict[str, discord.SelectOption] = {}
    for number, (arxiv_id, title) in enumerate(papers[:25], first):
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


def shows(url: str) -> bool:
    """Tell whether Discord takes `url`; it refuses the whole message for an address that it does not."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and "." in (parts.hostname or "") and " " not in url and len(url) <= 512

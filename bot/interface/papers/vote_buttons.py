"""The 👍 of papers: buttons that show how many members of a server voted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import discord
import yarl
from discord import ui

from bot.interface.ui.components import Button, Layout
from bot.interface.ui.custom_ids import custom_id, parse

__all__ = ["VOTE", "recounted", "vote_button", "voted_on"]

VOTE = "vote"


def vote_button(arxiv_id: str, votes: int, number: int | None = None) -> Button:
    """Return the button to vote for a paper, with its `number` where a message shows several."""
    numbered = () if number is None else (number,)
    return ui.Button(label=_label(votes, number), custom_id=custom_id(VOTE, arxiv_id, *numbered))


def voted_on(message: discord.Message) -> tuple[str, ...]:
    """Return the arXiv ids of the papers that have a button to vote in a message."""
    return tuple(arxiv_id for _, arxiv_id, _ in _buttons(ui.LayoutView.from_message(message, timeout=None)))


def recounted(message: discord.Message, votes: Mapping[str, int]) -> Layout:
    """Return what a message shows with its buttons to vote as in `votes`; papers missing there have none."""
    view = ui.LayoutView.from_message(message, timeout=None)
    for button, arxiv_id, number in _buttons(view):
        button.label = _label(votes.get(arxiv_id, 0), number)
    for item in view.walk_children():
        if isinstance(item, ui.MediaGallery):
            item.items = [_attached(media) for media in item.items]
    return Layout(*view.children)


def _label(votes: int, number: int | None) -> str:
    shown = f"👍 {votes:,}" if votes else "👍"
    return shown if number is None else f"{number}. {shown}"


def _buttons(view: ui.LayoutView) -> Iterator[tuple[Button, str, int | None]]:
    """Yield the buttons to vote, each with its paper and number."""
    for item in view.walk_children():
        press = parse(item.custom_id) if isinstance(item, ui.Button) else None
        if isinstance(item, ui.Button) and press is not None and press.action == VOTE:
            yield item, press.first, press.number(1) if len(press.arguments) > 1 else None


def _attached(item: discord.MediaGalleryItem) -> discord.MediaGalleryItem:
    """Return a picture by the name of its attachment: the address that Discord gives for a file expires."""
    if item.media.attachment_id is None:
        return item
    name = yarl.URL(item.media.url).name
    return discord.MediaGalleryItem(f"attachment://{name}", description=item.description, spoiler=item.spoiler)

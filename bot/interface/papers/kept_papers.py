"""Papers that people keep, in lists to open and choose from: as the corpus has them, else under their kept titles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.interface.papers.shown_list import ShownPaper, freeze_hit
from bot.interface.ui.components import Row
from bot.interface.ui.markup import shorten
from bot.personal.kept import KeptPaper
from bot.search.corpus import Corpus
from bot.search.hits import Hit
from bot.texts import Language, Text

__all__ = ["PAGE_PAPERS", "choice_menu", "kept_paper", "pages_of"]

# Five entries, with the head and the foot, fit in the 4,000 units and 40 components of a message.
PAGE_PAPERS = 5
_OPTION_UNITS = 100

_GONE = Text("not in the listings", "목록에 없음")


def pages_of(count: int) -> list[range]:
    """Return which of `count` papers are on each page."""
    return [range(start, min(start + PAGE_PAPERS, count)) for start in range(0, count, PAGE_PAPERS)]


def kept_paper(kept: KeptPaper, corpus: Corpus, language: Language, note: str = "") -> ShownPaper:
    """Return a kept paper for display."""
    known = corpus.paper(kept.arxiv_id)
    if known is not None:
        return freeze_hit(Hit(known, known.newest, 0.0), language, note=note)
    return ShownPaper(kept.arxiv_id, kept.title, _GONE.in_(language), (), 0, False, None, (), note)


def choice_menu(
    papers: Sequence[tuple[int, KeptPaper]], custom_id: str, placeholder: Text, language: Language, most: int = 25
) -> Row:
    """Return a menu of some papers, at most 25, each with its number in the list; `most` may be chosen at once."""
    options = [
        discord.SelectOption(
            label=shorten(f"{number}. {' '.join(paper.title.split())}", _OPTION_UNITS), value=paper.arxiv_id
        )
        for number, paper in papers
    ]
    menu: ui.Select[Any] = ui.Select(
        custom_id=custom_id,
        placeholder=placeholder.in_(language),
        options=options,
        max_values=min(most, len(options)),
    )
    return ui.ActionRow(menu)

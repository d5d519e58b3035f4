"""Lists of papers, a page at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import discord
from discord import ui

from bot.interface.papers.correction_rows import correcting
from bot.interface.papers.shown_list import PAGE_PAPERS, ShownList, ShownPaper, ShownQuote
from bot.interface.ui.bylines import byline
from bot.interface.ui.components import ACCENT, Button, Layout, Row, button, open_menu, panel, picture, small
from bot.interface.ui.custom_ids import custom_id
from bot.interface.ui.markup import inline, link, plain, size
from bot.texts import Language, Text

__all__ = ["entry", "list_card", "page_count", "places_of", "shown_until", "turning"]

# A message may have 3,900 units and 40 components; an entry takes three components.
_PAGE_UNITS = 2700
_LEAD_UNITS = 900
_NOTE_UNITS = 200
_ENTRY_UNITS = 650
# A list of one or two papers is an answer, so do not cut its quotes.
_FEW_PAPERS = 2
_LONG_ENTRY_UNITS = 1300
_AUTHOR_UNITS = 120
_QUOTE_UNITS = 60
_MOST_OPTIONS = 25

_PAGE = Text("Page {page} of {pages} · {count:,} papers", "{page}/{pages}쪽 · 논문 {count:,}편")
_PREVIOUS = Text("Previous", "이전")
_NEXT = Text("Next", "다음")
_OPEN = Text("Open the paper", "논문 자세히 보기")
_JUMP = Text("Go to a page", "다른 쪽으로 가기")
_TO_PAGE = Text("Page {page}: papers {first}–{last}", "{page}쪽: {first}–{last}번")
_TO_LAST = Text("Page {page}: paper {first}", "{page}쪽: {first}번")


def page_count(shown: ShownList) -> int:
    """Return how many pages a list has, at least one."""
    return len(_pages(shown))


def shown_until(shown: ShownList, page: int) -> tuple[str, ...]:
    """Return the papers of a list up to a page (from 1; the nearest one), in order."""
    return tuple(paper.arxiv_id for paper in shown.papers[: places_of(shown, page).stop])


def places_of(shown: ShownList, page: int) -> range:
    """Return which papers of a list are on a page (from 1; the nearest one)."""
    pages = _pages(shown)
    return pages[min(max(page, 1), len(pages)) - 1]


def list_card(shown: ShownList, page: int = 1, list_id: int | None = None, further: Iterable[Row] = ()) -> Layout:
    """Return a page (from 1; clamped) of a list.

    A list with several pages or corrections needs its stored id for the buttons.
    """
    pages = _pages(shown)
    page = min(max(page, 1), len(pages))
    parts: list[ui.Item[Any] | str] = [plain(shown.lead, _LEAD_UNITS)]
    parts += _entries(shown, pages[page - 1])
    parts.append(small(shown.note, _NOTE_UNITS) if shown.note else "")
    if len(pages) > 1:
        footer = _PAGE.fill(page=page, pages=len(pages), count=len(shown.papers))
        parts.append(small(footer.in_(shown.language), 100))
    parts += _opening(pages[page - 1], shown)
    if len(pages) > 1 and list_id is not None:
        turn, jump = custom_id("page", list_id), custom_id("jump", list_id)
        parts += turning(shown.language, page, pages, turn, jump, shown.first)
    colour = ACCENT if shown.found else discord.Colour.light_grey()
    return Layout(panel(*parts, colour=colour), *correcting(shown, list_id), *further)


def _entries(shown: ShownList, places: range) -> list[ui.Item[Any] | str]:
    limit = _limit(shown)
    written = [entry(_number(place, shown), shown.papers[place], shown.language, limit) for place in places]
    if len(places) > 1 and sum(map(size, written)) > _PAGE_UNITS:
        limit = _PAGE_UNITS // len(places)
        written = [entry(_number(place, shown), shown.papers[place], shown.language, limit) for place in places]
    return [picture(text, shown.papers[place].thumbnail) for place, text in zip(places, written, strict=True)]


def entry(number: int | None, paper: ShownPaper, language: Language, limit: int = _ENTRY_UNITS) -> str:
    """Return one paper of a list in `limit` units: its number, title, day, votes, authors and quote or note."""
    people = byline(
        paper.authors, language, min(_AUTHOR_UNITS, limit // 5), others=paper.others, more=paper.more_authors
    )
    facts = f"-# {paper.credit} · {people}"
    if paper.note:
        facts += f"\n{small(paper.note, 160)}"
    told = _QUOTE_UNITS if paper.quotes else 0
    title = link(paper.title, paper.url, max(min(limit - size(facts) - told - 12, 400), 100))
    lines = [title if number is None else f"**{number}.** {title}", facts]
    room = limit - sum(size(line) + 1 for line in lines)
    for position, quote in enumerate(paper.quotes):
        share = room // (len(paper.quotes) - position) if position == 0 else room
        line = _quote(quote, share)
        if size(line) > room or room < 40:
            break
        lines.append(line)
        room -= size(line) + 1
    return "\n".join(lines)


def _number(place: int, shown: ShownList) -> int | None:
    if (number := shown.papers[place].number) is not None:
        return number
    return place + shown.first if len(shown.papers) > 1 or shown.first > 1 else None


def _limit(shown: ShownList) -> int:
    return _ENTRY_UNITS if len(shown.papers) > _FEW_PAPERS else _LONG_ENTRY_UNITS


def _opening(places: range, shown: ShownList) -> list[Row]:
    """Return the row that opens one of the papers shown."""
    papers = [shown.papers[place] for place in places]
    if len(papers) == 1:
        return [ui.ActionRow(button(_OPEN, shown.language, "open", papers[0].arxiv_id, emoji="📄"))]
    titles = [(paper.arxiv_id, paper.title) for paper in papers]
    numbers = [_number(place, shown) or 1 for place in places]
    return [open_menu(titles, shown.language, numbers=numbers)] if titles else []


def _pages(shown: ShownList) -> list[range]:
    """Return which papers are on each page; an empty list has one page."""
    count = len(shown.papers)
    return [range(start, min(start + PAGE_PAPERS, count)) for start in range(0, max(count, 1), PAGE_PAPERS)]


def turning(
    language: Language, page: int, pages: Sequence[range], turn: str, jump: str, first_number: int = 1
) -> list[Row]:
    """Return the paging rows for `pages`, each given by its places; buttons past either end are disabled.

    The custom ids of the buttons are `turn` and the page, the menu's is `jump` and what is chosen in it the page.
    """
    last = len(pages)
    buttons: list[Button] = [
        button(_PREVIOUS, language, turn, page - 1, emoji="◀️", disabled=page == 1),
        button(_NEXT, language, turn, page + 1, emoji="▶️", disabled=page == last),
    ]
    if last <= 3:
        return [ui.ActionRow(*buttons)]
    # Around the current page, so that every page of a long list can be reached.
    first = min(max(page - _MOST_OPTIONS // 2, 1), max(last - _MOST_OPTIONS + 1, 1))
    options: list[discord.SelectOption] = []
    for number in range(first, min(first + _MOST_OPTIONS, last + 1)):
        places = pages[number - 1]
        text = _TO_LAST if len(places) == 1 else _TO_PAGE
        label = text.fill(page=number, first=places.start + first_number, last=places.stop + first_number - 1).in_(
            language
        )
        options.append(discord.SelectOption(label=label, value=str(number)))
    menu: ui.Select[Any] = ui.Select(custom_id=jump, placeholder=_JUMP.in_(language), options=options)
    return [ui.ActionRow(*buttons), ui.ActionRow(menu)]


def _quote(quote: ShownQuote, room: int) -> str:
    section = f" — {inline(quote.section, 60)}" if quote.section else ""
    label = f"**{inline(quote.label, 60)}:** " if quote.label else ""
    room -= size(label)
    if quote.plain:
        return f"{label}{inline(quote.text, max(room, 20))}"
    text = inline(quote.text, max(room - size(section) - 8, 20))
    figure = inline(quote.figure, 100) if quote.figure else ""
    return f"> {label}{text.replace(figure, f'**{figure}**', 1) if figure else text}{section}"

"""The daily post: one message, the best papers of the day as compact sections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import discord
from discord import ui

from bot.digest.post import DigestEntry, DigestPost
from bot.interface.papers.list_card import entry
from bot.interface.papers.shown_list import ShownPaper, freeze_hit
from bot.interface.papers.trend_pictures import TrendPicture
from bot.interface.papers.trends import chart, rising_lines
from bot.interface.papers.vote_buttons import vote_button
from bot.interface.ui.components import SHOWN_UNITS, Button, Layout, button, open_menu, panel, picture, rows, small
from bot.interface.ui.markup import inline, link, shorten
from bot.texts import Language, Text

__all__ = ["FOLLOWED", "digest_card", "has_chart"]

# The head and the foot take 600 units of a message; the entries share the rest, and stay compact.
_ENTRIES_UNITS = SHOWN_UNITS - 600
_ENTRY_UNITS = 600
_LEAD_UNITS = 300
_REASON_UNITS = 80
# Of what a review has besides: its days, favourites and rising terms.
_BESIDES_UNITS = 1200
_COVERED_UNITS = 300
_TITLE_UNITS = 160
# Of a message, with those inside others; a picture beside a text makes three of one.
_MOST_COMPONENTS = 40
_OF_PICTURE = 2

_LATE = Text("This post is late: I could not post at its hour.", "제시간에 올리지 못해 늦게 전해 드립니다.")
_TOPIC = Text("📌 Topic: {reason}", "📌 주제: {reason}")
FOLLOWED = Text("📌 Followed: {reason}", "📌 관심: {reason}")
_MORE = Text("and {count:,} more", "나머지 {count:,}편 보기")
_FAVOURITES = Text("**❤️ Favourites of this server**", "**❤️ 이 서버에서 관심을 모은 논문**")
_STOP = Text("Stop these messages", "그만 받기")


def digest_card(
    post: DigestPost, drawn: TrendPicture | None = None, note: str = "", *, with_chart: bool = True
) -> Layout:
    """Return a post, below a note in markdown if there is one.

    Its marker stands at the foot, alone in its text, where posting looks for it. A review shows the rising terms of
    `drawn`, and `with_chart` its picture, which is then attached. On a server each paper has a button to vote; where
    a message has no room for that and all pictures, the last ones are left out.
    """
    papers = [_shown(item, post.language, post.user_id is not None) for item in post.entries]
    units = _ENTRIES_UNITS if post.until is None else _ENTRIES_UNITS - _BESIDES_UNITS
    room = min(_ENTRY_UNITS, (units - len(_pings(post))) // max(len(papers), 1))
    texts = [entry(number, paper, post.language, room) for number, paper in enumerate(papers, 1)]
    menu = open_menu([(paper.arxiv_id, paper.title) for paper in (*papers, *_favourites(post))], post.language)
    besides = shorten("\n".join(_besides(post, drawn)), _BESIDES_UNITS - _COVERED_UNITS)
    gallery = [chart(drawn, post.language)] if drawn is not None and drawn.png and with_chart else []
    votes = rows(_votes(post))
    below = (*votes, besides, *gallery, menu, *rows(_buttons(post)), f"-# {post.marker}")
    above = (note, _head(post))
    sections = _sections(texts, papers, _left(len(texts), (*above, *below)))
    return Layout(panel(*above, *sections, *below, colour=discord.Colour.gold()))


def has_chart(card: Layout) -> bool:
    """Tell whether a post shows a chart, which is attached to it."""
    return any(isinstance(item, ui.MediaGallery) for item in card.walk_children())


def _head(post: DigestPost) -> str:
    lines = [f"### {inline(post.lead, _LEAD_UNITS)}"]
    if post.pinged:
        lines.insert(0, _pings(post))
    if post.covered:
        lines.append(small(post.covered, _COVERED_UNITS))
    if post.late:
        lines.append(f"-# {_LATE.in_(post.language)}")
    return "\n".join(lines)


def _pings(post: DigestPost) -> str:
    return " ".join(f"<@&{role_id}>" for role_id in post.pinged)


def _left(texts: int, others: Iterable[ui.Item[Any] | str]) -> int:
    """Return how many components a post with so many texts and these others may have besides."""
    used = sum(1 + (len(item.children) if isinstance(item, ui.ActionRow) else 0) for item in others if item)
    return _MOST_COMPONENTS - 1 - texts - used


def _sections(texts: Sequence[str], papers: Sequence[ShownPaper], left: int) -> Iterator[ui.Item[Any]]:
    """Yield the texts of papers with their pictures, as many as take at most `left` components."""
    for text, paper in zip(texts, papers, strict=True):
        section = picture(text, paper.thumbnail if left >= _OF_PICTURE else None)
        left -= _OF_PICTURE if isinstance(section, ui.Section) else 0
        yield section


def _besides(post: DigestPost, drawn: TrendPicture | None) -> Iterator[str]:
    """Yield the favourites and the rising terms as markdown, nothing where there are none."""
    if post.favourites:
        yield _FAVOURITES.in_(post.language)
    for paper in _favourites(post):
        yield f"- {link(paper.title, paper.url, _TITLE_UNITS)}"
    if drawn is not None and drawn.rising.terms:
        yield from rising_lines(drawn.rising, post.language)


def _favourites(post: DigestPost) -> list[ShownPaper]:
    return [freeze_hit(hit, post.language) for hit in post.favourites]


def _shown(item: DigestEntry, language: Language, personal: bool) -> ShownPaper:
    text = FOLLOWED if personal else _TOPIC
    reason = text.fill(reason=item.reason[:_REASON_UNITS]).in_(language) if item.reason else ""
    return freeze_hit(item.hit, language, note=reason)


def _votes(post: DigestPost) -> Iterator[Button]:
    """Yield a button to vote for each paper of a server's post, with its number where there are several."""
    if post.user_id is not None:
        return
    for number, item in enumerate(post.entries, 1):
        arxiv_id = item.hit.paper.arxiv_id
        yield vote_button(arxiv_id, post.member_votes.get(arxiv_id, 0), number if len(post.entries) > 1 else None)


def _buttons(post: DigestPost) -> Iterator[Button]:
    if post.rest > 0:
        # A person's rest are the other papers that fit what they follow, not the rest of the day.
        action = "day" if post.user_id is None else "matches"
        days = (post.day,) if post.since is None else (post.since, post.until)
        yield button(_MORE.fill(count=post.rest), post.language, action, *days, emoji="📚")
    if post.user_id is not None:
        yield button(_STOP, post.language, "unfollow_all", emoji="🔕")

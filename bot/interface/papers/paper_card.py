"""The card of one paper, the same everywhere: title, day, votes, authors, sections, and buttons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.answers.listed_facts import addresses, tags
from bot.answers.reply import credit, section_label
from bot.corpus.paper import Paper
from bot.interface.papers.vote_buttons import vote_button
from bot.interface.ui.addresses import has_video
from bot.interface.ui.bylines import byline
from bot.interface.ui.components import (
    SHOWN_UNITS,
    Button,
    Layout,
    Row,
    button,
    link_button,
    outward_button,
    panel,
    picture,
    rows,
    small,
)
from bot.interface.ui.markup import inline, link, plain, size
from bot.search.hits import Hit
from bot.texts import Language, Text

__all__ = ["author_pages", "paper_card"]

_TITLE_UNITS = 700
_LEAD_UNITS = 600
_AUTHOR_UNITS = 300
_TAG_UNITS = 300
_LEAST_UNITS = 20
_LISTINGS = 5
_NEW_ID = re.compile(r"\d{4}\.\d{4,5}")

_ALL_AUTHORS = Text("All {count:,} authors", "저자 {count:,}명 모두")
_ALSO = Text("Also listed: {days}", "다른 수록일: {days}")
_VIDEO = Text("Video", "영상")
_SIMILAR = Text("Similar", "비슷한 논문")
_SAVE = Text("Save", "저장")
_DISCUSS = Text("Discuss", "토론")
_DISCUSSION = Text("Discussed in <#{thread}>", "토론: <#{thread}>")
_AUTHORS_OF = Text("Authors of “{title}”", "“{title}” 저자")


def paper_card(
    paper: Paper,
    language: Language,
    *,
    lead: str = "",
    discussion: int | None = None,
    in_guild: bool = True,
    votes: int | None = None,
    further: Iterable[Row] = (),
) -> Layout:
    """Return a paper's card; `discussion` is the thread of this server about it, `further` are rows below.

    `votes` are those of this server's members, None where nobody can vote.
    """
    head = f"### {link(paper.title, paper.url, _TITLE_UNITS)}\n{_facts(paper, language)}"
    foot = _foot(paper, language, discussion)
    lines = [plain(lead, _LEAD_UNITS)] if lead.strip() else []
    room = SHOWN_UNITS - sum(size(part) for part in (head, foot, *lines))
    summary = "\n\n".join(part for part in _sections(paper, room, language) if part.strip())
    links = rows(_links(paper, language))
    actions = rows(_actions(paper, language, in_guild=in_guild, votes=votes))
    body = panel(*lines, picture(head, paper.thumbnail_url), summary, foot, *links, *actions)
    return Layout(body, *further)


def author_pages(paper: Paper, language: Language) -> list[str]:
    """Return all authors of a paper, in as few texts as possible."""
    title = _AUTHORS_OF.fill(title=inline(paper.title, 300)).in_(language)
    pages = [f"**{title}**\n"]
    for number, name in enumerate(paper.authors):
        part = f"{', ' if number else ''}{inline(name, 200)}"
        if size(pages[-1]) + size(part) > SHOWN_UNITS:
            pages.append(inline(name, 200))
        else:
            pages[-1] += part
    return pages


def _facts(paper: Paper, language: Language) -> str:
    first = credit(Hit(paper, paper.newest, 0.0), language)
    return f"{first}\n-# {byline(paper.authors, language, _AUTHOR_UNITS, more=paper.more_authors)}"


def _foot(paper: Paper, language: Language, discussion: int | None) -> str:
    lines: list[str] = []
    if discussion is not None:
        lines.append(f"💬 {_DISCUSSION.fill(thread=discussion).in_(language)}")
    others = [credit(Hit(paper, listing, 0.0), language) for listing in paper.listings[1 : _LISTINGS + 1]]
    if others:
        lines.append(small(_ALSO.fill(days=", ".join(others)).in_(language), 300))
    if named := tags(paper):
        lines.append(small(named, _TAG_UNITS))
    lines.append(small(f"arXiv {paper.arxiv_id}", 60))
    return "\n".join(lines)


def _sections(paper: Paper, room: int, language: Language) -> Iterator[str]:
    """Yield the sections; each gets a fair share of `room`, and later ones may use what is left."""
    for position, section in enumerate(paper.sections):
        share = room // (len(paper.sections) - position) - 2
        if share < _LEAST_UNITS:
            yield "…"
            return
        label = section_label(section.heading, language)
        heading = f"**{inline(label, min(150, share // 2))}**\n" if label else ""
        part = heading + plain(section.text, share - size(heading))
        room -= size(part) + 2
        yield part


def _links(paper: Paper, language: Language) -> Iterator[Button]:
    yield link_button("arXiv", paper.url)
    yield link_button("PDF", f"https://arxiv.org/pdf/{paper.arxiv_id}")
    if _NEW_ID.fullmatch(paper.arxiv_id):
        yield link_button("Hugging Face", f"https://huggingface.co/papers/{paper.arxiv_id}", "🤗")
    yield from (outward_button(label.in_(language), url, "🔗") for label, url in addresses(paper))
    if paper.video_url and has_video(paper.video_url):
        yield outward_button(_VIDEO.in_(language), paper.video_url, "🎬")


def _actions(paper: Paper, language: Language, *, in_guild: bool, votes: int | None) -> Iterator[Button]:
    if votes is not None:
        yield vote_button(paper.arxiv_id, votes)
    yield button(_SIMILAR, language, "similar", paper.arxiv_id, emoji="🔎")
    yield button(_SAVE, language, "save", paper.arxiv_id, emoji="🔖")
    if in_guild:
        yield button(_DISCUSS, language, "discuss", paper.arxiv_id, emoji="💬")
    if size(byline(paper.authors, language, 100_000)) > _AUTHOR_UNITS:
        count = _ALL_AUTHORS.fill(count=len(paper.authors))
        yield button(count, language, "authors", paper.arxiv_id, emoji="👥")

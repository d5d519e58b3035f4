"""Papers and replies -> embeds, within Discord's limits whatever they hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

import discord

from bot.answers.reply import Quote, Reply, credit, footer, shown_hits
from bot.corpus.paper import Paper
from bot.digest.post import DigestPost
from bot.interface.markup import inline, link, plain, size
from bot.search.corpus import Hit
from bot.texts import Language, Text

__all__ = ["byline", "digest_card", "hit_lines", "pages", "paper_card"]

# Of Discord's 4,096 units for a description and 6,000 for an embed, so that lead, fields and footer fit too.
_LIST_UNITS = 3000
_LEAD_UNITS = 900
_SUMMARY_UNITS = 3900
_AUTHOR_UNITS = 1000
_BRIDGE_UNITS = 300
_LEAST_UNITS = 20
_HITS_PER_PAGE = 10
_QUOTES_PER_HIT = 3

_MORE = Text("and {count} more", "외 {count}명")
_MORE_OR_SO = Text("and at least {count} more", "외 {count}명 이상")
_OTHERS = Text("and others", "외")
_NO_AUTHORS = Text("authors not listed", "저자 정보 없음")
_AUTHORS = Text("Authors", "저자")
_LISTED = Text("Listed", "수록일")
_PAGE = Text("Page {page} of {pages} · {count} papers", "{page}/{pages}쪽 · 논문 {count}편")


def pages(reply: Reply) -> list[discord.Embed]:
    """Return the reply as one embed a page, at least one; nothing of them depends on the corpus any more."""
    # The quotes of a paper shown whole are its sections, which the card has.
    cards = [] if reply.paper is None else [paper_card(reply.paper, reply.language, reply.lead)]
    hits = [hit for hit in shown_hits(reply) if hit.paper != reply.paper]
    if cards and not hits:
        return cards
    lists = _lists(reply, hits)
    for page, embed in enumerate(lists, 1):
        if len(lists) > 1:
            footer = _PAGE.fill(page=page, pages=len(lists), count=len(hits))
            embed.set_footer(text=footer.in_(reply.language))
    return [*cards, *lists]


def paper_card(paper: Paper, language: Language, lead: str = "") -> discord.Embed:
    """Return one paper whole: title as a link, summary, authors, days with votes."""
    parts = [plain(lead, _LEAD_UNITS)] if lead else []
    room = _SUMMARY_UNITS - sum(size(part) + 2 for part in parts)
    parts += _summary(paper, room)
    embed = discord.Embed(title=inline(paper.title, 256), url=paper.url, description="\n\n".join(parts))
    embed.add_field(name=_AUTHORS.in_(language), value=byline(paper, language, _AUTHOR_UNITS), inline=False)
    days = [credit(Hit(paper, listing, 0.0), language) for listing in paper.listings[:10]]
    embed.add_field(name=_LISTED.in_(language), value="\n".join(days), inline=False)
    embed.set_footer(text=f"arXiv {paper.arxiv_id}")
    if paper.thumbnail_url and _shows(paper.thumbnail_url):
        embed.set_image(url=paper.thumbnail_url)
    return embed


def digest_card(post: DigestPost) -> discord.Embed:
    """Return a daily post; its marker stands at the foot."""
    share = _SUMMARY_UNITS // max(len(post.hits), 1) - 10
    entries = [hit_lines(number, hit, post.language, limit=share) for number, hit in enumerate(post.hits, 1)]
    embed = discord.Embed(title=inline(post.lead, 256), description="\n\n".join(entries))
    embed.set_footer(text=post.marker)
    return embed


def hit_lines(number: int, hit: Hit, language: Language, quotes: Sequence[Quote] = (), limit: int = 650) -> str:
    """Return one entry of a numbered list, in `limit` units but for its quotes."""
    facts = f"{credit(hit, language)} · {byline(hit.paper, language, 120)}"
    title = link(hit.paper.title, hit.paper.url, min(limit - size(facts) - 12, 450))
    return "\n".join([f"**{number}.** {title}", facts, *map(_quote, quotes[:_QUOTES_PER_HIT])])


def byline(paper: Paper, language: Language, limit: int) -> str:
    """Return as many authors as fit in `limit` units, and how many more there are."""
    people = [name for name in paper.authors if name.strip()]
    if not people:
        return _NO_AUTHORS.in_(language)
    # No more than these can fit: a name and its comma take three units at least.
    names = [inline(name, 100) for name in people[: limit // 3]]
    for shown in range(len(names), 0, -1):
        line = _cut_byline(names[:shown], len(people) - shown, language, paper.more_authors)
        if size(line) <= limit:
            return line
    return _cut_byline([inline(people[0], limit // 2)], len(people) - 1, language, paper.more_authors)


def _cut_byline(names: Sequence[str], hidden: int, language: Language, more: bool) -> str:
    if not hidden and not more:
        return ", ".join(names)
    rest = (_MORE_OR_SO if more else _MORE).fill(count=hidden) if hidden else _OTHERS
    return f"{', '.join(names)} {rest.in_(language)}"


def _lists(reply: Reply, hits: Sequence[Hit]) -> list[discord.Embed]:
    lead = [plain(reply.lead, _LEAD_UNITS)] if reply.lead.strip() else []
    if bridged := footer(reply):
        lead.append(f"-# {inline(bridged, _BRIDGE_UNITS)}")
    colour = discord.Colour.light_grey() if reply.status == "not_found" else discord.Colour.blurple()
    described = ["\n\n".join([*lead, *entries]) for entries in _packed(reply, hits)] or lead
    return [discord.Embed(description=description, colour=colour) for description in described]


def _packed(reply: Reply, hits: Sequence[Hit]) -> Iterator[list[str]]:
    """Yield the entries of each page."""
    page: list[str] = []
    used = 0
    for number, hit in enumerate(hits, 1):
        quotes = [quote for quote in reply.quotes if quote.arxiv_id == hit.paper.arxiv_id]
        entry = hit_lines(number, hit, reply.language, quotes)
        if page and (len(page) == _HITS_PER_PAGE or used + size(entry) + 2 > _LIST_UNITS):
            yield page
            page, used = [], 0
        page.append(entry)
        used += size(entry) + 2
    if page:
        yield page


def _summary(paper: Paper, room: int) -> Iterator[str]:
    """Yield the sections; each gets a fair share of `room`, and what one leaves the later ones may use."""
    for position, section in enumerate(paper.sections):
        share = room // (len(paper.sections) - position) - 2
        if share < _LEAST_UNITS:
            yield "…"
            return
        heading = f"**{inline(section.heading, min(150, share // 2))}**\n" if section.heading else ""
        part = heading + plain(section.text, share - size(heading))
        room -= size(part) + 2
        yield part


def _quote(quote: Quote) -> str:
    section = f" — {inline(quote.section, 100)}" if quote.section else ""
    text, figure = inline(quote.text, 600), inline(quote.figure, 100) if quote.figure else ""
    return f"> {text.replace(figure, f'**{figure}**', 1) if figure else text}{section}"


def _shows(url: str) -> bool:
    """Tell whether Discord takes `url` for a picture; it refuses the whole message for one that it does not."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and "." in (parts.hostname or "") and " " not in url and len(url) <= 2048

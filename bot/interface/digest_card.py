"""The daily post: one message, the best papers of the day as compact sections."""

from __future__ import annotations

from bot.digest.post import DigestPost
from bot.interface.components import Layout, open_menu, panel, picture
from bot.interface.list_card import entry
from bot.interface.markup import inline
from bot.interface.shown import freeze_hit

__all__ = ["digest_card"]


def digest_card(post: DigestPost) -> Layout:
    """Return a daily post; its marker stands at the foot."""
    papers = [freeze_hit(hit, post.language) for hit in post.hits]
    sections = [
        picture(entry(number, paper, post.language, 300), paper.thumbnail) for number, paper in enumerate(papers, 1)
    ]
    menu = open_menu([(paper.arxiv_id, paper.title) for paper in papers], post.language)
    return Layout(panel(f"## {inline(post.lead, 300)}", *sections, f"-# {post.marker}", menu))

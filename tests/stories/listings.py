"""Listings that come into being while the bot runs."""

from __future__ import annotations

from pathlib import Path

__all__ = ["add_listing"]

_ENTRY = """### [{title}](https://arxiv.org/abs/{arxiv_id})

Vote: 3

Authors: {author}

- **What's New**: {title} 논문은 새로운 방법을 제안합니다.
"""


def add_listing(seeds: Path, day: str, titles: dict[str, str], author: str = "Grace Hopper") -> Path:
    """Write the listing of a day with papers, titles by arXiv ids, and return its file."""
    entries = [_ENTRY.format(title=title, arxiv_id=arxiv_id, author=author) for arxiv_id, title in titles.items()]
    file = seeds / f"{day}.txt"
    file.write_text(f"## Daily Papers ({day})\n\n" + "\n".join(entries), "utf-8")
    return file

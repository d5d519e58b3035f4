"""Papers made by hand, and layouts as they go over the wire."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from bot.corpus.paper import Listing, Paper, Section
from bot.interface.ui.components import Layout
from bot.search.hits import Hit
from tests.interface.look import components, weigh
from tests.wire.payloads import Payload

__all__ = ["DAY", "assert_within_limits", "hit", "nasty", "paper", "sent"]

DAY = date(2024, 11, 22)
nasty = st.text(st.sampled_from("*_`~|[]<>@# ab가.😀\n"), max_size=3000)


def paper(
    title: str = "A title",
    authors: tuple[str, ...] = ("Ada Lovelace",),
    sections: tuple[Section, ...] = (Section("What's New", "요약입니다."),),
    *,
    arxiv_id: str = "2411.00001",
    votes: int | None = 7,
    more: bool = False,
    thumbnail: str | None = None,
    video: str | None = None,
) -> Paper:
    """Return a paper listed on DAY."""
    return Paper(arxiv_id, title, authors, sections, (Listing(DAY, votes, 0, "a.txt"),), more, thumbnail, video)


def hit(of: Paper) -> Hit:
    """Return a paper as found."""
    return Hit(of, of.newest, 1.0)


def sent(layout: Layout) -> Payload:
    """Return a layout as Discord gets it."""
    return {"components": layout.to_components()}


def assert_within_limits(layout: Layout) -> None:
    """Hold a layout against Discord's limits."""
    message = sent(layout)
    units, count = weigh(message)
    assert 1 <= units <= 4000
    assert count <= 40
    ids = [part["custom_id"] for part in components(message) if "custom_id" in part]
    assert len(ids) == len(set(ids))
    assert all(len(custom_id) <= 100 for custom_id in ids)
    for part in components(message):
        if part["type"] == 10:
            assert part["content"].strip()
        if part["type"] == 1:
            assert 1 <= len(part["components"]) <= 5
        if part["type"] == 3:
            assert 1 <= len(part["options"]) <= 25
            assert all(1 <= len(option["label"].encode("utf-16-le")) // 2 <= 100 for option in part["options"])

"""Which tags of a forum name a topic that a post's papers are about."""

from __future__ import annotations

from collections.abc import Iterable

from bot.digest.post import DigestPost
from bot.search.analysis import terms
from bot.search.corpus import Corpus
from bot.search.follows import matches
from bot.storage.follow import Follow

__all__ = ["fitting_names"]


def fitting_names(post: DigestPost, names: Iterable[str], corpus: Corpus) -> frozenset[str]:
    """Return those names that, followed as a topic, would find one of the post's papers.

    Takes some milliseconds for each name.
    """
    papers = {entry.hit.paper.arxiv_id for entry in post.entries}
    days = [entry.hit.listing.day for entry in post.entries]
    if not days:
        return frozenset()
    topics = {name: Follow("topic", name) for name in names if any(terms(name))}
    found = {name: matches(corpus, (topic,), min(days), max(days)) for name, topic in topics.items()}
    return frozenset(
        name for name, fitting in found.items() if any(match.hit.paper.arxiv_id in papers for match in fitting)
    )

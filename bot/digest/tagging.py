"""Which topics a post's papers are about."""

from __future__ import annotations

from collections.abc import Iterable

from bot.digest.post import DigestPost
from bot.search.analysis import terms
from bot.search.corpus import Corpus
from bot.search.follows import matches
from bot.storage.follow import Follow

__all__ = ["fitting_names", "papers_on"]


def fitting_names(post: DigestPost, names: Iterable[str], corpus: Corpus) -> frozenset[str]:
    """Return those names that, followed as a topic, would find one of the post's papers.

    Takes some milliseconds for each name.
    """
    return frozenset(name for name in names if papers_on(post, name, corpus))


def papers_on(post: DigestPost, topic: str, corpus: Corpus) -> frozenset[str]:
    """Return the ids of those papers of the post that somebody who follows `topic` would get.

    Takes some milliseconds.
    """
    days = [entry.hit.listing.day for entry in post.entries]
    if not days or not any(terms(topic)):
        return frozenset()
    fitting = matches(corpus, (Follow("topic", topic),), min(days), max(days))
    return frozenset(match.hit.paper.arxiv_id for match in fitting) & {
        entry.hit.paper.arxiv_id for entry in post.entries
    }

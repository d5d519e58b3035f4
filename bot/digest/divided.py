"""A post of a forum in which each paper gets a post of its own."""

from __future__ import annotations

from dataclasses import replace

from bot.digest.leads import PART
from bot.digest.marks import marker_of, nonce_of
from bot.digest.post import DigestPost, TopicPing

__all__ = ["parts_of"]


def parts_of(post: DigestPost) -> tuple[DigestPost, ...]:
    """Return a post as one for each of its papers, in their order; a role is pinged by the first one that is for it."""
    lead = post.lead if post.kind == "highlights" else PART.fill(day=post.day).in_(post.language)
    return tuple(
        replace(
            post,
            lead=lead,
            hits=(entry.hit,),
            entries=(entry,),
            marker=marker_of(post.nonce, entry.hit.paper.arxiv_id),
            nonce=nonce_of(post.nonce, entry.hit.paper.arxiv_id),
            rest=0,
            role_id=post.role_id if number == 0 else None,
            topic_pings=tuple(ping for ping in post.topic_pings if _first(post, ping) == entry.hit.paper.arxiv_id),
            threads="none",
            part=entry.hit.paper.arxiv_id,
        )
        for number, entry in enumerate(post.entries)
    )


def _first(post: DigestPost, ping: TopicPing) -> str:
    """Return the first paper of a post on a topic."""
    return next(hit.paper.arxiv_id for hit in post.hits if hit.paper.arxiv_id in ping.arxiv_ids)

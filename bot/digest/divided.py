"""A post of a forum in which each paper gets a post of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.digest.leads import PART
from bot.digest.marks import marker_of, nonce_of
from bot.digest.post import DigestPost, TopicPing

__all__ = ["parts_of", "pings_of", "with_pings"]


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


def pings_of(parts: Iterable[DigestPost]) -> Mapping[int, str]:
    """Return by each role that is pinged the arXiv id of the paper whose post does so."""
    return {role_id: str(part.part) for part in parts for role_id in part.pinged}


def with_pings(part: DigestPost, decided: Mapping[int, str]) -> DigestPost:
    """Return the post of a paper without those roles that the post of another paper pings, or has pinged."""
    role_id = part.role_id if part.role_id is not None and decided.get(part.role_id) == part.part else None
    pings = tuple(ping for ping in part.topic_pings if decided.get(ping.role_id) == part.part)
    return replace(part, role_id=role_id, topic_pings=pings)


def _first(post: DigestPost, ping: TopicPing) -> str:
    """Return the first paper of a post on a topic."""
    return next(hit.paper.arxiv_id for hit in post.hits if hit.paper.arxiv_id in ping.arxiv_ids)

"""The roles that a post pings because one of its papers is on their topic."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.digest.post import DigestPost, TopicPing
from bot.digest.tagging import papers_on
from bot.search.corpus import Corpus
from bot.storage.topic_roles import TopicRole

__all__ = ["with_topic_pings"]


def with_topic_pings(post: DigestPost, offered: Iterable[TopicRole], corpus: Corpus) -> DigestPost:
    """Return a post that pings those of a server's topic roles that one of its papers is for.

    A role that it pings anyway is pinged once. Takes some milliseconds for each topic.
    """
    others = (role for role in offered if role.role_id != post.role_id)
    pings = (TopicPing(role.role_id, papers_on(post, role.topic, corpus)) for role in others)
    return replace(post, topic_pings=tuple(ping for ping in pings if ping.arxiv_ids))

"""The tags of a forum that fit a daily post."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence

import discord

from bot.digest.post import DigestPost
from bot.digest.tagging import fitting_names
from bot.search.corpus import Corpus
from bot.search.glossary import Glossary

__all__ = ["fallback_tag", "forum_tags", "needs_tag"]

# What a post may carry at most.
_MOST = 5
# Without spaces.
_GENERAL = frozenset(("papers", "paper", "dailypapers", "논문", "일일소식", "논문소식"))


async def forum_tags(forum: discord.ForumChannel, post: DigestPost, corpus: Corpus) -> Sequence[discord.ForumTag]:
    """Return the tags named like a topic or keyword of the post's papers, in any case and either language.

    At most five: those of the topics that put papers on top and of keywords, then those that name what papers are
    about. Where none fits and the forum requires one, the tag for papers in general, if there is such a tag.
    """
    usable = _usable(forum)
    found: dict[int, discord.ForumTag] = {}
    for topic in dict.fromkeys(_topics(post)):
        for tag in usable:
            if _same(tag.name, topic, corpus.glossary):
                found.setdefault(tag.id, tag)
    others = [tag for tag in usable if tag.id not in found]
    if others and len(found) < _MOST:
        fitting = await asyncio.to_thread(fitting_names, post, [tag.name for tag in others], corpus)
        found |= {tag.id: tag for tag in others if tag.name in fitting}
    if not found and needs_tag(forum) and (general := fallback_tag(forum)) is not None:
        return [general]
    return list(found.values())[:_MOST]


def needs_tag(forum: discord.ForumChannel) -> bool:
    """Tell whether a forum takes no post without a tag."""
    return forum.flags.require_tag


def fallback_tag(forum: discord.ForumChannel) -> discord.ForumTag | None:
    """Return the tag for papers in general, or None."""
    return next((tag for tag in _usable(forum) if _plain(tag.name).replace(" ", "") in _GENERAL), None)


def _usable(forum: discord.ForumChannel) -> list[discord.ForumTag]:
    """Return the tags that the bot may give: some are for those who manage threads."""
    manages = forum.permissions_for(forum.guild.me).manage_threads
    return [tag for tag in forum.available_tags if manages or not tag.moderated]


def _topics(post: DigestPost) -> Iterator[str]:
    for entry in post.entries:
        if entry.reason:
            yield entry.reason
        yield from entry.hit.paper.keywords


def _same(name: str, topic: str, glossary: Glossary) -> bool:
    if _plain(name) == _plain(topic):
        return True
    return not set(glossary.meant_by(name)).isdisjoint(glossary.meant_by(topic))


def _plain(name: str) -> str:
    return " ".join(name.replace("-", " ").split()).casefold()

"""Whom a daily post pings."""

from __future__ import annotations

from dataclasses import replace

import discord

from bot.digest.post import DigestPost

__all__ = ["mentions_of", "without_deleted_roles"]


def mentions_of(post: DigestPost) -> discord.AllowedMentions:
    """Return who may be pinged by a post: the roles that it names on top, and nobody else."""
    roles: list[discord.abc.Snowflake] = [discord.Object(role_id) for role_id in post.pinged]
    return discord.AllowedMentions(everyone=False, users=False, roles=roles or False, replied_user=False)


def without_deleted_roles(post: DigestPost, guild: discord.Guild | None) -> DigestPost:
    """Return a post that names no topic role that its server has no more."""
    if guild is None or guild.unavailable:
        return post
    return replace(
        post, topic_pings=tuple(ping for ping in post.topic_pings if guild.get_role(ping.role_id) is not None)
    )

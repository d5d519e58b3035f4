"""The post as it would be, to one person only."""

from __future__ import annotations

import discord

from bot.digest.delivery import DigestService
from bot.digest.divided import parts_of
from bot.digest.post import DigestPost
from bot.interface.digest.card import digest_card, has_chart
from bot.interface.digest.forum_tags import forum_tags
from bot.interface.digest.pings import without_deleted_roles
from bot.interface.digest.review_pictures import ReviewPictures
from bot.interface.digest.targets import target_in
from bot.interface.papers.services import Services
from bot.interface.papers.trends import chart_file
from bot.interface.ui.components import Layout
from bot.interface.ui.language import Interaction, language_for
from bot.interface.ui.markup import inline
from bot.interface.ui.send import say, send
from bot.search.corpus import Corpus
from bot.storage.digests.values import Subscription
from bot.texts import Text

__all__ = ["show_preview"]

_NAME_UNITS = 100
_IN_FORUM = Text("-# A post titled “{title}”, tags: {tags}", "-# 글 제목: “{title}”, 태그: {tags}")
_FIRST = Text(
    "-# The first of {count} posts, titled “{title}”, tags: {tags}",
    "-# 글 {count}개 중 첫 번째. 제목: “{title}”, 태그: {tags}",
)
_NO_TAGS = Text("none", "없음")


async def show_preview(
    interaction: Interaction,
    services: Services,
    service: DigestService,
    subscription: Subscription,
    pictures: ReviewPictures,
) -> None:
    """Show the next post of `subscription` as things stand, or why there is none."""
    now = services.now()

    async def work() -> DigestPost | None:
        post = await service.preview(subscription, now)
        if post is not None:
            await pictures.prepare(post)
        return post

    post = await services.run_or_defer(interaction, work(), private=True)
    if post is None:
        reason = await service.why_nothing(subscription, now)
        await say(interaction, reason.in_(language_for(interaction)))
        return
    post = without_deleted_roles(post, interaction.guild)
    channel = target_in(interaction.guild, subscription.channel_id) if interaction.guild else None
    if isinstance(channel, discord.ForumChannel):
        await send(interaction, await _in_forum(channel, post, services.library.corpus, pictures), private=True)
        return
    drawn = pictures.ready(post)
    card = digest_card(post, drawn)
    files = [chart_file(drawn)] if drawn is not None and has_chart(card) else []
    await send(interaction, card, private=True, files=files)


async def _in_forum(forum: discord.ForumChannel, post: DigestPost, corpus: Corpus, pictures: ReviewPictures) -> Layout:
    """Return the post in a forum, or that of the first paper, with its title and tags."""
    first, *others = parts_of(post) if post.is_divided else (post,)
    tags = ", ".join(inline(tag.name, _NAME_UNITS) for tag in await forum_tags(forum, first, corpus))
    text, count = _FIRST if others else _IN_FORUM, 1 + len(others)
    title = inline(first.title, _NAME_UNITS)
    note = text.fill(count=count, title=title, tags=tags or _NO_TAGS).in_(post.language)
    return digest_card(first, pictures.ready(first), note, with_chart=False)

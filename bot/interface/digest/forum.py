"""Daily posts in forums: each is a thread of its own, with a title and tags."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from datetime import datetime
from io import BytesIO

import discord
from discord.http import Route, handle_message_parameters

from bot.digest.post import DigestPost
from bot.digest.poster import CannotPostError
from bot.interface.digest.card import digest_card
from bot.interface.digest.forum_tags import forum_tags, needs_tag
from bot.interface.digest.review_pictures import ReviewPictures
from bot.interface.ui.components import Layout
from bot.interface.ui.markup import shorten
from bot.interface.ui.reading import texts_of
from bot.interface.ui.without_pictures import or_bare
from bot.search.corpus import Corpus
from bot.texts import Text

__all__ = ["ForumPosts", "marked"]

_NAME_UNITS = 100
_UNKNOWN_CHANNEL, _UNKNOWN_MESSAGE = 10003, 10008

_NEEDS_TAG = Text(
    "the forum requires a tag and has none that fits: add a tag named Papers",
    "이 포럼은 태그가 필요한데 알맞은 태그가 없습니다. “논문” 태그를 추가해 주세요",
)


class ForumPosts:
    """Send posts to forums and find them; the `corpus` tells which tags fit."""

    def __init__(
        self, client: discord.Client, corpus: Callable[[], Corpus], pictures: ReviewPictures | None = None
    ) -> None:
        self._client = client
        self._corpus = corpus
        self._pictures = pictures

    async def send(self, forum: discord.ForumChannel, post: DigestPost, mentions: discord.AllowedMentions) -> int:
        """Send `post` and return the id of its thread, which is that of its message too.

        Raises CannotPostError if the forum requires a tag that it has not, and what requests to Discord raise.
        """
        tags = await forum_tags(forum, post, self._corpus())
        if not tags and needs_tag(forum):
            raise CannotPostError(_NEEDS_TAG, "forbidden")
        name = shorten(" ".join(post.title.split()), _NAME_UNITS)

        async def send(card: Layout) -> int:
            message = handle_message_parameters(view=card, allowed_mentions=mentions).payload or {}
            body = {"name": name, "message": message, "applied_tags": [tag.id for tag in tags]}
            route = Route("POST", "/channels/{channel_id}/threads", channel_id=forum.id)
            sent = await self._client.http.request(route, files=[_Once()], json=body, params={"use_nested_fields": 1})
            return int(sent["id"])

        # By Discord's clock: its ids are compared.
        since = discord.utils.snowflake_time(forum.last_message_id or 0)
        # The rising terms of a review are words there; a chart needs a file.
        drawn = self._pictures.ready(post) if self._pictures is not None else None
        card = digest_card(post, drawn, with_chart=False)
        # A thread has no nonce: what says 400 although the post was made must not make a second one.
        return await or_bare(card, send, lambda: self.find(forum, post, since))

    async def find(self, forum: discord.ForumChannel, post: DigestPost, since: datetime) -> int | None:
        """Return the id of this bot's post that carries the marker, begun after `since`, or None.

        A moderator may have renamed or closed it. Where its first message was deleted, its title tells it.
        Raises what requests to Discord raise.
        """
        name = shorten(" ".join(post.title.split()), _NAME_UNITS)
        async for thread in self._begun(forum, since):
            try:
                message = await thread.fetch_message(thread.id)
            except discord.NotFound as error:
                if error.code == _UNKNOWN_MESSAGE and thread.name == name:
                    return thread.id
                if error.code not in (_UNKNOWN_MESSAGE, _UNKNOWN_CHANNEL):
                    # Something between said so; the post may be there.
                    raise
            else:
                if marked(message, post):
                    return thread.id
        return None

    async def _begun(self, forum: discord.ForumChannel, since: datetime) -> AsyncGenerator[discord.Thread]:
        """Yield this bot's threads of a forum that were begun after `since`."""
        for thread in await forum.guild.active_threads():
            if thread.parent_id == forum.id and self._is_own(thread, since):
                yield thread
        async for thread in forum.archived_threads(limit=None):
            # The last to be archived come first.
            if thread.archive_timestamp < since:
                return
            if self._is_own(thread, since):
                yield thread

    def _is_own(self, thread: discord.Thread, since: datetime) -> bool:
        own = self._client.user
        return own is not None and thread.owner_id == own.id and discord.utils.snowflake_time(thread.id) > since


class _Once(discord.File):
    """What forbids discord.py to repeat a request: it rewinds the files first.

    It repeats what is answered with 502, which Discord may have done all the same. A message has a nonce against that,
    a thread has none.
    """

    def __init__(self) -> None:
        super().__init__(BytesIO())

    def reset(self, *, seek: int | bool = True) -> None:
        """Raise ConnectionError before the second try."""
        if seek:
            message = "Discord failed to answer a request that must not be repeated"
            raise ConnectionError(message)


def marked(message: discord.Message, post: DigestPost) -> bool:
    """Tell whether a message shows the post's marker in a line of its own: an answer to somebody may name one too."""
    return any(text in (post.marker, f"-# {post.marker}") for text in texts_of(message))

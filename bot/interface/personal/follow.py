"""/follow and /following: topics and authors whose new papers come by direct message."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import discord
from discord import app_commands
from discord.ext import commands

from bot.answers.reply import credit
from bot.errors import ForbiddenError
from bot.interface.papers.services import Services
from bot.interface.personal.follow_list import follow_id, following_card, names
from bot.interface.ui.autocomplete import Choices
from bot.interface.ui.components import Layout, panel
from bot.interface.ui.custom_ids import ComponentInteraction, Handler
from bot.interface.ui.edit_in_place import change, require_own
from bot.interface.ui.language import Interaction, language_for
from bot.interface.ui.lengths import Name, Topic
from bot.interface.ui.markup import inline, link
from bot.interface.ui.send import say, send
from bot.personal.followable import checked
from bot.personal.follows import Follows
from bot.search.corpus import Corpus
from bot.search.follows import matches
from bot.search.hits import Hit
from bot.storage.follow import Follow
from bot.storage.people.follows import Began
from bot.texts import Language, Text

__all__ = ["FollowCommands"]

_VALUE_UNITS = 400
_TITLE_UNITS = 600
# Days back to search for the newest match, until one is found.
_WINDOWS = (7, 60, 40_000)

_FOLLOWED: Mapping[str, Text] = {
    "topic": Text("✅ You follow the topic **{value}**.", "✅ 주제 **{value}**을(를) 팔로우합니다."),
    "author": Text("✅ You follow the author **{value}**.", "✅ 저자 **{value}**을(를) 팔로우합니다."),
}
_WAS_FOLLOWED: Mapping[str, Text] = {
    "topic": Text("You follow the topic **{value}** already.", "주제 **{value}**은(는) 이미 팔로우하고 있습니다."),
    "author": Text("You follow the author **{value}** already.", "저자 **{value}**은(는) 이미 팔로우하고 있습니다."),
}
_RESTARTED: Mapping[str, Text] = {
    "topic": Text(
        "✅ You follow the topic **{value}** already, and your messages start again.",
        "✅ 주제 **{value}**은(는) 이미 팔로우하고 있으며, 멈췄던 메시지를 다시 보내 드립니다.",
    ),
    "author": Text(
        "✅ You follow the author **{value}** already, and your messages start again.",
        "✅ 저자 **{value}**은(는) 이미 팔로우하고 있으며, 멈췄던 메시지를 다시 보내 드립니다.",
    ),
}
_SAID: Mapping[Began, Mapping[str, Text]] = {"new": _FOLLOWED, "known": _WAS_FOLLOWED, "restarted": _RESTARTED}
_WHAT_COMES = Text(
    "Newly listed papers that fit come to you by direct message at {time} ({timezone}), at most one message a day.",
    "새로 목록에 오른 논문 중 맞는 것을 {time}({timezone})에 다이렉트 메시지로 보내 드립니다. "
    "메시지는 하루에 많아야 한 번입니다.",
)
_EXAMPLE = Text("The latest one so far: {paper}", "지금까지 가장 최근 논문: {paper}")
_NO_EXAMPLE = Text("No paper listed so far matches.", "지금까지의 목록에는 맞는 논문이 없습니다.")
_HOW_TO_STOP = Text(
    "To stop: /following, or the button below each of these messages.",
    "그만 받으려면 /팔로우목록이나 각 메시지 아래의 버튼을 사용해 주세요.",
)
_NO_DIRECT_MESSAGES = Text(
    "I cannot send you direct messages: allow them in your privacy settings for a server that we share, and try again.",
    "다이렉트 메시지를 보낼 수 없습니다. 봇과 함께 있는 서버의 개인정보 설정에서 다이렉트 메시지를 허용한 뒤 "
    "다시 시도해 주세요.",
)
_ENDED = Text("🔕 You no longer follow {names}.", "🔕 {names} 팔로우를 끝냈습니다.")
_WAS_ENDED = Text("You did not follow that any more.", "이미 팔로우하고 있지 않습니다.")
_ALL_ENDED = Text(
    "🔕 No more of these messages will come: you no longer follow {names}. /follow starts again.",
    "🔕 이제 이 메시지를 보내지 않습니다. {names} 팔로우를 끝냈습니다. /팔로우로 다시 시작할 수 있습니다.",
)
_AGAIN = Text(
    "🔔 Your messages start again, with what is listed from now on.",
    "🔔 메시지를 다시 보내 드립니다. 지금부터 새로 목록에 오르는 논문을 알려 드립니다.",
)
_NOT_STOPPED = Text("Your messages are not stopped.", "메시지는 멈춰 있지 않습니다.")
_NOTHING_TO_END = Text(
    "You follow nothing, so no such messages will come.", "팔로우하는 것이 없어 이 메시지를 보내지 않습니다."
)


class FollowCommands(commands.Cog):
    """The commands /follow and /following and their buttons, also in direct messages, answered privately."""

    follow = app_commands.Group(
        name="follow", description="Get new papers on a topic or by an author as direct messages"
    )

    def __init__(self, services: Services, follows: Follows) -> None:
        self._services = services
        self._follows = follows

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """What the menu and the buttons of /following do, and the button of a direct message."""
        return {"unfollow": self._unfollow, "unfollow_all": self._unfollow_all, "follow_again": self._again}

    @follow.command(description="Follow a topic")
    @app_commands.describe(query="What the papers should be about, such as diffusion or 강화학습")
    async def topic(self, interaction: Interaction, query: Topic) -> None:
        """Follow a topic."""
        await self._follow(interaction, Follow("topic", query))

    @follow.command(description="Follow an author")
    @app_commands.describe(name="The author's name; pick one from the list")
    async def author(self, interaction: Interaction, name: Name) -> None:
        """Follow an author."""
        await self._follow(interaction, Follow("author", name))

    @author.autocomplete("name")
    async def authors(self, interaction: Interaction, typed: str) -> Choices:
        """Suggest authors."""
        return await self._services.suggestions.authors(interaction, typed)

    @app_commands.command(description="Show what you follow, and stop following")
    async def following(self, interaction: Interaction) -> None:
        """Show what the person follows."""
        work = self._card(interaction.user.id, language_for(interaction))
        await send(interaction, await self._services.run_or_defer(interaction, work, private=True), private=True)

    async def _follow(self, interaction: Interaction, asked: Follow) -> None:
        services, language, now = self._services, language_for(interaction), self._services.now()
        corpus = services.library.corpus

        async def work() -> Layout:
            follow = await services.workers.run(lambda: checked(asked, corpus))
            channel_id = await _direct_channel(interaction)
            begun = await self._follows.follow(interaction.user.id, follow, channel_id, language, now)
            example = await services.workers.run(lambda: _newest(corpus, follow, now.date()))
            coming = _WHAT_COMES.fill(time=f"{self._follows.post_time:%H:%M}", timezone=self._follows.timezone)
            return _answer(follow, begun, coming, example, language)

        await send(interaction, await services.run_or_defer(interaction, work(), private=True), private=True)

    async def _card(self, user_id: int, language: Language, said: str = "") -> Layout:
        followed, stopped_at = await self._follows.follows(user_id), await self._follows.stopped_at(user_id)
        return following_card(user_id, followed, language, said, stopped_at)

    async def _again(self, interaction: Interaction, press: ComponentInteraction) -> None:
        user_id, language = press.number(0), language_for(interaction)
        require_own(interaction, user_id)

        async def work() -> Layout:
            channel_id = await _direct_channel(interaction)
            begun = await self._follows.restart(user_id, channel_id, language, self._services.now())
            return await self._card(user_id, language, (_AGAIN if begun else _NOT_STOPPED).in_(language))

        await change(interaction, work(), self._services.defer_after)

    async def _unfollow(self, interaction: Interaction, press: ComponentInteraction) -> None:
        user_id, language = press.number(0), language_for(interaction)
        require_own(interaction, user_id)

        async def work() -> Layout:
            followed = [follow for follow, _ in await self._follows.follows(user_id)]
            chosen = [follow for follow in followed if follow_id(follow) in press.values]
            ended = [follow for follow in chosen if await self._follows.unfollow(user_id, follow)]
            text = _ENDED.fill(names=names(ended)) if ended else _WAS_ENDED
            return await self._card(user_id, language, text.in_(language))

        await change(interaction, work(), self._services.defer_after)

    async def _unfollow_all(self, interaction: Interaction, press: ComponentInteraction) -> None:
        """Delete all follows; below a direct message with an answer, so that its papers stay readable."""
        user_id, language = interaction.user.id, language_for(interaction)

        async def ended() -> str:
            followed = [follow for follow, _ in await self._follows.follows(user_id)]
            count = await self._follows.unfollow_all(user_id)
            text = _ALL_ENDED.fill(names=names(followed)) if count else _NOTHING_TO_END
            return text.in_(language)

        async def card() -> Layout:
            return await self._card(user_id, language, await ended())

        if not press.arguments:
            await say(interaction, await self._services.run_or_defer(interaction, ended(), private=True))
            return
        require_own(interaction, press.number(0))
        await change(interaction, card(), self._services.defer_after)


async def _direct_channel(interaction: Interaction) -> int:
    """Return the id of the DM channel with the person; raises ForbiddenError if Discord refuses."""
    try:
        return (await interaction.user.create_dm()).id
    except discord.DiscordServerError:
        raise
    except discord.HTTPException:
        # Discord refuses with several codes, 403 and 400 among them.
        raise ForbiddenError(_NO_DIRECT_MESSAGES) from None


def _newest(corpus: Corpus, follow: Follow, today: date) -> Hit | None:
    """Return the most recently listed match, or None."""
    until = corpus.newest_day(today)
    if until is None:
        return None
    for days in _WINDOWS:
        found = matches(corpus, (follow,), until - timedelta(days), until)
        if found:
            return max((match.hit for match in found), key=lambda hit: hit.listing.day)
    return None


def _answer(follow: Follow, begun: Began, coming: Text, example: Hit | None, language: Language) -> Layout:
    said = _SAID[begun][follow.kind].fill(value=inline(follow.value, _VALUE_UNITS))
    latest = _NO_EXAMPLE
    if example is not None:
        paper = f"{link(example.paper.title, example.paper.url, _TITLE_UNITS)} · {credit(example, language)}"
        latest = _EXAMPLE.fill(paper=paper)
    lines = [text.in_(language) for text in (said, coming, latest)]
    return Layout(panel("\n\n".join(lines), f"-# {_HOW_TO_STOP.in_(language)}"))

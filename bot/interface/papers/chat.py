"""Chat: a mention, a reply to the bot or a direct message is a question; a forwarded message is searched for papers."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from typing import NamedTuple

import discord
from discord.ext import commands

from bot.answers.phrases import HELP
from bot.interface.papers.find_papers import found_in, text_of
from bot.interface.papers.follow_ups import NextQuestions
from bot.interface.papers.sentences import message_edit
from bot.interface.papers.services import Services
from bot.interface.papers.threads import refer_to_paper
from bot.interface.ui.admission import BUSY
from bot.interface.ui.components import Layout, panel
from bot.interface.ui.errors import explained
from bot.interface.ui.instrumentation import instrumented
from bot.interface.ui.mentions import without_mentions
from bot.interface.ui.reading import papers_shown_in
from bot.interface.ui.request_errors import REQUEST_ERRORS
from bot.interface.ui.throttle import Cooldowns
from bot.interface.ui.without_pictures import or_bare
from bot.model.drafts import Asked
from bot.operating.activities import Activity, note_outcome
from bot.texts import Language, Text, language_of

__all__ = ["Chat"]

_log = logging.getLogger(__name__)

_WRITTEN = frozenset({discord.MessageType.default, discord.MessageType.reply})
_TYPING_SECONDS = 2.0
# After a refusal, so that a channel without permission to write costs few requests.
_PAUSE = timedelta(minutes=1)
_HINT_PAUSE = timedelta(hours=1)
_NO_HISTORY = 160002

_UNHEARD = Text(
    "I cannot read a reply that does not ping me: turn @ on in the reply, or mention me.",
    "알림을 끈 답장은 읽을 수 없습니다. 답장에서 @를 켜거나 저를 멘션해 주세요.",
)


class _Answer(NamedTuple):
    """A card, and what a language model is asked about it."""

    layout: Layout
    asked: Asked | None = None


class Chat(commands.Cog):
    """Answers to messages, in their own language; `language` is the fallback."""

    def __init__(
        self, bot: commands.AutoShardedBot, services: Services, questions: NextQuestions, language: Language
    ) -> None:
        self._bot = bot
        self._services = services
        self._questions = questions
        self._language: Language = language
        self._paused = Cooldowns(_PAUSE)
        self._hinted = Cooldowns(_HINT_PAUSE)

    @commands.Cog.listener("on_message")
    async def answer(self, message: discord.Message) -> None:
        """Answer a message to the bot; if its text is hidden from the bot, explain that once in a while."""
        if self._is_question(message):
            with instrumented(self._bot, Activity(message.id, "message", "chat")):
                await self._in_turn(message)
        elif self._is_unheard(message) and self._hinted.begin(message.author.id, self._services.now()):
            with instrumented(self._bot, Activity(message.id, "message", "chat")):
                await self._hint(message, _UNHEARD)

    async def _in_turn(self, message: discord.Message) -> None:
        # A channel is one conversation, so keep its order.
        async with self._services.throttle.turn(message.author.id, ("chat", message.channel.id)) as place:
            if place == "full":
                await self._hint(message, BUSY)
            elif place == "ignored":
                note_outcome("refused")
                _log.info("not answering message %s: its author has too many requests waiting", message.id)
            elif not self._is_paused(message.channel.id):
                # Show typing while computing the answer, and never after it.
                (shown, asked), _ = await asyncio.gather(self._shown(message), _type(message))
                await self._reply(message, shown, asked)

    async def _hint(self, message: discord.Message, text: Text) -> None:
        """Say what the person can do for an answer."""
        note_outcome("refused")
        if not self._is_paused(message.channel.id):
            language = language_of(without_mentions(message.content)) or self._language_at(message)
            await self._reply(message, Layout(panel(text.in_(language), colour=discord.Colour.light_grey())))

    def _is_question(self, message: discord.Message) -> bool:
        if not _is_persons(message):
            return False
        if not message.content.strip():
            return _is_direct(message) and bool(message.message_snapshots)
        return _is_direct(message) or self._bot.user in message.mentions

    def _is_unheard(self, message: discord.Message) -> bool:
        """Tell whether a message replies to the bot without a ping: Discord then hides its text."""
        if not _is_persons(message) or message.content or message.stickers or _is_direct(message):
            return False
        return self._bot.user not in message.mentions and self._replied(message) is not None

    async def _shown(self, message: discord.Message) -> _Answer:
        """Return the answer, whatever happens."""
        question = " ".join(without_mentions(message.content).split())
        forwarded = "" if question else without_mentions(text_of(message))
        language = language_of(question or forwarded) or self._language_at(message)
        try:
            if message.message_snapshots and not question:
                return await self._found(message, forwarded, language)
            if not question:
                return _Answer(Layout(panel(HELP.in_(language))))
            return await self._answered(message, question, language)
        except Exception as error:
            return _Answer(Layout(panel(explained(error, f"the answer to message {message.id}").in_(language))))

    async def _answered(self, message: discord.Message, question: str, language: Language) -> _Answer:
        services, key = self._services, (message.channel.id, message.author.id)
        replied = self._replied(message)
        if replied is not None and (papers := papers_shown_in(replied)):
            services.refer(key, papers)
        elif not _is_direct(message):
            await refer_to_paper(services, *key)
        service = await services.service_for(question, language, key)
        guild_id, below = message.guild.id if message.guild else None, self._questions.below
        first = await services.run_in_thread(lambda: service.ask(question, key), message.author.id, below)
        reply, further = await services.searched_again(question, first, service, key, guild_id, below)
        layout = await services.layout(reply, message.author.id, guild_id, further=further, was_read=True)
        return _Answer(layout, services.asked(question, reply, service, message.author.id, guild_id))

    async def _found(self, message: discord.Message, forwarded: str, language: Language) -> _Answer:
        """Return the papers of a forwarded message, about which the sender may go on."""
        key = (message.channel.id, message.author.id)
        service = await self._services.service_for(forwarded, language)
        services, author = self._services, message.author
        reply, further = await services.run_in_thread(
            lambda: found_in(service, forwarded, key), author.id, self._questions.below
        )
        guild_id = message.guild.id if message.guild else None
        return _Answer(await services.layout(reply, author.id, guild_id, further=further, was_read=True))

    def _replied(self, message: discord.Message) -> discord.Message | None:
        """Return the bot's message this one replies to, or None."""
        replied = message.reference.resolved if message.reference else None
        if not isinstance(replied, discord.Message) or replied.author != self._bot.user:
            return None
        return replied

    def _language_at(self, message: discord.Message) -> Language:
        if message.guild is None:
            return self._language
        return "ko" if message.guild.preferred_locale is discord.Locale.korean else "en"

    async def _reply(self, message: discord.Message, shown: Layout, asked: Asked | None = None) -> None:
        """Send the answer, about which a language model may write; without permission, nobody can be told."""
        try:
            sent, card = await or_bare(shown, lambda card: _send(message, card))
            if self._services.sentences is not None and asked is not None:
                self._services.sentences.begin(sent.id, card, message_edit(sent), asked)
        except discord.Forbidden as error:
            self._paused.begin(message.channel.id, self._services.now())
            _log.warning("message %s cannot be answered in channel %s: %s", message.id, message.channel.id, error)
        except REQUEST_ERRORS as error:
            _log.warning("message %s could not be answered: %s", message.id, error)
        except Exception:
            # Discord may have accepted it with an unreadable response.
            _log.exception("the answer to message %s may be lost", message.id)

    def _is_paused(self, channel_id: int) -> bool:
        return self._paused.has(channel_id, self._services.now())


def _is_persons(message: discord.Message) -> bool:
    """Tell whether a person wrote it, and not to @everyone."""
    if message.author.bot or message.webhook_id is not None or message.type not in _WRITTEN:
        return False
    return not message.mention_everyone


def _is_direct(message: discord.Message) -> bool:
    return isinstance(message.channel, discord.DMChannel)


async def _send(message: discord.Message, shown: Layout) -> tuple[discord.Message, Layout]:
    """Reply to a message, or post below it if the bot may not read the history; return the message, and its card."""
    reference = message.to_reference(fail_if_not_exists=False)
    try:
        return await message.channel.send(view=shown, reference=reference, mention_author=False), shown
    except discord.HTTPException as error:
        if error.code != _NO_HISTORY:
            raise
        return await message.channel.send(view=shown), shown


async def _type(message: discord.Message) -> None:
    """Show "… is typing"; an answer does not depend on it."""
    try:
        async with asyncio.timeout(_TYPING_SECONDS):
            await message.channel.typing()
    except Exception as error:
        _log.info("cannot show typing in channel %s: %s", message.channel.id, error)

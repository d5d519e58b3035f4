"""Chat: a mention, a reply to the bot or a direct message is a question."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timedelta

import aiohttp
import discord
from discord.ext import commands

from bot.answers.phrases import HELP
from bot.interface.components import Layout, panel
from bot.interface.failures import explained
from bot.interface.marks import without_marks
from bot.interface.next_questions import NextQuestions
from bot.interface.reading import papers_of
from bot.interface.services import Services
from bot.interface.turnstile import Turnstile
from bot.texts import Language, language_of

__all__ = ["Chat"]

_log = logging.getLogger(__name__)

_WRITTEN = frozenset({discord.MessageType.default, discord.MessageType.reply})
_TYPING_SECONDS = 2.0
# At once, so that the worker threads are not all busy with chat.
_MOST_WORKED_ON = 4
# After a refusal, so that a channel in which the bot may not write costs few requests.
_PAUSE = timedelta(minutes=1)
_MOST_PAUSED = 1_000
_NO_HISTORY = 160002


class Chat(commands.Cog):
    """Answer messages to the bot, in their own language; `language` is for those that show none."""

    def __init__(
        self, bot: commands.AutoShardedBot, services: Services, questions: NextQuestions, language: Language
    ) -> None:
        self._bot = bot
        self._services = services
        self._questions = questions
        self._language: Language = language
        self._turnstile = Turnstile()
        self._worked_on = asyncio.Semaphore(_MOST_WORKED_ON)
        self._paused: dict[int, datetime] = {}

    @commands.Cog.listener("on_message")
    async def answer(self, message: discord.Message) -> None:
        """Answer a message that is for the bot."""
        if not self._is_question(message):
            return
        async with self._turnstile.turn(message.author.id) as is_next:
            if not is_next:
                _log.info("message %s is not answered: too many of its author are waiting", message.id)
            elif not self._is_paused(message.channel.id):
                # Typing is shown while the answer is looked for, and never after it.
                shown, _ = await asyncio.gather(self._shown(message), _type(message))
                await self._reply(message, shown)

    def _is_question(self, message: discord.Message) -> bool:
        if message.author.bot or message.webhook_id is not None or message.type not in _WRITTEN:
            return False
        if not message.content.strip() or message.mention_everyone:
            return False
        return isinstance(message.channel, discord.DMChannel) or self._bot.user in message.mentions

    async def _shown(self, message: discord.Message) -> Layout:
        """Return what is answered, whatever happens."""
        question = " ".join(without_marks(message.content).split())
        language = language_of(question) or self._language_at(message)
        try:
            if not question:
                return Layout(panel(HELP.in_(language)))
            return await self._answered(message, question, language)
        except Exception as error:
            return Layout(panel(explained(error, f"the answer to message {message.id}").in_(language)))

    async def _answered(self, message: discord.Message, question: str, language: Language) -> Layout:
        services, author = self._services, message.author
        key = (message.channel.id, author.id)
        if papers := self._replied_to(message):
            services.refer(key, papers)
        desk = services.desk(language)
        async with self._worked_on:
            reply, further = await services.worked(lambda: desk.ask(question, key), author.id, self._questions.below)
        return await services.layout(reply, author.id, message.guild.id if message.guild else None, further=further)

    def _replied_to(self, message: discord.Message) -> tuple[str, ...]:
        """Return the papers of the bot's message to which this one replies."""
        replied = message.reference.resolved if message.reference else None
        if not isinstance(replied, discord.Message) or replied.author != self._bot.user:
            return ()
        return papers_of(replied)

    def _language_at(self, message: discord.Message) -> Language:
        if message.guild is None:
            return self._language
        return "ko" if message.guild.preferred_locale is discord.Locale.korean else "en"

    async def _reply(self, message: discord.Message, shown: Layout) -> None:
        """Send the answer; where the bot may not write, nobody can be told."""
        reference = message.to_reference(fail_if_not_exists=False)
        try:
            try:
                await message.channel.send(view=shown, reference=reference, mention_author=False)
            except discord.HTTPException as error:
                if error.code != _NO_HISTORY:
                    raise
                await message.channel.send(view=shown)
        except discord.Forbidden as error:
            self._pause(message.channel.id)
            _log.warning("message %s cannot be answered in channel %s: %s", message.id, message.channel.id, error)
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            _log.warning("message %s could not be answered: %s", message.id, error)

    def _is_paused(self, channel_id: int) -> bool:
        until = self._paused.get(channel_id)
        return until is not None and self._services.now() < until

    def _pause(self, channel_id: int) -> None:
        if len(self._paused) >= _MOST_PAUSED:
            self._paused.clear()
        self._paused[channel_id] = self._services.now() + _PAUSE


async def _type(message: discord.Message) -> None:
    """Show "… is typing"; an answer does not depend on it."""
    try:
        async with asyncio.timeout(_TYPING_SECONDS):
            await message.channel.typing()
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        _log.info("typing cannot be shown in channel %s: %s", message.channel.id, error)

"""Sentences of a language model, put above the quotes of an answer while they are written."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import aclosing

import discord
from discord.ext import commands

from bot.answers.beyond import Run
from bot.answers.query_service import QueryService
from bot.answers.reply import Reply
from bot.errors import StoreError
from bot.interface.papers.translated_quotes import put_below
from bot.interface.ui.components import Layout
from bot.interface.ui.language import Interaction
from bot.interface.ui.markup import plain
from bot.interface.ui.request_errors import REQUEST_ERRORS
from bot.model.drafts import Asked
from bot.model.rewriting import searched_again
from bot.model.writer import Writer
from bot.storage.model_choices import ModelChoices
from bot.texts import Language, Text

__all__ = ["Edit", "Sentences", "interaction_edit", "message_edit"]

_log = logging.getLogger(__name__)

Edit = Callable[[Layout], Awaitable[object]]

# Discord allows five edits in five seconds for all messages of a channel.
_BETWEEN_EDITS = 1.0
_AT_ONCE = 8
_UNITS = 500

_MARK = Text(
    "-# ✍️ Written by a language model; each sentence was checked against the quotes below.",
    "-# ✍️ 언어 모델이 쓴 문장입니다. 문장마다 아래 인용문과 대조했습니다.",
)


class Sentences(commands.Cog):
    """Let a model write about answers that are already there; whatever fails, they stay as they are."""

    def __init__(self, writer: Writer, choices: ModelChoices) -> None:
        self._writer = writer
        self._choices = choices
        self._tasks: dict[int, asyncio.Task[None]] = {}

    async def cog_load(self) -> None:
        """Import the client before the first question."""
        await self._writer.open()

    async def cog_unload(self) -> None:
        """Stop writing."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)
        await self._writer.close()

    def begin(self, key: int, shown: Layout, edit: Edit, asked: Asked) -> None:
        """Write about an answer in the background.

        `key` is the message, or the interaction that it answers, `edit` changes it from what is `shown`.
        """
        if len(self._tasks) >= _AT_ONCE or key in self._tasks:
            return
        task = asyncio.create_task(self._written(shown, edit, asked), name="sentences")
        self._tasks[key] = task
        task.add_done_callback(lambda _: self._tasks.pop(key, None))

    async def again(
        self,
        typed: str,
        reply: Reply,
        service: QueryService,
        run: Run,
        key: tuple[int | None, int],
        guild_id: int | None,
    ) -> Reply | None:
        """Return what is found where a model puts a request that found nothing into other words, None if nothing."""
        user_id = key[1]
        if reply.status != "not_found" or any(await self._choices.off(guild_id, user_id)):
            return None
        return await searched_again(self._writer, typed, reply, service, run, key, user_id, guild_id)

    @commands.Cog.listener("on_interaction")
    async def leave(self, interaction: Interaction) -> None:
        """Write no more into a message that somebody uses: it may be about to show something else."""
        message = interaction.message
        if message is None:
            return
        origin = message.interaction_metadata
        for key in (message.id, origin.id if origin else None):
            if key is not None and (task := self._tasks.get(key)) is not None:
                task.cancel()

    async def _written(self, shown: Layout, edit: Edit, asked: Asked) -> None:
        try:
            if not any(await self._choices.off(asked.guild_id, asked.user_id)):
                shown = await self._write(shown, edit, asked)
                await self._translate(shown, edit, asked)
        except (*REQUEST_ERRORS, StoreError) as error:
            _log.info("sentences could not be shown: %s", error)
        except Exception:
            _log.exception("sentences could not be written")

    async def _write(self, shown: Layout, edit: Edit, asked: Asked) -> Layout:
        """Show what is written, sentence by sentence; return what is shown then."""
        clock = asyncio.get_running_loop().time
        texts: list[str] = []
        due, put = 0.0, 0
        async with aclosing(self._writer.sentences(asked)) as sentences:
            async for sentence in sentences:
                texts.append(plain(asked.labelled(sentence), _UNITS))
                if clock() >= due:
                    shown, put = await _put(shown, edit, texts, asked.language), len(texts)
                    due = clock() + _BETWEEN_EDITS
        if put < len(texts):
            await asyncio.sleep(max(due - clock(), 0.0))
            shown = await _put(shown, edit, texts, asked.language)
        return shown

    async def _translate(self, shown: Layout, edit: Edit, asked: Asked) -> None:
        """Put translations below the quotes that are in another language."""
        found = await self._writer.translations(asked)
        if found and put_below(shown, found, asked.language):
            await asyncio.sleep(_BETWEEN_EDITS)
            await edit(shown)


async def _put(shown: Layout, edit: Edit, texts: list[str], language: Language) -> Layout:
    """Show the first of some sentences that there is room for; return what is shown then."""
    for count in range(len(texts), 0, -1):
        card = shown.headed("\n".join([*texts[:count], _MARK.in_(language)]))
        if card is not None:
            await edit(card)
            return card
    return shown


def interaction_edit(interaction: Interaction) -> Edit:
    """Return what edits the answer to an interaction."""

    async def edit(card: Layout) -> None:
        await interaction.edit_original_response(view=card)

    return edit


def message_edit(message: discord.Message) -> Edit:
    """Return what edits a message of the bot."""

    async def edit(card: Layout) -> None:
        await message.edit(view=card, allowed_mentions=discord.AllowedMentions.none())

    return edit

"""Error reporting for commands, buttons and everything else."""

from __future__ import annotations

import logging
import math
import secrets
import traceback

import aiohttp
import discord
from discord import app_commands

from bot.errors import DatabaseFileError, StoreError, UserError
from bot.interface.ui.autocomplete import ReplacedError
from bot.interface.ui.defer import end_thinking
from bot.interface.ui.language import Interaction, language_for
from bot.interface.ui.markup import plain
from bot.interface.ui.permissions import permission_names
from bot.interface.ui.request_errors import REQUEST_ERRORS
from bot.operating.activities import note_outcome
from bot.texts import Text

__all__ = ["explained", "report", "report_suggestion"]

_log = logging.getLogger(__name__)

# Unknown interaction, unknown webhook, invalid webhook token: the person's client no longer waits.
_GONE = frozenset({10062, 10015, 50027})

# The message to edit was deleted.
_UNKNOWN_MESSAGE = 10008

# Temporary failures of Discord or the network.
_PASSING = (discord.DiscordServerError, discord.RateLimited, aiohttp.ClientError, ConnectionError, TimeoutError)

_DEFECT = Text(
    "Something went wrong on my side. If it happens again, please report it with the reference {reference}.",
    "봇에서 문제가 발생했습니다. 다시 발생하면 참조 번호 {reference}와(과) 함께 알려 주세요.",
)
_NO_DATABASE = Text(
    "The bot cannot use its database just now. Please try again in a few minutes; if it goes on, tell the person who "
    "runs the bot the reference {reference}.",
    "지금은 봇이 데이터베이스를 사용할 수 없습니다. 몇 분 뒤에 다시 시도해 주세요. 계속되면 봇을 운영하는 사람에게 "
    "참조 번호 {reference}을(를) 알려 주세요.",
)
_CONVERSION = Text(
    "I cannot use “{value}” there. Please pick one of the suggestions or type it differently.",
    "“{value}”은(는) 사용할 수 없는 값입니다. 제안 중에서 고르거나 다르게 입력해 주세요.",
)
_CHANNEL = Text(
    "I cannot see that channel. Please let me view it (View Channel) or pick another one.",
    "해당 채널을 볼 수 없습니다. 봇에게 채널 보기 권한을 주거나 다른 채널을 골라 주세요.",
)
_COOLDOWN = Text("Please try again in {seconds} s.", "{seconds}초 뒤에 다시 시도해 주세요.")
_MISSING = Text(
    "You need this permission for that: {permissions}.", "다음 권한이 있어야 사용할 수 있습니다: {permissions}."
)
_BOT_MISSING = Text(
    "I lack permissions for that: {permissions}. Somebody who manages the server can grant them to me under "
    "Edit Channel → Permissions.",
    "봇에 다음 권한이 필요합니다: {permissions}. 서버를 관리하는 사람이 채널 편집 → 권한에서 봇에게 줄 수 있습니다.",
)
_SERVER_ONLY = Text("This works in a server only.", "서버에서만 사용할 수 있습니다.")
_REFUSED = Text("You may not use that here.", "여기에서는 사용할 수 없습니다.")
_OUTDATED = Text(
    "This command has just changed. Please restart Discord or try again in a few minutes.",
    "이 명령이 방금 바뀌었습니다. Discord를 다시 시작하거나 몇 분 뒤에 다시 시도해 주세요.",
)
_DELETED = Text(
    "That message was deleted, so it cannot be changed any more. Please run the command again.",
    "메시지가 삭제되어 더 이상 바꿀 수 없습니다. 명령을 다시 실행해 주세요.",
)
_STUMBLED = Text(
    "Discord did not answer me just now. Please try again in a moment.",
    "Discord가 잠시 응답하지 않았습니다. 잠시 뒤에 다시 시도해 주세요.",
)

_FIXED: tuple[tuple[type[Exception], Text], ...] = (
    (app_commands.NoPrivateMessage, _SERVER_ONLY),
    (app_commands.CheckFailure, _REFUSED),
    (app_commands.CommandNotFound, _OUTDATED),
    (app_commands.CommandSignatureMismatch, _OUTDATED),
    *((kind, _STUMBLED) for kind in _PASSING),
)


async def report(interaction: Interaction, error: Exception) -> None:
    """Report `error` privately, in any state of the interaction; log it if it is a bug."""
    cause = _cause(error)
    if isinstance(cause, discord.HTTPException) and cause.code in _GONE:
        note_outcome("stumbled")
        _log.warning("the interaction %s (%s) was gone before it was answered", interaction.id, _name(interaction))
        return
    if isinstance(cause, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
        _log.warning("Discord knows another version of the commands than this program: %s", cause)
    elif isinstance(cause, _PASSING):
        _log.warning("Discord failed during %s: %r", _name(interaction), cause)
    text = explained(cause, _name(interaction))
    try:
        await _answer(interaction, text)
    except Exception:
        # The interaction itself may be broken, and the caller has no other way to report.
        _log.exception("the interaction %s (%s) cannot be answered", interaction.id, _name(interaction))


def report_suggestion(interaction: Interaction, error: Exception) -> None:
    """Log in one line why nothing was suggested; the next letter asks again, so the person is not told."""
    if isinstance(error, ReplacedError):
        note_outcome("refused")
        return
    if isinstance(error, discord.HTTPException) and error.code in _GONE:
        note_outcome("stumbled")
        _log.warning("suggestions for %s came too late", _name(interaction))
        return
    # An error message may contain user text; its type and location do not.
    frame = traceback.extract_tb(error.__traceback__)[-1:]
    place = ", ".join(f"{one.name} in {one.filename.rpartition('/')[2]}:{one.lineno}" for one in frame)
    if isinstance(error, (discord.HTTPException, *_PASSING)):
        note_outcome("stumbled")
        _log.warning("suggestions for %s failed: %s at %s", _name(interaction), type(error).__name__, place)
    else:
        note_outcome("failed")
        _log.error("suggestions for %s failed: %s at %s", _name(interaction), type(error).__name__, place)


def explained(error: Exception, failed: str) -> Text:
    """Return the sentence, as markdown, for `error`.

    A bug or an unusable database file is logged as `failed`, under a reference.
    """
    text = _explain(error)
    if text is None:
        reference = secrets.token_hex(4)
        note_outcome("failed", reference)
        _log.error("reference %s: %s failed", reference, failed, exc_info=error)
        return (_NO_DATABASE if isinstance(error, DatabaseFileError) else _DEFECT).fill(reference=reference)
    if isinstance(error, StoreError):
        _log.warning("%s was not done: %s", failed, error)
    note_outcome("stumbled" if isinstance(error, _PASSING) else "refused")
    return text


def _cause(error: Exception) -> Exception:
    """Unwrap an exception of a handler or converter from discord.py's wrapper."""
    if isinstance(error, app_commands.CommandInvokeError):
        return error.original
    if isinstance(error, app_commands.TransformerError) and isinstance(error.__cause__, Exception):
        return error.__cause__
    return error


def _explain(error: Exception) -> Text | None:
    """Return the sentence for `error`, None if only the operator may see the details."""
    match error:
        case UserError() if not isinstance(error, DatabaseFileError):
            return Text(plain(error.text.en, 1900), plain(error.text.ko, 1900))
        case discord.NotFound(code=code) if code == _UNKNOWN_MESSAGE:
            return _DELETED
        case app_commands.TransformerError():
            is_channel = error.type is discord.AppCommandOptionType.channel
            return _CHANNEL if is_channel else _CONVERSION.fill(value=plain(str(error.value), 100))
        case app_commands.CommandOnCooldown():
            return _COOLDOWN.fill(seconds=math.ceil(error.retry_after))
        case app_commands.MissingPermissions() | app_commands.BotMissingPermissions():
            who = _MISSING if isinstance(error, app_commands.MissingPermissions) else _BOT_MISSING
            return _permissions(who, error.missing_permissions)
        case _:
            return next((text for kind, text in _FIXED if isinstance(error, kind)), None)


def _permissions(text: Text, missing: list[str]) -> Text:
    names = permission_names(missing)
    return Text(text.en.format(permissions=names.en), text.ko.format(permissions=names.ko))


async def _answer(interaction: Interaction, text: Text) -> None:
    if interaction.is_expired():
        _log.warning("the interaction %s (%s) expired before it was answered", interaction.id, _name(interaction))
        return
    sentence = text.in_(language_for(interaction))
    try:
        if interaction.type is discord.InteractionType.autocomplete:
            if not interaction.response.is_done():
                await interaction.response.autocomplete([])
        elif interaction.response.is_done():
            await end_thinking(interaction)
            await interaction.followup.send(sentence, ephemeral=True)
        else:
            await interaction.response.send_message(sentence, ephemeral=True)
    except REQUEST_ERRORS as failure:
        _log.warning("the interaction %s (%s) could not be answered: %s", interaction.id, _name(interaction), failure)


def _name(interaction: Interaction) -> str:
    try:
        command = interaction.command
    except Exception:
        # discord.py reads it from the payload, and a damaged one may be what is reported.
        command = None
    return interaction.type.name if command is None else f"/{command.qualified_name}"

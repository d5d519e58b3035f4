"""Length limits of command texts, checked here too because only Discord's own client enforces them."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.errors import InputError
from bot.interface.ui.language import Interaction
from bot.interface.ui.translations import korean
from bot.texts import Text

__all__ = [
    "Day",
    "Days",
    "FolderName",
    "Name",
    "Named",
    "Note",
    "Query",
    "Question",
    "ShortNote",
    "Time",
    "Topic",
    "Topics",
    "Zone",
    "require_lengths",
]

# Limits by kind of text.
Question = app_commands.Range[str, 1, 1_000]
Query = app_commands.Range[str, 1, 300]
Named = app_commands.Range[str, 1, 300]
Name = app_commands.Range[str, 1, 100]
Topic = app_commands.Range[str, 1, 100]
FolderName = app_commands.Range[str, 1, 50]
Note = app_commands.Range[str, 1, 500]
ShortNote = app_commands.Range[str, 1, 200]
Topics = app_commands.Range[str, 1, 400]
Day = app_commands.Range[str, 1, 40]
Days = app_commands.Range[str, 1, 100]
Time = app_commands.Range[str, 1, 20]
Zone = app_commands.Range[str, 1, 60]

_TOO_LONG = Text(
    "“{option}” may have at most {most:,} characters, and this one has {count:,}.",
    "“{option}”은(는) {most:,}자까지 쓸 수 있습니다. 입력하신 내용은 {count:,}자입니다.",
)


def require_lengths(interaction: Interaction) -> None:
    """Raise InputError for a text longer than its option allows."""
    command = interaction.command
    if not isinstance(command, app_commands.Command):
        return
    given = vars(interaction.namespace)
    for option in command.parameters:
        typed, most = given.get(option.display_name), option.max_value
        if option.type is not discord.AppCommandOptionType.string or most is None or not isinstance(typed, str):
            continue
        if len(typed) > most:
            named = Text(option.display_name, korean(option.display_name) or option.display_name)
            raise InputError(_TOO_LONG.fill(option=named, count=len(typed), most=int(most)))

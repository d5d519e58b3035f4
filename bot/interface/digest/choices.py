"""The fixed choices of /digest set, as Discord lists them."""

from __future__ import annotations

from discord import app_commands

from bot.digest.times import weekday_text

__all__ = ["EVERY", "FIRST_DAY", "LANGUAGES", "OTHERWISE", "THREADS", "WEEKDAYS", "WHEN"]

# In the place of a weekday: a monthly post on the first day of the month.
FIRST_DAY = "first"

EVERY = [
    app_commands.Choice(name="Every day", value="day"),
    app_commands.Choice(name="Every week, the best of the past seven days", value="week"),
    app_commands.Choice(name="Every month, the best of the month", value="month"),
    app_commands.Choice(name="Every day, and a review each week", value="day-week"),
    app_commands.Choice(name="Every day, and a review each month", value="day-month"),
]
WEEKDAYS = [
    *(app_commands.Choice(name=weekday_text(day).en, value=str(day)) for day in range(7)),
    app_commands.Choice(name="The first day of the month", value=FIRST_DAY),
]

OTHERWISE = [
    app_commands.Choice(name="Post nothing", value="nothing"),
    app_commands.Choice(name="Post highlights of the archive", value="highlights"),
]
WHEN = [
    app_commands.Choice(name="Complete days", value="complete"),
    app_commands.Choice(name="The newest list as it is", value="newest"),
]
THREADS = [
    app_commands.Choice(name="No threads", value="none"),
    app_commands.Choice(name="One for each post", value="post"),
    app_commands.Choice(name="One for each paper, announced in the channel", value="papers"),
]
LANGUAGES = [app_commands.Choice(name="English", value="en"), app_commands.Choice(name="Korean", value="ko")]

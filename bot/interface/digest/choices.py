"""The fixed choices of /digest set, as Discord lists them."""

from __future__ import annotations

from discord import app_commands

__all__ = ["LANGUAGES", "OTHERWISE", "THREADS", "WHEN"]

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

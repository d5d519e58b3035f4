"""The command `chat`: the terminal chat with everything that it needs."""

from __future__ import annotations

from bot.console.chat import chat
from bot.console.elsewhere import Elsewhere
from bot.console.output import output_console
from bot.console.session import Session, with_session
from bot.console.writing import opened_writer
from bot.settings import Settings

__all__ = ["chat_here"]


def chat_here(settings: Settings) -> None:
    """Talk in this terminal until the input ends."""
    history = settings.place.parent / "chat_history"

    async def talk(session: Session) -> None:
        async with opened_writer(settings) as writer:
            elsewhere = Elsewhere.of(settings)
            await chat(session.library, settings.now, settings.language, output_console(), history, writer, elsewhere)

    with_session(settings, talk)

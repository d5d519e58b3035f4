"""What the daily post asks of whoever speaks to Discord, and what may go wrong there."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, Protocol

from bot.digest.post import DigestPost
from bot.storage.digests.values import Subscription
from bot.texts import Text

__all__ = ["CannotPostError", "Failure", "Notifier", "Poster"]

Failure = Literal["forbidden", "gone", "passing"]


class CannotPostError(Exception):
    """Say why a channel cannot be posted to or read.

    `forbidden` is for people to mend, a channel that is `gone` never comes back, and what is `passing` mends itself.
    What is `unanswered` may be so for every channel: Discord cannot be reached, or fails itself.
    """

    def __init__(self, reason: Text, kind: Failure = "passing", *, unanswered: bool = False) -> None:
        super().__init__(reason.en)
        self.reason = reason
        self.kind: Failure = kind
        self.unanswered = unanswered


class Poster(Protocol):
    """Send posts and find them again. Every method raises CannotPostError."""

    async def send(self, post: DigestPost) -> int:
        """Send `post` with its nonce and return the message's id."""
        ...

    async def find(self, post: DigestPost, since: datetime) -> int | None:
        """Return the id of the bot's own message with the post's marker sent after `since`, or None."""
        ...

    async def open_threads(self, post: DigestPost, message_id: int) -> int | None:
        """Open the threads that `post` asks for and return the id of the post's own, or None.

        Asked again where it is not known whether they were opened, it opens none twice.
        """
        ...


class Notifier(Protocol):
    """Tell the people of a server about its daily post."""

    async def notify(self, subscription: Subscription, text: Text) -> None:
        """Tell whoever set it up, or the channel chosen for notices; may raise anything."""
        ...

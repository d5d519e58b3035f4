"""The two sources of single papers, each with its turns: whatever in the bot asks them shares one of these."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager

from pydantic import SecretStr
from yarl import URL

from bot.feed.arxiv import ArxivClient, arxiv_client
from bot.feed.client import FeedClient, Pace, feed_client
from bot.feed.turns import ARXIV_TURNS, HUB_TURNS, Turns
from bot.settings import Settings

__all__ = ["Sources", "sources_of"]


class Sources:
    """Give clients of the feed's source and of arXiv, at their addresses; `token` is for the first only."""

    def __init__(
        self,
        feed_url: str,
        token: SecretStr | None,
        arxiv_url: str,
        feed_turns: Turns | None = None,
        arxiv_turns: Turns | None = None,
    ) -> None:
        self._feed_url = feed_url
        self._token = token
        self._arxiv_url = arxiv_url
        self._feed_turns = feed_turns or Turns(*HUB_TURNS)
        self._arxiv_turns = arxiv_turns or Turns(*ARXIV_TURNS)

    @property
    def feed_host(self) -> str:
        """The host of the feed's source, to name it to people."""
        return URL(self._feed_url).host or self._feed_url

    def feed(self, pace: Pace | None = None) -> AbstractAsyncContextManager[FeedClient]:
        """Return a client of the feed's source; raises SettingsError on entry for a token that is none."""
        return feed_client(self._feed_url, self._token, pace, self._feed_turns)

    def arxiv(self, pace: Pace | None = None) -> AbstractAsyncContextManager[ArxivClient]:
        """Return a client of arXiv."""
        return arxiv_client(self._arxiv_url, self._arxiv_turns, pace)


def sources_of(settings: Settings) -> Sources | None:
    """Return where single papers are asked for, None where the feed is off."""
    if settings.feed == "off":
        return None
    return Sources(settings.feed_url, settings.feed_token, settings.arxiv_url)

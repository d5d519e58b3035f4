"""The connection to a language model in OpenAI's form; the only user of the `openai` client, imported when needed."""

# ruff: noqa: PLC0415

from __future__ import annotations

import asyncio
import importlib.util
from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from bot.model.faults import ModelError
from bot.settings import Settings

if TYPE_CHECKING:
    from openai import AsyncOpenAI, AsyncStream
    from openai.types.chat import ChatCompletionChunk, ChatCompletionMessageParam

__all__ = ["Limits", "Message", "ModelClient", "client_of", "is_installed"]

# A server on this machine may want none, but the client sends one.
_NO_KEY = "none"
_MOST_TOKENS = 400


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a prompt."""

    role: Literal["system", "user"]
    text: str


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds until the first words, and until the last; the client's own are ten minutes and two retries."""

    first: float = 8.0
    whole: float = 20.0


def client_of(settings: Settings, limits: Limits | None = None) -> ModelClient | None:
    """Return the client of the model that is set, None where none is."""
    if settings.model_url is None or settings.model is None:
        return None
    key = settings.model_key
    return ModelClient(settings.model_url, settings.model, key.get_secret_value() if key else None, limits)


def is_installed() -> bool:
    """Tell whether the extra `model` is there."""
    return importlib.util.find_spec("openai") is not None


class ModelClient:
    """Ask the model called `name` at `url`; every failure is a ModelError, and nothing is tried twice."""

    def __init__(self, url: str, name: str, key: str | None = None, limits: Limits | None = None) -> None:
        self.name = name
        self._url, self._key = url.rstrip("/"), key
        self._limits = limits or Limits()
        self._client: AsyncOpenAI | None = None
        self._opening = asyncio.Lock()

    async def open(self) -> None:
        """Import and set up the client, in a thread; raises ModelError where it is not installed."""
        async with self._opening:
            if self._client is None:
                try:
                    self._client = await asyncio.to_thread(_connected, self._url, self._key, self._limits.whole)
                except ImportError as error:
                    raise ModelError("missing", str(error)) from None

    async def close(self) -> None:
        """Close the connections."""
        client, self._client = self._client, None
        if client is not None:
            await client.close()

    async def stream(self, messages: Sequence[Message], most_tokens: int = _MOST_TOKENS) -> AsyncGenerator[str]:
        """Yield the answer as it is written; raises ModelError. Close the generator to stop early."""
        await self.open()
        clock = asyncio.get_running_loop().time
        began = clock()
        last, due = began + self._limits.whole, began + min(self._limits.first, self._limits.whole)
        stream = await self._within(due, lambda client: _begun(client, self.name, messages, most_tokens))
        try:
            while True:
                text = await self._within(due, lambda _: _next_text(stream))
                if text is None:
                    return
                if text:
                    due = last
                    yield text
        finally:
            await stream.close()

    async def _within(self, due: float, work: Callable[[AsyncOpenAI], Any]) -> Any:
        client = self._client
        if client is None:
            raise ModelError("unreachable", "closed")
        try:
            async with asyncio.timeout_at(due):
                return await work(client)
        except Exception as error:
            raise _fault(error) from error


def _connected(url: str, key: str | None, seconds: float) -> AsyncOpenAI:
    from openai import AsyncOpenAI, DefaultAsyncHttpxClient

    # Nothing is read from variables of the environment, and no address is followed that is not the one given.
    client = DefaultAsyncHttpxClient(trust_env=False, follow_redirects=False)
    opened = AsyncOpenAI(
        api_key=key or _NO_KEY,
        base_url=url,
        organization="",
        project="",
        timeout=seconds,
        max_retries=0,
        http_client=client,
    )
    opened.organization = opened.project = None
    return opened


async def _begun(
    client: AsyncOpenAI, name: str, messages: Sequence[Message], most_tokens: int
) -> AsyncStream[ChatCompletionChunk]:
    sent: list[ChatCompletionMessageParam] = [
        {"role": "system", "content": one.text} if one.role == "system" else {"role": "user", "content": one.text}
        for one in messages
    ]
    return await client.chat.completions.create(
        model=name, messages=sent, stream=True, max_tokens=most_tokens, temperature=0
    )


async def _next_text(stream: AsyncStream[ChatCompletionChunk]) -> str | None:
    """Return the text of the next piece, empty if it has none, None at the end."""
    chunk = await anext(stream, None)
    if chunk is None:
        return None
    # Servers that only resemble OpenAI's put anything there; the client does not check it.
    choices: Any = chunk.choices or ()
    text = choices[0].delta.content if choices and choices[0].delta else None
    return text if isinstance(text, str) else ""


def _fault(error: Exception) -> ModelError:
    """Return a failure by its kind; anything unknown is an answer that makes no sense."""
    import openai

    reason = f"{type(error).__name__}: {error}"
    if isinstance(error, (TimeoutError, openai.APITimeoutError)):
        return ModelError("slow", type(error).__name__)
    if isinstance(error, openai.RateLimitError):
        return ModelError("busy", reason)
    if isinstance(error, openai.APIStatusError):
        return ModelError("refused", reason)
    if isinstance(error, openai.APIConnectionError):
        return ModelError("unreachable", f"{error.__cause__ or error}")
    return ModelError("nonsense", reason)

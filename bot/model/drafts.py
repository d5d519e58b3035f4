"""What a model writes over quotes, sentence by sentence, each with the verdict of the check."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Hashable
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from bot.answers.reply import Reply, numbered
from bot.model.check import Check, Verdict
from bot.model.client import ModelClient
from bot.model.pieces import Pieces
from bot.model.prompt import MOST_SENTENCES, answer_prompt, translation_prompt
from bot.model.quotes import NumberedQuote, Sentence, numbered_quotes
from bot.search.corpus import Corpus
from bot.search.glossary import Glossary
from bot.texts import Language, language_of

__all__ = ["Asked", "Draft", "asked_of", "drafts", "translation_of"]

# Text without an end is read no further than some paragraphs.
_MOST_CHARACTERS = 4_000
_MOST_TRANSLATED = 3
_SENTENCES_OF_QUOTE = 4


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the quotes that answer it, and who asks: a person, on a server or not.

    `places` are the numbers under which the reply displays its papers. A `translation` asks nothing: the quotes
    themselves are to be put into the language.
    """

    question: str
    quotes: tuple[NumberedQuote, ...]
    language: Language
    revision: int
    glossary: Glossary
    user_id: int = 0
    guild_id: int | None = None
    places: tuple[tuple[str, int], ...] = ()
    task: Literal["answer", "translation"] = "answer"

    @property
    def most_sentences(self) -> int:
        """How many sentences are wanted."""
        return MOST_SENTENCES if self.task == "answer" else _SENTENCES_OF_QUOTE * len(self.quotes)

    def labelled(self, sentence: Sentence) -> str:
        """Return a sentence with the number of its paper, where the reply displays several."""
        places = dict(self.places)
        return f"{sentence.text} ({places[sentence.arxiv_id]})" if len(places) > 1 else sentence.text

    @property
    def key(self) -> Hashable:
        """What the answer depends on."""
        return self.task, self.revision, self.language, " ".join(self.question.split()).lower(), self.quotes


def asked_of(
    question: str, reply: Reply, corpus: Corpus, user_id: int = 0, guild_id: int | None = None
) -> Asked | None:
    """Return what a model is asked about a reply, None where the reply has no quotes."""
    quotes = numbered_quotes(reply)
    if not quotes:
        return None
    places = tuple((hit.paper.arxiv_id, number) for number, hit in numbered(reply))
    return Asked(question, quotes, reply.language, corpus.generation, corpus.glossary, user_id, guild_id, places)


def translation_of(asked: Asked) -> Asked | None:
    """Return the same with its first quotes in another language to be translated, None where there are none.

    Quotes in Korean are translated for who asks in English.
    """
    if asked.language != "en":
        return None
    foreign = tuple(quote for quote in asked.quotes if language_of(quote.text) == "ko")[:_MOST_TRANSLATED]
    return replace(asked, question="", quotes=foreign, task="translation") if foreign else None


class Draft(NamedTuple):
    """A sentence as the model wrote it, and whether it may be shown."""

    text: str
    verdict: Verdict


async def drafts(client: ModelClient, asked: Asked) -> AsyncGenerator[Draft]:
    """Yield what the model writes, each sentence as soon as it is whole; raises ModelError."""
    check = Check(asked.quotes, asked.language, asked.glossary)
    if asked.task == "answer":
        prompt = answer_prompt(asked.question, asked.quotes, asked.language)
    else:
        prompt = translation_prompt(asked.quotes, asked.language)
    async with aclosing(client.stream(prompt)) as stream, aclosing(_sentences(stream)) as sentences:
        async for whole in sentences:
            yield Draft(whole, await asyncio.to_thread(check, whole))


async def _sentences(stream: AsyncGenerator[str]) -> AsyncGenerator[str]:
    pieces, read = Pieces(), 0
    async for text in stream:
        for whole in pieces.take(text):
            yield whole
        read += len(text)
        if read > _MOST_CHARACTERS:
            return
    for whole in pieces.rest():
        yield whole

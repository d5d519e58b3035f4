"""The annotated messages, and how the rules read them on corpora of different sizes."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

from bot.answers.understand.act_features import is_korean
from bot.answers.understand.act_model import Label
from bot.answers.understand.door import at_the_door
from bot.answers.understand.ruled import Ruled, by_rules
from bot.corpus.loader import read_folder
from bot.corpus.paper import Listing, Paper, Section
from bot.search.corpus import Corpus
from bot.search.glossary import Glossary
from bot.search.glossary_file import read_glossary

__all__ = ["ROOT", "WRITERS", "Example", "Message", "corpus_of", "load_messages", "read_all", "rotated", "with_names"]

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
WRITERS = (1, 2, 3, 4, 5, 6, 7, 8)
_TODAY = date(2025, 2, 6)
_SWAPPED = ("topic", "paper", "person")
# Names of works that the made-up papers bear: not all, so that unknown ones stay; a title is no longer than this.
_NAMED_SHARE = 0.6
_NAME_WORDS = 3
_NAME_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Message:
    """Hold a message, who wrote it, the act it asks for, and its annotated pieces in order."""

    writer: int
    text: str
    act: Label
    spans: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Example:
    """Hold a message as the rules read it, and the annotated type of each word ("" for none)."""

    message: Message
    reading: Ruled
    types: tuple[str, ...]


def load_messages() -> list[Message]:
    """Return the annotated messages, as they are behind the door."""
    rows = [json.loads(line) for line in (HERE / "messages.jsonl").read_text("utf-8").splitlines()]
    return [
        Message(
            row["writer"], at_the_door(row["text"]), row["act"], tuple((t, at_the_door(s)) for t, s in row["spans"])
        )
        for row in rows
    ]


@cache
def _glossary() -> Glossary:
    return read_glossary(ROOT / "config" / "glossary.tsv")[0]


def corpus_of(folder: Path, more: Iterable[Paper] = ()) -> Corpus:
    """Return the corpus of a folder of listings and of `more` papers."""
    return Corpus([*read_folder(folder, {}).papers.values(), *more], 1, _glossary())


def with_names(messages: Sequence[Message], random: Random) -> Corpus:
    """Return the seeds' corpus and made-up papers with the names, people and topics of the messages.

    The seeds hold few of the works that people ask for; where a corpus holds many, messages are read differently.
    """
    names, people, topics = (
        sorted({typed for message in messages for kind, typed in message.spans if kind == wanted})
        for wanted in ("paper", "person", "topic")
    )
    names = [
        name for name in names if len(name.split()) <= _NAME_WORDS and len(name) < _NAME_LENGTH and "." not in name
    ]
    papers: list[Paper] = []
    for number, name in enumerate(random.sample(names, int(len(names) * _NAMED_SHARE))):
        title, *told = random.sample(topics, 4)
        papers.append(
            Paper(
                f"2501.{20000 + number}",
                f"{name if name != name.lower() else name.title()}: {title}",
                tuple(person.title() for person in random.sample(people, 2)),
                (Section(None, ". ".join(told)),),
                (Listing(date(2025, 1, 1 + number % 30), number % 40, number % 10 + 1, "made-up.txt"),),
            )
        )
    return corpus_of(ROOT / "seeds", papers)


def rotated(messages: Sequence[Message], random: Random) -> list[Message]:
    """Return the messages that name something, each with topics, works and people of others of its writer."""
    pools: defaultdict[tuple[int, str, bool], list[str]] = defaultdict(list)
    for message in messages:
        for kind, typed in message.spans:
            pools[message.writer, kind, is_korean(typed)].append(typed)
    return [
        _swapped(message, pools, random) for message in messages if any(kind in _SWAPPED for kind, _ in message.spans)
    ]


def _swapped(message: Message, pools: Mapping[tuple[int, str, bool], Sequence[str]], random: Random) -> Message:
    parts: list[str] = []
    spans: list[tuple[str, str]] = []
    end = 0
    for kind, typed in message.spans:
        start = message.text.find(typed, end)
        if start < 0:
            return message
        put = random.choice(pools[message.writer, kind, is_korean(typed)]) if kind in _SWAPPED else typed
        parts += [message.text[end:start], put]
        spans.append((kind, put))
        end = start + len(typed)
    return replace(message, text="".join([*parts, message.text[end:]]), spans=tuple(spans))


def read_all(messages: Iterable[Message], corpus: Corpus) -> list[Example]:
    """Return how the rules read each message on a corpus."""
    found: list[Example] = []
    for message in messages:
        reading = by_rules(message.text, corpus, _TODAY)
        found.append(Example(message, reading, _types(message, reading)))
    return found


def _types(message: Message, reading: Ruled) -> tuple[str, ...]:
    """Return the type of the annotated piece that each word touches; what says a topic wins."""
    places: list[tuple[int, int, str]] = []
    end = 0
    for kind, typed in message.spans:
        start = message.text.find(typed, end)
        start = start if start >= 0 else message.text.find(typed)
        if start >= 0:
            end = start + len(typed)
            places.append((start, end, kind))
    first = ("topic", "paper", "without", "asked")
    order = {kind: number for number, kind in enumerate(first)}
    return tuple(
        min(
            (kind for start, end, kind in places if start < word.end and word.start < end),
            key=lambda kind: order.get(kind, len(first)),
            default="",
        )
        for word in reading.words
    )

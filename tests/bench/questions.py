"""The questions of the bench: those of the quality set, and the same with a word more that few papers have."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass

from bot.search.glossary import Glossary
from tests.bench.corpora import ROOT, Recombined

__all__ = ["Question", "asked", "questions"]


@dataclass(frozen=True, slots=True)
class Question:
    """Hold the tokens of a question, and whether a rare word is among them."""

    tokens: tuple[str, ...]
    rare: bool


def asked() -> list[str]:
    """Return the questions of the quality set."""
    lines = (ROOT / "tests" / "quality" / "questions.dev.jsonl").read_text("utf-8").splitlines()
    return [str(json.loads(line)["question"]) for line in lines]


def questions(corpus: Recombined, glossary: Glossary) -> list[Question]:
    """Return every question, and every second one with an invented word of some paper too, shuffled.

    Nobody has asked for an invented word of the seeds: there are none.
    """
    plain = [tuple(glossary.tokens(text)) for text in asked()]
    rare = zip(plain[::2], corpus.rare_words(len(plain[::2])), strict=False)
    found = [Question(tokens, rare=False) for tokens in plain]
    found += [Question((*tokens, word), rare=True) for tokens, word in rare]
    random.Random(1).shuffle(found)
    return found

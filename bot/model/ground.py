"""What quotes carry: their words, names, numbers and claims, looked up by the check."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from bot.model.claims import claims_of
from bot.model.figures import Figure, carried, figures_of, without_figures
from bot.normal import normal
from bot.search.analysis import normalise, words
from bot.search.glossary import Glossary
from bot.search.sentences import split_sentences

__all__ = ["Ground", "ground_of", "opening", "topics", "whole_names", "without_names"]

# With a digit in it a name is one of a kind: GPT-4o, Qwen2.5-7B, A100. A number with its unit (7B, 10-fold) is none.
_NAME = re.compile(r"(?<![\w.])[A-Za-z][A-Za-z\d]*+(?:[-_.+/][A-Za-z\d]++)*+")
_DIGIT = re.compile(r"\d")
_JOINTS = re.compile(r"[-_/]")
_HANGUL = re.compile(r"[가-힣]+")


class GroundSentence(NamedTuple):
    """The tokens of a sentence that are no numbers, its numbers, and how often it makes which claim."""

    tokens: frozenset[str]
    figures: frozenset[Figure]
    claims: Counter[str]


@dataclass(frozen=True, slots=True)
class Ground:
    """What some quotes carry.

    `hangul` is all Korean text without gaps, `openings` how its words begin.
    """

    tokens: frozenset[str]
    names: frozenset[str]
    hangul: str
    openings: frozenset[str]
    characters: frozenset[str]
    sentences: tuple[GroundSentence, ...]

    def joined(self, other: Ground) -> Ground:
        """Return what both together carry."""
        return Ground(
            self.tokens | other.tokens,
            self.names | other.names,
            f"{self.hangul} {other.hangul}",
            self.openings | other.openings,
            self.characters | other.characters,
            self.sentences + other.sentences,
        )

    def nearest(self, tokens: frozenset[str]) -> list[GroundSentence]:
        """Return the two sentences that share most with these tokens, the nearest first."""
        return sorted(self.sentences, key=lambda one: -len(one.tokens & tokens))[:2]

    def states(self, figure: Figure, tokens: frozenset[str]) -> bool:
        """Tell whether a number stands in a sentence that is about some of these tokens."""
        return any(carried(figure, one.figures) and one.tokens & tokens for one in self.sentences)


def ground_of(text: str, title: str, glossary: Glossary) -> Ground:
    """Return what a quote carries: its title names things, and states neither numbers nor claims."""
    whole = f"{text}\n{title}"
    surfaces = [word.surface for word in words(whole)]
    korean = _HANGUL.findall(normalise(whole))
    sentences = tuple(
        GroundSentence(topics(one, glossary), frozenset(figures_of(without_names(one))), claims_of(one))
        for one in split_sentences(text)
    )
    return Ground(
        glossary.token_set(whole) | frozenset(surfaces),
        frozenset(_names_in(whole)),
        "".join(korean),
        frozenset(key for run in korean if (key := opening(run))),
        frozenset(whole),
        sentences,
    )


def topics(text: str, glossary: Glossary) -> frozenset[str]:
    """Return the tokens of a text that are no numbers."""
    plain = without_figures(without_names(text))
    return frozenset(token for token in glossary.tokens(plain) if not token[0].isdigit())


def _names_in(text: str) -> Iterator[str]:
    """Yield the names with digits, without joints, and of longer ones also their beginnings."""
    for name in _named(text):
        parts = re.split(r"([-_.+/])", normalise(name))
        for end in range(1, len(parts) + 1, 2):
            yield _squeezed("".join(parts[:end]))


def _squeezed(name: str) -> str:
    """Return a name as it is compared: `GPT-4o` and `gpt4o` are one."""
    return _JOINTS.sub("", normalise(name))


def without_names(text: str) -> str:
    """Return a text without its names that have digits, whose digits are no numbers."""
    return _NAME.sub(lambda match: " " if _DIGIT.search(match[0]) else match[0], text)


def whole_names(text: str) -> Iterable[str]:
    """Return the names with digits in a text, each as it is compared."""
    return map(_squeezed, _named(text))


def _named(text: str) -> Iterator[str]:
    return (match[0] for match in _NAME.finditer(text) if _DIGIT.search(match[0]))


def opening(word: str) -> str:
    """Return how an inflected Korean word begins: two syllables, the second without its final consonant."""
    if len(word) < 2:
        return ""
    return word[0] + "".join(normal("NFD", word[1])[:2])

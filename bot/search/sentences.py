"""Sentences of a summary, as verbatim pieces of its text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.corpus.paper import Paper
from bot.search.glossary import Glossary

__all__ = ["Sentence", "sentences_of", "split_sentences"]

# A full stop ends a sentence before white space, unless it belongs to an abbreviation or an initial.
_STOP = re.compile(r"(?<![.!?。])[.!?。]++[\"'”’)\]]*+(?=\s|$)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:et al|e\.g|i\.e|cf|vs|figs?|eqs?|sec|tab|no|dr|mr|ms|prof|approx|resp|st|jr|sr|inc|etc)|"
    r"(?<![\w가-힣])[A-Z])$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Hold a verbatim sentence of a summary, its section's heading, its tokens, and whether it opens the section."""

    text: str
    section: str | None
    tokens: frozenset[str]
    opens: bool


def sentences_of(terms: Glossary, paper: Paper) -> tuple[Sentence, ...]:
    """Return the sentences of a paper's summary in order, with the tokens of `terms`."""
    return tuple(
        Sentence(text, section.heading, terms.token_set(text), place == 0)
        for section in paper.sections
        for place, text in enumerate(split_sentences(section.text))
    )


def split_sentences(text: str) -> list[str]:
    """Split `text` at its line ends and full stops; every piece stands word for word in `text`."""
    pieces: list[str] = []
    for line in text.split("\n"):
        start = 0
        for stop in _STOP.finditer(line):
            if _ABBREVIATION.search(line[start : stop.start()]) and stop.end() < len(line):
                continue
            pieces.append(line[start : stop.end()].strip())
            start = stop.end()
        pieces.append(line[start:].strip())
    return [piece for piece in pieces if piece]

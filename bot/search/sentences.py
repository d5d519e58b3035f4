"""Sentences of a summary, as verbatim pieces of its text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.corpus.paper import Paper, Section
from bot.search.glossary import Glossary
from bot.texts import Language, language_of

__all__ = ["Sentence", "opening_section", "sentences_of", "split_sentences"]

# A full stop before white space ends a sentence, unless it belongs to an abbreviation or an initial.
_STOP = re.compile(r"(?<![.!?。])[.!?。]++[\"'”’)\]]*+(?=\s|$)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:et al|e\.g|i\.e|cf|vs|figs?|eqs?|secs?|tabs?|refs?|algs?|thm|no|dr|mr|ms|"
    r"prof|approx|resp|st|jr|sr|incl?|etc)|(?<![\w가-힣])[A-Z])$",
    re.IGNORECASE,
)
# These end sentences too: "yes or no. We …" and "in 3 s. We …" do, "No. 3" does not.
_MAY_END = re.compile(r"\b(?:no|etc)$|(?-i:(?<![\w.])[a-z]$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A verbatim sentence of a summary, its section's heading, its tokens, and whether it opens the section.

    `language` is that of the section: sentences of a Korean summary may be formulas and names without any Korean.
    """

    text: str
    section: str | None
    tokens: frozenset[str]
    opens: bool
    language: Language | None = None


def sentences_of(terms: Glossary, paper: Paper) -> tuple[Sentence, ...]:
    """Return the sentences of a paper's summary in order, with the tokens of `terms`."""
    return tuple(
        Sentence(text, section.heading, terms.token_set(text), place == 0, language)
        for section in paper.sections
        for language in (language_of(section.text),)
        for place, text in enumerate(split_sentences(section.text))
    )


def opening_section(paper: Paper, language: Language) -> Section | None:
    """Return the first section in a language, else the first section, None for a paper without sections."""
    own = (section for section in paper.sections if language_of(section.text) == language)
    return next(own, next(iter(paper.sections), None))


def split_sentences(text: str) -> list[str]:
    """Split `text` at line ends and full stops; every piece is verbatim."""
    pieces: list[str] = []
    for line in text.split("\n"):
        start = 0
        for stop in _STOP.finditer(line):
            if _is_abbreviation(line[start : stop.start()], line[stop.end() : stop.end() + 2]):
                continue
            pieces.append(line[start : stop.end()].strip())
            start = stop.end()
        pieces.append(line[start:].strip())
    return [piece for piece in pieces if piece]


def _is_abbreviation(before: str, behind: str) -> bool:
    """Tell whether a full stop between these belongs to an abbreviation; the text may end after it."""
    if not behind or not _ABBREVIATION.search(before):
        return False
    return not (_MAY_END.search(before) and behind.strip()[:1].isupper())

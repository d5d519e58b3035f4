"""The check: a sentence is shown only if the quotes that it cites carry all of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import reduce
from typing import Literal, NamedTuple

from bot.corpus.characters import visible
from bot.model.claims import NEGATION, claims_of
from bot.model.figures import figures_of, without_figures
from bot.model.ground import Ground, ground_of, opening, topics, whole_names, without_names
from bot.model.plain_words import PLAIN_KOREAN, is_plain
from bot.model.quotes import NumberedQuote, Sentence
from bot.search.analysis import Term, normalise, words
from bot.search.glossary import Glossary
from bot.texts import Language

__all__ = ["Check", "Reason", "Verdict"]

Reason = Literal["citation", "form", "language", "number", "name", "claim", "word", "thin"]

_CITATION = re.compile(r"(?<!\s)\s*+\[\s*+(\d{1,2}(?:\s*+,\s*+\d{1,2})*+)\s*+\]")
_SHORTEST, _LONGEST = 12, 350
# What Discord, a terminal or a reader could take for more than words.
_MARKS = re.compile(r"[\\`*_~|\[\]<>{}#@^\n]|//|:\w|(?<=[\w-])\.[a-z]{2,}|\bwww\b", re.IGNORECASE)
_PLAIN_CHARACTERS = frozenset(" .,;:()'\"“”‘’%-–—+=/×·°&$")
_HANGUL, _LATIN = re.compile(r"[가-힣]"), re.compile(r"[A-Za-z]")
_SHORT_FORMS = re.compile(r"n['’]t\b|['’](?:s|re|ve|ll|d|m)\b", re.IGNORECASE)
_CAPITALS = re.compile(r"(?<![A-Za-z\d])[A-Za-z][A-Za-z\d]*(?:[-_+/][A-Za-z\d]+)*")
# What is said of a paper in fewer words than these is not worth a sentence.
_LEAST_CARRIED = 2


class Verdict(NamedTuple):
    """The sentence to show, or why there is none."""

    sentence: Sentence | None
    reason: Reason | None = None


class Check:
    """Check what a model writes over some quotes, in the language that was asked for."""

    def __init__(self, quotes: Sequence[NumberedQuote], language: Language, glossary: Glossary) -> None:
        self._quotes = {quote.number: quote for quote in quotes}
        self._language: Language = language
        self.glossary = glossary
        self._grounds: dict[int, Ground] = {}

    def __call__(self, piece: str) -> Verdict:
        """Return a sentence that its quotes carry, else the first reason against it."""
        numbers = tuple(dict.fromkeys(int(one) for cited in _CITATION.findall(piece) for one in cited.split(",")))
        papers = {self._quotes[one].arxiv_id if one in self._quotes else "" for one in numbers}
        if len(papers) != 1 or "" in papers:
            # Of two papers at once it could say of one what the other's quote carries.
            return Verdict(None, "citation")
        text = " ".join(_CITATION.sub("", piece).split())
        ground = reduce(Ground.joined, (self._ground(one) for one in numbers))
        if not _is_formed(text, ground):
            return Verdict(None, "form")
        if not _is_in(text, self._language):
            return Verdict(None, "language")
        if (reason := self._fault(text, ground)) is not None:
            return Verdict(None, reason)
        return Verdict(Sentence(text, papers.pop(), numbers))

    @property
    def quotes(self) -> Sequence[NumberedQuote]:
        """What may be cited."""
        return tuple(self._quotes.values())

    def _ground(self, number: int) -> Ground:
        if number not in self._grounds:
            quote = self._quotes[number]
            self._grounds[number] = ground_of(quote.text, quote.title, self.glossary)
        return self._grounds[number]

    def _fault(self, text: str, ground: Ground) -> Reason | None:
        plain = without_names(text)
        names, figures = list(whole_names(text)), list(figures_of(plain))
        if not ground.names.issuperset(names):
            return "name"
        tokens, claims = topics(text, self.glossary), claims_of(text)
        if not all(ground.states(figure, tokens) for figure in figures):
            return "number"
        near = ground.nearest(tokens)
        made = sum((one.claims for one in near), Counter[str]())
        if not claims <= made or bool(claims[NEGATION]) != bool(near and near[0].claims[NEGATION]):
            return "claim"
        found = list(self._words(_SHORT_FORMS.sub(" ", without_figures(plain)), ground, made))
        if "name" in found or "word" in found:
            return "name" if "name" in found else "word"
        return "thin" if len(names) + len(figures) + found.count("carried") < _LEAST_CARRIED else None

    def _words(
        self, text: str, ground: Ground, made: Counter[str]
    ) -> Iterator[Literal["carried", "plain", "word", "name"]]:
        """Yield how each word of a sentence stands to the quotes, which make some claims."""
        proper = set(_proper(text))
        terms = list(words(text))
        concepts = {
            place
            for match in self.glossary.find(terms)
            if match.concept.token in ground.tokens
            for place in range(match.first, match.end)
        }
        for place, term in enumerate(terms):
            if not (term.tokens or term.surface in proper) or term.surface.isdigit():
                continue
            # In Korean, whatever is in Latin letters is a name or a term.
            is_name = term.surface in proper or (self._language == "ko" and not term.hangul)
            if _stands(term, ground) or (place in concepts and not (is_name and self._language == "ko")):
                yield "carried"
            else:
                yield "name" if is_name else self._other(term, ground, made)

    def _other(self, term: Term, ground: Ground, made: Counter[str]) -> Literal["carried", "plain", "word"]:
        """Judge a word that does not stand in the quotes itself."""
        if any(form in ground.hangul for form in self.glossary.synonyms.of(term)):
            return "carried"
        claims = claims_of(term.surface)
        if (claims and claims <= made) or _is_plain(term):
            return "plain"
        parts = [part for part in re.split(r"[-_+/]", term.surface) if part]
        if len(parts) > 1 and all(verdict != "word" for part in parts for verdict in self._words(part, ground, made)):
            return "carried"
        return "word"


def _is_formed(text: str, ground: Ground) -> bool:
    """Tell whether a text is one plain sentence in characters that are usual or the quotes'."""
    if not _SHORTEST <= len(text) <= _LONGEST or not text.endswith((".", "。")) or _MARKS.search(text):
        return False
    if visible(text) != text:
        return False
    return all(
        one in _PLAIN_CHARACTERS or (one.isascii() and one.isalnum()) or "가" <= one <= "힣" or one in ground.characters
        for one in text
    )


def _is_in(text: str, language: Language) -> bool:
    """Tell whether a text is written in a language: Korean has names in Latin letters too, English no Hangul."""
    korean, english = len(_HANGUL.findall(text)), len(_LATIN.findall(text))
    if language == "en":
        return korean == 0 and english > 0
    # A syllable is some two Latin letters.
    return korean * 2 >= english * 0.5 and korean >= 4


def _proper(text: str) -> Iterator[str]:
    """Yield the words with capitals, where these are not just how the sentence begins."""
    for match in _CAPITALS.finditer(text):
        begins = not text[: match.start()].strip(" \"'“‘(")
        if match[0] != match[0].lower() and not (begins and match[0][1:] == match[0][1:].lower()):
            yield normalise(match[0])


def _stands(term: Term, ground: Ground) -> bool:
    """Tell whether a word stands in the quotes, in any of its forms."""
    if term.surface in ground.tokens:
        return True
    if not term.hangul:
        return bool(term.tokens) and ground.tokens.issuperset(term.tokens)
    stem = term.parts[0]
    if stem in ground.hangul or (len(term.surface) > 2 and opening(term.surface) in ground.openings and len(stem) < 5):
        return True
    # Two words written together.
    return any(stem[:cut] in ground.hangul and stem[cut:] in ground.hangul for cut in range(2, len(stem) - 1))


def _is_plain(term: Term) -> bool:
    if term.hangul:
        return term.surface.startswith(PLAIN_KOREAN)
    return all(is_plain(part) for part in term.parts)

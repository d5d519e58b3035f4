"""The check of what a model writes in Korean about an abstract in English.

Two languages share too few words to ask for every one of them, as the check of answers does. So its numbers, names and
directions must be the abstract's, a number's direction that of the clause with this number, and of the other words so
many that no other paper could be meant.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from bot.model.check import Check, Reason
from bot.model.claims import NEGATION, claims_of
from bot.model.figures import Figure, carried, figures_of, without_figures
from bot.model.ground import Ground, topics, whole_names, without_names
from bot.search.sentences import split_sentences

__all__ = ["AbstractCheck"]

_DIRECTIONS = frozenset(("more", "less", "fast", "slow", "better", "worse", "best"))
# How else English says it; in an answer these words would carry too little.
_ALSO = {
    "more": re.compile(r"\b(?:large|big|high|long|many|much|expensive|heavy|better|improv\w*)\b", re.IGNORECASE),
    "less": re.compile(r"\b(?:small|low|short|few|little|light|cheap|compress\w*|efficien\w*)\b", re.IGNORECASE),
    "better": re.compile(r"\b(?:ahead|rais\w+|higher|good)\b", re.IGNORECASE),
    "worse": re.compile(r"\b(?:hard|difficult|collaps\w*|lack\w*|drop\w*|mislead\w*|attack\w*)\b", re.IGNORECASE),
    NEGATION: re.compile(r"\b(?:fails?|lacks?|without|few|independent\w*|unable|impossible)\b", re.IGNORECASE),
}
_UNHEARD_OF = re.compile(r"최초|유일|전례 없")
_SAYS_SO = re.compile(
    r"\b(?:are|is|the|a) (?:first|only|unique)\b(?! (?:token|frame|step|stage|layer))|unprecedented|for the first time",
    re.IGNORECASE,
)
_ENGLISH_CLAUSES = re.compile(r"[;:]|,(?!\d)|\b(?:and|while|but|whereas)\b")
_KOREAN_CLAUSES = re.compile(r"[;:]|,(?!\d)|(?<=[가-힣][고며])\s|(?<=지만)\s")
_PARTS = re.compile(r"[;:]|,(?!\d)")
_LEAST_CARRIED = 2
# So many words may stand in none of the abstract's for each that does.
_FOREIGN = 1.5


class AbstractCheck(Check):
    """Check sentences about an abstract, which is the only quote."""

    def _fault(self, text: str, ground: Ground) -> Reason | None:
        plain = without_names(text)
        names, figures = list(whole_names(text)), list(figures_of(plain))
        if not ground.names.issuperset(names):
            return "name"
        if not all(any(carried(figure, one.figures) for one in ground.sentences) for figure in figures):
            return "number"
        if not self._keeps_direction(text, ground):
            return "claim"
        parts = [Counter(self._words(without_figures(part), ground, Counter())) for part in _PARTS.split(plain)]
        if any(part["name"] for part in parts):
            return "name"
        stands = sum(part["carried"] for part in parts) + len(names) + len(figures)
        if stands < _LEAST_CARRIED:
            return "thin"
        # What is put behind a comma must be the abstract's as well.
        alone = any(part["word"] > max(part["carried"] * 2, 1) for part in parts[1:])
        return "word" if alone or sum(part["word"] for part in parts) > stands * _FOREIGN else None

    def _keeps_direction(self, text: str, ground: Ground) -> bool:
        """Tell whether a text says more, less, better or not only where the abstract does."""
        whole = " ".join(quote.text for quote in self.quotes)
        if _UNHEARD_OF.search(text) and not _SAYS_SO.search(whole):
            return False
        sentences = split_sentences(whole)
        if bool(claims_of(text)[NEGATION]) != self._denies(text, ground, sentences):
            return False
        said = list(_clauses(_ENGLISH_CLAUSES, sentences))
        for clause, figures in _clauses(_KOREAN_CLAUSES, [text]):
            made = {name for name in claims_of(clause) if name in _DIRECTIONS}
            places = [one for figure in figures for one in [_stating(figure, said)] if one]
            if not all(made <= _directions(place) for place in places or [whole]):
                return False
        return True

    def _denies(self, text: str, ground: Ground, sentences: list[str]) -> bool:
        """Tell whether the sentence of the abstract that a text is nearest to denies something."""
        tokens = topics(text, self.glossary)
        shared = [len(one.tokens & tokens) for one in ground.sentences]
        if not any(shared):
            return False
        nearest = shared.index(max(shared))
        if ground.sentences[nearest].claims[NEGATION] and max(shared) > 1:
            return True
        # These may be meant as a denial or not.
        also = nearest < len(sentences) and bool(_ALSO[NEGATION].search(sentences[nearest]))
        return also and bool(claims_of(text)[NEGATION])


def _clauses(divider: re.Pattern[str], sentences: list[str]) -> Iterator[tuple[str, frozenset[Figure]]]:
    """Yield the clauses of sentences, each with its numbers."""
    for sentence in sentences:
        for clause in divider.split(sentence):
            yield clause, frozenset(figures_of(without_names(clause)))


def _stating(figure: Figure, clauses: list[tuple[str, frozenset[Figure]]]) -> str:
    """Return the clauses that state a number; its bound may stand in another one."""
    return " ".join(clause for clause, figures in clauses if any(one[:2] == figure[:2] for one in figures))


def _directions(text: str) -> frozenset[str]:
    """Return the directions that an English text gives, however it says them."""
    also = (name for name, pattern in _ALSO.items() if pattern.search(text))
    return frozenset((*claims_of(text), *also))

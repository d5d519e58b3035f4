"""Term pairs that the summaries themselves give: `한국어(English)` and `한국어(English; ABBR)`.

Nothing marks where the Korean side of a gloss begins, so each of the last words before it may belong to it. Kept is the
longest Korean phrase on which several papers agree.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from bot.corpus.paper import Paper
from bot.search.analysis import normalise, terms, tokens, words
from bot.search.forward_index import ForwardIndex
from bot.search.glossary import Concept, Glossary
from bot.search.index import Index, Phrases

__all__ = ["MINED", "MinedPair", "glosses_of", "mine", "mined_concepts", "mined_phrases"]

# Prefix of the tokens of mined concepts, as § is of the glossary's.
MINED = "¤"

_GLOSS = re.compile(r"(?<=[가-힣])\((?P<english>[A-Za-z][^()\n]{1,80})\)")
_BEFORE = re.compile(r"(?<![가-힣 -])[가-힣 -]+$")
_LOOK_BACK = 40
_ENGLISH = re.compile(r"[A-Za-z][A-Za-z\d]*(?:[ -][A-Za-z\d]+){0,4}")
_ABBREVIATION = re.compile(r"[A-Z][A-Za-z]*[A-Z\d]s?")
_HANGUL = re.compile(r"[가-힣]+")
_MOST_WORDS = 4
_LEAST_SUPPORT = 2
_AGREEMENT = 0.6
_COMPOUND = 4
_EVERYWHERE = 0.2


@dataclass(frozen=True, slots=True)
class MinedPair:
    """A pair of terms and how many papers give it."""

    english: str
    korean: str
    support: int


def glosses_of(paper: Paper) -> frozenset[str]:
    """Return the pairs that a paper's summary gives, each as `english<tab>korean`."""
    return frozenset(
        f"{english}\t{korean}" for english, phrase in _glosses(paper.summary) for korean in _endings(phrase)
    )


def mine(glosses: ForwardIndex, index: Index, known: Glossary) -> tuple[MinedPair, ...]:
    """Return the pairs that at least two papers support and the glossary lacks, best-supported first.

    `glosses` are those of each paper, `index` is the term index of the same papers.
    """
    phrases: defaultdict[str, dict[str, int]] = defaultdict(dict)
    supports = np.bincount(glosses.numbers, minlength=len(glosses.values)).tolist()
    for gloss, support in zip(glosses.values, supports, strict=True):
        english, _, korean = gloss.partition("\t")
        phrases[english][korean] = support
    pairs: list[MinedPair] = []
    for english, support in phrases.items():
        korean = _longest_agreed(support)
        if support[korean] < _LEAST_SUPPORT or not _fits(english, korean):
            continue
        if not _has(known, english) and not _is_everywhere(korean, index):
            pairs.append(MinedPair(english, korean, support[korean]))
    return tuple(sorted(pairs, key=lambda pair: (-pair.support, pair.english)))


def mined_concepts(pairs: Iterable[MinedPair]) -> tuple[Concept, ...]:
    """Return the pairs as concepts."""
    return tuple(Concept(MINED + pair.english, (pair.english,), (pair.korean,)) for pair in pairs)


def mined_phrases(pairs: Iterable[MinedPair]) -> Phrases:
    """Return the phrases that match each mined concept in the index: the words of its terms.

    So a newly supported pair changes no other paper's terms.
    """
    return {MINED + pair.english: (tuple(tokens(pair.english)), tuple(tokens(pair.korean))) for pair in pairs}


def _glosses(summary: str) -> Iterable[tuple[str, str]]:
    for match in _GLOSS.finditer(summary):
        before = _BEFORE.search(summary[max(0, match.start() - _LOOK_BACK) : match.start()])
        parts = [part.strip() for part in re.split(r"[;,]", match["english"])] if before else []
        # An abbreviation alone (MMLU) mostly names an example of the preceding term, not the term itself.
        spelled_out = any(not _ABBREVIATION.fullmatch(part) for part in parts)
        for english in parts:
            if before and spelled_out and _ENGLISH.fullmatch(english) and any(terms(english)):
                yield normalise(english), before[0]


def _endings(phrase: str) -> list[str]:
    """Return the last one to four words of a phrase, from any word that can begin a term ("이 논문은" cannot)."""
    parts = _HANGUL.findall(phrase)
    endings: list[str] = []
    for start in range(max(0, len(parts) - _MOST_WORDS), len(parts)):
        first = next(words(parts[start]))
        # A word with a particle ends its phrase, so no term starts with it.
        whole = bool(first.tokens) and (first.parts[0] == parts[start] or start == len(parts) - 1)
        if whole and len("".join(parts[start:])) > 1:
            endings.append(" ".join(parts[start:]))
    return endings


def _longest_agreed(support: Mapping[str, int]) -> str:
    most = max(support.values())
    agreed = [korean for korean, count in support.items() if count >= most * _AGREEMENT]
    return max(agreed, key=lambda korean: (len(korean.split()), support[korean], korean))


def _is_everywhere(korean: str, index: Index) -> bool:
    most = index.most_documents(_EVERYWHERE)
    return min((index.frequency(token) for token in tokens(korean)), default=0) > most


def _fits(english: str, korean: str) -> bool:
    """Tell a whole term from its tail: one short Korean word does not gloss two English words, nor do three gloss
    one."""
    count = len(english.replace("-", " ").split())
    if count == 1:
        return len(korean.split()) <= 2
    return len(korean.split()) > 1 or len(korean) >= _COMPOUND


def _has(known: Glossary, english: str) -> bool:
    """Tell whether the glossary has the whole English term: its editors know better than a count."""
    term = list(words(english))
    return any(match.first == 0 and match.end == len(term) for match in known.find(term))

"""Term pairs that the summaries themselves give: `한국어(English)` and `한국어(English; ABBR)`.

The Korean side of a gloss has no beginning mark, so each of its last words may belong to it. What several papers
gloss alike is kept, the longest Korean phrase that they agree on; a paper whose English title has the term and whose
summary has the phrase without a gloss agrees too.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.corpus.paper import Paper
from bot.search.analysis import normalise, terms, words
from bot.search.glossary import Concept, Glossary

__all__ = ["MINED", "MinedPair", "mine", "mined_concepts"]

# What the tokens of mined concepts begin with, as those of the glossary's begin with §.
MINED = "¤"

_GLOSS = re.compile(r"(?<=[가-힣])\((?P<english>[A-Za-z][^()\n]{1,80})\)")
_BEFORE = re.compile(r"[가-힣 -]+$")
_LOOK_BACK = 40
_ENGLISH = re.compile(r"[A-Za-z][A-Za-z\d]*(?:[ -][A-Za-z\d]+){0,4}")
_ABBREVIATION = re.compile(r"[A-Z][A-Za-z]*[A-Z\d]s?")
_HANGUL = re.compile(r"[가-힣]+")
_MOST_WORDS = 4
_LEAST_SUPPORT = 2
_AGREEMENT = 0.6
_COMPOUND = 4
_EVERYWHERE = 0.2
_SMALL_CORPUS = 20


@dataclass(frozen=True, slots=True)
class MinedPair:
    """Hold a pair of terms and how many papers give it."""

    english: str
    korean: str
    support: int


def mine(papers: Iterable[Paper], known: Glossary) -> tuple[MinedPair, ...]:
    """Return the pairs that at least two papers support and the glossary lacks, best supported first."""
    papers = tuple(papers)
    glosses: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for paper in papers:
        seen = {(english, korean) for english, phrase in _glosses(paper) for korean in _endings(phrase)}
        for english, korean in seen:
            glosses[english][korean] += 1
    agreeing = _agreeing(papers, glosses)
    pairs: list[MinedPair] = []
    for english, phrases in glosses.items():
        support = {korean: count + agreeing[english, korean] for korean, count in phrases.items()}
        korean = _longest_agreed(support)
        if korean is None or support[korean] < _LEAST_SUPPORT or not _fits(english, korean):
            continue
        if not _has(known, english) and not _is_everywhere(korean, papers):
            pairs.append(MinedPair(english, korean, support[korean]))
    return tuple(sorted(pairs, key=lambda pair: (-pair.support, pair.english)))


def mined_concepts(pairs: Iterable[MinedPair]) -> tuple[Concept, ...]:
    """Return the pairs as concepts."""
    return tuple(Concept(MINED + pair.english, (pair.english,), (pair.korean,)) for pair in pairs)


def _glosses(paper: Paper) -> Iterable[tuple[str, str]]:
    summary = paper.summary
    for match in _GLOSS.finditer(summary):
        before = _BEFORE.search(summary[max(0, match.start() - _LOOK_BACK) : match.start()])
        parts = [part.strip() for part in re.split(r"[;,]", match["english"])] if before else []
        # An abbreviation alone (MMLU) mostly names an example of what stands before it, not the thing itself.
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
        # A word with a particle ends its own phrase: nothing that begins with it is a term.
        whole = bool(first.tokens) and (first.parts[0] == parts[start] or start == len(parts) - 1)
        if whole and len("".join(parts[start:])) > 1:
            endings.append(" ".join(parts[start:]))
    return endings


def _agreeing(papers: Sequence[Paper], glosses: Mapping[str, Counter[str]]) -> Counter[tuple[str, str]]:
    """Count the papers whose title has the English term and whose summary has the Korean one without a gloss."""
    found: Counter[tuple[str, str]] = Counter()
    by_word: defaultdict[str, list[str]] = defaultdict(list)
    for english in glosses:
        by_word[english.split()[0]].append(english)
    for paper in papers:
        title = f" {' '.join(re.findall(r'[a-z0-9-]+', normalise(paper.title)))} "
        likely = {english for word in title.split() for english in by_word.get(word, ()) if f" {english} " in title}
        summary = paper.summary if likely else ""
        for english in likely:
            if english not in summary.lower():
                found.update((english, korean) for korean in glosses[english] if korean in summary)
    return found


def _longest_agreed(support: Mapping[str, int]) -> str | None:
    most = max(support.values(), default=0)
    agreed = [korean for korean, count in support.items() if count >= most * _AGREEMENT]
    return max(agreed, key=lambda korean: (len(korean.split()), support[korean], korean), default=None)


def _is_everywhere(korean: str, papers: Sequence[Paper]) -> bool:
    most = max(_EVERYWHERE * len(papers), _SMALL_CORPUS)
    return sum(1 for paper in papers if korean in paper.summary) > most


def _fits(english: str, korean: str) -> bool:
    """Tell a term from the end of one: two English words are not glossed by one short Korean word, nor one by three."""
    count = len(english.replace("-", " ").split())
    if count == 1:
        return len(korean.split()) <= 2
    return len(korean.split()) > 1 or len(korean) >= _COMPOUND


def _has(known: Glossary, english: str) -> bool:
    """Tell whether the glossary has the whole English term: whoever edits it knows better than a count."""
    term = list(words(english))
    return any(match.first == 0 and match.end == len(term) for match in known.find(term))

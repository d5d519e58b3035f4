"""What two similar papers share, in the words in which people write it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.corpus.paper import Paper
from bot.discovery.terms import concepts_of, is_plain, is_stem, is_telling, is_topic, key_of, surface, terms_of
from bot.search.corpus import Corpus
from bot.search.glossary import Concept
from bot.texts import Language

__all__ = ["shared_terms"]

# A term that more papers have than this tells nothing of the two.
_EVERYWHERE = 0.25
_SMALL_CORPUS = 20
_IN_TITLE = 1.5
_OF_MORE_WORDS = 0.15


@dataclass(frozen=True, slots=True)
class _Shared:
    """Hold a shared term: how telling it is, the keys of its English forms, its concept if it has one."""

    weight: float
    keys: frozenset[str]
    concept: Concept | None = None


def shared_terms(
    paper: Paper, other: Paper, corpus: Corpus, limit: int = 4, language: Language = "en"
) -> tuple[str, ...]:
    """Return at most `limit` terms that both papers speak of, the most telling first; none where there are none.

    A term is written as in the papers: in Korean where `language` is Korean and both have it so, else in English.
    """
    spoken = frozenset(key for key, _ in terms_of(paper)), frozenset(key for key, _ in terms_of(other))
    found = [*_concepts(paper, other, corpus, spoken), *_words(paper, other, corpus, spoken[0] & spoken[1])]
    found.sort(key=lambda one: (-one.weight, min(one.keys)))
    kept: list[_Shared] = []
    for one in found:
        if len(kept) < limit and not any(_overlap(one.keys, known.keys) for known in kept):
            kept.append(one)
    return tuple(dict.fromkeys(_written(one, paper, other, language) for one in kept))


def _concepts(
    paper: Paper, other: Paper, corpus: Corpus, spoken: tuple[frozenset[str], frozenset[str]]
) -> Iterator[_Shared]:
    """Yield the concepts that both have and one at least writes out in English: a lone Korean word may mean much."""
    tokens = frozenset(corpus.analyse(_text(paper))) & frozenset(corpus.analyse(_text(other)))
    for concept in concepts_of(corpus, tokens):
        keys = frozenset(map(key_of, concept.english))
        written = [keys & own for own in spoken]
        enough = any(written) if is_plain(concept) else all(written)
        if enough and any(is_topic(key) for key in written[0] | written[1]) and _tells(concept.token, corpus):
            yield _Shared(_weight(concept.token, keys, corpus, (paper, other)), keys, concept)


def _words(paper: Paper, other: Paper, corpus: Corpus, both: frozenset[str]) -> Iterator[_Shared]:
    """Yield the English terms that both write, weighed by their rarest word."""
    for key in both:
        rarest = max(corpus.analyse(key), key=corpus.index.idf, default="")
        if is_telling(key) and _tells(rarest, corpus):
            keys = frozenset((key,))
            yield _Shared(_weight(rarest, keys, corpus, (paper, other)), keys)


def _tells(token: str, corpus: Corpus) -> bool:
    return corpus.index.frequency(token) <= max(_EVERYWHERE * len(corpus.papers), _SMALL_CORPUS)


def _weight(token: str, keys: frozenset[str], corpus: Corpus, papers: tuple[Paper, Paper]) -> float:
    """Return how telling a term is: rare, in a title, of several words."""
    titles = [f" {key_of(paper.title)} " for paper in papers]
    named = any(f" {key} " in title for key in keys for title in titles)
    longest = max(len(key.split()) for key in keys)
    return corpus.index.idf(token) * (_IN_TITLE if named else 1.0) * (1 + _OF_MORE_WORDS * (longest - 1))


def _overlap(ones: frozenset[str], others: frozenset[str]) -> bool:
    return any(f" {one} " in f" {other} " or f" {other} " in f" {one} " for one in ones for other in others)


def _written(one: _Shared, paper: Paper, other: Paper, language: Language) -> str:
    if one.concept is None:
        return surface((paper, other), one.keys) or min(one.keys)
    texts = _text(paper), _text(other)
    korean = [term for term in one.concept.korean if not is_stem(term) and all(term in text for text in texts)]
    if language == "ko" and korean:
        return max(korean, key=len)
    return surface((paper, other), one.keys) or one.concept.english[0]


def _text(paper: Paper) -> str:
    return f"{paper.title}\n{paper.summary}"

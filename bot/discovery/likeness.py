"""Terms that two similar papers share, as people write them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.corpus.paper import Paper
from bot.discovery.terms import concepts_of, is_plain, is_stem, is_telling, is_topic, key_of, surface, topic_terms
from bot.search.corpus import Corpus
from bot.search.glossary import Concept
from bot.texts import Language

__all__ = ["shared_terms"]

# A term in more papers than this is not distinctive.
_EVERYWHERE = 0.25
_IN_TITLE = 1.5
_OF_MORE_WORDS = 0.15


@dataclass(frozen=True, slots=True)
class _Shared:
    """A shared term: its weight, the keys of its English forms, its concept if it has one."""

    weight: float
    keys: frozenset[str]
    concept: Concept | None = None


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two papers, and the keys of the terms each writes in English anywhere and in its title."""

    papers: tuple[Paper, Paper]
    spoken: tuple[frozenset[str], frozenset[str]]
    titled: frozenset[str]


def shared_terms(
    paper: Paper, other: Paper, corpus: Corpus, limit: int = 4, language: Language = "en"
) -> tuple[str, ...]:
    """Return at most `limit` terms that both papers mention, the most distinctive first.

    A term is written as in the papers: in Korean where `language` is Korean and both have it so, else in English.
    """
    titled = (key for own in (paper, other) for key in _keys(replace(own, sections=())))
    pair = _Pair((paper, other), (_keys(paper), _keys(other)), frozenset(titled))
    found = [*_concepts(pair, corpus), *_words(pair, corpus)]
    found.sort(key=lambda one: (-one.weight, min(one.keys)))
    kept: list[_Shared] = []
    for one in found:
        if len(kept) < limit and not any(_overlap(one.keys, known.keys) for known in kept):
            kept.append(one)
    return tuple(dict.fromkeys(_written(one, paper, other, language) for one in kept))


def _keys(paper: Paper) -> frozenset[str]:
    return frozenset(key for key, _ in topic_terms(paper))


def _concepts(pair: _Pair, corpus: Corpus) -> Iterator[_Shared]:
    """Yield the concepts that both have and one at least writes out in English: a lone Korean word may mean much.

    A single word may be an everyday one in both languages ("변형", "concept"), so that both write it out, or a title.
    """
    one, other = (frozenset(corpus.analyse(_text(paper))) for paper in pair.papers)
    for concept in concepts_of(corpus, one & other):
        keys = frozenset(map(key_of, concept.english))
        written = [keys & own for own in pair.spoken]
        spoken = written[0] | written[1]
        alone = not any(" " in key for key in spoken) and not keys & pair.titled
        enough = all(written) if alone or not is_plain(concept) else any(written)
        if enough and any(is_topic(key) for key in spoken) and _tells(concept.token, corpus):
            yield _Shared(_weight(concept.token, keys, corpus, pair), keys, concept)


def _words(pair: _Pair, corpus: Corpus) -> Iterator[_Shared]:
    """Yield the English terms that both write, weighed by their rarest word."""
    for key in pair.spoken[0] & pair.spoken[1]:
        rarest = max(corpus.analyse(key), key=corpus.index.idf, default="")
        if is_telling(key) and _tells(rarest, corpus):
            keys = frozenset((key,))
            yield _Shared(_weight(rarest, keys, corpus, pair), keys)


def _tells(token: str, corpus: Corpus) -> bool:
    return corpus.index.frequency(token) <= corpus.index.most_documents(_EVERYWHERE)


def _weight(token: str, keys: frozenset[str], corpus: Corpus, pair: _Pair) -> float:
    """Return the weight of a term: rare, in a title, of several words."""
    longest = max(len(key.split()) for key in keys)
    in_title = _IN_TITLE if keys & pair.titled else 1.0
    return corpus.index.idf(token) * in_title * (1 + _OF_MORE_WORDS * (longest - 1))


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

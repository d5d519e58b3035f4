"""The words of a corpus: those that papers use for something else than the names of their authors."""

from __future__ import annotations

from functools import partial

from bot.search.analysis import normalise, tokens
from bot.search.authors import AuthorDirectory
from bot.search.glossary import CONCEPT, Glossary
from bot.search.index import Index
from bot.search.kept import kept

__all__ = ["LONGEST_WORD", "Vocabulary"]

_KEPT = 20_000
_SHARE = 0.1
_FEWEST = 2
# Whatever is longer is no word; what of it would be looked up is its beginning.
LONGEST_WORD = 200


class Vocabulary:
    """Tell whether papers use a word; a name in the papers of those who have it is none."""

    def __init__(self, index: Index, authors: AuthorDirectory, terms: Glossary) -> None:
        # A cache of a bound method would keep a replaced corpus until the next full collection.
        self._is_used = kept(_KEPT)(partial(_is_used, index, authors))
        self._has_only_parts_of = kept(_KEPT)(partial(_has_only_parts_of, index, terms))
        self._holding = kept(_KEPT)(partial(_holding, index, terms))

    def __contains__(self, word: str) -> bool:
        return self._is_used(word[:LONGEST_WORD])

    def has_only_parts_of(self, word: str) -> bool:
        """Tell whether papers have terms of the glossary that are in `word`, and not the word."""
        return self._has_only_parts_of(word[:LONGEST_WORD])

    def holding(self, word: str) -> int:
        """Return how many papers have `word`, or a term of the glossary that it is."""
        return self._holding(word[:LONGEST_WORD])


def _is_used(index: Index, authors: AuthorDirectory, word: str) -> bool:
    name = normalise(word)
    return any(_stands_elsewhere(index, authors, name, token) for token in dict.fromkeys(tokens(word)))


def _has_only_parts_of(index: Index, terms: Glossary, word: str) -> bool:
    known = [token for token in terms.tokens(word) if index.frequency(token)]
    return bool(known) and all(token.startswith(CONCEPT) for token in known)


def _holding(index: Index, terms: Glossary, word: str) -> int:
    return max((index.frequency(token) for token in terms.tokens(word)), default=0)


def _stands_elsewhere(index: Index, authors: AuthorDirectory, name: str, token: str) -> bool:
    named = authors.papers_with(name, token)
    papers = index.postings(token).tolist()
    return len(set(papers) - named) >= max(_FEWEST, len(named) * _SHARE) if named else bool(papers)

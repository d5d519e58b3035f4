"""The words of a corpus that papers use other than as names of their authors."""

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
# Nothing longer is a word; only its start is looked up.
LONGEST_WORD = 200


class Vocabulary:
    """Tell whether papers use a word; authors' names in their own papers do not count."""

    def __init__(self, index: Index, authors: AuthorDirectory, terms: Glossary) -> None:
        # Caching a bound method would keep a replaced corpus alive until the next full garbage collection.
        self._is_used = kept(_KEPT)(partial(_is_used, index, authors))
        self._has_only_parts_of = kept(_KEPT)(partial(_has_only_parts_of, index, terms))
        self._holding = kept(_KEPT)(partial(_holding, index, terms))

    def __contains__(self, word: str) -> bool:
        return self._is_used(word[:LONGEST_WORD])

    def has_only_parts_of(self, word: str) -> bool:
        """Tell whether papers contain glossary terms inside `word`, but not the word itself."""
        return self._has_only_parts_of(word[:LONGEST_WORD])

    def holding(self, word: str) -> int:
        """Return how many papers contain `word` or its glossary term."""
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

"""A query as search reads it: its words, and what each may match in a summary."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Query", "QueryWord"]


@dataclass(frozen=True, slots=True)
class QueryWord:
    """One word of a query: as typed, and those of its tokens and concepts that occur in the corpus.

    `alike` are prefixes of synonyms that occur in the corpus. `meant` is set if the word was read as another one,
    `said` if it is a colloquial phrase for terms any of which may match. `name` marks a name, `field` a glossary term
    that no paper contains: if such a word is missing, probably no paper is about the question.
    """

    surface: str
    tokens: tuple[str, ...]
    concepts: tuple[str, ...] = ()
    meant: str | None = None
    name: bool = False
    field: bool = False
    weight: float = 1.0
    said: bool = False
    alike: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        """Whether anything in the corpus matches the word."""
        return bool(self.tokens or self.concepts or self.alike)

    @property
    def stands_for(self) -> frozenset[str]:
        """The tokens and concepts that match the word."""
        return frozenset((*self.tokens, *self.concepts))


@dataclass(frozen=True, slots=True)
class Query:
    """The words of a query."""

    words: tuple[QueryWord, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The words that no paper contains, as typed."""
        return tuple(dict.fromkeys(word.surface for word in self.words if not word.known))

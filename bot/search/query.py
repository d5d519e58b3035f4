"""A query as search reads it: its words, and for each what may stand for it in a summary."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Query", "QueryWord"]


@dataclass(frozen=True, slots=True)
class QueryWord:
    """Hold one word: as typed, its tokens that some paper has, and its concepts that some paper has.

    `alike` are the beginnings of words that mean nearly the same, where some paper has one.
    `meant` is set where the word was read as another one, `said` where that is what people say for terms of any of
    which a paper may be. `name` marks a name, `field` a term of the glossary that no
    paper has: where such a word is missing, it is likely that no paper is about what is asked.
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
        """Whether any paper has something that stands for the word."""
        return bool(self.tokens or self.concepts or self.alike)

    @property
    def stands_for(self) -> frozenset[str]:
        """The tokens and concepts any of which a paper has where it has the word."""
        return frozenset((*self.tokens, *self.concepts))


@dataclass(frozen=True, slots=True)
class Query:
    """Hold a query's words."""

    words: tuple[QueryWord, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The words that no paper has, as typed."""
        return tuple(dict.fromkeys(word.surface for word in self.words if not word.known))

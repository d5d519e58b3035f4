"""A paper as JSON, and back."""

from __future__ import annotations

from functools import cache

from pydantic import TypeAdapter

from bot.corpus.paper import Paper

__all__ = ["paper_of_json", "paper_to_json"]


def paper_to_json(paper: Paper) -> bytes:
    """Return a paper as JSON in UTF-8."""
    return _form().dump_json(paper)


def paper_of_json(written: bytes | str) -> Paper:
    """Return the paper; raises ValueError for what is none."""
    return _form().validate_json(written)


@cache
def _form() -> TypeAdapter[Paper]:
    """Return the form of a paper as JSON; making it takes milliseconds, using it microseconds."""
    return TypeAdapter(Paper)

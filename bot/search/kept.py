"""What was worked out for short texts, kept; long ones come once, and keeping them would fill the memory."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar

__all__ = ["kept"]

P = ParamSpec("P")
R = TypeVar("R")

_LONGEST = 64


def kept(most: int) -> Callable[[Callable[Concatenate[str, P], R]], Callable[Concatenate[str, P], R]]:
    """Keep what a function of a text returned, for the `most` texts asked for last."""

    def keeping(function: Callable[Concatenate[str, P], R]) -> Callable[Concatenate[str, P], R]:
        remembered = lru_cache(maxsize=most)(function)

        @wraps(function)
        def asked(text: str, /, *args: P.args, **kwargs: P.kwargs) -> R:
            if len(text) > _LONGEST:
                return function(text, *args, **kwargs)
            return remembered(text, *args, **kwargs)  # pyright: ignore[reportCallIssue]

        return asked

    return keeping

"""What Discord puts into messages as marks: mentions and emojis."""

from __future__ import annotations

import re

__all__ = ["without_marks"]

_MARKS = re.compile(r"<(?:@[!&]?|#|a?:\w+:|t:|/[^<>:]+:|id:)[\w-]+(?::\w)?>|@(?:everyone|here)(?![a-z])")


def without_marks(text: str) -> str:
    """Return `text` without mentions of people, roles, channels, commands and moments, and without servers' emojis."""
    return _MARKS.sub(" ", text)

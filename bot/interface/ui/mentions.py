"""Discord's mentions and custom emojis in messages."""

from __future__ import annotations

import re

__all__ = ["without_mentions"]

_MENTIONS = re.compile(r"<(?:@[!&]?|#|a?:\w+:|t:|/[^<>:]+:|id:)[\w-]+(?::\w)?>|@(?:everyone|here)(?![a-z])")


def without_mentions(text: str) -> str:
    """Return `text` without mentions of people, roles, channels, commands and moments, and without servers' emojis."""
    return _MENTIONS.sub(" ", text)

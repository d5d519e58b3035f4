"""A topic or an author that a channel or a person follows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

__all__ = ["Follow"]


@dataclass(frozen=True, slots=True)
class Follow:
    """A topic, as one would search for it, or an author's name; nothing listed up to the day `after` fits it."""

    kind: Literal["topic", "author"]
    value: str
    after: date | None = field(default=None, compare=False)

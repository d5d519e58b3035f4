"""What could not be read of a listing, and where."""

from __future__ import annotations

from dataclasses import dataclass

from bot.texts import Text

__all__ = ["Problem"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Point at what could not be read; the line counts from 1, None means the whole file."""

    file: str
    line: int | None
    reason: Text

    @property
    def text(self) -> Text:
        """The place and the reason."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return Text(f"{place}: {self.reason.en}", f"{place}: {self.reason.ko}")

    def __str__(self) -> str:
        return self.text.en

"""Sentences out of a stream of text, each as soon as it is whole."""

from __future__ import annotations

import re

__all__ = ["Pieces"]

# A full stop, its closing marks and the citations behind it, before white space; "3.5" and "e.g. x" go on.
_END = re.compile(r"[.!?。][\"'”’)]*(?:\s*\[[\d,\s]{1,12}\])*(?=\s)")
_CITED_NEXT = re.compile(r"(?<!\s)\s*+\[[\d,\s]*+\]?+[\d,\s]*+$")
_ABBREVIATION = re.compile(
    r"(?:\b(?:et al|e\.g|i\.e|cf|vs|figs?|approx|resp|etc|no)|(?<![\w가-힣])[A-Z])\.$", re.IGNORECASE
)
_LONGEST = 600


class Pieces:
    """Collect what a model writes, and hand out whole sentences; what is longer than 600 characters is none."""

    def __init__(self) -> None:
        self._text = ""

    def take(self, text: str) -> list[str]:
        """Add a piece of text; return the sentences that it completes."""
        self._text += text
        found: list[str] = []
        while (cut := self._cut()) is not None:
            found.append(self._text[:cut].strip())
            self._text = self._text[cut:]
        if len(self._text) > _LONGEST:
            self._text = ""
        return [sentence for sentence in found if sentence]

    def rest(self) -> list[str]:
        """Return the last sentence, if it is whole."""
        text, self._text = self._text.strip(), ""
        whole = re.search(r"(?:[.!?。][\"'”’)]*|\])$", text)
        return [text] if text and whole else []

    def _cut(self) -> int | None:
        line = self._text.find("\n")
        for end in _END.finditer(self._text):
            if 0 <= line < end.start():
                break
            if _ABBREVIATION.search(self._text[: end.start() + 1]):
                continue
            # A citation may still follow.
            behind = self._text[end.end() :]
            if not behind.strip() or (_CITED_NEXT.fullmatch(behind) and "[" in behind):
                return None
            return end.end()
        return line + 1 if line >= 0 else None

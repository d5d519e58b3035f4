"""Letters for the picture of a trend: its font, and texts in characters that the font has."""

# matplotlib leaves its keyword arguments without types.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import unicodedata
from functools import lru_cache
from importlib.util import find_spec
from itertools import accumulate
from pathlib import Path

from matplotlib.ft2font import FT2Font

from bot.errors import SettingsError
from bot.normal import normal
from bot.texts import Text

__all__ = ["LACKING", "font_file", "legible"]

# Replaces a character the font lacks.
LACKING = "□"
_NO_FONT = Text(
    "Charts cannot be drawn: the package koreanize-matplotlib with their font is not installed.",
    "차트를 그릴 수 없습니다. 글꼴이 든 koreanize-matplotlib 패키지를 설치해 주세요.",
)


def legible(text: str, longest: int) -> str:
    """Return `text` on one line, cut to `longest` columns, in characters that the font has.

    A character that it lacks stands as its letter without accents or in its plain form, else as a mark. A Korean letter
    takes two columns.
    """
    plain = " ".join(normal("NFC", text).split())
    shown = "".join(_drawn(c) for c in plain if unicodedata.category(c)[0] not in "CM")
    ends = list(accumulate(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in shown))
    fitting = sum(end < longest for end in ends)
    return shown if not ends or ends[-1] <= longest else shown[:fitting].rstrip() + "…"


def _drawn(character: str) -> str:
    """Return what the font draws for a character."""
    known = _characters()
    for form in (character, normal("NFKC", character), normal("NFKD", character)[0]):
        if all(ord(c) in known for c in form):
            return form
    return LACKING


@lru_cache(maxsize=2)
def font_file(bold: bool) -> Path:
    """Return the file of the font, found without importing its package, which would set matplotlib's defaults."""
    package = find_spec("koreanize_matplotlib")
    if package is None or package.origin is None:
        raise SettingsError(_NO_FONT)
    return Path(package.origin).parent / "fonts" / ("NanumGothicBold.ttf" if bold else "NanumGothic.ttf")


@lru_cache(maxsize=1)
def _characters() -> frozenset[int]:
    return frozenset(FT2Font(str(font_file(bold=False))).get_charmap())

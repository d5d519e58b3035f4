"""The language of a summary, by the script of its words."""

from __future__ import annotations

import re
from typing import Literal

from bot.corpus.paper import Paper

__all__ = ["SUMMARY_LANGUAGES", "SummaryLanguage", "summary_language"]

SummaryLanguage = Literal["ko", "en", "both", "none"]

SUMMARY_LANGUAGES: tuple[SummaryLanguage, ...] = ("ko", "en", "both", "none")

_HANGUL = re.compile(r"[가-힣]+")
_LATIN = re.compile(r"[A-Za-z]{2,}")
# A Korean summary keeps its terms in Latin letters, an English one may quote some Korean.
_KOREAN_SHARE = 0.4
_ENGLISH_SHARE = 0.05


def summary_language(paper: Paper) -> SummaryLanguage:
    """Return the language of a summary by the script of its words."""
    summary = paper.summary
    korean, english = len(_HANGUL.findall(summary)), len(_LATIN.findall(summary))
    if not korean + english:
        return "none"
    share = korean / (korean + english)
    return "ko" if share >= _KOREAN_SHARE else "en" if share <= _ENGLISH_SHARE else "both"

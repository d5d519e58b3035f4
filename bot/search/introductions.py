"""Names that a summary introduces: what a work is called where its title does not say so."""

from __future__ import annotations

import re

from bot.corpus.paper import Paper

__all__ = ["introduced"]

# Capitals inside, or all capitals, perhaps with digits; a plain word may be anything.
_NAME = re.compile(
    r"(?<![A-Za-z\d-])(?=[a-z]*[A-Z])(?:[A-Za-z\d]{0,20}[a-z\d][A-Z]{1,8}[A-Za-z\d]{0,20}|[A-Z]{4,12}\d{0,2})"
    r"(?:-[A-Za-z\d]{1,12}){0,2}(?![A-Za-z\d])"
)
_ASIDE = r"[\"'’”)]?(?:\s?\([^()]{1,80}\))?[\"'’”]?"
_CALLED = re.compile(rf"{_ASIDE}\s?(?:이?라는|이?라고)")
_TAKEN = re.compile(rf"{_ASIDE}\s?(?:을|를|이|가)\s[^.]{{0,40}}(?:소개|제안|제시|개발|발표|공개|구축|도입|설계)")
_TOPIC = re.compile(rf"{_ASIDE}\s?(?:은|는)\s")
_BEFORE = re.compile(
    r"(?:introduc\w{1,4}|propos\w{1,4}|present\w{0,4}|called|named|dubbed)\s(?:a\s|an\s|the\s)?[\"'‘“]?$", re.IGNORECASE
)
_BEFORE_REACH = 30
_BEGIN = re.compile(r"(?:^|[.!?]\s)(?:[^\s.(]{1,40}\s?\()?[\"'‘“]?$")
_LEAST_TIMES = 2
_MOST_NAMES = 2


def introduced(paper: Paper) -> tuple[str, ...]:
    """Return the names that the first part of a summary introduces and the summary repeats."""
    if not paper.sections:
        return ()
    first = paper.sections[0].text
    whole = f"{paper.title}\n{paper.summary}"
    found = dict.fromkeys(match[0] for match in _NAME.finditer(first) if _is_introduced(first, match))
    title = paper.title.lower()
    return tuple(name for name in found if name.lower() not in title and whole.count(name) >= _LEAST_TIMES)[
        :_MOST_NAMES
    ]


def _is_introduced(text: str, name: re.Match[str]) -> bool:
    before = text[max(0, name.start() - _BEFORE_REACH) : name.start()]
    return (
        _CALLED.match(text, name.end()) is not None
        or _TAKEN.match(text, name.end()) is not None
        or _BEFORE.search(before) is not None
        or (_TOPIC.match(text, name.end()) is not None and _BEGIN.search(before) is not None)
    )

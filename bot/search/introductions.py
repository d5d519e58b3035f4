"""Names that a summary introduces: a work's name if its title does not give it."""

from __future__ import annotations

import re

from bot.corpus.paper import Paper

__all__ = ["introduced"]

# Capitals inside, or all capitals, perhaps with digits; a plain word may be anything.
_NAME = re.compile(
    r"(?<![A-Za-z\d-])(?=[A-Za-z]*[A-Z])"
    r"(?:[A-Za-z\d]{0,20}[a-z\d][A-Z]{1,8}[A-Za-z\d]{0,20}|[A-Z]{2,6}[a-z]{2,12}|[A-Z]{4,12}\d{0,2}|"
    r"[A-Z][a-z]{1,12}(?=-[A-Z]{1,8}\d?(?![A-Za-z\d])))"
    r"(?:-[A-Za-z\d]{1,12}){0,2}(?![A-Za-z\d])"
)
_ASIDE = r"[\"'’”)]?(?:\s?\([^()]{1,80}\))?[\"'’”]?"
_CALLED = re.compile(rf"{_ASIDE}\s?(?:이?라는|이?라고)")
_TAKEN = re.compile(
    rf"{_ASIDE}(?:\s[가-힣]{{1,8}}){{0,2}}\s?(?:을|를|이|가)\s[^.]{{0,40}}"
    r"(?:소개|제안|제시|개발|발표|공개|구축|도입|설계|생성)"
)
_TOPIC = re.compile(rf"{_ASIDE}\s?(?:은|는)\s")
_BEFORE = re.compile(
    r"(?:introduc\w{1,4}|propos\w{1,4}|present\w{0,4}|called|named|dubbed)\s(?:a\s|an\s|the\s)?[\"'‘“]?$", re.IGNORECASE
)
_BEFORE_REACH = 30
_BEGIN = re.compile(r"(?:^|[.!?]\s)(?:[^\s.(]{1,40}\s?\()?[\"'‘“]?$")
_LEAST_TIMES, _OFTEN = 2, 3
_MOST_NAMES = 3


def introduced(paper: Paper) -> tuple[str, ...]:
    """Return the names that a summary introduces and repeats, in order of appearance."""
    whole = f"{paper.title}\n{paper.summary}"
    title = paper.title.lower()
    found: dict[str, None] = {}
    for place, section in enumerate(paper.sections):
        for match in _NAME.finditer(section.text):
            name = match[0]
            if name not in found and name.lower() not in title and _is_introduced(section.text, match, whole, place):
                found[name] = None
    return tuple(found)[:_MOST_NAMES]


def _is_introduced(text: str, match: re.Match[str], whole: str, place: int) -> bool:
    times = whole.count(match[0])
    if times < _LEAST_TIMES:
        return False
    before = text[max(0, match.start() - _BEFORE_REACH) : match.start()]
    if any(pattern.match(text, match.end()) for pattern in (_CALLED, _TAKEN)) or _BEFORE.search(before):
        return True
    # Later sentences are about other people's systems too.
    return (place == 0 or times >= _OFTEN) and bool(_TOPIC.match(text, match.end()) and _BEGIN.search(before))

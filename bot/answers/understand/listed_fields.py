"""Questions for fields that only a listing has: a paper's project page and organisation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.answers.request import Field
from bot.answers.understand.meanings import FieldAsked
from bot.answers.understand.spans import Span
from bot.answers.wording import any_of

__all__ = ["find_listed_fields", "find_sites"]

_PAGE = r"(?:page|site|web\s?site|web\s?page|url|link)"
_KO_ASKED = (
    r"(?:는|은|가|이|를|을|도|좀)?(?!\s*(?:있는|달린|생성|만드))(?:\s*(?:주소|링크)(?:는|은|좀|를)?)?"
    r"(?:\s*(?:있|없|알려|줘|어디|좀|보여|뭐)[가-힣]{0,6})*"
)
_PROJECT = any_of(
    rf"(?<!with a )(?<!have a )(?<!with )\b(?:(?:the|its|their|a|any)\s+)?project(?:'s)?\s*{_PAGE}\b"
    r"(?:\s+(?:link|url|address))?(?:\s+(?:of|for|to)\b)?",
    r"프로젝트\s*(?:페이지|사이트|홈페이지|주소|링크)" + _KO_ASKED,
)
# Papers can be about web sites too, so these words depend on context.
_SITE = any_of(
    r"\b(?:(?:the|its|their)\s+)?(?:home\s?page|web\s?site)\b"
    r"(?=\W*$|\s+(?:of|for|link|url|please|pls)\b)(?:\s+(?:of|for)\b)?",
    r"(?:홈\s?페이지|웹\s?사이트)" + _KO_ASKED,
)
_ORGANIZATION = any_of(
    r"\b(?:which|what|whose)\s+(?:org|organi[sz]ation|company|lab|institut(?:e|ion)|affiliation|university)s?\b"
    r"(?:\s+(?:is|was|are|were|did|has|have)\b)?(?:\s+(?:behind|made|built|released|published|wrote)\b)?",
    r"\b(?:the\s+|its\s+)?(?:org|organi[sz]ation|affiliation)s?\b(?=\W*$|\s+(?:of|for|behind)\b)(?:\s+(?:of|for|behind)\b)?",
    r"\bwho(?:'s|\s+is|\s+are|\s+was)\s+(?:it|this|that|the\s+paper)\s+from\b",
    r"\bwhere\s+(?:is|was)\s+(?:it|this|that|the\s+paper)\s+from\b",
    r"(?:어느|무슨|어떤)\s*(?:기관|회사|연구소|랩|대학교?|조직|단체)(?:에서|의|가|이|꺼|거)?"
    r"(?:\s*(?:나온|낸|만든|만들|쓴|발표|한|꺼|거)[가-힣]{0,6})?(?:\s*(?:논문|거|꺼|건)[가-힣]{0,6})?",
    r"(?:저자\s*)?소속(?:\s*기관)?(?:은|는|이|을|도|좀)?(?!\s*논문)(?:\s*(?:어디|뭐|알려|어떻)[가-힣]{0,6})?(?=\W*$)",
    r"(?:어디|어느\s*곳)(?:서|에서)\s*(?:나온|만든|만들|낸|발표|쓴)[가-힣]{0,6}(?:\s*(?:논문|거|꺼|건)[가-힣]{0,6})?",
)
# At the start only: "papers with code for robots" asks for papers.
_CODE = any_of(
    r"^\W*(?:(?:where|is|can|i|find|there|any|the|show|give|me|got|have|you|do|need|want|link|to)\s+){0,6}"
    r"(?:(?:source\s+)?code|repo(?:sitory)?|github(?:\s+(?:repo|link|page))?)\s+(?:link\s+)?(?:for|of)\b",
)
_FIELDS: tuple[tuple[Field, re.Pattern[str]], ...] = (
    ("project", _PROJECT),
    ("organization", _ORGANIZATION),
    ("code", _CODE),
)


def find_listed_fields(text: str) -> Iterator[Span]:
    """Yield the fields asked for, each by the words that ask."""
    for field, pattern in _FIELDS:
        for match in pattern.finditer(text):
            yield Span(match.start(), match.end(), "field", FieldAsked(field))


def find_sites(text: str) -> Iterator[Span]:
    """Yield the words that ask for a project page next to a paper, and are a topic otherwise."""
    yield from (Span(match.start(), match.end(), "field", FieldAsked("project")) for match in _SITE.finditer(text))

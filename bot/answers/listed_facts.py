"""What a listing states besides the text: organisation, keywords, code and project page."""

from __future__ import annotations

from collections.abc import Iterator

from bot.corpus.addresses import is_link
from bot.corpus.paper import Paper
from bot.texts import Text

__all__ = ["addresses", "tags"]

_SHOWN_KEYWORDS = 12
_CODE = Text("Code", "코드")
_PROJECT = Text("Project page", "프로젝트 페이지")


def tags(paper: Paper) -> str:
    """Return a paper's organisation and keywords in one line, empty if it has neither."""
    keywords = ", ".join(paper.keywords[:_SHOWN_KEYWORDS])
    return " · ".join(part for part in (paper.organization, keywords) if part)


def addresses(paper: Paper) -> Iterator[tuple[Text, str]]:
    """Yield the labels of a paper's code and project page, each with its https address."""
    for label, url in ((_CODE, paper.code), (_PROJECT, paper.project)):
        if url is not None and is_link(url):
            yield label, url

"""arXiv ids in a text, in every form that people paste: bare, stamps, links and DOIs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import attrgetter

from bot.corpus.arxiv_ids import OLD_ID

__all__ = ["IdSpan", "find_ids", "holds_id", "without_ids"]

# Not an id inside a longer number, a price or a percentage; `vs` may follow without a space, units may not.
_BEGINS = r"(?<![0-9A-Za-z.$€£₩¥%])(?<![0-9],)"
_ENDS = (
    r"(?![0-9%]|[.,][0-9]|_[0-9A-Za-z]|(?!vs[^a-z])[A-Za-z]|\s?(?:%|[$€£₩¥]|달러|유로|퍼센트|원(?![문본저고래리작]))"
    r"|\s(?:dollars?|euros?|percent|usd|eur|krw|won)\b)"
)
# Four and five digits are hardly ever anything else; ids before 2015 had four and four, like prices, so the first four
# must be a year and a month.
_NEW = r"[0-9]{4}\.[0-9]{5}|(?:0[7-9]|1[0-4])(?:0[1-9]|1[0-2])\.[0-9]{4}"
_VERSION = r"(?:v[0-9]{1,3}(?![0-9]))?"
_LABEL = r"(?:10\.48550/arxiv\.|arxiv(?:\s?id)?\s?[:.=#/-]?\s?)"
# The rest of the stamp on a first page: "[cs.CL] 20 Nov 2024".
_STAMP = r"(?:\s?\[[A-Za-z.-]{2,20}\](?:\s{1,3}[0-9]{1,2}\s[A-Za-z]{3,9}\s[0-9]{4})?)?"
_BARE = re.compile(
    rf"{_BEGINS}(?:(?:doi\s?:\s?)?{_LABEL})?(?P<id>{_NEW}|{OLD_ID}){_VERSION}(?:\.pdf(?![a-z]))?{_ENDS}{_STAMP}",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"(?:https?://|(?<![\w.])(?:(?:www|export|browse|api|dx|ar5iv\.labs)\.)?"
    r"(?:arxiv\.org|ar5iv\.org|alphaxiv\.org|huggingface\.co|hf\.co|paperswithcode\.com|semanticscholar\.org|doi\.org)/)"
    r"[^\s<>()\[\]\"'`|ㄱ-ㆎ가-힣]+",
    re.IGNORECASE,
)
_IN_LINK = re.compile(rf"(?<![0-9A-Za-z])(?P<id>{_NEW}|(?<=/){OLD_ID}){_VERSION}(?![0-9])", re.IGNORECASE)
_LONGEST_CAPTION = 300
# Full-width characters, one for one, so that offsets in the text do not change.
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}


@dataclass(frozen=True, slots=True)
class IdSpan:
    """An arXiv id without its version, and the span of the whole form or link it was written in."""

    start: int
    end: int
    arxiv_id: str


def find_ids(text: str) -> list[IdSpan]:
    """Return the ids in `text` in order, including those in full-width characters."""
    text = text.translate(_NARROW)
    found: list[IdSpan] = []
    unlinked = 0
    for link in _LINK.finditer(text):
        if held := _IN_LINK.search(link[0]):
            found += _bare(text, unlinked, link.start())
            found.append(IdSpan(*_whole(text, link.start(), _end(link)), _plain(held["id"])))
            unlinked = link.end()
    found += _bare(text, unlinked, len(text))
    return sorted(found, key=attrgetter("start"))


def holds_id(text: str) -> bool:
    """Tell whether `text` contains an arXiv id, alone or in a link."""
    return bool(find_ids(text))


def without_ids(text: str) -> str:
    """Return `text` without arXiv ids and links that contain one."""
    pieces: list[str] = []
    end = 0
    for span in find_ids(text):
        pieces.append(text[end : span.start])
        end = span.end
    return " ".join((*pieces, text[end:])).strip() if end else text


def _bare(text: str, start: int, end: int) -> list[IdSpan]:
    return [IdSpan(match.start(), match.end(), _plain(match["id"])) for match in _BARE.finditer(text, start, end)]


def _plain(arxiv_id: str) -> str:
    """Return an id in the form papers have it: without the subject class of an old id."""
    archive, slash, number = arxiv_id.lower().partition("/")
    return f"{archive.partition('.')[0]}/{number}" if slash else arxiv_id


def _end(link: re.Match[str]) -> int:
    """Return where a link ends: punctuation after it is not part of it."""
    return link.start() + len(link[0].rstrip(".,;:!?*~"))


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a link with its Markdown around it: <link> or [caption](link)."""
    before, behind = text[start - 1 : start], text[end : end + 1]
    if before == "<" and behind == ">":
        return start - 1, end + 1
    if before == "(" and behind == ")" and text[start - 2 : start - 1] == "]":
        caption = text.rfind("[", max(0, start - _LONGEST_CAPTION), start)
        return (caption if caption >= 0 else start - 1), end + 1
    return start, end

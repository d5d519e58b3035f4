"""What the source says of a day -> entries that can be written; what is broken is left out by itself, and named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from bot.corpus.addresses import is_link
from bot.corpus.characters import visible
from bot.normal import normal
from bot.texts import Text

__all__ = ["ID", "FeedEntry", "LeftOut", "read_entries", "read_paper"]

_MOST_LETTERS = 20_000
_MOST_OF_TITLE = 500
_MOST_OF_WORDS = 100
_MOST_AUTHORS = 2_000
_MOST_KEYWORDS = 30
_MOST_VOTES = 999_999_999

# An id with its version, if it has one; the first group is the id.
ID = re.compile(r"([0-9]{4}\.[0-9]{4,5}|[a-z-]{2,20}(?:\.[A-Z]{2})?/[0-9]{7})(?:v[0-9]{1,3})?")
# What stands between keywords in a listing.
_BETWEEN = re.compile(r"[,;，、]")
# What stands in a link of a listing as it is; the length is that of an address that a browser takes.
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:[/?#][A-Za-z0-9._~:/?#@!$&*+,;=%-]*)?")
_REPOSITORY = re.compile(r"[A-Za-z0-9._-]{1,100}/[A-Za-z0-9._-]{1,100}")
_VIDEO = re.compile(r"\.(?:mp4|webm|mov|qt|m4v)(?:[?#]|$)", re.IGNORECASE)
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp)(?:[?#]|$)", re.IGNORECASE)

# "Withdrawn from ICLR" in a comment speaks of a conference.
_WITHDRAWN = re.compile(
    r"\A\W*(?:(?:this|the)\s+)?(?:arxiv\s+)?(?:paper|article|submission|manuscript|preprint|work|version)\s+"
    r"(?:(?:has|have)\s+been|is|was)\s+(?:temporarily\s+)?withdrawn\b(?!\s+from\b)"
    r"|\A\W*withdrawn\s*(?:[.:,;]|by\b|due\b|because\b|$)"
    r"|\A.{0,200}\bwithdrawn\s+by\s+arxiv\b",
    re.IGNORECASE,
)
_TITLE_WITHDRAWN = re.compile(r"\A\W*withdrawn\s*:", re.IGNORECASE)

_NO_PAPER = Text("entry {number} is no paper", "{number}번째 항목은 논문이 아닙니다")
_NO_ID = Text("entry {number} has no arXiv id", "{number}번째 항목에 arXiv id가 없습니다")
_NO_TITLE = Text("{arxiv_id} has no title", "{arxiv_id}에 제목이 없습니다")

Json = Mapping[str, object]

# What may be taken back, by the key of the source.
_KEYS = {
    "code_url": "githubRepo",
    "project_url": "projectPage",
    "organization": "organization",
    "keywords": "ai_keywords",
    "video_url": "mediaUrls",
    "summary": "ai_summary",
    "abstract": "summary",
}


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One paper as the source lists it on a day; every text is one line, every address one that a browser takes.

    A paper that is `withdrawn` has neither summary nor abstract. `abstract_from` is the source that readers are told.
    `emptied` names the fields that the source says are empty; of others without a value it says nothing.
    """

    arxiv_id: str
    title: str
    votes: int | None = None
    authors: tuple[str, ...] = ()
    thumbnail_url: str | None = None
    code_url: str | None = None
    project_url: str | None = None
    organization: str | None = None
    keywords: tuple[str, ...] = ()
    video_url: str | None = None
    summary: str | None = None
    abstract: str | None = None
    abstract_from: str | None = None
    withdrawn: bool = False
    emptied: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What could not be read of an answer, and why."""

    reason: Text


def read_entries(answer: Sequence[object]) -> tuple[tuple[FeedEntry, ...], tuple[LeftOut, ...]]:
    """Return the entries of a day, each paper once, and what was left out."""
    entries: dict[str, FeedEntry] = {}
    left_out: list[LeftOut] = []
    for number, value in enumerate(answer, start=1):
        found = _entry(number, value)
        if isinstance(found, LeftOut):
            left_out.append(found)
        else:
            entries.setdefault(found.arxiv_id, found)
    return tuple(entries.values()), tuple(left_out)


def read_paper(value: object) -> FeedEntry | None:
    """Return what a source says of one paper, None where that cannot be read."""
    found = _entry(1, {"paper": value})
    return None if isinstance(found, LeftOut) else found


def _entry(number: int, value: object) -> FeedEntry | LeftOut:
    item = _object(value)
    paper = _object(item.get("paper"))
    if not paper:
        return LeftOut(_NO_PAPER.fill(number=number))
    given = paper.get("id")
    found = ID.fullmatch(given.strip()) if isinstance(given, str) and given.isascii() else None
    if found is None:
        return LeftOut(_NO_ID.fill(number=number))
    # What stands on both levels is the same text twice; either may be missing.
    both = {**item, **{key: said for key, said in paper.items() if said not in (None, "", [])}}
    title = _line(both.get("title"), _MOST_OF_TITLE)
    if not any(letter.isalnum() for letter in title or ""):
        return LeftOut(_NO_TITLE.fill(arxiv_id=found[1]))
    thumbnail, video = _media(both)
    withdrawn = _is_withdrawn(both, title or "")
    return FeedEntry(
        arxiv_id=found[1],
        title=title or "",
        votes=_count(paper.get("upvotes")),
        authors=tuple(_authors(paper.get("authors"))),
        thumbnail_url=thumbnail,
        code_url=_code(both.get("githubRepo")),
        project_url=_link(both.get("projectPage")),
        organization=_organization(both.get("organization")),
        keywords=tuple(_keywords(both.get("ai_keywords"))),
        video_url=video,
        summary=None if withdrawn else _line(both.get("ai_summary"), _MOST_LETTERS),
        abstract=None if withdrawn else _line(both.get("summary"), _MOST_LETTERS),
        withdrawn=withdrawn,
        emptied=frozenset(_emptied(item, paper, withdrawn=withdrawn)),
    )


def _emptied(item: Json, paper: Json, *, withdrawn: bool) -> Iterable[str]:
    """Yield the fields that are there and empty; null is what the source writes for what it does not know."""
    if withdrawn:
        yield from ("summary", "abstract")
    for name, key in _KEYS.items():
        said = [one[key] for one in (item, paper) if one.get(key) is not None]
        if said and all(value in ("", [], {}) for value in said):
            yield name
    if (authors := _list(paper.get("authors"))) and all(_object(author).get("hidden") for author in authors):
        yield "authors"


def _is_withdrawn(both: Json, title: str) -> bool:
    """Whether a paper was taken back; where nothing else does, the texts say so in the place of an abstract."""
    said = (_line(both.get(name), _MOST_OF_TITLE) or "" for name in ("summary", "comment"))
    return bool(both.get("withdrawnAt") or _TITLE_WITHDRAWN.match(title) or any(map(_WITHDRAWN.match, said)))


def _authors(value: object) -> Iterable[str]:
    """Return the names in the paper's order, without those that are hidden."""
    for author in map(_object, _list(value)[:_MOST_AUTHORS]):
        name = _line(author.get("name"), _MOST_OF_WORDS + 1)
        # What is longer, or has no letter, is not a name for a listing either.
        if name and not author.get("hidden") and len(name) <= _MOST_OF_WORDS and any(map(str.isalpha, name)):
            yield name


def _media(both: Json) -> tuple[str | None, str | None]:
    """Return a picture and a video; the field for a picture held videos and avatars once."""
    thumbnail = _address(both.get("thumbnail"))
    uploads = [url for value in _list(both.get("mediaUrls")) if (url := _address(value))]
    if thumbnail and _VIDEO.search(thumbnail):
        uploads.append(thumbnail)
        thumbnail = None
    video = next((url for url in uploads if _VIDEO.search(url)), None)
    return thumbnail or next((url for url in uploads if _PICTURE.search(url)), None), video


def _code(value: object) -> str | None:
    if isinstance(value, str) and _REPOSITORY.fullmatch(value.strip()):
        return f"https://github.com/{value.strip()}"
    return _link(value)


def _organization(value: object) -> str | None:
    organization = _object(value)
    return _line(organization.get("fullname"), _MOST_OF_WORDS) or _line(organization.get("name"), _MOST_OF_WORDS)


def _keywords(value: object) -> Iterable[str]:
    lines = (_line(word, _MOST_OF_WORDS) for word in _list(value)[:_MOST_KEYWORDS])
    words = (" ".join(_BETWEEN.sub(" ", line or "").split()) for line in lines)
    return dict.fromkeys(word for word in words if word)


def _line(value: object, most: int) -> str | None:
    """Return a text as one line of characters that are seen, None where there is none."""
    if not isinstance(value, str):
        return None
    # Half of a surrogate pair is JSON, but no UTF-8.
    text = value[: 2 * most].encode("utf-8", "replace").decode("utf-8")
    return " ".join(visible(normal("NFC", text)).split())[:most].strip() or None


def _address(value: object) -> str | None:
    text = value.strip() if isinstance(value, str) else ""
    return text if len(text) <= 500 and _ADDRESS.fullmatch(text) else None


def _link(value: object) -> str | None:
    """Return an address that people may be led to, None for any other."""
    text = _address(value)
    return text if is_link(text) else None


def _count(value: object) -> int | None:
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return value if 0 <= value <= _MOST_VOTES else None


def _object(value: object) -> Json:
    return cast("Json", value) if isinstance(value, dict) else {}


def _list(value: object) -> Sequence[object]:
    return cast("list[object]", value) if isinstance(value, list) else ()

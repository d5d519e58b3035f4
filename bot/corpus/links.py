"""The link of an entry's heading -> its title and arXiv id, wherever the link leads and whatever stands around it."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote

from bot.corpus.arxiv_ids import OLD_ID
from bot.corpus.characters import decoded
from bot.normal import normal

__all__ = ["Linked", "arxiv_id", "is_open_link", "read_link"]

# Inside a heading over several lines an address may be broken too.
_TARGET = re.compile(
    r"\][ \t]*\n?\(\s*+<?(?P<url>[^ \t()<>\[\]\"]++)>?(?:\s+(?:\"[^\"]{0,300}\"|'[^']{0,300}'))?\s*+\)"
)
_NUMBERED = re.compile(r"\[[0-9]{1,4}\][\s*_~`.:-]{0,8}(?=\[)")
# "No. 3", "제3위": words that only number what follows.
_NUMBER_WORD = re.compile(r"\b(?:no|nr|paper|rank|top)\b|논문|제(?=\s?\d)|(?<=\d)(?:번|위|편)", re.IGNORECASE)
_EMPHASIS = re.compile(r"\A(\*{2,3}|__|~~)(?P<inside>\S(?:.*\S)?)\1\Z")
_LONGEST_LEAD = 40

_HOSTS = ("arxiv.org", "ar5iv.org", "alphaxiv.org")
_PAPER_HOSTS = ("huggingface.co", "hf.co")
_ID = rf"(?P<id>[0-9]{{4}}\.[0-9]{{4,5}}|{OLD_ID})(?:v[0-9]{{1,3}})?"
_END = r"(?:\.pdf)?(?:/.*)?$"
_ADDRESS = re.compile(r"\A(?:https?:)?(?://)?(?P<host>[a-z0-9.-]++)(?::[0-9]{1,5})?(?P<path>/[^?#]*)", re.IGNORECASE)
_IN_PATH = re.compile(rf"/{_ID}{_END}", re.IGNORECASE)
_DOI = re.compile(rf"/?10\.48550/arxiv[.:]{_ID}{_END}", re.IGNORECASE)
_NAMED = re.compile(rf"(?:arxiv:\s?|(?:doi:\s?)?(?=10\.)(?:10\.48550/arxiv[.:])){_ID}$", re.IGNORECASE)


class Linked(NamedTuple):
    """A heading's link: the title (which may be empty), the id without version, the text after the link."""

    title: str
    arxiv_id: str
    rest: str


def read_link(text: str) -> Linked | None:
    """Return what the text of a heading links, None where it links no paper or has words before the link."""
    start = text.find("[")
    if start < 0 or not _is_lead(text[:start]):
        return None
    if number := _NUMBERED.match(text, start):
        start = number.end()
    for target in _TARGET.finditer(text, start):
        if (found := arxiv_id(target["url"])) is not None:
            rest = text[target.end() :].strip()
            has_words = any(letter.isalnum() for letter in rest)
            return Linked(_title(text[start + 1 : target.start()]), found, rest if has_words else "")
    return None


def is_open_link(text: str, following: str) -> bool:
    """Tell whether a link that begins in the text of a heading may go on in the line that follows."""
    start = text.find("[")
    if not _is_lead(text if start < 0 else text[:start]):
        return False
    if start < 0:
        return "[" in following
    behind = text.rpartition("](")
    return (
        text.count("[", start) > text.count("]", start)
        or (bool(behind[1]) and ")" not in behind[2])
        or (text.rstrip().endswith("]") and following.startswith("("))
    )


def arxiv_id(address: str) -> str | None:
    """Return the arXiv id that an address or a DOI leads to, without its version, or None."""
    plain = unquote(normal("NFKC", "".join(address.split()))).rstrip(".,;*_~")
    if named := _NAMED.match(plain):
        return _lowered(named["id"])
    parts = _ADDRESS.match(plain)
    if parts is None:
        return None
    host, path = parts["host"].lower().rstrip("."), parts["path"].rstrip(".,;*_~")
    if _is_of(host, _HOSTS):
        found = _IN_PATH.search(path)
    elif _is_of(host, _PAPER_HOSTS):
        found = _IN_PATH.search(path) if path.lower().startswith("/papers/") else None
    else:
        found = _DOI.match(path) if _is_of(host, ("doi.org",)) else None
    return _lowered(found["id"]) if found else None


def _is_of(host: str, names: tuple[str, ...]) -> bool:
    return any(host == name or host.endswith(f".{name}") for name in names)


def _lowered(found: str) -> str:
    """Return an id with its archive in small letters; a subject class keeps its capitals."""
    archive, dot, rest = found.partition(".")
    return f"{archive.lower()}{dot}{rest}" if dot else found.lower()


def _is_lead(text: str) -> bool:
    """Tell whether text before a link is numbering, emphasis or a sign: nothing that says something."""
    if len(text) > _LONGEST_LEAD or text.endswith("!"):
        return False
    return not any(letter.isalpha() for letter in _NUMBER_WORD.sub("", text))


def _title(text: str) -> str:
    title = " ".join(decoded(text).split())
    if (wrapped := _EMPHASIS.fullmatch(title)) and wrapped[1] not in wrapped["inside"]:
        return wrapped["inside"]
    return title

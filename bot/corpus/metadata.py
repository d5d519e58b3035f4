"""The lines of an entry that say more of a paper: code, project page, organisation, keywords, video."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from bot.corpus.addresses import is_link
from bot.corpus.characters import decoded
from bot.corpus.names import literal_items
from bot.texts import Text

__all__ = ["MetadataLine", "MetadataReader", "metadata_line"]

Label = Literal["code", "project", "organization", "keywords", "video"]

_LABELS: tuple[tuple[Label, str], ...] = (
    ("code", r"codes?|source\s?code|github(?:\s?repo(?:sitory)?)?|repo(?:sitory)?"),
    ("project", r"projects?|project\s?page|home\s?page|web\s?(?:page|site)"),
    ("organization", r"organi[sz]ations?"),
    ("keywords", r"key\s?words?"),
    ("video", r"videos?"),
)
_NAMES = "|".join(f"(?P<{label}>{names})" for label, names in _LABELS)
_LINE = re.compile(rf"\A[*_]*+(?:{_NAMES})[*_]*\s?[:：][*_]*\s*+(?P<value>.*)$", re.IGNORECASE)
# "[Code](https://github.com/owner/name)" on a line of its own.
_LINKED = re.compile(rf"\A[*_]*+(?P<value>\[\s?(?:{_NAMES})\s?\]\s?\([^()\s]{{1,600}}\))[*_.]*$", re.IGNORECASE)

# What is longer is no value; of an address more is never shown.
_MOST_READ = 10_000
_LONGEST_NAME = 120
_LONGEST_KEYWORD = 100
_MOST_KEYWORDS = 50
_SHOWN = 80

_ADDRESS = re.compile(
    r"\[[^\[\]]{0,300}\]\s?\(\s?<?(?P<linked>[^\s<>()\[\]]{1,600}+)>?(?:\s\"[^\"]{0,300}\")?\s?\)|"
    r"(?P<bare>https?://[^\s<>\"`]+)",
    re.IGNORECASE,
)
_LINK_TEXT = re.compile(r"\[(?P<text>[^\[\]]{1,300})\]\([^()]{0,600}\)")
_MARKS = " *_`"
_NOTHING = frozenset(("", "-", "–", "—", "?", "n/a", "none", "null", "[]"))

_NO_ADDRESS = Text(
    "this is not an https address that can be shown, such as https://github.com/owner/name, and is left out: {value}",
    "https://github.com/owner/name 같은 https 주소가 아니어서 뺐습니다: {value}",
)
_NO_NAME = Text(
    "this is not the name of an organisation (over {most} characters or without a letter) and is left out: {value}",
    "기관 이름으로 볼 수 없어({most}자 초과 또는 글자 없음) 뺐습니다: {value}",
)
_NO_KEYWORDS = Text(
    "{count:,} of the keywords cannot be used (over {longest} characters, without a letter, or beyond {most}) "
    "and are left out: {value}",
    "키워드 {count:,}개는 쓸 수 없어({longest}자 초과, 글자 없음 또는 {most}개 초과) 뺐습니다: {value}",
)
_TWICE = Text(
    "the entry says this twice, and the first line counts: {value}", "항목에 두 번 나와 첫 줄만 읽었습니다: {value}"
)


@dataclass(frozen=True, slots=True)
class MetadataLine:
    """A line's label and the text after it; `linked` if the line is only a link with that label."""

    label: Label
    value: str
    linked: bool = False

    @property
    def address(self) -> str | None:
        """The first address in the value where it is one that can be shown, else None."""
        match = _ADDRESS.search(self.value)
        if match is None:
            return None
        found = match["linked"] or match["bare"].rstrip("*_.,;:!?'")
        if match["bare"] and found.endswith(")") and found.count("(") < found.count(")"):
            found = found[:-1]
        return found if is_link(found) else None

    @property
    def is_sure(self) -> bool:
        """Whether it is no prose that happens to begin so: where the label wants an address, one follows."""
        return not self.linked and (self.label in ("organization", "keywords") or self.address is not None)


def metadata_line(text: str) -> MetadataLine | None:
    """Return what a line says of its paper, None for any other line."""
    line, linked = _LINE.match(text), _LINKED.match(text)
    match = line or linked
    if match is None:
        return None
    label: Label = next(label for label, _ in _LABELS if match[label])
    return MetadataLine(label, match["value"][:_MOST_READ].strip(), linked=line is None)


@dataclass(slots=True)
class MetadataReader:
    """Collect what the metadata lines of one entry say; what cannot be used is left out, with a warning."""

    code: str | None = None
    project: str | None = None
    video: str | None = None
    organization: str | None = None
    keywords: tuple[str, ...] = ()
    warnings: list[tuple[int, Text]] = field(default_factory=list[tuple[int, Text]])
    _seen: set[Label] = field(default_factory=set[Label])

    def read(self, number: int, line: MetadataLine) -> None:
        """Take the line with this number."""
        if line.label in self._seen:
            self._warn(number, _TWICE, line.value)
            return
        self._seen.add(line.label)
        if line.value.strip(_MARKS).lower() in _NOTHING:
            return
        match line.label:
            case "keywords":
                self.keywords = self._read_keywords(number, line.value)
            case "organization":
                self.organization = self._read_name(number, line.value)
            case label:
                setattr(self, label, line.address)
                if line.address is None:
                    self._warn(number, _NO_ADDRESS, line.value)

    def _read_name(self, number: int, value: str) -> str | None:
        name = _plain(value)
        if _is_worded(name, _LONGEST_NAME):
            return name
        self._warn(number, _NO_NAME, value, most=_LONGEST_NAME)
        return None

    def _read_keywords(self, number: int, value: str) -> tuple[str, ...]:
        found: dict[str, str] = {}
        dropped: list[str] = []
        value = decoded(value)
        for part in literal_items(value) or re.split(r"[,;，、]", value.strip(" []")):
            keyword = _plain(part).lstrip("# ")
            if not keyword:
                continue
            if _is_worded(keyword, _LONGEST_KEYWORD) and len(found) < _MOST_KEYWORDS:
                found.setdefault(keyword.casefold(), keyword)
            else:
                dropped.append(keyword)
        if dropped:
            counts = {"count": len(dropped), "longest": _LONGEST_KEYWORD, "most": _MOST_KEYWORDS}
            self._warn(number, _NO_KEYWORDS, dropped[0], **counts)
        return tuple(found.values())

    def _warn(self, number: int, reason: Text, value: str, **counts: int) -> None:
        self.warnings.append((number, reason.fill(value=repr(value[:_SHOWN]), **counts)))


def _plain(value: str) -> str:
    """Return a value without its links, marks and entities."""
    return " ".join(decoded(_LINK_TEXT.sub(r"\g<text>", value)).split()).strip(_MARKS)


def _is_worded(text: str, most: int) -> bool:
    return len(text) <= most and any(letter.isalpha() for letter in text)

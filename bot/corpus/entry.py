"""One entry of a listing: the lines below its heading -> a paper."""

from __future__ import annotations

import re
from datetime import date

from bot.corpus.characters import decoded
from bot.corpus.metadata import MetadataReader, metadata_line
from bot.corpus.names import LONGEST_NAME, parse_authors
from bot.corpus.paper import Listing, Paper, Section
from bot.texts import Text

__all__ = ["Entry", "is_decoration"]

# Spaces are taken possessively: a line of nothing but spaces must not cost their square.
_IMAGE = re.compile(r"\A!\[[^\]]*\]\(\s*+<?(\S*?)>?(?:\s++[\"'][^)]*+)?\s*+\)$")
_CHART = re.compile(r"\A\[?!?\[[^\]]*\]\([^)]*star-history")
_VIDEO = re.compile(r"\[\s*watch\s+video\s*\]\(\s*+(\S*?)\s*+\)$", re.IGNORECASE)
_TAG = re.compile(r"</?(?:div|video|iframe|source|img|p|br|a|center|details|summary)\b[^<>]*>|<!--", re.IGNORECASE)
_MARKUP = re.compile(r"<[^<>]*>|<!--.*?(?:-->|$)")
_SOURCE = re.compile(r"<(video|iframe|source|img)\b[^<>]*?\bsrc\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
_FIELD = re.compile(r"\A[*_]*+(vote|author)s?[*_]*\s*[:：][*_]*\s*(.*)$", re.IGNORECASE)
_COUNT = re.compile(r"\d{1,9}")
_BULLET = re.compile(r"([-*+•]|\d{1,3}[.)])(?:\s+(.*))?$")
_TITLED = re.compile(
    r"\A(?:(\*{1,3}|__)(?P<inside>[^*]{1,120}?)\s*[:：]\s*\1|(\*{1,3}|__)(?P<heading>[^*]{1,120}?)\3\s*[:：])\s*(?P<text>.*)$"
)
_RULE = re.compile(r"\A(?:[-*_]\s*+){3,}+$")
_UNKNOWN_VOTES = frozenset(("", "-", "–", "—", "?", "n/a", "none"))
_SHOWN = 80
# Many times what any paper had; beyond it, text goes on in the last bullet and lines are no names.
_MOST_BULLETS = 300
_MOST_OF_AUTHORS = 100_000

_STRAY = Text("this line was not understood: {line}", "이 줄을 이해하지 못했습니다: {line}")
_TOO_MANY_BULLETS = Text(
    "the entry has more than {most:,} bullets: from here on they are the text of the last one",
    "항목의 글머리가 {most:,}개를 넘어 여기부터는 마지막 글머리의 글로 읽었습니다",
)
_NO_NAMES = Text(
    "{count:,} of the authors cannot be names (over {most} characters or without a letter) and are left out: {name}",
    "저자 {count:,}명은 이름으로 볼 수 없어({most}자 초과 또는 글자 없음) 뺐습니다: {name}",
)
_NO_COUNT = Text("this is not a vote count: {value}", "추천 수가 아닙니다: {value}")


def is_decoration(text: str) -> bool:
    """Tell whether a line is a rule, a chart's link or markup, which no paper needs."""
    return bool(_RULE.match(text) or _CHART.match(text) or _TAG.match(text))


class Entry:
    """Read an entry line by line; `warnings` holds (line, reason) for what nobody understands."""

    def __init__(self, arxiv_id: str, title: str, day: date, position: int, file: str) -> None:
        self.warnings: list[tuple[int, Text]] = []
        self._arxiv_id = arxiv_id
        self._title = title
        self._place = (day, position, file)
        self._votes: int | None = None
        self._has_votes = False
        self._author_lines: list[str] | None = None
        self._authors_at = self._authors_size = 0
        self._thumbnail_url: str | None = None
        self._video_url: str | None = None
        self._metadata = MetadataReader()
        self._bullets: list[tuple[str | None, list[str]]] = []
        self._bullet_open = self._has_excess = False
        self._numbered: bool | None = None
        self._stray: list[tuple[int, str]] = []

    def read(self, number: int, line: str) -> None:
        """Take one line that is not blank and no heading."""
        text = line.strip()
        if self._field(number, text) or self._more(number, text) or self._medium(text) or self._more_names(text):
            return
        if _RULE.match(text):
            self._bullet_open = False
            return
        indent = len(line) - len(line.lstrip())
        bullet = _BULLET.match(text)
        if len(self._bullets) >= _MOST_BULLETS and self._bullet_open:
            self._go_on(number, text)
        elif bullet and self._starts_bullet(bullet, indent):
            self._open_bullet(bullet[2] or "")
        elif bullet is None and indent < 2 and _TITLED.match(text):
            self._open_bullet(text)
        elif not self.continue_bullet(text):
            self._stray.append((number, text))

    def continue_bullet(self, text: str) -> bool:
        """Add a line to the open bullet's text; tell whether there was one."""
        if self._bullet_open:
            self._bullets[-1][1].append(text)
        return self._bullet_open

    def _go_on(self, number: int, text: str) -> None:
        """Take a line after the last bullet that an entry may have."""
        if not self._has_excess:
            self._has_excess = True
            self.warnings.append((number, _TOO_MANY_BULLETS.fill(most=_MOST_BULLETS)))
        self.continue_bullet(text)

    def paper(self) -> Paper:
        """Return the paper, with one listing; lines that belong to nothing become warnings."""
        if not self._bullets and self._stray:
            # A summary without any marker is still the summary.
            self._bullets, self._stray = [(None, [text for _, text in self._stray])], []
        self.warnings += [(number, _STRAY.fill(line=repr(text[:_SHOWN]))) for number, text in self._stray]
        said = self._metadata
        self.warnings += said.warnings
        authors, more_authors = self._read_authors()
        sections = (
            (" ".join(decoded(heading or "").split()) or None, decoded("\n".join(lines)).strip())
            for heading, lines in self._bullets
        )
        day, position, file = self._place
        return Paper(
            arxiv_id=self._arxiv_id,
            title=self._title,
            authors=authors,
            sections=tuple(Section(heading, text) for heading, text in sections if heading or text),
            listings=(Listing(day, self._votes, position, file),),
            more_authors=more_authors,
            thumbnail_url=self._thumbnail_url,
            video_url=self._video_url or said.video,
            code=said.code,
            project=said.project,
            organization=said.organization,
            keywords=said.keywords,
        )

    def _field(self, number: int, text: str) -> bool:
        match = _FIELD.match(text) if text[0] in "VvAa*_" else None
        if match is None:
            return False
        value = match[2].strip()
        if match[1].lower() == "author" and self._author_lines is None:
            self._author_lines, self._authors_at = [value], number
        elif match[1].lower() == "vote" and not self._has_votes:
            self._has_votes = True
            count = value.replace(",", "")
            if _COUNT.fullmatch(count):
                self._votes = int(count)
            elif value.lower() not in _UNKNOWN_VOTES:
                self.warnings.append((number, _NO_COUNT.fill(value=repr(value[:_SHOWN]))))
        else:
            return False
        return True

    def _more(self, number: int, text: str) -> bool:
        """Take a line that says more of the paper; what may be prose goes on in an open bullet."""
        line = metadata_line(text)
        if line is None or (self._bullet_open and not line.is_sure):
            return False
        self._metadata.read(number, line)
        return True

    def _more_names(self, text: str) -> bool:
        """Take a further line of an author list that the line before left open."""
        lines = self._author_lines
        if not lines or self._bullets or _BULLET.match(text):
            return False
        is_open = lines[-1].endswith(",") or (lines[0].startswith("[") and not lines[-1].endswith("]"))
        self._authors_size += len(text)
        if not is_open or self._authors_size > _MOST_OF_AUTHORS:
            return False
        lines.append(text)
        return True

    def _read_authors(self) -> tuple[tuple[str, ...], bool]:
        dropped: list[str] = []
        authors, more_authors = parse_authors(decoded(" ".join(self._author_lines or ())), dropped)
        if dropped:
            shown = repr(dropped[0][:_SHOWN])
            reason = _NO_NAMES.fill(count=len(dropped), most=LONGEST_NAME, name=shown)
            self.warnings.append((self._authors_at, reason))
        return authors, more_authors

    def _medium(self, text: str) -> bool:
        if text[0] == "!" and (match := _IMAGE.match(text)):
            self._thumbnail_url = self._thumbnail_url or _web(match[1])
        elif text[0] == "[" and (match := _VIDEO.match(text)):
            self._video_url = self._video_url or _web(match[1])
        elif text[0] == "<" and _TAG.match(text):
            sources = _SOURCE.findall(text)
            for kind, url in sources:
                if kind.lower() == "img":
                    self._thumbnail_url = self._thumbnail_url or _web(url)
                else:
                    self._video_url = self._video_url or _web(url)
            return bool(sources) or not _MARKUP.sub("", text).strip()
        else:
            return bool(_CHART.match(text))
        return True

    def _starts_bullet(self, match: re.Match[str], indent: int) -> bool:
        """Tell a summary's bullet from one nested in it: deeper, or of the other kind than the entry's first."""
        numbered = match[1][0].isdigit()
        if self._numbered is None:
            self._numbered = numbered
        return not self._bullet_open or (indent < 2 and numbered == self._numbered)

    def _open_bullet(self, text: str) -> None:
        titled = _TITLED.match(text)
        heading = (titled["inside"] or titled["heading"]).strip() if titled else None
        text = titled["text"] if titled else text
        self._bullets.append((heading, [text] if text else []))
        self._bullet_open = True


def _web(url: str) -> str | None:
    """Keep only addresses that a browser would fetch: nothing else may reach a button or an image."""
    return url if url.startswith(("https://", "http://")) else None

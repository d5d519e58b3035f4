"""What can be wrong with a line of a listing, for people."""

from __future__ import annotations

from bot.texts import Text

__all__ = [
    "BEFORE_PAPERS",
    "BEHIND_LINK",
    "ENTRIES_IN_CODE",
    "FENCED",
    "FURTHER",
    "HEADING_NAMES_NO_DAY",
    "INNER_HEADING",
    "NO_DAY",
    "NO_ID",
    "NO_LINK",
    "NO_PAPER",
    "NO_SUCH_DAY",
    "NO_TITLE",
    "UNCLOSED",
    "UNREAD_DAY",
    "WORDS_BEFORE",
]

NO_LINK = Text("the entry has no link", "항목에 링크가 없습니다")
NO_ID = Text("the entry's link holds no arXiv id", "항목의 링크에 arXiv 번호가 없습니다")
WORDS_BEFORE = Text("there are words before the entry's link", "항목의 링크 앞에 다른 글이 있습니다")
NO_TITLE = Text("the entry has no title", "항목에 제목이 없습니다")
NO_DAY = Text(
    "there is no valid day above the entry, such as '## Daily Papers (2024-11-22)'",
    "항목 위에 '## Daily Papers (2024-11-22)' 같은 올바른 날짜가 없습니다",
)
HEADING_NAMES_NO_DAY = Text(
    "the heading above the entry names no day (line {line}: {heading})",
    "항목 위의 제목에 날짜가 없습니다({line}번째 줄: {heading})",
)
NO_SUCH_DAY = Text(
    "this heading names a day that does not exist: {line}", "이 제목의 날짜는 달력에 없는 날짜입니다: {line}"
)
UNREAD_DAY = Text("the day of this heading cannot be read: {line}", "이 제목의 날짜를 읽을 수 없습니다: {line}")
NO_PAPER = Text("there is no paper in this file", "이 파일에는 논문이 없습니다")
BEFORE_PAPERS = Text(
    "this line before any paper was not understood: {line}",
    "첫 논문 앞에 있는 이 줄을 이해하지 못했습니다: {line}",
)
INNER_HEADING = Text(
    "this heading inside an entry was not understood: {line}", "항목 안의 이 제목을 이해하지 못했습니다: {line}"
)
BEHIND_LINK = Text(
    "the text after the link was not understood: {line}", "링크 뒤의 이 글을 이해하지 못했습니다: {line}"
)
FENCED = Text("this fenced line was not understood: {line}", "코드 블록의 이 줄을 이해하지 못했습니다: {line}")
ENTRIES_IN_CODE = Text(
    "this code block holds {count:,} lines that look like days or entries and are not read, the first in line {first}",
    "이 코드 블록 안에 날짜나 항목처럼 보이는 줄이 {count:,}개 있으며 읽지 않았습니다. 처음: {first}번째 줄",
)
UNCLOSED = Text(
    "this code block is never closed: what follows is read as if it did not begin",
    "이 코드 블록이 닫히지 않았습니다. 뒤의 내용은 코드 블록이 아닌 것으로 읽었습니다",
)
FURTHER = Text("{count:,} more warnings", "그 밖의 경고 {count:,}건")

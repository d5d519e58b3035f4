"""Sentences about one field of a paper, in both languages."""

from __future__ import annotations

from bot.texts import Text

__all__ = [
    "AND_FROM",
    "AUTHORS_AND_MORE",
    "AUTHORS_AND_OTHERS",
    "AUTHORS_OF",
    "CODE_AT",
    "IS_FROM",
    "LISTED_ON",
    "NO_AUTHORS",
    "NO_CODE",
    "NO_ORGANIZATION",
    "NO_PROJECT",
    "ONE_VOTE_OF",
    "PLACED",
    "PLACED_LEVEL",
    "PROJECT_AT",
    "VOTES_OF",
    "VOTES_UNKNOWN",
]

NO_CODE = Text(
    "The listing does not give a link to the code of “{title}”; the paper itself may: {url}",
    "“{title}”의 코드 주소는 목록에 나와 있지 않습니다. 논문에는 있을 수 있습니다: {url}",
)
CODE_AT = Text("Code of “{title}”: {url}", "“{title}”의 코드: {url}")
PROJECT_AT = Text("Project page of “{title}”: {url}", "“{title}”의 프로젝트 페이지: {url}")
NO_PROJECT = Text(
    "The listing gives no project page for “{title}”; the paper itself may: {url}",
    "“{title}”의 프로젝트 페이지는 목록에 나와 있지 않습니다. 논문에는 있을 수 있습니다: {url}",
)
AND_FROM = Text("Organisation: {organization}.", "소속: {organization}.")
IS_FROM = Text("“{title}” is from {organization}.", "“{title}”의 소속 기관은 {organization}입니다.")
NO_ORGANIZATION = Text(
    "The listing does not say which organisation “{title}” is from.",
    "목록에 “{title}”의 소속 기관이 적혀 있지 않습니다.",
)
AUTHORS_AND_MORE = Text(
    "Authors of “{title}” ({count:,}): {names}, and {more:,} more.",
    "“{title}”의 저자 {count:,}명: {names} 외 {more:,}명.",
)
AUTHORS_OF = Text("Authors of “{title}” ({count:,}): {names}.", "“{title}”의 저자 {count:,}명: {names}.")
AUTHORS_AND_OTHERS = Text("Authors of “{title}”: {names}, and others.", "“{title}”의 저자: {names} 외.")
NO_AUTHORS = Text("The listing names no authors of “{title}”.", "목록에 “{title}”의 저자가 적혀 있지 않습니다.")
ONE_VOTE_OF = Text("“{title}”: {votes:,} vote on {day}.", "“{title}”은(는) {day} 기준 추천 {votes:,}개를 받았습니다.")
VOTES_OF = Text("“{title}”: {votes:,} votes on {day}.", "“{title}”은(는) {day} 기준 추천 {votes:,}개를 받았습니다.")
VOTES_UNKNOWN = Text("The listing gives no votes for “{title}”.", "목록에 “{title}”의 추천 수가 없습니다.")
LISTED_ON = Text("“{title}” was listed on {days}.", "“{title}”은(는) {days} 목록에 올라왔습니다.")
PLACED = Text(
    "“{title}” is number {place} of {count:,} by votes on {day}, with {votes:,}.",
    "“{title}”은(는) {day} 논문 {count:,}편 중 추천 수로 {place}위입니다(추천 {votes:,}).",
)
PLACED_LEVEL = Text(
    "“{title}” is number {place} of {count:,} by votes on {day}, level with others that have {votes:,}.",
    "“{title}”은(는) {day} 논문 {count:,}편 중 추천 수로 공동 {place}위입니다(추천 {votes:,}).",
)

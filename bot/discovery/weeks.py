"""Weeks from Monday to Sunday, and what was listed in them."""

from __future__ import annotations

from datetime import date, timedelta

from bot.errors import InputError, NotFoundError
from bot.search.corpus import Corpus
from bot.texts import Text

__all__ = ["MOST_WEEKS", "checked", "monday", "newest_day"]

MOST_WEEKS = 52

_EMPTY = Text(
    "There are no listings yet: the person who runs this bot can add the first one with /corpus upload "
    "or put it into the folder of listings.",
    "아직 목록이 없습니다. 봇을 운영하는 사람이 /자료 올리기로 첫 목록을 올리거나 목록 폴더에 넣어야 합니다.",
)
_BEFORE_ALL = Text(
    "Nothing was listed by {today}: the first listings are of {first}.",
    "{today}까지의 목록이 없습니다. 첫 목록은 {first} 것입니다.",
)
_WEEKS = Text(
    "Choose 1 to {most} weeks; {weeks} is not among them.",
    "주 수는 1부터 {most} 사이에서 골라 주세요. {weeks}은(는) 쓸 수 없습니다.",
)


def monday(day: date) -> date:
    """Return the first day of the week of `day`."""
    return day - timedelta(days=day.weekday())


def checked(weeks: int) -> int:
    """Return a valid number of weeks. Raises InputError otherwise."""
    if not 1 <= weeks <= MOST_WEEKS:
        raise InputError(_WEEKS.fill(most=MOST_WEEKS, weeks=weeks))
    return weeks


def newest_day(corpus: Corpus, today: date) -> date:
    """Return the newest listed day. Raises NotFoundError if nothing is listed by `today`."""
    newest = corpus.newest_day(today)
    if newest is None:
        raise NotFoundError(_BEFORE_ALL.fill(today=today, first=corpus.days[-1]) if corpus.days else _EMPTY)
    return newest

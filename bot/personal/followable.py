"""Validation of follows: a specific topic, or a known author."""

from __future__ import annotations

from dataclasses import replace

from bot.errors import InputError, NotFoundError
from bot.normal import normal
from bot.search.analysis import terms
from bot.search.corpus import Corpus
from bot.storage.follow import Follow
from bot.texts import Text

__all__ = ["checked"]

_LONGEST = 100
_NAMES_SHOWN = 3

_TOO_LONG = Text(
    "A topic or name has at most {longest} characters: shorten it and try again.",
    "주제와 이름은 {longest}자까지입니다. 줄여서 다시 시도해 주세요.",
)
_TELLS_NOTHING = Text(
    "“{value}” is too general to tell papers apart: name a term such as diffusion or 강화학습.",
    "“{value}”(으)로는 논문을 가려낼 수 없습니다. 강화학습이나 diffusion 같은 용어를 적어 주세요.",
)
_UNKNOWN = Text(
    "No listed paper has an author like “{value}”: check the spelling, or pick a name from the list.",
    "“{value}”와(과) 비슷한 저자가 목록에 없습니다. 철자를 확인하거나 목록에서 이름을 골라 주세요.",
)
_AMBIGUOUS = Text(
    "“{value}” may be {count} authors, such as {names}: write the whole name.",
    "“{value}”에 해당할 수 있는 저자가 {count}명입니다({names} 등). 이름 전체를 적어 주세요.",
)


def checked(follow: Follow, corpus: Corpus) -> Follow:
    """Return `follow` as stored: a topic as typed, an author by the most frequent spelling.

    Raises InputError or NotFoundError for what cannot be followed.
    """
    value = normal("NFC", " ".join(follow.value.split()))
    if len(value) > _LONGEST:
        raise InputError(_TOO_LONG.fill(longest=_LONGEST))
    if follow.kind == "author":
        return replace(follow, value=_author(value, corpus))
    if not any(terms(value)):
        raise InputError(_TELLS_NOTHING.fill(value=value))
    return replace(follow, value=value)


def _author(typed: str, corpus: Corpus) -> str:
    found = corpus.authors.find(typed)
    names = [person.name for person in found.people]
    if not names:
        raise NotFoundError(_UNKNOWN.fill(value=typed))
    if len(names) > 1 and found.kind != "spelling":
        some = ", ".join(names[:_NAMES_SHOWN])
        raise InputError(_AMBIGUOUS.fill(value=typed, count=len(names), names=some))
    return names[0]

"""The words of a message as possible parts of names, and the context that says a person is meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Literal

from bot.search.analysis import korean_stem, tokens
from bot.search.kept import kept
from bot.search.names import words_of

__all__ = ["Cue", "How", "Mention", "Message", "Word", "hangul_readings", "has_particle", "is_cue", "is_spelled"]

How = Literal["full", "part", "initials", "likeness", "sound"]

# People mention a person early; text beyond this many words is pasted.
_MOST_WORDS = 100
_WORD = re.compile(r"[가-힣]+|[^\W\d_가-힣]+(?:['-][^\W\d_가-힣]+)*")
_POSSESSIVE = re.compile(r"'s?$", re.IGNORECASE)
_GAP = re.compile(r"[ .·-]{0,2}")
_BEHIND, _BEFORE = 24, 30
_LONGEST_KNOWN = 6
_KEPT = 20_000

_PAPER = re.compile(
    r"\b(?:papers?|articles?|publications?|works?|publish\w{0,3}|authors?)\b|논문|페이퍼|저자", re.IGNORECASE
)
_TITLE_BEFORE = re.compile(r"\b(?:prof(?:essor)?|dr)\.? $|저자 ?: ?$", re.IGNORECASE)
_BY_BEFORE = re.compile(
    r"\b(?:by|authors?|did|has|does|researchers?)(?: ?: ?| )[\"']?$|\bauthor (?:name|is|named|called) $"
    r"|저자(?:가|는|이름|명)? $",
    re.IGNORECASE,
)
_WEAK_BEFORE = re.compile(r"\b(?:from|of|and|with|named) $|[,&] ?$", re.IGNORECASE)
_TITLE_BEHIND = re.compile(
    r",? et\.? al\b| ?(?:교수|박사|연구원|선생)"
    r"|(?:님|씨)? ?(?:이|가|께서) ?(?:직접 |같이 |새로 |최근에 )?(?:쓴|썼|집필|발표)",
    re.IGNORECASE,
)
_BY_BEHIND = re.compile(
    r"(?:'s?|s') (?:\w+ )?(?:papers?|works?|stuff|research|publications?|articles?|newest|latest|team|group|lab)\b"
    r"| (?:wrote|writes?|published|publish|authored|coauthored|co-authored)\b"
    r"|(?:님|씨)?의? ?(?:쓴|썼|저자|집필|발표|공저|이름)|(?: ?님| ?씨)(?![가-힣]{2})",
    re.IGNORECASE,
)
_WEAK_BEHIND = re.compile(
    r"(?:의|네|이네|님|씨)? ?(?:논문|페이퍼|연구|꺼|거|것)|'s |,? (?:papers?|works?|stuff)\b|,? \(?(?:19|20)\d\d\b",
    re.IGNORECASE,
)

_PAPER_BEHIND = re.compile(r"의? ?(?:논문|페이퍼)")
_KIND = re.compile(r"(?<=..)(?:분야|관련|기반|계열|기법|방식|모델|[쪽들용식화형계별판류])$")
_WITH_PARTICLE = re.compile(r"(?<![가-힣])[가-힣]+(?:[에을를는의도]|에서|으로)")
_SPELLED = re.compile(
    r"(?:에이치|에이|비|씨|디|에프|지|아이|제이|케이|엘|엠|엔|피|큐|알|에스|티|브이|더블유|엑스|와이|쓰리|투|이|오|유){2,8}"
)
_CUE_WORD = re.compile(
    r"(?:저자|논문|페이퍼|교수|박사|연구|이름|발표|선생|직접|새로|최근|같이|공저|집필|쓴|썼|꺼|님|씨)"
)
# Forms of address that come without a name.
_ADDRESSED = frozenset(
    "형 형님 누나 누님 언니 오빠 선배 후배 스승 사장 회장 팀장 대표 부장 과장 조교 사수 동료 친구 학생 고객".split()
)
_TITLES = re.compile(r"(?<=..)(?:교수|박사|저자|연구원|선생|논문|페이퍼|님|씨)")
_PARTICLES = (
    "이라는 이란 한테 에서 이랑 하고 꺼는 거는 께서 가 이 은 는 의 을 를 도 랑 꺼 거 껀 건 네 와 과 만 님 씨".split()
)


class Cue(IntEnum):
    """How strongly the context of a name says that a person is meant."""

    NONE = 0
    WEAK = 1
    BY = 2
    TITLE = 3


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its position, as typed and normalised for names, whether it continues the last one, and whether it
    directly follows a letter or digit."""

    start: int
    end: int
    typed: str
    plain: str
    joined: bool
    glued: bool

    @property
    def hangul(self) -> bool:
        """Whether it is written in Hangul."""
        return "가" <= self.typed[0] <= "힣"

    @property
    def capital(self) -> bool:
        """Whether it is capitalised like a name: a capital first, and not all capitals unless shorter than three
        letters."""
        return self.typed[0].isupper() and (len(self.typed) < 3 or not self.typed.isupper())


@dataclass(frozen=True)
class Message:
    """A message, its words, and which of them are ordinary words."""

    text: str
    known: Callable[[str], bool]
    words: tuple[Word, ...] = field(init=False)
    about_papers: bool = field(init=False)
    _following: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", _words(self.text))
        object.__setattr__(self, "_following", _following(self.words))
        object.__setattr__(self, "about_papers", _PAPER.search(self.text) is not None)

    def windows(self, free: Collection[int], length: int) -> Iterator[tuple[int, Sequence[Word]]]:
        """Yield the runs of `length` free words that belong together, each with the index of its first word."""
        for first in range(len(self.words) - length + 1):
            if self._following[first] >= length and all(place in free for place in range(first, first + length)):
                yield first, self.words[first : first + length]

    def knows(self, word: Word) -> bool:
        """Tell whether a word is an ordinary word."""
        if len(word.plain) == 1 and not word.hangul:
            return True
        return self.known(word.plain) or (word.hangul and self.known(korean_stem(word.typed)))

    def knows_hangul(self, word: Word) -> bool:
        """Tell whether a word in Hangul is an ordinary word, also with a classifying suffix."""
        kind = _KIND.search(word.typed)
        return self.knows(word) or (kind is not None and self.known(word.typed[: kind.start()]))

    def begins_known(self, word: Word) -> bool:
        """Tell whether a prefix of a word in Hangul is an ordinary word."""
        return any(self.known(word.typed[:length]) for length in range(2, min(len(word.typed), _LONGEST_KNOWN) + 1))

    def is_filler(self, word: Word) -> bool:
        """Tell whether a word in Hangul is only a function word."""
        return len(word.typed) > 1 and not tokens(word.typed)

    def has_paper(self, end: int) -> bool:
        """Tell whether the next words mention papers."""
        return _PAPER_BEHIND.match(self.text, end) is not None

    def cue(self, start: int, end: int) -> Cue:
        """Return the cue around a span."""
        before, behind = self.text[max(start - _BEFORE, 0) : start], self.text[end : end + _BEHIND]
        if _TITLE_BEFORE.search(before) or _TITLE_BEHIND.match(behind):
            return Cue.TITLE
        if _BY_BEFORE.search(before) or _BY_BEHIND.match(behind):
            return Cue.BY
        return Cue.WEAK if _WEAK_BEFORE.search(before) or _WEAK_BEHIND.match(behind) else Cue.NONE

    def alone(self, first: int, last: int) -> bool:
        """Tell whether there is hardly anything but the words from `first` to `last`."""
        return len(self.words) - (last - first + 1) <= 2


@dataclass(frozen=True, slots=True)
class Mention:
    """A reading: the words from `first` to `last`, where it ends in the text, the keys of the people (a list is
    likeliest first), how they were found, how well, and the cue around it."""

    first: int
    last: int
    end: int
    keys: Collection[str]
    how: How
    score: float
    cue: Cue


@kept(_KEPT)
def is_cue(typed: str) -> bool:
    """Tell whether a word in Hangul is about papers and authors, and so not a name."""
    return _CUE_WORD.match(typed) is not None or not _ADDRESSED.isdisjoint((typed, *hangul_readings(typed)))


def is_spelled(typed: str) -> bool:
    """Tell whether a word in Hangul spells out capitals (지피티), as system names do."""
    return _SPELLED.fullmatch(typed) is not None


def has_particle(word: Word) -> bool:
    """Tell whether a word in Hangul ends like one before a noun, and so hardly starts a name."""
    return _WITH_PARTICLE.fullmatch(word.typed) is not None


@kept(_KEPT)
def hangul_readings(typed: str) -> tuple[str, ...]:
    """Return the possible names in a word in Hangul: without trailing titles and particles, and as it is."""
    cut = _TITLES.search(typed)
    whole = typed[: cut.start()] if cut else typed
    shorter = next((whole.removesuffix(end) for end in _PARTICLES if whole.endswith(end) and len(whole) > len(end)), "")
    return tuple(dict.fromkeys(reading for reading in (shorter, whole) if reading))


def _words(text: str) -> tuple[Word, ...]:
    words: list[Word] = []
    end = -1
    for match in _WORD.finditer(text):
        typed = _POSSESSIVE.sub("", match[0])
        plain = "".join(words_of(typed))
        if not plain:
            continue
        gap = text[end : match.start()] if 0 <= end <= match.start() else ","
        initial = bool(words) and len(words[-1].plain) == 1
        joined = len(gap) <= 2 and _GAP.fullmatch(gap) is not None and ("." not in gap or initial)
        glued = text[max(match.start() - 1, 0) : match.start()].isalnum()
        words.append(Word(match.start(), match.start() + len(typed), typed, plain, joined, glued))
        end = match.start() + len(typed)
        if len(words) == _MOST_WORDS:
            break
    return tuple(words)


def _following(words: Sequence[Word]) -> tuple[int, ...]:
    """Return, for each word, how many words belong together from it on."""
    runs: list[int] = []
    for place in range(len(words) - 1, -1, -1):
        goes_on = place + 1 < len(words) and words[place + 1].joined
        runs.append(runs[-1] + 1 if goes_on else 1)
    return tuple(reversed(runs))

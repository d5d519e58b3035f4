"""The words of a message as they may be parts of names, and what around them says that a person is meant."""

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

# People who mention a person do so early; what stands behind this many words is a pasted text.
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
# How people are addressed who have no name there.
_ADDRESSED = frozenset(
    "형 형님 누나 누님 언니 오빠 선배 후배 스승 사장 회장 팀장 대표 부장 과장 조교 사수 동료 친구 학생 고객".split()
)
_TITLES = re.compile(r"(?<=..)(?:교수|박사|저자|연구원|선생|논문|페이퍼|님|씨)")
_PARTICLES = (
    "이라는 이란 한테 에서 이랑 하고 꺼는 거는 께서 가 이 은 는 의 을 를 도 랑 꺼 거 껀 건 네 와 과 만 님 씨".split()
)


class Cue(IntEnum):
    """Say how surely a person is meant by what stands around a name."""

    NONE = 0
    WEAK = 1
    BY = 2
    TITLE = 3


@dataclass(frozen=True, slots=True)
class Word:
    """Hold one word: where it stands, as typed and as names are compared, whether it goes on from the last one,
    and whether it stands right behind a letter or digit."""

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
        """Whether it is written as names are: a capital first, and not all of a longer word."""
        return self.typed[0].isupper() and (len(self.typed) < 3 or not self.typed.isupper())


@dataclass(frozen=True)
class Message:
    """Hold a message, its words, and which of them have a meaning of their own."""

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
        """Yield the runs of so many free words that belong together, each with the number of its first word."""
        for first in range(len(self.words) - length + 1):
            if self._following[first] >= length and all(place in free for place in range(first, first + length)):
                yield first, self.words[first : first + length]

    def knows(self, word: Word) -> bool:
        """Tell whether a word has a meaning of its own."""
        if len(word.plain) == 1 and not word.hangul:
            return True
        return self.known(word.plain) or (word.hangul and self.known(korean_stem(word.typed)))

    def knows_hangul(self, word: Word) -> bool:
        """Tell whether a word in Hangul has a meaning of its own, also with a syllable behind that makes it a kind."""
        kind = _KIND.search(word.typed)
        return self.knows(word) or (kind is not None and self.known(word.typed[: kind.start()]))

    def begins_known(self, word: Word) -> bool:
        """Tell whether the beginning of a word in Hangul has a meaning of its own."""
        return any(self.known(word.typed[:length]) for length in range(2, min(len(word.typed), _LONGEST_KNOWN) + 1))

    def is_filler(self, word: Word) -> bool:
        """Tell whether a word in Hangul only holds a sentence together."""
        return len(word.typed) > 1 and not tokens(word.typed)

    def has_paper(self, end: int) -> bool:
        """Tell whether papers are spoken of right behind."""
        return _PAPER_BEHIND.match(self.text, end) is not None

    def cue(self, start: int, end: int) -> Cue:
        """Return what stands around a span."""
        before, behind = self.text[max(start - _BEFORE, 0) : start], self.text[end : end + _BEHIND]
        if _TITLE_BEFORE.search(before) or _TITLE_BEHIND.match(behind):
            return Cue.TITLE
        if _BY_BEFORE.search(before) or _BY_BEHIND.match(behind):
            return Cue.BY
        return Cue.WEAK if _WEAK_BEFORE.search(before) or _WEAK_BEHIND.match(behind) else Cue.NONE

    def alone(self, first: int, last: int) -> bool:
        """Tell whether the words from `first` to `last` stand with hardly anything else."""
        return len(self.words) - (last - first + 1) <= 2


@dataclass(frozen=True, slots=True)
class Mention:
    """Hold a reading: the words from `first` to `last`, where it ends in the text, the keys of the people (a list of
    them is likeliest first), how they were found, how well, and what stands around."""

    first: int
    last: int
    end: int
    keys: Collection[str]
    how: How
    score: float
    cue: Cue


@kept(_KEPT)
def is_cue(typed: str) -> bool:
    """Tell whether a word in Hangul speaks of papers and authors, and so is no name."""
    return _CUE_WORD.match(typed) is not None or not _ADDRESSED.isdisjoint((typed, *hangul_readings(typed)))


def is_spelled(typed: str) -> bool:
    """Tell whether a word in Hangul is capitals by their names (지피티), as those of systems are."""
    return _SPELLED.fullmatch(typed) is not None


def has_particle(word: Word) -> bool:
    """Tell whether a word in Hangul ends as words before others do, and hardly a name's first."""
    return _WITH_PARTICLE.fullmatch(word.typed) is not None


@kept(_KEPT)
def hangul_readings(typed: str) -> tuple[str, ...]:
    """Return what of a word in Hangul may be a name: without titles and particles behind it, and as it is."""
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
    """Return for each word how many words belong together from there on."""
    runs: list[int] = []
    for place in range(len(words) - 1, -1, -1):
        goes_on = place + 1 < len(words) and words[place + 1].joined
        runs.append(runs[-1] + 1 if goes_on else 1)
    return tuple(reversed(runs))

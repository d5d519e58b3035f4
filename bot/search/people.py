"""People in messages: which words of a chat message name a person, and whom.

Exact names come first; similarity and sound only apply where there is no exact name, and never to an ordinary word. A
surname alone needs a cue that a person is meant.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.search.hearing import heard_in
from bot.search.mentions import Cue, How, Mention, Message, Word
from bot.search.names import NameIndex, Person

__all__ = ["PersonSpan", "people_in"]

_MOST_PEOPLE = 8
_LONGEST_NAME = 5
_SHORTEST_UNCUED = 4
# A surname shared by more people identifies nobody, unless a cue says that a person is meant.
_RARE = 8
_MOST_LIKENESS, _MOST_SURNAMES = 30, 2
_SHORTEST_MISSPELT, _SHORTEST_ANCHOR, _SHORTEST_GIVEN = 5, 4, 3


@dataclass(frozen=True, slots=True)
class PersonSpan:
    """A span of a message that names people, likeliest first, how they were found, how well (0 to 100), and whether a
    cue says that a person is meant."""

    start: int
    end: int
    typed: str
    people: tuple[Person, ...]
    how: How
    score: float
    cued: bool


def people_in(text: str, index: NameIndex, known: Callable[[str], bool]) -> list[PersonSpan]:
    """Return the people `text` names, in order; `known` says which words are ordinary words."""
    reader = _Reader(Message(text, known), index)
    found: list[Mention] = []
    free = set(range(len(reader.message.words)))
    for one in islice(reader.mentions(free), _MOST_PEOPLE):
        free.difference_update(range(one.first, one.last + 1))
        found.append(one)
    return [reader.span(one) for one in sorted(found, key=lambda one: one.first)]


class _Reader:
    """Reader of one message against the names."""

    def __init__(self, message: Message, index: NameIndex) -> None:
        self.message = message
        self._index = index

    def mentions(self, free: Collection[int]) -> Iterator[Mention]:
        """Yield the readings of words that are still `free`, surest first."""
        steps = (self.full, self.initials, self.compounds, self.shortened)
        steps += (self.likeness, self.surnames, self.surnames_like, self.heard)
        for step in steps:
            yield from (one for one in step(free) if all(place in free for place in range(one.first, one.last + 1)))

    def span(self, found: Mention) -> PersonSpan:
        """Return a reading with its people."""
        start = self.message.words[found.first].start
        people = self._people(found)
        typed = self.message.text[start : found.end]
        return PersonSpan(start, found.end, typed, people, found.how, found.score, found.cue > Cue.NONE)

    def full(self, free: Collection[int]) -> Iterator[Mention]:
        """Yield names of two words or more, whole or without middle names."""
        for length in range(_LONGEST_NAME, 1, -1):
            for first, words in self.message.windows(free, length):
                plain = tuple(word.plain for word in words)
                if length == 2 and min(map(len, plain)) == 1:
                    continue
                if keys := self._whole(plain):
                    how: How = "full"
                elif length == 2 and (keys := self._without_middle(plain)):
                    how = "part"
                else:
                    continue
                cue = self._cue(words)
                if self._may_be_name(first, words, cue, whole=how == "full"):
                    yield self._found(first, words, keys, how, 100.0 if how == "full" else 95.0, cue)

    def initials(self, free: Collection[int]) -> Iterator[Mention]:
        """Yield surnames with initials (C. D. Manning, Chen T.)."""
        for length in (4, 3, 2):
            for first, words in self.message.windows(free, length):
                whole = [word for word in words if len(word.plain) > 1]
                if len(whole) != 1 or whole[0] not in (words[0], words[-1]) or whole[0].hangul:
                    continue
                cue = self._cue(words)
                if not (cue >= Cue.BY or all(self._is_initial(word) for word in words if word is not whole[0])):
                    continue
                surname = self._index.by_surname.get(whole[0].plain, ())
                keys = self._index.with_words([word.plain for word in words]).intersection(surname)
                if keys:
                    yield self._found(first, words, keys, "initials", 90.0, cue)

    def compounds(self, free: Collection[int]) -> Iterator[Mention]:
        """Yield lone hyphenated surnames, typed as two words (Cohen Or)."""
        return self._surnames(free, 2)

    def surnames(self, free: Collection[int]) -> Iterator[Mention]:
        """Yield lone surnames, if a person is meant."""
        return self._surnames(free, 1)

    def _surnames(self, free: Collection[int], length: int) -> Iterator[Mention]:
        for first, words in self.message.windows(free, length):
            surname = "".join(word.plain for word in words)
            keys = self._index.by_surname.get(surname, ())
            if not keys or any(word.hangul for word in words) or (length > 1 and not self._index.is_compound(surname)):
                continue
            cue = self._cue(words)
            if self._may_be_surname(first, words, len(keys), cue):
                yield self._found(first, words, keys, "part", 90.0 if cue >= Cue.BY else 80.0, cue)

    def shortened(self, free: Collection[int]) -> Iterator[Mention]:
        """Yield names with a shortened given name (Chris Manning)."""
        tried = 0
        for first, words in self.message.windows(free, 2):
            given, surname = words
            keys = self._index.by_surname.get(surname.plain, ())
            cue = self._cue(words)
            fit = len(given.plain) >= _SHORTEST_GIVEN and not given.hangul and keys
            if fit and tried < _MOST_LIKENESS and self._may_be_name(first, words, cue, whole=False):
                tried += 1
                if long := {key for key in keys if self._index.words[key][0].startswith(given.plain)}:
                    yield self._found(first, words, long, "part", 85.0, cue)

    def likeness(self, free: Collection[int]) -> Iterator[Mention]:
        """Yield names with one word right and the other misspelt."""
        tried = 0
        for first, words in self.message.windows(free, 2):
            cue = self._cue(words)
            for anchor, other in (words, words[::-1]):
                if tried < _MOST_LIKENESS and self._may_be_misspelt(anchor, other, cue):
                    tried += 1
                    if keys := self._index.partners(anchor.plain, other.plain):
                        yield self._found(first, words, keys, "likeness", 85.0, cue)

    def surnames_like(self, free: Collection[int]) -> Iterator[Mention]:
        """Yield misspelt surnames, if a cue says that a person is meant."""
        tried = 0
        for first, words in self.message.windows(free, 1):
            cue = self._cue(words)
            if tried < _MOST_SURNAMES and cue >= Cue.BY and not (words[0].hangul or self.message.knows(words[0])):
                tried += 1
                near = self._index.surnames_like(words[0].plain)
                keys = {key for word in near for key in self._index.by_surname.get(word, ())}
                if keys:
                    yield self._found(first, words, keys, "likeness", 80.0, cue)

    def heard(self, free: Collection[int]) -> Iterator[Mention]:
        """Yield names in Hangul."""
        return heard_in(self.message, self._index, free)

    def _found(
        self, first: int, words: Sequence[Word], keys: Collection[str], how: How, score: float, cue: Cue
    ) -> Mention:
        return Mention(first, first + len(words) - 1, words[-1].end, keys, how, score, cue)

    def _cue(self, words: Sequence[Word]) -> Cue:
        return self.message.cue(words[0].start, words[-1].end)

    def _whole(self, plain: Sequence[str]) -> list[str]:
        turned = ("".join(plain), "".join((*plain[1:], plain[0])), "".join((plain[-1], *plain[:-1])))
        return [
            key for key in dict.fromkeys(turned) if key in self._index.spellings and len(self._index.words[key]) > 1
        ]

    def _without_middle(self, plain: Sequence[str]) -> set[str]:
        """Return the people whose name contains both words, one of them last."""
        if any(len(word) == 1 or word not in self._index.by_word for word in plain):
            return set()
        keys = self._index.with_words(plain)
        return {key for key in keys if self._index.words[key][-1] in plain}

    def _may_be_name(self, first: int, words: Sequence[Word], cue: Cue, *, whole: bool) -> bool:
        """Tell whether words that make up a name mean it, though each may be an ordinary word."""
        if cue >= (Cue.WEAK if whole else Cue.BY) or all(word.capital for word in words):
            return True
        if not all(self.message.knows(word) for word in words):
            return True
        return self.message.alone(first, first + len(words) - 1)

    def _is_initial(self, word: Word) -> bool:
        dotted = self.message.text[word.end : word.end + 1] == "."
        return dotted or (word.capital and word.typed not in ("A", "I"))

    def _may_be_surname(self, first: int, words: Sequence[Word], people: int, cue: Cue) -> bool:
        plain, capital = "".join(word.plain for word in words), words[0].capital
        if all(self.message.knows(word) for word in words):
            # "Made by AI" names nobody: it is in capitals for another reason.
            by = cue == Cue.BY and capital and words[0].start > 0 and not words[0].typed.isupper()
            return len(plain) > 1 and (cue == Cue.TITLE or (by and not self._is_behind_by(words)))
        if cue >= Cue.BY:
            return len(plain) > 1
        if people > _RARE or len(plain) < _SHORTEST_UNCUED:
            return False
        return cue == Cue.WEAK or self.message.about_papers or self.message.alone(first, first + len(words) - 1)

    def _is_behind_by(self, words: Sequence[Word]) -> bool:
        """Tell whether the only cue is a verb after it (`He wrote`)."""
        return self.message.cue(words[0].start, len(self.message.text)) < Cue.BY

    def _may_be_misspelt(self, anchor: Word, other: Word, cue: Cue) -> bool:
        """Tell whether `anchor` may be a correctly spelled word of a name and `other` a misspelt one."""
        by_word, knows = self._index.by_word, self.message.knows
        if anchor.hangul or other.hangul or anchor.plain not in by_word:
            return False
        rare = len(anchor.plain) >= _SHORTEST_ANCHOR and len(by_word[anchor.plain]) <= _RARE and not knows(anchor)
        if rare and len(other.plain) > 2:
            return True
        return (
            len(other.plain) >= _SHORTEST_MISSPELT - (cue > Cue.NONE)
            and not knows(other)
            and (cue > Cue.NONE or self.message.about_papers or not knows(anchor))
        )

    def _people(self, found: Mention) -> tuple[Person, ...]:
        if isinstance(found.keys, list):
            return tuple(map(self._index.person, found.keys))
        return self._index.ranked(found.keys)

"""Names in Hangul in messages: which words sound enough like a person's name to mean it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from bot.search.mentions import Cue, How, Mention, Message, Word, hangul_readings, has_particle, is_cue, is_spelled
from bot.search.names import NameIndex
from bot.search.surnames import KOREAN_SURNAMES

__all__ = ["heard_in"]

# Most names have two words.
_LENGTHS = (2, 3, 1)
_MOST_SOUND, _MOST_UNCUED = 6, 3
# Among more words some sound like a name by chance.
_FEW_WORDS = 6
# Minimum similarity of sound, by context.
_SOUND = {Cue.TITLE: 80.0, Cue.BY: 80.0, Cue.WEAK: 82.0, Cue.NONE: 88.0}
_FULL_LENGTH, _FULL_SOUND = 2, 99.0
_LONE_SOUND, _CUED_LONE_SOUND, _HALF_KNOWN_SOUND = 92.0, 80.0, 88.0
# Longer than any name in Hangul with its particles, in syllables.
_LONGEST = 16
# Bonus for a further word: a surname by itself sounds like many words.
_LONGER = 20.0
# For names with spaces, by context.
_SHORTEST = {Cue.TITLE: 1, Cue.BY: 2, Cue.WEAK: 3, Cue.NONE: 4}


@dataclass(frozen=True, slots=True)
class _Asked:
    """Words in Hangul that may be a name: their readings, and the similarity a person's name needs."""

    first: int
    last: int
    cue: Cue
    readings: tuple[str, ...]
    least: float
    shortest: int


def heard_in(message: Message, index: NameIndex, free: Collection[int]) -> Iterator[Mention]:
    """Yield names in Hangul, the closest matches first."""
    windows = [window for length in _LENGTHS for window in message.windows(free, length)]
    asked = [asked for first, words in windows if (asked := _asked(message, first, words))]
    asked.sort(key=lambda one: -one.cue)
    sure = [one for one in asked if one.cue > Cue.NONE]
    unsure = [one for one in asked if one.cue == Cue.NONE][:_MOST_UNCUED]
    heard = [found for one in (*sure, *unsure)[:_MOST_SOUND] if (found := _heard(message, index, one))]
    yield from sorted(heard, key=lambda one: -one.score - _LONGER * (one.last - one.first))


def _asked(message: Message, first: int, words: Sequence[Word]) -> _Asked | None:
    """Return how some words in Hangul may be read as a name, or None."""
    last = words[-1]
    if not all(_may_name(word) for word in words):
        return None
    cues = {one: message.cue(words[0].start, last.start + len(one)) for one in hangul_readings(last.typed)}
    cue = max(cues.values())
    # A particle before a cue (허가 쓴) is not part of the name.
    readings = [one for one in cues if cues[one] == cue]
    apart = len(words) == 1 or len(message.words) > _FEW_WORDS or any(map(has_particle, words[:-1]))
    if cue == Cue.NONE and apart:
        return None
    known = sum(map(message.knows_hangul, words))
    alone = len(words) == len(message.words)
    if known == len(words) or (known and cue == Cue.NONE and not alone) or any(map(message.is_filler, words)):
        return None
    doubtful = len(words) == 1 and cue < Cue.TITLE and message.begins_known(last)
    if doubtful and cue < Cue.BY:
        return None
    if len(words) == 1 and cue < Cue.BY:
        readings = [one for one in readings if message.has_paper(last.start + len(one)) and not is_spelled(one)]
    before = " ".join(word.typed for word in words[:-1])
    whole = [f"{before} {reading}".strip() for reading in readings]
    shortest = _SHORTEST[Cue.WEAK if alone else cue]
    fitting = tuple(one for one in whole if len(one) >= shortest or (cue > Cue.NONE and _is_full(one)))
    least = _SOUND[cue]
    if len(words) == 1:
        least = _LONE_SOUND if doubtful or cue < Cue.BY else max(least, _CUED_LONE_SOUND)
    least = max(least, _HALF_KNOWN_SOUND) if known else least
    return _Asked(first, first + len(words) - 1, cue, fitting, least, shortest)


def _may_name(word: Word) -> bool:
    return word.hangul and not word.glued and len(word.typed) <= _LONGEST and not is_cue(word.typed)


def _heard(message: Message, index: NameIndex, asked: _Asked) -> Mention | None:
    """Return the people a reading sounds like, None if nobody is close enough."""
    best: Mention | None = None
    for reading in asked.readings:
        end = message.words[asked.last].start + len(reading.rsplit(" ", 1)[-1])
        if len(reading) >= asked.shortest:
            keys, score = _sounding(index, reading, lone=asked.first == asked.last)
        else:
            keys, score = (), 0.0
        how: How = "sound"
        if asked.cue > Cue.NONE and _is_full(reading) and (exact := _exactly(index, reading)):
            keys, score, how = exact, _FULL_SOUND, "part"
        if score >= asked.least and (best is None or score > best.score):
            best = Mention(asked.first, asked.last, end, keys, how, score, asked.cue)
    return best


def _exactly(index: NameIndex, reading: str) -> list[str]:
    """Return the people of two short names that sound just like two syllables, surname first or last (송한)."""
    alike = [key for key, heard in index.sounding(reading) if heard >= _FULL_SOUND]
    return [key for key in alike if len(index.words[key]) == _FULL_LENGTH]


def _is_full(reading: str) -> bool:
    """Tell whether two syllables may be a surname and a given name."""
    return len(reading) == _FULL_LENGTH and reading[0] in KOREAN_SURNAMES


def _sounding(index: NameIndex, reading: str, *, lone: bool) -> tuple[Collection[str], float]:
    whole = index.sounding(reading)
    part = index.surnames_sounding(reading) if lone else []
    heard, surname = (found[0][1] if found else 0.0 for found in (whole, part))
    if surname >= heard:
        return {key for word, score in part if score == surname for key in index.by_surname[word]}, surname
    return [key for key, _ in whole], heard

"""The reading of a message by itself, and in a conversation whose papers it may describe or point at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.answers.session import Session
from bot.answers.understand.door import at_the_door, changes_subject, without_preamble
from bot.answers.understand.gluing import unglued
from bot.answers.understand.reading import Reading, read
from bot.answers.understand.turns.neighbours import with_neighbours
from bot.answers.understand.turns.referring import with_earlier, with_ids, with_other
from bot.search.corpus import Corpus
from bot.texts import Language

__all__ = ["read_in"]

# A longer message describes its own subject; it is not read twice.
_LONGEST = 300


def read_in(session: Session | None, text: str, corpus: Corpus, today: date, fallback: Language) -> Reading:
    """Return the reading of a typed text; in a session, what means one of its papers is read as that paper's id."""
    typed = at_the_door(text)
    if session is None or len(typed) > _LONGEST:
        return _alone(typed, corpus, today, fallback)
    typed = with_earlier(with_neighbours(typed, session), session, corpus)
    alone = _alone(with_other(typed, session, corpus), corpus, today, fallback)
    named = alone.text if alone.afresh else with_ids(alone, session, corpus)
    return alone if named == alone.text else replace(_alone(named, corpus, today, fallback), language=alone.language)


def _alone(typed: str, corpus: Corpus, today: date, fallback: Language) -> Reading:
    reading = read(unglued(without_preamble(typed)), corpus, today, fallback)
    return replace(reading, afresh=changes_subject(typed))

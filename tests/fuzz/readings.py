"""How messages are read: whatever is typed, and whatever was shown before, in a twentieth of a second."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

from hypothesis import strategies as st

from bot.answers.query_service import QueryService
from bot.answers.request import Request
from bot.answers.session import Session, Sessions
from bot.answers.understand.compose import composed
from bot.answers.understand.door import MAX_CHARACTERS, at_the_door, without_preamble
from bot.answers.understand.reading import Reading, read
from bot.answers.understand.resolve import resolved
from bot.errors import UserError
from bot.search.corpus import Corpus
from tests.fuzz.questions import is_sentence
from tests.fuzz.target import Target, within
from tests.fuzz.texts import long_texts, texts

__all__ = ["targets"]

_NOW = datetime(2024, 11, 25, 1, 0, tzinfo=UTC)
_MOST_CHARACTERS = 4_000
_SECONDS = 0.05
# What was shown before: nothing, a list, one of a list, two papers beside each other.
_BEFORE: tuple[tuple[str, ...], ...] = (
    (),
    ("diffusion papers",),
    ("top papers of 2024-10-25", "who wrote the second one?"),
    ("Hymba", "compare Hymba and Marco-o1"),
)


def targets(corpus: Corpus) -> list[Target]:
    """Return what is fuzzed here, on a corpus."""
    sessions = [_session(corpus, before) for before in _BEFORE]
    typed = st.one_of(texts(_MOST_CHARACTERS), long_texts(_MOST_CHARACTERS))
    case = st.fixed_dictionaries({"text": typed, "before": st.integers(0, len(sessions) - 1)})
    return [Target("understand", case, partial(_understands, corpus, sessions))]


def _session(corpus: Corpus, before: tuple[str, ...]) -> Session | None:
    sessions = Sessions()
    for question in before:
        QueryService(corpus, _NOW, "en", sessions).ask(question, "somebody")
    return sessions.find("somebody", _NOW)


def _understands(corpus: Corpus, sessions: Sequence[Session | None], case: dict[str, Any]) -> None:
    """Read a text: what the door refuses for its length alone is read all the same."""
    try:
        with within(_SECONDS):
            reading, request = _read(corpus, case["text"], sessions[int(case["before"])])
    except UserError as error:
        is_sentence(error)
        return
    place = 0
    for word in reading.words:
        assert place <= word.start < word.end
        assert reading.text[word.start : word.end] == word.typed
        place = word.end
    assert all(0 <= span.start <= span.end <= len(reading.text) for span in reading.spans)
    assert request.offset >= 0
    assert request.count is None or request.count > 0


def _read(corpus: Corpus, text: str, session: Session | None) -> tuple[Reading, Request]:
    if len(text) <= MAX_CHARACTERS:
        text = without_preamble(at_the_door(text))
    else:
        text = " ".join(unicodedata.normalize("NFKC", text).split())[:_MOST_CHARACTERS]
    reading = read(text, corpus, _NOW.date(), "en")
    return reading, resolved(reading, composed(reading, _NOW.date()), session, corpus)

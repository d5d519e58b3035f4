"""The displayed papers that a text asks about as a table: some places, all of them, or those of the last table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answers import phrases
from bot.answers.column_words import says_only_change
from bot.answers.request import FIELDS, Act
from bot.answers.session import Session
from bot.answers.table import MOST_ROWS
from bot.answers.understand.acts import asks_figure
from bot.answers.understand.list_places import Places, places_in
from bot.answers.understand.meanings import Pointer, Work
from bot.answers.understand.table_parts import asks_only
from bot.answers.understand.table_words import Wish, asks_for_some, compares, sums_up, tabulates, wish_of
from bot.answers.understand.turns.fitting import is_on_some_paper
from bot.answers.understand.turns.turn import PAPER_WORD, Turn
from bot.answers.wording import any_of
from bot.errors import InputError

__all__ = ["Rows", "rows_of"]

_PAIR = 2
_SHORT = 5
# A word in more than this share of the papers tells none of them apart.
_TELLING = 0.06
# The words of a list that is on a topic; more describe one paper.
_ONE_DESCRIBED = 5
_LISTS: tuple[Act, ...] = ("papers", "count", "similar")
_ALL = any_of(
    r"\b(?:all|each|every(?:thing|one)?|em)\b(?!\s+(?:papers?|days?|time|about|the\s+papers))",
    r"(?<![가-힣])(?:다|전부|모두|각각|각자|각\s*논문|[셋넷]\s*다|다섯\s*개\s*다|이것들|그것들|저것들|이거들|위에\s*(?:것|거|논문)들?|얘들)(?![가-힣]*\s*(?:더|른))",
)
_ADDS = any_of(
    r"^(?:and|also|plus|then|ok|now|but|what\s+about|how\s+about)\b",
    r"(?:은|는|도)(?:요)?\s*\?*$|^(?:그럼|그리고|또)\s",
)
_WHICH_ONE = re.compile(r"\W{0,9}(?:(?:and|so|ok|then)\W{1,9})?which\b", re.IGNORECASE)
_WHICH_ONES = re.compile(r"which\s+ones?", re.IGNORECASE)
_WHICH_PAPER = any_of(r"\bwhich\s+paper\b", r"(?:어느|어떤)\s*논문")
_THEY = re.compile(r"which\s+ones?|they|them|their|거기(?:서|에서)", re.IGNORECASE)
_TWO = any_of(r"\b(?:two|both|either)\b", r"둘(?!러)|두\s?(?:개|논문|편)")
_NUMBERS = re.compile(r"\d|[일이삼사오육칠팔구]번")
# One paper was singled out, and these words ask the others too; "which model" is asked of the one.
_ASKS_ALL_AGAIN = any_of(
    r"\bwhich\s+(?:is|are|has|have|do|does|use[sd]?|need[sd]?|get[s]?|of|ones?)\b",
    r"\b(?:any|none|how\s+many)\s+of\s+(?:these|those|them)\b",
    r"(?:중에|중에서|가운데)(?:는|선)?\s|[는은한된쓴]\s?(?:거|것|건)(?:은|는)?\s*(?:뭐\S{0,3}|있\S{0,3}|없\S{0,3})?\s*\?*$",
)
_POINTS_AT_ONE_OF_MANY = any_of(
    r"^\W*(?:(?:and|so|ok|okay|also|hm+|but|then|well|cool|nice|btw|now)\W+)*which\b|\bwhich\s+ones?\b",
    r"^\W*(?:do|does|has|have|is|are)\s+any\b",
    r"어떤\s*(?:게|거|것|건|놈|애)|어느\s*(?:게|거|것|건)|뭐가|누가|[는은한된쓴]\s?(?:건|거는|것은)(?:요)?\s*\?*$",
)


@dataclass(frozen=True, slots=True)
class Rows:
    """Papers of a table, where the text says which, and whether it names just these."""

    papers: tuple[str, ...]
    cut: tuple[tuple[int, int], ...] = ()
    exact: bool = False


def rows_of(turn: Turn) -> Rows | None:
    """Return the papers that a text is about, None if it is not about several displayed ones."""
    if (places := _places(turn)) is not None:
        return _at_places(turn, places)
    listed = _displayed(turn.session)
    compares_all = compares(turn.text) and (_ALL.search(turn.text) is not None or tabulates(turn.text))
    about_one = bool(turn.pointers("it")) and not compares_all and not _of_what(turn)
    if turn.pointers("place") or about_one or turn.rejected or len(listed) < _PAIR:
        return None
    if (
        turn.pointers("pair")
        and _TWO.search(turn.text)
        and not _points_at_these(turn)
        and len(listed) > _PAIR
        and not turn.reading.has("work")
    ):
        # "These two" of a longer list are those spoken of, else its first two.
        return Rows(_two_of(turn.session, listed), _pointing(turn), exact=True)
    pointed = _points_at_these(turn) or bool(turn.pointers("pair"))
    if turn.reading.has("work"):
        return _beside_works(turn, listed) if pointed and (compares(turn.text) or not _is_of_one(turn)) else None
    if pointed or (_ALL.search(turn.text) and (compares(turn.text) or _asks_of_places(turn))):
        return Rows(listed, _pointing(turn))
    implied = not turn.alone.papers and _follows_list(turn) and not _begins_with_rank(turn) and _is_implied(turn)
    return Rows(listed, _pointing(turn)) if implied else None


def _begins_with_rank(turn: Turn) -> bool:
    """Tell whether a text is about one place of a ranking: "1등꺼 몇 퍼 줄임?"; not "정확도 1등은?"."""
    first = next((word for word in turn.reading.words if word.role != "filler"), None)
    ranks = (span for span in turn.reading.spans if span.kind == "rank")
    return first is not None and any(span.start <= first.start < span.end for span in ranks)


def _of_what(turn: Turn) -> bool:
    """Tell whether "it" is what the list is about: "which one reduces it most?"."""
    wish = wish_of(turn.reading, ())
    changes = bool(wish.columns) and says_only_change(wish.columns[0].question)
    return changes and _WHICH_ONE.match(turn.text) is not None


def _is_of_one(turn: Turn) -> bool:
    """Tell whether one displayed paper is named: "which one of them is FastKV" is not asked of the others."""
    return len(turn.alone.papers) == 1 and turn.alone.papers[0] in (*turn.session.listed, *turn.session.mentioned)


def _two_of(session: Session, listed: tuple[str, ...]) -> tuple[str, ...]:
    spoken_of = session.pair is not None and set(session.pair) <= set(listed)
    return session.pair if session.pair is not None and spoken_of else listed[:_PAIR]


def _places(turn: Turn) -> Places | None:
    """Return the places of the list that a text names; the numbers of "GPT 4 and 5" are none."""
    places = places_in(turn.text) if turn.session.listed and not turn.reading.has("work") else None
    if places is None:
        return None
    before = [word for word in turn.reading.words if word.end <= places.start <= word.end + 1]
    named = any(word.role in ("known", "unknown") and not asks_only(word.typed) for word in before)
    return None if named else places


def _at_places(turn: Turn, places: Places) -> Rows | None:
    if not compares(turn.text) and not _asks_of_places(turn):
        return None
    return Rows(tuple(_at(places.numbers, turn.session.listed)), ((places.start, places.end),), exact=True)


def _beside_works(turn: Turn, listed: tuple[str, ...]) -> Rows:
    """Return the papers displayed, and in a comparison the works that are named beside them."""
    works = [span for span in turn.reading.spans if isinstance(span.meaning, Work)]
    if not compares(turn.text):
        return Rows(listed, _pointing(turn))
    named = [work.arxiv_id for work in turn.reading.of(Work)]
    cut = (*_pointing(turn), *((span.start, span.end) for span in works))
    return Rows(tuple(dict.fromkeys((*listed, *named))), cut, exact=True)


def _pointing(turn: Turn) -> tuple[tuple[int, int], ...]:
    """Return where a text says that all displayed papers are meant."""
    cut = [(span.start, span.end) for span in turn.reading.spans if span.kind == "pointer"]
    return (*cut, *(match.span() for match in _ALL.finditer(turn.text)))


def _points_at_these(turn: Turn) -> bool:
    """Tell whether a text says "these"; "which ones" or "they" may be something in one paper."""
    spans = [span for span in turn.reading.spans if isinstance(span.meaning, Pointer) and span.meaning.to == "these"]
    vague = _THEY if turn.drills else _WHICH_ONES
    return any(not vague.fullmatch(turn.text[span.start : span.end]) for span in spans)


def _displayed(session: Session) -> tuple[str, ...]:
    """Return the papers that "these" are: those of the table shown last, else of the list."""
    last = session.last
    if last is not None and last.act == "compare" and len(last.papers) > 1:
        return last.papers
    return session.listed[-MOST_ROWS:] if len(session.listed) > MOST_ROWS else session.listed


def _follows_list(turn: Turn) -> bool:
    """Tell whether a list or a table was displayed last."""
    last = turn.session.last
    if last is None or last.act in _LISTS:
        return last is not None
    if last.act != "compare" or (len(last.papers) == _PAIR and not tabulates(turn.text)):
        return False
    # A table that singled out one paper is about that one.
    return len(turn.session.exchanges[-1].shown) > 1 or _ASKS_ALL_AGAIN.search(turn.text) is not None


def _is_implied(turn: Turn) -> bool:
    """Tell whether a text can only be about the list displayed last: "which has code?", "compare", "표로 정리해줘"."""
    wish, base = wish_of(turn.reading, ()), turn.session.list_request
    if compares(turn.text):
        asks_parts = all(column.of != "fact" or asks_figure(column.question) for column in wish.columns)
        names_columns = tabulates(turn.text) and not PAPER_WORD.search(turn.text)
        return (asks_parts or names_columns) and not turn.reading.has("rank") and not _NUMBERS.search(turn.text)
    last = turn.session.last
    if last is not None and last.act == "compare" and _adds_column(turn, wish):
        return True
    if base is not None and len(base.topic.split()) > _ONE_DESCRIBED:
        # One paper was looked for: what follows is about it.
        return False
    return _asks_which(turn, wish) or (bool(wish.columns) and _names_nothing(turn))


def _names_nothing(turn: Turn) -> bool:
    """Tell whether a short question has no word that tells papers apart, so that it asks the displayed ones: "what
    base llm?", "param count?"."""
    asks = turn.alone.act == "fact" or (turn.alone.act == "papers" and asks_figure(turn.text))
    if not asks or len(turn.content) > _SHORT or PAPER_WORD.search(turn.text) or turn.alone.narrowed:
        return False
    if turn.names_part:
        return False
    holding = [turn.corpus.holding(word.typed) for word in turn.content]
    if 0 in holding and is_on_some_paper(turn.reading.topic, turn.corpus):
        return False
    return bool(holding) and not any(0 < count <= len(turn.corpus.papers) * _TELLING for count in holding)


def _asks_which(turn: Turn, wish: Wish) -> bool:
    """Tell whether a text without "these" asks which of the papers displayed have something."""
    names_papers = PAPER_WORD.search(turn.text) is not None
    if wish.choice in ("best", "most", "least"):
        return bool(wish.columns) and (not names_papers or _WHICH_PAPER.search(turn.text) is not None)
    if wish.choice == "all" or all(column.of in FIELDS for column in wish.columns):
        return wish.choice != "all"
    return not names_papers and _POINTS_AT_ONE_OF_MANY.search(turn.text) is not None


def _adds_column(turn: Turn, wish: Wish) -> bool:
    """Tell whether a short text asks the table shown last for something else: "and the code?", "데이터셋은?"."""
    if not wish.columns or len(turn.content) > _SHORT or PAPER_WORD.search(turn.text):
        return False
    plain = all(column.of != "fact" for column in wish.columns)
    return (
        plain
        or asks_figure(turn.text)
        or turn.names_part
        or (turn.alone.act == "fact" and bool(_ADDS.search(turn.text)))
    )


def _asks_of_places(turn: Turn) -> bool:
    acts: tuple[Act, ...] = (*FIELDS, "fact", "summary", "compare")
    return turn.alone.act in acts or asks_for_some(turn.text) or sums_up(turn.text)


def _at(numbers: Sequence[int], listed: tuple[str, ...]) -> list[str]:
    for number in numbers:
        if abs(number) > len(listed):
            raise InputError(phrases.NO_SUCH_NUMBER.fill(number=abs(number), papers=phrases.papers(len(listed))))
    return [listed[number - 1 if number > 0 else number] for number in numbers][:MOST_ROWS]

"""What a table is asked for: its columns, and which of its papers are wanted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.answers.column_words import PROPOSES, as_amount, bare_column, without_amount
from bot.answers.request import Choice, Column
from bot.answers.table import MOST_COLUMNS
from bot.answers.understand.fillers import bare_word, is_filler
from bot.answers.understand.meanings import FieldAsked
from bot.answers.understand.reading import Reading
from bot.answers.understand.references import comparing
from bot.answers.understand.spans import Kind
from bot.answers.understand.table_parts import asks_only, part_of
from bot.answers.understand.words import Word
from bot.answers.wording import any_of

__all__ = ["Wish", "asks_for_some", "compares", "is_topical", "ranks", "sums_up", "tabulates", "wish_of"]

_LED_BY = r"^\W*(?:(?:and|so|ok|okay|also|hm+|but|then|well|cool|nice|btw|now|thanks|thx)\W+)*"
_COMPARES = any_of(
    r"\b(?:compar\w*|comapr\w*|compair\w*|cmpar\w*|compre)\b|\b(?:in|as|into|make|build|draw|a)\s+(?:me\s+)?(?:a\s+)?table\b",
    r"\btable\W*(?:pls|plz|please)?\W*$|\bdiffs?\b|\btabulate\b|\bside[\s-]by[\s-]side\b|\bline\s+(?:\w+\s+)?up\b",
    r"비교|표(?:로|를?\s*(?:만들|그려|짜))|한\s?눈에|나란히|대조",
)
_TABULATES = any_of(
    r"\b(?:in|as|into|make|build|draw|give)\s+(?:me\s+)?(?:a\s+)?table\b|\btabulate\b",
    r"표(?:로|를?\s*(?:만들|그려|짜))",
)
_SUMS_UP = any_of(r"\bsum+[ae]r\w*|\bsum\s+up\b|\btl;?dr\b", r"요약|정리\s*(?:좀|해)|설명")
_WHICH = any_of(
    rf"\bwhich\s+(?:ones?|of)\b|{_LED_BY}which\s+(?!paper|article|stud|day|topic|author)|\bwhat\s+ones?\b|\bwho\b",
    r"\b(?:any(?:one)?|some|one|none|either|how\s+many)\s+of\s+(?:these|those|them|em)\b",
    rf"{_LED_BY}(?:do|does|did|has|have|is|are)\s+(?:any|some|these|those|they|all\s+of)\b",
    r"\bwhich\s+papers?\s+(?:here|above|has|have|had|is|are)\b",
    r"\bany(?:thing|one)?\s+(?:(?:in\s+)?here\s+)?(?:with|that|which|having|using)\b",
    r"중(?:에|에서|에는|엔|에선)?(?=[\s,]|$)|가운데|어떤\s*(?:게|거|것|건|놈|애|논문이)|어느\s*(?:게|거|것|건|논문)|"
    r"뭐가|누가|(?:거|것|건|게|애)(?:는|은|가|도|들|이)?\s*(?:뭐|있|없|누구|어떤|어느|몇)|(?:거|것|건)(?:는|은)?요?\s*\?*$|"
    r"(?:있는|없는|공개한|공개된|쓰는|쓴)\s*(?:거|것|논문|애)(?:들)?만?",
)
_TOPICAL = any_of(
    r"(?<!what )(?<!how )\babout\b|\brelated\b|\bregarding\b|\bon\s+the\s+topic\b|\bdeal(?:s|ing)?\s+with\b",
    r"관련|쪽(?!수)|다루|주제|대한|분야|계열",
)
_SUPERLATIVE = any_of(
    r"\b(?:highest|most|largest|biggest|greatest|longest|best|top|strongest|fastest|quickest|lowest|least|smallest|fewest|"
    r"shortest|slowest|worst|sota)\b",
    r"\b(?:rank|order|sort)\b.{1,40}\bby\b",
    r"(?:성능|점수|정확도|속도|성적|높은|낮은|좋은|많은|적은|큰|작은|빠른)\s*순|제일|가장|젤|최고|최대|최저|최소|최다|최상|탑(?=[\s은는이가])|[일1]등",
)
_COMPARATIVE = any_of(
    r"\b(?:higher|more|larger|bigger|better|stronger|faster|quicker|lower|less|fewer|smaller|slower)\b",
    r"(?<![가-힣])더\s|뭐가\s*(?:더|나)|나은|낫",
)
_LEAST = any_of(
    r"\b(?:lowest|least|smallest|fewest|shortest|lower|less|fewer|smaller|worst)\b",
    r"낮|작은|작아|적[은게어음냐나]|최소|최저|짧",
)
_BEST = any_of(
    r"\b(?:best|better|top|strongest|stronger|fastest|faster|quick\w+|sota)\b",
    r"\b(?:rank|order|sort)\b",
    r"순(?:으로|서)?|좋|나은|낫|잘\s?[하나되]|최고|최상|빠[른르름]|빨라|우수|뛰어|강한|센",
)
# "The smallest model" has the fewest parameters.
_MODEL = any_of(r"(?:model|llm|network)(?:\s?size)?s?", r"모델(?:\s?크기)?")
_SIZE = any_of(r"\b(?:small|big|large)(?:er|est)\b", r"작은|작아|작음|큰|커|큼")
_NOT = any_of(
    r"\b(?:not|don'?t|doesn'?t|isn'?t|aren'?t|haven'?t|hasn'?t|no(?!\.))\b",
    r"(?<![가-힣])안\s?(?:쓰|쓴|썼|하|한|필요)|않|없는|못\s?하",
)
_BETWEEN = re.compile(
    r"[,/&+;]|\b(?:and|or|plus|n|vs)\b|(?<![가-힣])(?:및|그리고|하고|이?랑|와|과)(?![가-힣])", re.IGNORECASE
)
_JOINER = re.compile(r"(?<=[가-힣])(?:이랑|랑|하고|와|과|및)$")
_ONE_BEHIND = re.compile(r"\s?(?:거|것|건|게|논문|애|놈)")
# Every listing has these, so nobody asks which papers have them.
_OF_EVERY_PAPER = ("authors", "votes", "day", "link")
_SKIPPED: frozenset[Kind] = frozenset(("pointer", "order", "count", "rank", "more", "scope", "field", "without"))


@dataclass(frozen=True, slots=True)
class Wish:
    """The columns of a table, and which papers are wanted."""

    columns: tuple[Column, ...]
    choice: Choice = "all"


def compares(text: str) -> bool:
    """Tell whether a text asks for papers side by side."""
    return _COMPARES.search(text) is not None or comparing(text)


def tabulates(text: str) -> bool:
    """Tell whether a text asks for a table by that word, whatever its columns are."""
    return _TABULATES.search(text) is not None


def sums_up(text: str) -> bool:
    """Tell whether a text asks to be told in short what papers say."""
    return _SUMS_UP.search(text) is not None


def asks_for_some(text: str) -> bool:
    """Tell whether a text asks which papers have something, not which are on a topic."""
    return _WHICH.search(text) is not None and not is_topical(text)


def is_topical(text: str) -> bool:
    """Tell whether a text asks for the papers on a topic."""
    return _TOPICAL.search(text) is not None


def ranks(text: str) -> bool:
    """Tell whether a text asks for the first of several in some order: "highest", "제일"."""
    return _SUPERLATIVE.search(text) is not None


def wish_of(reading: Reading, cut: Sequence[tuple[int, int]], *, of_two: bool = False) -> Wish:
    """Return what a text asks of several papers; what says which ones is `cut`."""
    text = reading.text
    columns = tuple(dict.fromkeys(_columns(reading, cut)))[:MOST_COLUMNS]
    first = ranks(text) or (of_two and _COMPARATIVE.search(text) is not None)
    if first and columns and not any(column.of in ("votes", "day") for column in columns):
        named = " ".join(without_amount(column.question) for column in columns if column.of == "fact")
        if _MODEL.fullmatch(named) and _SIZE.search(text):
            named = "파라미터" if reading.language == "ko" else "parameters"
        return Wish((Column("figure", named),), _direction(text))
    which = asks_for_some(text) or (of_two and _WHICH.search(text) is not None)
    told = all(column.of in _OF_EVERY_PAPER for column in columns)
    if told or not which or _COMPARES.search(text):
        return Wish(columns)
    return Wish(columns, "unstated" if _NOT.search(text) else "stated")


def _direction(text: str) -> Choice:
    if _LEAST.search(text):
        return "least"
    return "best" if _BEST.search(text) else "most"


def _columns(reading: Reading, cut: Sequence[tuple[int, int]]) -> Iterator[Column]:
    """Yield the columns that a text names, in order."""
    found = [(span.start, Column(span.meaning.field)) for span in reading.spans if isinstance(span.meaning, FieldAsked)]
    korean = reading.language == "ko"
    found += [
        (start, part_of(typed, korean=korean) or Column("fact", as_amount(typed, reading.text, start)))
        for start, typed in _phrases(reading, cut)
        if not all(map(PROPOSES.match, typed.split()))
    ]
    yield from (column for _, column in sorted(found, key=lambda one: one[0]))


def _phrases(reading: Reading, cut: Sequence[tuple[int, int]]) -> Iterator[tuple[int, str]]:
    """Yield the words that name one thing each, with their positions."""
    start, end, words = 0, 0, list[str]()
    for word in _content(reading, cut):
        if words and _BETWEEN.search(reading.text, end, word.start):
            yield start, " ".join(words)
            words = []
        typed = _JOINER.sub("", word.typed)
        start = start if words else word.start
        words.append(_named(typed, reading.text, word.end))
        end = word.end
        if typed != word.typed:
            yield start, " ".join(words)
            words = []
    if words:
        yield start, " ".join(words)


def _content(reading: Reading, cut: Sequence[tuple[int, int]]) -> Iterator[Word]:
    """Yield the words that say what is asked for."""
    skipped = [*cut, *((span.start, span.end) for span in reading.spans if span.kind in _SKIPPED)]
    for word in reading.words:
        if any(first < word.end and word.start < last for first, last in skipped):
            continue
        names = part_of(_bare(_JOINER.sub("", word.typed))) is not None or PROPOSES.match(word.typed)
        if not names and (asks_only(word.typed) or (is_filler(word.typed) and not word.in_term)):
            continue
        yield word


def _named(typed: str, text: str, end: int) -> str:
    """Return a word as it names a column; a verb before a noun keeps its ending: "줄이는 거"."""
    bare = _bare(typed)
    keeps = (
        typed.endswith("는")
        and not typed.endswith(("하는", "되는"))
        and _ONE_BEHIND.match(text, end)
        and part_of(bare) is None
    )
    return typed if keeps else bare


def _bare(typed: str) -> str:
    """Return a word without its particle."""
    return bare_column(bare_word(typed)) or typed

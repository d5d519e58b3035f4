"""A displayed paper that a question describes or names by a part of its name, replaced by its id.

"and the chunk one, what's its max gain?" is then read like a question that names the paper: what describes it is not
searched for in the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from bot.answers.session import Session
from bot.answers.understand.reading import Reading
from bot.answers.understand.spans import Kind, covered
from bot.answers.understand.turns.fitting import fitting, named_by
from bot.answers.understand.turns.neighbours import replaced
from bot.answers.wording import any_of
from bot.search.corpus import Corpus

__all__ = ["with_earlier", "with_ids", "with_other"]

# Korean words that describe what follows end in ㄴ: 다룬, 쓰는, 작은.
_ADNOMINAL = "".join(chr(code) for code in range(ord("간"), ord("힣"), 28))
# A description with the noun it goes with, and a noun in Korean, whose description is in front of it.
_WORD = r"[^\s,.?!:]{1,40}"
_PHRASES = (
    re.compile(
        r"\b(?:the|that|(?:there (?:was|is)|wasn'?t there|isn'?t there|u had|you had|i saw) (?:also )?(?:an?|another)) "
        rf"(?P<what>(?:{_WORD} ){{1,4}}?)(?:ones?(?:'s)?|papers?|thing|guys?)(?=$|[\s,.?!:])",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:the|that) (?:one|paper|thing) "
        r"(?:that(?:'s)?|which|about|with|on|for|using|from|w/?|(?=[a-z]{3,20}ing )) ?"
        rf"(?P<what>(?:{_WORD} ){{0,5}}?{_WORD}?)(?=[,.?!:]|\s(?:what|how|who|which|where|when|does|did|is|are|has)\b)",
        re.IGNORECASE,
    ),
    # "The wikipedia hallucination benchmark, how big?"
    re.compile(
        rf"\bthe (?P<what>(?:{_WORD} ){{2,4}}?(?:benchmark|dataset|corpus|survey|attack|agent|framework|roadmap|"
        r"encoder|optimizer|tokenizer|simulator|pipeline|toolkit|game|robot))(?:'s)?(?=[\s,.?!:]{1,3}\S)",
        re.IGNORECASE,
    ),
)
_NOUN = re.compile(
    rf"(?:(?<=[{_ADNOMINAL}])|(?<=관련)|(?<=[가-힣a-z])(?=꺼))\s?(?:논문|거|것|건|게|껀|꺼|놈|애|녀석)"
    r"(?:은|는|이|가|의|꺼|도|요|은요|는요)?(?:(?<=은)|(?<=는)|(?<=건)|(?<=껀)|(?<=요)|(?=\s[^\s?!]|\s?,))(?!\s*\?*$)(?!\s(?:맞|아니|아냐|인가|임|이지|이야|같))"
)
# "병리 그거에서 뭐가 제일 나아?"
_THAT_ONE = re.compile(
    r"(?<=[가-힣a-z\d])\s그\s?(?:거|것|건|게|논문|모델|벤치)"
    r"(?:은|는|이|가|의|도|에서|에서는|한테)?(?=\s[^\s?!])"
)
_OF_TWO = any_of(r"\bof (?:the|these|those) two\b|\bof the pair\b", r"(?<![가-힣])둘\s?(?:중|가운데)")
# "아까 그 벤치", "that benchmark from before".
_EARLIER = re.compile(
    r"(?:아까|전에|앞에서)\s?(?:그|본|봤던|말한|나온|나왔던)\s(?P<what_ko>[^\s,.?!]{1,20})(?=[\s,.?!]|$)|"
    rf"\b(?:that|the) (?P<what>(?:{_WORD} ){{1,3}}?)"
    r"(?:from (?:before|earlier)|(?:u|you|we|i) (?:showed|mentioned|saw|talked about) (?:before|earlier))",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,.?!;:]")
_WORDS_IN_FRONT = 5
# "Not the benchmark, the other one".
_OTHER_THAN = re.compile(
    rf"\bnot (?:the|that) (?P<what>(?:{_WORD} ){{0,3}}?{_WORD}?)(?: (?:one|paper))?[,;.-]? ?(?:but )?"
    r"\b(?:the )?other(?: (?:one|paper))?(?:'s)?(?=$|[\s,.?!:])",
    re.IGNORECASE,
)
_OTHER_THAN_KO = re.compile(
    r"\s?말고\s?(?:다른|딴|나머지)\s?(?:하나|한\s?편|논문|거|것|건|게|껀|꺼|쪽|놈)(?:은|는|이|가|의|꺼)?(?=\s[^\s?!])"
)
# What stands in front of a description in Korean.
_IN_FRONT = re.compile(
    r"(?:(?:아니|음|오|그럼|그러면|근데|그리고|글고|혹시|아까|방금|저기|여기|거기|(?:그|이|저|위)\s?(?:거|것|논문)?들?)"
    r"(?:\s*(?:서|중|가운데)(?:에서?|에)?)?\s+)+"
)
# Other steps read these: places, rankings, what is left out, "the other one".
_NOT_DESCRIBING = any_of(
    r"^(?:the|a|an|this|that|these|those|other|others|another|same|first|second|third|fourth|fifth|last|final|next|"
    r"previous|best|worst|top|bottom|most|least|more|newest|latest|oldest|newer|older|only|whole|entire|right|wrong|"
    r"\d+(?:st|nd|rd|th)?|two|three|four|five|every|each|any|all|both|not|no|of|in|and|or|by|when|who|how|what)$",
    r"^(?:제일|가장|젤|최신|최근|다른|딴|같은|이런|그런|저런|어떤|무슨|모든|첫|마지막|말고|빼고|아닌|없는|더|좀|\d+번?)",
)
# A list, not one of its papers, is asked for.
_BROWSES = any_of(
    r"\b(?:any|show|recommend|more)\b|\bfind (?:me|us|some|papers?)\b",
    r"(?:은|는|이|가|도)?\s*(?:좀\s*)?(?:있어|있나|있냐|있음|있을까|있는지|있지|있었|있던|없어|없나|없냐|없음|추천(?!\s?수|[이을은]\s)|찾아|보여|골라|더\s|더$)",
)
_BARE_PART = re.compile(r"(?<![\w-])[a-z]{4,}(?=(?:은|는|이|가|도|의|꺼|거|랑)(?:\s|$)|'s\b)", re.IGNORECASE)
# Spans that select papers in another way, or that name them.
_SELECTS: frozenset[Kind] = frozenset(
    ("work", "person", "organization", "period", "count", "rank", "bound", "order", "without", "more")
)
_SEVERAL = 2
_MOST_NOUNS = 5
_BLANK_WORD = re.compile(r"\S+")


def with_ids(reading: Reading, session: Session, corpus: Corpus) -> str:
    """Return the text of a reading with the displayed paper it describes replaced by its id; else as it is."""
    text = reading.text
    if not session.mentioned or reading.has("work"):
        return text
    selecting = covered(len(text), (span for span in reading.spans if span.kind in _SELECTS))
    for start, end, what in _described(text):
        # The "one" that is described may be read as a count.
        begins = text.index(what, start)
        described = selecting.find(1, begins, begins + len(what)) < 0
        beside = f"{text[:start]} {text[end:]}"
        pair = session.pair if _OF_TWO.search(text) else None
        pool = session if pair is None else replace(session, listed=pair, mentioned=())
        if described and (found := fitting(what, pool, corpus, beside=beside, anywhere=pair is None)):
            return replaced(text, (start, end), found)
    for match in _BARE_PART.finditer(text):
        if selecting.find(1, *match.span()) < 0 and (found := named_by(match[0], session, corpus)):
            return replaced(text, match.span(), found)
    return text


def _described(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the phrases that describe one paper: start, end, and the describing words."""
    if _BROWSES.search(text):
        return
    found = [(match.start(), match.end(), match["what"]) for pattern in _PHRASES for match in pattern.finditer(text)]
    found += [(start, match.end(), text[start : match.start()]) for match, start in _nouns(text)]
    for start, end, what in found:
        words = what.split()
        if words and not any(_NOT_DESCRIBING.search(word) for word in words):
            yield start, end, what


def _nouns(text: str) -> Iterator[tuple[re.Match[str], int]]:
    """Yield the nouns that Korean words describe, each with the start of these words."""
    for match in islice(_NOUN.finditer(text), _MOST_NOUNS):
        yield match, _in_front(text, match.start())
    for match in islice(_THAT_ONE.finditer(text), _MOST_NOUNS):
        yield match, _in_front(text, match.start())


def _in_front(text: str, end: int) -> int:
    """Return where the few words of the clause that ends at `end` begin."""
    first = max((mark.end() for mark in _CLAUSE.finditer(text, 0, end)), default=0)
    words = list(_BLANK_WORD.finditer(text, first, end))[-_WORDS_IN_FRONT:]
    start = words[0].start() if words else end
    before = _IN_FRONT.match(text, start, end)
    return before.end() if before else start


def with_earlier(text: str, session: Session, corpus: Corpus) -> str:
    """Return a text with "아까 그 벤치", said of a paper before the ones displayed last, replaced by its id."""
    match = _EARLIER.search(text)
    latest = session.exchanges[-1].shown if session.exchanges else ()
    before = tuple(arxiv_id for arxiv_id in session.mentioned if arxiv_id not in latest)
    if match is None or not before:
        return text
    found = fitting(match["what"] or match["what_ko"], replace(session, listed=(), mentioned=before), corpus)
    return replaced(text, match.span(), found) if found is not None else text


def with_other(text: str, session: Session, corpus: Corpus) -> str:
    """Return a text with "not the benchmark, the other one" replaced by the id of the other of two papers."""
    two = list(session.pair or session.listed)
    if len(two) != _SEVERAL:
        return text
    if match := _OTHER_THAN.search(text):
        span, what = match.span(), match["what"]
    elif match := _OTHER_THAN_KO.search(text):
        span = (_in_front(text, match.start()), match.end())
        what = text[span[0] : match.start()]
    else:
        return text
    rejected = fitting(what, replace(session, listed=tuple(two), mentioned=()), corpus)
    return replaced(text, span, two[two[0] == rejected]) if rejected is not None else text

"""A displayed paper that a question describes or names by a part of its name, replaced by its id.

"and the chunk one, what's its max gain?" is then read like a question that names the paper: what describes it is not
searched for in the answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from bot.answers.engine.answerability import answerability
from bot.answers.session import Session
from bot.answers.understand.fillers import bare_word, is_filler
from bot.answers.understand.reading import Reading
from bot.answers.understand.spans import Kind, covered
from bot.answers.understand.turns.neighbours import replaced
from bot.answers.wording import any_of
from bot.search.corpus import Corpus
from bot.search.hits import Filters

__all__ = ["with_earlier", "with_ids", "with_other"]

# Korean words that describe what follows end in ㄴ: 다룬, 쓰는, 작은.
_ADNOMINAL = "".join(chr(code) for code in range(ord("간"), ord("힣"), 28))
# A description with the noun it goes with, and a noun in Korean, whose description is in front of it.
_WORD = r"[^\s,.?!:]{1,40}"
_PHRASES = (
    re.compile(
        rf"\b(?:the|that) (?P<what>(?:{_WORD} ){{1,4}}?)(?:ones?(?:'s)?|papers?|thing|guy)(?=$|[\s,.?!:])",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:the|that) (?:one|paper|thing) "
        r"(?:that(?:'s)?|which|about|with|on|for|using|from|w/?|(?=[a-z]{3,20}ing )) ?"
        rf"(?P<what>(?:{_WORD} ){{0,5}}?{_WORD}?)(?=[,.?!:]|\s(?:what|how|who|which|where|when|does|did|is|are|has)\b)",
        re.IGNORECASE,
    ),
)
_NOUN = re.compile(
    rf"(?:(?<=[{_ADNOMINAL}])|(?<=관련)|(?<=[가-힣a-z])(?=꺼))\s?(?:논문|거|것|건|게|껀|꺼|놈|애|녀석)"
    r"(?:은|는|이|가|의|꺼|도|요|은요|는요)?(?:(?<=은)|(?<=는)|(?<=건)|(?<=껀)|(?<=요)|(?=\s[^\s?!]|\s?,))(?!\s*\?*$)(?!\s(?:맞|아니|아냐|인가|임|이지|이야|같))"
)
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
# A whole word that is a part of a name: "camel" of "CAMEL-Bench", "chunk" of "ChunkKV".
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_HEAD = re.compile(r"^([^\s:]{3,40})(?=:|$)")
_BARE_PART = re.compile(r"(?<![\w-])[a-z]{4,}(?=(?:은|는|이|가|도|의|꺼|거|랑)(?:\s|$)|'s\b)", re.IGNORECASE)
# "웹쪽": on the side of the web.
_SIDE = re.compile(r"(?<=[가-힣a-z])(?:쪽|분야|계열)$", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W_]+")
_SHORTEST_PART = 3
_SHORTEST_START = 4
_SAID, _ALL_SAID = 0.5, 0.99
_BEFORE_NEXT = 1.15
# Spans that select papers in another way, or that name them.
_SELECTS: frozenset[Kind] = frozenset(
    ("work", "person", "organization", "period", "count", "rank", "bound", "order", "without", "more")
)
_SEVERAL = 2
_MOST_NOUNS = 5
_BLANK_WORD = re.compile(r"\S+")
_MOST_MENTIONED = 20


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
        if described and (found := _fitting(what, session, corpus, anywhere=True)):
            return replaced(text, (start, end), found)
    for match in _BARE_PART.finditer(text):
        if selecting.find(1, *match.span()) < 0 and (found := _named_by(match[0], session, corpus)):
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
    found = _fitting(match["what"] or match["what_ko"], replace(session, listed=(), mentioned=before), corpus)
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
    rejected = _fitting(what, replace(session, listed=tuple(two), mentioned=()), corpus)
    return replaced(text, span, two[two[0] == rejected]) if rejected is not None else text


def _fitting(what: str, session: Session, corpus: Corpus, *, anywhere: bool = False) -> str | None:
    """Return the paper that fits a description: one displayed, else one mentioned, else perhaps any."""
    words = [bare_word(_SIDE.sub("", word)) for word in what.split() if not is_filler(word)]
    phrase = " ".join(_LETTERS.findall(what.lower()))
    for pool in (session.listed, session.mentioned[:_MOST_MENTIONED]):
        if " " in phrase and (quoted := _only(pool, lambda title: phrase in _plain(title), corpus)):
            return quoted
        titled = {paper for word in words if (paper := _titled(word, pool, corpus))}
        if len(titled) == 1:
            return titled.pop()
        numbers = corpus.numbers(pool)
        if words and numbers and (found := _surest(" ".join(words), Filters(among=frozenset(numbers)), corpus, _SAID)):
            return found
    # What fits none of them may still be said of one paper: "now the protein paper".
    return _only_one(" ".join(words), corpus) if words and anywhere else None


def _surest(words: str, among: Filters, corpus: Corpus, least: float) -> str | None:
    hits = corpus.search(words, among).hits
    leads = len(hits) == 1 or (len(hits) > 1 and hits[0].score >= hits[1].score * _BEFORE_NEXT)
    return hits[0].paper.arxiv_id if leads and hits[0].coverage >= least else None


def _only_one(words: str, corpus: Corpus) -> str | None:
    """Return the paper of the whole corpus that a description fits, if no other does nearly as well."""
    query = corpus.read(words)
    known = [word.surface for word in query.words if word.known]
    if len(known) * 2 <= len(query.words) and len(query.words) > 1:
        return None
    found = _surest(" ".join(known), Filters(), corpus, _ALL_SAID) if known else None
    paper = corpus.paper(found) if found is not None else None
    return found if paper is not None and answerability(query, paper, corpus) == "on it" else None


def _plain(title: str) -> str:
    return " ".join(_LETTERS.findall(title.lower()))


def _titled(word: str, pool: Sequence[str], corpus: Corpus) -> str | None:
    """Return the only paper of `pool` with a title word that starts with `word`, or with that part of a name."""
    return _only(pool, lambda title: _in_title(word.lower(), title), corpus)


def _named_by(word: str, session: Session, corpus: Corpus) -> str | None:
    """Return the only displayed paper with `word` as a part of its name before the colon."""
    pool = tuple(dict.fromkeys((*session.listed, *session.mentioned[:_MOST_MENTIONED])))
    return _only(pool, lambda title: word.lower() in _name_parts(title), corpus)


def _only(pool: Sequence[str], has: Callable[[str], bool], corpus: Corpus) -> str | None:
    titles = {paper.arxiv_id: paper.title for arxiv_id in pool if (paper := corpus.paper(arxiv_id)) is not None}
    found = [arxiv_id for arxiv_id, title in titles.items() if has(title)]
    return found[0] if len(found) == 1 else None


def _in_title(word: str, title: str) -> bool:
    if len(word) >= _SHORTEST_START and any(
        typed.startswith(word) for typed in title.lower().replace("-", " ").split()
    ):
        return True
    return len(word) >= _SHORTEST_PART and word in _name_parts(title)


def _name_parts(title: str) -> set[str]:
    head = _HEAD.match(title)
    parts = [part.lower() for part in _PART.findall(head[1])] if head else []
    return set(parts) if len(parts) > 1 else set()

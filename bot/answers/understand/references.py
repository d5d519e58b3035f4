"""Which paper a description means, and whether a question goes on about the paper shown last."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answers.aspects import unstated
from bot.answers.engine.answer_type import answer_type
from bot.answers.understand.fillers import is_filler
from bot.answers.wording import any_of
from bot.search.corpus import Corpus
from bot.search.hits import Filters

__all__ = ["Described", "comparing", "described", "fits", "held_against", "only_compares"]

# Minimum share of a description that a paper must match, and its lead over the next one.
_SAID = 0.5
_BEFORE_NEXT = 1.15
# Minimum share of the top score for a displayed paper to be the one described.
_OF_BEST = 0.6
# Treat an unnamed question as a follow-up if the focused paper reaches this share of the top score.
_FOCUS_SHARE = 0.4
_SHORT_QUESTION = 5
_SHORT_SHARE = 0.3
_FEW_WORDS = 2
# Words that compare papers, and words that do so only if two are named.
_COMPARING = any_of(
    r"\bcompar(?:e|es|ed|ing|ison|isons)\b|\bversus\b|\bvs\b\.?|\bdiff(?:s|er|ers|erence|erences|erent|erently)?\b",
    r"\bhow\b.{1,60}\brelate[ds]?\b(?!\s+to\s+(?:it|this|that|them)\b)|\brelated\s+to\s+each\s+other\b|\brelationship\s+between\b|\bcontrast\b|\bhead[\s-]to[\s-]head\b|\bside[\s-]by[\s-]side\b|\bstacks?\s+up\b|\bsets?\b.{1,30}\bapart\b",
    r"비교(?!한\s|된|했던|하는\s|대상|군)|(?:무슨|어떤|뭔)\s*(?:관계|사이)|차이|다른\s*점|공통\s*점|달라[요?\s]|달라$|다름|다르(?:냐|니|지|게|나|죠|다|$)|다른(?:가|지|데|거)|다를까|맞짱|대결",
)
_CHOOSING = any_of(
    r"\b(?:which|what|who)\b.{0,30}\b(?:more|less|fewer|better|worse|faster|slower|bigger|smaller|larger|newer|older|"
    r"higher|lower|most|best|first|later|earlier|cheaper|wins?|\w{3,}er)\b",
    r"\b(?:more|less|fewer|better|newer|older|higher|lower|\w{4,}er)\b.{0,15}\bone\b|\bbetter\s+than\b",
    r"(?<!\d\s)더\s*\S+|뭐가\s*(?:더|나)|어느\s*(?:쪽|게|것)|누가\s*더|중(?:에|에서)?\s*(?:뭐|어느|어떤|누가)",
)
_COMPARING_WORD = re.compile(
    r"(?:compar\w*|versus|vs\.?|diff\w*|contrast|between|against|head|side|other|with|to|"
    r"(?:비교|차이|공통|다[른르름를]|달라|뭐가|뭔|뭐|무슨|어떻게|어케|점)[가-힣]{0,8}|이?랑|하고|와|과|좀|이|가|는|은|도|의|그)[?!.,]*",
    re.IGNORECASE,
)
_AND = re.compile(r"(?:and|n|also|&|그리고|글고)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Described:
    """The paper a description fits best, whether it fits only that one, and whether most of it matches."""

    arxiv_id: str
    sure: bool
    said: bool


def described(description: str, among: Sequence[str], corpus: Corpus) -> Described | None:
    """Return the paper in `among` that fits `description` best, or None."""
    if not among or not description:
        return None
    found = corpus.search(description, Filters(among=frozenset(corpus.numbers(among))))
    hits = found.hits
    if not len(hits):
        return None
    sure = hits[0].coverage >= _SAID and (len(hits) == 1 or hits[0].score >= hits[1].score * _BEFORE_NEXT)
    best = corpus.search(description).hits
    sure = sure and hits.best[0] >= best.best[0] * _OF_BEST
    return Described(hits[0].paper.arxiv_id, sure, hits[0].coverage >= _SAID)


def fits(description: str, question: str, focus: str, corpus: Corpus, *, drilling: bool, switches: bool) -> bool:
    """Tell whether a factual question that names no paper is a follow-up on `focus`.

    `drilling` is set if the last question was about that paper, `switches` if the words announce another.
    """
    paper, results = corpus.paper(focus), corpus.search(description)
    if paper is None:
        # It was looked up, or has left the corpus: what it says is not known here.
        return drilling and not switches and (not results.hits or len(results.query.words) <= _FEW_WORDS)
    if not results.hits:
        return drilling or answer_type(question).figure or unstated(question, paper.summary)
    of_focus = results.hits.of_papers(corpus.numbers([focus]))
    own, _ = of_focus.best if len(of_focus) else (0.0, 0.0)
    best, coverage = results.hits.best
    short = len(results.query.words) <= _SHORT_QUESTION
    count = len(results.query.words)
    if switches and count > 1 and own < best:
        return False
    if drilling and own > 0 and _AND.match(question):
        return True
    if own >= best * _FOCUS_SHARE or (own > 0 and (count <= _FEW_WORDS or (short and own >= best * _SHORT_SHARE))):
        return True
    return drilling and (count <= _FEW_WORDS or coverage < _SAID)


def comparing(text: str) -> bool:
    """Tell whether words ask for a difference between papers: "vs", "차이", "뭐가 다름"."""
    return _COMPARING.search(text) is not None


def held_against(text: str) -> bool:
    """Tell whether words that name two papers compare them, or ask for one of them."""
    return comparing(text) or _CHOOSING.search(text) is not None


def only_compares(rest: str) -> bool:
    """Tell whether a text, apart from names, only asks for a comparison."""
    words = [word for word in rest.split() if word.strip(".,!?")]
    return all(_COMPARING_WORD.fullmatch(word) or is_filler(word.strip(".,!?")) for word in words)

"""Which displayed paper a description fits, or a part of its name."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial

from bot.answers.engine.answerability import answerability
from bot.answers.session import Session
from bot.answers.understand.fillers import bare_word, is_filler
from bot.search.analysis import words as words_of
from bot.search.corpus import Corpus
from bot.search.hits import Filters

__all__ = ["fitting", "is_on_some_paper", "named_by"]

# A whole word that is a part of a name: "camel" of "CAMEL-Bench", "chunk" of "ChunkKV".
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_HEAD = re.compile(r"^([^\s:]{3,40})(?=:|$)")
# "웹쪽": on the side of the web.
_SIDE = re.compile(r"(?<=[가-힣a-z])(?:쪽|분야|계열)$", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W_]+")
_SHORTEST_PART = 3
_SHORTEST_START = 4
_SAID, _ALL_SAID = 0.5, 0.99
_BEFORE_NEXT, _FAR_BEFORE_NEXT = 1.15, 1.5
_MOST_MENTIONED = 20


def fitting(what: str, session: Session, corpus: Corpus, *, beside: str = "", anywhere: bool = False) -> str | None:
    """Return the paper that fits a description: one displayed, else one mentioned, else perhaps any.

    Where several fit alike, what else is said `beside` it decides.
    """
    words = [bare_word(_SIDE.sub("", word)) for word in what.split() if not is_filler(word)]
    phrase = " ".join(_LETTERS.findall(what.lower()))
    for pool in (session.listed, session.mentioned[:_MOST_MENTIONED]):
        if " " in phrase and (quoted := _only(pool, lambda title: phrase in _plain(title), corpus)):
            return quoted
        titled = {paper for word in words if (paper := _titled(word, pool, corpus))}
        if len(titled) == 1:
            return titled.pop()
        numbers = corpus.numbers(pool)
        if words and numbers and (found := _displayed(" ".join(words), beside, numbers, corpus)):
            return found
    if not (words and anywhere):
        return None
    # What fits none of them may still be said of one paper: "now the protein paper".
    return _only_one(" ".join(words), beside, corpus) or _by_all(f"{phrase} {beside}", session.listed, corpus)


def is_on_some_paper(words: str, corpus: Corpus) -> bool:
    """Tell whether some paper is on what words say, beyond having one of them."""
    found = corpus.search(words, limit=1)
    return bool(found.hits) and answerability(found.query, found.hits[0].paper, corpus) == "on it"


def _by_all(text: str, listed: Sequence[str], corpus: Corpus) -> str | None:
    """Return the paper of the list that all of a text fits, if it fits the others much less."""
    numbers = corpus.numbers(listed)
    return _surest(text, Filters(among=frozenset(numbers)), corpus, 0.0, _FAR_BEFORE_NEXT) if numbers else None


def _displayed(words: str, beside: str, pool: Sequence[int], corpus: Corpus) -> str | None:
    """Return the paper of a pool that fits a description best; if several do, the one that all that is said fits."""
    among = Filters(among=frozenset(pool))
    if (found := _surest(words, among, corpus, _SAID)) is not None or not beside:
        return found
    hits = [hit for hit in corpus.search(words, among).hits if hit.coverage >= _SAID]
    fits = corpus.numbers([hit.paper.arxiv_id for hit in hits])
    return _surest(f"{words} {beside}", Filters(among=frozenset(fits)), corpus, 0.0) if fits else None


def _surest(words: str, among: Filters, corpus: Corpus, least: float, lead: float = _BEFORE_NEXT) -> str | None:
    hits = corpus.search(words, among).hits
    leads = len(hits) == 1 or (len(hits) > 1 and hits[0].score >= hits[1].score * lead)
    return hits[0].paper.arxiv_id if leads and hits[0].coverage >= least else None


def _only_one(words: str, beside: str, corpus: Corpus) -> str | None:
    """Return the paper of the whole corpus that a description fits, if no other does nearly as well.

    What is said beside it must not fit another one better.
    """
    query = corpus.read(words)
    known = [word.surface for word in query.words if word.known]
    if len(known) * 2 <= len(query.words) and len(query.words) > 1:
        return None
    found = _surest(" ".join(known), Filters(), corpus, _ALL_SAID) if known else None
    paper = corpus.paper(found) if found is not None else None
    best = corpus.search(f"{words} {beside}", limit=1).hits
    if paper is None or not best or best[0].paper.arxiv_id != found:
        return None
    return found if answerability(query, paper, corpus) == "on it" else None


def _plain(title: str) -> str:
    return " ".join(_LETTERS.findall(title.lower()))


def _titled(word: str, pool: Sequence[str], corpus: Corpus) -> str | None:
    """Return the only paper of `pool` with a title word that starts with `word`, or with that part of a name.

    A Korean word is also tried in English: people call ZebraLogic "얼룩말".
    """
    own = _only(pool, lambda title: _in_title(word.lower(), title), corpus)
    if own is not None or word.isascii():
        return own
    said = corpus.glossary.sayings.find(list(words_of(word)))
    named = {term for one in said for term in one.terms if term.isascii() and " " not in term}
    found = {paper for term in named if (paper := _only(pool, partial(_in_title, term), corpus)) is not None}
    return found.pop() if len(found) == 1 else None


def named_by(word: str, session: Session, corpus: Corpus) -> str | None:
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

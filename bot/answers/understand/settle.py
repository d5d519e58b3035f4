"""Decide from context whether a span is a name or an ordinary word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from bot.answers.aspects import asks_aspect
from bot.answers.understand.fillers import is_filler
from bot.answers.understand.meanings import People, Work
from bot.answers.understand.spans import Span, blanked, covered
from bot.answers.wording import any_of
from bot.search.corpus import Corpus
from bot.search.surnames import KOREAN_SURNAMES

__all__ = ["settled"]

# A name spelled like an ordinary word.
_PLAIN = re.compile(r"[a-z]+(?: [a-z]+)*")
_LATIN = re.compile(r"[A-Za-z][A-Za-z'-]{3,30}")
# A name in Hangul that ends like a verb or adjective before a noun ("넘어진"), or like a particle.
_INFLECTED = re.compile(r"[가-힣][진는던한된인운은린난킨친긴든쓴온할될을를]$")
# Whose papers are asked for: "얀 르쿤 논문은?", "김지훈이 쓴 거".
_NAMED = re.compile(
    r"(?:그럼 |그러면 |혹시 |그리고 )?(?P<name>[가-힣]{1,4}?(?: (?!거|것|꺼|논문|페이퍼|쓴)[가-힣]{2,4}?)?)"
    r"(?:(?P<bare>(?:은|는|이는)?[?!. ]*$)|"
    r"(?:(?: ?(?:이|가|님이|씨가|교수가?))?(?P<wrote> ?(?:쓴|썼던|집필한|발표한) ?)|(?:의|꺼|님|씨| 교수| 박사)? )"
    r"(?:거|것|논문|페이퍼|꺼)(?:은|는|도|들|들은|요)?(?: (?:있어|있나|있음|알려줘|보여줘|좀|줘|뭐 있어))?[?!. ]*$)"
)
# As names from elsewhere are written ("얀 르쿤"): one syllable, and then what no Korean word is made of.
_FOREIGN = re.compile(r"[가-힣] [가-힣]{0,3}[르츠쿤퍼먼슨턴튼킨핀펜벤헨][가-힣]{0,3}")
_ASKS = any_of(
    r"\b(?:how|what|which|where|is|are|does|can|has)\b|\?",
    r"몇|얼마|뭐|어디|어느|언제|있[어나음냐]|걸[려림]|[임음냐]\s*\?*$|알려|주소|좀",
)
_SAME_SOUND = 95.0
_FULL_NAME, _SHORT_NAME = 3, 2
_LEAST_BESIDE = 2
_MOST_PLAIN = 4
_LONGEST_BESIDE = 400
_MOST_BESIDE_SURNAME = 4
_FEW_PEOPLE = 3
_FEW_PAPERS = 3


def settled(text: str, spans: Sequence[Span], corpus: Corpus) -> Iterator[Span]:
    """Yield the spans that are confirmed, and surnames without another explanation.

    An ordinary word that is also a system's name means it only if that paper is related to the other words.
    """
    rest = " ".join(word for word in blanked(text, spans).split() if not is_filler(word.strip(".,!?")))
    beside = len(rest.split())
    plain = dict[str, bool]()
    asked = _ASKS.search(text) is not None and asks_aspect(text)
    for span in spans:
        doubtful = isinstance(span.meaning, Work) and not span.meaning.sure and _is_inflected(text, span)
        if isinstance(span.meaning, Work) and beside >= _LEAST_BESIDE and (doubtful or _is_plain(text, span)):
            arxiv_id = span.meaning.arxiv_id
            if arxiv_id not in plain:
                # If this many ordinary words are names, none of them is meant.
                # "How long did hymba take to train" says nothing that the paper contains, and means it all the same.
                meant = asked or _is_meant(rest, span.meaning, corpus, least=1 if doubtful else 0)
                plain[arxiv_id] = len(plain) < _MOST_PLAIN and meant
            if not plain[arxiv_id]:
                continue
        yield span
    short = beside <= _MOST_BESIDE_SURNAME
    if short and not any(span.kind in ("person", "work", "pointer") for span in spans):
        yield from _surnames(text, spans, corpus)
        yield from _strangers(text, spans, corpus)


def _strangers(text: str, spans: Sequence[Span], corpus: Corpus) -> Iterator[Span]:
    """Yield a name in Hangul whose papers are asked for, even if no author has it."""
    match = _NAMED.match(text)
    if match is None or covered(len(text), spans).find(1, *match.span("name")) >= 0:
        return
    name = match["name"]
    words = name.split()
    inflected = len(name) > _SHORT_NAME and _INFLECTED.search(name) is not None
    common = inflected or any(is_filler(word) or corpus.holding(word) > _FEW_PAPERS for word in words)
    if match["bare"] is not None:
        if not common and _is_korean_name(name, corpus):
            yield Span(*match.span("name"), "person", People((), name, sure=False))
        return
    asked = text if match["wrote"] else f"{name} 논문"
    heard = next(iter(corpus.authors.people_in(asked, is_filler)), None)
    if heard is not None and heard.typed == name and (match["wrote"] or (heard.how == "part" and not common)):
        yield Span(*match.span("name"), "person", People(heard.people, name, sure=False))
        return
    strange = not any(is_filler(word) or corpus.holding(word) or corpus.knows(word) for word in words)
    shaped = match["wrote"] or _FOREIGN.fullmatch(name) or _is_korean_name(name, corpus)
    if strange and shaped and not inflected:
        yield Span(*match.span("name"), "person", People((), name, sure=False))


def _is_korean_name(name: str, corpus: Corpus) -> bool:
    """Tell whether three syllables sound like a person's name with the first as surname."""
    if len(name) != _FULL_NAME:
        return False
    heard = next(iter(corpus.authors.people_in(f"{name} 교수", is_filler)), None)
    if heard is None or heard.typed != name or heard.score < _SAME_SOUND:
        return False
    return heard.people[0].name.lower().split()[-1] in KOREAN_SURNAMES.get(name[0], ())


def _is_plain(text: str, span: Span) -> bool:
    return _PLAIN.fullmatch(text[span.start : span.end]) is not None


def _is_inflected(text: str, span: Span) -> bool:
    return _INFLECTED.search(text[span.start : span.end]) is not None


def _is_meant(rest: str, work: Work, corpus: Corpus, least: int) -> bool:
    """Tell whether the paper of that name contains half of the other known words, and at least `least`."""
    paper = corpus.paper(work.arxiv_id)
    parts = (
        [part for part in corpus.explain(corpus.read(rest[:_LONGEST_BESIDE]), paper) if part.idf > 0] if paper else []
    )
    held = sum(part.contribution > 0 for part in parts)
    return held >= least and (len(parts) < _LEAST_BESIDE or held * 2 >= len(parts))


def _surnames(text: str, spans: Sequence[Span], corpus: Corpus) -> Iterator[Span]:
    """Yield words that hardly any paper contains and that are the surname of a few people."""
    spanned = covered(len(text), spans)
    free = (match for match in _LATIN.finditer(text) if spanned.find(1, *match.span()) < 0)
    # Hardly more words stand there, unless they are glued together.
    for match in islice((match for match in free if not is_filler(match[0])), _MOST_BESIDE_SURNAME):
        if corpus.holding(match[0]) > _FEW_PAPERS or not corpus.authors.complete(match[0], 1):
            continue
        found = corpus.authors.find(match[0])
        if found.kind == "part" and 0 < len(found.people) <= _FEW_PEOPLE:
            yield Span(match.start(), match.end(), "person", People(found.people, match[0], sure=False))
            return

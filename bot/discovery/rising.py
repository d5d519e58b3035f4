"""Terms that papers mention more than before."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from bot.corpus.paper import Paper
from bot.discovery.terms import concepts_of, is_plain, is_telling, is_topic, key_of, label, surface, topic_terms
from bot.discovery.weeks import checked, monday, newest_day
from bot.search.corpus import Corpus
from bot.search.glossary import Concept
from bot.search.mining import MINED
from bot.texts import Text

__all__ = ["Rising", "RisingTerm", "log_odds", "rising"]

_LEAST_HISTORY = 20
_LEAST_PAPERS = 3
_LEAST_SCORE = 1.28
_PRIOR_PAPERS = 10.0
# A term in more papers than this is not news.
_EVERYWHERE = 0.25
_SAME_PAPERS = 0.6
# Summaries gloss a term in English at least this often; a Korean word that they seldom gloss is an everyday one.
_GLOSSED = 0.3
_MOST_TERMS = 8
_MOST_EXAMPLES = 3

_TOO_LITTLE = Text(
    "There is too little history to tell what is rising: each period needs at least {least} papers, "
    "and {recent:,} were listed since {since}, {before:,} in the time before (from {before_since}).",
    "떠오르는 용어를 알아내기에는 자료가 부족합니다. 기간마다 논문이 {least}편 이상 있어야 하는데, "
    "{since} 이후에는 {recent:,}편, 그 전({before_since}부터)에는 {before:,}편이 있습니다.",
)
_NOTHING = Text(
    "No term stands out against the weeks before.",
    "그 전 기간보다 눈에 띄게 늘어난 용어가 없습니다.",
)


@dataclass(frozen=True, slots=True)
class RisingTerm:
    """A term, the number of papers that mention it in the recent weeks and before, and the best recent ones.

    Shares are of the papers of each period, 0 to 1; the score says how sure the difference is, in deviations.
    """

    name: Text
    recent: int
    recent_share: float
    before: int
    before_share: float
    score: float
    papers: tuple[Paper, ...]


@dataclass(frozen=True, slots=True)
class Rising:
    """The rising terms, surest first, the periods compared, and the reason if there are none."""

    terms: tuple[RisingTerm, ...]
    before_since: date
    since: date
    until: date
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A term before it is named: its keys, its concept if it has one, and the papers' numbers."""

    keys: frozenset[str]
    concept: Concept | None
    recent: frozenset[int]
    before: frozenset[int] = frozenset()


def rising(corpus: Corpus, weeks_recent: int, weeks_before: int, today: date) -> Rising:
    """Return the terms mentioned by a larger share of papers in the recent weeks than before.

    The recent weeks end with the newest listed day. Raises InputError or NotFoundError as `trend` does.
    """
    until = newest_day(corpus, today)
    since = monday(until) - timedelta(weeks=checked(weeks_recent) - 1)
    before_since = since - timedelta(weeks=checked(weeks_before))
    recent = _listed(corpus, since, until)
    before = _listed(corpus, before_since, since - timedelta(days=1))
    if min(len(recent), len(before)) < _LEAST_HISTORY:
        note = _TOO_LITTLE.fill(
            least=_LEAST_HISTORY, recent=len(recent), before=len(before), since=since, before_since=before_since
        )
        return Rising((), before_since, since, until, note)
    scored = [
        (score, one)
        for one in _candidates(corpus, recent, before)
        if (score := _score(one, len(recent), len(before))) >= _LEAST_SCORE
    ]
    terms = tuple(_named(one, score, recent, len(before)) for score, one in _distinct(scored))
    return Rising(terms, before_since, since, until, None if terms else _NOTHING)


def log_odds(recent: int, of_recent: int, before: int, of_before: int) -> float:
    """Return by how many deviations a term is more frequent among the recent papers than among those before.

    The log-odds ratio with a Dirichlet prior in proportion to the term's frequency in both, divided by its standard
    deviation (Monroe, Colaresi and Quinn 2008, "Fightin' Words", equations 15, 16, 19 and 22), with papers for words.
    """
    prior = _PRIOR_PAPERS * (recent + before) / (of_recent + of_before)
    now, then = recent + prior, before + prior
    ratio = math.log(now / (of_recent + _PRIOR_PAPERS - now)) - math.log(then / (of_before + _PRIOR_PAPERS - then))
    return ratio / math.sqrt(1 / now + 1 / then)


def _score(one: _Candidate, of_recent: int, of_before: int) -> float:
    recent, before = len(one.recent), len(one.before)
    if recent < _LEAST_PAPERS or recent + before > _EVERYWHERE * (of_recent + of_before):
        return 0.0
    return log_odds(recent, of_recent, before, of_before)


def _listed(corpus: Corpus, since: date, until: date) -> dict[int, Paper]:
    return {number: corpus.papers[number] for number in corpus.listed(since, until).tolist()}


def _candidates(corpus: Corpus, recent: Mapping[int, Paper], before: Mapping[int, Paper]) -> list[_Candidate]:
    spoken = _spoken(recent, None)
    concepts = {key: concept for concept in _speaking(corpus, recent, spoken) for key in _keys(concept)}
    words = {
        key
        for key, numbers in spoken.items()
        if len(numbers) >= _LEAST_PAPERS and key not in concepts and is_telling(key)
    }
    earlier = _spoken(before, words.union(concepts))
    named = [_Candidate(frozenset((key,)), None, frozenset(spoken[key]), frozenset(earlier[key])) for key in words]
    meant = {concept.token: concept for concept in concepts.values()}
    return named + [_concept(corpus, concept, recent, before, spoken, earlier) for concept in meant.values()]


def _speaking(corpus: Corpus, recent: Mapping[int, Paper], spoken: Mapping[str, set[int]]) -> Iterator[Concept]:
    """Yield the concepts that recent papers have, and write out in English as something that is a topic."""
    among = np.zeros(len(corpus.papers), dtype=np.bool_)
    among[list(recent)] = True
    for concept in concepts_of(corpus):
        held = np.count_nonzero(among[corpus.index.postings(concept.token)])
        if held >= _LEAST_PAPERS and any(key in spoken and is_topic(key) for key in _keys(concept)):
            yield concept


def _concept(
    corpus: Corpus,
    concept: Concept,
    recent: Mapping[int, Paper],
    before: Mapping[int, Paper],
    spoken: Mapping[str, set[int]],
    earlier: Mapping[str, set[int]],
) -> _Candidate:
    """Return a concept with the papers that write it in English, and in Korean where that is the same thing."""
    keys = _keys(concept)
    recently, previously = (
        frozenset(number for key in keys for number in written.get(key, ())) for written in (spoken, earlier)
    )
    held = corpus.index.postings(concept.token)
    listed = held[np.isin(held, [*recent, *before])].tolist()
    of_both = [number for number in listed if _has(recent.get(number) or before[number], concept)]
    if is_plain(concept) and len(recently) + len(previously) >= _GLOSSED * len(of_both):
        recently |= recent.keys() & of_both
        previously |= before.keys() & of_both
    return _Candidate(keys, concept, recently, previously)


def _keys(concept: Concept) -> frozenset[str]:
    return frozenset(map(key_of, concept.english))


def _has(paper: Paper, concept: Concept) -> bool:
    """Whether a paper of a concept's postings has it: those of a mined one may have its words far apart."""
    if not concept.token.startswith(MINED):
        return True
    return any(term in text for text in (paper.title, paper.summary) for term in concept.korean)


def _spoken(papers: Mapping[int, Paper], wanted: Container[str] | None) -> dict[str, set[int]]:
    """Return the papers that write each term, of the wanted ones only where these are given."""
    spoken: defaultdict[str, set[int]] = defaultdict(set)
    for number, paper in papers.items():
        for key, _ in topic_terms(paper):
            if wanted is None or key in wanted:
                spoken[key].add(number)
    return spoken


def _distinct(scored: Sequence[tuple[float, _Candidate]]) -> list[tuple[float, _Candidate]]:
    """Return the surest, one for each group of papers: of several names for them the longest, a concept's first."""
    kept: list[tuple[float, _Candidate]] = []
    for score, one in sorted(scored, key=lambda item: (-round(item[0], 1), _rank(item[1]), min(item[1].keys))):
        if len(kept) == _MOST_TERMS:
            break
        if not any(_same(one, other) for _, other in kept):
            kept.append((score, one))
    return kept


def _rank(one: _Candidate) -> tuple[bool, int]:
    return one.concept is None, -max(len(key.split()) for key in one.keys)


def _same(one: _Candidate, other: _Candidate) -> bool:
    shared = len(one.recent & other.recent)
    related = any(
        f" {mine} " in f" {yours} " or f" {yours} " in f" {mine} " for mine in one.keys for yours in other.keys
    )
    whole = min(len(one.recent), len(other.recent)) if related else len(one.recent | other.recent)
    return shared >= _SAME_PAPERS * whole


def _named(one: _Candidate, score: float, recent: Mapping[int, Paper], of_before: int) -> RisingTerm:
    papers = sorted((recent[number] for number in sorted(one.recent)), key=lambda paper: -(paper.newest.votes or 0))
    written = surface(papers, one.keys)
    english = written or min(one.keys)
    return RisingTerm(
        name=label(one.concept, written) if one.concept else Text(english, english),
        recent=len(one.recent),
        recent_share=len(one.recent) / len(recent),
        before=len(one.before),
        before_share=len(one.before) / of_before,
        score=score,
        papers=tuple(papers[:_MOST_EXAMPLES]),
    )

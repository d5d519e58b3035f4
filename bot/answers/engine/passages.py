"""The sentences of a summary relevant to a question, best answer first.

A question usually describes a paper and asks for one thing about it. Descriptive words occur in many sentences of the
summary and in its title, asking words in few. So a word's weight depends on its rarity among this paper's sentences,
and on its position: in English after the question word, in Korean at the end. Questions for a figure or a name prefer
sentences that contain one. A word missing from the summary counts by its synonyms.

The weights were fitted to 256 factual questions as a linear model of pairs of sentences: in cross-validation by paper
the first sentence answers 0.895 of them (0.852 with hand-set weights).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.answers.built_on import stating_base
from bot.answers.engine.answer_type import AnswerType, answer_type
from bot.answers.reply import Quote
from bot.answers.wording import any_of
from bot.corpus.paper import Paper
from bot.search.corpus import Corpus
from bot.search.query import Query
from bot.search.sentences import Sentence
from bot.texts import Language, language_of

__all__ = ["Evidence", "answer_passages", "matching_passages", "states_count"]

_RARITY = 1.5
_IN_TITLE = 0.3
_LAST_WORDS = 1.0
_ASKING_WORDS = 1.0
_FIRST_WORDS = 0.5
_ALIKE = 0.5
# In units of the share of the question's words.
_OPENING = -0.4
_LATER = 0.4
_NEIGHBOUR = 0.2
_FIGURE = 0.25
_UNIT = 0.55
_NAMES = 0.2
_MOST_NAMES = 3
_SECTION = 0.2
_COUNTED = 0.4
_STATING = 0.3
# Minimum match of a sentence in the reader's language, relative to the best one in another.
_OWN_SHARE = 0.6

_QUESTION_WORD = re.compile(r"\b(?:what|which|how|why|when|where|who|whose)\b", re.IGNORECASE)
_NAME = re.compile(r"\b[A-Z][\w-]+")
_LATE = 12

# "How many questions", "문항이 몇 개": the counted noun, and a number with its noun ("3,000개의 질문").
_HOW_MANY = any_of(
    r"\bhow\s+many\s+(?P<en>[\w-]+(?:\s+[\w-]+)?)",
    r"(?<![가-힣\w])(?P<ko>[가-힣\w]+)\s*(?:총\s*|다\s*)?몇(?:\S{0,6}\W*$|\s?(?:개|편|장|명|건|가지|종|쪽))",
)
_NUMBER = re.compile(r"\d[\d.,]*\S{0,6}(?P<after>.{0,16})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence, its score as an answer, and its share of the question's words, by weight (0 to 1).

    `language` is that of its section.
    """

    quote: Quote
    score: float
    share: float
    language: Language | None = None


def answer_passages(question: str, query: Query, paper: Paper, corpus: Corpus) -> list[Evidence]:
    """Return the summary's sentences, the one that best answers `question` first.

    Those in the language of the question come before the others, unless only the others answer it.
    """
    sentences = corpus.sentences(paper)
    weights = _weights(question, query, paper, sentences, corpus)
    kind, counted = answer_type(question), _counted(question, corpus)
    built_on = stating_base(question, (sentence.text for sentence in sentences))

    def ranked(part: Sequence[Sentence]) -> list[Evidence]:
        shares = _shares(weights, part)
        scores = [
            share
            + _NEIGHBOUR * (shares[number - 1] if number and not sentence.opens else 0.0)
            + _fit(sentence, kind)
            + (_LATER * number / len(part) if number else _OPENING)
            + (_COUNTED if counted and _counts(sentence, counted, corpus) else 0.0)
            + (_STATING if sentence.text in built_on else 0.0)
            for number, (share, sentence) in enumerate(zip(shares, part, strict=True))
        ]
        return _ranked(paper, part, scores, shares, kind)

    return _own_first(sentences, language_of(question), ranked, kind)


def matching_passages(query: Query, paper: Paper, corpus: Corpus, language: Language | None = None) -> list[Evidence]:
    """Return the summary's sentences, the closest to the query first: it shows why the paper was found.

    Those in `language` come before others that match hardly better.
    """
    weights = [(word.stands_for, corpus.weight(word) * times) for word, times in Counter(query.words).items()]

    def ranked(part: Sequence[Sentence]) -> list[Evidence]:
        shares = _shares(weights, part)
        return _ranked(paper, part, shares, shares, None)

    return _own_first(corpus.sentences(paper), language, ranked, None)


def _own_first(
    sentences: Sequence[Sentence],
    language: Language | None,
    ranked: Callable[[Sequence[Sentence]], list[Evidence]],
    kind: AnswerType | None,
) -> list[Evidence]:
    """Return sentences grouped by language, in rank order, those in `language` first."""
    own = [sentence for sentence in sentences if sentence.language == language]
    others = [sentence for sentence in sentences if sentence.language != language]
    if language is None or not own or not others:
        return ranked(sentences)
    read, foreign = ranked(own), ranked(others)
    lacks = kind is not None and kind.fit_of(foreign[0].quote.text) > kind.fit_of(read[0].quote.text)
    return [*foreign, *read] if lacks or read[0].share < _OWN_SHARE * foreign[0].share else [*read, *foreign]


def _ranked(
    paper: Paper,
    sentences: Sequence[Sentence],
    scores: Sequence[float],
    shares: Sequence[float],
    kind: AnswerType | None,
) -> list[Evidence]:
    order = sorted(range(len(sentences)), key=lambda number: -scores[number])
    found: list[Evidence] = []
    for number in order:
        sentence = sentences[number]
        figure = kind.emphasised(sentence.text) if kind else None
        quote = Quote(paper.arxiv_id, sentence.section, sentence.text, figure)
        found.append(Evidence(quote, scores[number], shares[number], sentence.language))
    return found


def _weights(
    question: str, query: Query, paper: Paper, sentences: Sequence[Sentence], corpus: Corpus
) -> list[tuple[frozenset[str], float]]:
    title = frozenset(corpus.analyse(paper.title))
    found = [word for word in query.words if word.known]
    korean = language_of(question) == "ko"
    asked = None if korean else _asking_part(question)
    weights: list[tuple[frozenset[str], float]] = []
    for place, word in enumerate(found):
        stands_for = word.stands_for
        weight = _rarity(stands_for, sentences) ** _RARITY * (_IN_TITLE if stands_for & title else 1.0)
        if not weight and word.alike:
            stands_for = stands_for.union(*map(corpus.index.forms, word.alike))
            weights.append((stands_for, _ALIKE * _rarity(stands_for, sentences) ** _RARITY))
            continue
        part = place / (len(found) - 1) if len(found) > 1 else 0.0
        if korean:
            weight *= 1 + _LAST_WORDS * part
        elif asked is None:
            weight *= 1 + _FIRST_WORDS * (1 - part)
        elif word.surface in asked:
            weight *= 1 + _ASKING_WORDS
        weights.append((stands_for, weight))
    return weights


def _asking_part(question: str) -> str | None:
    """Return the part after the last question word if a description precedes it, else None."""
    last = None
    for match in _QUESTION_WORD.finditer(question):
        last = match
    return question[last.start() :].lower() if last and last.start() > _LATE else None


def _rarity(stands_for: frozenset[str], sentences: Sequence[Sentence]) -> float:
    """Return 0 to 1: how few of the summary's sentences have the word."""
    having = sum(1 for sentence in sentences if stands_for & sentence.tokens)
    return math.log((len(sentences) + 1) / (having + 0.5)) / math.log(len(sentences) + 1) if having else 0.0


def _shares(weights: Sequence[tuple[frozenset[str], float]], sentences: Sequence[Sentence]) -> list[float]:
    total = sum(weight for _, weight in weights) or 1.0
    return [
        sum(weight for stands_for, weight in weights if stands_for & sentence.tokens) / total for sentence in sentences
    ]


def _fit(sentence: Sentence, kind: AnswerType) -> float:
    """Return a sentence's bonus for a figure or names, if the question wants those."""
    fit = 0.0
    if kind.is_figure_in(sentence.text):
        fit += _FIGURE + (_UNIT if kind.unit and kind.unit.search(sentence.text) else 0.0)
    if kind.names:
        fit += _NAMES * min(_MOST_NAMES, len(_NAME.findall(sentence.text))) / _MOST_NAMES
    if kind.section and sentence.section and kind.section.search(sentence.section):
        fit += _SECTION
    return fit


def states_count(question: str, paper: Paper, corpus: Corpus) -> bool:
    """Tell whether a sentence has a number of what the question asks the number of."""
    counted = _counted(question, corpus)
    return bool(counted) and any(_counts(sentence, counted, corpus) for sentence in corpus.sentences(paper))


def _counted(question: str, corpus: Corpus) -> frozenset[str]:
    """Return the tokens that match the noun whose number is asked for."""
    match = _HOW_MANY.search(question)
    if match is None:
        return frozenset()
    noun = match["en"] or match["ko"]
    known = [word.stands_for for word in corpus.read(noun).words if word.known]
    # "Papers" are no words of a search, but may be counted.
    return frozenset[str]().union(*known) if known else frozenset(corpus.analyse(noun))


def _counts(sentence: Sentence, counted: frozenset[str], corpus: Corpus) -> bool:
    """Tell whether a number directly precedes the counted noun."""
    if not counted & sentence.tokens:
        return False
    return any(counted & {*corpus.analyse(match["after"])} for match in _NUMBER.finditer(sentence.text))

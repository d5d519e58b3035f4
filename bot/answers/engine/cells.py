"""One cell of a table: the sentence of a paper, or the value of its listing, that states what a column asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bot.answers.aspects import stating, unstated
from bot.answers.built_on import base_named
from bot.answers.column_words import PROPOSES
from bot.answers.engine.answer_type import answer_type, asks_amount
from bot.answers.engine.figures import figure_of, is_named_in, measure_of
from bot.answers.engine.listed_values import listed_value
from bot.answers.engine.passages import Evidence, answer_passages, matching_passages
from bot.answers.quote import Quote
from bot.answers.request import FIELDS, Column, Field
from bot.answers.table import Cell
from bot.answers.wording import any_of
from bot.corpus.paper import Paper
from bot.search.corpus import Corpus
from bot.search.query import Query, QueryWord
from bot.search.sentences import Sentence
from bot.texts import Language

__all__ = ["cell_of"]

# Minimum share of the words asked for, by weight, that a sentence has.
_SAID = 0.6
_NEW = re.compile(r"what.?s new|contribution|novel|새로|기여", re.IGNORECASE)
_METHOD = re.compile(r"technical|method|detail|approach|기술|방법", re.IGNORECASE)
_RESULTS = re.compile(r"performance|result|highlight|experiment|성능|결과", re.IGNORECASE)
_PROPOSES = any_of(r"\b(?:propos|introduc|present|develop)", r"제안|도입|소개|개발")
_PERFORMS = any_of(
    r"\b(?:outperform|achiev|improv|accura|state-of-the-art|surpass|score)", r"성능|달성|향상|능가|정확|개선|우수"
)
# How speed is asked for, and how summaries state it.
_ASKS_SPEED = any_of(r"\bspeeds?\b|\bfast\w*\b", r"속도|빠[른르름]|빨라")
_IS_SPEED = any_of(r"\bfast(?:er|est)?\b|\bspeed|\bthroughput\b|\blatency\b", r"빠[른르]|빨라|속도|처리량|지연|가속")
_MAKES = any_of(
    r"\b(?:propos|introduc|present|releas|contribut|construct|creat|build|built|develop|collect|curat)\w*",
    r"제안|소개|제시|공개|구축|발표|도입|개발|만들|만든|구성|생성|수집",
)
# What a paper says of itself, not of those that it improves upon.
_ASKS_LIMITS = any_of(r"\blimitations?\b|\bweakness(?:es)?\b|\bdrawbacks?\b|\bshortcomings?\b", r"한계|단점|약점")
_LIMITS = any_of(
    r"\blimitations?\b|\bweakness(?:es)?\b|\bdrawbacks?\b|\bshortcomings?\b|\bstruggl|\bfails?\b",
    r"한계|단점|약점|취약|못합니다|못했|어려움을\s*겪|부족",
)
_OF_OTHERS = any_of(
    r"\b(?:prior|previous|existing|current)\b|\bovercom|\baddress", r"기존|이전|극복|넘어|해결|완화|보완|개선"
)
_CODE = any_of(
    r"\bgit\s?hub\b|\bopen[- ]?sourc(?:e|es|ed|ing)\s+(?:our|the|all|its)\b|\b(?:is|are|fully)\s+open[- ]?source",
    r"\b(?:code|models?|weights|checkpoints)\b.{0,40}\b(?:is|are|will\s+be|been|made)\s+(?:publicly\s+)?"
    r"(?:available|released|open|public)",
    r"\b(?:releas(?:e|es|ed|ing)|publish|provide)\b.{0,30}\bcode\b",
    r"깃\s?허브|코드[가를는와도]?\s?.{0,20}(?:공개|오픈\s?소스)|소스\s?코드|오픈\s?소스로",
)


def cell_of(column: Column, paper: Paper, corpus: Corpus, language: Language) -> Cell:
    """Return what `paper` states in a column, by preference in `language`."""
    if (field := _field(column)) is not None and (value := listed_value(field, paper)) is not None:
        return Cell(value=value)
    sentences = sorted(corpus.sentences(paper), key=lambda sentence: sentence.language != language)
    if column.of == "fact":
        return _fact(column.question, paper, corpus, language)
    if column.of == "figure":
        return _figure(column.question, paper, corpus, language, sentences)
    pick = _PICKS.get(column.of)
    found = pick(sentences) if pick else None
    return _quoted(paper, found)


def _field(column: Column) -> Field | None:
    return next((field for field in FIELDS if field == column.of), None)


def _new(sentences: Sequence[Sentence]) -> Sentence | None:
    return _first(sentences, lambda one: _is_under(_NEW, one)) or next(iter(sentences), None)


def _method(sentences: Sequence[Sentence]) -> Sentence | None:
    return _first(sentences, lambda one: _is_under(_METHOD, one)) or _first(
        sentences, lambda one: _PROPOSES.search(one.text) is not None
    )


def _results(sentences: Sequence[Sentence]) -> Sentence | None:
    """Return a sentence on results, by preference one with a figure."""
    kind = answer_type("score")
    own = [one for one in sentences if _is_under(_RESULTS, one)]
    told = own or [one for one in sentences if _PERFORMS.search(one.text)]
    return _first(told, lambda one: kind.is_figure_in(one.text)) or next(iter(told), None)


def _code(sentences: Sequence[Sentence]) -> Sentence | None:
    return _first(sentences, lambda one: _CODE.search(one.text) is not None)


def _is_under(heading: re.Pattern[str], sentence: Sentence) -> bool:
    return sentence.section is not None and heading.search(sentence.section) is not None


def _first(sentences: Sequence[Sentence], fits: Callable[[Sentence], bool]) -> Sentence | None:
    return next((one for one in sentences if fits(one)), None)


_PICKS: Mapping[str, Callable[[Sequence[Sentence]], Sentence | None]] = {
    "new": _new,
    "method": _method,
    "results": _results,
    "code": _code,
}


def _figure(question: str, paper: Paper, corpus: Corpus, language: Language, sentences: Sequence[Sentence]) -> Cell:
    """Return the sentence with the figure that stands with what the question names, else one that names it."""
    measure = measure_of(question)
    if measure is None:
        return _fact(question, paper, corpus, language) if question else _quoted(paper, _results(sentences))
    for sentence in sentences:
        if figure := figure_of(measure, sentence.text):
            return Cell(Quote(paper.arxiv_id, sentence.section, sentence.text, figure.text))
    named = {one.text for one in sentences if is_named_in(measure, one.text)}
    if not named:
        return Cell() if measure.sure else _fact(question, paper, corpus, language)
    answers = answer_passages(question, corpus.read(question), paper, corpus)
    return next((Cell(item.quote) for item in answers if item.quote.text in named), Cell())


def _quoted(paper: Paper, sentence: Sentence | None) -> Cell:
    return Cell(Quote(paper.arxiv_id, sentence.section, sentence.text)) if sentence else Cell()


def _fact(question: str, paper: Paper, corpus: Corpus, language: Language) -> Cell:
    """Return the sentence that says what is asked: it has most of the words, or mentions the aspect asked for.

    Where an amount is asked for it has one, and of what a paper is to propose it says that it does.
    """
    query = _literal(corpus.read(PROPOSES.sub(" ", question) if _asks_own(question) else question))
    matching = {item.quote.text: item.share for item in matching_passages(query, paper, corpus, language)}
    said = {text for text, share in matching.items() if share >= _SAID}
    sentences = corpus.sentences(paper)
    said |= stating(question, (one.text for one in sentences))
    if _ASKS_SPEED.search(question):
        said |= {one.text for one in sentences if _IS_SPEED.search(one.text)}
    based = base_named(question, (one.text for one in sentences))
    said = {text for text in (said if based is None else based) if _is_as_asked(question, text)}
    if not said or unstated(question, paper.summary) or _lacks_name(query, paper, corpus):
        return Cell()
    answers: list[Evidence] = answer_passages(question, query, paper, corpus)
    return next((Cell(item.quote) for item in answers if item.quote.text in said), Cell())


def _asks_own(question: str) -> bool:
    """Tell whether a question asks for something that a paper proposes; "propose" alone asks what is new."""
    return len(question.split()) > 1 and PROPOSES.search(question) is not None


def _is_as_asked(question: str, text: str) -> bool:
    """Tell whether a sentence has the amount that is asked for, or says that a paper makes what is asked for."""
    if _ASKS_LIMITS.search(question) and not (_LIMITS.search(text) and not _OF_OTHERS.search(text)):
        return False
    if asks_amount(question) and not answer_type(question).fit_of(text):
        return False
    return not _asks_own(question) or _MAKES.search(text) is not None


def _literal(query: Query) -> Query:
    """Return a query in which a name with digits (GSM8K) means only itself, not its field."""
    named = (any(letter.isdigit() for letter in word.surface) for word in query.words)
    return Query(
        tuple(replace(word, concepts=()) if own else word for word, own in zip(query.words, named, strict=True))
    )


def _lacks_name(query: Query, paper: Paper, corpus: Corpus) -> bool:
    """Tell whether the summary lacks a name or a term that is asked for."""
    held = frozenset[str]().union(*(sentence.tokens for sentence in corpus.sentences(paper)))
    if any(_is_torn(word) or _is_saying(word) for word in query.words):
        return True
    named = (word for word in query.words if word.name or word.field or any(map(str.isdigit, word.surface)))
    return any(not word.stands_for & held for word in named)


def _is_torn(word: QueryWord) -> bool:
    """Tell whether a Korean compound was read as one of its parts: "강화학습" as "학습"."""
    torn = word.meant is not None and not word.said and " " not in word.meant and "가" <= word.surface[0] <= "힣"
    return torn and len(word.surface) - len(word.meant or "") > 1


def _is_saying(word: QueryWord) -> bool:
    """Tell whether a Latin name is not in the corpus and only leads to other terms: GRPO to reinforcement learning."""
    return word.said and word.surface.isascii() and " " not in word.surface and word.surface not in word.tokens

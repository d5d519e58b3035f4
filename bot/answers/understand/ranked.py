"""Questions about the paper at one place of a ranking: "who wrote the most upvoted paper of yesterday?"."""

from __future__ import annotations

import re

from bot.answers.request import FIELDS, Act
from bot.answers.understand.acts import asking_words
from bot.answers.understand.meanings import FieldAsked, Ordering, Rank
from bot.answers.understand.reading import Reading
from bot.answers.understand.spans import Span
from bot.answers.understand.words import joined

__all__ = ["asked_of_ranked", "ranked_topic"]

# What may be asked about such a paper. Its votes, day and link stand in the list that shows it.
_ASKABLE: tuple[Act, ...] = (*FIELDS, "fact", "summary")
_IN_LIST: tuple[Act, ...] = ("votes", "day", "link")
_ONE_PAPER = (
    r"(?:\bpaper\b|\barticle\b|\bone\b|논문(?!들)|페이퍼(?!들)|(?:거|것|건|걸|꺼|껀|게|글)(?!들)(?![가-힣]{2}))"
)
# "The most upvoted (diffusion) paper", "1등 논문"; in "the best accuracy in the paper" something else is ranked.
_BETWEEN = (
    r"(?:(?!(?:in|of|on|by|for|with|from|that|to|at|the|this|a|is|has)\s|[가-힣]{0,12}[을를은는이가에의낸한된던할]\s)"
    r"[\w가-힣/-]{1,24}\s{1,3}){0,3}"
)
_AHEAD = re.compile(rf"[가-힣]{{0,2}}\s{{0,3}}{_BETWEEN}{_ONE_PAPER}|(?<=paper)(?!s)", re.IGNORECASE)
# "The paper with the most votes".
_BEHIND = re.compile(
    rf"{_ONE_PAPER}\s(?:\w{{1,24}}\s){{0,3}}?(?:with|has|have|having|got|gets?|received)\s(?:the\s)?$", re.IGNORECASE
)
# "제일 추천 많은거", read as one piece.
_THING_AT_END = re.compile(r"(?:거|것|건|걸|꺼|껀|게)$")
_VOTES = re.compile(r"vote|like", re.IGNORECASE)
# "What is the best paper?" asks for the paper itself.
_WHICH_ONE = re.compile(r"what(?:'s|s|\s{1,3}(?:is|was|are))(?:\s.{0,80}paper)?|\S?\s?뭐\S{0,8}", re.IGNORECASE)
# What a paper is about follows it in English and precedes it in Korean.
_ABOUT = re.compile(r"\s(?:about|on|for|in|regarding|concerning)\s[^,.;:?!\n]{0,200}", re.IGNORECASE)


def asked_of_ranked(reading: Reading) -> Act | None:
    """Return what a text asks about the paper at one place of a ranking, None if it asks for no such thing."""
    region = _paper_region(reading)
    if region is None:
        return None
    summarised = any(
        not _WHICH_ONE.fullmatch(reading.text, start, end) for start, end in asking_words(reading.text, "summary")
    )
    if reading.act in _ASKABLE:
        outside = any(word.end <= region[0] or word.start >= region[1] for word in reading.topic_words)
        asks = {"fact": outside, "summary": summarised}.get(reading.act, True)
        return reading.act if asks else None
    if reading.act != "papers":
        return None
    fields: list[Act] = [asked.field for asked in reading.of(FieldAsked) if asked.field not in _IN_LIST]
    if fields:
        return fields[0]
    return "summary" if summarised else None


def ranked_topic(reading: Reading) -> str:
    """Return the topic of the ranking: the words that describe the paper, without those that ask about it."""
    region = _paper_region(reading)
    if region is None:
        return ""
    start, end = region
    asking = asking_words(reading.text, "summary")
    return joined(
        reading.text,
        (
            word
            for word in reading.topic_words
            if start <= word.start < end and not any(first < word.end and word.start < last for first, last in asking)
        ),
    )


def _paper_region(reading: Reading) -> tuple[int, int] | None:
    """Return where the one ranked paper is described, None unless there is just one."""
    if reading.has("work") or reading.has("absent") or reading.has("pointer"):
        return None
    spans = [span for span in reading.spans if _ranks_one(span) and not reading.is_excluded(span)]
    if len(spans) != 1:
        return None
    span = spans[0]
    if _THING_AT_END.search(reading.text, span.start, span.end):
        return span.start, span.end
    ahead = _AHEAD.match(reading.text, span.end)
    if ahead is not None:
        about = _ABOUT.match(reading.text, ahead.end()) if reading.language == "en" else None
        return 0 if reading.language == "ko" else span.start, about.end() if about else ahead.end()
    behind = _BEHIND.search(reading.text[: span.start])
    if behind is None or not _VOTES.search(reading.text, span.start, span.end):
        return None
    return behind.start(), span.start


def _ranks_one(span: Span) -> bool:
    meaning = span.meaning
    if isinstance(meaning, Rank):
        return meaning.first == meaning.last > 0
    return isinstance(meaning, Ordering) and meaning.single

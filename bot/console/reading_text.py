"""How a message was read: its act, the meaning of each span, and the resulting request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import cast

from rich.console import Console
from rich.table import Table
from rich.text import Text as Line

from bot.answers.request import Act, Request, Without
from bot.answers.understand.days import Period
from bot.answers.understand.meanings import Excluded, Meaning, People, Pointer, When, Work
from bot.answers.understand.reading import Reading
from bot.answers.understand.spans import Kind, Span
from bot.answers.understand.words import Role
from bot.console.output import show_line
from bot.search.corpus import Corpus
from bot.texts import Language, Text, span_text

__all__ = ["show_reading"]

_ACT = Text("Asked for: {act}", "요청: {act}")
_ACTS: Mapping[Act, Text] = {
    "papers": Text("papers", "논문 목록"),
    "fact": Text("a fact", "사실"),
    "authors": Text("authors", "저자"),
    "votes": Text("votes", "추천 수"),
    "day": Text("the day of listing", "수록일"),
    "link": Text("the link", "링크"),
    "code": Text("the code", "코드"),
    "project": Text("the project page", "프로젝트 페이지"),
    "organization": Text("the organisation", "소속 기관"),
    "summary": Text("a summary", "요약"),
    "similar": Text("similar papers", "비슷한 논문"),
    "compare": Text("a comparison", "비교"),
    "count": Text("how many papers", "논문 수"),
    "help": Text("help", "도움말"),
    "about": Text("the bot itself", "봇 소개"),
    "greeting": Text("a greeting", "인사"),
    "thanks": Text("thanks", "감사"),
    "ack": Text("an acknowledgement", "맞장구"),
    "off": Text("nothing about papers", "논문과 관계없음"),
}
_KINDS: Mapping[Kind, Text] = {
    "work": Text("paper", "논문"),
    "absent": Text("paper not in the corpus", "자료에 없는 논문"),
    "person": Text("person", "사람"),
    "organization": Text("organisation", "기관"),
    "period": Text("days", "날짜"),
    "scope": Text("scope", "범위"),
    "count": Text("number", "편수"),
    "rank": Text("place", "순위"),
    "bound": Text("votes", "추천 수 조건"),
    "order": Text("order", "정렬"),
    "field": Text("detail", "항목"),
    "without": Text("left out", "제외"),
    "pointer": Text("shown before", "앞서 보인 것"),
    "more": Text("more", "더 보기"),
}
_ROLES: Mapping[Role, Text] = {
    "known": Text("topic word", "주제어"),
    "unknown": Text("in no paper", "논문에 없는 단어"),
    "filler": Text("set aside", "뜻 없는 말"),
    "span": Text("read above", "위에서 해석"),
}
_FIELDS: Mapping[str, Text] = {
    "topic": Text("topic", "주제"),
    "question": Text("question", "질문"),
    "papers": Text("papers", "논문"),
    "among": Text("only among", "대상 논문"),
    "within": Text("within", "범위 주제"),
    "absent": Text("not in the corpus", "자료에 없음"),
    "people": Text("people", "사람"),
    "organizations": Text("organisations", "기관"),
    "period": Text("days", "날짜"),
    "least_votes": Text("least votes", "최소 추천"),
    "most_votes": Text("most votes", "최대 추천"),
    "least_authors": Text("least authors", "최소 저자 수"),
    "most_authors": Text("most authors", "최대 저자 수"),
    "order": Text("order", "정렬"),
    "count": Text("number", "편수"),
    "offset": Text("after the first", "건너뛴 편수"),
    "of_all_days": Text("of all days", "전체 기간"),
    "without": Text("without", "제외"),
    "detail": Text("subject", "대상"),
    "unknown": Text("unknown words", "모르는 단어"),
}
_ATTRIBUTES: Mapping[str, Text] = {
    "ranked": Text("of a ranking", "순위에서"),
    "first": Text("from {value}", "{value}부터"),
    "last": Text("to {value}", "{value}까지"),
    "least": Text("at least {value}", "{value} 이상"),
    "most": Text("at most {value}", "{value} 이하"),
    "recent": Text("newest listing", "최신 목록"),
    "single": Text("one paper", "한 편"),
}
_AS_IT_IS = Text("{value}", "{value}")
_ORDERS: Mapping[str, Text] = {
    "votes": Text("most votes first", "추천순"),
    "fewest": Text("fewest votes first", "추천 적은 순"),
    "newest": Text("newest first", "최신순"),
    "oldest": Text("oldest first", "오래된 순"),
    "relevance": Text("by relevance", "관련도순"),
}
_POINTERS: Mapping[str, Text] = {
    "it": Text("the paper spoken of", "말하던 논문"),
    "these": Text("the papers shown", "보여 준 논문들"),
    "pair": Text("the two papers", "두 논문"),
    "other": Text("the other paper", "다른 논문"),
    "place": Text("number {value} shown", "보여 준 {value}번째"),
    "day": Text("the day shown", "보여 준 날짜"),
}
_PIECES = (Text("piece", "부분"), Text("kind", "종류"), Text("meaning", "뜻"))
_WORDS = (Text("word", "단어"), Text("role", "역할"))
_REQUEST = (Text("request", "요청 내용"), Text("value", "값"))
_OF_IDS = ("papers", "among")
_MOST_IDS = 5


def show_reading(console: Console, reading: Reading, request: Request, corpus: Corpus) -> None:
    """Print how a message was read, and the resulting complete request."""
    language = request.language
    show_line(console, Line(_ACT.fill(act=_ACTS[request.act]).in_(language), style="bold"))
    pieces = [
        (
            reading.text[span.start : span.end],
            _KINDS[span.kind].in_(language),
            _meaning(span, reading, corpus, language),
        )
        for span in reading.spans
    ]
    _show_table(console, _PIECES, pieces, language)
    words = [(word.typed, _ROLES[word.role].in_(language)) for word in reading.words if word.role != "span"]
    _show_table(console, _WORDS, words, language)
    _show_table(console, _REQUEST, list(_asked(request, corpus)), language)


def _show_table(
    console: Console, columns: Sequence[Text], lines: Sequence[tuple[str, ...]], language: Language
) -> None:
    if lines:
        table = Table(*(column.in_(language) for column in columns), box=None)
        for line in lines:
            table.add_row(*line)
        console.print(table)


def _meaning(span: Span, reading: Reading, corpus: Corpus, language: Language) -> str:
    """Return the meaning of a span, and its alternatives."""
    meaning: Meaning = span.meaning
    match meaning:
        case Work():
            return " / ".join(_named(arxiv_id, corpus) for arxiv_id in (meaning.arxiv_id, *meaning.others))
        case People():
            return ", ".join(person.name for person in meaning.people[:_MOST_IDS])
        case When():
            return " / ".join(_days(period, language) for period in (meaning.period, *meaning.others))
        case Excluded():
            return reading.text[meaning.start : meaning.end].strip()
        case Pointer():
            return _POINTERS[meaning.to].fill(value=meaning.number).in_(language)
        case _:
            values = ((field.name, getattr(meaning, field.name)) for field in fields(meaning))
            return ", ".join(_value(name, value).in_(language) for name, value in values if value not in (None, False))


def _value(name: str, value: object) -> Text:
    if name == "order":
        return _ORDERS[str(value)]
    if name == "field":
        return next((text for act, text in _ACTS.items() if act == value), _AS_IT_IS.fill(value=value))
    return _ATTRIBUTES.get(name, _AS_IT_IS).fill(value=value)


def _asked(request: Request, corpus: Corpus) -> Iterator[tuple[str, str]]:
    """Yield what a request sets, field by field."""
    plain = Request(request.act, request.language)
    for name, label in _FIELDS.items():
        value = getattr(request, name)
        if value != getattr(plain, name):
            yield label.in_(request.language), _written(name, value, corpus, request.language)


def _written(name: str, value: object, corpus: Corpus, language: Language) -> str:
    if isinstance(value, Period):
        return _days(value, language)
    if isinstance(value, Without):
        parts = (
            value.topic,
            *value.people,
            *value.organizations,
            *(_named(arxiv_id, corpus) for arxiv_id in value.papers),
        )
        days = (_days(value.period, language),) if value.period else ()
        return ", ".join(part for part in (*parts, *days) if part)
    if isinstance(value, tuple):
        values = [str(part) for part in cast("tuple[object, ...]", value)]
        more = f" … ({len(values):,})" if len(values) > _MOST_IDS else ""
        shown = values[:_MOST_IDS]
        return ", ".join([_named(part, corpus) for part in shown] if name in _OF_IDS else shown) + more
    if name == "order":
        return _ORDERS[str(value)].in_(language)
    return "✓" if value is True else str(value)


def _named(arxiv_id: str, corpus: Corpus) -> str:
    paper = corpus.paper(arxiv_id)
    return f"{arxiv_id} ({paper.title})" if paper else arxiv_id


def _days(period: Period, language: Language) -> str:
    return span_text(period.since, period.until).in_(language)

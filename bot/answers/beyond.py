"""Papers that a text asks about and the corpus lacks: which they are, and answers from them once they are found."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from bot.answers.engine.result import Result
from bot.answers.in_text import named_in
from bot.answers.query_service import QueryService
from bot.answers.replies.lists import similar_reply
from bot.answers.reply import Reply, displayed
from bot.answers.request import Order, Request
from bot.corpus.paper import Paper
from bot.errors import NotFoundError
from bot.search.analysis import bounded
from bot.search.corpus import Corpus
from bot.search.hits import sorted_hits
from bot.search.ids import find_ids
from bot.texts import Text, joined, language_of

__all__ = ["MOST_ABSENT", "Absent", "BeyondService", "Find", "Run", "absent_in", "service_beyond"]

_T = TypeVar("_T")
# Returns each of some papers by its id, or why it cannot be had.
Find = Callable[[Sequence[str]], Awaitable[Mapping[str, Paper | Text]]]

# So many papers are looked up for one message.
MOST_ABSENT = 3
# So many papers of the corpus are answered about beside them.
_MOST_BESIDE = 20
# A year and a month begin the one form, an archive the other.
_ID = re.compile(r"[0-9]{2}(?:0[1-9]|1[0-2])\.[0-9]{4,5}|[a-z-]{2,20}/[0-9]{7}")
# What is written like an id: by its label or link, or all alone, where it is no day either.
_LIKE_AN_ID = re.compile(
    r"(?:arxiv\.org/(?:abs|pdf|html)/|huggingface\.co/papers/|(?<![a-z])arxiv\s?:\s?)([0-9]{1,8}\.[0-9]{1,8})(?![0-9])",
    re.IGNORECASE,
)
_ALONE = re.compile(r"((?!(?:19|20)[0-9]{2})[0-9]{4}\.[0-9]{3,8})(?:v[0-9]{1,3})?\s?[?!.]?")

_MARK = Text("This paper is not in the corpus; I looked it up.", "이 봇의 목록에는 없는 논문이라 따로 찾아보았습니다.")
_MARKS = Text(
    "Not in the corpus, looked up: {papers}.",
    "이 봇의 목록에는 없어 따로 찾아본 논문: {papers}.",
)
_MALFORMED = Text(
    "{typed} is not an arXiv id: an id is a year, a month and a number, such as 2411.13676. Check it and ask again.",
    "{typed}은(는) arXiv 번호가 아닙니다. 2411.13676처럼 연도와 월, 번호로 이루어져 있습니다. 확인하고 다시 물어봐 "
    "주세요.",
)
_TOO_MANY = Text(
    "I look up at most {most} papers for one message: ask again about the others.",
    "메시지 하나에서 논문을 {most}편까지만 찾아봅니다. 나머지는 다시 물어봐 주세요.",
)
_PUBLISHED = Text("“{title}” was published on arXiv on {day}.", "“{title}”은(는) {day}에 arXiv에 공개됐습니다.")


@dataclass(frozen=True, slots=True)
class Absent:
    """The papers to look up for a text, at most MOST_ABSENT, and those of the corpus that it also names.

    `notes` say what is not looked up, and why; `request` is set where a text goes on about such papers.
    """

    arxiv_ids: tuple[str, ...] = ()
    beside: tuple[Paper, ...] = ()
    notes: tuple[Text, ...] = ()
    request: Request | None = None


class Run(Protocol):
    """What does work in a thread."""

    async def __call__(self, work: Callable[[], _T], /) -> _T:
        """Return the result of `work`."""
        ...


async def service_beyond(
    here: QueryService, text: str, find: Find, run: Run, conversation: Hashable = None
) -> QueryService:
    """Return what answers `text`: `here`, or a service that has the papers which the corpus of `here` lacks."""
    absent = await run(lambda: absent_in(text, here, conversation))
    if absent is None:
        return here
    looked = list((await find(absent.arxiv_ids)).values()) if absent.arxiv_ids else []
    found = [one for one in looked if isinstance(one, Paper)]
    notes = [one for one in looked if not isinstance(one, Paper)]
    return await run(lambda: BeyondService(here, absent, found, notes))


def absent_in(text: str, here: QueryService, conversation: Hashable = None) -> Absent | None:
    """Return what is to be looked up for a text, None where the corpus has all that it names.

    Takes as long as reading a question where the conversation is about a paper that the corpus lacks.
    """
    text, corpus = bounded(text), here.corpus
    ids = list(dict.fromkeys(span.arxiv_id for span in find_ids(text)))
    missing = [one for one in ids if corpus.paper(one) is None]
    malformed = dict.fromkeys(one for one in missing if not _ID.fullmatch(one))
    if not ids:
        alone = _ALONE.fullmatch(text.strip())
        malformed |= dict.fromkeys([alone[1]] if alone else _LIKE_AN_ID.findall(text))
    asked = [one for one in missing if one not in malformed]
    if asked or malformed:
        notes = [_MALFORMED.fill(typed=typed) for typed in [*malformed][:MOST_ABSENT]]
        if len(asked) > MOST_ABSENT:
            notes.append(_TOO_MANY.fill(most=MOST_ABSENT))
        beside = named_in(text, corpus)[:_MOST_BESIDE]
        return Absent(tuple(asked[:MOST_ABSENT]), tuple(beside), tuple(notes))
    return None if ids else _gone_on(text, here, conversation)


def _gone_on(text: str, here: QueryService, conversation: Hashable) -> Absent | None:
    """Return the papers that a text without ids points back to, where the corpus lacks one of them."""
    corpus, session = here.corpus, here.session(conversation)
    if session is None or all(corpus.paper(one) is not None for one in session.mentioned):
        return None
    if not corpus.papers:
        return Absent((session.focus,)) if session.focus else None
    request = here.understood(text, conversation)
    meant = (*request.papers, *(request.among or ()))
    missing = [one for one in meant if corpus.paper(one) is None]
    beside = [paper for one in meant[:_MOST_BESIDE] if (paper := corpus.paper(one)) is not None]
    return Absent(tuple(missing[:MOST_ABSENT]), tuple(beside), (), request) if missing else None


class BeyondService(QueryService):
    """Answer from papers that the corpus of `here` lacks and those that are asked about beside them, and say so.

    Where none was found, what can be answered is, and the reason is said with it.
    """

    def __init__(self, here: QueryService, absent: Absent, found: Sequence[Paper], notes: Sequence[Text] = ()) -> None:
        corpus = here.corpus
        if found:
            corpus = Corpus((*found, *absent.beside), corpus.generation, corpus.glossary)
        super().__init__(corpus, here.now, here.language, here.sessions)
        self._here = here.corpus
        self._looked_up = {paper.arxiv_id: paper for paper in found}
        self._request = absent.request
        self._notes = (*notes, *absent.notes)
        self._is_lost = not found and not absent.beside

    def ask(self, text: str, conversation: Hashable = None) -> Reply:
        """Return the answer to what a person typed, from these papers."""
        if self._is_lost:
            language = language_of(text) or self.language
            return Reply("not_found", language, self._told().in_(language))
        if self._request is not None:
            return self.answer(self._request, conversation)
        # What else may have been meant is in the whole corpus.
        return replace(super().ask(self._without_lost(text), conversation), others=())

    def paper(self, id_or_title: str, conversation: Hashable = None) -> Reply:
        """Return one paper whole, by arXiv id, link or title."""
        self._require_any()
        return super().paper(id_or_title, conversation)

    def similar(self, id_or_title: str, conversation: Hashable = None, sort: Order = "relevance") -> Reply:
        """Return the papers most like one, by arXiv id, link or title."""
        self._require_any()
        return super().similar(id_or_title, conversation, sort)

    def found_in(self, text: str, conversation: Hashable = None) -> Reply:
        """Return the papers that any text names, else those that it is about."""
        try:
            return super().found_in(text, conversation)
        except NotFoundError:
            self._require_any()
            raise

    def _without_lost(self, text: str) -> str:
        """Return a text without the ids of papers that were not found: it was said why."""
        text = bounded(text)
        lost = [span for span in find_ids(text) if self.corpus.paper(span.arxiv_id) is None]
        for span in reversed(lost):
            text = f"{text[: span.start]} {text[span.end :]}"
        return text

    def _require_any(self) -> None:
        if self._is_lost:
            raise NotFoundError(self._told())

    def _told(self) -> Text:
        return joined(self._notes, " ")

    def _found(self, request: Request, conversation: Hashable) -> Reply:
        like = self._looked_up.get(request.papers[0]) if request.act == "similar" and request.papers else None
        if like is None:
            return super()._found(request, conversation)
        found = self._here.similar(like, request.topic)
        hits = sorted_hits(found.hits, request.order)
        reply = similar_reply(Result(request, "similar", hits, found.query), self._here, like)
        return self._displayed(reply, request, conversation)

    def _displayed(self, reply: Reply, request: Request, conversation: Hashable) -> Reply:
        shown = super()._displayed(reply, request, conversation)
        absent = tuple(one for hit in displayed(shown) if (one := hit.paper.arxiv_id) in self._looked_up)
        lead = shown.lead
        if request.act == "day" and len(absent) == 1 and shown.status == "answered":
            paper = self._looked_up[absent[0]]
            lead = _PUBLISHED.fill(title=paper.title, day=paper.newest.day).in_(shown.language)
        alone = len(absent) == len(displayed(shown)) == 1
        marks = [_MARK if alone else _MARKS.fill(papers=", ".join(absent))] if absent else []
        said = joined((*self._notes, *marks), " ").in_(shown.language)
        return replace(shown, lead=f"{said} {lead}".strip(), absent=absent)

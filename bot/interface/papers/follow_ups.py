"""Likely next questions about a paper, as buttons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.answers.reply import Reply, shown_hits
from bot.answers.request import Act, Request
from bot.corpus.paper import Paper
from bot.errors import InputError
from bot.interface.papers.buttons import looked_up
from bot.interface.papers.services import Services
from bot.interface.ui.components import Row, button, rows
from bot.interface.ui.custom_ids import ComponentInteraction, Handler
from bot.interface.ui.language import Interaction
from bot.texts import Language, Text, language_of

__all__ = ["NextQuestions"]

_MOST = 4

_OUTDATED = Text(
    "This question is not offered any more. Please type your question instead.",
    "이 질문은 더 이상 제공되지 않습니다. 질문을 직접 적어 주세요.",
)


@dataclass(frozen=True, slots=True)
class _Question:
    """A button's label, and its question.

    A fact is asked for in the summary's language and wording; it is in a section whose heading has one of `headings`.
    """

    label: Text
    act: Act
    emoji: str
    asked: Text | None = None
    headings: tuple[str, ...] = ()


_QUESTIONS: Mapping[str, _Question] = {
    "results": _Question(
        Text("How well does it do?", "성능은 어때요?"),
        "fact",
        "📈",
        Text(
            "What performance and results does this paper achieve, and how much improvement?",
            "이 논문의 성능 향상 결과는 얼마나 되나요?",
        ),
        ("performance", "result", "성능", "결과"),
    ),
    "method": _Question(
        Text("How does it work?", "어떤 방법인가요?"),
        "fact",
        "🛠️",
        Text(
            "How is it built: which architecture, model, module, method and training does this paper use?",
            "이 논문의 모델, 모듈, 단계, 구조, 방식은 어떻게 구성되어 사용되나요?",
        ),
        ("technical", "method", "approach", "기술", "방법"),
    ),
    "similar": _Question(Text("Similar papers?", "비슷한 논문은요?"), "similar", "🔎"),
    "authors": _Question(Text("Who wrote it?", "누가 썼나요?"), "authors", "👥"),
    "summary": _Question(Text("Sum it up", "요약해 주세요"), "summary", "📄"),
}


class NextQuestions:
    """Next questions below an answer about one paper, and their answers."""

    def __init__(self, services: Services) -> None:
        self._services = services

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """What the buttons do."""
        return {"next": self._ask}

    def below(self, reply: Reply, asker_id: int) -> list[Row]:
        """Return the row of buttons below `reply`, empty if it is not about one paper; runs in a worker thread."""
        paper = _subject(reply)
        if paper is None:
            return []
        language = reply.language
        offered = [item for item in _QUESTIONS.items() if self._tells_more(item[1], reply, paper)]
        return rows(
            button(question.label, language, "next", paper.arxiv_id, code, language, asker_id, emoji=question.emoji)
            for code, question in offered[:_MOST]
        )

    def _tells_more(self, question: _Question, reply: Reply, paper: Paper) -> bool:
        """Tell whether the paper's data answer a question, and the answer is not already shown."""
        answered = reply.request.act if reply.request is not None and reply.status == "answered" else None
        match question.act:
            case "fact":
                answer = reply.quotes[0].section if reply.quotes and reply.paper is None else None
                return any(heading != answer for heading in _headings(paper, question.headings))
            case _ if reply.paper is not None or answered == question.act:
                # A card has the summary, the authors and a button for similar papers.
                return False
            case "similar":
                return bool(self._services.library.corpus.similar(paper, limit=1).hits)
            case "authors":
                return bool(paper.authors)
            case _:
                return bool(paper.sections)

    async def _ask(self, interaction: Interaction, press: ComponentInteraction) -> None:
        """Answer in the channel if the person offered the question uses it, else privately."""
        services, asker_id = self._services, press.number(3)
        code, language = _read(press)
        private = interaction.user.id != asker_id
        paper = await looked_up(services, interaction, press, private=private)
        request = _request(_QUESTIONS[code], paper, language)
        await services.answer(
            interaction,
            lambda service, key: service.answer(request, key),
            private=private,
            below=self.below,
            naming=paper.arxiv_id,
        )


def _subject(reply: Reply) -> Paper | None:
    """Return the one paper a reply is about, None if several or none."""
    if reply.paper is not None:
        return reply.paper
    hits = shown_hits(reply, 2)
    return hits[0].paper if len(hits) == 1 and reply.status != "not_found" else None


def _read(press: ComponentInteraction) -> tuple[str, Language]:
    """Return the chosen question and its language; raises InputError if it does not exist."""
    match press.arguments[1:3]:
        case (code, "en" | "ko" as language) if code in _QUESTIONS:
            return code, language
        case _:
            raise InputError(_OUTDATED)


def _request(question: _Question, paper: Paper, language: Language) -> Request:
    asked = question.asked.in_(language_of(paper.summary) or language) if question.asked else ""
    return Request(question.act, language, question=asked, papers=(paper.arxiv_id,))


def _headings(paper: Paper, wanted: tuple[str, ...]) -> Iterator[str | None]:
    """Yield the headings of the non-empty sections on the wanted aspect."""
    for section in paper.sections:
        if section.text and any(word in (section.heading or "").lower() for word in wanted):
            yield section.heading

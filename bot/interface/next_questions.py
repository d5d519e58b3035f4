"""The questions that a person is likely to ask next about a paper, as buttons."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace

from bot.answers.conversation import Conversations, Turn
from bot.answers.desk import Desk
from bot.answers.fields import field_reply
from bot.answers.reply import Reply, shown_hits
from bot.corpus.paper import Paper
from bot.errors import InputError, UserError
from bot.interface.components import Row, button, rows
from bot.interface.language import Interaction
from bot.interface.paper_presses import paper_of
from bot.interface.presses import Handler, Press
from bot.interface.services import Services
from bot.search.corpus import Corpus
from bot.texts import Language, Text, language_of

__all__ = ["NextQuestions"]

_MOST = 4

_OUTDATED = Text(
    "This question is not offered any more. Please type your question instead.",
    "이 질문은 더 이상 제공되지 않습니다. 질문을 직접 적어 주세요.",
)


@dataclass(frozen=True, slots=True)
class _Question:
    """Hold a button's label, and what is asked when it is pressed.

    What is asked about a summary is put in the summary's language and in the words that summaries use.
    """

    label: Text
    asked: Text
    of_summary: bool = False
    emoji: str | None = None


_QUESTIONS: Mapping[str, _Question] = {
    "results": _Question(
        Text("How well does it do?", "성능은 어때요?"),
        Text(
            "What performance and results does this paper achieve, and how much improvement?",
            "이 논문의 성능 향상 결과는 얼마나 되나요?",
        ),
        of_summary=True,
        emoji="📈",
    ),
    "method": _Question(
        Text("How does it work?", "어떤 방법인가요?"),
        Text(
            "How is it built: which architecture, model, module, method and training does this paper use?",
            "이 논문의 모델, 모듈, 단계, 구조, 방식은 어떻게 구성되어 사용되나요?",
        ),
        of_summary=True,
        emoji="🛠️",
    ),
    "similar": _Question(
        Text("Similar papers?", "비슷한 논문은요?"),
        Text("Papers similar to it", "이 논문과 비슷한 논문은?"),
        emoji="🔎",
    ),
    "authors": _Question(
        Text("Who wrote it?", "누가 썼나요?"), Text("Who wrote it?", "이 논문 저자는 누구인가요?"), emoji="👥"
    ),
    "summary": _Question(
        Text("Sum it up", "요약해 주세요"), Text("Summarise this paper", "이 논문 요약해 주세요"), emoji="📄"
    ),
}


class NextQuestions:
    """Offer the next questions below an answer about one paper, and answer those that are pressed."""

    def __init__(self, services: Services) -> None:
        self._services = services

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """What the buttons do."""
        return {"next": self._ask}

    def below(self, reply: Reply, asker_id: int) -> list[Row]:
        """Return the row of buttons below `reply`, none where it is not about one paper; made in a worker thread."""
        paper = _subject(reply)
        if paper is None:
            return []
        corpus, language = self._services.library.corpus, reply.language
        offered = [item for item in _QUESTIONS.items() if self._tells_more(item[0], reply, paper, corpus)]
        return rows(
            button(question.label, language, "next", paper.arxiv_id, code, language, asker_id, emoji=question.emoji)
            for code, question in offered[:_MOST]
        )

    def _tells_more(self, code: str, reply: Reply, paper: Paper, corpus: Corpus) -> bool:
        """Tell whether a question has an answer, and one that is not shown already."""
        if code in ("similar", "authors", "summary") and reply.paper is not None:
            # A card has the summary, the authors and a button for similar papers.
            return False
        if code == "similar":
            return len(corpus.papers) > 1
        if code == "authors":
            return bool(paper.authors) and reply.lead != field_reply(code, reply.hits[:1], reply.language).lead
        if code == "summary":
            return bool(paper.sections)
        conversations = Conversations()
        now = self._services.now()
        conversations.keep(code, Turn(now, (paper.arxiv_id,), paper.arxiv_id))
        try:
            answer = _answer(Desk(corpus, now, reply.language, conversations), code, paper, reply.language, code)
        except UserError:
            return False
        return answer.status == "answered" and bool(answer.quotes) and answer.quotes[0] not in reply.quotes

    async def _ask(self, interaction: Interaction, press: Press) -> None:
        """Answer in the channel where the one who was offered the question pressed, else to who pressed only."""
        services, paper, asker_id = self._services, paper_of(self._services, press), press.number(3)
        code, language = _read(press)
        key = (interaction.channel_id, interaction.user.id)
        services.refer(key, (paper.arxiv_id,))
        await services.answer(
            interaction,
            lambda desk: _answer(desk, code, paper, language, key),
            private=interaction.user.id != asker_id,
            below=self.below,
        )


def _subject(reply: Reply) -> Paper | None:
    """Return the one paper that a reply is about, None where it is about several or none."""
    if reply.paper is not None:
        return reply.paper
    hits = shown_hits(reply)
    return hits[0].paper if len(hits) == 1 and reply.status != "not_found" else None


def _read(press: Press) -> tuple[str, Language]:
    """Return which question was pressed and its language; raises InputError where there is no such question."""
    match press.arguments[1:3]:
        case (code, "en" | "ko" as language) if code in _QUESTIONS:
            return code, language
        case _:
            raise InputError(_OUTDATED)


def _answer(desk: Desk, code: str, paper: Paper, language: Language, conversation: Hashable) -> Reply:
    """Ask about the paper that the conversation is at."""
    question = _QUESTIONS[code]
    if question.of_summary:
        reply = desk.ask(question.asked.in_(language_of(paper.summary) or language), conversation)
        if not reply.lead:
            return replace(reply, language=language)
    return desk.ask(question.asked.in_(language), conversation)

"""One turn of a conversation: a text's reading, its request without context, and what was shown before."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.answers.request import FIELDS, Act, Request
from bot.answers.session import Session
from bot.answers.understand.fillers import bare_word
from bot.answers.understand.meanings import Pointer, PointsTo
from bot.answers.understand.reading import Reading
from bot.answers.understand.references import described
from bot.answers.understand.words import Word
from bot.answers.wording import any_of
from bot.search.corpus import Corpus

__all__ = ["CORRECTS", "OF_ONE", "ONE_THAT", "PAPER_WORD", "Turn"]

# Acts about one paper.
OF_ONE: tuple[Act, ...] = (*FIELDS, "summary", "similar", "fact")
CORRECTS = any_of(
    r"\b(?:no|nope|nah|sorry|oops|wait|actually|rather|instead|not\s+(?:that|this|what|those|the))\b",
    r"\bi\s+(?:meant|mean|want(?:ed)?|was\s+asking|said|asked)\b|\bmeant\b|\bmy\s+bad\b|\btypo\b|\bnot\s+what\s+i\b",
    r"^아니(?:요|야|라|고|,|\s)|^아\s*(?:니|참|맞다|미안)|말고|아닌데|아니고|아니라|그게\s*아니|잘못|실수|정정|오타",
    r"내\s*말은|내가\s*(?:말한|물어본|원한|찾는)|미안|쏘리|ㄴㄴ|대신",
)
# Parts that every paper has.
_PART_OF_PAPER = any_of(
    r"(?:main|key|core|big|central|overall|bottom|line|sentence|short|brief|main)|"
    r"(?:conclusion|finding|result|outcome|takeaway|idea|method|approach|contribution|novelty|limitation|weakness|gist|"
    r"point|trick|difference|motivation|goal|problem|experiment)s?|different(?:ly)?|new|novel",
    r"(?:핵심|주요|성적|점수|한\s?줄|한\s?문장|결론|결과|성과|방법|방법론|방식|아이디어|원리|한계|단점|장점|기여|차별점|특징|"
    r"포인트|요점|요지|목적|동기|실험|차이|차이점)(?:이|가|은|는|을|를|도|이랑|만)?",
)
PAPER_WORD = re.compile(r"\bpapers?\b|\blistings?\b|논문|페이퍼|목록", re.IGNORECASE)
# "The one about video", "비디오 쓰는 거".
ONE_THAT = any_of(
    r"\bthe\s+(?:\S+\s+){1,4}?ones?\b",
    r"\b(?:the|that)\s+ones?\s+(?:that|about|with|on|where|which|from|by|using|for|who)\b",
    r"\bthe\s+(?:\S+\s+){1,3}paper\b|\bthat\s+(?:\S+\s+){1,3}(?:one|paper|thing)\b",
    r"(?<!\S)\S+\s*(?:그거|그건|걔|그\s*논문)",
    r"(?:한|하는|던|된|쓴|쓰는|인|는|은|ㄴ|관련|쪽|다루는)\s*(?:거|것|건|게|논문|애)(?=$|[\s은는이가을를의도,.?!])",
)
_FEW_SHOWN = 2


@dataclass(frozen=True, slots=True)
class Turn:
    """A text's reading, its request without context, and the session and corpus that complete it."""

    reading: Reading
    alone: Request
    session: Session
    corpus: Corpus

    @property
    def text(self) -> str:
        """The text as typed."""
        return self.reading.text

    @property
    def drills(self) -> bool:
        """Whether the last question was about one paper."""
        last = self.session.last
        if last is not None and last.act == "compare":
            return bool(last.papers) and self.had_focus
        return last is not None and last.act in OF_ONE and bool(last.papers or last.described)

    @property
    def had_focus(self) -> bool:
        """Whether the last reply was about one paper, or a short list led by one."""
        return bool(self.session.exchanges) and len(self.session.exchanges[-1].shown) <= _FEW_SHOWN

    @property
    def content(self) -> list[Word]:
        """The words that are neither part of a span nor fillers."""
        return [word for word in self.reading.words if word.role in ("known", "unknown")]

    @property
    def names_part(self) -> bool:
        """Whether a text only names a part that every paper has: "what's the idea?", "결론은?"."""
        words = [bare_word(word.typed) for word in self.content]
        return bool(words) and all(_PART_OF_PAPER.fullmatch(word) for word in words)

    @property
    def rejected(self) -> frozenset[str]:
        """The paper in focus if the text rejects it ("그거 말고", "not that")."""
        said = any(isinstance(span.meaning, Pointer) and self.reading.is_excluded(span) for span in self.reading.spans)
        return frozenset((self.session.focus,)) if said and self.session.focus else frozenset()

    def pointers(self, to: PointsTo) -> list[Pointer]:
        """Return the references of one kind, outside exclusions."""
        return [pointer for pointer in self.reading.of(Pointer) if pointer.to == to]

    def described(self) -> str | None:
        """Return the described paper among those displayed, then among those mentioned."""
        for shown in (self.session.listed, self.session.matched, self.session.mentioned):
            ids = [arxiv_id for arxiv_id in shown if arxiv_id not in self.rejected]
            found = described(self.reading.description, ids, self.corpus)
            if found is not None and found.sure:
                return found.arxiv_id
        return None

    def described_in_list(self) -> str | None:
        """Return the paper of the displayed list that matches most of a description."""
        ids = [arxiv_id for arxiv_id in self.session.listed if arxiv_id not in self.rejected]
        found = described(self.reading.description, ids, self.corpus) if len(ids) > 1 else None
        return found.arxiv_id if found is not None and found.said else None

    def about(self, arxiv_id: str) -> Request:
        """Return the text's request about one paper, by default for its summary."""
        act = self.alone.act
        if act in FIELDS and all(word.role == "span" for word in self.reading.words) and not self.reading.has("field"):
            act = "summary"
        if act not in OF_ONE:
            act = "fact" if self.reading.description and self._asks() else "summary"
        return replace(self.alone, act=act, papers=(arxiv_id,), topic=self.reading.description, period=None)

    def _asks(self) -> bool:
        return not PAPER_WORD.search(self.text) or "?" in self.text

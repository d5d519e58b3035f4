"""A displayed paper that is pointed at by a place beside another one, in a ranking or a pair, replaced by its id."""

from __future__ import annotations

import re

from bot.answers.session import Session
from bot.answers.wording import any_of

__all__ = ["replaced", "with_neighbours"]

# "The one right before it", "그 바로 위에 거".
_BESIDE = any_of(
    r"\b(?:the\s+)?(?:one|paper)\s+(?:right\s+|just\s+|directly\s+)?(?:(?P<up>before|above|over)|(?:after|below|under|following))\s+"
    r"(?:it|that|this)(?:\s+(?:one|paper))?(?:\s+(?:in|on)\s+(?:the|that|your)\s+list)?",
    r"(?:그\s?)?다음\s?(?:거|것|건|껀|꺼|논문)(?:은|는)?(?=\s*(?:무슨|뭔|뭐에|뭐하|뭐라|어떤\s?(?:내용|논문|거)|누가|누구|몇|점수|내용|저자|링크|코드|요약|설명))|"
    r"(?:그\s?)?다음\s?(?:순위|등수|번호)(?:에?\s?(?:거|것|건|게|껀|꺼|논문))?|(?:(?:그|이|저)(?:거|것)?\s*바로|(?:그|이|저)(?:거|것)?|바로)\s*(?:(?P<up_ko>앞|위|전)|(?:뒤|아래|밑))\s?(?:에\s?)?(?:있(?:는|던)\s?)?"
    r"(?:논문|거|것|건|게|껀|꺼|놈)",
)
# "The latter", "뒤에거" after a comparison.
_OF_PAIR = any_of(
    r"\bthe\s+(?:(?P<first>former)|latter)(?:\s+(?:one|paper))?\b",
    r"(?<![가-힣])(?:(?P<first_ko>전자|(?:맨\s?)?앞에?\s?(?:거|것|꺼|논문))|후자|(?:맨\s?)?뒤에?\s?(?:거|것|꺼|논문))",
)
# "1위 그거": the first of the displayed ranking.
_PLACED = re.compile(
    r"(?<![\d.가-힣])(?P<place>\d{1,2})\s?(?:위|등|번째?)\s?(?:했던\s?|한\s?)?(?:그거|그건|그게|그놈|걔|거기)(?=[\s은는이가의도,?]|$)"
)
# "The paper i asked about first", "첨에 말한 논문".
_AT_FIRST = any_of(
    r"\bthe\s+(?:very\s+)?first\s+(?:one|paper|thing)\s+(?:that\s+)?(?:i|we|u|you)\s+(?:asked|talked|mentioned|said|spoke|"
    r"were\s+talking|started)(?:\s+(?:about|with|of|on))?|\bthe\s+(?:one|paper)\s+(?:i|we)\s+(?:asked|started|talked)\s+"
    r"(?:about\s+|with\s+)?(?:at\s+)?(?:first|the\s+(?:start|beginning))|\bthe\s+one\s+(?:at|from)\s+the\s+(?:start|beginning)\b",
    r"(?:맨\s?)?(?:처음|첨|시작할\s?때)(?:에|으?로)?\s*(?:말한|말했던|말하던|얘기한|얘기했던|이야기한|물어본|물어봤던|물은|본|봤던|나온|나왔던)\s?(?:논문|거|것|꺼|건|게)",
)


def with_neighbours(text: str, session: Session) -> str:
    """Return a text with "the one before it", "1위 그거", "the latter" or "the one i asked about first" as an id."""
    steps = (_beside, _placed, _of_pair, _at_first)
    return next((found for step in steps if (found := step(text, session)) is not None), text)


def replaced(text: str, span: tuple[int, int], arxiv_id: str) -> str:
    """Return `text` with a piece of it replaced by a paper's id."""
    return f"{text[: span[0]]} {arxiv_id} {text[span[1] :]}".strip()


def _beside(text: str, session: Session) -> str | None:
    match, listed = _BESIDE.search(text), session.listed
    if match is None or session.focus not in listed:
        return None
    place = listed.index(session.focus) + (-1 if match["up"] or match["up_ko"] else 1)
    return replaced(text, match.span(), listed[place]) if 0 <= place < len(listed) else None


def _placed(text: str, session: Session) -> str | None:
    match = _PLACED.search(text)
    if match is None or not 1 <= int(match["place"]) <= len(session.listed):
        return None
    return replaced(text, match.span(), session.listed[int(match["place"]) - 1])


def _of_pair(text: str, session: Session) -> str | None:
    """Return the text with one of the two papers compared last replaced by its id."""
    match = _OF_PAIR.search(text)
    if match is None or session.pair is None or session.focus not in session.pair:
        return None
    return replaced(text, match.span(), session.pair[0 if match["first"] or match["first_ko"] else 1])


def _at_first(text: str, session: Session) -> str | None:
    match = _AT_FIRST.search(text)
    shown = session.exchanges[0].shown if session.exchanges else ()
    return replaced(text, match.span(), shown[0]) if match is not None and shown else None

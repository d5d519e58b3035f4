"""How many authors the wanted papers have: "single-author", "more than 10 authors", "혼자 쓴"."""

from __future__ import annotations

from collections.abc import Iterator

from bot.answers.understand.counts import EN_NUMBER, read_count
from bot.answers.understand.meanings import AuthorBound
from bot.answers.understand.spans import Span
from bot.answers.wording import any_of

__all__ = ["find_author_bounds"]

_AUTHORS = r"(?:co-?)?(?:authors?|autors?|athors?|writers?|people|persons?|ppl|names|researchers?)\b"
_KO_AUTHORS = r"(?:공동\s*)?(?:저자|작성자|지은이|필자|연구자)(?:\s?수)?(?:가|는|은|도)?\s*"
_KO_NUMBER = r"(?:\d{1,3}|한|두|세|네|다섯|여섯|일곱|여덟|아홉|열|스무)"
_KO_WROTE = r"(?:쓴|썼|씀|쓰|작성|저술|집필|낸|만든|연구|발표)"
# "How many authors" and "is X the only author" ask about one paper.
_BOUND = any_of(
    r"\b(?P<alone>single|solo|sole|lone)[- ]?(?:author(?:ed|s)?|writer)\b",
    r"\b(?P<solo>solo)(?=\s+(?:papers?|work|ones?)\b)",
    r"\b(?:with|has|have|having|only|just|exactly|by)\s+(?:only\s+|just\s+|exactly\s+|a\s+)?(?P<one>1|one|single)\s+"
    r"(?:author|autor|person|writer|researcher|guy|name)\b(?!\s+of\b)",
    r"\b(?:written|wrote|authored|made|done|published)\s+(?:by\s+)?(?:only\s+|just\s+)?(?P<person>one\s+person|alone|a\s+single\s+person|one\s+guy)",
    rf"(?:with\s+|having\s+|have\s+|has\s+)?(?:over|more\s+than|above|>|exceeding)\s*(?P<over>{EN_NUMBER})\s+{_AUTHORS}",
    rf"(?:with\s+|having\s+|have\s+|has\s+)?(?:at\s+least|>=|≥|min(?:imum)?(?:\s+of)?)\s*(?P<least>{EN_NUMBER})\s+{_AUTHORS}",
    rf"(?:with\s+|having\s+|have\s+|has\s+)?(?:under|below|less\s+than|fewer\s+than|<)\s*(?P<under>{EN_NUMBER})\s+{_AUTHORS}",
    rf"(?:with\s+|having\s+|have\s+|has\s+)?(?:at\s+most|<=|≤|max(?:imum)?(?:\s+of)?|up\s+to|no\s+more\s+than)\s*(?P<most>{EN_NUMBER})\s+{_AUTHORS}",
    rf"\b(?P<plus>\d{{1,3}})\s*(?:\+|plus|or\s+more)\s*{_AUTHORS}",
    rf"\b(?:with|having|by|exactly|only|just)\s+(?:exactly\s+|only\s+|just\s+)?(?P<exact>{EN_NUMBER})\s+{_AUTHORS}",
    rf"(?<![\w-])(?P<dashed>{EN_NUMBER})-(?:author|person)\b",
    rf"(?P<ko_alone>혼자(?:서)?|단독(?:으로)?|나\s?홀로|[1일]인)\s*{_KO_WROTE}(?!\s?(?:사람|분|이)(?:이|은|는|을)?\s*(?:누구|이름|알려)|[가-힣]{{0,2}}\W{{0,3}}누구)[가-힣]{{0,3}}|(?P<ko_solo>단독|[1일]인|단일)\s*(?:저자|저작|저술)(?:인|의|로)?",
    rf"{_KO_AUTHORS}(?:딱\s*|오직\s*|달랑\s*)?(?P<ko_one>한|1)\s*(?:명|사람|분)(?:인|뿐인?|짜리|만|밖에)(?!\s*(?:알려|말해))[가-힣]{{0,2}}(?:\s*(?:있는|없는))?",
    rf"{_KO_AUTHORS}(?P<ko_least>{_KO_NUMBER})\s*(?:명|사람|인)\s*이상[가-힣]{{0,3}}",
    rf"{_KO_AUTHORS}(?P<ko_over>{_KO_NUMBER})\s*(?:명|사람|인)(?:이|을|도)?\s*(?:넘|초과|보다\s*(?:많|높))[가-힣]{{0,3}}",
    rf"{_KO_AUTHORS}(?P<ko_most>{_KO_NUMBER})\s*(?:명|사람|인)\s*이하[가-힣]{{0,3}}",
    rf"{_KO_AUTHORS}(?P<ko_under>{_KO_NUMBER})\s*(?:명|사람|인)(?:도)?\s*(?:미만|안\s*[되넘]|보다\s*적)[가-힣]{{0,3}}",
    rf"{_KO_AUTHORS}(?P<ko_exact>{_KO_NUMBER})\s*(?:명|사람)(?:인|짜리)",
    rf"(?<![가-힣\d])(?P<wrote_least>{_KO_NUMBER})\s*(?:명|사람)\s*이상(?:이|이서)?\s*{_KO_WROTE}[가-힣]{{0,2}}",
    rf"(?<![가-힣\d])(?P<wrote_exact>{_KO_NUMBER})\s*(?:명|사람)(?:이서|이|에서)?\s*{_KO_WROTE}[가-힣]{{0,2}}",
)
_ALONE = ("alone", "solo", "one", "person", "ko_alone", "ko_solo", "ko_one")


def find_author_bounds(text: str) -> Iterator[Span]:
    """Yield the bounds of the number of authors."""
    for match in _BOUND.finditer(text):
        name, typed = next((name, value) for name, value in match.groupdict().items() if value)
        number = 1 if name in _ALONE else read_count(typed)
        if number is not None:
            yield Span(match.start(), match.end(), "bound", _bound(name.rsplit("_", 1)[-1], number))


def _bound(kind: str, number: int) -> AuthorBound:
    match kind:
        case "over":
            return AuthorBound(number + 1, None)
        case "least" | "plus":
            return AuthorBound(number, None)
        case "most":
            return AuthorBound(None, number)
        case "under":
            return AuthorBound(None, max(number - 1, 0))
        case _:
            return AuthorBound(number, number)

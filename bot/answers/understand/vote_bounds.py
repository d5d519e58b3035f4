"""Bounds of votes in what people type."""

from __future__ import annotations

from collections.abc import Iterator

from bot.answers.understand.counts import EN_NUMBER, read_count
from bot.answers.understand.meanings import Bound
from bot.answers.understand.spans import Span
from bot.answers.wording import any_of

__all__ = ["find_bounds"]

_VOTES = (
    r"(?:up-?votes?|votes?|likes?|points?|stars?|추천(?:\s?수)?|투표(?:\s?수)?|좋아요|득표(?:\s?수)?|"
    r"(?<![가-힣])표|따봉|업보트|(?<![가-힣])보트)"
)
_KO_N = r"(?:\d{1,6}|[이삼사오육칠팔구]?백(?:[이삼사오육칠팔구]?십)?|[이삼사오육칠팔구]?십|스무|스물|서른|마흔|쉰)"
_P = r"(?:이|가|은|는|을|를|도)?"

_BOUND = any_of(
    rf"(?:with\s+|having\s+|got\s+)?(?:at\s+least|>=|≥|min(?:imum)?(?:\s+of)?|no\s+less\s+than)\s*"
    rf"(?P<least>{EN_NUMBER})\s*(?:or\s+more\s+)?{_VOTES}",
    rf"(?:with\s+|having\s+|that\s+got\s+|got\s+)?"
    rf"(?:over|more\s+than|above|>|greater\s+than|exceeding|beyond|upwards\s+of)\s*(?P<over>{EN_NUMBER})\s*{_VOTES}",
    rf"(?:with\s+|having\s+)?(?:at\s+most|<=|≤|max(?:imum)?(?:\s+of)?|up\s+to|no\s+more\s+than)\s*"
    rf"(?P<most>{EN_NUMBER})\s*{_VOTES}",
    rf"(?:with\s+|having\s+|that\s+got\s+)?(?:under|below|less\s+than|fewer\s+than|<)\s*(?P<under>{EN_NUMBER})\s*"
    rf"{_VOTES}",
    rf"\b(?P<plus>\d{{1,6}})\s*(?:\+|plus|or\s+more)\s*{_VOTES}",
    rf"{_VOTES}\s*(?:is\s+|are\s+)?(?:>=|≥|at\s+least|min)\s*(?P<votes_least>\d{{1,6}})",
    rf"{_VOTES}\s*(?:is\s+|are\s+)?(?:>|over|above|more\s+than)\s*(?P<votes_over>\d{{1,6}})",
    rf"{_VOTES}\s*(?:is\s+|are\s+)?(?:<|under|below|less\s+than)\s*(?P<votes_under>\d{{1,6}})",
    rf"(?:{_VOTES}{_P}\s*)(?P<ko_least>{_KO_N})\s*(?:개|표|회|건|점)?\s*(?:이상|은\s*(?:넘|되)|부터)[가-힣]{{0,9}}(?:\s*(?:받은|얻은))?",
    rf"(?:{_VOTES}{_P}\s*)(?P<ko_over>{_KO_N})\s*(?:개|표|회|건|점)?{_P}\s*(?:넘|초과|보다\s*(?:많|높))"
    rf"[가-힣]{{0,9}}(?:\s*받은)?",
    rf"(?:{_VOTES}{_P}\s*)(?P<ko_most>{_KO_N})\s*(?:개|표|회|건|점)?\s*(?:이하|까지)[가-힣]{{0,9}}",
    rf"(?:{_VOTES}{_P}\s*)(?P<ko_under>{_KO_N})\s*(?:개|표|회|건|점)?{_P}\s*"
    rf"(?:미만|도\s*안|안\s*(?:되|넘)|못\s*(?:넘|받)|보다\s*(?:적|낮))[가-힣]{{0,9}}",
    r"(?P<pyo_least>\d{1,6})\s*(?:표|추천|따봉|좋아요)\s*(?:이상|은\s*(?:넘|되)|부터)[가-힣]{0,9}(?:\s*받은)?",
    rf"(?P<pyo_over>\d{{1,6}})\s*(?:표|추천|따봉|좋아요){_P}\s*(?:넘|초과|보다\s*(?:많|높))[가-힣]{{0,9}}(?:\s*받은)?",
    r"(?P<pyo_most>\d{1,6})\s*(?:표|추천|따봉|좋아요)\s*(?:이하|까지)[가-힣]{0,9}",
    rf"(?P<pyo_under>\d{{1,6}})\s*(?:표|추천|따봉|좋아요){_P}\s*"
    rf"(?:미만|도\s*안|안\s*(?:되|넘)|못\s*(?:넘|받)|보다\s*(?:적|낮))[가-힣]{{0,9}}",
    rf"(?:{_VOTES}{_P}\s*)(?P<votes_low>\d{{1,6}})\s*(?:표|개)?\s*(?:~|-|에서|to|and|부터)\s*"
    rf"(?P<votes_high>\d{{1,6}})\s*(?:표|개)?(?:\s*(?:사이|정도|까지))?[가-힣]{{0,3}}",
    r"(?<![\d/.-])(?P<pyo_low>\d{1,6})\s*(?:표|추천)?\s*(?:~|에서)\s*(?P<pyo_high>\d{1,6})\s*(?:표|추천|votes?)"
    r"(?:\s*(?:사이|정도))?[가-힣]{0,3}",
    rf"between\s+(?P<low>\d{{1,6}})\s+and\s+(?P<high>\d{{1,6}})\s+{_VOTES}",
    r"\b(?:with\s+|got\s+|having\s+|that\s+(?:got|have|has)\s+)?(?P<none>no|zero)\s+(?:up-?)?votes?\b"
    r"(?!\s+(?:count|number))",
    rf"(?:{_VOTES}{_P}\s*)(?:딱\s*|정확히\s*|꼭\s*)?(?P<ko_exact>\d{{1,6}})\s*(?:개|표|회|건)?\s*(?:인|짜리|받은|밖에|뿐)[가-힣]{{0,4}}",
    r"(?:with|got|having|exactly)\s+(?:exactly\s+|just\s+|only\s+)?(?P<exact>\d{1,6})\s+(?:up-?)?votes?\b"
    r"(?:\s+(?:exactly|precisely|on\s+the\s+(?:dot|nose))\b)?",
    r"\b(?P<count_exact>\d{1,6})\s+(?:up-?)?votes?\s+(?:exactly|precisely|on\s+the\s+(?:dot|nose))\b",
    rf"{_VOTES}\s*(?:is\s+|are\s+|of\s+)?(?:=+|exactly|equals?(?:\s+to)?)\s*(?P<votes_exact>\d{{1,6}})",
    r"(?<![가-힣])(?P<word_exact>한|두|세|네|다섯)\s?표\s*(?:짜리|인|받은|밖에)[가-힣]{0,9}",
    r"(?P<pyo_exact>\d{1,6})\s*(?:표|추천|따봉)\s*(?:(?=논문)|받은|인|짜리|밖에|뿐)[가-힣]{0,9}(?:\s*(?:못\s*)?받은)?",
)


def find_bounds(text: str) -> Iterator[Span]:
    """Yield bounds of votes: "over 20 votes", "20표 넘게", "추천 10개 이하"."""
    for match in _BOUND.finditer(text):
        found = {name: read_count(value) for name, value in match.groupdict().items() if value and name != "none"}
        least = most = None
        for name, number in found.items():
            kind = name.rsplit("_", 1)[-1]
            if number is None:
                continue
            if kind in ("least", "plus", "low"):
                least = number
            elif kind == "over":
                least = number + 1
            elif kind == "exact":
                least = most = number
            elif kind in ("most", "high"):
                most = number
            elif kind == "under":
                most = max(number - 1, 0)
        if match["none"]:
            most = 0
        if least is not None or most is not None:
            yield Span(match.start(), match.end(), "bound", Bound(least, most))

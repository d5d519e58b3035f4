"""Questions about the listings as a whole: who has most papers, how many papers each day has."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, TypeGuard, get_args

from bot.answers.wording import any_of

__all__ = ["Tally", "is_tally", "tally_of"]

Tally = Literal[
    "most_papers",
    "papers_a_day",
    "fullest_day",
    "emptiest_day",
    "most_voted_day",
    "most_authors",
    "fewest_authors",
    "people_in_all",
    "votes_in_all",
]

_DAY = r"(?:days?|dates?|listings?|months?)"
_SOMEBODY = r"(?:who|whose|authors?|person|people|researchers?|scientists?|guy|writers?|names?|somebody|anyone)"
_PAPERS = r"(?:papers?|articles?|publications?|preprints?|entries)"
_KO_PAPERS = r"(?:논문|페이퍼)(?:을|를|이|가|은)?"
_KO_MOST = r"(?:가장|제일|젤|최다|최고로)"
_KO_WROTE = r"(?:쓴|썼|낸|냈|올린|발표한|등록한|나온|실린|있는|가진)"
_KO_SOMEBODY = r"(?:사람|저자|연구자|작성자|연구원|교수|분(?![야류석포])|놈|애(?![가-힣]))"
_KO_DAY = r"(?:날짜|날(?![가-힣]*리)|일자|요일|목록)"
_TALLIES: Mapping[Tally, re.Pattern[str]] = {
    "papers_a_day": any_of(
        rf"\b{_PAPERS}\b.{{0,20}}\b(?:per|by|for|on|in|each|every)\s+(?:each\s+|every\s+|a\s+|the\s+)?(?:single\s+)?{_DAY}\b(?=\W*$)",
        rf"\b(?:how\s+many|number\s+of|count\s+of|amount\s+of)\s+{_PAPERS}\b.{{0,30}}\b(?:per|each|every|by)\s+(?:\w+\s+)?{_DAY}\b",
        rf"\b(?:per|each|every)\s+{_DAY}\b.{{0,20}}\bhow\s+many\s+{_PAPERS}",
        rf"\b(?:daily|day\s+by\s+day)\s+(?:paper\s+(?:counts?|numbers?|totals?)|breakdown)\b|\bbreakdown\s+(?:by|per)\s+{_DAY}\b",
        r"(?:날짜|일자|날|하루|일)(?:별|마다)(?:로)?\s*(?:논문)?.{0,8}(?:몇\s*(?:개|편)|수(?=\W*$)|개수|갯수|편수|얼마)",
        r"하루(?:에)?\s*(?:평균\s*)?(?:논문\s*)?(?:이\s*)?몇\s*(?:개|편)|각\s*날짜.{0,10}몇\s*(?:개|편)",
    ),
    "most_voted_day": any_of(
        rf"\b(?:which|what|the)\s+{_DAY}\b.{{0,20}}\b(?:most|highest|more)\s+(?:total\s+)?(?:up-?)?votes\b",
        rf"추천(?:수)?(?:이|을|가)?\s*{_KO_MOST}\s*(?:많|높|많이)[가-힣]*\s*(?:받은\s*)?{_KO_DAY}(?=\W|[은는이가엔에]|$)",
        rf"(?:어느|어떤|무슨)\s*{_KO_DAY}.{{0,8}}추천(?:수)?.{{0,4}}{_KO_MOST}\s*(?:많|높)",
    ),
    "emptiest_day": any_of(
        rf"\b(?:which|what|the)\s+{_DAY}\b.{{0,25}}\b(?:fewest|least|smallest|less|lowest)\b(?!\s+(?:up)?vote)",
        rf"\b(?:quietest|emptiest|slowest|smallest)\s+{_DAY}\b",
        rf"{_KO_PAPERS}\s*{_KO_MOST}\s*적[가-힣]*\s*(?:올라온\s*|나온\s*)?{_KO_DAY}",
        rf"(?:어느|어떤|무슨)\s*{_KO_DAY}.{{0,10}}{_KO_PAPERS}?\s*{_KO_MOST}\s*적",
    ),
    "fullest_day": any_of(
        rf"\b(?:which|what|the)\s+{_DAY}\b.{{0,25}}\b(?:most|more|highest\s+number\s+of|largest\s+number\s+of)\b"
        rf"(?!\s+(?:(?:up)?vot|liked|popular|recent)).{{0,12}}(?:{_PAPERS}|\W*$)",
        rf"\b(?:busiest|fullest|biggest|largest)\s+{_DAY}\b",
        rf"{_KO_PAPERS}\s*{_KO_MOST}\s*많[가-힣]*\s*(?:올라온\s*|나온\s*)?{_KO_DAY}",
        rf"(?:어느|어떤|무슨)\s*{_KO_DAY}.{{0,10}}{_KO_PAPERS}?\s*{_KO_MOST}\s*많",
    ),
    "most_authors": any_of(
        r"\b(?:most|highest\s+number\s+of|largest\s+number\s+of)\s+(?:co-?)?authors\b|\b(?:biggest|largest|longest)\s+"
        r"(?:author\s+list|team|group\s+of\s+authors)\b",
        r"저자(?:가|는|수가|\s*수)?\s*(?:가장|제일|젤|최다)\s*많|(?:가장|제일|젤)\s*(?:저자(?:가)?\s*많|많은\s*(?:사람|저자)(?:이|가)\s*(?:쓴|참여))",
    ),
    "fewest_authors": any_of(
        r"\b(?:fewest|least|smallest\s+number\s+of)\s+(?:co-?)?authors\b|\b(?:smallest|shortest)\s+(?:author\s+list|team)\b",
        r"저자(?:가|는|수가|\s*수)?\s*(?:가장|제일|젤)\s*적|(?:가장|제일|젤)\s*(?:저자(?:가)?\s*적|적은\s*(?:사람|저자)(?:이|가)\s*(?:쓴|참여))",
    ),
    "most_papers": any_of(
        rf"\b{_SOMEBODY}\b.{{0,25}}\bmost\s+(?:different\s+)?(?:papers|articles|publications|preprints|entries)\b",
        rf"\b{_SOMEBODY}\b.{{0,12}}\b(?:appears?|shows?\s+up|comes?\s+up|is\s+listed)\s+(?:the\s+)?most\b",
        r"\bwho(?:'s|\s+has|\s+is)?\s+(?:wrote|written|published|publishes|authored|writes|posted)\s+(?:the\s+)?most(?=\W*$|\s+(?:here|papers?|in|of|on)\b)",
        r"\b(?:most|top)\s+(?:prolific|productive|active|published|frequent|common)\s*(?:authors?|people|researchers?|writers?|names?)\b",
        r"\bprolific\b|\btop\s+(?:\d{1,2}\s+)?(?:authors?|researchers?|writers?)\b|\bauthors?\s+(?:ranking|leaderboard)\b",
        rf"\bauthors?\b.{{0,20}}\b(?:by|with)\s+(?:the\s+)?(?:number|amount|count|most)\s+(?:of\s+)?{_PAPERS}",
        rf"{_KO_PAPERS}\s*(?:여기서\s*)?{_KO_MOST}\s*많[이은]?\s*(?:{_KO_WROTE}[가-힣]*\s*)?{_KO_SOMEBODY}",
        rf"{_KO_MOST}\s*(?:많[이은]\s*)?{_KO_PAPERS}\s*(?:많[이은]\s*)?{_KO_WROTE}[가-힣]*\s*{_KO_SOMEBODY}",
        rf"(?:{_KO_SOMEBODY}|누가|누구)(?:가|이|는|은|중에?서?|\s*중에?서?)?\s*{_KO_PAPERS}\s*(?:{_KO_MOST}|최다)\s*(?:많|$|이|야|임)?",
        rf"다작|(?:저자|사람)\s*(?:순위|랭킹)(?=\W*$)|{_KO_MOST}\s*(?:많이|자주)\s*(?:나온|나오는|등장하는|등장한)\s*{_KO_SOMEBODY}",
    ),
    "people_in_all": any_of(
        r"\bhow\s+many\s+(?:different\s+|unique\s+|distinct\s+)?(?:authors|researchers)\b.{0,20}\b"
        r"(?:in\s+total|altogether|overall|all\s+papers|(?:do|did)\s+(?:you|u)\s+(?:have|know)|in\s+(?:the\s+)?(?:corpus|database|listings))",
        r"(?:전체|모든)\s*논문(?:의)?\s*저자.{0,8}몇\s*명|저자(?:가|는)?\s*(?:전부|모두|다\s*합쳐서?|통틀어)\s*몇\s*명",
    ),
    "votes_in_all": any_of(
        r"\b(?:average|avg|mean|median)\s+(?:number\s+of\s+)?(?:up-?)?votes?\b(?!.{0,30}\b(?:model|method|ensembl))",
        r"\bhow\s+many\s+(?:up-?)?votes\b.{0,12}\b(?:in\s+total|altogether|overall|on\s+average)\b|\btotal\s+(?:number\s+of\s+)?(?:up-?)?votes\b(?=\W*$)",
        r"평균\s*(?:추천|투표|득표)|추천(?:수)?\s*(?:은|는|이|가)?\s*(?:평균|총합|합계)|(?:전체|총)\s*추천\s*수",
    ),
}


def tally_of(text: str) -> Tally | None:
    """Return what a text counts over all listings, None for other texts."""
    return next((tally for tally, pattern in _TALLIES.items() if pattern.search(text)), None)


def is_tally(subject: str | None) -> TypeGuard[Tally]:
    """Tell whether a subject is a count over all listings."""
    return subject in get_args(Tally)

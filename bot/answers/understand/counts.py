"""How many papers are wanted, and places in a ranking, in what people type."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.answers.understand.meanings import Count, Rank
from bot.answers.understand.numbers import read_number
from bot.answers.understand.spans import Span
from bot.answers.wording import any_of

__all__ = ["EN_NUMBER", "find_counts", "find_ranks", "read_count"]

EN_NUMBER = (
    r"(?:\d{1,6}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|"
    r"hundred)"
)
_KO_NUMBER = r"(?:\d{1,6}|한|두|세|네|다섯|여섯|일곱|여덟|아홉|열|스무|스물|하나|둘|셋|넷|백)"

_ORDINAL = r"(?:first|second|third|fourth|fifth|1st|2nd|3rd|\d{1,2}th)"
_RANK = any_of(
    r"\b(?P<en>second|third|fourth|fifth|2nd|3rd|4th|5th|\d{1,2}th|first|1st)[- ]"
    r"(?:most|best|highest|place|rank(?:ed)?|least|newest|latest)"
    r"(?:[- ](?:up-?voted|voted|liked|popular|rated|loved|ranked|recent|votes?))?\b",
    rf"\b(?:(?:came|come|placed|finished|ended)\s+(?:up\s+)?(?:in\s+)?)(?P<came>{_ORDINAL})\b(?:\s+place)?",
    rf"\b(?P<placed>{_ORDINAL})\s+place\b",
    r"\brunner[- ]?s?[- ]?up\b|\brank(?:ed|ing)?\s*(?:#|no\.?\s*|number\s+)?(?P<ranked>\d{1,2})\b",
    # "3등까지": the first three.
    r"(?P<down_to>\d{1,2}|[이삼사오]|두|세|네)\s*(?:등|위)\s*까지(?:만|는)?(?![가-힣])",
    # "#1" alone is a place in the list that was shown.
    r"(?<!\S)#\s?(?P<sign>[1-9]\d?)(?=\s+(?:paper\s+)?(?:of|on|in|from|for|overall|today|yesterday)\b)",
    # "Oct 25 #1", "#1 only".
    r"(?:(?<=\d)\s#\s?(?P<behind_day>[1-9]\d?)(?!\d|\s?[/-])|(?<!\S)#\s?(?P<sole>[1-9]\d?)(?=\s+only\b))",
    r"\b(?:number|no\.?)\s+(?P<one>one|1)\b(?=\s+(?:paper|on|of|in|overall|for|again|pls|please)|\W*$)",
    r"(?P<ko>\d{1,2}|일|이|삼|사|오|첫|두|세|네)\s*(?:등|위)"
    r"(?P<to>\s*(?:[,~와과랑및]|이랑|하고|부터|에서|-)?\s*(?P<last>\d{1,2}|일|이|삼|사|오)\s*(?:등|위)(?:\s*까지(?:만|는)?(?![가-힣]))?)?"
    r"(?![가-힣]{0,9}(?:분|치|원|험|상|록|장|해|한))",
    r"(?<![\d.,])(?P<from>\d{1,2})\s*(?:[,~-]|이랑|랑)\s*(?:\d{1,2}\s*[,~]\s*){0,8}(?P<until>\d{1,2})\s*(?:등|위)",
    r"(?P<nth>첫|두|세|네|다섯|2|3|4|5)\s*번\s*째로(?=\s*(?:인기|추천|많|높|좋|핫|최근|표))",
)
# The medals and the winner of a ranking.
_HONOURS = re.compile(
    r"\b(?:the\s+)?(?P<honour>winner|champ(?:ion)?|gold\s+medal(?:l?ist)?|silver\s+medal(?:l?ist)?|"
    r"bronze\s+medal(?:l?ist)?)\b(?:'s)?(?=\W|$)",
    re.IGNORECASE,
)
_HONOURED = {"s": 2, "b": 3}
_WORDS = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "fifth": 5, "one": 1,
    "일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "첫": 1, "두": 2, "세": 3, "네": 4, "다섯": 5,
}  # fmt: skip


# The groups of the pattern that hold the first place.
_PLACES = ("en", "came", "placed", "ranked", "sign", "behind_day", "sole", "one", "ko", "from", "nth")


def find_ranks(text: str) -> Iterator[Span]:
    """Yield places in a ranking: "2등", "runner-up", "second most voted"."""
    for match in _RANK.finditer(text):
        groups = match.groupdict()
        typed = next((groups[n] for n in _PLACES if groups[n]), None)
        last = groups["last"] or groups["until"]
        if groups["down_to"]:
            typed, last = "1", groups["down_to"]
        first = 2 if typed is None else _place(typed)
        if first:
            yield Span(match.start(), match.end(), "rank", Rank(first, max(first, _place(last)) if last else first))
    for match in _HONOURS.finditer(text):
        place = _HONOURED.get(match["honour"][0].lower(), 1)
        yield Span(match.start(), match.end(), "rank", Rank(place, place))


def _place(typed: str) -> int:
    digits = re.match(r"\d+", typed)
    return int(digits[0]) if digits else _WORDS.get(typed.lower(), 0)


# "3 most upvoted", "latest five".
_ORDER_WORD = (
    r"(?:most|least|best|worst|biggest|newest|latest|oldest|earliest|hottest|coolest|greatest|freshest|highest|lowest|fewest|"
    r"recent|popular|trending|top)\b(?!-)"
)
_ORDER_END = (
    r"\b(?:voted|upvoted|liked|popular|rated|recent|newest|latest|oldest|hottest|best|worst|bottom|lowest|highest|"
    r"upvotes|votes|trending|most|least)"
)
_COUNT = any_of(
    rf"\btop[\s-]?(?!one\b(?!\s+paper))(?P<top>{EN_NUMBER})\b(?!\s*(?:%|percent))(?:\s*(?:papers?|ones?|picks?))?",
    r"\btop\s+(?P<single>one)\b(?=\s+(?:of|on|in|from|for)\s+(?!(?:these|those|them|that|the|this)\b))",
    rf"(?:상위|탑|톱|베스트|best|top|상위권)\s*(?!one\b(?!\s+paper))(?P<upper>\d{{1,3}}|{_KO_NUMBER}|원|투|쓰리|파이브|텐)"
    rf"(?:\s*(?:편|개|건|위|등))?(?!\d|\s*월|\s*년|\s*일|\s*[/.-]\s*\d|\s*(?:%|percent|퍼센트|프로))",
    rf"(?<![\w.])(?:(?:just|only|exactly|딱|오직)\s+)?(?P<plain>{EN_NUMBER}|a couple(?: of)?|a few)"
    rf"(?=\s+{_ORDER_WORD})",
    rf"{_ORDER_END}\s+(?P<behind>{EN_NUMBER})(?=\W*$|\s+(?:of|from|on|in|about|for|papers?|ones?|pls|plz|please)\b)",
    r"(?:핫한|인기|최신|최근|추천순|많은|좋은|꼴찌|하위)\s*(?:순(?:으로)?\s*)?(?:논문|거|것|걸로|걸)?\s*"
    r"(?P<last>\d{1,2}|둘|셋|넷|다섯|여섯|열)(?=\W*$)",
    rf"(?<![\w.])(?:(?:just|only|exactly|딱|오직)\s+)?(?P<several>{EN_NUMBER}|a couple(?: of)?|a few)(?=\s+"
    rf"(?:\w+\s+){{0,2}}?(?:papers|(?<=one\s)paper|(?<=1\s)paper|ones|picks|results?|articles|recs|recommendations|"
    rf"titles|hits|examples|논문)\b)",
    rf"\b(?:give|gimme|make\s+it|show|list|send|name|find|recommend|pick|get|drop|just|only|want|need)\s+"
    rf"(?:me\s+|us\s+)?(?!(?:the|top|best)\s+(?:top\s+|best\s+)?one\b)(?:just\s+|only\s+|the\s+|like\s+|top\s+|best\s+|about\s+|all\s+)?(?P<given>{EN_NUMBER})"
    rf"(?![\d.%:/-]|\s*[%년월일분초배]|\w|\s+(?:one|thing)s?\b)",
    # "The 4 attacks" are no papers.
    rf"\bthe\s+(?!one\b(?!\s+paper))(?P<the>{EN_NUMBER})(?=\s+(?:papers?|ones|most|best|top|newest|latest|oldest|hottest|highest|biggest|least|"
    r"worst|lowest|w|with)\b|\W*$)",
    r"\b(?:just|only|(?:time|room)\s+for(?:\s+(?:just|only))?)\s+(?P<just>one)\b",
    rf"\b(?P<enough>{EN_NUMBER})\s+"
    rf"(?:(?:is|are|would be)\s+(?:enough|fine|plenty|ok(?:ay)?|good|sufficient)|"
    rf"(?:will|would|should)\s+do|suffices?|max|at most|please|pls|plz|more|of (?:them|em|those|these))\b",
    rf"\b(?:just\s+|only\s+)?(?:the\s+)?first\s+(?!one\b)(?P<first>{EN_NUMBER})(?=\s+(?:only|ones?|papers?|please|pls|plz|of\s+(?:them|"
    rf"those|these|em))\b|\W*$)",
    rf"\b(?:too\s+(?:many|much|long)|(?:cut|trim|narrow|bring|get)\s+(?:it|that|this|them|those)\s+(?:down\s+)?to|down\s+to)\W{{1,3}}"
    rf"(?:just\s+|only\s+|make\s+it\s+)?(?P<cut>{EN_NUMBER})(?=\W*$|\s+(?:pls|plz|please|papers?|only|is|will)\b)",
    rf"(?P<cut_ko>{_KO_NUMBER})\s*(?:개|편)?\s*(?:으?로)\s*(?:좀\s*|만\s*)?(?:줄여|추려|좁혀|잘라|해\s*줘|부탁)(?:[가-힣]{{0,4}})",
    rf"(?P<to_ko>{_KO_NUMBER})\s*(?:개|편)로(?:\s*(?:해|줘|늘려|부탁)[가-힣]{{0,4}})?(?=\W*$)",
    r"\b(?:n|k|limit|count|max|num)\s?[=:]\s?(?P<set>\d{1,3})\b",
    rf"\b(?:max(?:imum)?|up to|no more than)\s+(?P<max>{EN_NUMBER})\b(?!\s*(?:%|tokens|x\b|times|hours|gpus?))",
    rf"\b(?:like|maybe|about)\s+(?P<like>\d{{1,2}})\W*$|\bat most (?P<most>{EN_NUMBER})\b(?!\s*(?:up)?votes?)",
    rf"(?:(?:딱|오직|그냥|최대)\s*)?(?<![\d.,])(?!(?<=[가-힣])한\s?건)(?P<pieces>{_KO_NUMBER})\s*"
    rf"(?:편(?![향집의미])|개(?![월국골체념선인발별])|건(?![물강설축전])|가지(?!치기))"
    rf"(?!\s*(?:이상|넘|미만|이하|초과)|\s*(?:의|짜리|로|명|년))(?:\s*(?:만|씩|정도|쯤))?",
    r"(?P<hana>하나|둘|셋|넷|몇\s*(?:개|편)(?=\s*(?:만|추천|좀|골라|뽑|알려|보여|줘)))(?:만|정도)",
)


_RANKED = re.compile(r"\b(?:top|best)\b", re.IGNORECASE)
# Around these numbers other words count: an order, a topic.
_BARE = ("plain", "behind", "last", "several")
_KONGLISH = {"원": 1, "투": 2, "쓰리": 3, "포": 4, "파이브": 5, "텐": 10}


def find_counts(text: str) -> Iterator[Span]:
    """Yield the number of papers wanted: "top 3", "두개만", "just one"."""
    for match in _COUNT.finditer(text):
        name, typed = next((name, value) for name, value in match.groupdict().items() if value)
        number = read_count(typed)
        if number is not None and 0 < number <= 500:
            # The verb before ("give me 3") is not part of the count, but "top" before a number is not an order.
            ranked = bool(match["top"] or match["upper"] or _RANKED.search(match[0]))
            start, end = match.span(name) if name in _BARE else match.span()
            yield Span(start, end, "count", Count(number, ranked))


def read_count(typed: str) -> int | None:
    """Return the number of papers or votes a word gives, or None."""
    folded = " ".join(typed.lower().split())
    if folded in _KONGLISH:
        return _KONGLISH[folded]
    if folded.startswith("a couple"):
        return 2
    if folded == "a few" or folded.startswith("몇"):
        return 3
    return int(folded) if folded.isdecimal() else read_number(folded)
